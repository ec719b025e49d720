import { BadParameters, type ParameterFault } from '../http/refusals.js'
import {
  booleans, includedLimits, pageLimits, type Parameters, type Query, type SortKey
} from './parameters.js'

/** What a query without parameters says. */
export const emptyQuery: Query = {
  filters: new Map(),
  exists: new Map(),
  sort: [],
  fields: new Map(),
  include: [],
  limit: pageLimits.usual,
  limits: new Map(),
  cursor: undefined
}

/**
 * Reads the query of a request target (`/v1/builds?filter[app]=1`).
 * @throws BadParameters with everything that is wrong with it.
 */
export function readQuery (target: string, parameters: Parameters): Query {
  const question = target.indexOf('?')
  if (question === -1) return emptyQuery
  const reader = new QueryReader(parameters)
  for (const [parameter, text] of new URLSearchParams(target.slice(question + 1))) reader.read(parameter, text)
  if (reader.faults.length > 0) throw new BadParameters(reader.faults)
  return reader.query()
}

/** What a table has under a name a client gave: nothing that every object has. */
const own = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined

const sortKey = (key: string): SortKey =>
  key.startsWith('-') ? { name: key.slice(1), descending: true } : { name: key, descending: false }

/** Takes a query's parameters one by one and remembers what is wrong with them, in their order. */
class QueryReader {
  readonly faults: ParameterFault[] = []
  readonly #parameters: Parameters
  readonly #seen = new Set<string>()
  readonly #filters = new Map<string, readonly string[]>()
  readonly #exists = new Map<string, boolean>()
  readonly #fields = new Map<string, ReadonlySet<string>>()
  readonly #limits = new Map<string, number>()
  #sort: SortKey[] = []
  #include: string[] = []
  #limit: number = pageLimits.usual
  #cursor: string | undefined

  constructor (parameters: Parameters) { this.#parameters = parameters }

  query (): Query {
    return {
      filters: this.#filters,
      exists: this.#exists,
      sort: this.#sort,
      fields: this.#fields,
      include: this.#include,
      limit: this.#limit,
      limits: this.#limits,
      cursor: this.#cursor
    }
  }

  read (parameter: string, text: string): void {
    const [, family, name] = /^([a-z]+)\[(.+)\]$/.exec(parameter) ?? []
    if (this.#seen.has(parameter)) this.faults.push({ kind: 'repeated', parameter })
    else if (family === undefined || name === undefined) this.#readPlain(parameter, text)
    else this.#readBracketed(parameter, family, name, text)
    this.#seen.add(parameter)
  }

  #readPlain (parameter: string, text: string): void {
    const { paged = false, limited = false, sort, include } = this.#parameters
    if (parameter === 'limit' && (paged || limited)) {
      this.#limit = this.#bounded(parameter, text, pageLimits.most)
    } else if (parameter === 'cursor' && paged) {
      this.#cursor = text
    } else if (parameter === 'sort' && sort !== undefined) {
      this.#sort = text.split(',').map(sortKey)
      this.#each(this.#sort.map(({ name }) => name), sort, parameter, 'field')
    } else if (parameter === 'include' && include !== undefined) {
      this.#include = [...new Set(text.split(','))].filter(Boolean)
      this.#each(this.#include, include, parameter, 'relationship')
    } else this.faults.push({ kind: 'illegal', parameter })
  }

  #readBracketed (parameter: string, family: string, name: string, text: string): void {
    const { exists = [], limits = [] } = this.#parameters
    if (family === 'filter') this.#readFilter(parameter, name, text.split(','))
    else if (family === 'fields') this.#readFields(parameter, name, text.split(','))
    else if (family === 'exists' && exists.includes(name)) {
      this.#each([text], booleans, parameter, 'value')
      this.#exists.set(name, text === 'true')
    } else if (family === 'limit' && limits.includes(name)) {
      this.#limits.set(name, this.#bounded(parameter, text, includedLimits.most))
    } else this.faults.push({ kind: 'illegal', parameter })
  }

  #readFilter (parameter: string, name: string, values: readonly string[]): void {
    const { filters } = this.#parameters
    const allowed = own(filters, name)
    if (filters === undefined) this.faults.push({ kind: 'illegal', parameter })
    else if (allowed === undefined) this.faults.push({ kind: 'filter', parameter, value: name })
    else if (values.includes('')) this.faults.push({ kind: 'empty', parameter })
    else {
      if (allowed !== 'text') this.#each(values, allowed, parameter, 'value')
      this.#filters.set(name, values)
    }
  }

  #readFields (parameter: string, type: string, values: readonly string[]): void {
    const allowed = own(this.#parameters.fields, type)
    if (allowed === undefined) {
      this.faults.push({ kind: 'illegal', parameter })
      return
    }
    this.#each(values.filter(Boolean), allowed, parameter, 'field')
    this.#fields.set(type, new Set(values))
  }

  /** Notes each value that is not allowed. */
  #each (
    values: readonly string[], allowed: readonly string[], parameter: string, kind: 'value' | 'field' | 'relationship'
  ): void {
    for (const value of values) {
      if (!allowed.includes(value)) this.faults.push({ kind, parameter, value, expected: allowed })
    }
  }

  #bounded (parameter: string, text: string, most: number): number {
    if (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
    this.faults.push({ kind: 'limit', parameter, value: text, most })
    return most
  }
}
