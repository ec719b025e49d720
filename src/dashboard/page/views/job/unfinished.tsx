import type { JSX } from 'preact'
import type { FoundJob } from '../../load/read.js'
import { count } from '../../ui/format.js'
import { worldNow } from '../../wire/world.js'

/** What there is to say of a job that waits or runs: its files are there when it is over. */
export function Unfinished ({ job }: FoundJob): JSX.Element {
  const isWaiting = job.status === 'queued' || job.status === 'new'
  const since = isWaiting ? job.creation_time : job.start_time
  const seconds = Math.max(0, Math.floor((worldNow.value ?? 0) / 1000 - since))
  return (
    <section class='panel stack' aria-label={isWaiting ? 'Waiting' : 'Running'}>
      <p>{isWaiting ? 'It waits for a machine' : 'It runs'}, for {count(seconds)} s of the world's time by now.</p>
      <p class='muted'>Page loads, video, logs and all other files are shown here as soon as it is over.</p>
    </section>
  )
}
