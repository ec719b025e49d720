import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../kernel/schema.js'
import type { ControlOptions } from './index.js'

const Webhook = Type.Object({ id: Type.String(), url: Type.String(), only: Type.Enum(['all', 'failed']) }, { $id: 'Webhook' })

const NewWebhook = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2048, description: 'An http or https URL whose host --webhook-targets names.' }),
  only: Type.Optional(Type.Enum(['all', 'failed'], { description: 'failed: only jobs that failed or ended with an error. Default all.' }))
}, { additionalProperties: false })

const Delivery = Type.Object({
  id: Type.String(),
  hook: Type.String(),
  url: Type.String(),
  job: Type.String(),
  body: Type.Record(Type.Unknown()),
  state: Type.Enum(['waiting', 'delivered', 'failed']),
  attempts: Type.Array(Type.Object({ status: Type.Nullable(Type.Integer()), error: Type.Nullable(Type.String()) }))
}, { $id: 'WebhookDelivery' })

const tags = ['Webhooks']

export function webhookRoutes (app: FastifyInstance, { webhooks }: ControlOptions): void {
  app.addSchema(Webhook)
  app.addSchema(Delivery)

  app.get('/_perftwin/webhooks', {
    schema: {
      tags, operationId: 'listWebhooks', summary: 'This world\'s webhooks, and what became of each event',
      response: { 200: Type.Object({ targets: Type.Array(Type.String()), webhooks: Type.Array(ref(Webhook)), deliveries: Type.Array(ref(Delivery)) }) }
    }
  }, async ({ world }) => ({
    targets: [...webhooks.settings.targets],
    webhooks: webhooks.hooks(world),
    deliveries: webhooks.deliveries(world).map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] }))
  }))

  app.post<{ Body: Static<typeof NewWebhook> }>('/_perftwin/webhooks', {
    schema: { tags, operationId: 'addWebhook', summary: 'Post Sauce Labs job events to a URL', body: NewWebhook, response: { 201: ref(Webhook) } }
  }, async ({ world, body: { url, only = 'all' } }, reply) => {
    reply.code(201)
    return webhooks.add(world, url, only)
  })

  app.delete<{ Params: { id: string } }>('/_perftwin/webhooks/:id', {
    schema: { tags, operationId: 'removeWebhook', summary: 'Remove a webhook', params: Type.Object({ id: Type.String() }), response: { 204: Type.Null() } }
  }, async ({ world, params }, reply) => {
    webhooks.remove(world, params.id)
    return await reply.code(204).send()
  })
}
