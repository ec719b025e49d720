import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../../http/request.js'
import { decodeCursor, encodeCursor, pageOfCursor } from './cursor.js'
import { pageAfter, type Order, type Page } from './page.js'
import { includedLimits } from './parameters.js'
import type { Records, ResourceName } from './records.js'
import type { Found } from './relationship.js'
import { variantOf, type ResourceTexts } from './resource-text.js'
import type { ResourceType, Resources } from './resource.js'
import type { Profile, View } from './view.js'

/** What documents are made with: the table of resources, their texts, and how one twin writes. */
export interface Documents {
  readonly publicUrl: string | undefined
  readonly profile: Profile
  readonly resources: Resources
  readonly texts: ResourceTexts
}

/** What a request looks at its resources with. */
const viewOf = ({ publicUrl, profile }: Documents, request: FastifyRequest): View => ({
  world: request.world,
  at: request.at,
  base: baseUrl(request, publicUrl),
  profile,
  query: request.parameters
})

/** A link back to what was asked for: brackets encoded, the cursor first. */
function linkTo (view: View, target: string, cursor?: string): string {
  const [path = '', query = ''] = target.split('?')
  const given = [...new URLSearchParams(query)].filter(([name]) => cursor === undefined || name !== 'cursor')
  const text = new URLSearchParams(cursor === undefined ? given : [['cursor', cursor], ...given]).toString()
  return `${view.base}${path.replace(/\/+$/, '')}${text === '' ? '' : `?${text}`}`
}

/** Cuts the page a request asks for out of a sorted list. */
function requestedPage<R> (request: FastifyRequest, list: readonly R[], order: Order<R>): Page<R> {
  const { cursor, limit } = request.parameters
  const after = cursor === undefined ? undefined : decodeCursor(request.url, cursor, order.descending.length)
  return pageAfter(list, order, limit, after)
}

/** The end of a document with pages. */
function pagingText<R> (request: FastifyRequest, view: View, page: Page<R>): string {
  const { cursor: here } = request.parameters
  const number = here === undefined ? 1 : pageOfCursor(here) ?? 1
  const cursor = page.next === undefined ? undefined : encodeCursor(request.url, page.next, number + 1)
  // The last page has no `next` at all: a client that tests for the key would ask for null.
  const links = {
    self: linkTo(view, request.url),
    ...(cursor === undefined ? {} : { next: linkTo(view, request.url, cursor) })
  }
  const paging = {
    total: page.total,
    limit: request.parameters.limit,
    ...(cursor === undefined ? {} : { nextCursor: cursor })
  }
  return `"links":${JSON.stringify(links)},"meta":${JSON.stringify({ paging })}}`
}

/** The included resources of some records, each once, in the order of the parameter and of the records. */
function includedText<T extends ResourceName> (
  documents: Documents, resource: ResourceType<T>, records: ReadonlyArray<Records[T]>, view: View
): string {
  const { include } = view.query
  if (include.length === 0) return ''
  const seen = new Set<string>()
  const texts: string[] = []
  for (const name of include) {
    const relationship = resource.relationships[name]
    if (relationship?.type === undefined) continue
    const limit = relationship.many ? view.query.limits.get(name) ?? includedLimits.usual : 1
    addRelated(documents, relationship, records, limit, view, seen, texts)
  }
  return `"included":[${texts.join(',')}],`
}

/** Adds the texts of what a relationship of some records leads to, except those that have been seen. */
function addRelated<R, T extends ResourceName> (
  { resources, texts: known }: Documents, { type, find }: Found<R, T>, records: readonly R[], limit: number, view: View,
  seen: Set<string>, texts: string[]
): void {
  const resource = resources[type]
  const variant = variantOf(resource, view, [])
  for (const record of records) {
    for (const found of find(record, view).slice(0, limit)) {
      const key = `${type} ${found.id}`
      if (seen.has(key)) continue
      seen.add(key)
      texts.push(known.text(resource, found, view, [], variant))
    }
  }
}

/** A page of resources as a JSON:API document. */
export function listDocument<T extends ResourceName> (
  documents: Documents, request: FastifyRequest, resource: ResourceType<T>, list: ReadonlyArray<Records[T]>,
  order: Order<Records[T]>
): string {
  const view = viewOf(documents, request)
  const page = requestedPage(request, list, order)
  const { include } = view.query
  const variant = variantOf(resource, view, include)
  const data = page.items.map((record) => documents.texts.text(resource, record, view, include, variant)).join(',')
  return `{"data":[${data}],${includedText(documents, resource, page.items, view)}${pagingText(request, view, page)}`
}

/** One resource as a JSON:API document; undefined: the relationship is empty, and the data null. */
export function oneDocument<T extends ResourceName> (
  documents: Documents, request: FastifyRequest, resource: ResourceType<T>, record: Records[T] | undefined
): string {
  const view = viewOf(documents, request)
  const { include } = view.query
  const variant = variantOf(resource, view, include)
  const data = record === undefined ? 'null' : documents.texts.text(resource, record, view, include, variant)
  const included = includedText(documents, resource, record === undefined ? [] : [record], view)
  return `{"data":${data},${included}"links":${JSON.stringify({ self: linkTo(view, request.url) })}}`
}

/** The ids of a to-many relationship. */
export function linkagesDocument<T extends ResourceName> (
  documents: Documents, request: FastifyRequest, { type, order }: ResourceType<T>, list: ReadonlyArray<Records[T]>
): string {
  const page = requestedPage(request, list, order)
  const data = page.items.map(({ id }) => ({ type, id }))
  return `{"data":${JSON.stringify(data)},${pagingText(request, viewOf(documents, request), page)}`
}

/** The id of a to-one relationship, or null. */
export function linkageDocument (
  documents: Documents, request: FastifyRequest, type: string, record: { readonly id: string } | undefined
): string {
  const self = linkTo(viewOf(documents, request), request.url)
  const data = record === undefined ? null : { type, id: record.id }
  return JSON.stringify({ data, links: { self, related: self.replace('/relationships/', '/') } })
}
