/**
 * `_tracelog_<loaderId>.json.gz`: the page load as a Chrome trace, which Lighthouse and DevTools' trace engine read.
 */
import type { Timeline } from '../../lab/timeline.js'
import { gzipped } from '../gzip.js'
import { clockOf, instant, type TraceEvent } from './event.js'
import { metadataEvents } from './metadata.js'
import { networkEvents } from './network.js'
import { paintEvents } from './paint.js'
import { threadEvents } from './thread.js'

/** All events, in order of time; metadata first. */
export function traceEvents (timeline: Timeline): TraceEvent[] {
  const clock = clockOf(timeline)
  const events = [
    ...metadataEvents(timeline, clock),
    ...threadEvents(timeline, clock),
    ...networkEvents(timeline, clock),
    ...paintEvents(timeline, clock),
    // Recording goes on until the page has been quiet for five seconds; readers take the last event for the end.
    instant('TracingStopped', 'devtools.timeline', clock(timeline.end), { data: { frame: timeline.ids.frameId } })
  ]
  return events.sort((a, b) => a.ts - b.ts)
}

export const traceJson = (timeline: Timeline): string => JSON.stringify({ traceEvents: traceEvents(timeline) })

export const tracelog = (timeline: Timeline): Buffer => gzipped(traceJson(timeline))
