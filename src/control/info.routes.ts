import type { FastifyInstance } from 'fastify'
import { Type, type Static } from '../kernel/schema.js'
import type { World } from '../worlds/world.js'
import type { ControlOptions } from './index.js'

const Info = Type.Object({
  version: Type.String(),
  world: Type.String({ description: 'The name of the world that answers this request.' }),
  worldFile: Type.String({ description: 'The name of the world file it was grown from.' }),
  seed: Type.Integer(),
  epoch: Type.String({ description: 'What relative times of the world file refer to.' }),
  now: Type.String({ description: 'The world\'s now.' }),
  clock: Type.Enum(['real', 'offset', 'frozen']),
  accounts: Type.Array(Type.Object({ username: Type.String(), accessKey: Type.String(), team: Type.String() })),
  counts: Type.Record(Type.Integer(), { description: 'How many records of each kind exist by now.' })
}, { $id: 'Info' })

const tags = ['Twin']

/** What exists by now: runs planned for later are not counted. */
function countsOf (world: World, at: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [name, collection] of Object.entries(world.facts)) counts[name] = collection.size
  let jobs = 0
  for (const job of world.facts.jobs.values()) if (job.plan.created <= at) jobs++
  let builds = 0
  for (const build of world.facts.builds.values()) if (build.created <= at) builds++
  return { ...counts, jobs, builds }
}

function infoOf (world: World, at: number, version: string): Static<typeof Info> {
  const { origin } = world.base
  return {
    version,
    world: world.name,
    worldFile: origin.file.name,
    seed: origin.seed,
    epoch: new Date(origin.epoch).toISOString(),
    now: new Date(at).toISOString(),
    clock: world.clock.setting.mode,
    accounts: [...world.facts.users.values()].map(({ username, accessKey, teamId }) => ({ username, accessKey, team: world.facts.teams.get(teamId)?.name ?? '' })),
    counts: countsOf(world, at)
  }
}

export function infoRoutes (app: FastifyInstance, { version }: ControlOptions): void {
  app.get('/_perftwin/health', {
    config: { withoutToken: true },
    schema: { tags, operationId: 'health', summary: 'The process answers', response: { 200: Type.Object({ status: Type.Literal('ok') }) } }
  }, async () => ({ status: 'ok' as const }))

  // The worlds are grown, and the data file is taken up, before the port opens: who can ask this is told true.
  app.get('/_perftwin/ready', {
    config: { withoutToken: true },
    schema: { tags, operationId: 'ready', summary: 'The world is seeded and can be used', response: { 200: Type.Object({ ready: Type.Literal(true), jobs: Type.Integer() }) } }
  }, async (request) => ({ ready: true as const, jobs: request.world.facts.jobs.size }))

  app.get('/_perftwin/info', {
    schema: { tags, operationId: 'info', summary: 'Version, world, seed, time, accounts and counts', response: { 200: Info } }
  }, async (request) => infoOf(request.world, request.at, version))

  app.post('/_perftwin/reset', {
    schema: { tags, operationId: 'reset', summary: 'Put this world back to its start', response: { 200: Info } }
  }, async (request) => {
    request.world.reset()
    return infoOf(request.world, request.world.clock.now(), version)
  })
}
