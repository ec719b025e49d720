import { second } from '../../kernel/durations.js'
import { isoSeconds } from '../../kernel/time.js'
import { endOf, errorAt, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import { isOrganizationAdmin } from '../access.js'
import { startOf } from '../jobs/jobs.js'
import type { AnalyticsRun } from './analytics.schema.js'
import { platformOfRun, runStatus, runTime } from './runs.js'

/** Makes the bodies of runs. `base` is where their details are served from. */
export function runBodies (world: World, at: number, base: string): (job: Job) => AnalyticsRun {
  const admin = [...world.facts.users.values()].find(isOrganizationAdmin)
  return (job) => {
    const { os, browser } = platformOfRun(job)
    return {
      id: job.id,
      owner: job.owner,
      ancestor: admin?.username ?? job.owner,
      org_id: organizationId(world),
      name: job.name ?? '',
      build: job.build ?? '',
      creation_time: isoSeconds(job.plan.created),
      start_time: isoSeconds(Math.min(startOf(job, at), endOf(job))),
      end_time: isoSeconds(endOf(job)),
      duration: Math.round(runTime(job) / second),
      status: runStatus(job, at),
      error: errorAt(job, at) ?? '',
      os: os[0],
      os_normalized: os[1],
      browser: browser[0],
      browser_normalized: browser[1],
      details_url: `${base}/rest/v1.1/jobs/${job.id}`
    }
  }
}
