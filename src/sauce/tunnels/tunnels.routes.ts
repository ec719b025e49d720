import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import { userOfPath } from '../auth.js'
import { Flag, isOn } from '../jobs/jobs.schema.js'

const UserParams = Type.Object({ username: Type.String() })
const Params = Type.Object({ username: Type.String(), tunnel_id: Type.String() })
const Query = Type.Object({
  full: Type.Optional(Flag),
  all: Type.Optional(Flag),
  filter: Type.Optional(Type.String()),
  protocol: Type.Optional(Type.String())
})

interface ByUser { Params: Static<typeof UserParams>, Querystring: Static<typeof Query> }
interface ById { Params: Static<typeof Params> }

const tags = ['Tunnels']
const config = { fidelity: 'documented', note: 'No tunnel ever runs: perftwin opens no connections.' } as const

export function tunnelRoutes (app: FastifyInstance): void {
  app.get<ByUser>('/rest/v1/:username/tunnels', {
    config,
    schema: {
      tags,
      operationId: 'listTunnels',
      summary: 'Get the tunnels of a user',
      params: UserParams,
      querystring: Query,
      response: { 200: Type.Union([Type.Array(Type.Unknown()), Type.Record(Type.Array(Type.Unknown()), { description: 'With all: the tunnels by the name of the user who shares them.' })]) }
    }
  }, async ({ params, query, world, caller }) => {
    userOfPath(world, caller, params.username)
    return isOn(query.all) ? {} : []
  })

  app.get<ByUser>('/rest/v1/:username/all_tunnels', {
    config: { ...config, fidelity: 'inferred' },
    schema: { tags, operationId: 'listAllTunnels', summary: 'Get the tunnels of a user and of those below', params: UserParams, response: { 200: Type.Array(Type.Unknown()) } }
  }, async ({ params, world, caller }) => {
    userOfPath(world, caller, params.username)
    return []
  })

  const one = (method: 'GET' | 'DELETE', path: string, operationId: string, summary: string): void => {
    app.route<ById>({ method, url: path, config, schema: { tags, operationId, summary, params: Params }, handler: async ({ params }) => { throw new NotFound('tunnel', params.tunnel_id) } })
  }
  one('GET', '/rest/v1/:username/tunnels/:tunnel_id', 'getTunnel', 'Get a tunnel')
  one('GET', '/rest/v1/:username/tunnels/:tunnel_id/num_jobs', 'getTunnelJobs', 'Count the jobs that use a tunnel')
  one('DELETE', '/rest/v1/:username/tunnels/:tunnel_id', 'deleteTunnel', 'Stop a tunnel')
}
