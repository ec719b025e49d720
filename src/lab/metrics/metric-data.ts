/** `metric_data` of the performance API: one flat map of numbers per page load. */
import type { MetricData } from './names.js'
import { measure, type MeasurementWithoutWork } from './measure.js'
import type { Timeline } from '../timeline.js'

const absent = { size: 0, count: 0 }

/**
 * `metric_data` of a measurement, in the vendor's order: shorter names first, those of one length by their letters.
 * Types the page did not request are 0, except media, which is left out.
 */
export function metricDataOf ({ score, metrics, diagnostics, requestTypes }: MeasurementWithoutWork): MetricData {
  const {
    Document = absent,
    Script = absent,
    Stylesheet = absent,
    Image = absent,
    Font = absent,
    XHR = absent,
    Other = absent,
    Media = absent
  } = requestTypes
  const requestsSize =
    Document.size + Script.size + Stylesheet.size + Image.size + Font.size + XHR.size + Other.size + Media.size
  const requestsCount =
    Document.count + Script.count + Stylesheet.count + Image.count + Font.count + XHR.count + Other.count + Media.count
  // One literal: an object that fifty numbers are added to one by one becomes a hash table.
  return {
    rtt: diagnostics.rtt,
    load: metrics.load,
    score,
    maxRtt: diagnostics.maxRtt,
    numFonts: diagnostics.numFonts,
    numTasks: diagnostics.numTasks,
    xhr_size: XHR.size,
    font_size: Font.size,
    xhr_count: XHR.count,
    firstPaint: metrics.firstPaint,
    font_count: Font.count,
    image_size: Image.size,
    ...(Media === absent ? {} : { media_size: Media.size }),
    numScripts: diagnostics.numScripts,
    other_size: Other.size,
    speedIndex: metrics.speedIndex,
    throughput: diagnostics.throughput,
    image_count: Image.count,
    ...(Media === absent ? {} : { media_count: Media.count }),
    numRequests: diagnostics.numRequests,
    other_count: Other.count,
    script_size: Script.size,
    firstCPUIdle: metrics.firstCPUIdle,
    requestsSize,
    script_count: Script.count,
    document_size: Document.size,
    requestsCount,
    totalTaskTime: diagnostics.totalTaskTime,
    document_count: Document.count,
    numStylesheets: diagnostics.numStylesheets,
    stylesheet_size: Stylesheet.size,
    timeToFirstByte: metrics.timeToFirstByte,
    totalByteWeight: diagnostics.totalByteWeight,
    domContentLoaded: metrics.domContentLoaded,
    firstInteractive: metrics.firstInteractive,
    lastVisualChange: metrics.lastVisualChange,
    maxServerLatency: diagnostics.maxServerLatency,
    numTasksOver10ms: diagnostics.numTasksOver10ms,
    numTasksOver25ms: diagnostics.numTasksOver25ms,
    numTasksOver50ms: diagnostics.numTasksOver50ms,
    stylesheet_count: Stylesheet.count,
    firstVisualChange: metrics.firstVisualChange,
    numTasksOver100ms: diagnostics.numTasksOver100ms,
    numTasksOver500ms: diagnostics.numTasksOver500ms,
    totalBlockingTime: metrics.totalBlockingTime,
    serverResponseTime: metrics.serverResponseTime,
    firstContentfulPaint: metrics.firstContentfulPaint,
    firstMeaningfulPaint: metrics.firstMeaningfulPaint,
    cumulativeLayoutShift: metrics.cumulativeLayoutShift,
    estimatedInputLatency: metrics.estimatedInputLatency,
    largestContentfulPaint: metrics.largestContentfulPaint,
    mainDocumentTransferSize: diagnostics.mainDocumentTransferSize
  }
}

/** `metric_data` of a timeline; empty if the load could not be measured. */
export const metricData = (timeline: Timeline): MetricData =>
  timeline.error === null ? metricDataOf(measure(timeline)) : {}
