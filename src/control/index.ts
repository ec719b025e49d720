import type { FastifyInstance } from 'fastify'
import '../http/operation.js'
import { jsonWhateverTheType } from '../http/json-body.js'
import type { Webhooks } from './webhooks.js'
import type { Store } from '../store/store.js'
import type { Worlds } from '../worlds/registry.js'
import { JobSpec } from '../worlds/files/job-spec.js'
import { controlRefusal } from './errors.js'
import { clockRoutes } from './clock.routes.js'
import { eventRoutes } from './events.routes.js'
import { faultRoutes } from './faults.routes.js'
import { guardControl } from './guard.js'
import { infoRoutes } from './info.routes.js'
import { jobRoutes } from './jobs.routes.js'
import { journalRoutes } from './journal.routes.js'
import { metricsRoutes } from './metrics.routes.js'
import { quotaRoutes } from './quotas.routes.js'
import { verifyRoutes } from './verify.routes.js'
import { documentRoutes } from './documents.routes.js'
import { snapshotRoutes } from './snapshots.routes.js'
import { truthRoutes } from './truth.routes.js'
import { webhookRoutes } from './webhooks.routes.js'
import { worldRoutes } from './worlds.routes.js'

export interface ControlOptions {
  worlds: Worlds
  /** Where uploaded bytes are kept. */
  store: Pick<Store, 'putBytes' | 'getBytes'>
  webhooks: Webhooks
  version: string
  /** The address the server is bound to. */
  host: string
  token: string | undefined
  /** The base of absolute links, where the request's own Host would be wrong. */
  publicUrl?: string | undefined
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
  clockRoutes(app)
  worldRoutes(app, options)
  snapshotRoutes(app, options)
  truthRoutes(app)
  eventRoutes(app, options)
  webhookRoutes(app, options)
  faultRoutes(app, options)
  quotaRoutes(app)
  journalRoutes(app, options)
  verifyRoutes(app)
  metricsRoutes(app, options)
  documentRoutes(app, options)
}
