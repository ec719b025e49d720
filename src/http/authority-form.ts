import type { Socket } from 'node:net'

/** Where a client wants to go. */
export interface Target {
  /** In lower case; an IPv6 address without its brackets. */
  readonly host: string
  readonly port: number
}

const authority = /^(?:\[([\da-f:.]{2,45})\]|([a-z\d_](?:[a-z\d._-]{0,252}[a-z\d_])?)\.?)(?::(\d{1,5}))?$/i

/**
 * Reads `host:port`, strictly: no user, no blanks, no port beyond 65535. Where the text names none, the port is
 * `usual`; without that it has to.
 */
export function readAuthority (text: string, usual?: number): Target | undefined {
  const [, address, name, digits] = authority.exec(text) ?? []
  const host = address ?? name
  const port = digits === undefined ? usual : Number(digits)
  if (host === undefined || port === undefined || port < 1 || port > 65535) return undefined
  return { host: host.toLowerCase(), port }
}

/** The same as text: how a target is shown and counted. */
export const authorityOf = ({ host, port }: Target): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** Whether a client that came in by this connection may go there: the twin itself answers for it. */
export type IsOurs = (target: Target, socket: Socket) => boolean
