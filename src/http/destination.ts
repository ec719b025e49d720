import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { absoluteTarget, isOwn, readAuthority, type Authority, type OwnNames, type Scheme } from './authority.js'
import { wayIn, type VendorHost } from './way-in.js'

/** To whom its sender believes to have sent a request. */
export interface Destination {
  readonly scheme: Scheme
  readonly authority: Authority
  /** undefined: no host of a vendor's. */
  readonly vendor: VendorHost | undefined
  /** Whether a proxy was asked for it, which this twin is taken for. */
  readonly isProxied: boolean
  /** Neither a vendor's host nor ours, although it was named to a proxy: nothing that a twin answers for. */
  readonly isForeign: boolean
}

/** Where a request was sent, its target being absolute, its connection a tunnel, or its Host a vendor's. */
const destination = Symbol('where a request was sent')

declare module 'http' {
  interface IncomingMessage { [destination]?: Destination }
}

/** What of a request says where it was sent, whether or not it ever became one. */
export interface Sent {
  readonly url?: string | undefined
  readonly headers: { readonly host?: string | undefined }
  readonly socket: Socket
  /** Where it was sent, if that was read already. */
  readonly [destination]?: Destination
}

/** Which hosts there are. */
export interface KnownHosts {
  readonly vendorHost: (name: string) => VendorHost | undefined
  readonly own: OwnNames
}

/** Where a request was sent; undefined: to this twin, by a name that says nothing else. */
export const destinationOf = (request: IncomingMessage): Destination | undefined => request[destination]

/** Whether the connection is one of TLS. A request that has none (an injected one) is not. */
export const isEncrypted = (socket: Socket): boolean => 'encrypted' in socket && socket.encrypted === true

/** Reads where requests were sent. */
export class Destinations {
  /** Kept-alive connections name the same host again and again. */
  #last: { readonly host: string, readonly scheme: Scheme, readonly found: Destination | undefined } | undefined

  constructor (private readonly known: KnownHosts) {}

  /** Where a request was sent; kept with it. To be asked before it is routed. */
  note (request: IncomingMessage): Destination | undefined {
    const found = this.of(request)
    if (found !== undefined) request[destination] = found
    return found
  }

  /** The target's authority comes before the tunnel's, and that before Host (RFC 9112, 3.2.2). */
  of ({ url = '/', headers: { host }, socket, [destination]: noted }: Sent): Destination | undefined {
    if (noted !== undefined) return noted
    if (!url.startsWith('/') && url.includes('://')) return this.#named(url, socket)
    const authority = wayIn(socket)?.authority
    if (authority !== undefined) return { ...this.#by(authority, socket), isProxied: true }
    return host === undefined ? undefined : this.#byHost(host, socket)
  }

  /** Host may be any name that leads here: only a vendor's says something. */
  #byHost (host: string, socket: Socket): Destination | undefined {
    const scheme = schemeOf(socket)
    if (this.#last?.host !== host || this.#last.scheme !== scheme) {
      const by = this.#by(host, socket)
      this.#last = { host, scheme, found: by.vendor === undefined ? undefined : by }
    }
    return this.#last.found
  }

  #named (url: string, socket: Socket): Destination | undefined {
    const target = absoluteTarget(url)
    if (target === undefined) return undefined
    const scheme = target.scheme === 'https' ? 'https' : 'http'
    const named = readAuthority(target.authority)
    const vendor = this.known.vendorHost(named.host)
    const isServed = target.scheme === scheme
    const isOurs = vendor !== undefined || isOwn(named, scheme, socket, this.known.own)
    return { scheme, authority: named, vendor, isProxied: true, isForeign: !(isServed && isOurs) }
  }

  #by (authority: string, socket: Socket): Destination {
    const named = readAuthority(authority)
    const vendor = this.known.vendorHost(named.host)
    return { scheme: schemeOf(socket), authority: named, vendor, isProxied: false, isForeign: false }
  }
}

const schemeOf = (socket: Socket): Scheme => isEncrypted(socket) ? 'https' : 'http'
