import type { FastifyRequest } from 'fastify'
import { Type, type TSchema } from '../../kernel/schema.js'

/** May be left out or null. Nobody reads what is in it, so its type is of no use. */
const maybe = (schema: TSchema): TSchema => Type.Optional(Type.Nullable(schema))

const Text = maybe(Type.String())

/** The service takes what its date-time type reads: ISO 8601 with a time, of the years that there are. */
const Time = Type.String({ pattern: '^(?:19|[2-9]\\d)\\d{2}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}', description: 'ISO 8601' })

const Ci = Type.Object({ ref_name: Text, commit_sha: Text, repository: Text, branch: Text })

const ApiTesting = Type.Object({
  run_id: Text,
  run_name: Text,
  run_mode: Text,
  project_id: Text,
  project_name: Text,
  failures_count: maybe(Type.Integer()),
  warning_count: maybe(Type.Integer())
})

const TestRun = Type.Object({
  name: Type.String(),
  start_time: Time,
  end_time: Time,
  duration: Type.Number({ description: 'ms' }),
  id: Text,
  user_id: Text,
  org_id: Text,
  team_id: Text,
  group_id: Text,
  author_id: Text,
  path_name: Text,
  build_id: Text,
  build_name: Text,
  creation_time: maybe(Time),
  browser: Text,
  device: Text,
  os: Text,
  app_name: Text,
  status: maybe(Type.Enum(['passed', 'failed', 'skipped'])),
  platform: maybe(Type.Enum(['vdc', 'rdc', 'api', 'other'])),
  type: maybe(Type.Enum(['web', 'mobile', 'api', 'other'])),
  framework: Text,
  ci: maybe(Ci),
  api_testing: maybe(ApiTesting),
  sauce_job: maybe(Type.Object({ id: Text, name: Text })),
  errors: maybe(Type.Array(Type.Object({ message: Text, path: Text, line: maybe(Type.Integer()) }))),
  tags: maybe(Type.Array(Type.String()))
})

/** Runs of single tests, as node-saucelabs' apis/testruns.json describes them. */
export const TestRuns = Type.Object({ test_runs: Type.Array(TestRun) }, { $id: 'TestRuns' })

const FaultDetail = Type.Object({
  loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
  msg: Type.String(),
  type: Type.String()
})
interface FaultDetail { loc: Array<string | number>, msg: string, type: string }

export const InvalidTestRuns = Type.Object({ detail: Type.Array(FaultDetail) }, { $id: 'InvalidTestRuns' })

/** A fault as the validator tells it. */
interface Fault { keyword: string, instancePath: string, message?: string, params: Record<string, unknown> }

/** What the validator finds at fault with a request; undefined if nothing. Alternatives are told by their parts. */
export function faultsOf ({ validationError }: FastifyRequest): Fault[] | undefined {
  const faults: Fault[] | undefined = validationError?.validation
  return faults?.filter(({ keyword }) => keyword !== 'anyOf')
}

/** Puts a fault into the service's words: where in the body it is, and what is wrong (FastAPI's error list). */
export function faultDetail ({ keyword, instancePath, message, params }: Fault): FaultDetail {
  const loc = ['body', ...instancePath.split('/').slice(1).map(pathPart)]
  switch (keyword) {
    case 'required':
      return { loc: [...loc, String(params['missingProperty'])], msg: 'field required', type: 'value_error.missing' }
    case 'pattern':
      return { loc, msg: 'invalid datetime format', type: 'value_error.datetime' }
    case 'enum': {
      const allowed = [params['allowedValues']].flat().map((value) => `'${String(value)}'`).join(', ')
      return { loc, msg: `value is not a valid enumeration member; permitted: ${allowed}`, type: 'type_error.enum' }
    }
    case 'type':
      return { loc, msg: message ?? 'invalid value', type: `type_error.${String(params['type'])}` }
    default:
      return { loc, msg: message ?? 'invalid value', type: 'value_error' }
  }
}

/** A part of a JSON pointer (RFC 6901): a position in a list, or a key. */
const pathPart = (part: string): string | number =>
  /^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')
