import type { FastifyInstance } from 'fastify'
import * as appStore from './app-store-connect/errors.js'
import { appStoreConnect } from './app-store-connect/index.js'
import type { ControlOptions } from './control/context.js'
import { controlRefusal } from './control/errors.js'
import { control } from './control/index.js'
import type { Unrouted } from './http/unrouted.js'
import type { MemoryBudget } from './kernel/memory-budget.js'
import type { AuthMode } from './sauce/credentials.js'
import { sendNotEmulated, sendRefusal } from './sauce/errors.js'
import { sauce } from './sauce/index.js'
import type { StoredBytes } from './store/store.js'

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
    unrouted: { notEmulated: sendNotEmulated, refuse: sendRefusal }
  },
  'app-store-connect': {
    title: 'App Store Connect apps, builds, power and performance metrics and diagnostics, as perftwin emulates them',
    security: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    register: async (app, options) => { await app.register(appStoreConnect, options) },
    unrouted: { notEmulated: appStore.sendNotEmulated, refuse: appStore.sendRefusal }
  },
  control: {
    title: 'perftwin control plane',
    security: { token: { type: 'http', scheme: 'bearer' } },
    register: async (app, options) => { await app.register(control, options) },
    unrouted: { notEmulated: controlRefusal, refuse: (error, request, reply) => controlRefusal(request, reply, error) }
  }
}

export const isDocumentName = (name: string): name is DocumentName => Object.hasOwn(vendors, name)

/** All of /v1 is Apple's, but for the services of Sauce Labs that live there. */
const belowV1 = /^\/v1(?:\/|$)/
const sauceBelowV1 = /^\/v1\/(?:testcomposer|eds|storage|rdc)(?:\/|$)/

/** Whose path it is. */
export function vendorOf (path: string): DocumentName {
  if (path.startsWith('/_perftwin')) return 'control'
  return belowV1.test(path) && !sauceBelowV1.test(path) ? 'app-store-connect' : 'sauce'
}

/** Whose words to use for a path that no route takes. */
export const unroutedOf = (path: string): Unrouted => vendors[vendorOf(path)].unrouted
