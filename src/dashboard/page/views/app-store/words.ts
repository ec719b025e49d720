import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import { change } from '../../ui/format.js'
import type { MetricChart, Point } from './report.js'
import { metricTitle } from './titles.js'

const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

/** All digits that the report has: `1,028.2 ms`. */
export const amount = (value: number, unit: string): string => `${exact.format(value)} ${unit}`.trim()

/** `1,028.2 ms ± 41` */
export const pointWords = ({ value, margin }: Point, unit: string): string =>
  amount(value, unit) + (margin === undefined ? '' : ` ± ${exact.format(margin)}`)

/** What a chart says of a version, for who hears it. */
export function versionSentence ({ title, unit, versions, lines }: MetricChart, index: number): string {
  const values = lines.flatMap(({ percentile, points }) => {
    const point = points[index]
    if (point === undefined) return []
    const goal = point.goal === undefined ? '' : `, ${point.goal}`
    return [`p${percentile} ${pointWords(point, unit)}${goal}`]
  })
  return `Version ${versions[index] ?? ''}, ${title}: ${values.join('; ') || 'too few devices reported'}`
}

/** What a chart shows, in a sentence. */
export function chartSentence ({ title, unit, versions, lines }: MetricChart): string {
  const typical = lines.find(({ percentile }) => percentile === 50)
  const last = typical?.points.findLastIndex((point) => point !== undefined) ?? -1
  const [now, before] = [typical?.points[last], typical?.points.slice(0, Math.max(0, last)).findLast((each) => each)]
  if (now === undefined) return `${title}: too few devices reported`
  const grown = before === undefined ? '' : `, ${change(before.value, now.value)} on the version before`
  return `${title} of ${versions[last] ?? ''}: half stay below ${pointWords(now, unit)}${grown}`
}

type Insight = NonNullable<XcodeMetrics['insights']>['regressions'][number]

const listed = (list: readonly string[] | string): string => typeof list === 'string' ? list : list.join(', ')

/** What an insight is about: `Launch time of 6.2, against 5.6, 6.0, 6.1, 6.1.1`. */
export const insightTitle = ({ metric, metricCategory, latestVersion, referenceVersions }: Insight): string =>
  `${metricTitle(`${metricCategory}.${metric}`)} of ${latestVersion}, against ${listed(referenceVersions)}`
