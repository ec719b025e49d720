import type { Static } from '../kernel/schema.js'
import { vendorLimits, type QuotaSettings, type Usage } from '../traffic/quotas.js'
import type { ControlApp } from './context.js'
import { QuotaChange, Quotas, QuotaUsage, quotaOperations as operations } from './quotas.schema.js'

/** The limits after a change: none, the vendor's, or the vendor's with some of one's own. */
function limitsOf<T extends object> (change: boolean | Partial<T> | undefined, now: T | null, vendor: T): T | null {
  if (change === undefined) return now
  if (change === false) return null
  return change === true ? vendor : { ...vendor, ...change }
}

function changed (now: QuotaSettings, { sauce, asc, concurrency }: Static<typeof QuotaChange>): QuotaSettings {
  return {
    sauce: limitsOf(sauce, now.sauce, vendorLimits.sauce),
    asc: limitsOf(asc, now.asc, vendorLimits.asc),
    concurrency: concurrency ?? now.concurrency
  }
}

const quotasBody = ({ sauce, asc, concurrency }: QuotaSettings): Static<typeof Quotas> => ({
  sauce: sauce === null ? null : { ...sauce },
  asc: asc === null ? null : { ...asc },
  concurrency
})

const usageBody = (usage: readonly Usage[]): Static<typeof QuotaUsage> =>
  ({ usage: usage.map(({ spans, ...whose }) => ({ ...whose, spans: spans.map((span) => ({ ...span })) })) })

export function quotaRoutes (app: ControlApp): void {
  for (const schema of [QuotaChange, Quotas, QuotaUsage]) app.addSchema(schema)

  app.get('/_perftwin/quotas', { schema: operations.quotas }, async ({ world }) => quotasBody(world.quotas.settings))

  app.get('/_perftwin/quotas/usage', { schema: operations.quotaUsage },
    async ({ world: { quotas, clock } }) => usageBody(quotas.usage(clock.now())))

  app.put('/_perftwin/quotas', { schema: operations.setQuotas }, async ({ world, body }) => {
    world.quotas.settings = changed(world.quotas.settings, body)
    world.tell({ type: 'quota' })
    return quotasBody(world.quotas.settings)
  })
}
