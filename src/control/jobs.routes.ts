import { statusAt, type Job } from '../facts/job.js'
import type { ControlApp } from './context.js'
import { checkPins, createJob, growthFor } from './jobs.js'
import { jobOperations as operations } from './jobs.schema.js'
import type { Answer } from './operations.js'

const isoOrNull = (ms: number | null): string | null => ms === null ? null : new Date(ms).toISOString()

const createdJob = (job: Job, at: number): Answer<'createJob'> => ({
  id: job.id,
  owner: job.owner,
  status: statusAt(job, at),
  created: new Date(job.plan.created).toISOString(),
  started: isoOrNull(job.plan.started),
  ended: isoOrNull(job.plan.ended)
})

export function jobRoutes (app: ControlApp): void {
  app.post('/_perftwin/jobs', { schema: operations.createJob }, async ({ world, body, at }, reply) => {
    world.holdings.checkRoom()
    await checkPins(world, body, at)
    const growth = await growthFor(world, body, at)
    const job = createJob(world, body, at, growth?.least)
    reply.code(201)
    return { ...createdJob(job, at), ...(growth === undefined ? {} : { note: growth.note }) }
  })
}
