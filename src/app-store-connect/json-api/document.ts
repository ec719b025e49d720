import type { FastifyReply, FastifyRequest } from 'fastify'
import { baseUrl } from '../../http/request.js'
import type { AppStoreContext } from '../context.js'
import { decodeCursor, encodeCursor, pageAfter, type Order, type Page } from './page.js'
import type { Query } from './parameters.js'
import { variantOf, type ResourceType, type View } from './resource.js'

/** The resource types by name: an included resource is rendered by its type. */
export type Resources = Readonly<Record<string, ResourceType<never>>>

/** What a request looks at its resources with. */
export const viewOf = (context: AppStoreContext, request: FastifyRequest): View =>
  ({ world: request.world, at: request.at, base: baseUrl(request, context.publicUrl), profile: context.profile, query: request.parameters })

/** A link back to what was asked for: brackets encoded, the cursor first. */
function linkTo (view: View, target: string, cursor?: string): string {
  const [path = '', query = ''] = target.split('?')
  const given = [...new URLSearchParams(query)].filter(([name]) => cursor === undefined || name !== 'cursor')
  const text = new URLSearchParams(cursor === undefined ? given : [['cursor', cursor], ...given]).toString()
  return `${view.base}${path.replace(/\/+$/, '')}${text === '' ? '' : `?${text}`}`
}

/** Cuts the page a request asks for out of a sorted list. */
function requestedPage<T> (request: FastifyRequest, list: readonly T[], order: Order<T>): Page<T> {
  const { cursor, limit } = request.parameters
  return pageAfter(list, order, limit, cursor === undefined ? undefined : decodeCursor(request.url, cursor, order.descending.length))
}

function pagingText<T> (request: FastifyRequest, view: View, page: Page<T>): string {
  const cursor = page.next === undefined ? undefined : encodeCursor(request.url, page.next)
  // The last page has no `next` at all: a client that tests for the key would ask for null.
  const links = { self: linkTo(view, request.url), ...(cursor === undefined ? {} : { next: linkTo(view, request.url, cursor) }) }
  const paging = { total: page.total, limit: request.parameters.limit, ...(cursor === undefined ? {} : { nextCursor: cursor }) }
  return `"links":${JSON.stringify(links)},"meta":${JSON.stringify({ paging })}}`
}

/** The included resources of some records, each once, in the order of the parameter and of the records. */
function includedText<R extends { readonly id: string }> (context: AppStoreContext, resource: ResourceType<R>, records: readonly R[], view: View): string {
  const { include } = view.query
  if (include.length === 0) return ''
  const seen = new Set<string>()
  const texts: string[] = []
  for (const name of include) {
    const { find, type, many } = resource.relationships[name] ?? {}
    const related = type === undefined ? undefined : context.resources[type]
    if (find === undefined || related === undefined) continue
    const variant = variantOf(related, view, [])
    const limit = many === true ? view.query.limits.get(name) ?? 10 : 1
    for (const record of records) {
      for (const found of find(record, view).slice(0, limit)) {
        const key = `${type!} ${found.id}`
        if (seen.has(key)) continue
        seen.add(key)
        texts.push(context.texts.text(related, found as never, view, [], variant))
      }
    }
  }
  return `"included":[${texts.join(',')}],`
}

/** A page of resources as a JSON:API document. */
export function listDocument<R extends { readonly id: string }> (context: AppStoreContext, request: FastifyRequest, reply: FastifyReply, resource: ResourceType<R>, list: readonly R[], order: Order<R>): string {
  const view = viewOf(context, request)
  const page = requestedPage(request, list, order)
  const { include } = view.query
  const variant = variantOf(resource, view, include)
  const texts = page.items.map((record) => context.texts.text(resource, record, view, include, variant))
  reply.type('application/json')
  return `{"data":[${texts.join(',')}],${includedText(context, resource, page.items, view)}${pagingText(request, view, page)}`
}

/** One resource as a JSON:API document; undefined: the relationship is empty, and the data null. */
export function oneDocument<R extends { readonly id: string }> (context: AppStoreContext, request: FastifyRequest, reply: FastifyReply, resource: ResourceType<R>, record: R | undefined): string {
  const view = viewOf(context, request)
  const { include } = view.query
  const data = record === undefined ? 'null' : context.texts.text(resource, record, view, include, variantOf(resource, view, include))
  reply.type('application/json')
  return `{"data":${data},${includedText(context, resource, record === undefined ? [] : [record], view)}"links":${JSON.stringify({ self: linkTo(view, request.url) })}}`
}

/** The ids of a to-many relationship. */
export function linkagesDocument<R extends { readonly id: string }> (context: AppStoreContext, request: FastifyRequest, reply: FastifyReply, type: string, list: readonly R[], order: Order<R>): string {
  const page = requestedPage(request, list, order)
  reply.type('application/json')
  return `{"data":${JSON.stringify(page.items.map(({ id }) => ({ type, id })))},${pagingText(request, viewOf(context, request), page)}`
}

/** The id of a to-one relationship, or null. */
export function linkageDocument (context: AppStoreContext, request: FastifyRequest, type: string, record: { readonly id: string } | undefined): object {
  const view = viewOf(context, request)
  const self = linkTo(view, request.url)
  return { data: record === undefined ? null : { type, id: record.id }, links: { self, related: self.replace('/relationships/', '/') } }
}

export type { Query }
