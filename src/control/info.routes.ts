import { countsAt } from '../worlds/counts.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import { twinOperations as operations } from './info.schema.js'
import type { Answer } from './operations.js'

const accountsOf = ({ facts }: World): Answer<'info'>['accounts'] =>
  [...facts.users.values()].map(({ username, accessKey, teamId }) => {
    const team = facts.teams.get(teamId)?.name ?? ''
    return { username, accessKey, team }
  })

function infoOf (world: World, at: number, { version, auth, token }: ControlOptions): Answer<'info'> {
  const { origin } = world.base
  return {
    version,
    world: world.name,
    worldFile: origin.file.name,
    seed: origin.seed,
    epoch: new Date(origin.epoch).toISOString(),
    now: new Date(at).toISOString(),
    clock: world.clock.setting.mode,
    auth,
    guarded: token !== undefined,
    accounts: accountsOf(world),
    counts: countsAt(world, at)
  }
}

export function infoRoutes (app: ControlApp, options: ControlOptions): void {
  app.get('/_perftwin/health', { config: { withoutToken: true }, schema: operations.health },
    async () => ({ status: 'ok' as const }))

  // The worlds are grown, and the data file is taken up, before the port opens: who can ask this is told true.
  app.get('/_perftwin/ready', { config: { withoutToken: true }, schema: operations.ready },
    async ({ world, at }) => ({ ready: true as const, jobs: countsAt(world, at).jobs }))

  app.get('/_perftwin/info', { schema: operations.info }, async ({ world, at }) => infoOf(world, at, options))

  app.post('/_perftwin/reset', { schema: operations.reset }, async ({ world }) => {
    world.reset()
    return infoOf(world, world.clock.now(), options)
  })
}
