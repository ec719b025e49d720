/** What is said of a test's runs, read: what each run measures, and what its pages feel. */
import { Invalid, messageOf } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import type { Regression } from '../../facts/job.js'
import { canBe, mostOf, nearestValue, pinnableNames, pinsOf } from '../../lab/pins/pinnable.js'
import type { Pins } from '../../lab/pins/pins.schema.js'
import { pageCauses, readFactor } from './causes.js'
import { nearest } from '../../kernel/nearest.js'
import type { CauseSetting } from '../../lab/page/release.schema.js'
import type { RegressionWords, RunWords } from './run-words.schema.js'

/** What one test's runs are to measure. Runs are counted from 0, and never depend on how many there are. */
export interface RunStory {
  readonly runs: number
  /** The pins of a run's page load; null if it is as it comes. */
  readonly pinsAt: (run: number) => Pins | null
  /** What is different in a run; undefined before the regression, and where there is none. */
  readonly regressionAt: (run: number) => Regression | undefined
}

const invalid = (parameter: string, sentence: string): Invalid => new Invalid(`${parameter}: ${sentence}`, parameter)

/** How many runs there are: as many as values, where they are listed. @throws Invalid */
export function runsOf ({ runs, values = {} }: RunWords): number {
  let count = runs
  for (const [name, list] of Object.entries(values)) {
    if (count !== undefined && list.length !== count) {
      throw invalid('values', `${name} has ${list.length}, and there are ${count} runs`)
    }
    count = list.length
  }
  if (count === undefined) throw invalid('runs', 'say how many, or list values')
  return count
}

/** Whether runs are given numbers. */
export const hasNumbers = ({ metrics = {}, values = {} }: Levels & { readonly values?: object | undefined }): boolean =>
  Object.keys(metrics).length + Object.keys(values).length > 0

/**
 * Reads what is said of the runs of the test `name`. The noise of a run is a stream of its own by `seed`, name, metric
 * and run. @throws Invalid
 */
export function storyOf (said: RunWords, name: string, seed: number): RunStory {
  const { metrics = {}, values = {}, regression } = said
  const runs = runsOf(said)
  for (const [metric, { level }] of Object.entries(metrics)) checkMedian(metric, level)
  for (const [metric, list] of Object.entries(values)) checkValues(metric, list, said)
  const levels = Object.entries(metrics)
  const exact = Object.entries(values)
  const change = regression === undefined ? undefined : readRegression(regression, said)
  checkAfter(change, said)
  const isOn = (run: number): boolean => regression !== undefined && run >= regression.from
  const valueAt = (metric: string, level: number, noise: number, run: number): number => {
    const usual = noise === 0 ? level : stream(seed, 'run-noise', name, metric, run).logNormal(level, noise)
    return nearestValue(metric, isOn(run) && change?.metric === metric ? usual * change.factor : usual)
  }
  return {
    runs,
    pinsAt: (run) => {
      const pinned = [
        ...levels.map(([metric, { level, noise = 0 }]) => [metric, valueAt(metric, level, noise, run)] as const),
        ...exact.flatMap(([metric, list]) => list.slice(run, run + 1).map((value) => [metric, value] as const))
      ]
      return pinned.length === 0 ? null : pinsOf(pinned)
    },
    regressionAt: (run) => isOn(run) ? change?.felt : undefined
  }
}

/** @throws Invalid for a metric that no number can fix */
export function checkName (metric: string, parameter: string): void {
  if (pinnableNames.includes(metric)) return
  const sentence = `nothing that can be fixed is called "${metric.slice(0, 60)}"; the nearest is`
  throw invalid(parameter, `${sentence} "${nearest(metric.slice(0, 60), pinnableNames)}"`)
}

/** @throws Invalid for values that a metric cannot have */
export function checkValues (metric: string, list: readonly number[], { metrics = {} }: Levels): void {
  checkName(metric, 'values')
  if (Object.hasOwn(metrics, metric)) throw invalid('values', `${metric} has a level in metrics already`)
  const index = list.findIndex((value) => !canBe(metric, value))
  const value = list[index]
  if (value === undefined) return
  throw invalid('values', `${metric} of run ${index} cannot be ${value}${tooMuch(metric, value)}`)
}

/** What follows a value that is more than a metric can be; nothing for one that is not. */
const tooMuch = (metric: string, value: number): string =>
  value > mostOf(metric) ? `: it is ${mostOf(metric)} at most` : ''

/**
 * The median of runs need not be a value that a metric has, but between such. What noise makes of it is kept there.
 * @throws Invalid, also for a metric that no number can fix
 */
export function checkMedian (metric: string, level: number): void {
  checkName(metric, 'metrics')
  if (level > mostOf(metric)) throw invalid('metrics', `${metric} cannot be ${level}${tooMuch(metric, level)}`)
}

/** @throws Invalid for a regression after which a metric would be more than it can be */
function checkAfter (change: Change | undefined, { metrics = {} }: RunWords): void {
  if (change === undefined || !Object.hasOwn(metrics, change.metric)) return
  const after = (metrics[change.metric]?.level ?? 0) * change.factor
  const why = tooMuch(change.metric, after)
  if (why !== '') throw invalid('regression', `${change.metric} cannot become ${Number(after.toPrecision(6))}${why}`)
}

/** A regression as runs feel it. The metric is empty, and the factor 1, where causes are felt. */
interface Change { readonly felt: Regression, readonly metric: string, readonly factor: number }

/** Metrics that have levels, whatever these are. */
interface Levels { readonly metrics?: object | undefined }

function readRegression (regression: RegressionWords, { metrics = {} }: RunWords): Change {
  try {
    return 'causes' in regression ? byCauses(regression.causes) : byNumber(regression, metrics)
  } catch (error) {
    throw invalid('regression', messageOf(error))
  }
}

function byCauses (causes: Extract<RegressionWords, { causes: unknown }>['causes']): Change {
  causes.forEach(checkFelt)
  return { felt: { causes }, metric: '', factor: 1 }
}

/** @throws Invalid for a cause that only apps feel */
export function checkFelt (cause: CauseSetting): void {
  if (pageCauses([cause]).length === 0) throw new Invalid(`no page feels "${String(cause)}"`)
}

function byNumber ({ metric, by }: Extract<RegressionWords, { by: string }>, metrics: object): Change {
  checkLevel(metric, { metrics })
  return { felt: { metric, by }, metric, factor: readFactor(by) }
}

/** @throws Invalid for a metric that has no level to change */
export function checkLevel (metric: string, { metrics = {} }: Levels): void {
  if (!Object.hasOwn(metrics, metric)) throw new Invalid(`metrics gives "${metric}" no level`)
}

/** @throws Invalid where no run feels the regression. `runs`: how many there are in all */
export function checkRegression ({ regression }: RunWords, runs: number): void {
  if (regression === undefined || regression.from < runs) return
  throw invalid('regression', `from: there is no run ${regression.from}, the last of ${runs} is ${runs - 1}`)
}
