/** Commands as facts, and what they make of their job. */
import type { DrivenCommand, DrivenSession, SessionLimits } from '../../facts/driven.js'
import type { JobPlan } from '../../facts/job.js'
import { micro } from '../../lab/precision.js'
import type { ChangedLook } from '../../lab/session/session-command.js'
import type { Place } from '../../lab/session/anatomy.js'
import type { LiveSession } from './live-session.js'
import { planAtQuit, planWhileOpen } from './plan-after.js'

/** A command that has ended. */
export interface Ended {
  readonly method: DrivenCommand['method']
  /** Below the session. */
  readonly path: string
  readonly request: Readonly<Record<string, unknown>>
  readonly result: unknown
  readonly httpStatus: number
  readonly statusCode: number
  /** Whether the screen may look different. */
  readonly visible: boolean
  readonly place: Place | null
  readonly scrollY: number
  readonly look?: ChangedLook | undefined
}

/** Records a command. One of a job that is gone, or over, leaves nothing. */
export function recordCommand (session: LiveSession, ended: Ended, limits: SessionLimits, quits = false): void {
  const { world: { facts }, jobId, job, time } = session
  if (job === undefined || job.stopped !== null) return
  const before = facts.sessions.get(jobId)
  const screenshots = before?.screenshots ?? 0
  const failed = ended.statusCode !== 0
  const shot = job.recording.screenshots && ended.visible
  facts.sessionCommands.put({
    jobId,
    seq: job.plan.commands,
    method: ended.method,
    path: ended.path,
    request: ended.request,
    result: ended.result,
    failed,
    httpStatus: ended.httpStatus,
    statusCode: ended.statusCode,
    at: time.began,
    duration: micro(time.position - time.began),
    visit: session.visit,
    visible: ended.visible,
    screenshot: shot ? screenshots : null,
    scrollY: ended.scrollY,
    place: ended.place,
    ...(ended.look === undefined ? {} : { look: ended.look }),
    ...(session.said.length === 0 ? {} : { said: session.said }),
    ...(session.remark === undefined ? {} : { remark: session.remark }),
    ...(session.logging ? {} : { unlogged: true as const })
  })
  facts.sessions.put(sessionAfter(session, limits, screenshots + Number(shot), quits))
  const counted: JobPlan = {
    ...job.plan,
    commands: job.plan.commands + 1,
    failedCommands: job.plan.failedCommands + Number(failed)
  }
  facts.jobs.put({ ...job, plan: quits ? planAtQuit(counted, time) : planWhileOpen(counted, time, limits) })
}

function sessionAfter (
  { jobId, time: { heard, began, position } }: LiveSession, limits: SessionLimits, screenshots: number, quits: boolean
): DrivenSession {
  return { jobId, open: !quits, limits, heard, began, position, screenshots }
}
