import type { MetricData, MetricName } from '../../../lab/metrics/names.js'
import { bytes, count, decimal, ms } from '../ui/format.js'
import { limitsOf, rate, scoreRating, type FormFactor, type Limits, type Rating } from './limits.js'

type Unit = 'ms' | 'bytes' | 'number' | 'score' | 'rate'

interface Described { readonly title: string, readonly unit: Unit, readonly weight?: number }

/** What a performance engineer asks for first; a weight in percent counts in Lighthouse's score. */
const main = {
  score: { title: 'Performance score', unit: 'score' },
  firstContentfulPaint: { title: 'First contentful paint', unit: 'ms', weight: 15 },
  largestContentfulPaint: { title: 'Largest contentful paint', unit: 'ms', weight: 25 },
  speedIndex: { title: 'Speed index', unit: 'ms', weight: 15 },
  firstInteractive: { title: 'Time to interactive', unit: 'ms', weight: 15 },
  totalBlockingTime: { title: 'Total blocking time', unit: 'ms', weight: 25 },
  cumulativeLayoutShift: { title: 'Cumulative layout shift', unit: 'number', weight: 5 }
} as const satisfies Partial<Record<MetricName, Described>>

const others: Partial<Record<MetricName, Described>> = {
  timeToFirstByte: { title: 'Time to first byte', unit: 'ms' },
  serverResponseTime: { title: 'Server response time', unit: 'ms' },
  domContentLoaded: { title: 'DOM content loaded', unit: 'ms' },
  load: { title: 'Load event', unit: 'ms' },
  firstPaint: { title: 'First paint', unit: 'ms' },
  firstMeaningfulPaint: { title: 'First meaningful paint', unit: 'ms' },
  firstVisualChange: { title: 'First visual change', unit: 'ms' },
  lastVisualChange: { title: 'Last visual change', unit: 'ms' },
  firstCPUIdle: { title: 'First CPU idle', unit: 'ms' },
  estimatedInputLatency: { title: 'Estimated input latency', unit: 'ms' },
  totalTaskTime: { title: 'Main-thread work', unit: 'ms' },
  totalByteWeight: { title: 'Bytes over the line', unit: 'bytes' },
  requestsSize: { title: 'Bytes unpacked', unit: 'bytes' },
  requestsCount: { title: 'Requests', unit: 'number' },
  mainDocumentTransferSize: { title: 'Document over the line', unit: 'bytes' },
  maxServerLatency: { title: 'Greatest server latency', unit: 'ms' },
  rtt: { title: 'Round trip', unit: 'ms' },
  maxRtt: { title: 'Greatest round trip', unit: 'ms' },
  throughput: { title: 'Throughput', unit: 'rate' }
}

const named: Readonly<Partial<Record<string, Described>>> = { ...main, ...others }

/** What a name without a title is about: `script_size` is bytes, `numTasksOver50ms` a number. */
const guessed = (name: string): Described => ({ title: name, unit: name.endsWith('_size') ? 'bytes' : 'number' })

const describe = (name: string): Described => named[name] ?? guessed(name)

export const titleOf = (metric: string): string => describe(metric).title

/** A metric's value in its unit. */
export function written (metric: string, value: number): string {
  switch (describe(metric).unit) {
    case 'ms': return ms(value)
    case 'bytes': return bytes(value)
    case 'rate': return `${bytes(Math.round(value / 8))}/s`
    case 'score': return count(value * 100)
    case 'number': return decimal(value)
  }
}

/** A line of the table of metrics. */
export interface MetricLine {
  readonly metric: string
  readonly title: string
  readonly value: number
  readonly limits: Limits | undefined
  readonly rating: Rating | undefined
  /** Share in Lighthouse's score, %. */
  readonly weight: number | undefined
}

export function ratingOf (metric: string, value: number, device: FormFactor): Rating | undefined {
  if (metric === 'score') return scoreRating(value)
  const limits = limitsOf(metric, device)
  return limits === undefined ? undefined : rate(limits, value)
}

const lineOf = (metric: string, value: number, device: FormFactor): MetricLine => {
  const { title, weight } = describe(metric)
  return { metric, title, value, limits: limitsOf(metric, device), rating: ratingOf(metric, value, device), weight }
}

/** Those that make the score first, then the others that have a title, then the rest. */
export function metricLines (data: MetricData, device: FormFactor): { main: MetricLine[], others: MetricLine[] } {
  const values = data as Readonly<Record<string, number | undefined>>
  const known = [...Object.keys(main), ...Object.keys(others)]
  const names = [...new Set([...known, ...Object.keys(values).sort()])]
  const lines = names.flatMap((name) => {
    const value = values[name]
    return value === undefined ? [] : [lineOf(name, value, device)]
  })
  return {
    main: lines.filter(({ metric }) => metric in main),
    others: lines.filter(({ metric }) => !(metric in main))
  }
}
