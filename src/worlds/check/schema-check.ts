/**
 * Holds a value against a schema and tells all that is wrong, each in a sentence. Of JSON Schema it knows what world
 * files use; test/world-check.test.ts holds it against Ajv, which is not loaded for it: a start waits for this.
 */
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import type { Path } from '../../kernel/json-text.js'
import { meant } from './meant.js'
import type { Findings } from './problem.js'
import { hasType, type SchemaNode } from './schema-node.js'
import {
  missing, notAllowed, ofCount, ofNumber, ofText, unknownKey, wrongType, type Sentence
} from './schema-sentences.js'

export function checkSchema (find: Findings, schema: SchemaNode, value: unknown, path: Path = []): void {
  const tell = (sentence: Sentence | undefined): void => {
    if (sentence !== undefined) find.fault(path, ...sentence)
  }
  if (schema.anyOf !== undefined) {
    const fitting = schema.anyOf.filter((branch) => hasType(branch, value))
    const branch = fitting.length > 1 ? nearestBranch(fitting, value) : fitting[0]
    if (branch === undefined) tell(wrongType(schema.anyOf, value))
    else checkSchema(find, branch, value, path)
    return
  }
  if (!hasType(schema, value)) {
    tell(wrongType([schema], value))
    return
  }
  const allowed = schema.const === undefined ? schema.enum : [schema.const]
  if (allowed !== undefined && !allowed.includes(value)) tell(notAllowed(value, allowed))
  if (typeof value === 'string') tell(ofText(schema, value))
  if (typeof value === 'number') tell(ofNumber(schema, value))
  if (Array.isArray(value)) checkList(find, schema, value, path)
  else if (isJsonObject(value)) checkObject(find, schema, value, path)
}

/** Of several kinds of objects the one that most of the keys are of. */
function nearestBranch (branches: readonly SchemaNode[], value: unknown): SchemaNode | undefined {
  const keys = isJsonObject(value) ? Object.keys(value) : []
  const known = ({ properties = {} }: SchemaNode): number => keys.filter((key) => Object.hasOwn(properties, key)).length
  return branches.reduce((best, branch) => known(branch) > known(best) ? branch : best)
}

function checkList (find: Findings, schema: SchemaNode, value: readonly unknown[], path: Path): void {
  const { items, minItems, maxItems } = schema
  const isTuple = Array.isArray(items)
  const sentence = ofCount(value.length, minItems, isTuple ? items.length : maxItems)
  if (sentence !== undefined) find.fault(path, ...sentence)
  value.forEach((item, index) => {
    const of = itemSchema(items, index)
    if (of !== undefined) checkSchema(find, of, item, [...path, index])
  })
}

const itemSchema = (items: SchemaNode['items'], index: number): SchemaNode | undefined =>
  isSeveral(items) ? items[index] : items

const isSeveral = (items: SchemaNode['items']): items is readonly SchemaNode[] => Array.isArray(items)

function checkObject (find: Findings, schema: SchemaNode, value: JsonObject, path: Path): void {
  const { properties = {}, required = [], additionalProperties = true, maxProperties } = schema
  const known = Object.keys(properties)
  const misspelt = new Set<string>()
  const sentence = ofCount(Object.keys(value).length, 0, maxProperties)
  if (sentence !== undefined) find.fault(path, ...sentence)
  for (const [key, member] of Object.entries(value)) {
    const of = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    if (of === false) {
      misspelt.add(meant(key, known.filter((each) => !Object.hasOwn(value, each))) ?? '')
      find.faultOfKey([...path, key], ...unknownKey(key, known, sectionOf(properties, key)))
    } else if (typeof of === 'object') checkSchema(find, of, member, [...path, key])
  }
  for (const key of required) {
    // Said already: it is there, by another name.
    if (Object.hasOwn(value, key) || misspelt.has(key)) continue
    find.fault([...path, key], ...missing(key, properties[key] ?? {}))
  }
}

/** Which of an object's keys has that key within. */
const sectionOf = (properties: Readonly<Record<string, SchemaNode>>, key: string): string | undefined =>
  Object.keys(properties).find((section) => Object.hasOwn(properties[section]?.properties ?? {}, key))
