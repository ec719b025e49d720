import { Type, ref } from '../kernel/schema.js'
import { noContent, tagged } from './tagged.js'

export const Webhook = Type.Object({
  id: Type.String(),
  url: Type.String(),
  only: Type.Enum(['all', 'failed'])
}, { $id: 'Webhook' })

const NewWebhook = Type.Object({
  url: Type.String({
    minLength: 1,
    maxLength: 2048,
    description: 'An http or https URL whose host --webhook-targets names.'
  }),
  only: Type.Optional(Type.Enum(['all', 'failed'], {
    description: 'failed: only jobs that failed or ended with an error. Default all.'
  }))
}, { additionalProperties: false })

export const Delivery = Type.Object({
  id: Type.String(),
  hook: Type.String(),
  url: Type.String(),
  job: Type.String(),
  body: Type.Record(Type.Unknown()),
  state: Type.Enum(['waiting', 'delivered', 'failed']),
  attempts: Type.Array(Type.Object({
    status: Type.Nullable(Type.Integer()),
    error: Type.Nullable(Type.String())
  }))
}, { $id: 'WebhookDelivery' })

export const webhookOperations = tagged('Webhooks', {
  listWebhooks: {
    summary: 'This world\'s webhooks, and what became of each event',
    response: {
      200: Type.Object({
        targets: Type.Array(Type.String()),
        webhooks: Type.Array(ref(Webhook)),
        deliveries: Type.Array(ref(Delivery))
      })
    }
  },
  addWebhook: {
    summary: 'Post Sauce Labs job events to a URL',
    body: NewWebhook,
    response: { 201: ref(Webhook) }
  },
  removeWebhook: {
    summary: 'Remove a webhook',
    params: Type.Object({ id: Type.String() }),
    response: { 204: noContent }
  }
})
