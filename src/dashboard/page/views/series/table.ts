import { time } from '../../ui/format.js'
import { metricTitle, valueWords } from './metrics.js'
import type { SeriesRuns } from './wire.js'
import { standing } from './words.js'

/** A series as a table: what its columns are called. */
export const columnsOf = (metric: string): Array<{ title: string, isNumber?: boolean }> => [
  { title: 'Run' },
  { title: 'Created, UTC' },
  ...[metricTitle(metric), 'Baseline', 'From', 'To'].map((title) => ({ title, isNumber: true })),
  { title: 'Standing' }
]

/** A run as a row of it. */
export function cellsOf ({ metric, runs }: SeriesRuns, index: number): string[] {
  const run = runs[index]
  if (run === undefined) return []
  const { created, value, baseline } = run
  const words = (each: number | undefined): string => each === undefined ? '' : valueWords(metric, each)
  const band = [baseline?.mean, baseline?.lower, baseline?.upper].map(words)
  return [String(index + 1), time(created), words(value ?? undefined), ...band, standing(run)]
}
