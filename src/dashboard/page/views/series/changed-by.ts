import type { LiveEvent } from '../../wire/live.js'
import { info } from '../../wire/world.js'

/** What changes series of this world: another run, a mark on one, time, another state. */
export const changedBy = ({ type, world, ...event }: LiveEvent): boolean => world === info.value?.world && (
  ['status', 'clock', 'restored', 'world'].includes(type) ||
  (type === 'change' && ['marks', 'jobs'].includes(String(event['collection'])))
)

/** A series may be long: where much happens, it is asked for twice a second at most, ms. */
export const calm = 500
