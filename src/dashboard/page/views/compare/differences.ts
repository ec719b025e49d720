import { ratingOf, titleOf } from '../../load/metrics.js'
import type { PageLoad } from '../../load/page-load.js'
import type { Rating } from '../../load/limits.js'
import { workByKind, workKinds, type WorkKind } from '../../load/trace.js'
import { kinds, type Kind, type Row } from '../../load/waterfall.js'
import { pairRows, type Pair } from './pairs.js'

/** Something that both loads have so much of. */
export interface Both<Name> { readonly name: Name, readonly a: number, readonly b: number }

const sizeOf = (rows: readonly Row[], kind?: Kind): number =>
  rows.reduce((sum, row) => kind === undefined || row.kind === kind ? sum + row.transferred : sum, 0)

const workOf = ({ tasks }: PageLoad): number => tasks.reduce((sum, { start, end }) => sum + end - start, 0)

const measuredWork = (a: PageLoad, b: PageLoad): Both<'all'> =>
  ({ name: 'all', a: a.metrics.totalTaskTime ?? 0, b: b.metrics.totalTaskTime ?? 0 })

/** A metric of both, and whether the second is better or worse by more than runs differ anyway. */
export interface MetricChange extends Both<string> {
  readonly title: string
  readonly verdict: 'better' | 'worse' | 'same'
  readonly ratings: readonly [Rating | undefined, Rating | undefined]
}

/** By how much two runs differ without any reason, by metric, in its own unit. */
export type Spread = ReadonlyMap<string, number>

/** And as a share, where no history says more. */
const noise = 0.03

export const isSame = (a: number, b: number, spread = 0): boolean =>
  Math.abs(a - b) <= Math.max(spread, noise * Math.max(Math.abs(a), Math.abs(b)))

const moreIsBetter = new Set(['score', 'throughput'])

function verdictOf (metric: string, a: number, b: number, spread: Spread): MetricChange['verdict'] {
  if (isSame(a, b, spread.get(metric))) return 'same'
  return (b > a) === moreIsBetter.has(metric) ? 'better' : 'worse'
}

export const compared = [
  'score', 'firstContentfulPaint', 'largestContentfulPaint', 'speedIndex', 'firstInteractive', 'totalBlockingTime',
  'cumulativeLayoutShift', 'timeToFirstByte', 'load', 'totalTaskTime', 'totalByteWeight', 'requestsCount'
] as const

function metricChanges (a: PageLoad, b: PageLoad, spread: Spread): MetricChange[] {
  return compared.flatMap((name) => {
    const [before, after] = [a.metrics[name], b.metrics[name]]
    if (before === undefined || after === undefined) return []
    const ratings = [ratingOf(name, before, a.device), ratingOf(name, after, b.device)] as const
    const verdict = verdictOf(name, before, after, spread)
    return [{ name, title: titleOf(name), a: before, b: after, verdict, ratings }]
  })
}

/** A kind of requests as the metrics know it. */
export interface MeasuredKind {
  readonly name: string
  readonly bytes: Both<string>
  readonly requests: Both<string>
}

export interface Differences {
  /** Empty where the requests of one of them were not kept. */
  readonly pairs: readonly Pair[]
  readonly added: readonly Row[]
  readonly removed: readonly Row[]
  /** Over the line, by kind, bytes. */
  readonly bytes: ReadonlyArray<Both<Kind>>
  readonly allBytes: Both<'all'>
  /** On the main thread, by kind, ms. */
  readonly work: ReadonlyArray<Both<WorkKind>>
  readonly allWork: Both<'all'>
  readonly metrics: readonly MetricChange[]
  readonly measured: readonly MeasuredKind[]
  readonly spread: Spread
}

const bytesByKind = (a: PageLoad, b: PageLoad): Array<Both<Kind>> =>
  kinds.map((name) => ({ name, a: sizeOf(a.rows, name), b: sizeOf(b.rows, name) }))

/** What was measured of the kinds of requests: unpacked bytes, and how many. */
function measuredKinds (a: PageLoad, b: PageLoad): MeasuredKind[] {
  return ['document', 'script', 'stylesheet', 'image', 'font', 'xhr'].flatMap((name) => {
    const of = (metric: string): Both<string> | undefined => {
      const [before, after] = [a, b].map(({ metrics }) => (metrics as Readonly<Record<string, number>>)[metric])
      return before === undefined || after === undefined ? undefined : { name, a: before, b: after }
    }
    const [bytes, requests] = [of(`${name}_size`), of(`${name}_count`)]
    return bytes === undefined || requests === undefined ? [] : [{ name, bytes, requests }]
  })
}

/** What two page loads differ in, from the first to the second. */
export function differencesOf (a: PageLoad, b: PageLoad, spread: Spread = new Map()): Differences {
  const areKept = a.rows.length > 0 && b.rows.length > 0
  const pairs = areKept ? pairRows(a.rows, b.rows) : []
  const [before, after] = [a, b].map(({ tasks }) => workByKind(tasks.flatMap(({ parts }) => parts)))
  const work = areKept ? workKinds.map((name) => ({ name, a: before?.get(name) ?? 0, b: after?.get(name) ?? 0 })) : []
  return {
    pairs,
    added: pairs.flatMap(({ a, b }) => a === undefined && b !== undefined ? [b] : []),
    removed: pairs.flatMap(({ a, b }) => b === undefined && a !== undefined ? [a] : []),
    bytes: areKept ? bytesByKind(a, b) : [],
    allBytes: { name: 'all', a: sizeOf(a.rows), b: sizeOf(b.rows) },
    work,
    allWork: areKept ? { name: 'all', a: workOf(a), b: workOf(b) } : measuredWork(a, b),
    measured: measuredKinds(a, b),
    metrics: metricChanges(a, b, spread),
    spread
  }
}
