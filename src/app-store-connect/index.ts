import type { FastifyInstance } from 'fastify'
import { appRoutes } from './apps/apps.routes.js'
import { apps } from './apps/apps.resource.js'
import { appStoreAuth, authenticator } from './auth/auth.js'
import { builds } from './builds/builds.resource.js'
import { buildRoutes } from './builds/builds.routes.js'
import { buildIcons } from './builds/icons.resource.js'
import { compressReplies } from './compression.js'
import { appStoreContext, type AppStoreOptions } from './context.js'
import { DiagnosticSignature, diagnosticRoutes } from './diagnostics/diagnostics.routes.js'
import { CallStackNode, DiagnosticLogs } from './diagnostics/logs.schema.js'
import { diagnosticSignatures } from './diagnostics/signatures.resource.js'
import { appStoreErrors } from './errors.js'
import { readParameters } from './json-api/route.js'
import { bareMediaTypes, checkAccept } from './media-type.js'
import { metricRoutes } from './metrics/metrics.routes.js'
import { metricSchemas } from './metrics/metrics.schema.js'
import { overviewRoutes } from './overview/overview.routes.js'
import { PerformanceOverview } from './overview/overview.schema.js'
import { rateLimits } from './rate-limit.js'
import { requestIds } from './request-id.js'
import { resourceSchemas } from './schemas.js'
import { strictPaths } from './strict-paths.js'
import { appStoreVersions } from './versions/app-store-versions.resource.js'
import { preReleaseVersions } from './versions/pre-release-versions.resource.js'
import { versionRoutes } from './versions/versions.routes.js'

const resources = { apps, builds, buildIcons, appStoreVersions, preReleaseVersions, diagnosticSignatures }

/** App Store Connect: apps, builds and versions, power and performance metrics, diagnostics. */
export async function appStoreConnect (app: FastifyInstance, options: AppStoreOptions): Promise<void> {
  const context = appStoreContext(options, resources)
  appStoreErrors(app)
  requestIds(app)
  appStoreAuth(app, authenticator(options.auth))
  rateLimits(app)
  strictPaths(app)
  checkAccept(app)
  readParameters(app)
  bareMediaTypes(app)
  compressReplies(app)
  for (const schema of [...resourceSchemas, ...metricSchemas, DiagnosticSignature, CallStackNode, DiagnosticLogs, PerformanceOverview]) app.addSchema(schema)
  appRoutes(app, context)
  buildRoutes(app, context)
  versionRoutes(app, context)
  metricRoutes(app, context)
  diagnosticRoutes(app, context)
  overviewRoutes(app, context)
}

export type { AppStoreOptions } from './context.js'
