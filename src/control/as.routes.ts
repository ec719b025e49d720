import type { FastifyRequest } from 'fastify'
import { lookAt, type Look } from '../http/looking.js'
import { worldNamed } from '../http/rewrite.js'
import { NotFound } from '../kernel/errors.js'
import { Type } from '../kernel/schema.js'
import { pathOf } from '../kernel/target.js'
import type { Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'

/** Who reads App Store Connect: somebody with a key that may see everything. */
export const appStoreAccount = 'app-store-connect'

// A path of any length is no parameter of OpenAPI, so docs/looking.md alone tells of it.
const schema = { hide: true, params: Type.Object({ account: Type.String(), '*': Type.String() }) }

/** What follows the account, as the client wrote it: the path of the vendor's and its query. */
const afterAccount = /^\/+[^/]+\/+[^/]+\/+[^/?]+(\/.*)$/s

/**
 * Reads of the emulated APIs as one of the world's accounts, `/_perftwin/as/{account}/rest/v1/…`, that leave no trace.
 * The request itself goes on to the vendor's route, so that ranges, validators and streams are what they are there.
 */
export function asRoutes (app: ControlApp, { worlds, vendorOfPath }: ControlOptions): void {
  const lookOf = (request: FastifyRequest, account: string): Look => {
    const { url, raw } = request
    const world = seenWorld(worlds, worldNamed(raw))
    const [, target] = afterAccount.exec(url) ?? []
    const vendor = target === undefined ? undefined : vendorOfPath(target)
    if (target === undefined || vendor !== (account === appStoreAccount ? account : 'sauce')) {
      throw new NotFound(`path of ${account === appStoreAccount ? 'App Store Connect' : 'Sauce Labs'}`, pathOf(url))
    }
    return { world, target, authorization: account === appStoreAccount ? undefined : credentialsOf(world, account) }
  }
  app.get('/_perftwin/as/:account/*', { config: { looks: true }, schema }, (request, reply) => {
    const look = lookOf(request, request.params.account)
    reply.hijack()
    lookAt(request.raw, look)
    app.routing(request.raw, reply.raw)
  })
}

/** @throws NotFound for a world that nobody has: looking makes none */
function seenWorld (worlds: Worlds, name: string | undefined): World {
  if (name === undefined) return worlds.default
  const world = worlds.there(name)
  if (world === undefined || world.ungranted) throw new NotFound('world', name)
  return world
}

/** The user's own, which pass in every mode. @throws NotFound */
function credentialsOf ({ facts }: World, account: string): string {
  const user = facts.users.get(account)
  if (user === undefined) throw new NotFound('account', account)
  return `Basic ${Buffer.from(`${user.username}:${user.accessKey}`).toString('base64')}`
}
