import type { HostRole } from './http/way-in.js'

/** A host of a vendor's: what it is there for, and of which of the vendor's regions. */
export interface VendorHost { readonly role: HostRole, readonly region?: string }

/** The hosts that carry no region, or one that their name does not follow the rule of. */
const named: Readonly<Record<string, VendorHost>> = {
  'saucelabs.com': { role: 'api', region: 'us-west-1' },
  'eu-central-1.saucelabs.com': { role: 'api', region: 'eu-central-1' },
  'api.staging.saucelabs.net': { role: 'api', region: 'staging' },
  'ondemand.saucelabs.com': { role: 'ondemand', region: 'us-west-1' },
  'us1.appium.testobject.com': { role: 'ondemand', region: 'us-west-1' },
  'eu1.appium.testobject.com': { role: 'ondemand', region: 'eu-central-1' },
  'assets.saucelabs.com': { role: 'assets', region: 'us-west-1' },
  'assets.staging.saucelabs.net': { role: 'assets', region: 'staging' },
  'assets.staging.saucelabs.com': { role: 'assets', region: 'staging' },
  'app.saucelabs.com': { role: 'app', region: 'us-west-1' },
  'api.appstoreconnect.apple.com': { role: 'app-store-connect' }
}

const ofRegion = /^(api|ondemand|assets|app)\.([a-z]+-[a-z]+-\d)\.saucelabs\.com$/

/** The domains that certificates are made for: whole domains, so that a new region needs no new authority. */
export const vendorDomains =
  ['saucelabs.com', 'saucelabs.net', 'testobject.com', 'api.appstoreconnect.apple.com'] as const

/** Which host of a vendor's a name is; undefined for every other one. The name comes without a port. */
export function vendorHost (name: string): VendorHost | undefined {
  const host = name.toLowerCase()
  if (Object.hasOwn(named, host)) return named[host]
  const [, role, region] = ofRegion.exec(host) ?? []
  return role === undefined || region === undefined ? undefined : { role: role as HostRole, region }
}
