import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { checkTime, parseInstant } from '../../kernel/time.js'
import type { User } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import { addSchemas } from '../components.js'
import { isOn } from '../flags.js'
import { refusedWith } from '../refusals.js'
import type { BuildState } from './build-state.js'
import { buildBody, buildJobBody } from './builds.body.js'
import { findBuild, findBuildOfJob, jobsInStates, listBuilds, maxListed } from './builds.js'
import * as wire from './builds.schema.js'

interface OfSource { Params: Static<typeof wire.SourceParams> }
interface OfBuild { Params: Static<typeof wire.BuildParams> }
interface OfJob { Params: Static<typeof wire.JobOfSourceParams> }

const defaultLimit = 20
const tags = ['Builds']
const ignored = 'The user_id, org_id, group_id and team_id that node-saucelabs may add are ignored.'

/** The Builds API. */
export function buildRoutes (app: FastifyInstance): void {
  addSchemas(app, wire.buildSchemas)

  app.get<OfSource & { Querystring: wire.BuildsQuery }>('/v2/builds/:source', {
    config: {
      fidelity: 'documented',
      note: 'Without user_id: the builds of everybody whom the caller may look at. ' +
        'The default limit is the one node-saucelabs declares.'
    },
    schema: {
      tags,
      operationId: 'getBuildsV2',
      summary: 'Look up builds',
      params: wire.SourceParams,
      querystring: wire.BuildsQuery,
      response: { 200: Type.Object({ builds: Type.Array(ref(wire.Build)) }) }
    }
  }, async (request) => {
    const { query, world } = request
    const filter = {
      owned: ownedBy(world, query),
      name: query.name,
      statuses: query.status,
      start: secondsOf(query.start ?? query.start_time, 'start'),
      end: secondsOf(query.end ?? query.end_time, 'end'),
      sort: query.sort,
      offset: query.offset ?? 0,
      limit: query.limit ?? defaultLimit
    }
    if (request.params.source === 'rdc') return { builds: [] }
    return { builds: listBuilds(request, filter).map((state) => buildBody(state, world)) }
  })

  app.get<OfBuild>('/v2/builds/:source/:build_id', {
    config: { fidelity: 'documented', note: ignored },
    schema: {
      tags,
      operationId: 'getBuildV2',
      summary: 'Get a build',
      params: wire.BuildParams,
      querystring: wire.IgnoredQuery,
      response: { 200: ref(wire.Build) }
    }
  }, async (request) => {
    try {
      return buildBody(virtualBuild(request), request.world)
    } catch (error) {
      // A 403 is documented for the list of jobs alone.
      throw error instanceof Forbidden ? new NotFound('build', request.params.build_id) : error
    }
  })

  app.get<OfJob>('/v2/builds/:source/jobs/:job_id/build', {
    config: { fidelity: 'documented', note: ignored },
    schema: {
      tags,
      operationId: 'getBuildByJobIdV2',
      summary: 'Get the build of a job',
      params: wire.JobOfSourceParams,
      querystring: wire.IgnoredQuery,
      response: { 200: ref(wire.Build) }
    }
  }, async (request) => {
    const { source, job_id: id } = request.params
    if (source === 'rdc') throw new NotFound('job', id)
    return buildBody(findBuildOfJob(request, id), request.world)
  })

  app.get<OfBuild & { Querystring: wire.BuildJobsQuery }>('/v2/builds/:source/:build_id/jobs', {
    config: { fidelity: 'documented', note: ignored },
    schema: {
      tags,
      operationId: 'getBuildsJobsV2',
      summary: 'Look up the jobs of a build',
      params: wire.BuildParams,
      querystring: wire.BuildJobsQuery,
      response: {
        200: Type.Object({ jobs: Type.Array(ref(wire.BuildJob)) }),
        ...refusedWith(403, '/v2/builds/')
      }
    }
  }, async (request) => {
    const { at, query } = request
    const { modified_since: since, limit = defaultLimit, offset = 0, ...flags } = query
    const states = Object.fromEntries(stateNames.map((name) => [name, switchOf(flags[name])]))
    const jobs = jobsInStates(virtualBuild(request), states, at, secondsOf(since, 'modified_since'))
    const page = jobs.slice(offset, offset + Math.min(limit, maxListed))
    return { jobs: page.map((job) => buildJobBody(job, at)) }
  })
}

const stateNames = [
  'completed', 'errored', 'failed', 'finished', 'new', 'passed', 'public', 'queued', 'running', 'faulty'
] as const

/** A state that is asked for (true), ruled out (false), or neither. */
const switchOf = (flag: string | undefined): boolean | undefined => flag === undefined ? undefined : isOn(flag)

function virtualBuild (request: FastifyRequest<OfBuild>): BuildState {
  const { source, build_id: id } = request.params
  if (source === 'rdc') throw new NotFound('build', id)
  return findBuild(request, id)
}

function ownedBy (world: World, query: wire.BuildsQuery): (owner: User) => boolean {
  const { user_id: userId, org_id: orgId, group_id: groupId, team_id: teamId } = query
  return (owner) =>
    (userId === undefined || owner.id === userId) &&
    (orgId === undefined || organizationId(world) === orgId) &&
    (teamId === undefined || owner.teamId === teamId) &&
    (groupId === undefined || world.facts.teams.get(owner.teamId)?.groupId === groupId)
}

/** A time of a query in seconds since the Unix epoch: it may be written as that, or as ISO 8601. */
function secondsOf (text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+(?:\.\d+)?$/.test(text)) return checkTime(Number(text) * 1000, name) / 1000
  const at = parseInstant(text)
  if (at === undefined) {
    throw new Invalid(`${name}: "${text.slice(0, 60)}" is neither a Unix time nor an ISO 8601 time`, name)
  }
  return at / 1000
}
