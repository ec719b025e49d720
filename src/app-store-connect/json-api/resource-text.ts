import { includedLimits } from './parameters.js'
import type { Records, ResourceName } from './records.js'
import type { Links, Relationship } from './relationship.js'
import type { ResourceType } from './resource.js'
import type { View } from './view.js'

/** A resource as an object: attributes, relationships with links, and data for those that are included. */
export function resourceBody<T extends ResourceName> (
  resource: ResourceType<T>, record: Records[T], view: View, include: readonly string[]
): object {
  const { type } = resource
  const { id } = record
  const fields = view.query.fields.get(type)
  const isAsked = (name: string): boolean => fields === undefined || fields.has(name)
  const self = `${view.base}/v1/${type}/${id}`
  const attributes = Object.entries(resource.attributes(record, view))
    .filter(([name, value]) => isAsked(name) && !(view.profile === 'spec' && value === null))
  const relationships = Object.entries(resource.relationships)
    .filter(([name]) => isAsked(name))
    .map(([name, relationship]) => {
      const links = linksOf(name, relationship.links, self)
      const shown = include.includes(name) ? withData(name, relationship, record, view, links) : links
      return [name, shown] as const
    })
    .filter(([, body]) => Object.keys(body).length > 0)
  return {
    type,
    id,
    attributes: Object.fromEntries(attributes),
    ...(relationships.length === 0 ? {} : { relationships: Object.fromEntries(relationships) }),
    links: { self }
  }
}

/** An included relationship: the ids of what it leads to, as many as asked for, and its links. */
function withData<R> (name: string, relationship: Relationship<R>, record: R, view: View, links: object): object {
  const { many, type } = relationship
  const found = type === undefined ? [] : relationship.find(record, view).map(({ id }) => ({ type, id }))
  if (many) {
    const limit = view.query.limits.get(name) ?? includedLimits.usual
    return { meta: { paging: { total: found.length, limit } }, data: found.slice(0, limit), ...links }
  }
  const [data = null] = found
  return data === null && view.profile === 'spec' ? links : { data, ...links }
}

function linksOf (name: string, links: Links, self: string): object {
  if (links === 'none') return {}
  return {
    links: {
      ...(links === 'related' ? {} : { self: `${self}/relationships/${name}` }),
      ...(links === 'self' ? {} : { related: `${self}/${name}` })
    }
  }
}

/** A text, what it depends on, and the span (ms) in which it is true. */
interface Written { readonly variant: string, readonly from: number, readonly until: number, readonly json: string }

const forever = { from: -Infinity, until: Infinity }

/**
 * Resources as JSON text, kept with their records: a page of two hundred is then a matter of joining strings. Records
 * are immutable, so a change makes a new record and a new text. One text is kept per record, the one asked for last.
 */
export class ResourceTexts {
  readonly #texts = new WeakMap<object, Written>()

  text<T extends ResourceName> (
    resource: ResourceType<T>, record: Records[T], view: View, include: readonly string[], variant: string
  ): string {
    const known = this.#texts.get(record)
    if (known?.variant === variant && view.at >= known.from && view.at < known.until) return known.json
    const json = JSON.stringify(resourceBody(resource, record, view, include))
    if (!include.some((name) => mayChange(resource, name))) {
      this.#texts.set(record, { variant, json, ...(resource.steady?.(record, view) ?? forever) })
    }
    return json
  }
}

/** What is related may change at any moment, unless the type says when; lists always may. */
function mayChange<T extends ResourceName> ({ relationships, steady }: ResourceType<T>, name: string): boolean {
  const relationship = relationships[name]
  return relationship?.type !== undefined && (relationship.many || steady === undefined)
}

/** Tells apart the texts that one record can have: what is shown of its type and included, and where links lead. */
export function variantOf ({ type }: { readonly type: string }, view: View, include: readonly string[]): string {
  const fields = [...view.query.fields.get(type) ?? ['*']].join(',')
  const limits = [...view.query.limits].join(';')
  return `${view.base} ${view.world.name} ${fields} ${include.join(',')} ${limits}`
}
