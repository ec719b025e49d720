import type { LiveEvent } from '../../wire/live.js'

/** What changes series: another run, a mark on one, time, another state. */
export const changedBy = ({ type, ...event }: LiveEvent): boolean =>
  ['status', 'clock', 'restored', 'world'].includes(type) ||
  (type === 'change' && ['marks', 'jobs'].includes(String(event['collection'])))
