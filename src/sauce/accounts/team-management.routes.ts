import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, ref, type Static, type TSchema } from '../../kernel/schema.js'
import { currentUser } from '../access.js'
import type { SauceContext } from '../context.js'
import { linkBase } from '../hosts.js'
import * as wire from './accounts.schema.js'
import { findTeams, findUsers, listOf } from './directory.js'
import { linksOf, page, Paging } from './paging.js'
import { teamProfile, teamSummary, userProfile, userSummary } from './team-management.body.js'
import { describeTeam, peopleOf, teamById, teamOf, userById } from './users.js'

const Values = Type.Optional(Type.Array(Type.String(), {
  maxItems: 100,
  description: 'Comma-separated; may be repeated.'
}))
const UsersQuery = Type.Object({
  id: Values,
  username: Type.Optional(Type.String({ description: 'What the username begins with.' })),
  teams: Values,
  'team-name': Values,
  roles: Values,
  phrase: Type.Optional(Type.String({
    description: 'What the first name, last name or e-mail address begins with.'
  })),
  status: Type.Optional(Type.Enum(['active', 'pending', 'inactive'])),
  ...Paging
})
const TeamsQuery = Type.Object({
  name: Type.Optional(Type.String({ description: 'What the name begins with.' })),
  ...Paging
})
const PageQuery = Type.Object(Paging)
const UserParams = Type.Object({ user_id: Type.String() })
const TeamParams = Type.Object({ team_id: Type.String() })

interface Paged { Querystring: Static<typeof PageQuery> }
interface OfUser { Params: Static<typeof UserParams> }
interface OfTeam { Params: Static<typeof TeamParams> }

const listOfAll = <T extends TSchema>(item: T): { 200: TSchema } =>
  ({ 200: Type.Object({ links: wire.Links, count: Type.Integer(), results: Type.Array(ref(item)) }) })

/** A page of a list, and where the other pages are. */
interface Envelope<B> { links: wire.Links, count: number, results: B[] }

const tags = ['Accounts']
const config = { fidelity: 'documented' } as const

/** The team-management API: the organisation's users and teams. */
export function teamManagementRoutes (app: FastifyInstance, context: SauceContext): void {
  const envelope = <T, B>(request: FastifyRequest<Paged>, all: readonly T[], body: (record: T) => B): Envelope<B> => ({
    links: linksOf(request.url, linkBase(context, request), all.length),
    count: all.length,
    results: page(all, request.query).map(body)
  })

  app.get<{ Querystring: Static<typeof UsersQuery> }>('/team-management/v1/users', {
    config,
    schema: {
      tags,
      operationId: 'getUsersV1',
      summary: 'Look up users',
      querystring: UsersQuery,
      response: listOfAll(wire.UserSummary)
    }
  }, async (request) => {
    const { query, world } = request
    const personOf = await peopleOf(world)
    const found = findUsers(request, {
      ids: listOf(query.id),
      username: query.username,
      teamIds: listOf(query.teams),
      teamNames: listOf(query['team-name']),
      roles: listOf(query.roles),
      phrase: query.phrase
    }, personOf)
    // Everybody a world file declares is active.
    const users = query.status === undefined || query.status === 'active' ? found : []
    return envelope(request, users, (user) => userSummary(user, personOf(user), world))
  })

  app.get('/team-management/v1/users/me', {
    config: { fidelity: 'observed', note: 'saucectl reads id, groups and organization.' },
    schema: {
      tags,
      operationId: 'getCurrentUserV1',
      summary: 'Get the user who asks',
      response: { 200: ref(wire.UserProfile) }
    }
  }, async (request) => {
    const user = currentUser(request)
    return userProfile(user, (await peopleOf(request.world))(user), request.world)
  })

  app.get('/team-management/v1/users/me/active-team', {
    config: { fidelity: 'documented', note: 'A user belongs to one team, which is the active one.' },
    schema: {
      tags,
      operationId: 'getActiveTeam',
      summary: 'Get the active team of the user who asks',
      response: { 200: Type.Object({ id: Type.String(), name: Type.String() }) }
    }
  }, async (request) => {
    const { id, name } = teamOf(request.world, currentUser(request))
    return { id, name }
  })

  app.get<OfUser>('/team-management/v1/users/:user_id', {
    config,
    schema: {
      tags,
      operationId: 'getUserV1',
      summary: 'Get a user',
      params: UserParams,
      response: { 200: ref(wire.UserProfile) }
    }
  }, async (request) => {
    const { world, params } = request
    const user = userById(request, params.user_id)
    return userProfile(user, (await peopleOf(world))(user), world)
  })

  app.get<OfUser & Paged>('/team-management/v1/users/:user_id/teams', {
    config,
    schema: {
      tags,
      operationId: 'getUserTeamsV1',
      summary: 'Get a user\'s team',
      params: UserParams,
      querystring: PageQuery,
      response: listOfAll(wire.TeamSummary)
    }
  }, async (request) => {
    const { world, params } = request
    const team = teamOf(world, userById(request, params.user_id))
    return envelope(request, [team], (team) => teamSummary(team, world))
  })

  app.get<{ Querystring: Static<typeof TeamsQuery> }>('/team-management/v1/teams', {
    config,
    schema: {
      tags,
      operationId: 'getTeamsV1',
      summary: 'Look up teams',
      querystring: TeamsQuery,
      response: listOfAll(wire.TeamSummary)
    }
  }, async (request) => {
    const { world, query } = request
    return envelope(request, findTeams(request, query.name), (team) => teamSummary(team, world))
  })

  app.get<OfTeam>('/team-management/v1/teams/:team_id', {
    config,
    schema: {
      tags,
      operationId: 'getTeamV1',
      summary: 'Get a team',
      params: TeamParams,
      response: { 200: ref(wire.TeamProfile) }
    }
  }, async (request) => {
    const { world, params } = request
    const team = teamById(request, params.team_id)
    return teamProfile(team, await describeTeam(world, team), world)
  })

  app.get<OfTeam & Paged>('/team-management/v1/teams/:team_id/members', {
    config,
    schema: {
      tags,
      operationId: 'getTeamMembersV1',
      summary: 'List a team\'s members',
      params: TeamParams,
      querystring: PageQuery,
      response: listOfAll(wire.UserSummary)
    }
  }, async (request) => {
    const { world, params } = request
    const personOf = await peopleOf(world)
    const members = world.facts.users.in('team', teamById(request, params.team_id).id)
    return envelope(request, members, (user) => userSummary(user, personOf(user), world))
  })
}
