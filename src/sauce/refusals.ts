/**
 * How the services of Sauce Labs refuse, as schemas: what errors.ts says in words. Not needed to answer, only to
 * describe: the OpenAPI documents and the tests ask.
 */
import type { RouteOptions } from 'fastify'
import { refusal, refusals, unreadable, type Responses } from '../http/refusals.js'
import '../http/operation.js'
import { Type, ref } from '../kernel/schema.js'
import { InvalidTestRuns } from './testcomposer/test-runs.js'

export const RestError = Type.Object({
  errors: Type.String({ description: 'A string, not a list.' })
}, { $id: 'RestError' })

/** What deleting something says that is not over yet. */
export const NotOverError = Type.Object({ error: Type.String() }, { $id: 'NotOverError' })

export const PerformanceError = Type.Object({
  status: Type.String({ description: 'The status code, as a string.' }),
  message: Type.String()
}, { $id: 'PerformanceError' })

const BuildsError = Type.Object({ msg: Type.String() }, { $id: 'BuildsError' })

const TeamManagementError = Type.Record(Type.Union([Type.String(), Type.Array(Type.String())]), {
  $id: 'TeamManagementError',
  description: '`detail`, or the name of the field at fault with what is wrong with it.',
  minProperties: 1
})

const StorageError = Type.Object({
  code: Type.Integer({ description: 'The status code.' }),
  title: Type.String({ description: 'Its name without spaces, as `NotFound`.' }),
  detail: Type.String()
}, { $id: 'StorageError' })

const TestRunsError = Type.Object({ detail: Type.String() }, { $id: 'TestRunsError' })

/** Schemas that the refusals refer to, but for InvalidTestRuns, which its slice has. */
export const errorSchemas = [
  RestError, NotOverError, PerformanceError, BuildsError, StorageError, TeamManagementError, TestRunsError
]

/** One service: where its paths begin, its error body, and what it says to bad input. */
interface Service {
  readonly prefix: string
  readonly error: object
  readonly mediaType?: string
  readonly badInput: Responses
}

const bad = (status: 400 | 422, error: object, mediaType?: string): Pick<Service, 'error' | 'badInput'> =>
  ({ error, badInput: refusal(status, error, mediaType), ...(mediaType === undefined ? {} : { mediaType }) })

const text = 'text/plain'

const services: readonly Service[] = [
  { prefix: '/team-management/', ...bad(400, ref(TeamManagementError)) },
  { prefix: '/v2/performance/', ...bad(400, ref(PerformanceError)) },
  { prefix: '/v2/builds/', ...bad(422, ref(BuildsError)) },
  { prefix: '/v1/storage/', ...bad(400, ref(StorageError)) },
  { prefix: '/test-runs/', error: ref(TestRunsError), badInput: refusal(422, ref(InvalidTestRuns)) },
  { prefix: '/v1/testcomposer/reports', ...bad(422, Type.String(), text) },
  { prefix: '/v1/testcomposer/', ...bad(400, Type.String(), text) }
]

const rest: Service = { prefix: '/', ...bad(400, ref(RestError)) }

/** A refusal of one operation alone, in the words of its service. */
export function refusedWith (status: number, path: string): Responses {
  const { error, mediaType } = serviceOf(path)
  return refusal(status, error, mediaType)
}

const serviceOf = (path: string): Service => services.find(({ prefix }) => path.startsWith(prefix)) ?? rest

/** The refusals of a route: by its service and method. Wrong credentials are refused where none are needed too. */
export function sauceRefusals (route: RouteOptions): Responses {
  const { url } = route
  const service = serviceOf(url)
  const statuses = [
    401, 403, 404,
    ...unreadable(route),
    429, 500, 503, 507
  ]
  return {
    ...service.badInput,
    ...(service === rest && route.method === 'DELETE' ? notOver : {}),
    ...refusals(statuses, service.error, service.mediaType)
  }
}

const notOver = refusal(400, Type.Union([ref(RestError), ref(NotOverError)]))
