import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import { userOfPath } from '../access.js'
import { Flag, isOn } from '../flags.js'
import { UserParams, type ByUser } from '../paths.js'

const Params = Type.Object({ username: Type.String(), tunnel_id: Type.String() })
const Query = Type.Object({
  full: Type.Optional(Flag),
  all: Type.Optional(Flag),
  filter: Type.Optional(Type.String()),
  protocol: Type.Optional(Type.String())
})
const Tunnels = Type.Array(Type.Unknown())
const TunnelsByUser = Type.Record(Tunnels, {
  description: 'With all: the tunnels by the name of the user who shares them.'
})

// What nobody is ever answered here: as the vendor documents it.
const Running = Type.Object({ jobs_running: Type.Integer() })
const Stopped = Type.Object({ result: Type.Boolean(), id: Type.String() })

interface ById { Params: Static<typeof Params> }

const tags = ['Tunnels']
const config = { fidelity: 'documented', note: 'No tunnel ever runs: perftwin opens no connections.' } as const

export function tunnelRoutes (app: FastifyInstance): void {
  app.get<ByUser & { Querystring: Static<typeof Query> }>('/rest/v1/:username/tunnels', {
    config,
    schema: {
      tags,
      operationId: 'listTunnels',
      summary: 'Get the tunnels of a user',
      params: UserParams,
      querystring: Query,
      response: { 200: Type.Union([Tunnels, TunnelsByUser]) }
    }
  }, async (request) => {
    userOfPath(request, request.params.username)
    return isOn(request.query.all) ? {} : []
  })

  app.get<ByUser>('/rest/v1/:username/all_tunnels', {
    config: { ...config, fidelity: 'inferred' },
    schema: {
      tags,
      operationId: 'listAllTunnels',
      summary: 'Get the tunnels of a user and of those below',
      params: UserParams,
      response: { 200: Tunnels }
    }
  }, async (request) => {
    userOfPath(request, request.params.username)
    return []
  })

  const one = (method: 'GET' | 'DELETE', url: string, operationId: string, summary: string, answer: object): void => {
    app.route<ById>({
      method,
      url,
      config,
      schema: { tags, operationId, summary, params: Params, response: { 200: answer } },
      handler: async ({ params }) => { throw new NotFound('tunnel', params.tunnel_id) }
    })
  }
  const url = '/rest/v1/:username/tunnels/:tunnel_id'
  one('GET', url, 'getTunnel', 'Get a tunnel', Type.Record(Type.Unknown()))
  one('GET', `${url}/num_jobs`, 'getTunnelJobs', 'Count the jobs that use a tunnel', Running)
  one('DELETE', url, 'deleteTunnel', 'Stop a tunnel', Stopped)
}
