import { Invalid } from '../../kernel/errors.js'
import type { Team, User } from '../../facts/facts.js'
import { seesTeam, seesUser, type Viewer } from '../access.js'
import { teamOf, type Person } from './users.js'

/** What a search of the organisation's users asks for; lists match any of their values. */
export interface UserFilter {
  ids?: readonly string[] | undefined
  /** What the username begins with (Sauce docs, Lookup Users). */
  username?: string | undefined
  teamIds?: readonly string[] | undefined
  teamNames?: readonly string[] | undefined
  roles?: readonly string[] | undefined
  /** What the first name, the last name or the address begins with. */
  phrase?: string | undefined
}

/**
 * The organisation's users that match and that the caller may look at, by username: a name given in full comes first of
 * those it begins.
 */
export function findUsers (viewer: Viewer, filter: UserFilter, personOf: (user: User) => Person): User[] {
  const { world } = viewer
  const { ids, username, teamIds, teamNames, phrase } = filter
  const roles = filter.roles?.map(roleOf)
  return [...world.facts.users.values()].filter((user) =>
    seesUser(viewer, user.username) &&
    (ids === undefined || ids.includes(user.id)) &&
    (username === undefined || user.username.startsWith(username)) &&
    (teamIds === undefined || teamIds.includes(user.teamId)) &&
    (teamNames === undefined || teamNames.includes(teamOf(world, user).name)) &&
    (roles === undefined || roles.includes(user.role)) &&
    (phrase === undefined || beginsWith(personOf(user), phrase.toLowerCase()))
  ).sort(byText((user) => user.username))
}

const beginsWith = ({ first, last, email }: Person, phrase: string): boolean =>
  [first, last, email].some((text) => text.toLowerCase().startsWith(phrase))

function roleOf (text: string): number {
  if (!/^[134]$/.test(text)) throw new Invalid(`roles: "${text.slice(0, 20)}" is not 1, 3 or 4`, 'roles')
  return Number(text)
}

/** The organisation's teams whose name begins with `name` and that the caller may look at, by name. */
export const findTeams = (viewer: Viewer, name = ''): Team[] =>
  [...viewer.world.facts.teams.values()]
    .filter((team) => team.name.startsWith(name) && seesTeam(viewer, team))
    .sort(byText((team) => team.name))

const byText = <T>(pick: (record: T) => string) => (a: T, b: T): number => {
  const x = pick(a)
  const y = pick(b)
  if (x === y) return 0
  return x < y ? -1 : 1
}

/** The values of a comma-separated parameter, which may be repeated too; undefined when it is not there. */
export const listOf = (values: readonly string[] | undefined): string[] | undefined =>
  values?.flatMap((value) => value.split(',')).map((value) => value.trim()).filter((value) => value !== '')
