import { DriverError } from '../../../browser/errors.js'
import { isMetricName, type MetricName } from '../../../lab/metrics/names.js'
import type { LastLoad, SauceCommands } from '../../sauce-commands.js'
import { invalid, record, text } from './argument.js'
import { judge, type Verdict } from './verdict.js'

type MeasuredLoad = LastLoad & { readonly metrics: NonNullable<LastLoad['metrics']> }

/** The last page load, if it could be measured; else a command about it fails, and clients try anew. */
export async function measured (commands: SauceCommands): Promise<MeasuredLoad> {
  const load = await commands.lastLoad()
  if (load === undefined) {
    throw new DriverError('unknown error',
      'No page has been loaded whose performance could be measured.')
  }
  const { metrics, timeline: { error } } = load
  if (metrics === undefined) {
    const why = error === null ? 'capturePerformance and extendedDebugging must be on, in Chrome' : error
    throw new DriverError('unknown error', `The page load could not be captured: ${why}.`)
  }
  return { ...load, metrics }
}

function namesOf (given: unknown): MetricName[] {
  const names = given === undefined || given === null ? ['score'] : given
  if (!Array.isArray(names)) return invalid('sauce:performance: "metrics" must be a list of names.')
  return names.map((name) => typeof name === 'string' && isMetricName(name)
    ? name
    : invalid(`sauce:performance: "${String(name).slice(0, 80)}" is not a metric.`))
}

/** `sauce:performance {name, metrics}`: whether the last page load is in line with its baseline. */
export async function performance (commands: SauceCommands, argument: unknown): Promise<Verdict> {
  const given = record('performance', argument)
  const name = text('performance', given['name'], 'name')
  const metrics = namesOf(given['metrics'])
  await measured(commands)
  return judge(await commands.assess(name, metrics))
}
