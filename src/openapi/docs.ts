import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import fastify, { type FastifyInstance } from 'fastify'
import type { DocsPage } from '../control/context.js'
import { pathOf } from '../kernel/target.js'
import { documentNames, vendors } from '../vendors.js'
import { sessionScript } from './docs-session.js'

let page: Promise<FastifyInstance> | undefined

/** The page has one address, which ends in a slash: what it refers to is found from there, in whatever world it is. */
const redirects: Readonly<Record<string, string>> = {
  '/_perftwin/docs': 'docs/',
  '/_perftwin/docs/static/index.html': '../'
}

/** Headers of the files that are the twin's to say too. */
const passed = ['content-type', 'location', 'content-security-policy', 'cache-control'] as const

/**
 * The documentation page's files, all of them from this machine: they work without a network. `url` is the path below
 * /_perftwin; undefined when there is no such file.
 */
export async function docsPage (url: string): Promise<DocsPage | undefined> {
  const home = redirects[pathOf(url)]
  if (home !== undefined) return { status: 302, headers: { location: home }, body: Buffer.alloc(0) }
  page ??= makeDocsApp()
  const { statusCode: status, headers: all, rawPayload: body } = await (await page).inject({ url })
  if (status === 404) return undefined
  const headers: Record<string, string> = {}
  for (const name of passed) if (all[name] !== undefined) headers[name] = String(all[name])
  return { status, headers, body }
}

async function makeDocsApp (): Promise<FastifyInstance> {
  const app = fastify()
  const urls = documentNames.map((name) => ({ url: `../openapi/${name}.json`, name: vendors[name].title }))
  await app.register(fastifySwagger, { openapi: { openapi: '3.1.0', info: { title: 'perftwin', version: '1' } } })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/_perftwin/docs',
    staticCSP: [
      "default-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'"
    ].join('; '),
    theme: { title: 'perftwin API', js: [{ filename: 'session.js', content: sessionScript }] },
    uiConfig: { urls }
  })
  await app.ready()
  return app
}
