import { validateHeaderName, validateHeaderValue } from 'node:http'
import { Invalid, messageOf } from '../kernel/errors.js'
import type { Static } from '../kernel/schema.js'
import type { TimeFrame } from '../kernel/time.js'
import { FaultSpec } from '../traffic/faults/fault.schema.js'
import { faultTimes, type FaultRule } from '../traffic/faults/faults.js'
import { defaultWorld } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import { Fault, faultOperations as operations } from './faults.schema.js'

const isoOrNull = (ms: number): string | null => Number.isFinite(ms) ? new Date(ms).toISOString() : null

function faultBody ({ id, spec, from, until, matched, fired }: FaultRule, world: World): Static<typeof Fault> {
  return {
    id,
    world: world.name,
    match: spec.match ?? {},
    effect: spec.effect,
    share: spec.share ?? 1,
    times: spec.times ?? null,
    window: { from: isoOrNull(from), until: isoOrNull(until) },
    matched,
    fired
  }
}

/** Headers that say how the body is sent are the server's own. */
const ownHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'upgrade', 'keep-alive', 'trailer'])

function checkHeaders (headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (ownHeaders.has(name.toLowerCase())) throw new Invalid(`effect.headers: ${name} cannot be set`, 'effect.headers')
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    } catch (error) {
      throw new Invalid(`effect.headers: ${messageOf(error)}`, 'effect.headers')
    }
  }
}

const frameOf = ({ base, clock }: World): TimeFrame => ({ epoch: base.origin.epoch, start: clock.now() })

const pathOf = (world: World, rule: FaultRule): string => {
  const prefix = world.name === defaultWorld ? '' : `/w/${world.name}`
  return `${prefix}/_perftwin/faults/${rule.id}`
}

export function faultRoutes (app: ControlApp, { worlds }: ControlOptions): void {
  for (const schema of [Fault, FaultSpec]) app.addSchema(schema)

  app.get('/_perftwin/faults', { schema: operations.listFaults }, async ({ world }) => ({
    faults: world.faults.list().map((rule) => faultBody(rule, world))
  }))

  app.post('/_perftwin/faults', { schema: operations.addFault }, async ({ world: asked, body: spec }, reply) => {
    checkHeaders(spec.effect.headers ?? {})
    const named = spec.match?.world
    // A world that is not there is made for a rule that is good, never for one that is refused.
    if (named !== undefined && worlds.find(named) === undefined) faultTimes(spec, frameOf(worlds.default))
    const world = named === undefined ? asked : worlds.ask(named)
    const rule = world.faults.add(spec, frameOf(world))
    reply.code(201).header('location', pathOf(world, rule))
    return faultBody(rule, world)
  })

  app.delete('/_perftwin/faults', { schema: operations.clearFaults }, async ({ world }, reply) => {
    world.faults.clear()
    return await reply.code(204).send()
  })

  app.get('/_perftwin/faults/:id', { schema: operations.getFault },
    async ({ world, params }) => faultBody(world.faults.get(params.id), world))

  app.delete('/_perftwin/faults/:id', { schema: operations.removeFault }, async ({ world, params }, reply) => {
    world.faults.delete(params.id)
    return await reply.code(204).send()
  })
}
