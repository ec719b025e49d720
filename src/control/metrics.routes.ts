import type { ControlApp, ControlOptions } from './context.js'
import { twinOperations as operations } from './info.schema.js'

export function metricsRoutes (app: ControlApp, { worlds, version }: ControlOptions): void {
  app.get('/_perftwin/metrics', { schema: operations.metrics }, async (_request, reply) => {
    const { metricsText } = await import('./metrics-text.js')
    const { type, text } = await metricsText(worlds, version)
    reply.type(type)
    return text
  })
}
