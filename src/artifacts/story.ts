/** What a job's files are made from. Plain data: the same story makes the same bytes. */
import type { Session } from '../lab/session/session.js'
import type { Timeline } from '../lab/timeline.js'

/** Where the job ran, as the API names it. */
export interface StoryPlatform {
  readonly os: string
  /** As a client asks for it: `chrome`, `firefox`. */
  readonly browserName: string
  readonly version: string
  /** `webdriver`, `appium`, or a test framework. */
  readonly backend: string
  readonly seleniumVersion: string | null
  /** The phone or tablet it ran on; absent on a desktop. */
  readonly device?: string
}

/** A page load of the session. */
export interface StoryLoad {
  /** Navigation start, ms since the session began. */
  readonly at: number
  /** Its `startedAt` is the session's plus `at`. */
  readonly timeline: Timeline
  /** Whether its performance was captured: it has a measurement, a trace and a Lighthouse result. */
  readonly captured: boolean
}

export interface Story {
  readonly seed: number | string
  readonly jobId: string
  readonly name: string | null
  readonly owner: string
  readonly platform: StoryPlatform
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  readonly error: string | null
  readonly session: Session
  /** In order of time. */
  readonly loads: readonly StoryLoad[]
}
