import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { unixSeconds } from '../../kernel/time.js'
import { userOfPath, type Viewer } from '../access.js'
import { addSchemas } from '../components.js'
import { UserParams, type ByUser } from '../paths.js'
import { listOf } from './directory.js'
import { daysOfUse, lastStart, minutesOfMonth } from './history.js'
import { usernamesOf } from './relatives.js'
import { teamOf } from './users.js'

const Count = Type.Array(Type.Integer())

/** The lists that node-saucelabs' apis/sauce.json calls Activity. */
const UserHistory = Type.Object({
  datestamp: Type.Array(Type.String(), { description: 'YYYY-MM-DD, oldest first.' }),
  jobs: Count,
  minutes: Count,
  ccy_exec_peak: Type.Array(Type.Integer(), { description: 'The most jobs that ran at the same time.' })
}, { $id: 'UserHistory' })

const Limits = Type.Object({
  timestamp: Type.Integer({ description: 'ms since the Unix epoch.' }),
  concurrency: Type.Integer({ description: 'How many virtual machines the user\'s team may run at once.' })
})
const Minutes = Type.Object({ manual: Type.String(), automated: Type.String() })
const Message = Type.Object({
  status: Type.Boolean({ description: 'Whether there is a message.' }),
  response: Type.Object({ id: Type.String(), message: Type.String(), cta: Type.String() })
})

const Usernames = Type.Optional(Type.Array(Type.String(), {
  maxItems: 100,
  description: 'Whose; everybody\'s if left out. Comma-separated; may be repeated.'
}))
const defaultDays = 30
const HistoryQuery = Type.Object({
  usernames: Usernames,
  days: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 366,
    default: defaultDays,
    description: 'How many days, today the last of them.'
  }))
})
const LastQuery = Type.Object({ usernames: Usernames })

/** The users asked for, by name; those whom the caller may not look at are left out as if there were none such. */
function usersAsked (viewer: Viewer, usernames: readonly string[] | undefined): string[] {
  const wanted = listOf(usernames)
  return usernamesOf(viewer).filter((username) => wanted === undefined || wanted.includes(username))
}

const tags = ['Accounts']

/** What accounts may use, used, and are told. */
export function historyRoutes (app: FastifyInstance): void {
  addSchemas(app, [UserHistory])

  app.get<ByUser>('/rest/v1/:username/limits', {
    config: { fidelity: 'inferred', note: 'An old path; its answer is that of the old documents\' "account limits".' },
    schema: {
      tags,
      operationId: 'getAccountLimits',
      summary: 'Get how many virtual machines a user may run at once',
      params: UserParams,
      response: { 200: Limits }
    }
  }, async (request) => {
    const { machines } = teamOf(request.world, userOfPath(request, request.params.username))
    return { timestamp: request.at, concurrency: machines }
  })

  app.get<ByUser>('/rest/v1/users/:username/monthly-minutes', {
    config: {
      fidelity: 'inferred',
      note: 'The minutes used this month; whether the real ones are those used or those left is open.'
    },
    schema: {
      tags,
      operationId: 'getUserMinutes',
      summary: 'Get the minutes a user\'s jobs took this month',
      params: UserParams,
      response: { 200: Minutes }
    }
  }, async (request) => {
    const { username } = userOfPath(request, request.params.username)
    return minutesOfMonth(request, username)
  })

  app.get<ByUser>('/rest/v1/dashboard_messages/:username', {
    config: { fidelity: 'inferred', note: 'There never is one; how the real service says so is open.' },
    schema: {
      tags,
      operationId: 'getDashboardMessageForUser',
      summary: 'Get the message on a user\'s dashboard',
      params: UserParams,
      response: { 200: Message }
    }
  }, async (request) => {
    userOfPath(request, request.params.username)
    return { status: false, response: { id: '', message: '', cta: '' } }
  })

  app.get<{ Querystring: Static<typeof HistoryQuery> }>('/rest/v1/users_activity', {
    config: { fidelity: 'inferred', note: 'The description names no parameters: these are ours.' },
    schema: {
      tags,
      operationId: 'getUsersActivity',
      summary: 'Get jobs and minutes by user and day',
      querystring: HistoryQuery,
      response: { 200: Type.Record(ref(UserHistory)) }
    }
  }, async (request) => {
    const { query: { usernames, days = defaultDays } } = request
    return Object.fromEntries(usersAsked(request, usernames)
      .map((username) => [username, daysOfUse(request, username, days)]))
  })

  app.get<{ Querystring: Static<typeof LastQuery> }>('/rest/v1/users_last_job', {
    config: { fidelity: 'inferred', note: 'Unix seconds; null for a user whose jobs never started.' },
    schema: {
      tags,
      operationId: 'usersLastJob',
      summary: 'Get when users last started a job',
      querystring: LastQuery,
      response: { 200: Type.Record(Type.Nullable(Type.Integer())) }
    }
  }, async (request) => {
    return Object.fromEntries(usersAsked(request, request.query.usernames).map((username) => {
      const last = lastStart(request, username)
      return [username, last === undefined ? null : unixSeconds(last)]
    }))
  })
}
