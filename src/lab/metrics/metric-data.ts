/** `metric_data` of the performance API: one flat map of numbers per page load. */
import type { MetricData } from './names.js'
import { measure, type MeasurementWithoutWork } from './measure.js'
import type { Timeline } from '../timeline.js'

const absent = { size: 0, count: 0 }

/** `metric_data` of a measurement. Types the page did not request are 0, except media, which is left out. */
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
    ...(Media === absent ? {} : { media_size: Media.size, media_count: Media.count }),
    requestsSize:
      Document.size + Script.size + Stylesheet.size + Image.size +
      Font.size + XHR.size + Other.size + Media.size,
    requestsCount:
      Document.count + Script.count + Stylesheet.count + Image.count +
      Font.count + XHR.count + Other.count + Media.count
  }
}

/** `metric_data` of a timeline; empty if the load could not be measured. */
export const metricData = (timeline: Timeline): MetricData =>
  timeline.error === null ? metricDataOf(measure(timeline)) : {}
