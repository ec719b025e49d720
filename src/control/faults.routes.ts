import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Invalid } from '../kernel/errors.js'
import { Type, ref, type Static } from '../kernel/schema.js'
import { FaultEffect, FaultMatch, FaultSpec } from '../traffic/faults/fault.schema.js'
import type { FaultRule } from '../traffic/faults/faults.js'
import { defaultWorld } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { ControlOptions } from './index.js'

export const Fault = Type.Object({
  id: Type.String(),
  world: Type.String(),
  match: FaultMatch,
  effect: FaultEffect,
  share: Type.Number(),
  times: Type.Nullable(Type.Integer()),
  window: Type.Object({ from: Type.Nullable(Type.String()), until: Type.Nullable(Type.String()) }),
  matched: Type.Integer({ description: 'Requests that fitted while the rule was in its window.' }),
  fired: Type.Integer({ description: 'Those of them that it struck.' })
}, { $id: 'Fault' })

const Faults = Type.Object({ faults: Type.Array(ref(Fault)) })
const Id = Type.Object({ id: Type.String() })
const tags = ['Faults']

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
      throw new Invalid(`effect.headers: ${(error as Error).message}`, 'effect.headers')
    }
  }
}

export function faultRoutes (app: FastifyInstance, { worlds }: ControlOptions): void {
  for (const schema of [Fault, FaultSpec]) app.addSchema(schema)

  app.get('/_perftwin/faults', {
    schema: { tags, operationId: 'listFaults', summary: 'The fault rules of this world, with their counts', response: { 200: Faults } }
  }, async ({ world }) => ({ faults: world.faults.list().map((rule) => faultBody(rule, world)) }))

  app.post<{ Body: Static<typeof FaultSpec> }>('/_perftwin/faults', {
    schema: { tags, operationId: 'addFault', summary: 'Add a fault rule', body: ref(FaultSpec), response: { 201: ref(Fault) } }
  }, async (request, reply) => {
    const spec = request.body
    checkHeaders(spec.effect.headers ?? {})
    const named = spec.match?.world
    const world = named === undefined ? request.world : worlds.get(named)
    const rule = world.faults.add(spec, { epoch: world.base.origin.epoch, start: world.clock.now() })
    reply.code(201).header('location', `${world.name === defaultWorld ? '' : `/w/${world.name}`}/_perftwin/faults/${rule.id}`)
    return faultBody(rule, world)
  })

  app.delete('/_perftwin/faults', {
    schema: { tags, operationId: 'clearFaults', summary: 'Remove all fault rules of this world', response: { 204: Type.Null() } }
  }, async (request, reply) => {
    request.world.faults.clear()
    return await reply.code(204).send()
  })

  app.get<{ Params: Static<typeof Id> }>('/_perftwin/faults/:id', {
    schema: { tags, operationId: 'getFault', summary: 'A fault rule and its counts', params: Id, response: { 200: ref(Fault) } }
  }, async ({ world, params }) => faultBody(world.faults.get(params.id), world))

  app.delete<{ Params: Static<typeof Id> }>('/_perftwin/faults/:id', {
    schema: { tags, operationId: 'removeFault', summary: 'Remove a fault rule', params: Id, response: { 204: Type.Null() } }
  }, async (request, reply) => {
    request.world.faults.delete(request.params.id)
    return await reply.code(204).send()
  })
}
