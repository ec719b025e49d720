/** The servers a page talks to: how far away they are, and what their connections look like. */
import { stream, type Random } from '../../kernel/random.js'

export interface Host {
  readonly name: string
  readonly origin: string
  readonly address: string
  readonly secure: boolean
  readonly protocol: 'h2' | 'http/1.1'
  /** Round trip, ms. */
  readonly rtt: number
  /** First name resolution, ms. */
  readonly dns: number
}

/** A host's distance and address without a load's jitter. */
export function hostOf (seed: number | string, name: string, secure: boolean, protocol: Host['protocol']): Host {
  const own = stream(seed, 'host', name)
  const rtt = 4 + own.logNormal(7, 0.6)
  const dns = own.logNormal(8, 0.6)
  const address = `192.0.2.${own.int(1, 254)}`
  const [, port = secure ? '443' : '80'] = name.split(':')
  return {
    name,
    origin: `${secure ? 'https' : 'http'}://${name}`,
    address: `${address}:${port}`,
    secure,
    protocol: secure ? protocol : 'http/1.1',
    rtt,
    dns
  }
}

/** The host as one load finds it. */
export const withJitter = (
  { name, origin, address, secure, protocol, rtt, dns }: Host, random: Random, noise: number
): Host => ({
  name,
  origin,
  address,
  secure,
  protocol,
  rtt: rtt * Math.exp(random.normal(0, 0.06 * noise)),
  dns: dns * Math.exp(random.normal(0, 0.25 * noise))
})
