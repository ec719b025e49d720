import type { FastifyInstance } from 'fastify'
import { ref } from '../../kernel/schema.js'
import { diagnosticTypes } from '../../facts/app-store.js'
import { linkagesParameters } from '../builds/builds.parameters.js'
import { findBuild } from '../records/builds.js'
import type { AppStoreContext } from '../context.js'
import { linkagesDocument, listDocument } from '../json-api/document.js'
import { fieldNames } from '../json-api/resource.js'
import { get } from '../json-api/route.js'
import { linkagesSchema, listSchema, resourceSchema } from '../json-api/schemas.js'
import { DiagnosticLogs, logsMediaType } from './logs.schema.js'
import { findSignature, signatureOrder, signaturesOf } from './signatures.js'
import { DiagnosticSignatureAttributes, diagnosticSignatures } from '../resources/diagnostic-signature.js'

export const DiagnosticSignature = resourceSchema('DiagnosticSignature', diagnosticSignatures, DiagnosticSignatureAttributes)

const about = { tag: 'Diagnostics', access: 'metrics', fidelity: 'documented' } as const

export function diagnosticRoutes (app: FastifyInstance, context: AppStoreContext): void {
  const { measurements } = context

  get(app, {
    ...about, path: '/v1/builds/:id/diagnosticSignatures', id: 'builds_diagnosticSignatures_getToManyRelated', summary: 'List all diagnostic signatures for a build', response: listSchema(DiagnosticSignature),
    parameters: { filters: { diagnosticType: diagnosticTypes }, fields: { diagnosticSignatures: fieldNames(diagnosticSignatures) }, paged: true },
    note: 'When a trend counts as up or down is ours: a tenth against the mean of four versions.'
  }, async (request, reply) => {
    const build = findBuild(request.world, request.params.id, request.at)
    const found = signaturesOf(measurements, request.world, build, request.parameters.filters.get('diagnosticType'), request.at)
    return listDocument(context, request, reply, diagnosticSignatures, found, signatureOrder)
  })

  get(app, {
    ...about, path: '/v1/builds/:id/relationships/diagnosticSignatures', id: 'builds_diagnosticSignatures_getToManyRelationship', summary: 'List the ids of a build\'s diagnostic signatures', response: linkagesSchema('diagnosticSignatures'), parameters: linkagesParameters
  }, async (request, reply) => {
    const build = findBuild(request.world, request.params.id, request.at)
    return linkagesDocument(context, request, reply, 'diagnosticSignatures', signaturesOf(measurements, request.world, build, undefined, request.at), signatureOrder)
  })

  get(app, {
    ...about, path: '/v1/diagnosticSignatures/:id/logs', id: 'diagnosticSignatures_logs_getToManyRelated', summary: 'Download logs for a diagnostic signature', response: ref(DiagnosticLogs), mediaType: logsMediaType,
    parameters: { limited: true },
    note: 'Events and details of hangs and launches are guesses; those of disk writes are Apple\'s.'
  }, async (request, reply) => {
    const signature = findSignature(measurements, request.world, request.params.id, request.at)
    const { logsBody } = await import('./logs.body.js')
    reply.type(logsMediaType)
    return JSON.stringify(logsBody(signature, request.world.facts.apps.get(signature.build.appId)!, request.parameters.limit))
  })
}
