/** What a job comes to after a command, if no other one follows: its session runs into one of its limits. */
import type { SessionLimits } from '../../facts/driven.js'
import type { JobPlan } from '../../facts/job.js'
import { second } from '../../kernel/durations.js'
import type { SessionTime } from './time.js'

const inSeconds = (ms: number): number => Math.round(ms / second)

/** In Sauce Labs' words (captureme#1; Sauce docs, error messages). The last is ours: its text is not public. */
export const idleText = ({ idle }: SessionLimits): string =>
  `Test did not see a new command for ${inSeconds(idle)} seconds. Timing out.`
const wholeText = ({ whole }: SessionLimits): string =>
  `Test exceeded maximum duration after ${inSeconds(whole)} seconds`
const commandText = ({ command }: SessionLimits): string =>
  `Test exceeded maximum command time after ${inSeconds(command)} seconds`

/** How the service will end it, and when by the session's own time. */
function end ({ began, position }: SessionTime, limits: SessionLimits): { at: number, error: string } {
  const tooLong = position - began > limits.command ? began + limits.command : Infinity
  const silent = position + limits.idle
  const at = Math.min(tooLong, silent, limits.whole)
  if (at === tooLong) return { at, error: commandText(limits) }
  return { at, error: at === silent ? idleText(limits) : wholeText(limits) }
}

/**
 * The plan, placed so that the last command ends at the world's moment in which it was sent. How long the job waited
 * for its machine stays. All in whole ms.
 */
export function placed (plan: JobPlan, { heard, position }: Pick<SessionTime, 'heard' | 'position'>): JobPlan {
  const { created, started } = plan
  const start = heard - Math.ceil(position)
  const waited = (started ?? created) - created
  return { ...plan, created: start - waited, queued: start - waited, started: start }
}

/** While the client drives it: it ends by its limits. */
export function planWhileOpen (plan: JobPlan, time: SessionTime, limits: SessionLimits): JobPlan {
  const { at, error } = end(time, limits)
  const until = Math.ceil(at)
  const reached = Math.min(Math.ceil(time.position), until)
  const open = placed(plan, { heard: time.heard, position: reached })
  return { ...open, ended: time.heard + until - reached, outcome: 'error', error }
}

/** Its client has ended it. */
export const planAtQuit = (plan: JobPlan, time: SessionTime): JobPlan =>
  ({ ...placed(plan, time), ended: time.heard, outcome: 'complete', error: null })
