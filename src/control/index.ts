import type { FastifyInstance } from 'fastify'
import '../http/operation.js'
import { jsonWhateverTheType } from '../http/json-body.js'
import type { Worlds } from '../worlds/registry.js'
import { JobSpec } from '../worlds/job-spec.js'
import { controlRefusal } from './errors.js'
import { guardControl } from './guard.js'
import { infoRoutes } from './info.routes.js'
import { jobRoutes } from './jobs.routes.js'
import { documentRoutes } from './documents.routes.js'

export interface ControlOptions {
  worlds: Worlds
  version: string
  /** The address the server is bound to. */
  host: string
  token: string | undefined
  /** The OpenAPI document of a part; undefined for an unknown name. */
  document: (name: string) => Promise<object | undefined>
  /** A file of the documentation page. */
  docs: (url: string) => Promise<{ status: number, headers: Record<string, string>, body: Buffer } | undefined>
}

/** The control plane below /_perftwin: what a test asks of the twin itself. Never subject to the vendors' auth. */
export async function control (app: FastifyInstance, options: ControlOptions): Promise<void> {
  app.setErrorHandler((error, request, reply) => controlRefusal(request, reply, error))
  jsonWhateverTheType(app)
  guardControl(app, options)
  app.addSchema(JobSpec)
  infoRoutes(app, options)
  jobRoutes(app)
  documentRoutes(app, options)
}
