import type { FastifyInstance } from 'fastify'
import { appStoreConnect } from './app-store-connect/index.js'
import * as appStore from './app-store-connect/errors.js'
import { control, type ControlOptions } from './control/index.js'
import type { Unrouted } from './http/unrouted.js'
import { sauce } from './sauce/index.js'
import { sendNotEmulated, sendRefusal } from './sauce/errors.js'
import { controlRefusal } from './control/errors.js'
import type { AuthMode } from './sauce/credentials.js'
import type { Store } from './store/store.js'

export interface VendorOptions { auth: AuthMode, profile?: 'live' | 'spec', publicUrl: string | undefined, store: Pick<Store, 'putBytes' | 'getBytes'> }

/** The parts that answer requests: each with its OpenAPI document, its plugin and its words for what is not routed. */
export const vendors = {
  sauce: {
    security: { basic: { type: 'http', scheme: 'basic' } },
    title: 'Sauce Labs Jobs, Builds, Assets and Performance, as perftwin emulates them',
    register: async (app: FastifyInstance, options: VendorOptions) => { await app.register(sauce, options) },
    unrouted: { notEmulated: sendNotEmulated, refuse: sendRefusal } satisfies Unrouted
  },
  'app-store-connect': {
    security: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    title: 'App Store Connect apps, builds, power and performance metrics and diagnostics, as perftwin emulates them',
    register: async (app: FastifyInstance, options: VendorOptions) => { await app.register(appStoreConnect, options) },
    unrouted: { notEmulated: appStore.sendNotEmulated, refuse: appStore.sendRefusal } satisfies Unrouted
  },
  control: {
    security: { token: { type: 'http', scheme: 'bearer' } },
    title: 'perftwin control plane',
    register: async (app: FastifyInstance, options: ControlOptions) => { await app.register(control, options) },
    unrouted: { notEmulated: controlRefusal, refuse: (error, request, reply) => controlRefusal(request, reply, error) } satisfies Unrouted
  }
}

export type DocumentName = keyof typeof vendors
export const documentNames = Object.keys(vendors) as DocumentName[]

/** Whose path it is. */
export const vendorOf = (path: string): DocumentName =>
  path.startsWith('/_perftwin')
    ? 'control'
    : /^\/v1(?:\/|$)/.test(path) && !/^\/v1\/(?:testcomposer|eds|storage|rdc)(?:\/|$)/.test(path) ? 'app-store-connect' : 'sauce'

/** Whose words to use for a path that no route takes. */
export const unroutedOf = (path: string): Unrouted => vendors[vendorOf(path)].unrouted
