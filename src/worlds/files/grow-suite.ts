import { stream } from '../../kernel/random.js'
import { readDuration, second } from '../../kernel/durations.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { Job } from '../../facts/job.js'
import { conditionsOf, recordingOf } from './job-spec.js'
import { platformOf } from '../../facts/platform.js'
import type { SuiteSpec } from './world-file.schema.js'

/** The runs of a suite, each with a stream of its own: more runs never change earlier ones. */
export function growSuite (suite: SuiteSpec, seed: number, frame: TimeFrame, into: Job[]): void {
  const span = (text: string): number => readDuration(text, `suite "${suite.name}"`, { least: 0, hint: '' }, undefined)
  const every = span(suite.every)
  const first = suite.from === undefined ? frame.epoch - suite.runs * every : resolveTime(suite.from, frame)
  const jitter = span(suite.jitter ?? 'PT0S')
  const queuedFor = span(suite.queuedFor ?? 'PT1S')
  const runningFor = span(suite.runningFor ?? 'PT45S')
  const recording = recordingOf(suite.record)
  const platforms = (suite.platforms ?? [suite.platform ?? {}]).map(platformOf)
  const conditions = conditionsOf(suite)
  const [fewest, most] = suite.commands ?? [4, 12]
  for (let run = 0; run < suite.runs + (suite.ahead ?? 0); run++) {
    const draw = stream(seed, 'suite-run', suite.name, suite.owner, run)
    const id = draw.hex(32)
    const created = first + run * every + Math.floor(draw.float() * (jitter / second)) * second
    const started = created + Math.round(queuedFor * draw.between(0.5, 1.5) / second) * second
    const ended = started + Math.max(second, Math.round(runningFor * draw.logNormal(1, 0.15) / second) * second)
    const fate = draw.float()
    const errored = fate < (suite.errored ?? 0)
    const failed = !errored && fate < (suite.errored ?? 0) + (suite.failed ?? 0)
    const commands = draw.int(fewest, most)
    const error = errored ? draw.pick(errorTexts) : null
    const failedCommands = errored || failed ? Math.min(commands, draw.int(1, 2)) : 0
    const commit = suite.commits === true ? draw.hex(18) : undefined
    into.push({
      id,
      owner: suite.owner,
      name: suite.name,
      build: suite.build?.replaceAll('{run}', String(Math.floor(run / (suite.runsPerBuild ?? 1)) + 1)) ?? null,
      tags: suite.tags ?? [],
      visibility: suite.visibility ?? 'team',
      passed: null,
      customData: commit !== undefined ? { commit: commit.slice(0, 12), branch: draw.chance(0.8) ? 'main' : `feature/${commit.slice(12, 18)}` } : null,
      platform: platforms[run % platforms.length]!,
      recording,
      tunnel: suite.tunnel ?? null,
      manual: false,
      plan: {
        created,
        queued: created,
        started,
        ended,
        outcome: errored ? 'error' : 'complete',
        error,
        passed: errored || suite.verdicts === false ? null : !failed,
        commands,
        failedCommands
      },
      suite: suite.name,
      run,
      visits: suite.pages ?? [],
      conditions,
      pins: null,
      measured: [],
      assetSizes: null,
      modified: null,
      stopped: null,
      assetsDeleted: null,
      pinned: null
    })
  }
}

/** Error texts the real service is known to give (Sauce docs; saucectl). */
const errorTexts = [
  'Test did not see a new command for 90 seconds. Timing out.',
  'Test exceeded maximum duration after 1800 seconds',
  'User Abandoned Test -- User terminated'
]
