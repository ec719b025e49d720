import { Type } from '../../kernel/schema.js'
import type { TSchema } from '../../kernel/schema.js'

const maybe = <T extends TSchema>(schema: T): ReturnType<typeof Type.Unknown> => Type.Optional(Type.Nullable(schema)) as never
const Text = maybe(Type.String())
/** The service takes what its date-time type reads: ISO 8601 with a time. */
const Time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}', description: 'ISO 8601' })

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
  ci: maybe(Type.Object({ ref_name: Text, commit_sha: Text, repository: Text, branch: Text })),
  api_testing: maybe(Type.Object({
    run_id: Text, run_name: Text, run_mode: Text, project_id: Text, project_name: Text, failures_count: maybe(Type.Integer()), warning_count: maybe(Type.Integer())
  })),
  sauce_job: maybe(Type.Object({ id: Text, name: Text })),
  errors: maybe(Type.Array(Type.Object({ message: Text, path: Text, line: maybe(Type.Integer()) }))),
  tags: maybe(Type.Array(Type.String()))
})

/** Runs of single tests, as node-saucelabs' apis/testruns.json describes them. */
export const TestRuns = Type.Object({ test_runs: Type.Array(TestRun) }, { $id: 'TestRuns' })

export const InvalidTestRuns = Type.Object({
  detail: Type.Array(Type.Object({ loc: Type.Array(Type.Union([Type.String(), Type.Integer()])), msg: Type.String(), type: Type.String() }))
}, { $id: 'InvalidTestRuns' })

/** A fault as the validator tells it. */
export interface Fault { keyword: string, instancePath: string, message?: string, params: Record<string, unknown> }

/** Puts a fault into the service's words: where in the body it is, and what is wrong (FastAPI's error list). */
export function faultDetail ({ keyword, instancePath, message, params }: Fault): { loc: Array<string | number>, msg: string, type: string } {
  const path = instancePath.split('/').slice(1).map((part) => /^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const loc = ['body', ...path]
  if (keyword === 'required') return { loc: [...loc, String(params['missingProperty'])], msg: 'field required', type: 'value_error.missing' }
  if (keyword === 'pattern') return { loc, msg: 'invalid datetime format', type: 'value_error.datetime' }
  if (keyword === 'enum') return { loc, msg: `value is not a valid enumeration member; permitted: ${(params['allowedValues'] as string[]).map((value) => `'${value}'`).join(', ')}`, type: 'type_error.enum' }
  return { loc, msg: message ?? 'invalid value', type: keyword === 'type' ? `type_error.${String(params['type'])}` : 'value_error' }
}
