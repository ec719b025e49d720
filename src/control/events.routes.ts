import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Invalid } from '../kernel/errors.js'
import { Type, type Static } from '../kernel/schema.js'
import { eventTypes } from '../worlds/events.js'
import { EventQueue } from './event-queue.js'
import type { ControlOptions } from './index.js'

const Query = Type.Object({
  types: Type.Optional(Type.String({ maxLength: 200, description: `Any of ${eventTypes.join(', ')}, with commas; all if left out.` })),
  all: Type.Optional(Type.Boolean({ description: 'true: of all worlds, not of this one alone.' }))
})

export function eventRoutes (app: FastifyInstance, { worlds }: ControlOptions): void {
  const open = new Set<EventQueue>()
  app.addHook('preClose', (done) => {
    for (const queue of open) queue.close()
    done()
  })

  app.get<{ Querystring: Static<typeof Query> }>('/_perftwin/events', {
    schema: { tags: ['Events'], operationId: 'events', summary: 'Changes, requests and job statuses as server-sent events', querystring: Query, produces: ['text/event-stream'] }
  }, async (request, reply) => {
    const { types: wanted, all = false } = request.query
    const types = new Set(wanted?.split(',').map((type) => type.trim()) ?? eventTypes)
    for (const type of types) if (!(eventTypes as readonly string[]).includes(type)) throw new Invalid(`types: "${type}" is not one of ${eventTypes.join(', ')}`, 'types')
    const { world } = request
    const queue = new EventQueue()
    const unsubscribe = worlds.events.subscribe((event, of) => {
      if (types.has(event.type) && (all || of === world)) queue.push(event.type, { ...event, at: new Date(event.at).toISOString() })
    })
    worlds.events.look(world)
    open.add(queue)
    const end = (): void => {
      unsubscribe()
      queue.close()
      open.delete(queue)
    }
    reply.raw.once('close', end)
    reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no')
    return await reply.send(Readable.from(queue.text()))
  })
}
