/** How App Store Connect refuses, as a schema: what errors.ts says. For the OpenAPI document and the tests. */
import type { RouteOptions } from 'fastify'
import { refusals, unreadable, type Responses } from '../http/refusals.js'
import { ref } from '../kernel/schema.js'
import { ErrorResponse } from './json-api/schemas.js'

/** The refusals of a route; 406 where it answers with a media type of its own. */
export function appStoreRefusals (route: RouteOptions): Responses {
  const { config: { produces } = {} } = route
  const unacceptable = produces === undefined ? [] : [406]
  const statuses = [400, 401, 403, 404, ...unacceptable, ...unreadable(route), 429, 500, 503, 507]
  return refusals(statuses, ref(ErrorResponse))
}
