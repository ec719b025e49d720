import type { ControlApp } from './context.js'
import { overviewOperations as operations } from './overview.schema.js'

export function overviewRoutes (app: ControlApp): void {
  app.get('/_perftwin/builds', { schema: operations.listBuilds }, async ({ world, at, query }) => {
    const { limit = 50, skip = 0 } = query
    // Nothing of this is needed to listen.
    const { listBuilds } = await import('./builds.js')
    return listBuilds(world, at, { limit, skip })
  })

  app.get('/_perftwin/releases', { schema: operations.listReleases }, async ({ world, at }) => {
    const { listReleases } = await import('./releases.js')
    return listReleases(world, at)
  })
}
