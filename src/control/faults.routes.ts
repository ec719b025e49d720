import type { Static } from '../kernel/schema.js'
import type { TimeFrame } from '../kernel/time.js'
import { FaultSpec } from '../traffic/faults/fault.schema.js'
import type { StandingRule } from '../traffic/faults/faults.js'
import { planOf, type FaultRule } from '../traffic/faults/rule.js'
import { defaultWorld } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import { Fault, faultOperations } from './faults.schema.js'

const isoOrNull = (ms: number): string | null => Number.isFinite(ms) ? new Date(ms).toISOString() : null

function stateOf ({ rule: { plan }, usedUp, removed }: StandingRule, at: number): Static<typeof Fault>['state'] {
  if (removed !== null) return 'removed'
  if (usedUp) return 'used up'
  if (at < plan.from) return 'waiting'
  return at < plan.until ? 'in force' : 'over'
}

function faultBody (standing: StandingRule, world: World): Static<typeof Fault> {
  const { rule: { id, spec, plan, matched, fired }, removed } = standing
  const { match = {}, effect, sequence, after = 0, every = 1, share = 1, times = null } = spec
  return {
    id,
    world: world.name,
    match,
    ...(effect === undefined ? {} : { effect }),
    ...(sequence === undefined ? {} : { sequence, then: plan.then }),
    after,
    every,
    share,
    times,
    window: { from: isoOrNull(plan.from), until: isoOrNull(plan.until) },
    matched,
    fired,
    state: stateOf(standing, world.clock.now()),
    removed: removed === null ? null : isoOrNull(removed)
  }
}

const frameOf = ({ base, clock }: World): TimeFrame => ({ epoch: base.origin.epoch, start: clock.now() })

const pathOf = (world: World, rule: FaultRule): string => {
  const prefix = world.name === defaultWorld ? '' : `/w/${world.name}`
  return `${prefix}/_perftwin/faults/${rule.id}`
}

export function faultRoutes (app: ControlApp, { worlds, operations }: ControlOptions): void {
  for (const schema of [Fault, FaultSpec]) app.addSchema(schema)

  app.get('/_perftwin/faults', { schema: faultOperations.listFaults }, async ({ world, query: { ended = false } }) => ({
    faults: world.faults.standing()
      .filter(({ removed }) => ended || removed === null)
      .map((rule) => faultBody(rule, world))
  }))

  app.post('/_perftwin/faults', { schema: faultOperations.addFault }, async ({ world: asked, body: spec }, reply) => {
    operations.check(spec.match ?? {})
    const named = spec.match?.world
    // A world that is not there is made for a rule that is good, never for one that is refused.
    if (named !== undefined && worlds.find(named) === undefined) planOf(spec, frameOf(worlds.default))
    const world = named === undefined ? asked : worlds.ask(named)
    const rule = world.faults.add(spec, frameOf(world))
    reply.code(201).header('location', pathOf(world, rule))
    return faultBody(world.faults.get(rule.id), world)
  })

  app.delete('/_perftwin/faults', { schema: faultOperations.clearFaults }, async ({ world }, reply) => {
    world.faults.clear(world.clock.now())
    return await reply.code(204).send()
  })

  app.get('/_perftwin/faults/:id', { schema: faultOperations.getFault },
    async ({ world, params: { id }, query: { ended = false } }) =>
      faultBody(ended ? world.faults.everOf(id) : world.faults.get(id), world))

  app.delete('/_perftwin/faults/:id', { schema: faultOperations.removeFault }, async ({ world, params }, reply) => {
    world.faults.delete(params.id, world.clock.now())
    return await reply.code(204).send()
  })
}
