/**
 * `performance.json`: what was measured of every page load, in the vendor's structure (Sauce docs, Get a Job Asset
 * File).
 */
import { measure } from '../lab/metrics/measure.js'
import type { Timeline } from '../lab/timeline.js'
import { jsonBytes } from './json.js'
import type { Story } from './story.js'

/** One page load's entry, its keys in the sample's order. */
export function performanceEntry (timeline: Timeline): Record<string, unknown> {
  const { score, ...value } = measure(timeline)
  return {
    lighthouseVersion: '6.3.0',
    timestamp: timeline.timestamp,
    loaderId: timeline.ids.loaderId,
    score,
    url: timeline.url,
    value,
    type: 'hard'
  }
}

/** Loads that could not be measured are left out. Four spaces: the sample is 4812 bytes long only so. */
export function performanceJson ({ loads }: Pick<Story, 'loads'>): Buffer {
  const measured = loads.filter(({ captured, timeline }) => captured && timeline.error === null)
  return jsonBytes(measured.map(({ timeline }) => performanceEntry(timeline)), 4)
}
