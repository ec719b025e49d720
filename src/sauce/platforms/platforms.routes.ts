import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { addSchemas } from '../components.js'
import { PlatformItem, platformKinds, platforms } from './platforms.js'

const Params = Type.Object({ kind: Type.String({ description: platformKinds.join(', ') }) })

export function platformRoutes (app: FastifyInstance): void {
  addSchemas(app, [PlatformItem])

  for (const [version, operationId] of [['v1', 'listPlatforms'], ['v1.1', 'listPlatformsV1_1']] as const) {
    app.get<{ Params: Static<typeof Params> }>(`/rest/${version}/info/platforms/:kind`, {
      config: {
        credentials: 'open',
        fidelity: 'documented',
        note: 'A selection of what the real service has; full versions of older browsers are made up.'
      },
      schema: {
        tags: ['Platform'],
        operationId,
        summary: 'Get the platforms that tests can ask for',
        params: Params,
        response: { 200: Type.Array(ref(PlatformItem)) }
      }
    }, async ({ params }) => {
      const kind = platformKinds.find((known) => known === params.kind)
      if (kind === undefined) throw new NotFound('platforms', params.kind)
      return await platforms(kind)
    })
  }
}
