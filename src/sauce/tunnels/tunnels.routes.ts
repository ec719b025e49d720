import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import type { Tunnel } from '../../facts/facts.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { administeredAccounts, userOfPath, type Asking } from '../access.js'
import { addSchemas } from '../components.js'
import { Flag, isOn } from '../flags.js'
import { UserParams, type ByUser } from '../paths.js'
import { tunnelBody } from './tunnels.body.js'
import { StartTunnel, TunnelInfo } from './tunnels.schema.js'
import {
  allTunnels, findTunnel, jobsThrough, openTunnels, startTunnel, stopTunnel, usableTunnels
} from './tunnels.js'

const Params = Type.Object({ username: Type.String(), tunnel_id: Type.String() })
const Query = Type.Object({
  full: Type.Optional(Flag),
  all: Type.Optional(Flag),
  filter: Type.Optional(Type.String({ description: 'one_per_pool: one tunnel of each name; v2alpha: none.' })),
  protocol: Type.Optional(Type.String())
})
const StopQuery = Type.Object({
  reason: Type.Optional(Type.String({ maxLength: 255, description: 'Why it is closed.' })),
  wait_for_jobs: Type.Optional({ ...Flag, description: 'Whether to wait for jobs; not looked at.' })
})
const Listed = Type.Array(Type.Union([Type.String(), ref(TunnelInfo)]), { description: 'Ids; with full: all of it.' })
const ByOwner = Type.Record(Listed, {
  description: 'With all: the tunnels by the name of the user who shares them.'
})
const Running = Type.Object({ id: Type.String(), jobs_running: Type.Integer() })
const Stopped = Type.Object({ result: Type.Boolean(), id: Type.String(), jobs_running: Type.Integer() })

interface ById { Params: Static<typeof Params> }
interface Listing { Querystring: Static<typeof Query> }

const tags = ['Tunnels']
const documented = { fidelity: 'documented' } as const

/** One tunnel of each name, and all that have none. */
function onePerPool (tunnels: readonly Tunnel[]): Tunnel[] {
  const pools = new Map(tunnels.map((tunnel) => [tunnel.name ?? tunnel.id, tunnel]))
  return [...pools.values()]
}

function filtered (tunnels: readonly Tunnel[], filter: string | undefined): readonly Tunnel[] {
  if (filter === 'one_per_pool') return onePerPool(tunnels)
  return filter === 'v2alpha' ? tunnels.filter(({ settings }) => settings.vm_version === 'v2alpha') : tunnels
}

/** Sauce Connect's tunnels: in name alone, for perftwin opens no connections. */
export function tunnelRoutes (app: FastifyInstance): void {
  addSchemas(app, [TunnelInfo])

  const listed = (asking: Asking, tunnels: readonly Tunnel[], { full, filter }: Listing['Querystring']): unknown[] => {
    const shown = filtered(tunnels, filter)
    return isOn(full) ? shown.map((tunnel) => tunnelBody(tunnel, asking.at, asking.world)) : shown.map(({ id }) => id)
  }

  app.get<ByUser & Listing>('/rest/v1/:username/tunnels', {
    config: { ...documented, note: 'Those that clients started; nothing passes through them.' },
    schema: {
      tags,
      operationId: 'listTunnels',
      summary: 'Get the tunnels of a user',
      params: UserParams,
      querystring: Query,
      response: { 200: Type.Union([Listed, ByOwner]) }
    }
  }, async (request) => {
    const { params: { username }, query } = request
    if (!isOn(query.all)) return listed(request, openTunnels(request, username), query)
    const usable = [...usableTunnels(request, username)]
    return Object.fromEntries(usable.map(([owner, tunnels]) => [owner, listed(request, tunnels, query)]))
  })

  app.get<ByUser & Listing>('/rest/v1/:username/all_tunnels', {
    config: { fidelity: 'inferred' },
    schema: {
      tags,
      operationId: 'listAllTunnels',
      summary: 'Get the tunnels of a user and of those below',
      params: UserParams,
      querystring: Query,
      response: { 200: Listed }
    }
  }, async (request) => {
    const { params: { username }, query } = request
    const users = administeredAccounts(request, userOfPath(request, username))
    return listed(request, allTunnels(request, users.map((user) => user.username)), query)
  })

  app.post<ByUser & { Body: StartTunnel }>('/rest/v1/:username/tunnels', {
    config: {
      fidelity: 'inferred',
      note: 'What Sauce Connect itself asks for. The tunnel is new, then booting, and after three seconds of the ' +
        'world\'s time running; at once where the clock stands still. Nothing passes through it.'
    },
    schema: {
      tags,
      operationId: 'startTunnel',
      summary: 'Start a tunnel',
      params: UserParams,
      body: StartTunnel,
      response: { 200: ref(TunnelInfo) }
    }
  }, async (request) => {
    const { params: { username }, body, at, world } = request
    return tunnelBody(startTunnel(request, username, body), at, world)
  })

  const url = '/rest/v1/:username/tunnels/:tunnel_id'

  app.get<ById>(url, {
    config: { ...documented, note: 'It has no host, for there is none that connects.' },
    schema: {
      tags,
      operationId: 'getTunnel',
      summary: 'Get a tunnel',
      params: Params,
      response: { 200: ref(TunnelInfo) }
    }
  }, async (request) => {
    const { params: { username, tunnel_id: id }, at, world } = request
    return tunnelBody(findTunnel(request, username, id), at, world)
  })

  app.get<ById>(`${url}/num_jobs`, {
    config: documented,
    schema: {
      tags,
      operationId: 'getTunnelJobs',
      summary: 'Count the jobs that use a tunnel',
      params: Params,
      response: { 200: Running }
    }
  }, async (request) => {
    const { username, tunnel_id: id } = request.params
    return { id, jobs_running: jobsThrough(request, findTunnel(request, username, id)) }
  })

  app.delete<ById & { Querystring: Static<typeof StopQuery> }>(url, {
    config: { ...documented, note: 'wait_for_jobs is not looked at: nothing of a job passes through a tunnel.' },
    schema: {
      tags,
      operationId: 'deleteTunnel',
      summary: 'Stop a tunnel',
      params: Params,
      querystring: StopQuery,
      response: { 200: Stopped }
    }
  }, async (request) => {
    const { params: { username, tunnel_id: id }, query: { reason } } = request
    const tunnel = stopTunnel(request, username, id, reason)
    return { result: true, id, jobs_running: jobsThrough(request, tunnel) }
  })
}
