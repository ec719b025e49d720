import type { Run, SeriesRuns } from './wire.js'

export interface Around { readonly before: Run, readonly after: Run }

/** How many runs on each side of a release are looked at. */
const looked = 5

const isUsual = ({ value, discarded, outlier }: Run): boolean => value !== null && !discarded && outlier !== 'baseline'

/**
 * A run before a release and one after it: the nearest that are like their neighbours, not one that an accident befell.
 * undefined where there is none on one of the sides.
 */
export function aroundRelease (runs: readonly Run[], index: number | null): Around | undefined {
  if (index === null || index < 1) return undefined
  const earlier = runs.slice(0, index)
  const before = earlier.slice(-looked).findLast(isUsual) ?? earlier.at(-1)
  // After a change every run is beyond the baseline: what stands in the middle is the usual there.
  const after = middleOf(runs.slice(index, index + looked))
  return before === undefined || after === undefined ? undefined : { before, after }
}

function middleOf (runs: readonly Run[]): Run | undefined {
  const sorted = runs.filter(({ value, discarded }) => value !== null && !discarded)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? runs[0]
}

/** The medians of a few runs before a release and after it; undefined where one side has no value. */
export function mediansAround (
  { runs }: Pick<SeriesRuns, 'runs'>, index: number | null
): { before: number, after: number } | undefined {
  if (index === null) return undefined
  const before = middleOf(runs.slice(Math.max(0, index - looked), index))?.value ?? null
  const after = middleOf(runs.slice(index, index + looked))?.value ?? null
  return before === null || after === null ? undefined : { before, after }
}
