import { isoSeconds } from '../kernel/time.js'
import { endOf, errorAt, modifiedAt, passedAt, type consolidatedStatusAt, type Job } from '../facts/job.js'
import type { World } from '../worlds/world.js'
import { organizationId } from './accounts/organization.js'
import { ownerOf } from './accounts/owner.js'

type Status = ReturnType<typeof consolidatedStatusAt>

/** A job that came to a status at a moment, ms since the Unix epoch. */
export interface JobEvent { job: string, status: Status, at: number }

/** The vendor's words for the statuses that it tells of. */
const statuses: Readonly<Partial<Record<Status, string>>> = {
  passed: 'PASSED',
  failed: 'FAILED',
  error: 'ERRORED',
  complete: 'COMPLETE'
}

/**
 * What Sauce Labs posts to a webhook when a job is over or gets another verdict (Sauce docs, Webhooks); undefined for a
 * status it tells nobody of. Times are text, unlike in the REST API.
 */
export function webhookBody (world: World, { job: id, status, at }: JobEvent): Record<string, unknown> | undefined {
  const job = world.facts.jobs.get(id)
  const word = statuses[status]
  if (job === undefined || word === undefined) return undefined
  const owner = ownerOf(world, job.owner)
  return {
    id: job.id,
    creation_time: isoSeconds(job.plan.created),
    modification_time: isoSeconds(modifiedAt(job, at)),
    owner: job.owner,
    owner_id: owner.id,
    org_id: organizationId(world),
    team_id: owner.teamId,
    team_name: owner.teamName,
    group_id: owner.groupId,
    status: word,
    passed: verdict(passedAt(job, at)),
    name: job.name,
    browser_name: job.platform.browserName,
    browser_version: job.platform.version,
    os_name: job.platform.os.replace(/ [\d.]+$/, ''),
    os_version: / ([\d.]+)$/.exec(job.platform.os)?.[1] ?? '',
    duration_sec: secondsRun(job, at),
    visibility: job.visibility.toUpperCase().replaceAll(' ', '_'),
    tags: [...job.tags],
    device: job.platform.device ?? null,
    app: null,
    error: errorAt(job, at),
    exception: null,
    commit_id: text(job.customData?.commit),
    branch_name: text(job.customData?.branch),
    build: job.build,
    automation_backend: job.platform.backend,
    data_type: 'vdc'
  }
}

/** 1 or 0; null while there is no verdict. */
const verdict = (passed: boolean | null): number | null => passed === null ? null : Number(passed)

/** How long the job has run by now, or ran. One that no machine took did not run. */
function secondsRun (job: Job, at: number): number {
  const { started } = job.plan
  const end = Math.min(endOf(job), at)
  return started === null || started > end ? 0 : Math.round((end - started) / 1000)
}

const text = (value: unknown): string | null => typeof value === 'string' ? value : null
