import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import type { User } from '../../facts/facts.js'
import { isOrganizationAdmin, userOfPath } from '../access.js'
import { UserParams, type ByUser } from '../paths.js'
import { accountBody } from './accounts.body.js'
import { Account } from './accounts.schema.js'
import { siblingsOf, subaccountsOf, usernamesOf } from './relatives.js'
import { peopleOf } from './users.js'

/** The most accounts of an answer (RSauceLabs' documentation of both lists). */
const most = 50

const Subaccounts = Type.Object({
  users: Type.Array(ref(Account)),
  users_total: Type.Integer({ description: 'How many there are in all.' })
})
const SubaccountsQuery = Type.Object({
  from: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: 'How many accounts to leave out.' })),
  limit: Type.Optional(Type.Integer({
    minimum: 0,
    default: most,
    description: `The most accounts to return, ${most} at most.`
  }))
})
const SiblingsQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1, description: 'Which page of the list.' })),
  per_page: Type.Optional(Type.Integer({
    minimum: 1,
    default: most,
    description: `The most accounts of a page, ${most} at most.`
  }))
})
const Organization = Type.Object({
  count: Type.Integer({ description: 'How many users the organization has.' }),
  is_ancestor: Type.Boolean({ description: 'Whether the user is the one all others are nested below.' }),
  users: Type.Array(Type.String(), { description: 'Their names.' })
})

const tags = ['Accounts']

/** How accounts are related to each other. Their schemas are those of the accounts themselves. */
export function relativeRoutes (app: FastifyInstance): void {
  const accountsOf = async (request: FastifyRequest, users: readonly User[]): Promise<Account[]> => {
    const personOf = await peopleOf(request.world)
    return users.map((user) => accountBody(user, personOf(user), request))
  }

  app.get<ByUser>('/rest/v1.1/users/:username/organization', {
    config: { fidelity: 'documented', note: 'Where keys are checked: those whom the caller may look at.' },
    schema: {
      tags,
      operationId: 'listUserOrganization',
      summary: 'Get the names of the users of an organization',
      params: UserParams,
      response: { 200: Organization }
    }
  }, async (request) => {
    const user = userOfPath(request, request.params.username)
    const users = usernamesOf(request)
    return { count: users.length, is_ancestor: isOrganizationAdmin(user), users }
  })

  app.get<ByUser>('/rest/v1/users/:username/subaccounts', {
    config: {
      fidelity: 'observed',
      note: 'A list, as Sauce Labs\' own workshop shows it; the published description says one user.'
    },
    schema: {
      tags,
      operationId: 'getSubaccounts',
      summary: 'Get the accounts below a user\'s',
      params: UserParams,
      response: { 200: Type.Array(ref(Account)) }
    }
  }, async (request) =>
    await accountsOf(request, subaccountsOf(request, userOfPath(request, request.params.username))))

  app.get<ByUser & { Querystring: Static<typeof SubaccountsQuery> }>('/rest/v1/users/:username/list-subaccounts', {
    config: { fidelity: 'observed', note: 'RSauceLabs prints users_total; the other key is inferred.' },
    schema: {
      tags,
      operationId: 'listSubaccounts',
      summary: 'Get a page of the accounts below a user\'s',
      params: UserParams,
      querystring: SubaccountsQuery,
      response: { 200: Subaccounts }
    }
  }, async (request) => {
    const { from = 0, limit = most } = request.query
    const all = subaccountsOf(request, userOfPath(request, request.params.username))
    const users = await accountsOf(request, all.slice(from, from + Math.min(limit, most)))
    return { users, users_total: all.length }
  })

  for (const [version, operationId] of [['v1', 'getSiblings'], ['v1.1', 'getSiblingsV1_1']] as const) {
    app.get<ByUser & { Querystring: Static<typeof SiblingsQuery> }>(`/rest/${version}/users/:username/siblings`, {
      config: { fidelity: 'observed', note: 'A list, as RSauceLabs prints it; what an item shows is inferred.' },
      schema: {
        tags,
        operationId,
        summary: 'Get the accounts with the same parent',
        params: UserParams,
        querystring: SiblingsQuery,
        response: { 200: Type.Array(ref(Account)) }
      }
    }, async (request) => {
      const { page = 1, per_page: asked = most } = request.query
      const size = Math.min(asked, most)
      const all = siblingsOf(request, userOfPath(request, request.params.username))
      return await accountsOf(request, all.slice((page - 1) * size, page * size))
    })
  }
}
