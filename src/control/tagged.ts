import { Type, type TSchema } from '../kernel/schema.js'

/** What an operation takes and answers, and what it is for. */
interface Operation {
  summary: string
  params?: TSchema
  querystring?: TSchema
  body?: TSchema
  response?: Record<number, TSchema>
  /** Media types of the answer, where it is not JSON. */
  produces?: string[]
}

/** Declares operations of one tag, each by its operation id: routes take them so, and operations.ts types clients. */
export function tagged<T extends Record<string, Operation>> (tag: string, operations: T): T {
  for (const [operationId, operation] of Object.entries(operations)) {
    Object.assign(operation, { tags: [tag], operationId })
  }
  return operations
}

/** The answer without a body. */
export const noContent = Type.Unsafe<undefined>({ type: 'null' })
