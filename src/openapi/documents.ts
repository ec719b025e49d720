import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'
import { lazyValidation } from '../http/lazy-validation.js'
import { isDocumentName, vendors, type DocumentName } from '../vendors.js'
import { version } from '../version.js'

interface Parameter { style?: string, explode?: boolean, schema?: { style?: string, explode?: boolean } }

/** What is read of an operation. */
export interface Operation {
  operationId?: string
  summary?: string
  description?: string
  'x-fidelity'?: string
  parameters?: Parameter[]
}

/** What is read of an OpenAPI document; it has more. */
export interface OpenApiDocument { paths?: Record<string, Record<string, Operation>> }

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

/** An operation and where it is. `method` in capitals. */
interface Placed { method: string, path: string, operation: Operation }

/** All operations of a document, in its order. */
export function operationsOf ({ paths = {} }: OpenApiDocument): Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })))
}

async function makeDocument (name: DocumentName): Promise<OpenApiDocument> {
  const { title, security } = vendors[name]
  const app = fastify({ exposeHeadRoutes: false, schemaController: lazyValidation })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version },
      servers: [{ url: 'http://127.0.0.1:4010' }],
      components: { securitySchemes: security },
      security: Object.keys(security).map((scheme) => ({ [scheme]: [] }))
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) }
  })
  app.addHook('onRoute', ({ schema, config: { fidelity, note } = {} }) => {
    if (schema === undefined || fidelity === undefined) return
    Object.assign(schema, { 'x-fidelity': fidelity, ...(note === undefined ? {} : { description: note }) })
  })
  await registerPart(name, app)
  await app.ready()
  const document: OpenApiDocument = JSON.parse(JSON.stringify(app.swagger()))
  hoistParameterStyle(document)
  return document
}

/** How a list is written belongs to the parameter; a route can only say it in the parameter's schema. */
function hoistParameterStyle (document: OpenApiDocument): void {
  for (const parameter of operationsOf(document).flatMap(({ operation: { parameters = [] } }) => parameters)) {
    const { style, explode } = parameter.schema ?? {}
    if (style !== undefined) parameter.style = style
    if (explode !== undefined) parameter.explode = explode
    delete parameter.schema?.style
    delete parameter.schema?.explode
  }
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
    version,
    host: '127.0.0.1',
    token: undefined,
    document: async () => undefined,
    docs: async () => undefined
  })
}
