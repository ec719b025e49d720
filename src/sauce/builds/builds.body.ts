import { unixSeconds } from '../../kernel/time.js'
import { modifiedAt, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import { ownerOf } from '../accounts/owner.js'
import { isFinished, jobStateAt, type BuildState, type BuildStatus } from './build-state.js'
import type { BuildBody, BuildJob, RestBuild } from './builds.schema.js'

const verdicts: Readonly<Partial<Record<BuildStatus, boolean>>> = { success: true, failed: false, error: false }

const endTime = ({ end }: BuildState): number | null => end === null ? null : unixSeconds(end)

/** A build below /rest. Jobs that are new count as queued, for which there is no counter of their own. */
export function restBuildBody (state: BuildState, world: World): RestBuild {
  const { build, counts, finished, status } = state
  const { teamId, groupId } = ownerOf(world, build.owner)
  return {
    status,
    jobs: {
      completed: counts.completed,
      finished,
      queued: counts.queued + counts.new,
      failed: counts.failed,
      running: counts.running,
      passed: counts.passed,
      errored: counts.errored,
      public: 0
    },
    name: build.name,
    deletion_time: null,
    org_id: organizationId(world),
    start_time: unixSeconds(state.start),
    creation_time: unixSeconds(build.created),
    number: null,
    public: false,
    modification_time: unixSeconds(state.modified),
    prefix: null,
    end_time: endTime(state),
    passed: verdicts[status] ?? null,
    owner: build.owner,
    run: build.run,
    team_id: teamId,
    group_id: groupId,
    id: build.id
  }
}

/** A build below /v2/builds. */
export function buildBody (state: BuildState, world: World): BuildBody {
  const { build, counts } = state
  const owner = ownerOf(world, build.owner)
  return {
    creation_time: unixSeconds(build.created),
    deletion_time: null,
    end_time: endTime(state),
    group_id: owner.groupId,
    id: build.id,
    jobs: {
      completed: counts.completed,
      errored: counts.errored,
      failed: counts.failed,
      finished: state.finished,
      passed: counts.passed,
      public: 0,
      queued: counts.queued + counts.new,
      running: counts.running
    },
    modification_time: unixSeconds(state.modified),
    name: build.name,
    org_id: organizationId(world),
    owner_id: owner.id,
    passed: null,
    public: false,
    run: build.run,
    source: 'vdc',
    start_time: unixSeconds(state.start),
    status: state.status,
    team_id: owner.teamId
  }
}

export function buildJobBody (job: Job, at: number): BuildJob {
  const state = jobStateAt(job, at)
  return {
    creation_time: unixSeconds(job.plan.created),
    deletion_time: null,
    id: job.id,
    modification_time: unixSeconds(modifiedAt(job, at)),
    state: {
      completed: state === 'completed',
      errored: state === 'errored',
      failed: state === 'failed',
      finished: isFinished(state),
      new: state === 'new',
      passed: state === 'passed',
      public: false,
      queued: state === 'queued',
      running: state === 'running'
    }
  }
}
