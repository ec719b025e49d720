import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../kernel/schema.js'
import { vendorLimits, type QuotaSettings } from '../traffic/quotas.js'

const Limit = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

const QuotaChange = Type.Object({
  sauce: Type.Optional(Type.Union([
    Type.Boolean(),
    Type.Object({ perSecond: Type.Optional(Limit), perHour: Type.Optional(Limit) }, { additionalProperties: false })
  ], { description: 'Requests of an account: true for the vendor\'s limits, or limits of your own.' })),
  asc: Type.Optional(Type.Union([
    Type.Boolean(),
    Type.Object({ perHour: Type.Optional(Limit) }, { additionalProperties: false })
  ], { description: 'Requests of a key in a rolling hour.' })),
  concurrency: Type.Optional(Type.Boolean({ description: 'Whether jobs wait until one of their team\'s machines is free.' }))
}, { $id: 'QuotaChange', additionalProperties: false })

const Quotas = Type.Object({
  sauce: Type.Nullable(Type.Object({ perSecond: Type.Integer(), perHour: Type.Integer() })),
  asc: Type.Nullable(Type.Object({ perHour: Type.Integer() })),
  concurrency: Type.Boolean()
}, { $id: 'Quotas' })

const limitsOf = <T extends object>(change: boolean | Partial<T> | undefined, now: T | null, vendor: T): T | null =>
  change === undefined ? now : change === false ? null : change === true ? vendor : { ...vendor, ...change }

function changed (now: QuotaSettings, { sauce, asc, concurrency }: Static<typeof QuotaChange>): QuotaSettings {
  return {
    sauce: limitsOf(sauce, now.sauce, vendorLimits.sauce),
    asc: limitsOf(asc, now.asc, vendorLimits.asc),
    concurrency: concurrency ?? now.concurrency
  }
}

const body = ({ sauce, asc, concurrency }: QuotaSettings): Static<typeof Quotas> =>
  ({ sauce: sauce === null ? null : { ...sauce }, asc: asc === null ? null : { ...asc }, concurrency })

export function quotaRoutes (app: FastifyInstance): void {
  for (const schema of [QuotaChange, Quotas]) app.addSchema(schema)
  const tags = ['Quotas']

  app.get('/_perftwin/quotas', {
    schema: { tags, operationId: 'quotas', summary: 'The quotas that hold in this world', response: { 200: ref(Quotas) } }
  }, async ({ world }) => body(world.quotas.settings))

  app.put<{ Body: Static<typeof QuotaChange> }>('/_perftwin/quotas', {
    schema: { tags, operationId: 'setQuotas', summary: 'Change quotas of this world, until the next reset', body: ref(QuotaChange), response: { 200: ref(Quotas) } }
  }, async ({ world, body: change }) => {
    world.quotas.settings = changed(world.quotas.settings, change)
    return body(world.quotas.settings)
  })
}
