import type { Answer } from '../../../../control/operations.js'
import type { JobBody } from '../../../../sauce/jobs/jobs.schema.js'
import { releasesBetween, seriesOf, wordsOfRegression, wordsOfRelease } from '../../load/series.js'

/** When a run began to feel what was released, ms since the Unix epoch. */
const startOf = ({ start_time: seconds }: Pick<JobBody, 'start_time'>): number => seconds * 1000

/** What came between two runs: releases with their causes, and what a suite declares to be different from a run on. */
export function wordsBetween (truth: Answer<'truth'>, a: JobBody, b: JobBody, load: number): string[] {
  const series = seriesOf(truth, b, load)
  const [from, to] = [startOf(a), startOf(b)].sort((one, other) => one - other)
  if (series === undefined || from === undefined || to === undefined) return []
  const releases = releasesBetween(truth, series.train, from, to).map(wordsOfRelease)
  const regressions = series.changePoints
    .filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= to)
    .flatMap(({ regression }) => wordsOfRegression(regression))
  return [...releases, ...regressions]
}

/** How two jobs differ as tests, a sentence each; none if both ran the same. */
export function wordsOfTests (a: JobBody, b: JobBody): string[] {
  const differs = (name: string, of: (job: JobBody) => string): string[] =>
    of(a) === of(b) ? [] : [`Another ${name}: ${of(a)}, then ${of(b)}`]
  return [
    ...differs('test', ({ name, id }) => name ?? id),
    ...differs('browser', ({ browser, browser_short_version: version }) => `${browser} ${version}`),
    ...differs('system', ({ os }) => os),
    ...(startOf(a) > startOf(b) ? ['The first run is the later one'] : [])
  ]
}
