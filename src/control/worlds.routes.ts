import { formatDuration } from '../kernel/durations.js'
import type { Static } from '../kernel/schema.js'
import { largestWorldFile } from '../worlds/files/size.js'
import { makeWorld } from '../worlds/fork.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import { readClock } from '../worlds/timekeeping.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import { WorldBody, worldOperations as operations } from './worlds.schema.js'

/** A world file may be sent along. Bytes. */
const bodyLimit = largestWorldFile + 16 * 1024

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

export function worldRoutes (app: ControlApp, { worlds }: ControlOptions): void {
  app.addSchema(WorldBody)

  app.get('/_perftwin/worlds', { schema: operations.listWorlds }, async () => ({
    limit: worlds.limit,
    worlds: worlds.granted().map((world) => worldBody(world, worlds))
  }))

  app.post('/_perftwin/worlds', { bodyLimit, schema: operations.createWorld }, async (request, reply) => {
    const world = await makeWorld(worlds, request.body)
    reply.code(201)
    return worldBody(world, worlds)
  })

  app.get('/_perftwin/worlds/:name', { schema: operations.getWorld }, async ({ params }) =>
    worldBody(worlds.grantedNamed(params.name), worlds))

  app.delete('/_perftwin/worlds/:name', { schema: operations.deleteWorld }, async ({ params }, reply) => {
    worlds.delete(params.name)
    return await reply.code(204).send()
  })

  app.delete('/_perftwin/worlds', { schema: operations.deleteWorlds }, async () => ({ deleted: worlds.clear() }))
}
