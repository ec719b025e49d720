import type { Answer } from '../../../../control/operations.js'

export type Fault = Answer<'listFaults'>['faults'][number]
type Effect = NonNullable<Fault['effect']>

const delayOf = (delay: Effect['delay']): string => {
  if (delay === undefined) return ''
  if (typeof delay === 'number') return `+${delay} ms`
  return 'uniform' in delay ? `+${delay.uniform.join(' to ')} ms` : `about +${delay.logNormal.median} ms`
}

const bodyOf = (body: Effect['body']): string => typeof body === 'string' ? body : 'own body'

/** What a rule does, in few words: `503`, `+800 ms`, `truncated`. */
export function effectWords ({ effect, sequence }: Pick<Fault, 'effect' | 'sequence'>): string {
  if (effect === undefined) return `${sequence?.length ?? 0} steps`
  const { status, delay, connection, body, bytesPerSecond, stale, without, credentials } = effect
  const words = [
    status === undefined ? '' : String(status),
    delayOf(delay),
    connection ?? '',
    body === undefined ? '' : bodyOf(body),
    bytesPerSecond === undefined ? '' : `${bytesPerSecond} B/s`,
    stale === undefined ? '' : `${stale} old`,
    without === undefined ? '' : `without ${without.join(', ')}`,
    credentials === undefined ? '' : `credentials ${credentials}`
  ].filter((word) => word !== '')
  return words.length === 0 ? 'headers' : words.join(', ')
}

/** What is left of a rule at a moment (ms since the Unix epoch): `3 left`, `12 min left`; empty where it has no end. */
export function leftWords (fault: Pick<Fault, 'times' | 'fired' | 'window'>, now: number): string {
  const { times, fired, window: { until } } = fault
  const words: string[] = []
  if (times !== null) words.push(`×${Math.max(0, times - fired)} left`)
  if (until !== null) words.push(spanLeft(Date.parse(until) - now))
  return words.join(', ')
}

function spanLeft (ms: number): string {
  if (ms <= 0) return 'over'
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 100) return `${seconds} s left`
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min left` : `${Math.ceil(seconds / 3600)} h left`
}

/** Whether a rule may still strike. */
export const isInForce = ({ times, fired, window: { until } }: Fault, now: number): boolean =>
  (times === null || fired < times) && (until === null || Date.parse(until) > now)
