import { valueWords } from './metrics.js'
import { causeWords, releaseWords } from './words.js'
import type { SeriesRuns, Truth } from './wire.js'

/** Something that really happened to a series. */
export interface Event {
  readonly kind: 'change' | 'accident'
  /** Position of the run that felt it first. */
  readonly index: number
  readonly jobId: string
  /** What it was. */
  readonly cause: string
  /** What it did to the metric; undefined: nothing. */
  readonly effect: { readonly without: number, readonly with: number } | undefined
}

type Series = Truth['series'][number]
type Change = Series['changePoints'][number]

const causeOfChange = ({ releases, regression }: Change): string => {
  const told = releases.map(releaseWords)
  if (regression === undefined) return told.join('; ')
  const own = 'causes' in regression
    ? regression.causes.map(causeWords).join(', ')
    : `${regression.metric} ${regression.by}`
  return [...told, `regression: ${own}`].join('; ')
}

/** What really happened in a series, oldest first; empty where nothing is known of it. */
export function eventsOf ({ series }: Truth, { metric, orderIndex, runs }: SeriesRuns): Event[] {
  const places = new Map(runs.map(({ jobId }, index) => [jobId, index]))
  const isOurs = (each: Series): boolean => each.orderIndex === orderIndex &&
    [...each.changePoints, ...each.outliers].some(({ jobId }) => places.has(jobId))
  const found = series.filter(isOurs).flatMap(({ changePoints, outliers }): Event[] => [
    ...changePoints.flatMap((change) => eventAt('change', change, causeOfChange(change))),
    ...outliers.flatMap((outlier) => eventAt('accident', outlier, outlier.reason))
  ])
  function eventAt (kind: Event['kind'], { jobId, effect }: Pick<Change, 'jobId' | 'effect'>, cause: string): Event[] {
    const index = places.get(jobId)
    return index === undefined ? [] : [{ kind, index, jobId, cause, effect: effect[metric] }]
  }
  return found.sort((a, b) => a.index - b.index)
}

/** `Run 37: web 4.1.0: script requests ×1.4; 3,088 ms became 3,399 ms` */
export function eventWords (metric: string, { index, cause, effect }: Event): string {
  const did = effect === undefined
    ? 'this metric did not feel it'
    : `${valueWords(metric, effect.without)} became ${valueWords(metric, effect.with)}`
  return `Run ${index + 1}: ${cause}; ${did}`
}
