import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { addSchemas } from '../components.js'
import { PlatformItem, platformKinds, platforms } from './platforms.js'

const Params = Type.Object({ kind: Type.String({ description: platformKinds.join(', ') }) })

const BrowserParams = Type.Object({ kind: Type.String({ description: 'all or webdriver' }) })
const EndsOfSupport = Type.Record(Type.Nullable(Type.Integer()), {
  description: 'Unix seconds by release; null: no end is known.'
})

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

  app.get('/rest/v1/info/platforms/appium/eol', {
    config: {
      credentials: 'open',
      fidelity: 'documented',
      note: 'The releases whose support ended are the documented sample\'s; what platforms still take has no end.'
    },
    schema: {
      tags: ['Platform'],
      operationId: 'getAppiumEol',
      summary: 'Get when support for releases of Appium ends',
      response: { 200: EndsOfSupport }
    }
  }, async () => (await import('./platforms.table.js')).appiumEnds())

  app.get<{ Params: Static<typeof BrowserParams> }>('/rest/v1/info/browsers/:kind', {
    config: {
      credentials: 'open',
      fidelity: 'observed',
      note: 'Old clients\' path; selenium-rc, which nobody runs any more, is a 404.'
    },
    schema: {
      tags: ['Platform'],
      operationId: 'listBrowsers',
      summary: 'Get the browsers that tests can ask for',
      params: BrowserParams,
      response: { 200: Type.Array(ref(PlatformItem)) }
    }
  }, async ({ params }) => {
    if (params.kind !== 'all' && params.kind !== 'webdriver') throw new NotFound('browsers', params.kind)
    return await platforms(params.kind)
  })
}
