import { NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import type { Team, User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { seesTeam, seesUser, type Viewer } from '../access.js'
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

/** The name and address of a user: made up, always the same for one seed. */
export interface Person { first: string, last: string, email: string }

/** Loads the words once; the function returned knows everybody of the world. */
export async function peopleOf (world: World): Promise<(user: User) => Person> {
  const words = await wordSource()
  return ({ username }) => {
    const faker = words(stream(world.seed, 'person', username))
    const first = faker.person.firstName()
    const last = faker.person.lastName()
    const email = faker.internet.email({ firstName: first, lastName: last, provider: 'example.com' }).toLowerCase()
    return { first, last, email }
  }
}
