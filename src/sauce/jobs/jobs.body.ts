import { unixSeconds } from '../../kernel/time.js'
import { consolidatedStatusAt, endOf, errorAt, isOver, modifiedAt, passedAt, statusAt, steadySpan, type Job } from '../../worlds/job.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import type { JobBody, JobListItem, UpdatedJob } from './jobs.schema.js'

/** How many commands have run by now, in proportion to the time: all of them once the job is over. */
function commandsAt (job: Job, at: number): { all: number, errors: number } {
  const { started, ended, commands, failedCommands } = job.plan
  if (started === null || at < started) return { all: 0, errors: 0 }
  if (ended === null || at >= ended) return { all: ended === null && !isOver(job, at) ? Math.min(commands, 1) : commands, errors: isOver(job, at) ? failedCommands : 0 }
  const share = (Math.min(at, endOf(job)) - started) / (ended - started)
  const all = Math.max(1, Math.floor(commands * share))
  return { all, errors: isOver(job, at) ? Math.min(failedCommands, all) : 0 }
}

/** The job's details, in the key order of the documented sample. `base` is where its assets are served from. */
export function jobBody (job: Job, at: number, base: string): JobBody {
  const end = endOf(job)
  return {
    browser_short_version: job.platform.shortVersion,
    video_url: `${base}/jobs/${job.id}/video.mp4`,
    creation_time: unixSeconds(job.plan.created),
    'custom-data': job.customData,
    browser_version: job.platform.version,
    owner: job.owner,
    automation_backend: job.platform.backend,
    id: job.id,
    collects_automator_log: job.recording.automatorLog,
    record_screenshots: job.recording.screenshots,
    record_video: job.recording.video,
    build: job.build,
    passed: passedAt(job, at),
    public: job.visibility,
    assigned_tunnel_id: job.tunnel,
    status: statusAt(job, at),
    log_url: `${base}/jobs/${job.id}/selenium-server.log`,
    // ci-sauce requires a number, so a job that waits for a machine shows when it was created.
    start_time: unixSeconds(Math.min(job.plan.started !== null && job.plan.started <= at ? job.plan.started : job.plan.created, end)),
    proxied: job.tunnel !== null,
    modification_time: unixSeconds(modifiedAt(job, at)),
    tags: [...job.tags],
    name: job.name,
    commands_not_successful: commandsAt(job, at).errors,
    consolidated_status: consolidatedStatusAt(job, at),
    selenium_version: job.platform.seleniumVersion,
    manual: job.manual,
    end_time: at >= end ? unixSeconds(end) : null,
    error: errorAt(job, at),
    os: job.platform.os,
    breakpointed: null,
    browser: job.platform.browser,
    ...job.pinned
  }
}

/** What an update or a stop answers. */
export function updatedJobBody (job: Job, at: number, base: string): UpdatedJob {
  const { automation_backend: _backend, collects_automator_log: _collects, selenium_version: _selenium, manual: _manual, ...body } = jobBody(job, at, base)
  return body
}

/** An item of a list not asked for in full. */
export function jobListItem (job: Job, at: number, world: World): JobListItem {
  const team = world.facts.teams.get(world.facts.users.get(job.owner)?.teamId ?? '')
  const commands = commandsAt(job, at)
  return {
    status: statusAt(job, at),
    base_config: {
      username: job.owner,
      ...(job.name === null ? {} : { name: job.name }),
      accesskey: '******',
      platform: job.platform.os,
      browserName: job.platform.browserName,
      version: job.platform.shortVersion,
      ...(job.platform.device === undefined ? {} : { deviceName: job.platform.device }),
      extendedDebugging: job.recording.extendedDebugging,
      capturePerformance: job.recording.capturePerformance
    },
    command_counts: { All: commands.all, Error: commands.errors },
    deletion_time: null,
    url: null,
    org_id: organizationId(world),
    creation_time: unixSeconds(job.plan.created),
    id: job.id,
    team_id: team?.id ?? '',
    performance_enabled: job.recording.capturePerformance,
    assigned_tunnel_id: job.tunnel,
    container: false,
    group_id: team?.groupId ?? '',
    public: job.visibility,
    breakpointed: null
  }
}

interface Written { from: number, until: number, base: string, json: string }

/**
 * A job's details as JSON text, kept with the record until the job changes by itself: a list of a hundred full jobs is
 * then a matter of joining strings. Records are immutable, so a client's change makes a new record and a new text.
 */
export class JobTexts {
  readonly #details = new WeakMap<Job, Written>()
  readonly #items = new WeakMap<Job, Written>()

  details (job: Job, at: number, base: string): string {
    return remember(this.#details, job, at, base, () => jobBody(job, at, base))
  }

  item (job: Job, at: number, world: World): string {
    // A running job's command counts grow with every moment.
    if (statusAt(job, at) === 'in progress') return JSON.stringify(jobListItem(job, at, world))
    return remember(this.#items, job, at, world.name, () => jobListItem(job, at, world))
  }
}

function remember (texts: WeakMap<Job, Written>, job: Job, at: number, base: string, body: () => unknown): string {
  const known = texts.get(job)
  if (known !== undefined && at >= known.from && at < known.until && known.base === base) return known.json
  const json = JSON.stringify(body())
  texts.set(job, { ...steadySpan(job, at), base, json })
  return json
}
