import { unixSeconds } from '../../kernel/time.js'
import {
  commandsAt, consolidatedStatusAt, endOf, errorAt, modifiedAt, passedAt, statusAt, type Job
} from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import { ownerOf } from '../accounts/owner.js'
import { startOf } from './jobs.js'
import type { JobBody, JobListItem, UpdatedJob } from './jobs.schema.js'

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
    // ci-sauce requires a number.
    start_time: unixSeconds(Math.min(startOf(job, at), end)),
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
    breakpointed: job.breakpointed ?? null,
    browser: job.platform.browser,
    ...job.pinned
  }
}

/** What an update or a stop answers. */
export function updatedJobBody (job: Job, at: number, base: string): UpdatedJob {
  const {
    automation_backend: _backend,
    collects_automator_log: _collects,
    selenium_version: _selenium,
    manual: _manual,
    ...body
  } = jobBody(job, at, base)
  return body
}

/** An item of a list not asked for in full. */
export function jobListItem (job: Job, at: number, world: World): JobListItem {
  const { teamId, groupId } = ownerOf(world, job.owner)
  const commands = commandsAt(job, at)
  return {
    status: statusAt(job, at),
    base_config: capabilities(job),
    command_counts: { All: commands.all, Error: commands.errors },
    deletion_time: null,
    url: null,
    org_id: organizationId(world),
    creation_time: unixSeconds(job.plan.created),
    id: job.id,
    team_id: teamId,
    performance_enabled: job.recording.capturePerformance,
    assigned_tunnel_id: job.tunnel,
    container: false,
    group_id: groupId,
    public: job.visibility,
    breakpointed: job.breakpointed ?? null,
    ...pinnedOfItem(job)
  }
}

/** When the job was made, where a world file pins it, is the same in lists and details. */
function pinnedOfItem ({ pinned }: Job): Pick<JobListItem, 'creation_time'> | undefined {
  const creation = pinned?.creation_time
  return typeof creation === 'number' ? { creation_time: creation } : undefined
}

/** What the client asked for; its access key is nobody's business. */
const capabilities = ({ owner, name, platform, recording }: Job): JobListItem['base_config'] => ({
  username: owner,
  ...(name === null ? {} : { name }),
  accesskey: '******',
  platform: platform.os,
  browserName: platform.browserName,
  version: platform.shortVersion,
  ...(platform.device === undefined ? {} : { deviceName: platform.device }),
  extendedDebugging: recording.extendedDebugging,
  capturePerformance: recording.capturePerformance
})
