import type { FastifyInstance } from 'fastify'
import { jsonWhateverTheType } from '../http/json-body.js'
import { accountRoutes } from './accounts/accounts.routes.js'
import * as accounts from './accounts/accounts.schema.js'
import { teamManagementRoutes } from './accounts/team-management.routes.js'
import { AssetList } from './assets/assets.body.js'
import { assetFileRoutes } from './assets/asset-files.routes.js'
import { assetRoutes } from './assets/assets.routes.js'
import { uploadRoutes } from './assets/uploads.routes.js'
import { sauceAuth } from './auth.js'
import { restBuildRoutes } from './builds/builds.rest.routes.js'
import { buildRoutes } from './builds/builds.routes.js'
import * as builds from './builds/builds.schema.js'
import { sauceContext, type SauceOptions } from './context.js'
import { sauceErrors } from './errors.js'
import { infoRoutes } from './info/info.routes.js'
import { jobRoutes } from './jobs/jobs.routes.js'
import * as jobs from './jobs/jobs.schema.js'
import { performanceRoutes } from './performance/performance.routes.js'
import { performanceSchemas } from './performance/performance.schema.js'
import { performanceWritingRoutes } from './performance/writing.routes.js'
import { PlatformItem } from './platforms/platforms.js'
import { platformRoutes } from './platforms/platforms.routes.js'
import { sauceRateLimit } from './rate-limit.js'
import { Report } from './testcomposer/report.js'
import { InvalidTestRuns, TestRuns } from './testcomposer/test-runs.js'
import { testcomposerRoutes } from './testcomposer/testcomposer.routes.js'
import { tunnelRoutes } from './tunnels/tunnels.routes.js'

const components = [
  jobs.Job, jobs.JobListItem, jobs.UpdatedJob, jobs.JobUpdate,
  builds.Build, builds.BuildJob, builds.RestBuild,
  AssetList,
  accounts.UserSummary, accounts.UserProfile, accounts.TeamSummary, accounts.TeamProfile,
  accounts.Account, accounts.Concurrency, accounts.AccountConcurrency, accounts.ActivityReport,
  PlatformItem, Report, TestRuns, InvalidTestRuns,
  ...performanceSchemas
]

/** The Sauce Labs services: jobs, builds, assets, and what their clients call on the way. */
export async function sauce (app: FastifyInstance, options: SauceOptions): Promise<void> {
  const context = sauceContext(options)
  jsonWhateverTheType(app)
  sauceErrors(app)
  sauceAuth(app, options.auth)
  sauceRateLimit(app)
  for (const schema of components) app.addSchema(schema)
  jobRoutes(app, context)
  buildRoutes(app)
  restBuildRoutes(app, context)
  assetRoutes(app, context)
  assetFileRoutes(app, context)
  await app.register(uploadRoutes, { store: options.store })
  accountRoutes(app)
  teamManagementRoutes(app, context)
  tunnelRoutes(app)
  platformRoutes(app)
  infoRoutes(app)
  testcomposerRoutes(app)
  performanceRoutes(app, context)
  performanceWritingRoutes(app, context)
}
