import type { ControlApp, ControlOptions } from './context.js'
import { Delivery, Webhook, webhookOperations as operations } from './webhooks.schema.js'

export function webhookRoutes (app: ControlApp, { webhooks }: ControlOptions): void {
  app.addSchema(Webhook)
  app.addSchema(Delivery)

  app.get('/_perftwin/webhooks', { schema: operations.listWebhooks }, async ({ world }) => ({
    targets: [...webhooks.settings.targets],
    webhooks: webhooks.hooks(world),
    deliveries: webhooks.deliveries(world).map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] }))
  }))

  app.post('/_perftwin/webhooks', { schema: operations.addWebhook }, async ({ world, body }, reply) => {
    const { url, only = 'all' } = body
    reply.code(201)
    return webhooks.add(world, url, only)
  })

  app.delete('/_perftwin/webhooks/:id', { schema: operations.removeWebhook }, async ({ world, params }, reply) => {
    webhooks.remove(world, params.id)
    return await reply.code(204).send()
  })
}
