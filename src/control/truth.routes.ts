import { inTurns } from '../kernel/turns.js'
import type { ControlApp } from './context.js'
import { Truth, truthOperations as operations } from './truth.schema.js'

export function truthRoutes (app: ControlApp): void {
  app.addSchema(Truth)

  app.get('/_perftwin/truth', { schema: operations.truth }, async ({ world, at }) => {
    // The simulation is not needed to listen.
    const { truthOf } = await import('./truth.js')
    return await inTurns(truthOf(world, at))
  })
}
