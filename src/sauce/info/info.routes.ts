import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { stream } from '../../kernel/random.js'
import { Type } from '../../kernel/schema.js'
import { second } from '../../kernel/durations.js'
import type { World } from '../../worlds/world.js'

const Status = Type.Object({
  wait_time: Type.Number({ description: 'Seconds' }),
  service_operational: Type.Boolean(),
  status_message: Type.String()
})

/** What the CI plugins report about themselves (node-saucelabs' apis/sauce.json, CIStat). */
const CiStat = Type.Object({
  platform: Type.String({ minLength: 1 }),
  platform_version: Type.Optional(Type.String())
})

/** The real status is cached that long (Sauce docs, Platform). */
const statusAge = 30 * second

/** How many of the world's jobs had started at a moment (ms). */
function startedJobs ({ facts }: World, at: number): number {
  let count = 0
  for (const { plan } of facts.jobs.values()) if (plan.started !== null && plan.started <= at) count++
  return count
}

const tags = ['Platform']

export function infoRoutes (app: FastifyInstance): void {
  app.get('/rest/v1/info/status', {
    config: {
      credentials: 'open',
      fidelity: 'documented',
      note: 'The waiting time is drawn for every half minute of the world.'
    },
    schema: { tags, operationId: 'getStatus', summary: 'Get the status of the platform', response: { 200: Status } }
  }, async ({ world, at }) => ({
    wait_time: stream(world.seed, 'wait-time', Math.floor(at / statusAge)).between(0.2, 1.2),
    service_operational: true,
    status_message: 'Basic service status checks passed.'
  }))

  app.get('/rest/v1/info/counter', {
    config: {
      credentials: 'open',
      fidelity: 'observed',
      note: 'Of this world; the real one counts all jobs that ever ran at Sauce Labs.'
    },
    schema: {
      tags,
      operationId: 'getCounter',
      summary: 'Count the jobs that ever ran',
      response: { 200: Type.Integer() }
    }
  }, async ({ world, at }) => startedJobs(world, at))

  app.post('/rest/v1/stats/ci', {
    config: { fidelity: 'inferred', note: 'Accepted and forgotten.' },
    schema: {
      tags,
      operationId: 'reportCi',
      summary: 'Report the CI platform in use',
      body: CiStat,
      response: { 200: Type.Object({}) }
    }
  }, async () => ({}))
}
