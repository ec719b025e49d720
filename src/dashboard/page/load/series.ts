import type { Answer } from '../../../control/operations.js'
import type { MetricData } from '../../../lab/metrics/names.js'
import type { JobBody } from '../../../sauce/jobs/jobs.schema.js'
import { day } from '../ui/format.js'

type Truth = Answer<'truth'>
export type Release = Truth['releases'][number]
type Series = Truth['series'][number]

/** A run of a series: when it was created, ms since the Unix epoch, and what was measured. */
export interface Run { readonly job: string, readonly at: number, readonly metrics: MetricData }

/** The last run before something changed, and the first one that felt it; `at` is when that was created. */
export interface Turn { readonly before: string, readonly after: string, readonly at: number, readonly words: string }

type Test = Pick<JobBody, 'owner' | 'name' | 'os' | 'browser'>

/** The declared series that a page load of a job belongs to; undefined where the world file declares none. */
export const seriesOf = ({ series }: Truth, job: Test, load: number): Series | undefined =>
  series.find(({ owner, name, os, browser, orderIndex }) =>
    owner === job.owner && name === job.name && os === job.os && browser === job.browser && orderIndex === load)

const textOf = (cause: unknown): string => typeof cause === 'string' ? cause : JSON.stringify(cause)

/** `web 4.2.0 (3 Nov): images +70 %, main-thread work +60 %` */
export function wordsOfRelease ({ train, version, at, causes }: Release): string {
  const what = causes.length === 0 ? 'nothing that is noticed' : causes.map(textOf).join(', ')
  return `${train} ${version} (${day(at)}): ${what}`
}

type ChangePoint = Series['changePoints'][number]

export function wordsOfRegression (regression: ChangePoint['regression']): string[] {
  if (regression === undefined) return []
  if ('causes' in regression) return [`declared: ${regression.causes.map(textOf).join(', ')}`]
  return [`declared: ${regression.metric} ${regression.by}`]
}

const wordsOfChange = ({ releases, regression }: ChangePoint): string =>
  [...releases.map(wordsOfRelease), ...wordsOfRegression(regression)].join('; ')

/** Where the series changed, with the runs on both sides, oldest first. `runs` oldest first. */
export function turnsOf (series: Series | undefined, runs: readonly Run[]): Turn[] {
  return (series?.changePoints ?? []).flatMap((point) => {
    const index = runs.findIndex(({ job }) => job === point.jobId)
    const [before, after] = [runs[index - 1], runs[index]]
    if (before === undefined || after === undefined) return []
    return [{ before: before.job, after: after.job, at: after.at, words: wordsOfChange(point) }]
  })
}

/** The turn that a run is nearest to: the last one that it felt, else the first one to come. `at` in ms. */
export const nearestTurn = (turns: readonly Turn[], at: number): Turn | undefined =>
  turns.findLast((turn) => turn.at <= at) ?? turns[0]

/** The releases that a series felt between two moments (ms), oldest first: its own train's, and those that reach it. */
export function releasesBetween ({ releases }: Truth, train: string, from: number, to: number): Release[] {
  return releases.filter((release) => {
    const at = Date.parse(release.at)
    const isFelt = release.train === train || release.reaches?.includes(train) === true
    return isFelt && at > from && at <= to
  })
}

/** So many runs say what is ordinary. */
const lookedBack = 30

function median (values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/**
 * By how much two single runs differ without any reason, by metric: three times what one run usually differs from the
 * next, which is twice the deviation of such a difference. `runs` oldest first.
 */
export function ordinarySpread (runs: readonly Run[]): Map<string, number> {
  const recent = runs.slice(-lookedBack)
  const steps = new Map<string, number[]>()
  for (const [index, { metrics }] of recent.entries()) {
    const before: Readonly<Record<string, number | undefined>> = recent[index - 1]?.metrics ?? {}
    for (const [metric, value] of Object.entries(metrics)) {
      const last = before[metric]
      if (last !== undefined) steps.set(metric, [...steps.get(metric) ?? [], Math.abs(value - last)])
    }
  }
  return new Map([...steps].map(([metric, values]) => [metric, 3 * (median(values) ?? 0)]))
}
