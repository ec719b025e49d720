/** What was seen when: paints, candidates for the largest one, layout shifts, screenshots, and the document's own events. */
import type { Timeline } from '../../lab/timeline.js'
import { filmstrip } from '../picture/filmstrip.js'
import { browser, instant, mark, type Clock, type TraceEvent } from './event.js'

/** Categories that Lighthouse 6 and the trace engine look the paints up in. */
const painted = 'loading,rail,devtools.timeline'

export function paintEvents (timeline: Timeline, clock: Clock): TraceEvent[] {
  const { ids: { frameId: frame, loaderId: navigationId }, paints, observed } = timeline
  const data = { navigationId, isMainFrame: true, isOutermostMainFrame: true, page: frame }
  const page = { frame, isMainFrame: true, isOutermostMainFrame: true, page: frame }
  return [
    instant('firstPaint', painted, clock(paints.firstPaint), { frame, data: { navigationId } }),
    instant('firstContentfulPaint', painted, clock(paints.firstContentfulPaint), { frame, data: { navigationId } }),
    instant('firstMeaningfulPaintCandidate', painted, clock(paints.firstMeaningfulPaint), { frame }),
    mark('firstMeaningfulPaint', clock(paints.firstMeaningfulPaint), { frame }),
    ...timeline.lcpCandidates.flatMap(({ time, size, nodeId, type, url }, index): TraceEvent[] => [
      ...(type === 'image' && url !== null
        ? [instant('LargestImagePaint::Candidate', 'loading', clock(time), { frame, data: { ...data, candidateIndex: index + 1, DOMNodeId: nodeId, imageUrl: url, size } })]
        : []),
      instant('largestContentfulPaint::Candidate', 'loading,rail,devtools.timeline', clock(time), {
        frame, data: { ...data, candidateIndex: index + 1, nodeId, size, type }
      })
    ]),
    ...layoutShifts(timeline, clock),
    mark('domInteractive', clock(timeline.domInteractive), { frame }),
    mark('domContentLoadedEventEnd', clock(timeline.domContentLoaded), { frame }),
    instant('MarkDOMContent', 'devtools.timeline', clock(timeline.domContentLoaded), { data: page }),
    mark('loadEventEnd', clock(timeline.load), { frame }),
    instant('MarkLoad', 'devtools.timeline', clock(timeline.load), { data: page }),
    ...(Number.isFinite(observed.interactive)
      ? [instant('InteractiveTime', 'interactive,loading', clock(observed.interactive), { frame, args: { total_blocking_time_ms: observed.totalBlockingTime } })]
      : []),
    ...screenshots(timeline, clock)
  ]
}

/** Each with the sum so far; the last one's is the metric. */
function layoutShifts ({ layoutShifts: shifts, ids, visual: { viewport } }: Timeline, clock: Clock): TraceEvent[] {
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
        impacted_nodes: []
      }
    })
  })
}

const screenshots = ({ visual }: Timeline, clock: Clock): TraceEvent[] =>
  filmstrip(visual).map(({ at, snapshot }) => ({
    name: 'Screenshot', cat: 'disabled-by-default-devtools.screenshot', ph: 'O', id: '0x1', ...browser, ts: clock(at), args: { snapshot }
  }))
