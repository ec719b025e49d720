/** Which requests opened their connections, as far as Lighthouse 6.3 can tell. */
import type { TimedRequest } from '../timeline.js'

type Connecting = Pick<TimedRequest,
  'origin' | 'protocol' | 'failed' | 'connectionId' | 'connectionReused' | 'start' | 'end'>

/** Browsers do not say which connection a failed request had: one that it opened for others has no beginning. */
function allHaveBeginnings (requests: readonly Connecting[]): boolean {
  const begun = new Set<number>()
  for (const { failed, connectionId, connectionReused } of requests) {
    if (!failed && !connectionReused) begun.add(connectionId)
  }
  return requests.every(({ failed, connectionId }) => failed || begun.has(connectionId))
}

interface Origin { readonly first: Connecting, readonly earliestEnd: number }

function originsOf (requests: readonly Connecting[]): Map<string, Origin> {
  const origins = new Map<string, Origin>()
  for (const request of requests) {
    const { first, earliestEnd } = origins.get(request.origin) ?? { first: request, earliestEnd: Infinity }
    origins.set(request.origin, {
      first: request.start < first.start ? request : first,
      earliestEnd: Math.min(earliestEnd, request.end)
    })
  }
  return origins
}

/**
 * Whether a request opened its connection. Where a connection has no beginning, nothing that the browser says of
 * connections is believed: then an origin's first request is taken to have opened one, and on HTTP/1.1 every request
 * before the first end.
 */
export function openedConnections (requests: readonly Connecting[]): (request: Connecting) => boolean {
  const believed = !requests.some(({ failed }) => failed) || allHaveBeginnings(requests)
  if (believed) return ({ failed, connectionReused }) => !failed && !connectionReused
  const origins = originsOf(requests)
  return (request) => {
    const origin = origins.get(request.origin)
    if (origin === undefined || request.failed) return false
    return request === origin.first || (request.start < origin.earliestEnd && request.protocol !== 'h2')
  }
}
