import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Invalid } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { day } from '../../kernel/durations.js'
import { parseInstant } from '../../kernel/time.js'
import type { User } from '../../facts/facts.js'
import { currentUser, userOfPath } from '../access.js'
import { addSchemas } from '../components.js'
import { UserParams, type ByUser } from '../paths.js'
import { accountBody, accountConcurrencyBody, activityBody, concurrencyBody } from './accounts.body.js'
import * as wire from './accounts.schema.js'
import { usageBetween } from './usage.js'
import { peopleOf } from './users.js'

const UsageQuery = Type.Object({
  start: Type.Optional(Type.String({ maxLength: 20, description: 'The first day, YYYY-MM-DD.' })),
  end: Type.Optional(Type.String({ maxLength: 20, description: 'The last day, YYYY-MM-DD.' }))
})
const Usage = Type.Object({
  usage: Type.Array(Type.Tuple([Type.String(), Type.Tuple([Type.Integer(), Type.Integer()])])),
  username: Type.String()
})

const tags = ['Accounts']

/** The accounts below /rest. */
export function accountRoutes (app: FastifyInstance): void {
  addSchemas(app, wire.accountSchemas)
  const userOf = (request: FastifyRequest<ByUser>): User => userOfPath(request, request.params.username)
  const account = async (request: FastifyRequest, user: User): Promise<wire.Account> =>
    accountBody(user, (await peopleOf(request.world))(user), request)

  app.get<ByUser>('/rest/v1/users/:username', {
    config: { fidelity: 'observed', note: 'Minutes are a made-up plan without a limit.' },
    schema: {
      tags,
      operationId: 'getUser',
      summary: 'Get a user',
      params: UserParams,
      response: { 200: ref(wire.Account) }
    }
  }, async (request) => await account(request, userOf(request)))

  for (const [name, operationId] of [['whoami', 'getCurrentUserFull'], ['me', 'getCurrentUser']] as const) {
    app.get(`/rest/v1/${name}`, {
      config: { fidelity: 'inferred' },
      schema: { tags, operationId, summary: 'Get the user who asks', response: { 200: ref(wire.Account) } }
    }, async (request) => await account(request, currentUser(request)))
  }

  for (const [path, operationId] of [
    ['/rest/v1/:username/activity', 'getActivity'],
    ['/rest/v1/users/:username/activity', 'getUserActivity']
  ] as const) {
    app.get<ByUser>(path, {
      config: { fidelity: 'documented' },
      schema: {
        tags,
        operationId,
        summary: 'Count the jobs that run and wait, by account',
        params: UserParams,
        response: { 200: ref(wire.ActivityReport) }
      }
    }, async (request) => activityBody(userOf(request), request))
  }

  app.get<ByUser & { Querystring: Static<typeof UsageQuery> }>('/rest/v1/users/:username/usage', {
    config: { fidelity: 'documented', note: 'A job counts on the day it started.' },
    schema: {
      tags,
      operationId: 'getUsage',
      summary: 'Count jobs and seconds by day',
      params: UserParams,
      querystring: UsageQuery,
      response: { 200: Usage }
    }
  }, async (request) => {
    const { username } = userOf(request)
    const { start, end } = request.query
    const from = start === undefined ? -Infinity : dayOf(start, 'start')
    const to = end === undefined ? Infinity : dayOf(end, 'end') + day - 1
    return { usage: usageBetween(request, username, from, to), username }
  })

  app.get<ByUser>('/rest/v1.2/users/:username/concurrency', {
    config: { fidelity: 'observed' },
    schema: {
      tags,
      operationId: 'getUserConcurrency',
      summary: 'Get the virtual machines in use and allowed',
      params: UserParams,
      response: { 200: ref(wire.Concurrency) }
    }
  }, async (request) => concurrencyBody(userOf(request), request.world, request.at))

  for (const [version, operationId] of [['v1', 'getConcurrencyV1'], ['v1.1', 'getConcurrencyV1_1']] as const) {
    app.get<ByUser>(`/rest/${version}/users/:username/concurrency`, {
      config: { fidelity: 'observed' },
      schema: {
        tags,
        operationId,
        summary: 'Get the virtual machines in use and left, by account',
        params: UserParams,
        response: { 200: ref(wire.AccountConcurrency) }
      }
    }, async (request) => accountConcurrencyBody(userOf(request), request))
  }
}

/** Midnight UTC of a day as the vendor writes days, with or without leading zeros. ms. */
function dayOf (text: string, name: string): number {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  const at = parseInstant(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  if (at === undefined || new Date(at).getUTCDate() !== Number(date)) {
    throw new Invalid(`${name}: "${text.slice(0, 40)}" is no day such as 2026-04-15`, name)
  }
  return at
}
