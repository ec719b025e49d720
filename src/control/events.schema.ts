import { Type } from '../kernel/schema.js'
import { eventTypes } from '../worlds/events.js'
import { tagged } from './tagged.js'

const EventChoice = Type.Object({
  types: Type.Optional(Type.String({
    maxLength: 200,
    description: `Any of ${eventTypes.join(', ')}, with commas; all if left out.`
  })),
  all: Type.Optional(Type.Boolean({ description: 'true: of all worlds, not of this one alone.' })),
  actor: Type.Optional(Type.String({
    maxLength: 100,
    description: 'dashboard: a page of the twin\'s own listens, which neither makes a world nor keeps one alive.'
  }))
})

export const eventOperations = tagged('Events', {
  events: {
    summary: 'Changes, requests, job statuses and what is done to worlds, as server-sent events',
    querystring: EventChoice,
    response: {
      200: Type.Unsafe<unknown>({
        description: 'A stream that ends when the client or the twin does.',
        content: { 'text/event-stream': { schema: Type.String() } }
      })
    }
  }
})
