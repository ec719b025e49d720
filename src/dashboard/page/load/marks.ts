import type { MetricData } from '../../../lab/metrics/names.js'

export const markIds = ['ttfb', 'fcp', 'lcp', 'tti', 'load'] as const
export type MarkId = typeof markIds[number]

/** A line of the time axis, ms since navigation start. */
export interface Mark { readonly id: MarkId, readonly name: string, readonly title: string, readonly at: number }

const metricOf = {
  ttfb: 'timeToFirstByte',
  fcp: 'firstContentfulPaint',
  lcp: 'largestContentfulPaint',
  tti: 'firstInteractive',
  load: 'load'
} as const satisfies Record<MarkId, keyof MetricData>

const names: Readonly<Record<MarkId, readonly [name: string, title: string]>> = {
  ttfb: ['TTFB', 'Time to first byte'],
  fcp: ['FCP', 'First contentful paint'],
  lcp: ['LCP', 'Largest contentful paint'],
  tti: ['TTI', 'Time to interactive'],
  load: ['load', 'Load event']
}

/** The lines that were measured, in order of time. `onLoad` stands in where the job measured nothing, ms. */
export function marksOf (metrics: MetricData, onLoad = -1): Mark[] {
  const atOf = (id: MarkId): number => {
    const measured = metrics[metricOf[id]]
    return measured ?? (id === 'load' ? onLoad : -1)
  }
  return markIds
    .map((id) => ({ id, name: names[id][0], title: names[id][1], at: atOf(id) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
}

/** On which line each label stands, from 0, so that none covers another. `places` and `width` by one measure. */
export function labelLines (places: readonly number[], width: number): number[] {
  const taken: number[] = []
  const order = [...places.entries()].sort(([, a], [, b]) => a - b)
  const lines = places.map(() => 0)
  for (const [index, place] of order) {
    const free = taken.findIndex((until) => until <= place)
    const line = free === -1 ? taken.length : free
    taken[line] = place + width
    lines[index] = line
  }
  return lines
}
