import { BadParameters, type ParameterFault } from '../http/refusals.js'

/**
 * The query parameters of one endpoint, declared once: requests are read by it and the OpenAPI document is made of it.
 * A filter takes any text, a boolean, or one of the values listed; `fields` lists names by resource type, or takes any.
 */
export interface Parameters {
  readonly filters?: Readonly<Record<string, 'text' | 'boolean' | readonly string[]>>
  readonly exists?: readonly string[]
  readonly sort?: readonly string[]
  readonly fields?: Readonly<Record<string, 'any' | readonly string[]>>
  readonly include?: readonly string[]
  /** Relationships whose included resources can be limited. */
  readonly limits?: readonly string[]
  /** Takes `limit` and `cursor`. */
  readonly paged?: boolean
  /** Takes `limit` alone: a document that has no pages. */
  readonly limited?: boolean
}

export interface SortKey { readonly name: string, readonly descending: boolean }

/** A request's parameters, read and checked. */
export interface Query {
  readonly filters: ReadonlyMap<string, readonly string[]>
  readonly exists: ReadonlyMap<string, boolean>
  readonly sort: readonly SortKey[]
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
  readonly include: readonly string[]
  readonly limit: number
  readonly limits: ReadonlyMap<string, number>
  readonly cursor: string | undefined
}

/** Lists hold 50 resources unless asked for up to 200; included lists 10, up to 50. */
export const pageLimits = { usual: 50, most: 200 } as const
export const includedLimits = { usual: 10, most: 50 } as const

const noParameters: Parameters = {}
const booleans = ['true', 'false'] as const
const own = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined => table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined

/**
 * Reads the query of a request target (`/v1/builds?filter[app]=1`).
 * @throws BadParameters with everything that is wrong with it.
 */
export function readQuery (target: string, parameters: Parameters = noParameters): Query {
  const faults: ParameterFault[] = []
  const filters = new Map<string, string[]>()
  const exists = new Map<string, boolean>()
  const fields = new Map<string, ReadonlySet<string>>()
  const limits = new Map<string, number>()
  let sort: SortKey[] = []
  let include: string[] = []
  let limit: number = pageLimits.usual
  let cursor: string | undefined

  const bounded = (parameter: string, text: string, most: number): number => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
    faults.push({ kind: 'limit', parameter, value: text, most })
    return most
  }
  const oneOf = (parameter: string, values: readonly string[], allowed: readonly string[], kind: 'value' | 'field' | 'relationship'): void => {
    for (const value of values) if (!allowed.includes(value)) faults.push({ kind, parameter, value, expected: allowed })
  }
  const filter = (parameter: string, name: string, values: string[]): void => {
    const allowed = own(parameters.filters, name)
    if (parameters.filters === undefined) faults.push({ kind: 'illegal', parameter })
    else if (allowed === undefined) faults.push({ kind: 'filter', parameter, value: name })
    else if (values.includes('')) faults.push({ kind: 'empty', parameter })
    else {
      if (allowed !== 'text') oneOf(parameter, values, allowed === 'boolean' ? booleans : allowed, 'value')
      filters.set(name, values)
    }
  }
  const readFields = (parameter: string, type: string, values: string[]): void => {
    const allowed = own(parameters.fields, type)
    if (allowed === undefined) faults.push({ kind: 'illegal', parameter })
    else {
      if (allowed !== 'any') oneOf(parameter, values.filter(Boolean), allowed, 'field')
      fields.set(type, new Set(values))
    }
  }
  const bracketed = (parameter: string, family: string, name: string, text: string): void => {
    const values = text.split(',')
    if (family === 'filter') filter(parameter, name, values)
    else if (family === 'fields') readFields(parameter, name, values)
    else if (family === 'exists' && parameters.exists?.includes(name) === true) {
      oneOf(parameter, [text], booleans, 'value')
      exists.set(name, text === 'true')
    } else if (family === 'limit' && parameters.limits?.includes(name) === true) limits.set(name, bounded(parameter, text, includedLimits.most))
    else faults.push({ kind: 'illegal', parameter })
  }

  const question = target.indexOf('?')
  const seen = new Set<string>()
  if (question !== -1) {
    for (const [parameter, text] of new URLSearchParams(target.slice(question + 1))) {
      const [, family, name] = /^([a-z]+)\[(.+)\]$/.exec(parameter) ?? []
      if (seen.has(parameter)) faults.push({ kind: 'repeated', parameter })
      else if (family !== undefined) bracketed(parameter, family, name!, text)
      else if (parameter === 'limit' && (parameters.paged === true || parameters.limited === true)) limit = bounded(parameter, text, pageLimits.most)
      else if (parameter === 'cursor' && parameters.paged === true) cursor = text
      else if (parameter === 'sort' && parameters.sort !== undefined) {
        sort = text.split(',').map((key) => key.startsWith('-') ? { name: key.slice(1), descending: true } : { name: key, descending: false })
        oneOf(parameter, sort.map(({ name }) => name), parameters.sort, 'field')
      } else if (parameter === 'include' && parameters.include !== undefined) {
        include = [...new Set(text.split(','))].filter(Boolean)
        oneOf(parameter, include, parameters.include, 'relationship')
      } else faults.push({ kind: 'illegal', parameter })
      seen.add(parameter)
    }
  }
  if (faults.length > 0) throw new BadParameters(faults)
  return { filters, exists, sort, fields, include, limit, limits, cursor }
}

const list = (items: object, description?: string): object =>
  ({ type: 'array', items, style: 'form', explode: false, ...(description === undefined ? {} : { description }) })
const names = (allowed: 'text' | 'any' | 'boolean' | readonly string[]): object =>
  typeof allowed !== 'string' ? { type: 'string', enum: allowed } : allowed === 'boolean' ? { type: 'string', enum: booleans } : { type: 'string' }

/** The same declaration as the JSON Schema of a query, for the OpenAPI document. */
export function querySchema (parameters: Parameters): object {
  const properties: Record<string, object> = {}
  for (const [name, allowed] of Object.entries(parameters.filters ?? {})) properties[`filter[${name}]`] = list(names(allowed))
  for (const name of parameters.exists ?? []) properties[`exists[${name}]`] = { type: 'boolean' }
  if (parameters.sort !== undefined) properties['sort'] = list({ type: 'string', enum: parameters.sort.flatMap((name) => [name, `-${name}`]) })
  for (const [type, allowed] of Object.entries(parameters.fields ?? {})) properties[`fields[${type}]`] = list(names(allowed))
  if (parameters.include !== undefined) properties['include'] = list({ type: 'string', enum: parameters.include })
  for (const name of parameters.limits ?? []) properties[`limit[${name}]`] = { type: 'integer', minimum: 1, maximum: includedLimits.most }
  if (parameters.paged === true || parameters.limited === true) {
    properties['limit'] = { type: 'integer', minimum: 1, maximum: pageLimits.most, description: 'How many to return at most; 50 if left out.' }
  }
  if (parameters.paged === true) {
    properties['cursor'] = { type: 'string', description: 'Where the page begins, from the `next` link of the page before.' }
  }
  return { type: 'object', properties }
}
