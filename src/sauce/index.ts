import type { FastifyInstance } from 'fastify'
import { jsonWhateverTheType } from '../http/json-body.js'
import { accountRoutes } from './accounts/accounts.routes.js'
import { historyRoutes } from './accounts/history.routes.js'
import { relativeRoutes } from './accounts/relatives.routes.js'
import { serviceAccountRoutes } from './accounts/service-accounts.routes.js'
import { createUserRoutes } from './accounts/create-user.routes.js'
import { teamManagementRoutes } from './accounts/team-management.routes.js'
import { analyticsRoutes } from './analytics/analytics.routes.js'
import { assetFileRoutes } from './assets/asset-files.routes.js'
import { assetRoutes } from './assets/assets.routes.js'
import { uploadRoutes } from './assets/uploads.routes.js'
import { restBuildRoutes } from './builds/builds.rest.routes.js'
import { buildRoutes } from './builds/builds.routes.js'
import { addSchemas } from './components.js'
import { sauceContext, type SauceContext, type SauceOptions } from './context.js'
import { sauceAuth } from './credentials.js'
import { sauceErrors } from './errors.js'
import { infoRoutes } from './info/info.routes.js'
import { jobRoutes } from './jobs/jobs.routes.js'
import { jobWritingRoutes } from './jobs/jobs.writing.routes.js'
import { jsTestRoutes } from './js-tests/js-tests.routes.js'
import { pageRoutes } from './pages/pages.routes.js'
import { performanceOperations } from './performance/operations.js'
import { platformRoutes } from './platforms/platforms.routes.js'
import { sauceRateLimit } from './rate-limit.js'
import { errorSchemas } from './refusals.js'
import { sauceConnectRoutes } from './sauce-connect/sauce-connect.routes.js'
import { storageRoutes } from './storage/storage.routes.js'
import { testcomposerRoutes } from './testcomposer/testcomposer.routes.js'
import { tunnelRoutes } from './tunnels/tunnels.routes.js'

/** A part of the API: its operations, and the schemas they refer to. */
type Slice = (app: FastifyInstance, context: SauceContext) => void | Promise<void>

/** In the order of the OpenAPI document. */
const slices: readonly Slice[] = [
  jobRoutes,
  jobWritingRoutes,
  buildRoutes,
  restBuildRoutes,
  assetRoutes,
  assetFileRoutes,
  uploadRoutes,
  accountRoutes,
  relativeRoutes,
  historyRoutes,
  teamManagementRoutes,
  createUserRoutes,
  serviceAccountRoutes,
  tunnelRoutes,
  sauceConnectRoutes,
  platformRoutes,
  infoRoutes,
  testcomposerRoutes,
  jsTestRoutes,
  analyticsRoutes,
  storageRoutes,
  performanceOperations,
  pageRoutes
]

/** The Sauce Labs services: jobs, builds, assets, and what their clients call on the way. */
export async function sauce (app: FastifyInstance, options: SauceOptions): Promise<void> {
  const context = sauceContext(options)
  jsonWhateverTheType(app)
  sauceErrors(app)
  sauceRateLimit(app, options.auth)
  sauceAuth(app, options.auth)
  addSchemas(app, errorSchemas)
  for (const register of slices) await register(app, context)
}
