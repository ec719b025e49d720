import type { FastifyInstance } from 'fastify'
import { every } from '../kernel/clock.js'
import { redactUrls } from '../traffic/journal/redact.js'
import type { Worlds } from '../worlds/registry.js'
import { destinationOf } from './destination.js'
import { isLooking } from './looking.js'
// For the type only: it knows that a route's schema has an operationId.
import type {} from './operation.js'

/** How often jobs whose clocks go on are looked at while somebody listens, ms. */
const interval = 500

/**
 * Tells listeners of requests, and of the statuses that the time brings: right after a request to the control plane,
 * which may have moved a clock, else within half a second. Costs nothing but a question while nobody listens.
 */
export function announceRequests (app: FastifyInstance, worlds: Worlds): void {
  const { events } = worlds
  app.addHook('onResponse', (request, reply, done) => {
    done()
    const { raw } = request
    if (!events.active || isLooking(raw) || destinationOf(raw)?.isForeign === true) return
    const { world, at, method, url: path } = request
    if (path.startsWith('/_perftwin')) {
      if (method !== 'GET' && method !== 'HEAD') events.look(world)
      return
    }
    const { schema, config } = request.routeOptions
    const operation = config.commands?.nameOf(method, path) ?? schema?.operationId ?? null
    const { statusCode: status } = reply
    const seq = request.entry?.seq ?? null
    const asked = { method, path: redactUrls(path), operation }
    events.emit({ type: 'request', world: world.name, at, seq, ...asked, status }, world)
  })
  let stop: (() => void) | undefined
  app.addHook('onReady', (done) => {
    stop = every(interval, () => {
      if (!events.active) return
      for (const world of worlds.list()) if (world.clock.setting.mode !== 'frozen') events.look(world)
    })
    done()
  })
  app.addHook('onClose', (_app, done) => {
    stop?.()
    done()
  })
}
