/** How the service ends sessions that do not end by themselves, in its words (Sauce docs; saucectl). */
import { second } from '../kernel/durations.js'
import type { JobPlan } from './job.js'

/** A client that stopped talking, for so long (idleTimeout). */
export const noCommand = 'Test did not see a new command for 90 seconds. Timing out.'
/** A test that does not come to an end (maxDuration). */
export const overMaximum = 'Test exceeded maximum duration after 1800 seconds'
/** Somebody ended it, whenever they liked. */
export const abandoned = 'User Abandoned Test -- User terminated'

/** How long a test may last at most, ms. */
export const maxDuration = 1800 * second

/** How long a session with this error was silent before it was ended, ms. */
export function silenceOf (error: string | null): number {
  const [, seconds = 0] = /^Test did not see a new command for (\d+) seconds/.exec(error ?? '') ?? []
  return Number(seconds) * second
}

/** The same of a job's plan; 0 for one that was told to be shorter than that. ms. */
export function silenceIn ({ started, ended, error }: JobPlan): number {
  const silence = silenceOf(error)
  return started === null || ended === null || ended - started <= silence ? 0 : silence
}
