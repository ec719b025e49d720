import { Forbidden, Invalid } from '../../kernel/errors.js'
import { hexId, uuid } from '../../kernel/ids.js'
import type { User } from '../../facts/facts.js'
import { mayManageUsersOf, type Asking } from '../access.js'

/** Whom to make, as a client says it. `team`: its id. */
export interface NewUser {
  readonly username: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly role: User['role']
  readonly team: string
}

/**
 * Makes a user of the organisation, whose key is that of a world file's user of this name. The password is nobody's
 * business: nothing asks for it again.
 * @throws Invalid for a name that is taken or a team that is not there
 * @throws Forbidden if the caller administers neither the team nor the organisation
 */
export function createUser (asking: Asking, wanted: NewUser): User {
  const { world: { facts, seed }, at } = asking
  const { username, firstName, lastName, email, role } = wanted
  const team = facts.teams.get(wanted.team)
  if (team === undefined) throw new Invalid(`Invalid pk "${wanted.team.slice(0, 40)}" - object does not exist.`, 'team')
  if (!mayManageUsersOf(asking, team, role)) throw new Forbidden('only admins make users')
  if (facts.users.has(username)) throw new Invalid('A user with that username already exists.', 'username')
  facts.people.put({ username, firstName, lastName, email })
  return facts.users.put({
    username,
    id: hexId(seed, 'user', username),
    accessKey: uuid(seed, 'access-key', username),
    teamId: team.id,
    role,
    created: at
  })
}
