import { wordsOfKind } from '../../load/moments.js'
import { titleOf, written } from '../../load/metrics.js'
import type { Kind, Row } from '../../load/waterfall.js'
import { bytes, change, count, ms } from '../../ui/format.js'
import { isSame, type Both, type Differences } from './differences.js'

const plurals: Readonly<Record<Kind, string>> = {
  document: 'documents',
  script: 'scripts',
  style: 'style sheets',
  image: 'images',
  font: 'fonts',
  data: 'data',
  other: 'others'
}

const listed = 4

/** `a.js, b.js and 3 more` */
function names (rows: readonly Row[]): string {
  const shown = rows.slice(0, listed).map(({ name }) => name).join(', ')
  return rows.length > listed ? `${shown} and ${rows.length - listed} more` : shown
}

const requests = (number: number): string => `${count(number)} request${number === 1 ? '' : 's'}`

const measuredNames: Readonly<Record<string, string>> = {
  document: 'documents', script: 'scripts', stylesheet: 'style sheets', image: 'images', font: 'fonts', xhr: 'data'
}

/** What the metrics alone can tell, where files are gone. */
function wordsOfMeasured ({ measured }: Differences): string[] {
  return measured
    .filter(({ bytes: size, requests: number }) => number.a !== number.b || differs(size, leastBytes))
    .map(({ name, bytes: size, requests: number }) => {
      const many = number.a === number.b ? '' : `${count(number.a)} → ${count(number.b)}, `
      return `Of ${measuredNames[name] ?? name} ${many}${fromTo(size, bytes)} unpacked`
    })
}

function wordsOfRequests (differences: Differences): string[] {
  const { added, removed, pairs } = differences
  if (pairs.length === 0) return wordsOfMeasured(differences)
  const words = [
    ...(added.length === 0 ? [] : [`${requests(added.length)} added: ${names(added)}`]),
    ...(removed.length === 0 ? [] : [`${requests(removed.length)} removed: ${names(removed)}`])
  ]
  return words.length === 0 ? [`The same ${requests(pairs.length)}`] : words
}

/** Smaller differences are nobody's concern. */
const leastBytes = 2000
const leastWork = 20

const fromTo = <Name>({ a, b }: Both<Name>, write: (value: number) => string): string => {
  const by = change(a, b)
  return `${write(a)} → ${write(b)}${by === '' ? '' : ` (${by})`}`
}

const differs = (both: Both<unknown>, least: number): boolean =>
  Math.abs(both.a - both.b) >= least && !isSame(both.a, both.b)

function wordsOfBytes ({ bytes: byKind, allBytes }: Differences): string[] {
  const parts = byKind.filter((both) => differs(both, leastBytes))
  if (parts.length === 0) return []
  const kinds = parts.map((both) => `${plurals[both.name]} ${fromTo(both, bytes)}`)
  return [`Over the line ${fromTo(allBytes, bytes)}: ${kinds.join(', ')}`]
}

function wordsOfWork ({ work, allWork, spread }: Differences): string[] {
  if (!differs(allWork, Math.max(leastWork, spread.get('totalTaskTime') ?? 0))) return []
  const parts = work
    .filter((both) => differs(both, leastWork))
    .sort((one, other) => Math.abs(other.b - other.a) - Math.abs(one.b - one.a))
    .map((both) => `${wordsOfKind(both.name)} ${change(both.a, both.b)}`)
  return [`Main-thread work ${fromTo(allWork, ms)}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`]
}

/** What customers feel, those that changed most first. */
const felt = [
  'timeToFirstByte', 'firstContentfulPaint', 'largestContentfulPaint', 'firstInteractive', 'totalBlockingTime', 'load'
]

function wordsOfMetrics ({ metrics }: Differences, verdict: 'better' | 'worse'): string[] {
  const ratio = ({ a, b }: Both<string>): number => Math.abs(Math.log(Math.max(b, 1) / Math.max(a, 1)))
  const changed = metrics
    .filter((metric) => metric.verdict === verdict && felt.includes(metric.name))
    .sort((one, other) => ratio(other) - ratio(one))
    .map((metric) => `${titleOf(metric.name)} ${fromTo(metric, (value) => written(metric.name, value))}`)
  return changed.length === 0 ? [] : [`${verdict === 'worse' ? 'Slower' : 'Faster'}: ${changed.join(', ')}`]
}

/** What differs from the first to the second load, a sentence each; never none. */
export function wordsOfDifferences (differences: Differences): string[] {
  const words = [
    ...wordsOfMetrics(differences, 'worse'),
    ...wordsOfMetrics(differences, 'better'),
    ...wordsOfBytes(differences),
    ...wordsOfWork(differences),
    ...wordsOfRequests(differences)
  ]
  return words.length === 0 ? ['Nothing differs by more than two runs of the same page do'] : words
}
