import type { FastifyInstance } from 'fastify'
import { NotFound } from '../kernel/errors.js'
import { Type, ref, type Static } from '../kernel/schema.js'
import { formatDuration } from '../kernel/durations.js'
import { makeWorld, type WorldRequest } from '../worlds/fork.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import { readClock } from '../worlds/timekeeping.js'
import type { World } from '../worlds/world.js'
import { Clock } from './clock.routes.js'
import type { ControlOptions } from './index.js'

const ClockChoice = Type.Object({
  mode: Type.Enum(['real', 'offset', 'frozen']),
  at: Type.Optional(Type.String({ maxLength: 40 })),
  offset: Type.Optional(Type.String({ maxLength: 40 }))
}, { additionalProperties: false })

const NewWorld = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, description: 'Letters, digits, dot, dash and underscore, 64 at most.' }),
  from: Type.Optional(Type.String({ maxLength: 200, description: 'Fork this world as it is now. Left out: the base, as at the start.' })),
  snapshot: Type.Optional(Type.String({ maxLength: 200, description: 'Fork this snapshot, of the world `from` or of the default one.' })),
  world: Type.Optional(Type.Unsafe<WorldRequest['world']>({ description: 'Grow another world file: demo, docs, empty, or a whole world file.' })),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
  now: Type.Optional(Type.String({ maxLength: 40, description: 'Grow the world at this time, and let its clock stand still there.' })),
  clock: Type.Optional(ClockChoice),
  ttl: Type.Optional(Type.String({ maxLength: 40, description: 'Real time without use after which the world is gone: an ISO 8601 duration.' }))
}, { additionalProperties: false })

export const WorldBody = Type.Object({
  name: Type.String(),
  url: Type.String({ description: 'Its path below the twin\'s base URL; empty for the default world.' }),
  worldFile: Type.String(),
  seed: Type.Integer(),
  clock: ref(Clock),
  changes: Type.Integer({ description: 'How many records differ from what it was grown as.' }),
  snapshots: Type.Integer(),
  ttl: Type.Nullable(Type.String()),
  expiresIn: Type.Nullable(Type.String({ description: 'Real time until it is gone if nobody uses it.' }))
}, { $id: 'World' })

const Name = Type.Object({ name: Type.String() })
const tags = ['Worlds']

function worldBody (world: World, worlds: Worlds): Static<typeof WorldBody> {
  const lease = worlds.leaseOf(world.name)
  return {
    name: world.name,
    url: world.name === defaultWorld ? '' : `/w/${world.name}`,
    worldFile: world.file.name,
    seed: world.seed,
    clock: readClock(world.clock, world.clock.now()),
    changes: Object.values(world.facts).reduce((sum, { changed }) => sum + changed.size, 0),
    snapshots: world.snapshots.size,
    ttl: lease === undefined ? null : formatDuration(lease.ttl),
    expiresIn: lease === undefined ? null : formatDuration(Math.ceil(lease.left / 1000) * 1000)
  }
}

export function worldRoutes (app: FastifyInstance, { worlds }: ControlOptions): void {
  app.addSchema(WorldBody)

  app.get('/_perftwin/worlds', {
    schema: { tags, operationId: 'listWorlds', summary: 'All worlds', response: { 200: Type.Object({ limit: Type.Integer(), worlds: Type.Array(ref(WorldBody)) }) } }
  }, async () => ({ limit: worlds.limit, worlds: [...worlds.list()].map((world) => worldBody(world, worlds)) }))

  app.post<{ Body: Static<typeof NewWorld> }>('/_perftwin/worlds', {
    bodyLimit: 16 * 1024 * 1024,
    schema: { tags, operationId: 'createWorld', summary: 'Make a world: a fork, or one grown from a world file of its own', body: NewWorld, response: { 201: ref(WorldBody) } }
  }, async (request, reply) => {
    const world = await makeWorld(worlds, request.body)
    reply.code(201)
    return worldBody(world, worlds)
  })

  app.get<{ Params: Static<typeof Name> }>('/_perftwin/worlds/:name', {
    schema: { tags, operationId: 'getWorld', summary: 'One world', params: Name, response: { 200: ref(WorldBody) } }
  }, async (request) => {
    const world = worlds.find(request.params.name)
    if (world === undefined) throw new NotFound('world', request.params.name)
    return worldBody(world, worlds)
  })

  app.delete<{ Params: Static<typeof Name> }>('/_perftwin/worlds/:name', {
    schema: { tags, operationId: 'deleteWorld', summary: 'Delete a world with all it holds', params: Name, response: { 204: Type.Null() } }
  }, async (request, reply) => {
    worlds.delete(request.params.name)
    return await reply.code(204).send()
  })

  app.delete('/_perftwin/worlds', {
    schema: { tags, operationId: 'deleteWorlds', summary: 'Delete all worlds but the default one', response: { 200: Type.Object({ deleted: Type.Integer() }) } }
  }, async () => ({ deleted: worlds.clear() }))
}
