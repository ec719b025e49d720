import { NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import type { Team, User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { seesTeam, seesUser, type Viewer } from '../access.js'
import type { TeamSpec } from '../../worlds/files/world-file.schema.js'
import { wordSource } from '../../worlds/files/words.js'

/** The user with that id (32 hexadecimal digits), if the caller may look at them. @throws NotFound */
export function userById (viewer: Viewer, id: string): User {
  const [user] = viewer.world.facts.users.in('id', id)
  if (user === undefined || !seesUser(viewer, user.username)) throw new NotFound('user', id)
  return user
}

/** The team with that id (32 hexadecimal digits), if the caller may look at it. @throws NotFound */
export function teamById (viewer: Viewer, id: string): Team {
  const team = viewer.world.facts.teams.get(id)
  if (team === undefined || !seesTeam(viewer, team)) throw new NotFound('team', id)
  return team
}

/** The one team that every user belongs to. */
export function teamOf (world: World, { username, teamId }: User): Team {
  const team = world.facts.teams.get(teamId)
  if (team === undefined) throw new Error(`user ${username} belongs to team ${teamId}, which this world does not have`)
  return team
}

/** What the world file says of a team; teams of another file (an imported snapshot's) are not in it. */
export const declaredTeam = ({ file }: World, { name }: Team): TeamSpec | undefined =>
  file.sauce?.teams?.find((team) => team.name === name)

/** The name and address of a user: declared, or made up and always the same for one seed. */
export interface Person { first: string, last: string, email: string }

/** Loads the words once; the function returned knows everybody of the world. */
export async function peopleOf (world: World): Promise<(user: User) => Person> {
  const words = await wordSource()
  const teams = world.file.sauce?.teams ?? []
  const declared = new Map(teams.flatMap(({ users }) => users.map((user) => [user.username, user])))
  return ({ username }) => {
    const faker = words(stream(world.seed, 'person', username))
    const { firstName, lastName, email } = world.facts.people.get(username) ?? declared.get(username) ?? {}
    const first = firstName ?? faker.person.firstName()
    const last = lastName ?? faker.person.lastName()
    const address = email ?? faker.internet.email({ firstName: first, lastName: last, provider: 'example.com' })
    return { first, last, email: address.toLowerCase() }
  }
}

/** What a team does: declared, or made up and always the same for one seed. */
export async function describeTeam (world: World, team: Team): Promise<string> {
  const declared = declaredTeam(world, team)?.description
  if (declared !== undefined) return declared
  const faker = (await wordSource())(stream(world.seed, 'team', team.name))
  return `Looks after ${faker.commerce.department().toLowerCase()}: ${faker.company.catchPhrase().toLowerCase()}`
}
