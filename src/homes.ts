import type { HostRole, VendorHost } from './http/way-in.js'
import { plainPath, queryOf, withoutClosingSlash } from './kernel/target.js'

/** Where a path is at home: at which of the vendors' hosts, or in the twin's own control plane. */
export type Home = HostRole | 'control'

/** What Sauce Labs has below /v1 and /v2, which else are Apple's, as /v3 is. */
const sauceBelow: Readonly<Record<string, ReadonlySet<string>>> = {
  v1: new Set(['testcomposer', 'eds', 'storage', 'rdc', 'test-results', 'analytics', 'performance']),
  v2: new Set(['performance', 'builds', 'testcomposer', 'insights', 'archives']),
  v3: new Set()
}

/** WebDriver's paths at the root, where they are what they are below /wd/hub. */
const commandAtRoot = /^\/+(?:sessions?|status)(?:[/?]|$)/

const decoded = (path: string): string => {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Where the path of a request target is at home, by the path alone: the router reads escapes, so they are read. */
export function homeOf (target: string): Home {
  const plain = plainPath(target)
  const path = plain.includes('%') ? decoded(plain) : plain
  if (path.startsWith('/_perftwin')) return 'control'
  if (commandAtRoot.test(path)) return 'ondemand'
  const [, first = '', second = '', third] = withoutClosingSlash(path).split('/')
  switch (first) {
    case 'wd': return second === 'hub' ? 'ondemand' : 'api'
    case 'v1': case 'v2': case 'v3': return sauceBelow[first]?.has(second) === true ? 'api' : 'app-store-connect'
    case 'jobs': return third === undefined ? 'app' : 'assets'
    case 'tests': case 'builds': return 'app'
    case 'downloads': case 'versions.json': return 'website'
    default: return 'api'
  }
}

/** What is at home elsewhere, but is to be had at this host too. */
const alsoAt: Partial<Record<HostRole, readonly Home[]>> = { website: ['api', 'app'] }

const hub = '/wd/hub'

/**
 * The target as it is routed, by the host that was asked, if that is a vendor's; undefined: that host has no such path.
 * WebDriver's commands are routed below /wd/hub, wherever they are asked for.
 */
export function routedAt (host: VendorHost | undefined, target: string): string | undefined {
  if (host === undefined) return commandAtRoot.test(target) ? belowHub(target) : target
  if (host.role === 'ondemand') return belowHub(target)
  const home = homeOf(target)
  return host.role === home || alsoAt[host.role]?.includes(home) === true ? target : undefined
}

function belowHub (target: string): string {
  const path = plainPath(target)
  if (path === hub || path.startsWith(`${hub}/`)) return target
  const query = queryOf(target)
  return `${hub}${path}${query === '' ? '' : `?${query}`}`
}
