import type { FastifyInstance } from 'fastify'
import type { MemoryBudget } from '../kernel/memory-budget.js'
import type { TSchema } from '../kernel/schema.js'
import type { AuthMode } from '../http/auth-mode.js'
import { appStoreAuth, authenticator } from './auth/auth.js'
import { diagnosticRoutes } from './diagnostics/diagnostics.routes.js'
import { CallStackNode, DiagnosticLogs } from './diagnostics/logs.schema.js'
import { appStoreErrors } from './errors.js'
import { compressReplies } from './http/compression.js'
import { bareMediaTypes, checkAccept } from './http/media-type.js'
import { rateLimits } from './http/rate-limit.js'
import { requestIds } from './http/request-id.js'
import { strictPaths } from './http/strict-paths.js'
import type { Documents } from './json-api/document.js'
import { serveAll } from './json-api/endpoints.js'
import { ResourceTexts } from './json-api/resource-text.js'
import { readParameters } from './json-api/route.js'
import { documentSchemas } from './json-api/schemas.js'
import type { Profile } from './json-api/view.js'
import { Measurements } from './metrics/measurements.js'
import { metricRoutes } from './metrics/metrics.routes.js'
import { metricSchemas } from './metrics/metrics.schema.js'
import { overviewRoutes } from './overview/overview.routes.js'
import { PerformanceOverview } from './overview/overview.schema.js'
import { IconAsset } from './resources/build-icon.js'
import { resources } from './resources/index.js'

export interface AppStoreOptions {
  auth: AuthMode
  publicUrl: string | undefined
  profile?: Profile
  /** Pays for what is remembered. */
  memory?: MemoryBudget
}

/** The components of the OpenAPI document, in its order: those of diagnostics stand together, after the metrics'. */
function components (): TSchema[] {
  const { diagnosticSignatures, ...others } = resources
  return [
    ...documentSchemas, IconAsset, ...Object.values(others).map(({ schema }) => schema),
    ...metricSchemas,
    diagnosticSignatures.schema, CallStackNode, DiagnosticLogs,
    PerformanceOverview
  ]
}

/** App Store Connect: apps, builds and versions, power and performance metrics, diagnostics. */
export async function appStoreConnect (app: FastifyInstance, options: AppStoreOptions): Promise<void> {
  const { auth, publicUrl, profile = 'live' } = options
  const documents: Documents = { publicUrl, profile, resources, texts: new ResourceTexts() }
  const measurements = new Measurements()
  appStoreErrors(app)
  requestIds(app)
  appStoreAuth(app, authenticator(auth))
  rateLimits(app)
  strictPaths(app)
  checkAccept(app)
  readParameters(app)
  bareMediaTypes(app)
  compressReplies(app)
  for (const schema of components()) app.addSchema(schema)
  serveAll(app, documents)
  metricRoutes(app, measurements, profile, options.memory?.accounts.artifacts)
  diagnosticRoutes(app, documents, measurements)
  overviewRoutes(app, measurements, profile)
}
