/**
 * Who may see and change what. An organisation has teams; a user belongs to one of them and has a role: organization
 * admin, team admin or member. A job belongs to a user and has a visibility: public, public restricted, share, team or
 * private (Sauce docs, Update a Job). Whoever has to know asks here.
 */
import type { FastifyRequest } from 'fastify'
import { NotFound, Unauthorized } from '../kernel/errors.js'
import type { Team, User } from '../facts/facts.js'
import type { Job } from '../facts/job.js'
import type { World } from '../worlds/world.js'
import { isShareToken, readCredentials, type Caller } from './credentials.js'

/** Who looks at which world. */
export interface Viewer { readonly world: World, readonly caller: Caller }

/** Who asks, of which world, at which of its moments (ms since the Unix epoch). A request is all of that. */
export interface Asking extends Viewer { readonly at: number }

export const isOrganizationAdmin = ({ role }: User): boolean => role === 1
export const isTeamAdmin = ({ role }: User): boolean => role === 4
const isMember = ({ role }: User): boolean => role === 3

/** Whether the user is `owner` or of the same team. */
const isOfTeamOf = (world: World, user: User, owner: string): boolean =>
  user.username === owner || world.facts.users.get(owner)?.teamId === user.teamId

/** Whether the caller counts as this user: where keys are not checked everybody does. */
const countsAs = (caller: Caller, username: string): boolean =>
  caller.kind === 'all' || (caller.kind === 'user' && caller.user.username === username)

/** The levels of a job's visibility: a client may set several, separated by commas. */
const levelsOf = (job: Job): string[] => job.visibility.split(',').map((level) => level.trim())

/** Whether none of this user's jobs is hidden from the caller, so that none of them needs to be asked about. */
export const seesEverythingOf = (caller: Caller, owner: string): boolean =>
  countsAs(caller, owner) || (caller.kind === 'user' && isOrganizationAdmin(caller.user))

/** Whether the caller may see the job at all. A job that is private, whatever else it is, is its owner's alone. */
export function mayRead ({ world, caller }: Viewer, job: Job): boolean {
  if (seesEverythingOf(caller, job.owner)) return true
  const levels = levelsOf(job)
  if (levels.includes('private')) return false
  if (levels.includes('public') || levels.includes('public restricted')) return true
  return caller.kind === 'user' && isOfTeamOf(world, caller.user, job.owner)
}

/**
 * Whether the caller sees logs and metadata too: `public restricted` shows those outside the owner's team only the
 * results page, the video and the screenshots.
 */
export function mayReadDetails (viewer: Viewer, job: Job): boolean {
  if (viewer.caller.kind === 'all') return true
  if (!mayRead(viewer, job)) return false
  return seesUser(viewer, job.owner) || !levelsOf(job).includes('public restricted')
}

/** Whether the caller may make users of a team with this role: a team's admin makes no organization admins. */
export function mayManageUsersOf ({ caller }: Viewer, { id }: Team, role: User['role']): boolean {
  if (caller.kind === 'all') return true
  if (caller.kind !== 'user') return false
  return isOrganizationAdmin(caller.user) || (isTeamAdmin(caller.user) && caller.user.teamId === id && role !== 1)
}

/** Whether the caller may change what this user owns: their own, the team's admin, the organisation's admin. */
export function mayActFor ({ world, caller }: Viewer, owner: string): boolean {
  if (seesEverythingOf(caller, owner)) return true
  return caller.kind === 'user' && isTeamAdmin(caller.user) && isOfTeamOf(world, caller.user, owner)
}

/** Whether the caller may change the job. Who does not see it does not change it: a private one is its owner's. */
export const mayWrite = (viewer: Viewer, job: Job): boolean => mayActFor(viewer, job.owner) && mayRead(viewer, job)

/**
 * Whether `auth` (TOKEN, or USER:TOKEN on behalf of another account) opens the job at this moment: it shows what its
 * maker sees.
 */
export function opensJob ({ world, at }: Omit<Asking, 'caller'>, job: Job, auth: string | undefined): boolean {
  if (auth === undefined) return false
  const colon = auth.lastIndexOf(':')
  const user = world.facts.users.get(colon === -1 ? job.owner : auth.slice(0, colon))
  if (user === undefined || !mayReadDetails({ world, caller: { kind: 'user', user } }, job)) return false
  return isShareToken(auth.slice(colon + 1), job.id, user, at)
}

/** Whether the caller may look at this user and what they own: their own team's; for the organisation's admin all. */
export function seesUser ({ world, caller }: Viewer, username: string): boolean {
  if (seesEverythingOf(caller, username)) return true
  return caller.kind === 'user' && isOfTeamOf(world, caller.user, username)
}

/** Whether the caller may look at this team: their own, or for the organisation's admin any. */
export function seesTeam ({ caller }: Viewer, { id }: Team): boolean {
  if (caller.kind === 'all') return true
  return caller.kind === 'user' && (isOrganizationAdmin(caller.user) || caller.user.teamId === id)
}

/** Whether the caller is shown the user's access key: their own, and everybody's where keys are not checked. */
export const seesKeyOf = (caller: Caller, { username }: User): boolean => countsAs(caller, username)

/** The user of a path, if the caller may look at them. Unknown or foreign: the vendor's 404. */
export function userOfPath (viewer: Viewer, username: string): User {
  const user = viewer.world.facts.users.get(username)
  if (user === undefined) throw new NotFound('user', username)
  if (viewer.caller.kind === 'anonymous') throw new Unauthorized('credentials are missing or wrong')
  if (!seesUser(viewer, username)) throw new NotFound('user', username)
  return user
}

/**
 * Who sends the request. Where any credentials do, that is the user they name if the world has them, else the world's
 * first user, so that a client with made-up credentials still is somebody.
 */
export function currentUser ({ world, caller, headers }: FastifyRequest): User {
  if (caller.kind === 'user') return caller.user
  const { users } = world.facts
  const { username = '' } = readCredentials(headers.authorization) ?? {}
  const user = users.get(username) ?? users.values().next().value
  if (user === undefined) throw new NotFound('user', username)
  return user
}

/**
 * A user and those whose account they administer, as the old account API nests them below their parent: nobody for a
 * member, the team for its admin, everybody for the organisation's. Of these, those that the caller may look at.
 */
export function administeredAccounts (viewer: Viewer, user: User): User[] {
  if (isMember(user)) return [user]
  const others = [...viewer.world.facts.users.values()].filter(({ username, teamId }) =>
    username !== user.username && (isOrganizationAdmin(user) || teamId === user.teamId) && seesUser(viewer, username))
  return [user, ...others]
}
