import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { ref } from '../../kernel/schema.js'
import { userOfPath } from '../access.js'
import { addSchemas } from '../components.js'
import type { SauceContext } from '../context.js'
import { appBase } from '../hosts.js'
import { UserParams, type ByUser } from '../paths.js'
import { jsTestStates, startJsTests } from './js-tests.js'
import { JsTestIds, JsTestStatuses, StartJsTests } from './js-tests.schema.js'

const tags = ['JavaScript unit tests']

/** Runs pages of JavaScript unit tests. */
export function jsTestRoutes (app: FastifyInstance, context: SauceContext): void {
  addSchemas(app, [StartJsTests, JsTestIds, JsTestStatuses])

  app.post<ByUser & { Body: StartJsTests }>('/rest/v1/:username/js-tests', {
    config: { fidelity: 'documented', note: 'No browser opens the page: its tests are made up, and pass.' },
    schema: {
      tags,
      operationId: 'startJsTests',
      summary: 'Start JavaScript unit tests',
      params: UserParams,
      body: ref(StartJsTests),
      response: { 200: ref(JsTestIds) }
    }
  }, async (request) => ({
    'js tests': startJsTests(request, request.params.username, request.body).map(({ id }) => id)
  }))

  app.post<ByUser & { Body: JsTestIds }>('/rest/v1/:username/js-tests/status', {
    config: {
      fidelity: 'observed',
      note: 'A verdict set on the job is that of its tests. Reports of qunit, mocha and YUI are what clients read.'
    },
    schema: {
      tags,
      operationId: 'getJsTestsStatus',
      summary: 'Get the status of JavaScript unit tests',
      params: UserParams,
      body: ref(JsTestIds),
      response: { 200: ref(JsTestStatuses) }
    }
  }, async (request) => {
    userOfPath(request, request.params.username)
    const base = appBase(context, request)
    const states = jsTestStates(request, request.body['js tests'])
    return {
      completed: states.every(({ over }) => over),
      'js tests': states.map(({ id, jobId, platform, status, started, result }) => ({
        id,
        job_id: started ? jobId : 'job not ready',
        platform: [...platform],
        status,
        url: `${base}/jobs/${jobId}`,
        result
      }))
    }
  })
}
