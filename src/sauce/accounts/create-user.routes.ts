import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import * as wire from './accounts.schema.js'
import { createUser } from './create-user.js'
import { userProfile } from './team-management.body.js'
import { peopleOf } from './users.js'

const name = (description: string): ReturnType<typeof Type.String> =>
  Type.String({ minLength: 1, maxLength: 150, description })

const NewUserBody = Type.Object({
  first_name: name('The first name.'),
  last_name: name('The last name.'),
  email: Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$', maxLength: 254, description: 'The address.' }),
  username: Type.String({
    pattern: '^[A-Za-z0-9][\\w.@+-]{0,149}$',
    description: 'A letter or digit, then these and any of . _ @ + -'
  }),
  password: Type.String({ minLength: 8, maxLength: 128, description: 'Looked at, and forgotten.' }),
  role: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(3), Type.Literal(4)], {
    description: '1 organization admin, 3 member, 4 team admin; 3 if left out.'
  })),
  team: Type.String({ description: 'The id of the team.' })
})

interface Posted { Body: Static<typeof NewUserBody> }

export function createUserRoutes (app: FastifyInstance): void {
  app.post<Posted>('/team-management/v1/users', {
    config: {
      fidelity: 'documented',
      note: 'Who may is inferred from the roles: organization admins, and a team\'s admin for members of it.'
    },
    schema: {
      tags: ['Accounts'],
      operationId: 'createUserV1',
      summary: 'Make a user',
      body: NewUserBody,
      response: { 201: ref(wire.UserProfile) }
    }
  }, async (request, reply) => {
    const { world, body } = request
    const personOf = await peopleOf(world)
    const user = createUser(request, {
      username: body.username,
      firstName: body.first_name,
      lastName: body.last_name,
      email: body.email,
      role: body.role ?? 3,
      team: body.team
    })
    return await reply.code(201).send(userProfile(user, personOf(user), world))
  })
}
