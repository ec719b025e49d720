import type { ControlApp } from './context.js'
import { seriesOperations as operations } from './series.schema.js'

export function seriesRoutes (app: ControlApp): void {
  app.post('/_perftwin/series', { schema: operations.createSeries }, async ({ world, body, at }, reply) => {
    world.holdings.checkRoom()
    // Not needed to listen.
    const { createSeries } = await import('./series.js')
    const jobs = await createSeries(world, body, at)
    reply.code(201)
    return { jobs: jobs.map(({ id }) => id) }
  })
}
