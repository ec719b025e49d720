import { isoSeconds } from '../kernel/time.js'
import { endOf, errorAt, modifiedAt, passedAt, type consolidatedStatusAt } from '../facts/job.js'
import type { World } from '../worlds/world.js'
import { organizationId } from './accounts/organization.js'

const statuses = { passed: 'PASSED', failed: 'FAILED', error: 'ERRORED', complete: 'COMPLETE' } as const

/**
 * What Sauce Labs posts to a webhook when a job is over or gets another verdict (Sauce docs, Webhooks); undefined for a
 * status it tells nobody of. Times are text, unlike in the REST API.
 */
export function webhookBody (world: World, { job: id, status, at }: { job: string, status: ReturnType<typeof consolidatedStatusAt>, at: number }): Record<string, unknown> | undefined {
  const job = world.facts.jobs.get(id)
  const word = status in statuses ? statuses[status as keyof typeof statuses] : undefined
  if (job === undefined || word === undefined) return undefined
  const user = world.facts.users.get(job.owner)
  const team = world.facts.teams.get(user?.teamId ?? '')
  const passed = passedAt(job, at)
  const end = Math.min(endOf(job), at)
  const started = job.plan.started
  const text = (value: unknown): string | null => typeof value === 'string' ? value : null
  return {
    id: job.id,
    creation_time: isoSeconds(job.plan.created),
    modification_time: isoSeconds(modifiedAt(job, at)),
    owner: job.owner,
    owner_id: user?.id ?? '',
    org_id: organizationId(world),
    team_id: team?.id ?? '',
    team_name: team?.name ?? '',
    group_id: team?.groupId ?? '',
    status: word,
    passed: passed === null ? null : passed ? 1 : 0,
    name: job.name,
    browser_name: job.platform.browserName,
    browser_version: job.platform.version,
    os_name: job.platform.os.replace(/ [\d.]+$/, ''),
    os_version: / ([\d.]+)$/.exec(job.platform.os)?.[1] ?? '',
    duration_sec: started === null || started > end ? 0 : Math.round((end - started) / 1000),
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
