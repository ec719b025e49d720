import { includedLimits, pageLimits, type FilterValues, type Parameters } from './parameters.js'

const list = (items: object): object => ({ type: 'array', items, style: 'form', explode: false })

const oneOf = (values: readonly string[]): object => ({ type: 'string', enum: values })

const valuesOf = (allowed: FilterValues): object => allowed === 'text' ? { type: 'string' } : oneOf(allowed)

const limitUpTo = (most: number): object => ({ type: 'integer', minimum: 1, maximum: most })

/** An endpoint's parameters as the JSON Schema of its query, for the OpenAPI document. */
export function querySchema (parameters: Parameters): object {
  const { filters = {}, exists = [], sort, fields = {}, include, limits = [] } = parameters
  const { paged = false, limited = false } = parameters
  const properties: Record<string, object> = {}
  for (const [name, allowed] of Object.entries(filters)) properties[`filter[${name}]`] = list(valuesOf(allowed))
  for (const name of exists) properties[`exists[${name}]`] = { type: 'boolean' }
  if (sort !== undefined) properties['sort'] = list(oneOf(sort.flatMap((name) => [name, `-${name}`])))
  for (const [type, allowed] of Object.entries(fields)) properties[`fields[${type}]`] = list(valuesOf(allowed))
  if (include !== undefined) properties['include'] = list(oneOf(include))
  for (const name of limits) properties[`limit[${name}]`] = limitUpTo(includedLimits.most)
  if (paged || limited) {
    properties['limit'] = { ...limitUpTo(pageLimits.most), description: 'How many to return at most; 50 if left out.' }
  }
  if (paged) {
    const description = 'Where the page begins, from the `next` link of the page before.'
    properties['cursor'] = { type: 'string', description }
  }
  return { type: 'object', properties }
}
