import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type, ref } from '../../kernel/schema.js'
import { currentUser } from '../access.js'
import { addSchemas } from '../components.js'
import { Report, recordReport } from './report.js'
import { TestResult, recordResult } from './test-results.js'
import { InvalidTestRuns, TestRuns, faultDetail, faultsOf } from './test-runs.js'

export function testcomposerRoutes (app: FastifyInstance): void {
  addSchemas(app, [Report, TestResult, TestRuns, InvalidTestRuns])

  app.post<{ Body: Report }>('/v1/testcomposer/reports', {
    config: { fidelity: 'observed', note: 'Only an empty framework is known to be refused.' },
    schema: {
      tags: ['Test composer'],
      operationId: 'createJob',
      summary: 'Report a run that happened elsewhere as a finished job',
      body: ref(Report),
      response: { 201: Type.Object({ ID: Type.String() }) }
    }
  }, async (request, reply) => {
    const { id } = recordReport(request.world, currentUser(request).username, request.body, request.at)
    reply.code(201)
    return { ID: id }
  })

  app.post<{ Body: TestResult }>('/v1/test-results', {
    config: { fidelity: 'inferred', note: 'Its keys and the id of its answer are what Sauce Labs\' reporters used.' },
    schema: {
      tags: ['Test composer'],
      operationId: 'createResultJob',
      summary: 'Report a run that happened elsewhere to the data store',
      body: ref(TestResult),
      response: { 200: Type.Object({ id: Type.String() }) }
    }
  }, async (request) => {
    const { world, body, at } = request
    const { id } = recordResult(world, currentUser(request).username, body, at)
    return { id }
  })

  app.post('/test-runs/v1', {
    attachValidation: true,
    config: { fidelity: 'documented', note: 'Checked and not kept: nothing gives test runs back.' },
    schema: {
      tags: ['Test composer'],
      operationId: 'createTestRunsV1',
      summary: 'Report runs of single tests',
      body: ref(TestRuns),
      response: { 204: Type.Null({ description: 'Accepted.' }), 422: ref(InvalidTestRuns) }
    }
  }, async (request, reply) => {
    const faults = faultsOf(request)
    if (faults === undefined) return await reply.code(204).send()
    reply.code(422)
    return { detail: faults.slice(0, 1).map(faultDetail) }
  })
}
