import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import { twinOperations as operations } from './info.schema.js'
import type { Answer } from './operations.js'

/** What exists by now: runs planned for later are not counted. */
function countsOf ({ facts }: World, at: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [name, collection] of Object.entries(facts)) counts[name] = collection.size
  let jobs = 0
  for (const job of facts.jobs.values()) if (job.plan.created <= at) jobs++
  let builds = 0
  for (const build of facts.builds.values()) if (build.created <= at) builds++
  return { ...counts, jobs, builds }
}

const accountsOf = ({ facts }: World): Answer<'info'>['accounts'] =>
  [...facts.users.values()].map(({ username, accessKey, teamId }) => {
    const team = facts.teams.get(teamId)?.name ?? ''
    return { username, accessKey, team }
  })

function infoOf (world: World, at: number, version: string): Answer<'info'> {
  const { origin } = world.base
  return {
    version,
    world: world.name,
    worldFile: origin.file.name,
    seed: origin.seed,
    epoch: new Date(origin.epoch).toISOString(),
    now: new Date(at).toISOString(),
    clock: world.clock.setting.mode,
    accounts: accountsOf(world),
    counts: countsOf(world, at)
  }
}

export function infoRoutes (app: ControlApp, { version }: ControlOptions): void {
  app.get('/_perftwin/health', { config: { withoutToken: true }, schema: operations.health },
    async () => ({ status: 'ok' as const }))

  // The worlds are grown, and the data file is taken up, before the port opens: who can ask this is told true.
  app.get('/_perftwin/ready', { config: { withoutToken: true }, schema: operations.ready },
    async ({ world }) => ({ ready: true as const, jobs: world.facts.jobs.size }))

  app.get('/_perftwin/info', { schema: operations.info }, async ({ world, at }) => infoOf(world, at, version))

  app.post('/_perftwin/reset', { schema: operations.reset }, async ({ world }) => {
    world.reset()
    return infoOf(world, world.clock.now(), version)
  })
}
