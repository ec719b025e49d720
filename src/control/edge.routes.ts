import type { ControlApp, ControlOptions } from './context.js'
import { edgeOperations as operations } from './edge.schema.js'

export function edgeRoutes (app: ControlApp, { refused }: ControlOptions): void {
  app.get('/_perftwin/edge', { schema: operations.edge },
    async () => ({ refused: refused.list(), others: refused.others }))
}
