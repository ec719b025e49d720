// The trace's metrics as DevTools' trace engine finds them, against performance.json's.
import { gunzipSync } from 'node:zlib'
import { analyzeEvents } from '@paulirish/trace_engine/analyze-trace.mjs'
import { differences } from './deviations.mjs'

export async function traceDifferences ({ timeline, file }) {
  const { traceEvents } = JSON.parse(gunzipSync(await file('_tracelog_*.json.gz')))
  const { parsedTrace: { data } } = await analyzeEvents(traceEvents)
  if (timeline.error !== null) return []
  const [scores] = data.PageLoadMetrics.metricScoresByFrameId.get(timeline.ids.frameId).values()
  const found = (name) => scores.get(name)?.timing / 1000
  const [{ value: { scoreOverview, metrics } }] = JSON.parse(await file('performance.json'))
  const exact = {
    FCP: scoreOverview.firstContentfulPaint.value,
    LCP: scoreOverview.largestContentfulPaint.value,
    TTI: scoreOverview.firstInteractive.value,
    TBT: scoreOverview.totalBlockingTime.value
  }
  const rounded = { FP: metrics.firstPaint, DCL: metrics.domContentLoaded, L: metrics.load }
  const theirs = Object.fromEntries(Object.keys(exact).map((name) => [name, found(name)]))
  const theirsRounded = Object.fromEntries(Object.keys(rounded).map((name) => [name, Math.round(found(name))]))
  return [...differences(exact, theirs, 'trace_engine'), ...differences(rounded, theirsRounded, 'trace_engine')]
}
