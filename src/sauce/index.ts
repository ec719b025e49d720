import type { FastifyInstance } from 'fastify'
import { jsonWhateverTheType } from '../http/json-body.js'
import { sauceAuth, type AuthMode } from './auth.js'
import { sauceContext } from './context.js'
import { sauceErrors } from './errors.js'
import { jobRoutes } from './jobs/jobs.routes.js'
import * as jobs from './jobs/jobs.schema.js'

/** The Sauce Labs services: jobs, builds, assets, and what their clients call on the way. */
export async function sauce (app: FastifyInstance, options: { auth: AuthMode, publicUrl: string | undefined }): Promise<void> {
  const context = sauceContext(options)
  jsonWhateverTheType(app)
  sauceErrors(app)
  sauceAuth(app, options.auth)
  for (const schema of [jobs.Job, jobs.JobListItem, jobs.UpdatedJob, jobs.JobUpdate]) app.addSchema(schema)
  jobRoutes(app, context)
}
