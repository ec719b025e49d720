import { Type, type Static } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { recordReport } from './report.js'

const Text = Type.Optional(Type.Nullable(Type.String({ maxLength: 1000 })))

/** Clients write Booleans and numbers among the texts here; only texts are looked at. */
const Attributes = Type.Object({
  browser: Text,
  browser_version: Text,
  os: Text
}, { description: 'What the run was made with; other keys are not looked at.' })

/**
 * A run that happened elsewhere, as the data store takes it: the published description says no more than that there is
 * a body, so the keys are those that Sauce Labs' own reporters send.
 */
export const TestResult = Type.Object({
  name: Text,
  acl: Type.Optional(Type.Array(Type.Unknown(), {
    maxItems: 100,
    description: 'Not looked at: the run belongs to the user who asks, whom clients name here.'
  })),
  start_time: Type.Optional(Type.Nullable(Type.String({ description: 'ISO 8601' }))),
  end_time: Type.Optional(Type.Nullable(Type.String({ description: 'ISO 8601' }))),
  source: Text,
  platform: Type.Optional(Type.Nullable(Type.String({
    maxLength: 1000,
    description: 'The automation backend; webdriver if left out.'
  }))),
  status: Type.Optional(Type.Nullable(Type.String({
    maxLength: 1000,
    description: 'passed and failed are a verdict, anything else is none.'
  }))),
  live: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(Type.Record(Type.Unknown())),
  tags: Type.Optional(Type.Nullable(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }))),
  attributes: Type.Optional(Attributes)
}, { $id: 'TestResult' })
export type TestResult = Static<typeof TestResult>

const verdicts: Readonly<Record<string, boolean>> = { passed: true, failed: false }

/** Makes a finished job of a result. @throws Invalid for times that are none */
export function recordResult (world: World, owner: string, result: TestResult, at: number): Job {
  const { name, start_time: startTime, end_time: endTime, platform, status, tags, attributes = {} } = result
  return recordReport(world, owner, {
    name: name ?? null,
    framework: platform ?? 'webdriver',
    browserName: attributes.browser ?? null,
    browserVersion: attributes.browser_version ?? null,
    platformName: attributes.os ?? null,
    startTime: startTime ?? null,
    endTime: endTime ?? null,
    passed: verdicts[status ?? ''] ?? null,
    tags: tags ?? null
  }, at)
}
