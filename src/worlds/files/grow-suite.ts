import { readDuration, second } from '../../kernel/durations.js'
import { stream, type Random } from '../../kernel/random.js'
import { checkTime, resolveTime, type TimeFrame } from '../../kernel/time.js'
import { abandoned, maxDuration, noCommand, overMaximum, silenceOf } from '../../facts/errors-of-jobs.js'
import type { Conditions, Job, JobPlan, Platform, Recording } from '../../facts/job.js'
import { platformOf } from '../../facts/platform.js'
import { commitOf, type Commit } from './commits.js'
import { conditionsOf, failedVisits, measured, recordingOf } from './make-job.js'
import { commandsFor, enoughCommands } from './room-for-visits.js'
import type { RunStory } from './run-story.js'
import { suiteStory, tellsStory } from './suite-runs.js'
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
  /** What a run feels from its regression on. */
  readonly afterwards: Conditions
  readonly story: RunStory
  /** On which platform a run is, where the suite has not several that are taken in turn. */
  readonly platform: Platform
  readonly platforms: readonly Platform[]
  /** What a run tests, if anybody asks. */
  readonly commitAt: (run: number) => Commit
}

function settingsOf (
  suite: SuiteSpec, seed: number, frame: TimeFrame, commitAt: SuiteSettings['commitAt']
): SuiteSettings {
  const span = (text: string): number => readDuration(text, `suite "${suite.name}"`, { least: 0, hint: '' }, undefined)
  const every = span(suite.every)
  const story = suiteStory(suite, seed)
  const conditions = conditionsOf(suite)
  const regression = suite.regression === undefined ? undefined : story.regressionAt(suite.regression.from)
  return {
    suite,
    every,
    first: suite.from === undefined ? frame.epoch - story.runs * every : resolveTime(suite.from, frame),
    jitter: span(suite.jitter ?? 'PT0S'),
    queuedFor: span(suite.queuedFor ?? 'PT1S'),
    runningFor: span(suite.runningFor ?? 'PT45S'),
    recording: recordingOf({ ...(tellsStory(suite) ? measured : {}), ...suite.record }),
    conditions,
    afterwards: regression === undefined ? conditions : { ...conditions, regression },
    story,
    platform: platformOf(suite.platform),
    platforms: (suite.platforms ?? []).map(platformOf),
    commitAt
  }
}

/**
 * The runs of a suite, each with a stream of its own: more runs never change earlier ones.
 * @throws Invalid for runs with too few commands for their visits that are to be refused
 */
export function growSuite (suite: SuiteSpec, seed: number, frame: TimeFrame, into: Job[]): void {
  const settings = settingsOf(suite, seed, frame, commitsOf(suite, seed))
  const { name, pages = [], commands: [fewest] = usualCommands(commandsFor(pages)), tooShort } = suite
  enoughCommands(pages, fewest, tooShort, `suite "${name}": `)
  const count = settings.story.runs + (suite.ahead ?? 0)
  for (let run = 0; run < count; run++) {
    into.push(growRun(settings, run, stream(seed, 'suite-run', suite.name, suite.owner, run)))
  }
}

function growRun (settings: SuiteSettings, run: number, draw: Random): Job {
  const { suite, platforms, story } = settings
  const pins = story.pinsAt(run)
  const id = draw.hex(32)
  const plan = planOf(settings, run, draw)
  return {
    id,
    owner: suite.owner,
    name: suite.name,
    build: buildOf(settings, run),
    tags: suite.tags ?? [],
    visibility: suite.visibility ?? 'team',
    passed: null,
    customData: suite.commits === true ? { ...settings.commitAt(run) } : null,
    platform: platforms[run % platforms.length] ?? settings.platform,
    recording: settings.recording,
    tunnel: suite.tunnel ?? null,
    manual: false,
    plan,
    suite: suite.name,
    run,
    visits: suite.pages ?? [],
    conditions: story.regressionAt(run) === undefined ? settings.conditions : settings.afterwards,
    pins: pins === null ? null : [pins],
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
  const busy = Math.max(second, Math.round(runningFor * draw.logNormal(1, 0.15) / second) * second)
  const { errored: errorShare = 0, failed: failureShare = 0, pages = [] } = suite
  const { commands: [fewest, most] = usualCommands(commandsFor(pages)) } = suite
  checkTime(created, `run ${run + 1} of suite "${suite.name}"`)
  const fate = draw.float()
  const errored = fate < errorShare
  const failed = !errored && fate < errorShare + failureShare
  const usual = Math.max(commandsFor(pages), draw.int(fewest, most))
  const error = errored ? draw.pick(errorTexts) : null
  const ended = started + (error === overMaximum ? Math.max(busy, maxDuration) : busy + silenceOf(error))
  checkTime(ended, `run ${run + 1} of suite "${suite.name}"`)
  // A test that talks for half an hour says more: with fewer it would have been silent for too long.
  const commands = error === overMaximum ? Math.max(usual, 120) : usual
  return {
    created,
    queued: created,
    started,
    ended,
    outcome: errored ? 'error' : 'complete',
    error,
    passed: errored || suite.verdicts === false ? null : !failed,
    commands,
    failedCommands: Math.max(
      failedVisits(suite, pages),
      failed ? Math.min(commands, draw.int(1, 2)) : 0
    )
  }
}

/** Of a run, at least and at most. */
const usualCommands = (least: number): [number, number] => [Math.max(4, least), Math.max(12, least)]

/** The number of a run's build, from 1. */
const buildNumber = ({ runsPerBuild = 1 }: SuiteSpec, run: number): number => Math.floor(run / runsPerBuild) + 1

/** Runs of one build are of one commit, whichever suite they belong to; a suite without builds has a commit a run. */
function commitsOf (suite: SuiteSpec, seed: number): (run: number) => Commit {
  const { owner, build = suite.name } = suite
  let last: { number: number, commit: Commit } | undefined
  return (run) => {
    const number = buildNumber(suite, run)
    if (last?.number !== number) last = { number, commit: commitOf(seed, owner, build, number) }
    return last.commit
  }
}

/** The name of a run's build: `{run}` in it counts the suite's builds, the others tell what is tested. */
function buildOf ({ suite, commitAt }: SuiteSettings, run: number): string | null {
  const { build } = suite
  if (build === undefined) return null
  const numbered = build.replaceAll('{run}', String(buildNumber(suite, run)))
  if (!/\{(?:branch|commit|message)\}/.test(numbered)) return numbered
  const { branch, commit, message } = commitAt(run)
  return numbered.replaceAll('{branch}', branch).replaceAll('{commit}', commit).replaceAll('{message}', message)
}

const errorTexts = [noCommand, overMaximum, abandoned]
