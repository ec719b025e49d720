import type { Static } from '../kernel/schema.js'
import { advanceClock, readClock, restartClock, setClock } from '../worlds/timekeeping.js'
import type { World } from '../worlds/world.js'
import { Clock, Progress, clockOperations as operations } from './clock.schema.js'
import type { ControlApp } from './context.js'

export function clockRoutes (app: ControlApp): void {
  app.addSchema(Clock)
  app.addSchema(Progress)
  const reading = (world: World): Static<typeof Clock> => readClock(world.clock, world.clock.now())

  app.get('/_perftwin/clock', { schema: operations.getClock },
    async (request) => readClock(request.world.clock, request.at))

  app.put('/_perftwin/clock', { schema: operations.setClock }, async ({ world, body }) => {
    setClock(world.clock, body)
    world.tell({ type: 'clock', what: 'set', mode: world.clock.setting.mode })
    return reading(world)
  })

  app.delete('/_perftwin/clock', { schema: operations.resetClock }, async ({ world }) => {
    restartClock(world)
    world.tell({ type: 'clock', what: 'set', mode: world.clock.setting.mode })
    return reading(world)
  })

  app.post('/_perftwin/clock/advance', { schema: operations.advanceClock }, async ({ world, body }) => {
    advanceClock(world.clock, body.by)
    world.tell({ type: 'clock', what: 'advanced', mode: world.clock.setting.mode })
    return reading(world)
  })

  app.get('/_perftwin/progress', { schema: operations.getProgress }, async ({ world }) => world.progress)

  app.put('/_perftwin/progress', { schema: operations.setProgress }, async ({ world, body }) => {
    const { policy, reads = 1 } = body
    world.progress = policy === 'reads' ? { policy, reads } : { policy }
    world.tell({ type: 'clock', what: 'progress', mode: world.clock.setting.mode })
    return world.progress
  })
}
