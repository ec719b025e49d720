import type { World } from '../../worlds/world.js'
import { includedLimits, type Query } from './parameters.js'

/** `live`: as the service answers. `spec`: as Apple's OpenAPI document promises, for clients generated from it. */
export type Profile = 'live' | 'spec'

/** What a resource is looked at with: the world, its moment (ms), the base of links, and what the client wants to see. */
export interface View {
  readonly world: World
  readonly at: number
  readonly base: string
  readonly profile: Profile
  readonly query: Query
}

/** A relationship: its links, and the related records where perftwin has them; null: there is none just now. */
export interface Relationship<R> {
  readonly many: boolean
  readonly links: 'both' | 'self' | 'related' | 'none'
  /** The type of the related resources; where perftwin does not have them, there are none. */
  readonly type?: string
  readonly find?: (record: R, view: View) => ReadonlyArray<{ readonly id: string }>
}

export interface ResourceType<R extends { readonly id: string }> {
  readonly type: string
  readonly attributeNames: readonly string[]
  readonly attributes: (record: R, view: View) => object
  readonly relationships: Readonly<Record<string, Relationship<R>>>
  /** The span around a moment in which nothing about the record changes by itself; forever where there is none. */
  readonly steady?: (record: R, at: number, view: View) => { from: number, until: number }
}

/** The names that `fields[type]` takes. */
export const fieldNames = (resource: { attributeNames: readonly string[], relationships: object }): string[] =>
  [...resource.attributeNames, ...Object.keys(resource.relationships)]

/** A resource as an object: attributes, relationships with links, and data for those that are included. */
export function resourceBody<R extends { readonly id: string }> (resource: ResourceType<R>, record: R, view: View, include: readonly string[]): object {
  const fields = view.query.fields.get(resource.type)
  const self = `${view.base}/v1/${resource.type}/${record.id}`
  const attributes = Object.entries(resource.attributes(record, view))
    .filter(([name, value]) => (fields === undefined || fields.has(name)) && !(view.profile === 'spec' && value === null))
  const relationships = Object.entries(resource.relationships)
    .filter(([name]) => fields === undefined || fields.has(name))
    .map(([name, relationship]) => [name, relationshipBody(name, relationship, record, view, self, include.includes(name))] as const)
    .filter(([, body]) => Object.keys(body).length > 0)
  return {
    type: resource.type,
    id: record.id,
    attributes: Object.fromEntries(attributes),
    ...(relationships.length === 0 ? {} : { relationships: Object.fromEntries(relationships) }),
    links: { self }
  }
}

function relationshipBody<R> (name: string, { many, links, type, find }: Relationship<R>, record: R, view: View, self: string, included: boolean): object {
  const found = included && type !== undefined ? (find?.(record, view) ?? []) : []
  const linkage = found.map(({ id }) => ({ type, id }))
  const limit = view.query.limits.get(name) ?? includedLimits.usual
  const data = !included ? {} : many ? { meta: { paging: { total: found.length, limit } }, data: linkage.slice(0, limit) } : { data: linkage[0] ?? null }
  if (view.profile === 'spec' && 'data' in data && data.data === null) return linksOf(name, links, self)
  return { ...data, ...linksOf(name, links, self) }
}

function linksOf (name: string, links: Relationship<never>['links'], self: string): object {
  if (links === 'none') return {}
  return {
    links: {
      ...(links === 'related' ? {} : { self: `${self}/relationships/${name}` }),
      ...(links === 'self' ? {} : { related: `${self}/${name}` })
    }
  }
}

interface Written { readonly variant: string, readonly from: number, readonly until: number, readonly json: string }

/**
 * Resources as JSON text, kept with their records: a page of two hundred is then a matter of joining strings. Records are
 * immutable, so a change makes a new record and a new text. One text is kept per record, the one asked for last.
 */
export class ResourceTexts {
  readonly #texts = new WeakMap<object, Written>()

  text<R extends { readonly id: string }> (resource: ResourceType<R>, record: R, view: View, include: readonly string[], variant: string): string {
    const known = this.#texts.get(record)
    if (known !== undefined && known.variant === variant && view.at >= known.from && view.at < known.until) return known.json
    const json = JSON.stringify(resourceBody(resource, record, view, include))
    // What is related may change at any moment, unless the type says when; lists always may.
    if (!include.some((name) => resource.relationships[name]?.find !== undefined && (resource.relationships[name].many || resource.steady === undefined))) {
      this.#texts.set(record, { variant, json, ...(resource.steady?.(record, view.at, view) ?? { from: -Infinity, until: Infinity }) })
    }
    return json
  }
}

/** Tells apart the texts that one record can have: what is shown of its type, what is included, and where links lead. */
export const variantOf = (resource: { type: string }, view: View, include: readonly string[]): string =>
  `${view.base} ${view.world.name} ${[...view.query.fields.get(resource.type) ?? ['*']].join(',')} ${include.join(',')} ${[...view.query.limits].join(';')}`
