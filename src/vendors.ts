import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as appStore from './app-store-connect/errors.js'
import { appStoreConnect } from './app-store-connect/index.js'
import { appStoreTraits } from './app-store-connect/operation-traits.js'
import type { ControlOptions } from './control/context.js'
import * as controlErrors from './control/errors.js'
import { control } from './control/index.js'
import { homeOf, type Home } from './homes.js'
import type { AuthMode } from './http/auth-mode.js'
import { destinationOf, type Destination } from './http/destination.js'
import { isLooking } from './http/looking.js'
import type { Unrouted } from './http/unrouted.js'
import type { MemoryBudget } from './kernel/memory-budget.js'
import * as sauceErrors from './sauce/errors.js'
import { sauce } from './sauce/index.js'
import type { Histories } from './sauce/performance/histories.js'
import { sauceTraits } from './sauce/operation-traits.js'
import { unroutedPage } from './sauce/pages/refusals.js'
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
  /** Shared with whoever else tells of histories. */
  histories?: Histories
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

/** Whose each host is. */
const vendorsOfHomes: Readonly<Record<Home, Vendor>> = {
  api: 'sauce',
  website: 'sauce',
  assets: 'sauce',
  app: 'sauce',
  ondemand: 'webdriver',
  'app-store-connect': 'app-store-connect',
  control: 'control'
}

/** Whose path a request target has, where nothing is known of the host. */
export const vendorOfPath = (target: string): Vendor => vendorsOfHomes[homeOf(target)]

/** The document that describes a path's operations: WebDriver's are described with those of Sauce Labs. */
export function documentOf (target: string): DocumentName {
  const vendor = vendorOfPath(target)
  return vendor === 'webdriver' ? 'sauce' : vendor
}

/** Whom a request was sent to: by the host that was asked, where it is a vendor's, and else by the path. */
const homeAsked = ({ raw, url }: FastifyRequest): Home =>
  isLooking(raw) ? 'control' : destinationOf(raw)?.vendor?.role ?? homeOf(url)

/** Whose request it is. One that only looks came in by the control plane. */
export const vendorOf = (request: FastifyRequest): Vendor => vendorsOfHomes[homeAsked(request)]

export const traitsOf: TraitsOf = (vendor, operation) =>
  vendor === 'webdriver' ? {} : vendors[vendor].traitsOf(operation)

/** The words of each vendor; a host of files or pages says in a page what it has not. */
const wordsAt: Readonly<Record<Home, Unrouted>> = {
  api: sauceErrors.unrouted,
  website: sauceErrors.unrouted,
  assets: unroutedPage,
  app: unroutedPage,
  ondemand: webdriverErrors.unrouted,
  'app-store-connect': appStore.unrouted,
  control: controlErrors.unrouted
}

/**
 * Whose words to use for a request: those of the host that was asked, and else of the vendor whose path it is. What the
 * control plane was asked to look at and is not there is refused in its own.
 */
export function wordsOf ({ raw, url }: FastifyRequest): Unrouted {
  if (isLooking(raw)) return controlErrors.unrouted
  const role = destinationOf(raw)?.vendor?.role
  return role === undefined ? wordsOfPath(url) : wordsAt[role]
}

const wordsOfPath = (target: string): Unrouted => {
  const vendor = vendorOfPath(target)
  return vendor === 'webdriver' ? webdriverErrors.unrouted : vendors[vendor].unrouted
}

/** The words for what never became a request: by where it was sent, as far as that can be read. */
export const wordsFor = (to: Destination | undefined, target: string): Unrouted =>
  to?.vendor === undefined ? wordsOfPath(target) : wordsAt[to.vendor.role]
