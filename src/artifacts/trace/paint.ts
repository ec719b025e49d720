/** What was seen when: paints, candidates for the largest, layout shifts, screenshots, the document's own events. */
import type { Timeline } from '../../lab/timeline.js'
import { filmstrip } from '../picture/filmstrip.js'
import { shiftedNodes } from '../shifted-nodes.js'
import { browser, instant, mark, type Clock, type TraceEvent } from './event.js'

/** Categories that Lighthouse 6 and the trace engine look the paints up in. */
const painted = 'loading,rail,devtools.timeline'

export function paintEvents (timeline: Timeline, clock: Clock): TraceEvent[] {
  return [
    ...firstPaints(timeline, clock),
    ...largestPaints(timeline, clock),
    ...layoutShifts(timeline, clock),
    ...documentEvents(timeline, clock),
    ...screenshots(timeline, clock)
  ]
}

function firstPaints ({ ids, paints }: Timeline, clock: Clock): TraceEvent[] {
  const { frameId: frame, loaderId: navigationId } = ids
  const args = { frame, data: { navigationId } }
  return [
    instant('firstPaint', painted, clock(paints.firstPaint), args),
    instant('firstContentfulPaint', painted, clock(paints.firstContentfulPaint), args),
    instant('firstMeaningfulPaintCandidate', painted, clock(paints.firstMeaningfulPaint), { frame }),
    mark('firstMeaningfulPaint', clock(paints.firstMeaningfulPaint), { frame })
  ]
}

/** A candidate that is an image is told twice: as the largest image, and as the largest content. */
function largestPaints ({ ids, lcpCandidates }: Timeline, clock: Clock): TraceEvent[] {
  const { frameId: frame, loaderId: navigationId } = ids
  const events: TraceEvent[] = []
  for (const [index, { time, size, nodeId, type, url }] of lcpCandidates.entries()) {
    const candidate = {
      navigationId,
      isMainFrame: true,
      isOutermostMainFrame: true,
      page: frame,
      candidateIndex: index + 1
    }
    if (type === 'image' && url !== null) {
      const data = { ...candidate, DOMNodeId: nodeId, imageUrl: url, size }
      events.push(instant('LargestImagePaint::Candidate', 'loading', clock(time), { frame, data }))
    }
    const data = { ...candidate, nodeId, size, type }
    events.push(instant('largestContentfulPaint::Candidate', painted, clock(time), { frame, data }))
  }
  return events
}

function documentEvents (timeline: Timeline, clock: Clock): TraceEvent[] {
  const { ids: { frameId: frame }, observed } = timeline
  const page = { frame, isMainFrame: true, isOutermostMainFrame: true, page: frame }
  const events = [
    mark('domInteractive', clock(timeline.domInteractive), { frame }),
    mark('domContentLoadedEventEnd', clock(timeline.domContentLoaded), { frame }),
    instant('MarkDOMContent', 'devtools.timeline', clock(timeline.domContentLoaded), { data: page }),
    mark('loadEventEnd', clock(timeline.load), { frame }),
    instant('MarkLoad', 'devtools.timeline', clock(timeline.load), { data: page })
  ]
  if (!Number.isFinite(observed.interactive)) return events
  const args = { total_blocking_time_ms: observed.totalBlockingTime }
  return [...events, instant('InteractiveTime', 'interactive,loading', clock(observed.interactive), { frame, args })]
}

/** Each with the sum so far; the last one's is the metric. */
function layoutShifts ({ layoutShifts: shifts, ids, visual }: Timeline, clock: Clock): TraceEvent[] {
  const { viewport } = visual
  let sum = 0
  return shifts.map(({ time, score }) => {
    sum = Math.round((sum + score) * 1e6) / 1e6
    return instant('LayoutShift', 'loading', clock(time), {
      frame: ids.frameId,
      data: {
        score,
        weighted_score_delta: score,
        cumulative_score: sum,
        is_main_frame: true,
        had_recent_input: false,
        last_input_timestamp: 0,
        navigationId: ids.loaderId,
        frame_max_distance: Math.round(score * viewport.height),
        overall_max_distance: Math.round(score * viewport.height),
        region_rects: [[0, 0, viewport.width, Math.round(Math.sqrt(score) * viewport.height)]],
        impacted_nodes: shiftedNodes({ visual }, { time, score })
      }
    })
  })
}

const screenshots = ({ visual }: Timeline, clock: Clock): TraceEvent[] =>
  filmstrip(visual).map(({ at, snapshot }) => ({
    name: 'Screenshot',
    cat: 'disabled-by-default-devtools.screenshot',
    ph: 'O',
    id: '0x1',
    ...browser,
    ts: clock(at),
    args: { snapshot }
  }))
