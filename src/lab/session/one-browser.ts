/** Page loads of one session happen in one browser, which counts on from one to the next. */
import { requestId } from '../load/requests.js'
import type { NetworkRequest, Timeline } from '../timeline.js'

/** How far a browser has counted. */
interface Counted { readonly requests: number, readonly connections: number }

/** The page load with its requests and connections numbered as a browser does that has counted so far. */
function countedOn (timeline: Timeline, { requests, connections }: Counted): Timeline {
  const later = (request: NetworkRequest): NetworkRequest => ({
    ...request,
    id: laterId(request.id, requests),
    // 0 says that there was no connection.
    connectionId: request.connectionId === 0 ? 0 : request.connectionId + connections
  })
  return { ...timeline, requests: timeline.requests.map(later) }
}

/** The document's request is named as its loader is, which is no number. */
function laterId (id: string, before: number): string {
  const [, number] = id.split('.')
  return number === undefined ? id : requestId(Number(number) + before)
}

/** Page loads, in order of time, as one browser made them: no id of a request or a connection stands for two. */
export function inOneBrowser<Load extends { readonly timeline: Timeline }> (loads: readonly Load[]): Load[] {
  let counted: Counted = { requests: 0, connections: 0 }
  return loads.map((load) => {
    const { requests } = load.timeline
    const opened = requests.reduce((most, { connectionId }) => Math.max(most, connectionId), 0)
    const before = counted
    counted = { requests: before.requests + requests.length, connections: before.connections + opened }
    return before.requests === 0 ? load : { ...load, timeline: countedOn(load.timeline, before) }
  })
}
