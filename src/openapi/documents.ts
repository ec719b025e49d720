import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'
import { lazyValidation } from '../http/lazy-validation.js'
import { responsesOf } from '../http/refusals.js'
import { isDocumentName, vendors, type DocumentName } from '../vendors.js'
import { version } from '../version.js'
import { aboutOperation, infoOf, tagsOf } from './about.js'
import { inDialect } from './dialect.js'
import type { OpenApiDocument } from './operations.js'
import { describeParameters } from './parameters.js'
import { refusalsOf } from './refusals.js'

/** Seen from where the document is served: whatever the host, the port, the prefix and the world. */
const servers = [{ url: '../..', description: 'The twin that serves this document, in the world it was asked in.' }]

const documents = new Map<DocumentName, Promise<OpenApiDocument>>()

/**
 * The OpenAPI 3.1 document of one part, made from the schemas of its routes; undefined for an unknown name. The routes
 * are registered a second time in an application that never listens, so that starting the real one does not pay for it.
 * The document is the same for every twin of this version and made once.
 */
export async function openApiDocument (name: DocumentName): Promise<OpenApiDocument>
export async function openApiDocument (name: string): Promise<OpenApiDocument | undefined>
export async function openApiDocument (name: string): Promise<OpenApiDocument | undefined> {
  if (!isDocumentName(name)) return undefined
  const known = documents.get(name) ?? makeDocument(name)
  documents.set(name, known)
  return await known
}

async function makeDocument (name: DocumentName): Promise<OpenApiDocument> {
  const { security } = vendors[name]
  const app = fastify({ exposeHeadRoutes: false, schemaController: lazyValidation })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: infoOf(name),
      components: { securitySchemes: security },
      security: Object.keys(security).map((scheme) => ({ [scheme]: [] }))
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) }
  })
  app.addHook('onRoute', (route) => {
    if (route.schema === undefined) return
    route.schema = { ...route.schema, ...aboutOperation(route), response: responsesOf(route, refusalsOf) }
  })
  await registerPart(name, app)
  await app.ready()
  const document: OpenApiDocument = JSON.parse(JSON.stringify(app.swagger()))
  const written = inDialect(document)
  describeParameters(name, written)
  return { ...written, servers, tags: tagsOf(written) }
}

/** What routes would need to answer. These never do: they are only looked at. */
const absent = undefined as never

/** Registers a part with nothing behind it. */
async function registerPart (name: DocumentName, app: FastifyInstance): Promise<void> {
  if (name !== 'control') return await vendors[name].register(app, { auth: 'any', publicUrl: undefined, store: absent })
  await vendors.control.register(app, {
    worlds: absent,
    store: absent,
    webhooks: absent,
    operations: absent,
    vendorOfPath: absent,
    series: absent,
    version,
    host: '127.0.0.1',
    auth: 'any',
    token: undefined,
    authority: absent,
    refused: absent,
    document: async () => undefined,
    collection: async () => undefined,
    docs: async () => undefined,
    dashboard: async () => undefined
  })
}
