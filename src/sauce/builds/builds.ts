import { Forbidden, NotFound } from '../../kernel/errors.js'
import { unixSeconds } from '../../kernel/time.js'
import { groupKey, type Build, type User } from '../../facts/facts.js'
import { modifiedAt, type Job } from '../../facts/job.js'
import { mayReadDetails, seesUser, userOfPath, type Asking } from '../access.js'
import { filteredPage } from '../filtered-page.js'
import { findJob } from '../jobs/jobs.js'
import {
  buildStateOf, isFinished, isHidden, jobsOf, jobStateAt, type BuildState, type BuildStatus, type JobState
} from './build-state.js'

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
export function listBuilds (asking: Asking, filter: BuildFilter): BuildState[] {
  const builds = sortedBuilds(asking, filter)
  const stateOf = (build: Build): BuildState => buildStateOf(build, jobsOf(asking, build), asking.at)
  const { offset } = filter
  const limit = Math.min(filter.limit, maxListed)
  const hidesSome = asking.caller.kind !== 'all'
  // Only a filter by what jobs make of a build needs every build to be computed.
  if (!hidesSome && !needsStates(filter)) return builds.slice(offset, offset + limit).map(stateOf)
  const isListed = (state: BuildState): boolean => isIn(state, filter) && !(hidesSome && isHidden(asking, state))
  return filteredPage(each(builds, stateOf), isListed, { skip: offset, limit })
}

/** What is made of each item, made when it is looked at. */
function * each<T, R> (items: Iterable<T>, make: (item: T) => R): Generator<R> {
  for (const item of items) yield make(item)
}

/** All builds of the owners and the name asked for that exist by now, in the order asked for. */
function sortedBuilds (asking: Asking, { owned, name, sort }: BuildFilter): Build[] {
  const { builds: facts, users } = asking.world.facts
  const owners = [...users.values()]
    .filter((user) => seesUser(asking, user.username) && (owned === undefined || owned(user)))
  const buildsOf = ({ username }: User): readonly Build[] =>
    name === undefined ? facts.in('owner', username) : facts.in('name', groupKey(username, name))
  const builds = owners.flatMap(buildsOf).filter((build) => build.created <= asking.at)
  if (sort === 'asc') return builds.sort(byName)
  if (sort === 'desc') return builds.sort((a, b) => byName(b, a))
  // Those of one owner are in order already.
  return owners.length > 1 ? builds.sort(newestFirst) : builds
}

const needsStates = ({ statuses, start, end }: BuildFilter): boolean =>
  statuses !== undefined || start !== undefined || end !== undefined

function isIn (state: BuildState, { statuses, start, end }: BuildFilter): boolean {
  if (statuses !== undefined && !statuses.includes(state.status)) return false
  if (start !== undefined && unixSeconds(state.start) < start) return false
  return end === undefined || (state.end !== null && unixSeconds(state.end) <= end)
}

const newestFirst = (a: Build, b: Build): number => b.created - a.created || (a.id < b.id ? -1 : 1)

function byName (a: Build, b: Build): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** The build of that id. @throws NotFound, and Forbidden for one that the caller may not look at. */
export function findBuild (asking: Asking, id: string): BuildState {
  const build = asking.world.facts.builds.get(id)
  if (build === undefined || build.created > asking.at) throw new NotFound('build', id)
  const state = buildStateOf(build, jobsOf(asking, build), asking.at)
  if (state.jobs.length > 0) return state
  if (!seesUser(asking, build.owner)) throw new Forbidden('the build belongs to somebody else')
  if (isHidden(asking, state)) throw new NotFound('build', id)
  return state
}

/** The build that a job belongs to. @throws NotFound */
export function findBuildOfJob (asking: Asking, jobId: string): BuildState {
  const job = findJob(asking, jobId)
  const [build] = job.build === null ? [] : asking.world.facts.builds.in('name', groupKey(job.owner, job.build))
  if (build === undefined || !mayReadDetails(asking, job)) throw new NotFound('build of job', jobId)
  return buildStateOf(build, jobsOf(asking, build), asking.at)
}

/** A user's build by its name, or by its id. @throws NotFound */
export function findUserBuild (asking: Asking, username: string, nameOrId: string): BuildState {
  const { builds } = asking.world.facts
  const { username: owner } = userOfPath(asking, username)
  const [byItsName] = builds.in('name', groupKey(owner, nameOrId))
  const build = byItsName ?? builds.get(nameOrId)
  if (build === undefined || build.owner !== owner || build.created > asking.at) throw new NotFound('build', nameOrId)
  const state = buildStateOf(build, jobsOf(asking, build), asking.at)
  if (isHidden(asking, state)) throw new NotFound('build', nameOrId)
  return state
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
