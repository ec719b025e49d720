import type { Static } from '../../kernel/schema.js'
import { readDuration } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { hexId } from '../../kernel/ids.js'
import { checkTime, resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { Conditions, Job, JobPlan, Recording } from '../../facts/job.js'
import { networkConditions } from '../../lab/page/conditions.js'
import { platformOf } from '../../facts/platform.js'
import type { JobSpec, RecordingSpec, conditionFields } from './job-spec.js'

/** What is recorded unless somebody says otherwise, and what they say. */
export const recordingOf = (spec: Static<typeof RecordingSpec> = {}): Recording => ({
  video: true,
  screenshots: true,
  logs: true,
  automatorLog: false,
  extendedDebugging: false,
  capturePerformance: false,
  ...spec
})

/** What has to be recorded for page loads to be measured. */
export const measured = { extendedDebugging: true, capturePerformance: true } as const

type ConditionsSpec = Pick<JobSpec, keyof typeof conditionFields>

export const conditionsOf = ({ network, cpuRate, device, train, accidents }: ConditionsSpec): Conditions => ({
  ...(network === undefined ? {} : { network }),
  ...(cpuRate === undefined ? {} : { cpuRate }),
  ...(device === undefined ? {} : { device }),
  ...(train === undefined ? {} : { train }),
  ...(accidents === undefined ? {} : { accidents })
})

/** What a job is made in. `origin` and `number` name it for its id: `number` tells apart jobs of one origin. */
export interface JobContext {
  seed: number
  frame: TimeFrame
  /** Whose it is where the specification names nobody. */
  owner: string
  origin: string
  number: number
}

/** Makes the job a specification describes. @throws Invalid for durations, times and numbers that make no sense. */
export function makeJob (spec: JobSpec, { seed, frame, owner, origin, number }: JobContext): Job {
  return {
    id: spec.id ?? hexId(seed, origin, number),
    owner: spec.owner ?? owner,
    name: spec.name ?? null,
    build: spec.build ?? null,
    tags: spec.tags ?? [],
    visibility: spec.visibility ?? 'team',
    passed: spec.passed ?? null,
    customData: spec.customData ?? null,
    platform: platformOf(spec.platform),
    recording: recordingOf(spec.record),
    tunnel: spec.tunnel ?? null,
    manual: spec.manual ?? false,
    plan: planOf(spec, frame, failedVisits(spec, spec.pages ?? [], spec.commands ?? usualCommands)),
    suite: null,
    run: number,
    visits: spec.pages ?? [],
    conditions: conditionsOf(spec),
    pins: spec.pins ?? null,
    measured: [],
    assetSizes: spec.assetSizes ?? null,
    modified: spec.modified === undefined ? null : resolveTime(spec.modified, frame),
    stopped: null,
    assetsDeleted: null,
    pinned: spec.pinned ?? null
  }
}

/** The error text of a test that stopped talking (Sauce docs). */
export const noCommand = 'Test did not see a new command for 90 seconds. Timing out.'

const span = (text: string, name: string): number => readDuration(text, name, { least: 0, hint: 'such as PT90S' })

/** A client that says nothing else runs so many commands. */
const usualCommands = 8

/** How many visits fail because there is no network: all that a session has room for between its start and its end. */
export const failedVisits = ({ network }: ConditionsSpec, pages: readonly string[], commands: number): number =>
  networkConditions(network).offline ? Math.min(pages.length, Math.max(0, commands - 2)) : 0

function planOf (spec: JobSpec, frame: TimeFrame, offline: number): JobPlan {
  const { outcome, newFor = 'PT0S', queuedFor = 'PT0S', runningFor = 'PT30S', commands = usualCommands } = spec
  const created = resolveTime(spec.created ?? 'now', frame)
  const queued = created + span(newFor, 'newFor')
  const started = queuedFor === null ? null : queued + span(queuedFor, 'queuedFor')
  const ended = started === null || runningFor === null ? null : started + span(runningFor, 'runningFor')
  checkTime(ended ?? started ?? queued, 'the end of the job')
  const usualFailures = outcome === 'failed' || outcome === 'error' ? 1 : 0
  const failedCommands = spec.failedCommands ?? Math.max(offline, usualFailures)
  if (failedCommands > commands) throw new Invalid('failedCommands must not exceed commands', 'failedCommands')
  if (failedCommands < offline) {
    throw new Invalid(`failedCommands: without a network the ${offline} page loads fail`, 'failedCommands')
  }
  return {
    created,
    queued,
    started,
    ended,
    outcome: outcome === 'error' ? 'error' : 'complete',
    error: outcome === 'error' ? spec.error ?? noCommand : null,
    passed: verdictOf(outcome),
    commands,
    failedCommands
  }
}

/** The verdict the test itself sets; null: it sets none. */
function verdictOf (outcome: JobSpec['outcome']): boolean | null {
  if (outcome === 'passed') return true
  return outcome === 'failed' ? false : null
}
