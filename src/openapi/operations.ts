export interface Parameter {
  name: string
  in: string
  description?: string
  required?: boolean
  style?: string
  explode?: boolean
  schema?: Schema
}

/** What is read of a schema. */
export interface Schema {
  style?: string
  explode?: boolean
  $ref?: string
  required?: string[]
  type?: string
  default?: unknown
  maximum?: number
  anyOf?: Schema[]
  enum?: unknown[]
  items?: Schema
}

/** What is read of an answer. */
export interface Response { description: string }

/** What is read of an operation. */
export interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  'x-fidelity'?: string
  'x-note'?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean, content: Record<string, { schema?: Schema }> }
  responses?: Record<string, Response>
}

/** What is read of an OpenAPI document; it has more. */
export interface OpenApiDocument {
  servers?: Array<{ url: string, description: string }>
  tags?: Array<{ name: string, description?: string }>
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

/** An operation and where it is. `method` in capitals. */
interface Placed { method: string, path: string, operation: Operation }

/** All operations of a document, in its order. */
export function operationsOf ({ paths = {} }: OpenApiDocument): Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })))
}
