import fastify, { type FastifyInstance } from 'fastify'
import { lazyValidation } from '../../http/lazy-validation.js'
import { stampRequests } from '../../http/request.js'
import type { StoredBytes } from '../../store/store.js'
import { vendors } from '../../vendors.js'
import type { Worlds } from '../../worlds/registry.js'
import type { Ask } from './values.js'

/** The vendors alone, over these worlds: no journal writes down what is asked of them, and no fault strikes it. */
export async function quietVendors (worlds: Worlds, store: StoredBytes): Promise<FastifyInstance> {
  const app = fastify({ exposeHeadRoutes: false, schemaController: lazyValidation })
  stampRequests(app, worlds)
  const options = { auth: 'off', publicUrl: undefined, store, memory: worlds.memory } as const
  await vendors.sauce.register(app, options)
  await vendors['app-store-connect'].register(app, options)
  return app
}

/** Asks as a user, in a world that is there. */
export function askAs (username: string, world: string, app: FastifyInstance): Ask {
  const authorization = `Basic ${Buffer.from(`${username}:`).toString('base64')}`
  return async (url) => {
    const reply = await app.inject({ url, headers: { authorization, 'x-perftwin-world': world } })
    return reply.statusCode < 300 ? reply.json<unknown>() : undefined
  }
}
