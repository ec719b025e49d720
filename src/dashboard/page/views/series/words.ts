import { moment } from '../../ui/format.js'
import { metricTitle, valueWords } from './metrics.js'
import type { Assertion, Regime, Release, Run, SeriesRuns } from './wire.js'

/** How a run is drawn; the first that is true counts. */
export type Kind = 'discarded' | 'accepted' | 'outlier' | 'inside'

export function kindOf ({ discarded, acknowledged, outlier }: Run): Kind {
  if (discarded) return 'discarded'
  if (acknowledged) return 'accepted'
  return outlier === null ? 'inside' : 'outlier'
}

const reasons: Readonly<Record<string, string>> = {
  baseline: 'outlier, beyond the baseline',
  new_regime: 'outlier, in a later regime that nobody accepted'
}

/** What is to be said of a run beside its value. */
export function standing ({ outlier, discarded, acknowledged, reset }: Run): string {
  return [
    outlier === null ? 'in line' : reasons[outlier] ?? outlier,
    ...discarded ? ['left out'] : [],
    ...acknowledged ? ['accepted as new normal'] : [],
    ...reset ? ['the baseline starts here'] : []
  ].join(', ')
}

/** A run for who hears it: `Run 37 of 140, 22 Feb, 12:00 UTC: 3,399 ms, in line; baseline …`. */
export function runSentence ({ metric, runs }: SeriesRuns, index: number): string {
  const run = runs[index]
  if (run === undefined) return ''
  const place = `Run ${index + 1} of ${runs.length}, ${moment(run.created)} UTC`
  const { value, baseline } = run
  if (value === null || baseline === null) return `${place}: no ${metricTitle(metric).toLowerCase()}`
  const words = (each: number): string => valueWords(metric, each)
  const band = `baseline ${words(baseline.mean)}, from ${words(baseline.lower)} to ${words(baseline.upper)}`
  return `${place}: ${words(value)}, ${standing(run)}; ${band}`
}

/** `Regime 2, mean 3,656 ms` */
export const regimeName = (metric: string, { mean }: Pick<Regime, 'mean'>, index: number): string =>
  `Regime ${index + 1}, mean ${valueWords(metric, mean)}`

export const causeWords = (cause: unknown): string => typeof cause === 'string' ? cause : JSON.stringify(cause)

/** `web 4.2.0: images +70 %, main-thread work +60 %` */
export const releaseWords = ({ train, version, causes }: Pick<Release, 'train' | 'version' | 'causes'>): string =>
  `${train} ${version}${causes.length === 0 ? '' : `: ${causes.map(causeWords).join(', ')}`}`

/** What the chart shows, in a sentence. */
export function caption ({ metric, runs, regimes }: SeriesRuns): string {
  const outliers = runs.filter(({ outlier }) => outlier !== null).length
  const active = regimes.findIndex((regime) => regime.active)
  const regime = regimes[active]
  const inForce = regime === undefined ? '' : `; ${regimeName(metric, regime, active)} is in force`
  const number = regimes.length === 1 ? '1 regime' : `${regimes.length} regimes`
  return `${metricTitle(metric)} of ${runs.length} runs: ${number}, ${outliers} outliers${inForce}`
}

/** What the API's assertion means. */
export function verdictWords (metric: string, { outlier, ...is }: Assertion): string {
  const words = (value: number): string => valueWords(metric, value)
  const band = `${words(is.lower_boundary)} to ${words(is.upper_boundary)}`
  if (!outlier.status) return `It passes: ${words(is.real_value)} lies within ${band}.`
  const beyond = is.real_value > is.upper_boundary ? 'above' : 'below'
  const by = words(Math.abs(is.real_value - is.baseline))
  const why = outlier.reason === 'new_regime'
    ? ' It lies in a later regime that nobody has accepted.'
    : ''
  return `It fails: ${words(is.real_value)} lies ${beyond} ${band}, ${by} from the baseline.${why}`
}
