import type { FastifyInstance } from 'fastify'
import { appStoreConnect } from './app-store-connect/index.js'
import * as appStore from './app-store-connect/errors.js'
import { control, type ControlOptions } from './control/index.js'
import type { Unrouted } from './http/unrouted.js'
import { sauce } from './sauce/index.js'
import { sendNotEmulated, sendRefusal } from './sauce/errors.js'
import { controlRefusal } from './control/errors.js'
import type { AuthMode } from './sauce/auth.js'

export interface VendorOptions { auth: AuthMode, publicUrl: string | undefined }

/** The parts that answer requests: each with its OpenAPI document, its plugin and its words for what is not routed. */
export const vendors = {
  sauce: {
    title: 'Sauce Labs Jobs, Builds, Assets and Performance, as perftwin emulates them',
    register: async (app: FastifyInstance, options: VendorOptions) => { await app.register(sauce, options) },
    unrouted: { notEmulated: sendNotEmulated, refuse: sendRefusal } satisfies Unrouted
  },
  'app-store-connect': {
    title: 'App Store Connect apps, builds, power and performance metrics and diagnostics, as perftwin emulates them',
    register: async (app: FastifyInstance, options: VendorOptions) => { await app.register(appStoreConnect, options) },
    unrouted: { notEmulated: appStore.sendNotEmulated, refuse: appStore.sendRefusal } satisfies Unrouted
  },
  control: {
    title: 'perftwin control plane',
    register: async (app: FastifyInstance, options: ControlOptions) => { await app.register(control, options) },
    unrouted: { notEmulated: controlRefusal, refuse: (error, request, reply) => controlRefusal(request, reply, error) } satisfies Unrouted
  }
}

export type DocumentName = keyof typeof vendors
export const documentNames = Object.keys(vendors) as DocumentName[]

/** Whose words to use for a path that no route takes. */
export const unroutedOf = (path: string): Unrouted =>
  path.startsWith('/_perftwin')
    ? vendors.control.unrouted
    : path.startsWith('/v1/') && !/^\/v1\/(?:testcomposer|eds|storage|rdc)(?:\/|$)/.test(path) ? vendors['app-store-connect'].unrouted : vendors.sauce.unrouted
