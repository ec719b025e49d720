import { Invalid } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/time.js'
import { Type, type Static } from '../../kernel/schema.js'
import { ensureBuild } from '../../worlds/build.js'
import { makeJob, recordingOf } from '../../worlds/files/make-job.js'
import type { Job, Platform } from '../../facts/job.js'
import { platformOf } from '../../facts/platform.js'
import type { World } from '../../worlds/world.js'

const Text = Type.Optional(Type.Nullable(Type.String({ maxLength: 1000 })))

/** A run that happened elsewhere (node-saucelabs' createJob; @saucelabs/testcomposer; Sauce Labs' reporters). */
export const Report = Type.Object({
  name: Text,
  browserName: Text,
  browserVersion: Text,
  deviceName: Text,
  platformName: Text,
  platformVersion: Text,
  framework: Text,
  frameworkVersion: Text,
  passed: Type.Optional(Type.Nullable(Type.Boolean())),
  startTime: Type.Optional(Type.Nullable(Type.String({ description: 'ISO 8601' }))),
  endTime: Type.Optional(Type.Nullable(Type.String({ description: 'ISO 8601' }))),
  build: Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Null()])),
  tags: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  user: Text
}, { $id: 'Report' })
export type Report = Static<typeof Report>

/**
 * Makes a finished job of a report. It has no files but those uploaded to it. A run that ends after the world's now, as
 * the clock of the client may have it, is moved back to end now: it is over, and has to be found at once.
 * @throws Invalid in the vendor's words for an empty framework, and for times that are none.
 */
export function recordReport (world: World, owner: string, report: Report, at: number): Job {
  const platform = platformReported(report)
  const { start, end } = timesReported(report, at)
  const early = Math.max(0, end - at)
  const created = start - early
  const number = world.nextNumber('reported-job')
  const build = textOf(report.build)
  if (build !== null) ensureBuild(world, owner, build, created)
  const spec = { build, tags: report.tags ?? [], name: report.name ?? null }
  const frame = { epoch: at, start: at }
  const blank = makeJob(spec, { seed: world.seed, frame, owner, origin: 'reported-job', number })
  return world.facts.jobs.put({
    ...blank,
    platform,
    recording: recordingOf({ video: false, screenshots: false, logs: false }),
    plan: {
      created,
      queued: created,
      started: created,
      ended: end - early,
      outcome: 'complete',
      error: null,
      passed: report.passed ?? null,
      commands: 0,
      failedCommands: 0
    },
    modified: at
  })
}

/** What a field says; null if it is left out, null or empty, which clients take for the same. */
const textOf = (value: string | number | null | undefined): string | null =>
  value === undefined || value === null || value === '' ? null : String(value)

/** When the run began and ended, ms. One that does not say when it ended ends now, or at once if it began later. */
function timesReported (report: Report, at: number): { start: number, end: number } {
  const started = timeOf(report.startTime, 'startTime')
  const end = timeOf(report.endTime, 'endTime') ?? Math.max(at, started ?? at)
  const start = started ?? Math.min(end, at)
  if (start > end) throw new Invalid('startTime is after endTime')
  return { start, end }
}

function timeOf (field: string | null | undefined, name: string): number | undefined {
  const text = textOf(field)
  if (text === null) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw new Invalid(`invalid ${name}`)
  return at
}

/** The framework takes the automation backend's place. */
function platformReported (report: Report): Platform {
  const backend = textOf(report.framework)
  if (backend === null) throw new Invalid('empty framework')
  const version = report.browserVersion ?? ''
  const device = textOf(report.deviceName)
  // `Mac` and `13`, or `Mac 13` and nothing: reporters write either.
  const os = [report.platformName, report.platformVersion].map(textOf).filter((part) => part !== null).join(' ')
  const platform = platformOf({ os, browserName: report.browserName ?? '', version, backend })
  return {
    ...platform,
    shortVersion: version === '' ? '' : platform.shortVersion,
    seleniumVersion: backend === 'webdriver' ? report.frameworkVersion ?? null : null,
    ...(device === null ? {} : { device })
  }
}
