import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import type { Team } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { linkBase, type SauceContext } from '../context.js'
import * as wire from './accounts.schema.js'
import { findTeams, findUsers, listOf } from './directory.js'
import { linksOf, page, Paging } from './paging.js'
import { teamProfile, teamSummary, userProfile, userSummary } from './team-management.body.js'
import { currentUser, peopleOf, teamOf, userById } from './users.js'

const Values = Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'Comma-separated; may be repeated.' }))
const UsersQuery = Type.Object({
  id: Values,
  username: Type.Optional(Type.String({ description: 'What the username begins with.' })),
  teams: Values,
  'team-name': Values,
  roles: Values,
  phrase: Type.Optional(Type.String({ description: 'What the first name, last name or e-mail address begins with.' })),
  status: Type.Optional(Type.Enum(['active', 'pending', 'inactive'])),
  ...Paging
})
const TeamsQuery = Type.Object({ name: Type.Optional(Type.String({ description: 'What the name begins with.' })), ...Paging })
const PageQuery = Type.Object(Paging)
const UserParams = Type.Object({ user_id: Type.String() })
const TeamParams = Type.Object({ team_id: Type.String() })

const listed = (item: object & { $id?: string }): { 200: ReturnType<typeof Type.Object> } =>
  ({ 200: Type.Object({ links: wire.Links, count: Type.Integer(), results: Type.Array(ref(item as never)) }) })

const tags = ['Accounts']
const config = { fidelity: 'documented' } as const

export function teamManagementRoutes (app: FastifyInstance, context: SauceContext): void {
  const envelope = <T, B>(request: FastifyRequest<{ Querystring: Static<typeof PageQuery> }>, all: readonly T[], body: (record: T) => B): { links: wire.Links, count: number, results: B[] } =>
    ({ links: linksOf(request.url, linkBase(context, request), all.length), count: all.length, results: page(all, request.query).map(body) })

  app.get<{ Querystring: Static<typeof UsersQuery> }>('/team-management/v1/users', {
    config,
    schema: { tags, operationId: 'getUsersV1', summary: 'Look up users', querystring: UsersQuery, response: listed(wire.UserSummary) }
  }, async (request) => {
    const { query, world } = request
    const personOf = await peopleOf(world)
    const found = findUsers(world, {
      ids: listOf(query.id), username: query.username, teamIds: listOf(query.teams), teamNames: listOf(query['team-name']), roles: listOf(query.roles), phrase: query.phrase
    }, personOf)
    // Everybody a world file declares is active.
    const users = query.status === undefined || query.status === 'active' ? found : []
    return envelope(request, users, (user) => userSummary(user, personOf(user), world))
  })

  app.get('/team-management/v1/users/me', {
    config: { fidelity: 'observed', note: 'saucectl reads id, groups and organization.' },
    schema: { tags, operationId: 'getCurrentUserV1', summary: 'Get the user who asks', response: { 200: ref(wire.UserProfile) } }
  }, async (request) => {
    const user = currentUser(request)
    return userProfile(user, (await peopleOf(request.world))(user), request.world)
  })

  app.get<{ Params: Static<typeof UserParams> }>('/team-management/v1/users/:user_id', {
    config,
    schema: { tags, operationId: 'getUserV1', summary: 'Get a user', params: UserParams, response: { 200: ref(wire.UserProfile) } }
  }, async (request) => {
    const user = userById(request.world, request.params.user_id)
    return userProfile(user, (await peopleOf(request.world))(user), request.world)
  })

  app.get<{ Params: Static<typeof UserParams>, Querystring: Static<typeof PageQuery> }>('/team-management/v1/users/:user_id/teams', {
    config,
    schema: { tags, operationId: 'getUserTeamsV1', summary: 'Get a user\'s team', params: UserParams, querystring: PageQuery, response: listed(wire.TeamSummary) }
  }, async (request) => {
    const team = teamOf(request.world, userById(request.world, request.params.user_id))
    return envelope(request, [team], (team) => teamSummary(team, request.world))
  })

  app.get<{ Querystring: Static<typeof TeamsQuery> }>('/team-management/v1/teams', {
    config,
    schema: { tags, operationId: 'getTeamsV1', summary: 'Look up teams', querystring: TeamsQuery, response: listed(wire.TeamSummary) }
  }, async (request) => envelope(request, findTeams(request.world, request.query.name), (team) => teamSummary(team, request.world)))

  app.get<{ Params: Static<typeof TeamParams> }>('/team-management/v1/teams/:team_id', {
    config,
    schema: { tags, operationId: 'getTeamV1', summary: 'Get a team', params: TeamParams, response: { 200: ref(wire.TeamProfile) } }
  }, async (request) => teamProfile(teamById(request.world, request.params.team_id), request.world))

  app.get<{ Params: Static<typeof TeamParams>, Querystring: Static<typeof PageQuery> }>('/team-management/v1/teams/:team_id/members', {
    config,
    schema: { tags, operationId: 'getTeamMembersV1', summary: 'List a team\'s members', params: TeamParams, querystring: PageQuery, response: listed(wire.UserSummary) }
  }, async (request) => {
    const { world } = request
    const personOf = await peopleOf(world)
    const members = world.facts.users.in('team', teamById(world, request.params.team_id).id)
    return envelope(request, members, (user) => userSummary(user, personOf(user), world))
  })
}

function teamById (world: World, id: string): Team {
  const team = world.facts.teams.get(id)
  if (team === undefined) throw new NotFound('team', id)
  return team
}
