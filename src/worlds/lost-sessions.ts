import { abandoned } from '../facts/errors-of-jobs.js'
import type { Facts } from '../facts/facts.js'
import { isOver } from '../facts/job.js'

/**
 * Ends the sessions of facts that were taken up: of a browser that was open then nothing is left, in a fork, after a
 * reset, from a snapshot or a data file. Their jobs end at `at` (ms since the Unix epoch), as those that somebody
 * abandoned, unless they were over by then.
 */
export function endLostSessions ({ sessions, jobs }: Facts, at: number): void {
  for (const session of [...sessions.in('open', 'open')]) {
    sessions.put({ ...session, open: false })
    const job = jobs.get(session.jobId)
    if (job === undefined || isOver(job, at)) continue
    jobs.put({ ...job, plan: { ...job.plan, ended: at, outcome: 'error', error: abandoned, passed: null } })
  }
}
