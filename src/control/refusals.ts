/** How the control plane refuses, as a schema: what errors.ts says. For the OpenAPI document and the tests. */
import type { RouteOptions } from 'fastify'
import { isWrite, refusals, unreadable, type Responses } from '../http/refusals.js'
import { Type, ref } from '../kernel/schema.js'

const WorldFileProblem = Type.Object({
  path: Type.String({ description: 'Where in the world file: sauce.suites[2].train.' }),
  severity: Type.Enum(['fault', 'warning']),
  message: Type.String({ description: 'What is wrong.' }),
  cure: Type.String({ description: 'What to do about it.' })
})

export const ControlError = Type.Object({
  error: Type.String({ description: 'The kind of refusal, a word.' }),
  message: Type.String({ description: 'What is wrong and what to do, a sentence.' }),
  problems: Type.Optional(Type.Array(WorldFileProblem, { description: 'All that is wrong with a world file.' }))
}, { $id: 'ControlError' })

/** The refusals of a route: by its method and whether it asks for the token. */
export function controlRefusals (route: RouteOptions): Responses {
  const { config: { withoutToken = false } = {} } = route
  // What needs no token may be about one: the session.
  const mayBeUnauthorized = !withoutToken || isWrite(route)
  const statuses = [400, ...(mayBeUnauthorized ? [401] : []), 403, 404, ...unreadable(route), 500, 507]
  return refusals(statuses, ref(ControlError))
}
