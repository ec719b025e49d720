import { readDuration, second } from '../../kernel/durations.js'
import { stream, type Random } from '../../kernel/random.js'
import { checkTime, resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { Conditions, Job, JobPlan, Platform, Recording } from '../../facts/job.js'
import { platformOf } from '../../facts/platform.js'
import { conditionsOf, noCommand, recordingOf } from './make-job.js'
import type { SuiteSpec } from './world-file.schema.js'

/** What is the same for every run of a suite. Durations in ms. */
interface SuiteSettings {
  readonly suite: SuiteSpec
  readonly every: number
  /** When the first run is made, in ms since the Unix epoch. */
  readonly first: number
  readonly jitter: number
  readonly queuedFor: number
  readonly runningFor: number
  readonly recording: Recording
  readonly conditions: Conditions
  /** On which platform a run is, where the suite has not several that are taken in turn. */
  readonly platform: Platform
  readonly platforms: readonly Platform[]
}

function settingsOf (suite: SuiteSpec, frame: TimeFrame): SuiteSettings {
  const span = (text: string): number => readDuration(text, `suite "${suite.name}"`, { least: 0, hint: '' }, undefined)
  const every = span(suite.every)
  return {
    suite,
    every,
    first: suite.from === undefined ? frame.epoch - suite.runs * every : resolveTime(suite.from, frame),
    jitter: span(suite.jitter ?? 'PT0S'),
    queuedFor: span(suite.queuedFor ?? 'PT1S'),
    runningFor: span(suite.runningFor ?? 'PT45S'),
    recording: recordingOf(suite.record),
    conditions: conditionsOf(suite),
    platform: platformOf(suite.platform),
    platforms: (suite.platforms ?? []).map(platformOf)
  }
}

/** The runs of a suite, each with a stream of its own: more runs never change earlier ones. */
export function growSuite (suite: SuiteSpec, seed: number, frame: TimeFrame, into: Job[]): void {
  const settings = settingsOf(suite, frame)
  const count = suite.runs + (suite.ahead ?? 0)
  for (let run = 0; run < count; run++) {
    into.push(growRun(settings, run, stream(seed, 'suite-run', suite.name, suite.owner, run)))
  }
}

function growRun (settings: SuiteSettings, run: number, draw: Random): Job {
  const { suite, platforms } = settings
  const id = draw.hex(32)
  const plan = planOf(settings, run, draw)
  return {
    id,
    owner: suite.owner,
    name: suite.name,
    build: buildOf(suite, run),
    tags: suite.tags ?? [],
    visibility: suite.visibility ?? 'team',
    passed: null,
    customData: suite.commits === true ? commitOf(draw) : null,
    platform: platforms[run % platforms.length] ?? settings.platform,
    recording: settings.recording,
    tunnel: suite.tunnel ?? null,
    manual: false,
    plan,
    suite: suite.name,
    run,
    visits: suite.pages ?? [],
    conditions: settings.conditions,
    pins: null,
    measured: [],
    assetSizes: null,
    modified: null,
    stopped: null,
    assetsDeleted: null,
    pinned: null
  }
}

function planOf (settings: SuiteSettings, run: number, draw: Random): JobPlan {
  const { suite, first, every, jitter, queuedFor, runningFor } = settings
  const created = first + run * every + Math.floor(draw.float() * (jitter / second)) * second
  const started = created + Math.round(queuedFor * draw.between(0.5, 1.5) / second) * second
  const ended = started + Math.max(second, Math.round(runningFor * draw.logNormal(1, 0.15) / second) * second)
  const { errored: errorShare = 0, failed: failureShare = 0, commands: [fewest, most] = [4, 12] } = suite
  checkTime(created, `run ${run + 1} of suite "${suite.name}"`)
  checkTime(ended, `run ${run + 1} of suite "${suite.name}"`)
  const fate = draw.float()
  const errored = fate < errorShare
  const failed = !errored && fate < errorShare + failureShare
  const commands = draw.int(fewest, most)
  return {
    created,
    queued: created,
    started,
    ended,
    outcome: errored ? 'error' : 'complete',
    error: errored ? draw.pick(errorTexts) : null,
    passed: errored || suite.verdicts === false ? null : !failed,
    commands,
    failedCommands: errored || failed ? Math.min(commands, draw.int(1, 2)) : 0
  }
}

/** The name of a run's build: `{run}` in it counts the suite's builds, from 1. */
function buildOf ({ build, runsPerBuild = 1 }: SuiteSpec, run: number): string | null {
  if (build === undefined) return null
  return build.replaceAll('{run}', String(Math.floor(run / runsPerBuild) + 1))
}

/** Custom data as a continuous integration leaves it. */
function commitOf (draw: Random): { commit: string, branch: string } {
  const digits = draw.hex(18)
  return { commit: digits.slice(0, 12), branch: draw.chance(0.8) ? 'main' : `feature/${digits.slice(12)}` }
}

/** Error texts the real service is known to give (Sauce docs; saucectl). */
const errorTexts = [
  noCommand,
  'Test exceeded maximum duration after 1800 seconds',
  'User Abandoned Test -- User terminated'
]
