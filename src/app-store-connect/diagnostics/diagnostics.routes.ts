import type { FastifyInstance } from 'fastify'
import { ref } from '../../kernel/schema.js'
import type { AppBuild } from '../../facts/app-store.js'
import type { Documents } from '../json-api/document.js'
import { linkages, relatedMany, type RelatedEndpoint } from '../json-api/related-endpoints.js'
import { get } from '../json-api/route.js'
import type { Measurements } from '../metrics/measurements.js'
import { findApp, findBuild } from '../records/find.js'
import { DiagnosticLogs, logsMediaType } from './logs.schema.js'
import { findSignature, signaturesOf } from './signatures.js'

const tag = 'Diagnostics'

export function diagnosticRoutes (app: FastifyInstance, documents: Documents, measurements: Measurements): void {
  const signaturesOfBuild: RelatedEndpoint<AppBuild, 'diagnosticSignatures'> = {
    tag,
    from: { type: 'builds', access: 'builds', find: findBuild },
    name: 'diagnosticSignatures',
    relationship: {
      type: 'diagnosticSignatures',
      find: (build, moment) => signaturesOf(measurements, build, moment)
    },
    served: {
      summary: 'List all diagnostic signatures for a build',
      ids: 'List the ids of a build\'s diagnostic signatures',
      note: 'When a trend counts as up or down is ours: a tenth against the mean of four versions.'
    }
  }
  relatedMany(app, documents, signaturesOfBuild)
  linkages(app, documents, signaturesOfBuild)

  get(app, {
    tag,
    access: 'metrics',
    fidelity: 'documented',
    path: '/v1/diagnosticSignatures/:id/logs',
    id: 'diagnosticSignatures_logs_getToManyRelated',
    summary: 'Download logs for a diagnostic signature',
    response: ref(DiagnosticLogs),
    mediaType: logsMediaType,
    parameters: { limited: true },
    note: 'Events and details of hangs and launches are guesses; those of disk writes are Apple\'s.'
  }, async (request) => {
    const signature = findSignature(measurements, request.params.id, request)
    const { logsBody } = await import('./logs.body.js')
    return JSON.stringify(logsBody(signature, findApp(signature.build.appId, request), request.parameters.limit))
  })
}
