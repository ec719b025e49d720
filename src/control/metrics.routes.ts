import type { FastifyInstance } from 'fastify'
import { Type } from '../kernel/schema.js'
import type { ControlOptions } from './index.js'

export function metricsRoutes (app: FastifyInstance, { worlds, version }: ControlOptions): void {
  app.get('/_perftwin/metrics', {
    schema: { tags: ['Twin'], operationId: 'metrics', summary: 'Metrics for Prometheus', produces: ['text/plain'], response: { 200: Type.String() } }
  }, async (_request, reply) => {
    const { metricsText } = await import('./metrics-text.js')
    const { type, text } = await metricsText(worlds, version)
    reply.type(type)
    return text
  })
}
