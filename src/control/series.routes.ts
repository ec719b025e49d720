import type { ControlApp, ControlOptions } from './context.js'
import { seriesOperations as operations } from './series.schema.js'
import { SeriesRow, SeriesRuns, seriesReadingOperations as reading } from './series-told.schema.js'

export function seriesRoutes (app: ControlApp, { series }: ControlOptions): void {
  for (const schema of [SeriesRow, SeriesRuns]) app.addSchema(schema)

  app.post('/_perftwin/series', { schema: operations.createSeries }, async ({ world, body, at }, reply) => {
    world.holdings.checkRoom()
    // Not needed to listen.
    const { createSeries } = await import('./series.js')
    const jobs = await createSeries(world, body, at)
    reply.code(201)
    return { jobs: jobs.map(({ id }) => id) }
  })

  app.get('/_perftwin/series', { schema: reading.listSeries }, async ({ world, at, query }) => {
    const { limit = 200, skip = 0 } = query
    const [{ rowBody }, { list }] = await Promise.all([import('./series-told.js'), series()])
    const all = await list(world, at)
    return { total: all.length, series: all.slice(skip, skip + limit).map(rowBody) }
  })

  app.get('/_perftwin/series/:id', { schema: reading.seriesRuns }, async ({ world, at, params, query }) => {
    const { metric, orderIndex = 0, account } = query
    const [{ runsBody }, { judge }] = await Promise.all([import('./series-told.js'), series()])
    return runsBody(world, await judge(world, at, { job: params.id, orderIndex, metric, account }), at)
  })
}
