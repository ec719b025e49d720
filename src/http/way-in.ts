import type { Duplex } from 'node:stream'

/** What a vendor's host is there for; the hosts themselves stand in `src/hosts.ts`. */
export type HostRole = 'api' | 'ondemand' | 'assets' | 'app' | 'app-store-connect'

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
