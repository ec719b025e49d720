import type { JSX } from 'preact'
import { Does } from '../../ui/button.js'
import { time } from '../../ui/format.js'
import { ask } from '../../wire/ask.js'
import { askInfo, info, worldNow } from '../../wire/world.js'
import { useReleases } from './releases-data.js'

/** Moves or sets the clock, and shows at once where it is then. */
async function afterwards (asked: Promise<unknown>): Promise<void> {
  await asked
  await askInfo()
}

const advance = async (by: string): Promise<void> => {
  await afterwards(ask<'advanceClock'>('POST', 'clock/advance', { body: { by } }))
}

const stop = async (): Promise<void> => {
  await afterwards(ask<'setClock'>('PUT', 'clock', { body: { mode: 'frozen' } }))
}

/** From where it stands, at the pace of real time. */
async function goOn (): Promise<void> {
  const { now } = await ask<'getClock'>('GET', 'clock')
  await afterwards(ask<'setClock'>('PUT', 'clock', { body: { mode: 'offset', at: now } }))
}

const restart = async (): Promise<void> => { await afterwards(ask<'resetClock'>('DELETE', 'clock')) }

/** A running clock goes on until the request arrives: a second beyond the release is beyond it in any case. */
const upTo = (at: string, now: number): string => `PT${Math.ceil((Date.parse(at) - now) / 1000) + 1}S`

/** The world's time, for the back of the room, and what moves it. */
export function ClockPanel (): JSX.Element | null {
  const now = worldNow.value
  const { value } = useReleases()
  if (now === undefined) return null
  const isFrozen = info.value?.clock === 'frozen'
  const next = value?.releases.find(({ at }) => Date.parse(at) > now)
  const untilNext = async (): Promise<void> => { if (next !== undefined) await advance(upTo(next.at, now)) }
  const nextLabel = next === undefined ? 'To the next release: none is known' : `To the next release, ${nameOf(next)}`
  return (
    <section class='panel clock-panel' aria-label='The clock of this world'>
      <div>
        <time class='large-clock' data-part='clock' dateTime={new Date(now).toISOString()}>{time(now)}</time>
        <p class='muted'>UTC, {isFrozen ? 'standing still' : 'running'}</p>
      </div>
      <div class='row' data-part='clock-buttons'>
        <Does does={async () => { await advance('PT1H') }} done='An hour later'>+1 h</Does>
        <Does does={async () => { await advance('P1D') }} done='A day later'>+1 day</Does>
        <Does does={untilNext} label={nextLabel} done='The release is out' isDisabled={next === undefined}>
          To the next release{next === undefined ? '' : `, ${nameOf(next)}`}
        </Does>
        {isFrozen
          ? <Does does={goOn} done='The clock runs' isPrimary>Go on</Does>
          : <Does does={stop} done='The clock stands still'>Pause</Does>}
        <Does does={restart} done='The clock is as at the start'>Back to start</Does>
      </div>
    </section>
  )
}

const nameOf = ({ train, version }: { train: string, version: string }): string => `${train} ${version}`
