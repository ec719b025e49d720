import { isLoopback } from './loopback.js'

export type Scheme = 'http' | 'https'

/** A host and its port as a URL has them; the port is undefined where it is left to the scheme. */
export interface Authority { readonly host: string, readonly port: number | undefined }

/** In lower case and without the dot that ends a name that is no short one. An IPv6 address loses its brackets. */
export function readAuthority (text: string): Authority {
  const [, bracketed, bare = '', digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(text) ?? []
  const host = (bracketed ?? bare).toLowerCase().replace(/\.$/, '')
  return { host, port: digits === undefined || digits === '' ? undefined : Number(digits) }
}

/** A request target that names a host: what a client sends to a proxy (RFC 9112, 3.2.2). */
export interface AbsoluteTarget {
  /** In lower case: `http`, `https`, or another one that nobody serves. */
  readonly scheme: string
  /** Without what stands before an `@`. */
  readonly authority: string
  /** Path and query. */
  readonly path: string
}

const absolute = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is

/** undefined for a target that is a path. */
export function absoluteTarget (target: string): AbsoluteTarget | undefined {
  const [, scheme, named = '', rest = ''] = absolute.exec(target) ?? []
  if (scheme === undefined) return undefined
  const authority = named.slice(named.lastIndexOf('@') + 1)
  return { scheme: scheme.toLowerCase(), authority, path: rest.startsWith('/') ? rest : `/${rest}` }
}

const portsOfSchemes: Readonly<Record<string, number>> = { http: 80, https: 443 }

/** The port of an authority, by its scheme where it names none. */
export const portOf = ({ port }: Authority, scheme: string): number | undefined => port ?? portsOfSchemes[scheme]

/** `host:port`, without a port that goes without saying. */
export function authorityText ({ host, port }: Authority, scheme: Scheme): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === undefined || port === portsOfSchemes[scheme] ? name : `${name}:${port}`
}

/** What of a connection says which names are ours: where it came in. */
interface Reached { readonly localAddress?: string | undefined, readonly localPort?: number | undefined }

/** Names by which a twin is known besides those that every machine has. */
export interface OwnNames {
  /** Host names and addresses, in lower case: the machine's own, and the one to listen on. */
  readonly hosts: ReadonlySet<string>
  /** `host:port` of the public URL. */
  readonly publicAuthority: string | undefined
}

/**
 * Whether an absolute target means the twin itself: this machine, the address that the connection came in at, or one of
 * the twin's names, each with the port that it came in at; or the public URL. A name of one label may be anybody's in
 * a network of containers, but with our port it is most likely ours, for nothing says what we are called there.
 */
export function isOwn (named: Authority, scheme: string, { localAddress, localPort }: Reached, own: OwnNames): boolean {
  const { host } = named
  const port = portOf(named, scheme)
  if (own.publicAuthority === `${host}:${port}`) return true
  if (port !== localPort || host === '') return false
  const address = localAddress?.replace(/^::ffff:/, '')
  return isLoopback(host) || host === address || own.hosts.has(host) || /^[a-z\d_-]+$/.test(host)
}
