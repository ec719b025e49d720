import type { FastifyInstance } from 'fastify'
import { appRoutes } from './apps/apps.routes.js'
import { apps } from './resources/app.js'
import { appStoreAuth, authenticator } from './auth/auth.js'
import { builds } from './resources/build.js'
import { buildRoutes } from './builds/builds.routes.js'
import { buildIcons } from './resources/build-icon.js'
import { compressReplies } from './http/compression.js'
import { appStoreContext, type AppStoreOptions } from './context.js'
import { DiagnosticSignature, diagnosticRoutes } from './diagnostics/diagnostics.routes.js'
import { CallStackNode, DiagnosticLogs } from './diagnostics/logs.schema.js'
import { diagnosticSignatures } from './resources/diagnostic-signature.js'
import { appStoreErrors } from './errors.js'
import { readParameters } from './json-api/route.js'
import { bareMediaTypes, checkAccept } from './http/media-type.js'
import { metricRoutes } from './metrics/metrics.routes.js'
import { metricSchemas } from './metrics/metrics.schema.js'
import { overviewRoutes } from './overview/overview.routes.js'
import { PerformanceOverview } from './overview/overview.schema.js'
import { rateLimits } from './http/rate-limit.js'
import { requestIds } from './http/request-id.js'
import { resourceSchemas } from './schemas.js'
import { strictPaths } from './http/strict-paths.js'
import { appStoreVersions } from './resources/app-store-version.js'
import { preReleaseVersions } from './resources/pre-release-version.js'
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
