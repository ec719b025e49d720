import fastifySwaggerUi from '@fastify/swagger-ui'
import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'
import { documentNames, vendors } from '../vendors.js'

export interface DocsPage { status: number, headers: Record<string, string>, body: Buffer }

let page: Promise<FastifyInstance> | undefined

/** The documentation page's files, all of them from this machine: they work without a network. `url` is the path below /_perftwin. */
export async function docsPage (url: string): Promise<DocsPage | undefined> {
  page ??= makeDocsApp()
  const { statusCode, headers, rawPayload } = await (await page).inject({ url })
  if (statusCode === 404) return undefined
  const passed = ['content-type', 'location', 'content-security-policy', 'cache-control'] as const
  return { status: statusCode, headers: Object.fromEntries(passed.flatMap((name) => headers[name] === undefined ? [] : [[name, String(headers[name])]])), body: rawPayload }
}

async function makeDocsApp (): Promise<FastifyInstance> {
  const app = fastify()
  await app.register(fastifySwagger, { openapi: { openapi: '3.1.0', info: { title: 'perftwin', version: '1' } } })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/_perftwin/docs',
    staticCSP: "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'",
    theme: { title: 'perftwin API' },
    uiConfig: { urls: documentNames.map((name) => ({ url: `/_perftwin/openapi/${name}.json`, name: vendors[name].title })) } as never
  })
  await app.ready()
  return app
}
