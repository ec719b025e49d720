import type { JSX } from 'preact'
import { time } from '../ui/format.js'
import { info, worldNow } from '../wire/world.js'

/** The world's time, running if it runs. */
export function Clock (): JSX.Element {
  const now = worldNow.value
  const isFrozen = info.value?.clock === 'frozen'
  return (
    <span class='row'>
      {now !== undefined && <time class='clock' dateTime={new Date(now).toISOString()}>{time(now)}</time>}
      <span class='muted'>UTC, {isFrozen ? 'frozen' : 'running'}</span>
    </span>
  )
}
