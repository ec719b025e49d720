import type { Static } from '../../kernel/schema.js'
import { readDuration, second } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { hexId } from '../../kernel/ids.js'
import { checkTime, resolveTime, type TimeFrame } from '../../kernel/time.js'
import { maxDuration, noCommand, overMaximum, silenceOf } from '../../facts/errors-of-jobs.js'
import type { Conditions, Job, JobPlan, Recording } from '../../facts/job.js'
import { networkConditions } from '../../lab/page/conditions.js'
import { platformOf } from '../../facts/platform.js'
import { commandsFor, enoughCommands } from './room-for-visits.js'
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
    plan: planOf(spec, frame),
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

const span = (text: string, name: string): number => readDuration(text, name, { least: 0, hint: 'such as PT90S' })

const spanOrNull = (text: string | null, name: string): number | null => text === null ? null : span(text, name)

/** How long a job runs if nobody says so, ms: as long as its error takes. */
const usualTime = (error: string | null): number =>
  error === overMaximum ? maxDuration : 30 * second + silenceOf(error)

/** A client that says nothing else runs so many commands. */
const usualCommands = 8

/** How many visits fail because there is no network: all of them. */
export const failedVisits = ({ network }: ConditionsSpec, pages: readonly string[]): number =>
  networkConditions(network).offline ? pages.length : 0

function planOf (spec: JobSpec, frame: TimeFrame): JobPlan {
  const { outcome, newFor = 'PT0S', queuedFor = 'PT0S', pages = [] } = spec
  const commands = enoughCommands(pages, spec.commands ?? Math.max(usualCommands, commandsFor(pages)), spec.tooShort)
  const offline = failedVisits(spec, pages)
  const created = resolveTime(spec.created ?? 'now', frame)
  const queued = created + span(newFor, 'newFor')
  const started = queuedFor === null ? null : queued + span(queuedFor, 'queuedFor')
  const error = outcome === 'error' ? spec.error ?? noCommand : null
  const lasts = spec.runningFor === undefined ? usualTime(error) : spanOrNull(spec.runningFor, 'runningFor')
  const ended = started === null || lasts === null ? null : started + lasts
  checkTime(ended ?? started ?? queued, 'the end of the job')
  const usualFailures = outcome === 'failed' ? 1 : 0
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
    error,
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
