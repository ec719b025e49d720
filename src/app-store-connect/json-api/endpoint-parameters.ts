import type { TSchema } from '../../kernel/schema.js'
import { applesFields } from '../apple-fields.js'
import type { Filters } from './filter.js'
import type { FilterValues, Parameters } from './parameters.js'
import type { ResourceName } from './records.js'
import type { ResourceType, Resources } from './resource.js'

/** The relationships that can be included: those of which it is known where they lead. */
function includableOf<T extends ResourceName> ({ relationships }: ResourceType<T>): Array<{
  name: string, many: boolean, type: ResourceName | undefined, elsewhere: string | undefined
}> {
  return Object.entries(relationships)
    .map(([name, { many, type, elsewhere }]) => ({ name, many, type, elsewhere }))
    .filter(({ type, elsewhere }) => (type ?? elsewhere) !== undefined)
}

/** The types that can be included with a type, those that have no endpoints of their own last. */
function includedTypes<T extends ResourceName> (resource: ResourceType<T>, resources: Resources): ResourceName[] {
  const types = [...new Set(includableOf(resource).flatMap(({ type }) => type ?? []))]
  const hasEndpoints = (type: ResourceName): boolean => resources[type].endpoints !== undefined
  return [...types.filter(hasEndpoints), ...types.filter((type) => !hasEndpoints(type))]
}

/** The schemas of the resources that a document about a type can include. */
export const includedSchemas = <T extends ResourceName>(resource: ResourceType<T>, resources: Resources): TSchema[] =>
  includedTypes(resource, resources).map((type) => resources[type].schema)

/** `fields` of a type alone. */
export const fieldsAlone = <T extends ResourceName>({ type, fieldNames }: ResourceType<T>): Parameters =>
  ({ fields: { [type]: fieldNames } })

/** `fields`, `include` and `limit[…]` of a type, as far as its relationships can be included. */
export function showing<T extends ResourceName> (resource: ResourceType<T>, resources: Resources): Parameters {
  const includable = includableOf(resource)
  if (includable.length === 0) return fieldsAlone(resource)
  const types = [resource.type, ...includedTypes(resource, resources)]
  const elsewhere = includable.flatMap((relationship) => relationship.elsewhere ?? [])
  const limits = includable.filter(({ many }) => many).map(({ name }) => name)
  return {
    fields: {
      ...Object.fromEntries(types.map((type) => [type, resources[type].fieldNames])),
      ...Object.fromEntries(elsewhere.map((type) => [type, applesFields(type)]))
    },
    include: includable.map(({ name }) => name),
    limits: resource.limitsByName === true ? limits.sort() : limits
  }
}

const valuesOf = <R>(filters: Filters<R>): Record<string, FilterValues> =>
  Object.fromEntries(Object.entries(filters).map(([name, { takes }]) => [name, takes]))

/** What a list of a type takes: its filters and sorts, what it shows, and pages. */
export function listing<T extends ResourceName> (resource: ResourceType<T>, resources: Resources): Parameters {
  const { filters, exists, sorts } = resource
  return {
    ...showing(resource, resources),
    ...(filters === undefined ? {} : { filters: valuesOf(filters) }),
    ...(exists === undefined ? {} : { exists: Object.keys(exists) }),
    ...(sorts === undefined ? {} : { sort: Object.keys(sorts) }),
    paged: true
  }
}
