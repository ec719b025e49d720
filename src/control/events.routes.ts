import { Readable } from 'node:stream'
import { onlyLooks } from '../http/looking.js'
import { Invalid } from '../kernel/errors.js'
import { eventTypes } from '../worlds/events.js'
import type { ControlApp, ControlOptions } from './context.js'
import { EventQueue } from './event-queue.js'
import { eventOperations as operations } from './events.schema.js'

const known: readonly string[] = eventTypes

/** The types of events that are wanted: all, unless some are named. */
function typesOf (list: string | undefined): ReadonlySet<string> {
  if (list === undefined) return new Set(known)
  const types = new Set(list.split(',').map((type) => type.trim()))
  for (const type of types) {
    if (!known.includes(type)) throw new Invalid(`types: "${type}" is not one of ${known.join(', ')}`, 'types')
  }
  return types
}

export function eventRoutes (app: ControlApp, { worlds }: ControlOptions): void {
  const open = new Set<EventQueue>()
  app.addHook('preClose', (done) => {
    for (const queue of open) queue.close()
    done()
  })

  app.get('/_perftwin/events', { schema: operations.events }, async (request, reply) => {
    const { world, query: { types: list, all = false } } = request
    const types = typesOf(list)
    reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no')
    // Whoever asks for the head of what has no end listens to nothing.
    if (request.method === 'HEAD') return await reply.send()
    const queue = new EventQueue()
    const unsubscribe = worlds.events.subscribe((event, of, number) => {
      if (!types.has(event.type) || !(all || of === world)) return
      queue.push(number, event.type, { ...event, at: new Date(event.at).toISOString() })
    })
    // Who listens to a world means this one, and no other of its name.
    if (!onlyLooks(request)) world.controlled = true
    worlds.events.look(world)
    open.add(queue)
    const end = (): void => {
      unsubscribe()
      queue.close()
      open.delete(queue)
    }
    reply.raw.once('close', end)
    return await reply.send(Readable.from(queue.text()))
  })
}
