/** The names of the performance API's metrics: all that a server must know before it measures something. */
import type { Diagnostics } from './diagnostics.js'

/** Request types with `<type>_size` and `<type>_count`; the vendor lower-cases DevTools' names. */
const counted = ['document', 'script', 'stylesheet', 'image', 'font', 'xhr', 'other', 'media'] as const

/** In the vendor's order, as `performance.json` has them. */
const timingNames = [
  'estimatedInputLatency',
  'timeToFirstByte',
  'serverResponseTime',
  'domContentLoaded',
  'firstVisualChange',
  'firstPaint',
  'firstContentfulPaint',
  'firstMeaningfulPaint',
  'lastVisualChange',
  'firstCPUIdle',
  'firstInteractive',
  'load',
  'speedIndex',
  'totalBlockingTime',
  'largestContentfulPaint',
  'cumulativeLayoutShift'
] as const
export type TimingName = typeof timingNames[number]

const diagnosticNames = [
  'numRequests',
  'numScripts',
  'numStylesheets',
  'numFonts',
  'numTasks',
  'numTasksOver10ms',
  'numTasksOver25ms',
  'numTasksOver50ms',
  'numTasksOver100ms',
  'numTasksOver500ms',
  'rtt',
  'throughput',
  'maxRtt',
  'maxServerLatency',
  'totalByteWeight',
  'totalTaskTime',
  'mainDocumentTransferSize'
] as const satisfies ReadonlyArray<keyof Diagnostics>

/** Every key `metric_data` can have (Sauce docs and OpenAPI file, Performance API), for checking `metric_names`. */
export const metricNames = [
  'score',
  ...timingNames,
  ...diagnosticNames,
  ...counted.map((type) => `${type}_size` as const),
  ...counted.map((type) => `${type}_count` as const),
  'requestsSize',
  'requestsCount'
] as const
export type MetricName = typeof metricNames[number]
export type MetricData = Partial<Record<MetricName, number>>

const known: ReadonlySet<string> = new Set(metricNames)

export const isMetricName = (name: string): name is MetricName => known.has(name)

/** The vendor's order of metrics in an answer: shorter names first, those of one length by their letters. */
export const inVendorsOrder = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)
