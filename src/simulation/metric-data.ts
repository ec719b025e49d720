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

const absent = { size: 0, count: 0 }

/** `metric_data` of a measurement. Types the page did not request are 0, except media, which is left out. */
export function metricDataOf ({ score, metrics, diagnostics, requestTypes }: Pick<Measurement, 'score' | 'metrics' | 'diagnostics' | 'requestTypes'>): MetricData {
  const {
    Document = absent, Script = absent, Stylesheet = absent, Image = absent, Font = absent, XHR = absent, Other = absent, Media = absent
  } = requestTypes
  // One literal: an object that fifty numbers are added to one by one becomes a hash table.
  return {
    score,
    ...metrics,
    ...diagnostics,
    document_size: Document.size,
    document_count: Document.count,
    script_size: Script.size,
    script_count: Script.count,
    stylesheet_size: Stylesheet.size,
    stylesheet_count: Stylesheet.count,
    image_size: Image.size,
    image_count: Image.count,
    font_size: Font.size,
    font_count: Font.count,
    xhr_size: XHR.size,
    xhr_count: XHR.count,
    other_size: Other.size,
    other_count: Other.count,
    ...(requestTypes.Media === undefined ? {} : { media_size: Media.size, media_count: Media.count }),
    requestsSize: Document.size + Script.size + Stylesheet.size + Image.size + Font.size + XHR.size + Other.size + Media.size,
    requestsCount: Document.count + Script.count + Stylesheet.count + Image.count + Font.count + XHR.count + Other.count + Media.count
  }
}

/** `metric_data` of a timeline; empty if the load could not be measured. */
export const metricData = (timeline: Timeline): MetricData => timeline.error === null ? metricDataOf(measure(timeline)) : {}
