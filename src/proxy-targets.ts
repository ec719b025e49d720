import type { Socket } from 'node:net'
import { hostname } from 'node:os'
import { vendorHost } from './hosts.js'
import { readAuthority, type IsOurs, type Target } from './http/authority-form.js'
import { isLoopback } from './http/loopback.js'
import type { TwinOptions } from './options.js'

/** At these ports the vendors are to be had. */
const vendorsPorts: readonly number[] = [80, 443]

/** The vendors' hosts, and the twin's own names at its own ports. */
export function targetsOf ({ host, port, tlsPort, publicUrl }: TwinOptions): IsOurs {
  const told = publicUrl === undefined ? undefined : targetOf(publicUrl)
  const names = new Set([hostname().toLowerCase(), host?.toLowerCase(), told?.host])
  const ports = [port, tlsPort, told?.port]
  const isOwnName = (name: string, { localAddress }: Socket): boolean =>
    isLoopback(name) || names.has(name) || name === localAddress?.replace(/^::ffff:/, '')
  return (target, socket) => {
    if (vendorHost(target.host) !== undefined) return vendorsPorts.includes(target.port)
    const isOwnPort = target.port === socket.localPort || ports.includes(target.port)
    return isOwnPort && isOwnName(target.host, socket)
  }
}

/** Where a URL of http or https leads. */
function targetOf (url: string): Target | undefined {
  const { host, protocol } = new URL(url)
  return readAuthority(host, protocol === 'https:' ? 443 : 80)
}
