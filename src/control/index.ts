import type { FastifyInstance } from 'fastify'
import { jsonWhateverTheType } from '../http/json-body.js'
import '../http/operation.js'
import { JobSpec } from '../worlds/files/job-spec.js'
import { asRoutes } from './as.routes.js'
import { certificateRoutes } from './certificates.routes.js'
import { clockRoutes } from './clock.routes.js'
import type { ControlApp, ControlOptions } from './context.js'
import { documentRoutes } from './documents.routes.js'
import { controlRefusal } from './errors.js'
import { edgeRoutes } from './edge.routes.js'
import { eventRoutes } from './events.routes.js'
import { faultRoutes } from './faults.routes.js'
import { guardControl } from './guard.js'
import { infoRoutes } from './info.routes.js'
import { jobRoutes } from './jobs.routes.js'
import { journalRoutes } from './journal.routes.js'
import { memoryRoutes } from './memory.routes.js'
import { metricsRoutes } from './metrics.routes.js'
import { overviewRoutes } from './overview.routes.js'
import { pageRoutes } from './pages.routes.js'
import { quotaRoutes } from './quotas.routes.js'
import { ControlError } from './refusals.js'
import { seriesRoutes } from './series.routes.js'
import { SeriesSpec } from './series.schema.js'
import { sessionRoutes } from './session.routes.js'
import { snapshotRoutes } from './snapshots.routes.js'
import { truthRoutes } from './truth.routes.js'
import { verifyRoutes } from './verify.routes.js'
import { webhookRoutes } from './webhooks.routes.js'
import { worldRoutes } from './worlds.routes.js'

/** The control plane below /_perftwin: what a test asks of the twin itself. Never subject to the vendors' auth. */
export async function control (host: FastifyInstance, options: ControlOptions): Promise<void> {
  const app: ControlApp = host.withTypeProvider()
  app.setErrorHandler((error, request, reply) => controlRefusal(request, reply, error))
  jsonWhateverTheType(app)
  guardControl(app, options)
  app.addSchema(JobSpec)
  app.addSchema(SeriesSpec)
  app.addSchema(ControlError)
  infoRoutes(app, options)
  jobRoutes(app)
  seriesRoutes(app, options)
  pageRoutes(app)
  clockRoutes(app)
  worldRoutes(app, options)
  snapshotRoutes(app, options)
  truthRoutes(app)
  overviewRoutes(app)
  eventRoutes(app, options)
  webhookRoutes(app, options)
  faultRoutes(app, options)
  quotaRoutes(app)
  journalRoutes(app, options)
  verifyRoutes(app, options)
  memoryRoutes(app, options)
  metricsRoutes(app, options)
  documentRoutes(app, options)
  certificateRoutes(app, options)
  edgeRoutes(app, options)
  sessionRoutes(app, options)
  asRoutes(app, options)
}
