import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import type { Team, User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { wordSource } from '../../worlds/files/words.js'
import type { Caller } from '../auth.js'

/** Whether the caller may look at what this user owns: their own team's, or everything for the organisation's admin. */
export function seesUser (world: World, caller: Caller, username: string): boolean {
  if (caller.kind === 'all') return true
  if (caller.kind === 'anonymous') return false
  const { user } = caller
  return user.role === 1 || user.username === username || world.facts.users.get(username)?.teamId === user.teamId
}

/**
 * Who sends the request. Where any credentials do, that is the user they name if the world has them, else the world's
 * first user, so that a client with made-up credentials still is somebody.
 */
export function currentUser (request: FastifyRequest): User {
  if (request.caller.kind === 'user') return request.caller.user
  const { users } = request.world.facts
  const name = basicUsername(request.headers.authorization) ?? ''
  const user = users.get(name) ?? users.values().next().value
  if (user === undefined) throw new NotFound('user', name)
  return user
}

function basicUsername (header: string | undefined): string | undefined {
  if (header === undefined || !/^basic /i.test(header)) return undefined
  return Buffer.from(header.slice(6), 'base64').toString('utf8').split(':')[0]
}

export function userById (world: World, id: string): User {
  const [user] = world.facts.users.in('id', id)
  if (user === undefined) throw new NotFound('user', id)
  return user
}

export const teamOf = (world: World, user: User): Team => world.facts.teams.get(user.teamId)!

/** The name and address of a user: made up, always the same for one seed. */
export interface Person { first: string, last: string, email: string }

/** Loads the words once; the function returned knows everybody of the world. */
export async function peopleOf (world: World): Promise<(user: User) => Person> {
  const words = await wordSource()
  return ({ username }) => {
    const faker = words(stream(world.seed, 'person', username))
    const first = faker.person.firstName()
    const last = faker.person.lastName()
    return { first, last, email: faker.internet.email({ firstName: first, lastName: last, provider: 'example.com' }).toLowerCase() }
  }
}
