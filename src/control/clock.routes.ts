import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../kernel/schema.js'
import { advanceClock, readClock, setClock } from '../worlds/timekeeping.js'
import type { World } from '../worlds/world.js'

const modes = ['real', 'offset', 'frozen'] as const

export const Clock = Type.Object({
  mode: Type.Enum(modes),
  now: Type.String({ description: 'The world\'s now.' }),
  offset: Type.Nullable(Type.String({ description: 'How far ahead of the machine\'s time it goes; null in the other modes.' })),
  advanced: Type.String({ description: 'By how much it was moved on; App Store Connect tokens, which clients stamp with real time, are judged with this added.' })
}, { $id: 'Clock' })

const ClockRequest = Type.Object({
  mode: Type.Enum(modes),
  at: Type.Optional(Type.String({ maxLength: 40, description: 'frozen: where it stands (default: now). offset: the time it goes on from.' })),
  offset: Type.Optional(Type.String({ maxLength: 40, description: 'offset: how far ahead of the machine\'s time, an ISO 8601 duration.' }))
}, { additionalProperties: false })

const Advance = Type.Object({
  by: Type.String({ maxLength: 40, description: 'An ISO 8601 duration such as PT5M; a negative one moves the clock back.' })
}, { additionalProperties: false })

const Progress = Type.Object({
  policy: Type.Enum(['time', 'immediate', 'reads']),
  reads: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'After how many looks at a job\'s details it takes its next step. Default 1.' }))
}, { $id: 'Progress', additionalProperties: false })

const tags = ['Time']

export function clockRoutes (app: FastifyInstance): void {
  app.addSchema(Clock)
  app.addSchema(Progress)
  const reading = (world: World): Static<typeof Clock> => readClock(world.clock, world.clock.now())

  app.get('/_perftwin/clock', {
    schema: { tags, operationId: 'getClock', summary: 'The world\'s clock', response: { 200: ref(Clock) } }
  }, async (request) => readClock(request.world.clock, request.at))

  app.put<{ Body: Static<typeof ClockRequest> }>('/_perftwin/clock', {
    schema: { tags, operationId: 'setClock', summary: 'Set the world\'s clock', body: ClockRequest, response: { 200: ref(Clock) } }
  }, async ({ world, body }) => {
    setClock(world.clock, body)
    return reading(world)
  })

  app.post<{ Body: Static<typeof Advance> }>('/_perftwin/clock/advance', {
    schema: { tags, operationId: 'advanceClock', summary: 'Move the world\'s clock on', body: Advance, response: { 200: ref(Clock) } }
  }, async ({ world, body }) => {
    advanceClock(world.clock, body.by)
    return reading(world)
  })

  app.get('/_perftwin/progress', {
    schema: { tags, operationId: 'getProgress', summary: 'What moves jobs on', response: { 200: ref(Progress) } }
  }, async ({ world }) => world.progress)

  app.put<{ Body: Static<typeof Progress> }>('/_perftwin/progress', {
    schema: { tags, operationId: 'setProgress', summary: 'Choose what moves the jobs on that are made from now on', body: ref(Progress), response: { 200: ref(Progress) } }
  }, async ({ world, body: { policy, reads = 1 } }) => {
    world.progress = policy === 'reads' ? { policy, reads } : { policy }
    return world.progress
  })
}
