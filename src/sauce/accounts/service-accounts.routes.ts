import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Forbidden, NotFound } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import { isOrganizationAdmin, isTeamAdmin } from '../access.js'
import type { SauceContext } from '../context.js'
import { linkBase } from '../hosts.js'
import { Links } from './accounts.schema.js'
import { refusedWith } from '../refusals.js'
import { linksOf, Paging } from './paging.js'

const Person = Type.Object({ id: Type.String(), username: Type.String(), email: Type.String() })
const Named = Type.Object({ id: Type.String(), name: Type.String() })
const listed = { id: Type.String(), username: Type.String(), name: Type.String(), team: Named, creator: Person }
const ServiceAccount = Type.Object(listed)
const ServiceAccountDetails = Type.Object({
  ...listed,
  created_at: Type.String(),
  updated_at: Type.String(),
  last_activity_time: Type.Nullable(Type.String())
})
const ServiceAccounts = Type.Object({ count: Type.Integer(), links: Links, results: Type.Array(ServiceAccount) })

const Query = Type.Object({
  id: Type.Optional(Type.String({ description: 'Ids, comma-separated.' })),
  username: Type.Optional(Type.String({ description: 'What the username contains.' })),
  teams: Type.Optional(Type.String({ description: 'Ids of teams, comma-separated.' })),
  ...Paging
})
const Params = Type.Object({
  uuid: Type.String({ description: 'The id of the service account: 32 lower-case hexadecimal digits.' })
})

/** Members have no business with service accounts (Sauce docs, Accounts: 403). */
function admit ({ caller }: FastifyRequest): void {
  if (caller.kind !== 'user' || isOrganizationAdmin(caller.user) || isTeamAdmin(caller.user)) return
  throw new Forbidden('You do not have permission to look up service accounts.')
}

const tags = ['Accounts']
const note = 'No world has a service account: all of its accounts are people\'s.'
const config = { fidelity: 'documented', note } as const

/** The service accounts of team-management. */
export function serviceAccountRoutes (app: FastifyInstance, context: SauceContext): void {
  app.get<{ Querystring: Static<typeof Query> }>('/team-management/v1/service-accounts', {
    config,
    schema: {
      tags,
      operationId: 'lookupServiceAccounts',
      summary: 'Look up service accounts',
      querystring: Query,
      response: { 200: ServiceAccounts, ...refusedWith(403, '/team-management/') }
    }
  }, async (request) => {
    admit(request)
    return { count: 0, links: linksOf(request.url, linkBase(context, request), 0), results: [] }
  })

  app.get<{ Params: Static<typeof Params> }>('/team-management/v1/service-accounts/:uuid', {
    config,
    schema: {
      tags,
      operationId: 'getServiceAccount',
      summary: 'Get a service account',
      params: Params,
      response: { 200: ServiceAccountDetails, ...refusedWith(403, '/team-management/') }
    }
  }, async (request) => {
    admit(request)
    throw new NotFound('service account', request.params.uuid)
  })
}
