import { Type, ref } from '../kernel/schema.js'
import { tagged } from './tagged.js'

const Limit = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

export const QuotaChange = Type.Object({
  sauce: Type.Optional(Type.Union([
    Type.Boolean(),
    Type.Object({
      perSecond: Type.Optional(Limit),
      perHour: Type.Optional(Limit),
      anonymousPerMinute: Type.Optional(Limit)
    }, { additionalProperties: false })
  ], {
    description: 'Requests of an account, and of an address without good credentials: true for the vendor\'s limits, ' +
      'or limits of your own.'
  })),
  asc: Type.Optional(Type.Union([
    Type.Boolean(),
    Type.Object({ perHour: Type.Optional(Limit), perMinute: Type.Optional(Limit) }, { additionalProperties: false })
  ], { description: 'Requests of a key in a rolling hour, and in a minute for metrics and diagnostics.' })),
  concurrency: Type.Optional(Type.Boolean({
    description: 'Whether jobs wait until one of their team\'s machines is free.'
  }))
}, { $id: 'QuotaChange', additionalProperties: false })

export const Quotas = Type.Object({
  sauce: Type.Nullable(Type.Object({
    perSecond: Type.Integer(),
    perHour: Type.Integer(),
    anonymousPerMinute: Type.Integer()
  })),
  asc: Type.Nullable(Type.Object({ perHour: Type.Integer(), perMinute: Type.Integer() })),
  concurrency: Type.Boolean()
}, { $id: 'Quotas' })

const SpanUsage = Type.Object({
  per: Type.Enum(['second', 'minute', 'hour']),
  limit: Type.Integer(),
  used: Type.Integer(),
  reset: Type.Integer({ description: 'Seconds of the world\'s time until some of it is given back.' })
})

export const QuotaUsage = Type.Object({
  usage: Type.Array(Type.Object({
    vendor: Type.Enum(['sauce', 'app-store-connect']),
    kind: Type.Enum(['account', 'address', 'key'], {
      description: 'address: requests without good credentials; key: of App Store Connect, "any" where none is checked.'
    }),
    name: Type.String(),
    spans: Type.Array(SpanUsage)
  }), { description: 'Of each kind the hundred that asked last, the newest first. Empty where no quota holds.' })
}, { $id: 'QuotaUsage' })

export const quotaOperations = tagged('Quotas', {
  quotas: {
    summary: 'The quotas that hold in this world',
    response: { 200: ref(Quotas) }
  },
  quotaUsage: {
    summary: 'What is used of the quotas that hold',
    response: { 200: ref(QuotaUsage) }
  },
  setQuotas: {
    summary: 'Change quotas of this world, until the next reset',
    body: ref(QuotaChange),
    response: { 200: ref(Quotas) }
  }
})
