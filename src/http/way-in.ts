import type { Duplex } from 'node:stream'

/**
 * What a vendor's host is there for; the hosts themselves stand in `src/hosts.ts`. `website` is saucelabs.com, whose
 * pages and API were at one name once.
 */
export type HostRole = 'api' | 'website' | 'ondemand' | 'assets' | 'app' | 'app-store-connect'

/** A host of a vendor's: what it is there for, and of which of the vendor's regions. */
export interface VendorHost { readonly role: HostRole, readonly region?: string }

/** How a connection came in, where that says more than the connection itself does. */
export interface WayIn {
  /** `host:port` that a client asked a proxy to reach (CONNECT): whom it believes to talk to. */
  readonly authority?: string
  /** The user name that it gave the proxy, which names a world. */
  readonly world?: string
}

const waysIn = new WeakMap<Duplex, WayIn>()

/** Remembers how a connection came in, for every request on it. */
export function cameIn (socket: Duplex, way: WayIn): void {
  waysIn.set(socket, way)
}

/** How a connection came in; undefined for one that was simply opened. */
export const wayIn = (socket: Duplex): WayIn | undefined => waysIn.get(socket)

/** The user name of Basic credentials for a proxy, which names a world; undefined where there is none. */
export function proxyUser (header: string | undefined): string | undefined {
  const [, encoded] = /^basic +(\S+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return undefined
  const [user = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return user === '' ? undefined : user
}
