/** What suites say of their runs, and jobs of themselves, beyond what the schema can say. */
import { Invalid } from '../../kernel/errors.js'
import type { Path } from '../../kernel/json-text.js'
import type { TimeFrame } from '../../kernel/time.js'
import { readFactor } from '../files/causes.js'
import { makeJob } from '../files/make-job.js'
import { commandsFor, enoughCommands } from '../files/room-for-visits.js'
import { checkLevel, checkMedian, checkValues, hasNumbers } from '../files/run-story.js'
import { checkNumbers } from '../files/suite-runs.js'
import type { JobSpec } from '../files/job-spec.js'
import type { WorldFile } from '../files/world-file.schema.js'
import type { Loose, LooseWorldFile } from './loose.js'
import type { Findings } from './problem.js'

type Suite = Loose<NonNullable<NonNullable<WorldFile['sauce']>['suites']>[number]>
type Job = Loose<JobSpec>

export function checkRuns (find: Findings, { sauce = {} }: LooseWorldFile, frame: TimeFrame): void {
  const { suites = [], jobs = [] } = sauce
  suites.forEach((suite, index) => { checkSuite(find, suite, ['sauce', 'suites', index]) })
  jobs.forEach((job, index) => { checkJob(find, job, ['sauce', 'jobs', index], frame) })
}

function checkSuite (find: Findings, suite: Suite, path: Path): void {
  const { name = '', pages = [], commands, tooShort, failed = 0, errored = 0, metrics = {}, values = {} } = suite
  if (failed + errored > 1) {
    const message = `failed and errored add up to ${failed + errored}`
    find.fault([...path, 'failed'], message, 'together they are at most 1')
  }
  const [fewest, most] = commands ?? []
  if (fewest !== undefined && most !== undefined && fewest > most) {
    find.fault([...path, 'commands'], `from ${fewest} to ${most} there is nothing`, `write [${most}, ${fewest}]`)
  }
  if (fewest !== undefined) {
    const few = (): number => enoughCommands(pages, fewest, tooShort)
    find.attempt([...path, 'commands'], few, `${commandsFor(pages)} or more, or "tooShort": "grow"`)
  }
  for (const [metric, said] of Object.entries(metrics)) {
    find.attempt([...path, 'metrics', metric], () => { checkMedian(metric, said?.level ?? 0) })
  }
  for (const [metric, list] of Object.entries(values)) {
    if (list !== undefined) find.attempt([...path, 'values', metric], () => { checkValues(metric, [...list], suite) })
  }
  checkHowMany(find, suite, path)
  const numbers = hasNumbers(suite) ? ['metrics', 'values'].find((key) => key in suite) ?? 'values' : 'pages'
  const cure = pages.length === 1 ? 'leave out ahead and goesOn' : 'give the suite one page'
  find.attempt([...path, numbers], () => { checkNumbers(suite) }, cure)
  checkRegressionOf(find, { ...suite, name }, path)
  checkUse(find, suite, path)
}

/** What means something in the name of a suite's builds. */
const placeholders = ['{run}', '{message}', '{branch}', '{commit}']

/** What a suite says to no effect. */
function checkUse (find: Findings, { build, record, ...suite }: Suite, path: Path): void {
  const unknown = (build ?? '').match(/\{\w*\}/g)?.find((text) => !placeholders.includes(text))
  if (unknown !== undefined) {
    find.warning([...path, 'build'], `${unknown} stands for nothing`, `what does is ${placeholders.join(' ')}`)
  }
  const off = (['extendedDebugging', 'capturePerformance'] as const).find((key) => record?.[key] === false)
  if (off === undefined || !hasNumbers(suite)) return
  find.warning([...path, 'record', off], 'nothing is measured, whatever metrics and values say', `leave out "${off}"`)
}

/** As many runs as there are values. */
function checkHowMany (find: Findings, { runs, values = {} }: Suite, path: Path): void {
  let count = runs
  for (const [name, list] of Object.entries(values)) {
    const { length = 0 } = list ?? []
    if (count !== undefined && length !== count) {
      const message = `${name} has ${length}, and there are ${count} runs`
      find.fault([...path, 'values', name], message, `list ${count} values, or leave out "runs"`)
    }
    count ??= length
  }
  if (count !== undefined) return
  find.fault([...path, 'runs'], 'how many runs there are is not said', 'add "runs": 30, or list values')
}

function checkRegressionOf (find: Findings, suite: Suite, path: Path): void {
  const { regression, runs, values = {}, ahead = 0, goesOn = false } = suite
  if (regression === undefined) return
  const all = (runs ?? Object.values(values)[0]?.length ?? 0) + ahead
  const { from = 0 } = regression
  if (!goesOn && from >= all && all > 0) {
    const message = `there is no run ${from}, the last of ${all} is ${all - 1}`
    find.fault([...path, 'regression', 'from'], message, `write ${all - 1} or less: runs are counted from 0`)
  }
  if (!('metric' in regression || 'by' in regression)) return
  const { metric, by } = regression
  if (metric !== undefined) {
    const levels = Object.keys(suite.metrics ?? {})
    const add = `add "metrics": {"${metric}": {"level": 1200}}`
    const cure = levels.length === 0 ? add : `those with a level are ${levels.join(', ')}`
    find.attempt([...path, 'regression', 'metric'], () => { checkLevel(metric, suite) }, cure)
  }
  if (by !== undefined) find.attempt([...path, 'regression', 'by'], () => readFactor(by), 'for example "+80 %"')
}

/** Fields of a job that time and chance have nothing to do with. */
function checkJob (find: Findings, job: Job, path: Path, frame: TimeFrame): void {
  const { outcome, error, pages = [], pins = [] } = job
  if (error !== undefined && outcome !== 'error') {
    find.warning([...path, 'error'], 'only a job whose outcome is "error" has this text', 'add "outcome": "error"')
  }
  if (pins.length > pages.length) {
    const message = `there are pins of ${pins.length} page loads, and the job has ${pages.length}`
    find.warning([...path, 'pins'], message, 'list a page for each in "pages"')
  }
  const { commands, failedCommands, tooShort } = job
  try {
    makeJob({
      ...(commands === undefined ? {} : { commands }),
      ...(failedCommands === undefined ? {} : { failedCommands }),
      ...(tooShort === undefined ? {} : { tooShort }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(job.network === 'offline' ? { network: 'offline' as const } : {}),
      pages: [...pages]
    }, { seed: 1, frame, owner: '', origin: '', number: 0 })
  } catch (thrown) {
    if (!(thrown instanceof Invalid)) throw thrown
    const cures: Readonly<Record<string, string>> = {
      commands: `${commandsFor(pages)} or more, or "tooShort": "grow"`,
      failedCommands: 'from 0 to "commands"; without a network from the number of "pages" on'
    }
    const { parameter = '' } = thrown
    find.fault([...path, parameter], thrown.message.replace(`${parameter}: `, ''), cures[parameter] ?? '')
  }
}
