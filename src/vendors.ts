import type { FastifyInstance } from 'fastify'
import { documentedBelow } from './app-store-connect/apple-operations.js'
import * as appStore from './app-store-connect/errors.js'
import { appStoreConnect } from './app-store-connect/index.js'
import { appStoreTraits } from './app-store-connect/operation-traits.js'
import type { ControlOptions } from './control/context.js'
import * as controlErrors from './control/errors.js'
import { control } from './control/index.js'
import type { Unrouted } from './http/unrouted.js'
import type { MemoryBudget } from './kernel/memory-budget.js'
import { plainPath } from './kernel/target.js'
import type { AuthMode } from './sauce/credentials.js'
import * as sauceErrors from './sauce/errors.js'
import { sauce } from './sauce/index.js'
import { sauceTraits } from './sauce/operation-traits.js'
import type { StoredBytes } from './store/store.js'
import type { DeclaredOperation, TraitsOf } from './traffic/known-operations.js'
import type { OperationTraits, Vendor } from './traffic/operation.js'
import * as webdriverErrors from './webdriver/errors.js'

export interface VendorOptions {
  auth: AuthMode
  profile?: 'live' | 'spec'
  publicUrl: string | undefined
  store: StoredBytes
  /** Pays for what is remembered. */
  memory?: MemoryBudget
}

/** A part that answers requests: its OpenAPI document, its plugin and its words for what is not routed. */
interface Part<Options> {
  readonly title: string
  /** The security schemes of its OpenAPI document, by name. */
  readonly security: Record<string, { type: 'http', scheme: string, bearerFormat?: string }>
  readonly register: (app: FastifyInstance, options: Options) => Promise<void>
  readonly unrouted: Unrouted
  /** What is known of an operation besides what its route says. */
  readonly traitsOf: (operation: DeclaredOperation) => OperationTraits
}

export const documentNames = ['sauce', 'app-store-connect', 'control'] as const
export type DocumentName = typeof documentNames[number]

interface Vendors extends Record<DocumentName, Part<never>> {
  readonly sauce: Part<VendorOptions>
  readonly 'app-store-connect': Part<VendorOptions>
  readonly control: Part<ControlOptions>
}

export const vendors: Vendors = {
  sauce: {
    title: 'Sauce Labs Jobs, Builds, Assets and Performance, as perftwin emulates them',
    security: { basic: { type: 'http', scheme: 'basic' } },
    register: async (app, options) => { await app.register(sauce, options) },
    unrouted: sauceErrors.unrouted,
    traitsOf: sauceTraits
  },
  'app-store-connect': {
    title: 'App Store Connect apps, builds, power and performance metrics and diagnostics, as perftwin emulates them',
    security: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    register: async (app, options) => { await app.register(appStoreConnect, options) },
    unrouted: appStore.unrouted,
    traitsOf: appStoreTraits
  },
  control: {
    title: 'perftwin control plane',
    security: { token: { type: 'http', scheme: 'bearer' } },
    register: async (app, options) => { await app.register(control, options) },
    unrouted: controlErrors.unrouted,
    traitsOf: () => ({})
  }
}

export const isDocumentName = (name: string): name is DocumentName => Object.hasOwn(vendors, name)

/** The services of Sauce Labs that live below /v1, which else is Apple's. */
const sauceBelowV1 = new Set(['testcomposer', 'eds', 'storage', 'rdc', 'test-results', 'analytics', 'performance'])

/** Whose path a request target has. */
export function vendorOf (target: string): Vendor {
  const path = plainPath(target)
  if (/^\/(?:wd\/hub|sessions?|status)(?:\/|$)/.test(path)) return 'webdriver'
  if (path.startsWith('/_perftwin')) return 'control'
  const [, version = '', name = ''] = path.split('/')
  return isApples(version, name) ? 'app-store-connect' : 'sauce'
}

/** Of /v2 only what Apple documents is Apple's: Sauce Labs has services there, too. */
function isApples (version: string, name: string): boolean {
  if (version === 'v1') return !sauceBelowV1.has(name)
  return version === 'v3' || (version === 'v2' && documentedBelow(version, name))
}

export const traitsOf: TraitsOf = (vendor, operation) =>
  vendor === 'webdriver' ? {} : vendors[vendor].traitsOf(operation)

/** Whose words to use for a target that no route takes. */
export function unroutedOf (target: string): Unrouted {
  const vendor = vendorOf(target)
  return vendor === 'webdriver' ? webdriverErrors.unrouted : vendors[vendor].unrouted
}
