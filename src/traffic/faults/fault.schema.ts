import { longestGlob } from '../../kernel/glob.js'
import { Type, type Static } from '../../kernel/schema.js'
import { requestFields } from '../match.js'

const Milliseconds = Type.Number({ minimum: 0, maximum: 600_000 })
const name = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'

/** What of a request match.ts a rule may ask for; a field more here is a field more that rules match by. */
export const FaultMatch = Type.Object({
  ...requestFields,
  path: Type.Optional(Type.String({
    minLength: 1,
    maxLength: longestGlob,
    description: '* stands for any run of characters within a path segment, ** for any run.'
  })),
  world: Type.Optional(Type.String({
    pattern: name,
    description: 'The world the rule is put into; default: the world of this request.'
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

/** A body of one's own, said in one of three ways. */
const OwnBody = Type.Object({
  text: Type.Optional(Type.String({ description: 'Sent as UTF-8; text/plain unless the headers say otherwise.' })),
  json: Type.Optional(Type.Unknown({ description: 'Any JSON; application/json.' })),
  base64: Type.Optional(Type.String({
    pattern: '^[A-Za-z0-9+/]*={0,2}$',
    description: 'Any bytes; application/octet-stream.'
  }))
}, { additionalProperties: false, minProperties: 1, maxProperties: 1 })
export type OwnBody = Static<typeof OwnBody>

const effectFields = {
  status: Type.Optional(Type.Integer({
    minimum: 200,
    maximum: 599,
    description: 'Answered instead, from 400 on with the vendor\'s own body for it. With a body of your own any ' +
      'status, 200 if left out.'
  })),
  headers: Type.Optional(Type.Record(Type.String({ maxLength: 1000 }), {
    maxProperties: 20,
    description: 'Headers added to the answer, for example retry-after.'
  })),
  delay: Type.Optional(Delay),
  connection: Type.Optional(Type.Enum(['reset', 'empty'], {
    description: 'reset: broken with RST; empty: closed without a reply.'
  })),
  body: Type.Optional(Type.Union([Type.Enum(['truncated', 'malformed']), OwnBody], {
    description: 'truncated: half of the bytes promised, then closed; malformed: JSON that breaks off, in a complete ' +
      'reply; an object: a body of your own, answered instead.'
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
}

export const FaultEffect = Type.Object({
  ...effectFields,
  credentials: Type.Optional(Type.Enum(['expired'], {
    description: 'The token or key that the request shows is good no longer: 401, now and from now on, until the ' +
      'client shows another one. Counts (after, every, share) are those of each token, times that of tokens: 1 if ' +
      'left out.'
  }))
}, { additionalProperties: false, minProperties: 1 })
export type FaultEffect = Static<typeof FaultEffect>

/** What becomes of one request of a sequence. */
export const FaultStep = Type.Object({
  pass: Type.Optional(Type.Literal(true, { description: 'Nothing happens to it.' })),
  ...effectFields
}, { additionalProperties: false, minProperties: 1 })
export type FaultStep = Static<typeof FaultStep>

const Requests = { minimum: 1, maximum: 1_000_000_000 }

export const FaultSpec = Type.Object({
  id: Type.Optional(Type.String({ pattern: name })),
  match: Type.Optional(FaultMatch),
  effect: Type.Optional(FaultEffect),
  sequence: Type.Optional(Type.Array(FaultStep, {
    minItems: 1,
    maxItems: 1000,
    description: 'Instead of effect: what becomes of the requests that it strikes, one after the other.'
  })),
  then: Type.Optional(Type.Enum(['stop', 'repeat', 'last'], {
    description: 'What follows a sequence: nothing more (default), the same again, or its last step for ever.'
  })),
  after: Type.Optional(Type.Integer({
    ...Requests,
    minimum: 0,
    description: 'How many matching requests pass first.'
  })),
  every: Type.Optional(Type.Integer({ ...Requests, description: 'Of those that follow only each so-manieth.' })),
  share: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The share of these that it strikes. Default 1.'
  })),
  times: Type.Optional(Type.Integer({ ...Requests, description: 'How often at most.' })),
  window: Type.Optional(Type.Object({
    from: Type.Optional(Type.String({ maxLength: 40 })),
    until: Type.Optional(Type.String({ maxLength: 40 }))
  }, { additionalProperties: false, description: 'World time in which it holds: a time, now, or now+PT5M.' }))
}, { $id: 'FaultSpec', additionalProperties: false })
export type FaultSpec = Static<typeof FaultSpec>
