/** `metric_data` of the performance API: one flat map of numbers per page load. */
import { measure, type Measurement } from './metrics.js'
import { diagnostics } from './metrics/diagnostics.js'
import type { Timeline } from './timeline.js'

/** Request types with `<type>_size` and `<type>_count`; the vendor lower-cases DevTools' names. */
const counted = ['document', 'script', 'stylesheet', 'image', 'font', 'xhr', 'other', 'media'] as const

export const timingNames = [
  'estimatedInputLatency', 'timeToFirstByte', 'serverResponseTime', 'domContentLoaded', 'firstVisualChange', 'firstPaint',
  'firstContentfulPaint', 'firstMeaningfulPaint', 'lastVisualChange', 'firstCPUIdle', 'firstInteractive', 'load', 'speedIndex',
  'totalBlockingTime', 'largestContentfulPaint', 'cumulativeLayoutShift'
] as const

export const diagnosticNames = [
  'numRequests', 'numScripts', 'numStylesheets', 'numFonts', 'numTasks', 'numTasksOver10ms', 'numTasksOver25ms', 'numTasksOver50ms',
  'numTasksOver100ms', 'numTasksOver500ms', 'rtt', 'throughput', 'maxRtt', 'maxServerLatency', 'totalByteWeight', 'totalTaskTime',
  'mainDocumentTransferSize'
] as const satisfies ReadonlyArray<keyof ReturnType<typeof diagnostics>>

/** Every key `metric_data` can have (Sauce docs and OpenAPI file, Performance API), for checking `metric_names`. */
export const metricNames = [
  'score', ...timingNames, ...diagnosticNames,
  ...counted.map((type) => `${type}_size` as const), ...counted.map((type) => `${type}_count` as const),
  'requestsSize', 'requestsCount'
] as const
export type MetricName = typeof metricNames[number]
export type MetricData = Partial<Record<MetricName, number>>

export const isMetricName = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name)

/** `metric_data` of a measurement. Types the page did not request are 0, except media, which is left out. */
export function metricDataOf (measured: Measurement): MetricData {
  const data: MetricData = { score: measured.score, ...measured.metrics, ...measured.diagnostics }
  let size = 0
  let count = 0
  const totals = Object.entries(measured.requestTypes).map(([type, total]) => [type.toLowerCase(), total] as const)
  for (const type of counted) {
    const total = totals.find(([name]) => name === type)?.[1]
    if (total === undefined && type === 'media') continue
    data[`${type}_size`] = total?.size ?? 0
    data[`${type}_count`] = total?.count ?? 0
    size += total?.size ?? 0
    count += total?.count ?? 0
  }
  data.requestsSize = size
  data.requestsCount = count
  return data
}

/** `metric_data` of a timeline; empty if the load could not be measured. */
export const metricData = (timeline: Timeline): MetricData => timeline.error === null ? metricDataOf(measure(timeline)) : {}
