import { Forbidden, NotFound } from '../../kernel/errors.js'
import { unixSeconds } from '../../kernel/time.js'
import { groupKey, type Build, type User } from '../../facts/facts.js'
import { modifiedAt, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { seesUser } from '../accounts/users.js'
import { userOfPath, type Caller } from '../auth.js'
import { findJob } from '../jobs/jobs.js'
import { buildStateOf, isFinished, jobsOf, jobStateAt, type BuildState, type BuildStatus, type JobState } from './build-state.js'

export const maxListed = 500

/** What a list of builds asks for; times in seconds since the Unix epoch. */
export interface BuildFilter {
  /** Whose builds; everybody's that the caller sees if left out. */
  owned?: ((owner: User) => boolean) | undefined
  name?: string | undefined
  statuses?: readonly BuildStatus[] | undefined
  /** Only builds whose first job began at or after this. */
  start?: number | undefined
  /** Only builds whose last job ended at or before this. */
  end?: number | undefined
  /** By name instead of newest first. */
  sort?: 'asc' | 'desc' | undefined
  offset: number
  limit: number
}

/** The builds that the caller may look at, newest first unless sorted by name. */
export function listBuilds (world: World, caller: Caller, filter: BuildFilter, at: number): BuildState[] {
  const { builds: facts, users } = world.facts
  const owners = [...users.values()].filter((user) => seesUser(world, caller, user.username) && (filter.owned === undefined || filter.owned(user)))
  const builds = owners
    .flatMap(({ username }) => filter.name === undefined ? facts.in('owner', username) : facts.in('name', groupKey(username, filter.name)))
    .filter((build) => build.created <= at)
  if (filter.sort !== undefined) builds.sort(filter.sort === 'asc' ? byName : (a, b) => byName(b, a))
  else if (owners.length > 1) builds.sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
  const stateOf = (build: Build): BuildState => buildStateOf(build, jobsOf(world, caller, build, at), at)
  const limit = Math.min(filter.limit, maxListed)
  const { statuses, start, end, offset } = filter
  // Only these need every build to be computed.
  if (statuses === undefined && start === undefined && end === undefined) return builds.slice(offset, offset + limit).map(stateOf)
  const page: BuildState[] = []
  let skipped = 0
  for (const build of builds) {
    if (page.length >= limit) break
    const state = stateOf(build)
    if (statuses !== undefined && !statuses.includes(state.status)) continue
    if (start !== undefined && unixSeconds(state.start) < start) continue
    if (end !== undefined && (state.end === null || unixSeconds(state.end) > end)) continue
    if (skipped++ >= offset) page.push(state)
  }
  return page
}

const byName = (a: Build, b: Build): number => a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1

/** The build of that id. @throws NotFound, and Forbidden for one that the caller may not look at. */
export function findBuild (world: World, caller: Caller, id: string, at: number): BuildState {
  const build = world.facts.builds.get(id)
  if (build === undefined || build.created > at) throw new NotFound('build', id)
  const jobs = jobsOf(world, caller, build, at)
  if (jobs.length === 0 && !seesUser(world, caller, build.owner)) throw new Forbidden('the build belongs to somebody else')
  return buildStateOf(build, jobs, at)
}

/** The build that a job belongs to. */
export function findBuildOfJob (world: World, caller: Caller, jobId: string, at: number): BuildState {
  const job = findJob(world, caller, jobId, at)
  const [build] = job.build === null ? [] : world.facts.builds.in('name', groupKey(job.owner, job.build))
  if (build === undefined) throw new NotFound('build of job', jobId)
  return buildStateOf(build, jobsOf(world, caller, build, at), at)
}

/** A user's build by its name, or by its id. */
export function findUserBuild (world: World, caller: Caller, username: string, nameOrId: string, at: number): BuildState {
  const { username: owner } = userOfPath(world, caller, username)
  const byId = world.facts.builds.get(nameOrId)
  const build = world.facts.builds.in('name', groupKey(owner, nameOrId))[0] ?? (byId?.owner === owner ? byId : undefined)
  if (build === undefined || build.created > at) throw new NotFound('build', nameOrId)
  return buildStateOf(build, jobsOf(world, caller, build, at), at)
}

/** States that a job must have (true) or must not have (false). */
export type StateFilter = Readonly<Partial<Record<JobState | 'finished' | 'faulty' | 'public', boolean | undefined>>>

/** The jobs of a build that match, newest first. `modifiedSince`: only those that changed after it, in Unix seconds. */
export function jobsInStates ({ jobs }: BuildState, states: StateFilter, at: number, modifiedSince?: number): Job[] {
  const wanted = Object.entries(states).filter(([, value]) => value !== undefined)
  return jobs.filter((job) =>
    wanted.every(([name, value]) => hasState(jobStateAt(job, at), name) === value) &&
    (modifiedSince === undefined || unixSeconds(modifiedAt(job, at)) > modifiedSince))
}

/** `public` means a public device, which a virtual machine never is (Sauce docs, Builds). */
function hasState (state: JobState, name: string): boolean {
  if (name === 'finished') return isFinished(state)
  if (name === 'faulty') return state === 'errored' || state === 'failed'
  return state === name
}
