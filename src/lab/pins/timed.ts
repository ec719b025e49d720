import { micro } from '../precision.js'
import type { NetworkRequest, RequestPhases } from '../timeline.js'

/** A request with new phases; `end` follows. */
export function timed (request: NetworkRequest, start: number, phases: RequestPhases): NetworkRequest {
  const rounded = Object.fromEntries(Object.entries(phases).map(([name, ms]) => [name, Math.max(0, micro(ms))])) as unknown as RequestPhases
  const { blocked, dns, connect, send, wait, receive } = rounded
  return { ...request, start: micro(start), phases: rounded, end: micro(micro(start) + blocked + dns + connect + send + wait + receive) }
}
