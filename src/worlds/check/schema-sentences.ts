/** How it is told that a value is not what the schema asks for: what is wrong, and what to do. */
import type { SchemaNode } from './schema-node.js'
import { exampleOf, kindOf } from './schema-node.js'
import { choice, meant } from './meant.js'

export type Sentence = readonly [message: string, cure: string]

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
  undefined: 'nothing'
}

const kindInWords = (kind: string): string => kinds[kind] ?? kind

const json = (value: unknown): string => {
  const text = JSON.stringify(value) ?? ''
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** `for example "P1D"`, or the description where there is no example. */
function suchAs (node: SchemaNode): string {
  const example = exampleOf(node)
  return example === undefined ? node.description ?? 'see the schema' : `for example ${json(example)}`
}

export function wrongType (nodes: readonly SchemaNode[], value: unknown): Sentence {
  const wanted = [...new Set(nodes.map(({ type = 'object' }) => kindInWords(type)))].join(' or ')
  const found = kindOf(value)
  const message = `it must be ${wanted}, not ${found === 'number' ? json(value) : kindInWords(found)}`
  return [message, unquoted(nodes, value) ?? nodes.map(suchAs)[0] ?? '']
}

/** A number or a flag in quotes is what is meant without them. */
function unquoted (nodes: readonly SchemaNode[], value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const types = nodes.map(({ type }) => type)
  const isNumber = types.some((type) => type === 'number' || type === 'integer') && Number.isFinite(Number(value))
  const isFlag = types.includes('boolean') && (value === 'true' || value === 'false')
  return isNumber || isFlag ? `write ${value} without quotes` : undefined
}

export function notAllowed (value: unknown, allowed: readonly unknown[]): Sentence {
  const names = allowed.map(String)
  const near = typeof value === 'string' ? meant(value, names) : undefined
  const all = `allowed are ${names.join(', ')}`
  return [`${json(value)} is not allowed here`, near === undefined ? all : `did you mean "${near}"? ${all}`]
}

export const missing = (key: string, node: SchemaNode): Sentence => {
  const example = exampleOf(node)
  const added = example === undefined ? `it: ${node.description ?? 'see the schema'}` : `"${key}": ${json(example)}`
  return [`the key "${key}" is missing`, `add ${added}`]
}

export function unknownKey (key: string, known: readonly string[], belongs: string | undefined): Sentence {
  const cure = choice(key, known, 'known keys are', 'take it away')
  const isNear = cure.startsWith('did')
  return [`unknown key "${key.slice(0, 60)}"`, belongs === undefined || isNear ? cure : `it belongs into "${belongs}"`]
}

const notLike = (value: string, node: SchemaNode): Sentence => {
  const cure = node.pattern === '^P'
    ? 'write an ISO 8601 duration such as PT10M'
    : `${suchAs(node)} (pattern ${node.pattern ?? ''})`
  return [`${json(value)} is not written as it has to be`, cure]
}

/** What is wrong with text; undefined if nothing. */
export function ofText (node: SchemaNode, value: string): Sentence | undefined {
  const { minLength = 0, maxLength = Infinity, pattern } = node
  // As JSON Schema counts: in characters, not in UTF-16 units.
  const length = value.length > minLength * 2 && value.length <= maxLength ? value.length : [...value].length
  if (length < minLength) return ['it must not be empty', suchAs(node)]
  if (length > maxLength) return [`it has ${length} characters`, `use ${maxLength} at most`]
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return notLike(value, node)
  return undefined
}

/** What is wrong with a number; undefined if nothing. */
export function ofNumber (node: SchemaNode, value: number): Sentence | undefined {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = node
  if (value <= exclusiveMinimum) return [`${value} is too little`, `it must be more than ${exclusiveMinimum}`]
  if (value < minimum) return [`${value} is too little`, `it must be ${minimum} or more`]
  return value > maximum ? [`${value} is too much`, `it must be ${maximum} or less`] : undefined
}

/** What is wrong with how many there are of something; undefined if nothing. */
export function ofCount (count: number, least = 0, most = Infinity): Sentence | undefined {
  if (count < least) return [`there are ${count}`, `there must be ${least} or more`]
  return count > most ? [`there are ${count}`, `there may be ${most} at most`] : undefined
}
