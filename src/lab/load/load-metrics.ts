/**
 * The numbers of a page load without its timeline: what baselines and regimes of hundreds of runs are computed from.
 */
import { metricData, metricDataOf } from '../metrics/metric-data.js'
import type { MetricData } from '../metrics/names.js'
import { measureWithoutWork } from '../metrics/measure.js'
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe } from '../metrics/observe.js'
import { observable, runPageLoad } from './course.js'
import { documentFailure } from './document-failure.js'
import { conditionsOf, namingStream, upperHex, type PageLoadInput } from './input.js'
import { simulatePageLoad } from './page-load.js'
import { timedRequests } from './requests.js'

export interface LoadMetrics {
  readonly loaderId: string
  /** Why the load could not be measured (see `Timeline.error`); null if it was. */
  readonly error: string | null
  /** Empty if the load could not be measured. */
  readonly metrics: MetricData
}

/**
 * What `metricData(simulatePageLoad(input))` says, for a fraction of the work: requests have times and sizes, but no
 * names, headers or initiators, and nobody writes to the console.
 */
export function simulateLoadMetrics (input: PageLoadInput): LoadMetrics {
  const conditions = conditionsOf(input)
  if (input.pins !== undefined || documentFailure(input) !== null) {
    const timeline = simulatePageLoad(input)
    return { loaderId: timeline.ids.loaderId, error: timeline.error, metrics: metricData(timeline) }
  }
  const course = runPageLoad(input, conditions, false)
  const requests = timedRequests(course.load.transfers)
  const measured = measureWithoutWork({
    requests,
    tasks: course.tasks,
    conditions,
    observed: observe({ requests, ...observable(course) }),
    network: analyseNetwork(requests)
  })
  return { loaderId: upperHex(namingStream(input)), error: null, metrics: metricDataOf(measured) }
}
