import type { FastifyInstance } from 'fastify'
import { Invalid } from '../kernel/errors.js'
import { Type, ref, type Static } from '../kernel/schema.js'
import { ensureBuild } from '../worlds/build.js'
import { JobSpec } from '../worlds/files/job-spec.js'
import { makeJob } from '../worlds/files/make-job.js'
import { statusAt, type Job } from '../facts/job.js'
import { whenMachineFree } from '../worlds/machines.js'
import { pageOf, pinFaults } from '../worlds/page-loads.js'
import { underPolicy } from '../worlds/progress.js'
import { isWebUrl } from '../facts/visits.js'
import type { World } from '../worlds/world.js'

const Created = Type.Object({
  id: Type.String(),
  owner: Type.String(),
  status: Type.String(),
  created: Type.String(),
  started: Type.Nullable(Type.String()),
  ended: Type.Nullable(Type.String())
})

/** The job asked for, not yet part of the world. Throws Invalid if it cannot be. */
function draftJob (world: World, spec: JobSpec, at: number): Job {
  const owner = spec.owner ?? world.facts.users.values().next().value?.username
  if (owner === undefined || !world.facts.users.has(owner)) throw new Invalid(`owner: "${owner ?? ''}" is no user of this world`, 'owner')
  const stray = (spec.pages ?? []).find((page) => !isWebUrl(pageOf(world, page).url))
  if (stray !== undefined) throw new Invalid(`pages: "${stray.slice(0, 80)}" is neither a page of this world nor an http(s) URL`, 'pages')
  if (spec.id !== undefined && world.facts.jobs.has(spec.id)) throw new Invalid(`id: there is a job ${spec.id} already`, 'id')
  const number = (world.facts.counters.get('job')?.value ?? 0) + 1
  return makeJob(spec, { seed: world.seed, frame: { epoch: world.base.origin.epoch, start: at }, owner, origin: 'created-job', number })
}

/** Adds a job with the plan asked for; relative times refer to the world's now. */
export function createJob (world: World, spec: JobSpec, at: number): Job {
  const planned = draftJob(world, spec, at)
  const due = world.quotas.settings.concurrency ? whenMachineFree(world, planned) : planned
  // Only now, so that a specification that is refused changes nothing.
  world.nextNumber('job')
  const job = underPolicy(world, due, at)
  if (job.build !== null) ensureBuild(world, job.owner, job.build, job.plan.created)
  return world.facts.jobs.put(job)
}

const isoOrNull = (ms: number | null): string | null => ms === null ? null : new Date(ms).toISOString()

export function jobRoutes (app: FastifyInstance): void {
  app.post<{ Body: Static<typeof JobSpec> }>('/_perftwin/jobs', {
    schema: { tags: ['Jobs'], operationId: 'createJob', summary: 'Create a job with a chosen plan', body: ref(JobSpec), response: { 201: Created } }
  }, async (request, reply) => {
    const { world, body, at } = request
    const [fault] = body.pins === undefined ? [] : await pinFaults(world, draftJob(world, body, at))
    if (fault !== undefined) throw new Invalid(fault, 'pins')
    const job = createJob(world, body, at)
    reply.code(201)
    return {
      id: job.id,
      owner: job.owner,
      status: statusAt(job, at),
      created: new Date(job.plan.created).toISOString(),
      started: isoOrNull(job.plan.started),
      ended: isoOrNull(job.plan.ended)
    }
  })
}
