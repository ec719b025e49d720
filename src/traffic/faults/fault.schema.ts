import { longestGlob } from '../../kernel/glob.js'
import { Type, type Static } from '../../kernel/schema.js'
import { operationFields } from '../match.js'

const Glob = Type.String({
  minLength: 1,
  maxLength: longestGlob,
  description: '* stands for any run of characters within a path segment, ** for any run.'
})
const Milliseconds = Type.Number({ minimum: 0, maximum: 600_000 })
const name = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'

/** What of a request match.ts a rule may ask for; a field more here is a field more that rules match by. */
export const FaultMatch = Type.Object({
  ...operationFields,
  path: Type.Optional(Glob),
  world: Type.Optional(Type.String({
    pattern: name,
    description: 'The world the rule is put into; default: the world of this request.'
  })),
  headers: Type.Optional(Type.Record(Glob, {
    maxProperties: 20,
    description: 'Values of request headers, by name.'
  }))
}, { additionalProperties: false })

const Uniform = Type.Object({
  uniform: Type.Array(Milliseconds, { minItems: 2, maxItems: 2 })
}, { additionalProperties: false })
const LogNormal = Type.Object({
  logNormal: Type.Object({
    median: Milliseconds,
    sigma: Type.Number({ minimum: 0, maximum: 5 })
  }, { additionalProperties: false })
}, { additionalProperties: false })

/** How long an answer is held back, in ms: always as long, evenly between two values, or log-normal around a median. */
export const Delay = Type.Union([Milliseconds, Uniform, LogNormal])
export type Delay = Static<typeof Delay>

export const FaultEffect = Type.Object({
  status: Type.Optional(Type.Integer({
    minimum: 400,
    maximum: 599,
    description: 'Answered instead, with the vendor\'s own body for it.'
  })),
  headers: Type.Optional(Type.Record(Type.String({ maxLength: 1000 }), {
    maxProperties: 20,
    description: 'Headers added to the answer, for example retry-after.'
  })),
  delay: Type.Optional(Delay),
  connection: Type.Optional(Type.Enum(['reset', 'empty'], {
    description: 'reset: broken with RST; empty: closed without a reply.'
  })),
  body: Type.Optional(Type.Enum(['truncated', 'malformed'], {
    description: 'truncated: half of the bytes promised, then closed; ' +
      'malformed: JSON that breaks off, in a complete reply.'
  })),
  bytesPerSecond: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'A slow body.' })),
  stale: Type.Optional(Type.String({
    pattern: '^P',
    maxLength: 40,
    description: 'A read is answered as it was so long ago: an ISO 8601 duration.'
  })),
  without: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
    minItems: 1,
    maxItems: 20,
    description: 'Fields left out of a JSON body: a.b, items[0].id, items[*].id.'
  }))
}, { additionalProperties: false, minProperties: 1 })
export type FaultEffect = Static<typeof FaultEffect>

export const FaultSpec = Type.Object({
  id: Type.Optional(Type.String({ pattern: name })),
  match: Type.Optional(FaultMatch),
  effect: FaultEffect,
  share: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The share of matching requests that it strikes. Default 1.'
  })),
  times: Type.Optional(Type.Integer({ minimum: 1, description: 'How often at most.' })),
  window: Type.Optional(Type.Object({
    from: Type.Optional(Type.String({ maxLength: 40 })),
    until: Type.Optional(Type.String({ maxLength: 40 }))
  }, { additionalProperties: false, description: 'World time in which it holds: a time, now, or now+PT5M.' }))
}, { $id: 'FaultSpec', additionalProperties: false })
export type FaultSpec = Static<typeof FaultSpec>
