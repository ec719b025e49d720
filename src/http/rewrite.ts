import type { IncomingMessage } from 'node:http'
import { absoluteTarget } from './authority.js'
import type { Destinations } from './destination.js'
import { routeHeadAsGet } from './head.js'
import { isLooking } from './looking.js'
import { proxyUser, wayIn, type VendorHost } from './way-in.js'

const chosen = Symbol('the world named by the path')
const ofProxy = Symbol('the world named to the proxy')
const ownTarget = Symbol('the target of a request that is routed to nowhere')

declare module 'http' {
  interface IncomingMessage { [chosen]?: string, [ofProxy]?: string, [ownTarget]?: string }
}

/** No route has it, and no client can send it. */
const nowhere = '/\0'

/** A request target, and the world that its prefix names: `/w/test-17/rest/…`. */
export interface OfWorld { readonly url: string, readonly world?: string }

/** Strips the world's prefix from a path. */
export function ofWorld (url: string): OfWorld {
  if (!url.startsWith('/w/')) return { url }
  const end = url.slice(3).search(/[/?]/) + 3
  // No end at all: 2.
  if (end < 3) return { url: '/', world: url.slice(3) }
  const rest = url.slice(end)
  return { url: rest.startsWith('/') ? rest : `/${rest}`, world: url.slice(3, end) }
}

/** The path and query of a request target; `*`, say, is taken for the root. */
export const pathOfTarget = (target: string): string =>
  target.startsWith('/') ? target : absoluteTarget(target)?.path ?? '/'

/** The target as it is routed at the host that was asked, if that one has it; undefined stands for no vendor's host. */
export type RoutedAt = (host: VendorHost | undefined, target: string) => string | undefined

/**
 * What turns a request's target into the one that is routed, and its method too; the world it names is remembered.
 * What its host does not have goes to nowhere, so that no other vendor's route answers.
 */
export function rewriting (destinations: Destinations, routedAt: RoutedAt): (request: IncomingMessage) => string {
  return (request) => {
    routeHeadAsGet(request)
    // Routed a second time: it has the target that it is to have.
    if (isLooking(request)) return request.url ?? '/'
    const to = destinations.note(request)
    const target = request.url ?? '/'
    if (!target.startsWith('/')) noteProxyUser(request)
    const path = pathOfTarget(target)
    if (to?.isForeign === true) return sendNowhere(request, path)
    if (to?.vendor !== undefined) return routedAt(to.vendor, path) ?? sendNowhere(request, path)
    const { url, world } = ofWorld(path)
    if (world !== undefined) request[chosen] = world
    return routedAt(undefined, url) ?? url
  }
}

function sendNowhere (request: IncomingMessage, path: string): string {
  request[ownTarget] = path
  return nowhere
}

/** Whether a request is for a host that does not have what it asks for. */
export const isMisplaced = (request: IncomingMessage): boolean => request[ownTarget] !== undefined

/** As soon as a request is routed it has its own target again. */
export function restoreTarget (request: IncomingMessage): void {
  if (request[ownTarget] !== undefined) request.url = request[ownTarget]
}

/** Who asks a proxy for an absolute target may say to it who they are, once for each request. */
function noteProxyUser (request: IncomingMessage): void {
  const user = proxyUser(request.headers['proxy-authorization'])
  if (user !== undefined) request[ofProxy] = user
}

/**
 * The world that a request names: what is said for this request alone, in its path and then in a header, comes before
 * the user name that a proxy was given, with the request and then with its connection.
 */
export const worldNamed = (request: IncomingMessage): string | undefined =>
  request[chosen] ?? request.headers['x-perftwin-world']?.toString() ?? request[ofProxy] ?? wayIn(request.socket)?.world
