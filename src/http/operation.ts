// The types only: the schema keys that @fastify/swagger reads (tags, summary, operationId). It is loaded on demand.
import type {} from '@fastify/swagger'

/** How well an operation's behaviour is known: see docs/fidelity.md, which a test compares with the routes. */
export type Fidelity = 'documented' | 'observed' | 'inferred' | 'invented'

declare module 'fastify' {
  interface FastifyContextConfig {
    fidelity?: Fidelity
    /** What is left open about the operation, or where it departs from the vendor, for the fidelity table. */
    note?: string
  }
}
