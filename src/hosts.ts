import { hostname } from 'node:os'
import { portOf, readAuthority, type OwnNames } from './http/authority.js'
import type { HostRole, VendorHost } from './http/way-in.js'
import type { TwinOptions } from './options.js'

export type { VendorHost } from './http/way-in.js'

/** The hosts that carry no region, or one that their name does not follow the rule of. */
const named: Readonly<Record<string, VendorHost>> = {
  'saucelabs.com': { role: 'website', region: 'us-west-1' },
  'www.saucelabs.com': { role: 'website', region: 'us-west-1' },
  'eu-central-1.saucelabs.com': { role: 'website', region: 'eu-central-1' },
  'api.staging.saucelabs.net': { role: 'api', region: 'staging' },
  'ondemand.saucelabs.com': { role: 'ondemand', region: 'us-west-1' },
  'ondemand.staging.saucelabs.net': { role: 'ondemand', region: 'staging' },
  'us1.appium.testobject.com': { role: 'ondemand', region: 'us-west-1' },
  'eu1.appium.testobject.com': { role: 'ondemand', region: 'eu-central-1' },
  'assets.saucelabs.com': { role: 'assets', region: 'us-west-1' },
  'assets.staging.saucelabs.net': { role: 'assets', region: 'staging' },
  'assets.staging.saucelabs.com': { role: 'assets', region: 'staging' },
  'app.saucelabs.com': { role: 'app', region: 'us-west-1' },
  'app.staging.saucelabs.net': { role: 'app', region: 'staging' },
  'api.appstoreconnect.apple.com': { role: 'app-store-connect' }
}

const ofRegion = /^(api|ondemand|assets|app)\.([a-z]+-[a-z]+-\d)\.saucelabs\.com$/

/** The domains that certificates are made for: whole domains, so that a new region needs no new authority. */
export const vendorDomains =
  ['saucelabs.com', 'saucelabs.net', 'testobject.com', 'api.appstoreconnect.apple.com'] as const

/**
 * Which host of a vendor's a name is; undefined for every other one: the vendors' documentation, tunnel makers and web
 * logins (docs., wiki., maki… .saucelabs.com, appstoreconnect.apple.com) are none. The name comes without a port.
 */
export function vendorHost (name: string): VendorHost | undefined {
  const host = name.toLowerCase()
  if (Object.hasOwn(named, host)) return named[host]
  const [, role, region] = ofRegion.exec(host) ?? []
  return role === undefined || region === undefined ? undefined : { role: role as HostRole, region }
}

/** The names by which a twin is known besides those that every machine has. */
export function ownNames ({ host, publicUrl }: Pick<TwinOptions, 'host' | 'publicUrl'>): OwnNames {
  const names = [hostname(), ...(host === undefined ? [] : [host])]
  return { hosts: new Set(names.map((name) => name.toLowerCase())), publicAuthority: authorityOf(publicUrl) }
}

function authorityOf (publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined) return undefined
  const { host, protocol } = new URL(publicUrl)
  const named = readAuthority(host)
  return `${named.host}:${portOf(named, protocol.slice(0, -1))}`
}
