// What is read of the OpenAPI documents to make requests of.

export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  default?: unknown
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | Schema[]
  additionalProperties?: boolean | Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export interface Parameter { in: string, name: string, required?: boolean, schema?: Schema }

interface Described {
  operationId?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
}

interface Document {
  paths: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}

/** An operation as a client reads it. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** Templated: `/rest/v1/{username}/jobs`. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly type: string, readonly schema: Schema } | undefined
  /** Follows a reference within the operation's document. */
  readonly resolve: (schema: Schema) => Schema
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options'])

/** The operations of a served document, in its order. */
export function operationsOf (served: unknown): Operation[] {
  const { paths, components: { schemas = {} } = {} } = served as Document
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : resolve(schemas[schema.$ref.slice('#/components/schemas/'.length)] ?? {})
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([method]) => methods.has(method)).map(([method, { operationId = '', parameters = [], requestBody }]) => {
      const [[type, { schema = {} }] = ['', {}]] = Object.entries(requestBody?.content ?? {})
      const body = requestBody === undefined ? undefined : { type, schema }
      return { id: operationId, method: method.toUpperCase(), path, parameters, body, resolve }
    }))
}
