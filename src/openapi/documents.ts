import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'
import { lazyValidation } from '../http/lazy-validation.js'
import { documentNames, vendors, type DocumentName } from '../vendors.js'
import { version } from '../version.js'

const documents = new Map<DocumentName, Promise<object>>()

/**
 * The OpenAPI 3.1 document of one part, made from the schemas of its routes. The routes are registered a second time in
 * an application that never listens, so that starting the real one does not pay for it. The document is the same for
 * every twin of this version and made once.
 */
export async function openApiDocument (name: string): Promise<object | undefined> {
  if (!(documentNames as string[]).includes(name)) return undefined
  const known = documents.get(name as DocumentName) ?? makeDocument(name as DocumentName)
  documents.set(name as DocumentName, known)
  return await known
}

async function makeDocument (name: DocumentName): Promise<object> {
  const app = fastify({ exposeHeadRoutes: false, schemaController: lazyValidation })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: vendors[name].title, version },
      servers: [{ url: 'http://127.0.0.1:4010' }],
      components: { securitySchemes: vendors[name].security as never },
      security: Object.keys(vendors[name].security).map((scheme) => ({ [scheme]: [] }))
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String((json as { $id?: string }).$id ?? `def-${i}`) }
  })
  app.addHook('onRoute', (route) => {
    const { fidelity, note } = route.config ?? {}
    if (route.schema !== undefined && fidelity !== undefined) {
      Object.assign(route.schema, { 'x-fidelity': fidelity, ...(note === undefined ? {} : { description: note }) })
    }
  })
  await registerPart(name, app)
  await app.ready()
  return hoistParameterStyle(JSON.parse(JSON.stringify(app.swagger())) as Document)
}

interface Parameter { style?: string, explode?: boolean, schema?: { style?: string, explode?: boolean } }
interface Document { paths?: Record<string, Record<string, { parameters?: Parameter[] }>> }

/** How a list is written belongs to the parameter; a route can only say it in the parameter's schema. */
function hoistParameterStyle (document: Document): Document {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    const { style, explode } = parameter.schema ?? {}
    if (style !== undefined) parameter.style = style
    if (explode !== undefined) parameter.explode = explode
    delete parameter.schema?.style
    delete parameter.schema?.explode
  }
  return document
}

/** Registers a part with nothing behind it: only its routes are looked at. */
async function registerPart (name: DocumentName, app: FastifyInstance): Promise<void> {
  if (name === 'control') {
    await vendors.control.register(app, { worlds: undefined as never, store: undefined as never, webhooks: undefined as never, version, host: '127.0.0.1', token: undefined, document: async () => undefined, docs: async () => undefined })
  } else await vendors[name].register(app, { auth: 'any', publicUrl: undefined, store: undefined as never })
}
