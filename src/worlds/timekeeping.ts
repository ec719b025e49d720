import { realNow, type Clock, type ClockSetting } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import { formatDuration, readDuration } from '../kernel/durations.js'
import { checkTime, parseInstant } from '../kernel/time.js'
import type { World } from './world.js'

/** How a clock is asked to be set: times and durations as ISO 8601. */
export interface ClockRequest {
  mode: ClockSetting['mode']
  /**
   * The moment it is to show: for a frozen clock where it stands (now if left out), for one with an offset where it
   * goes on from.
   */
  at?: string | undefined
  /** How far ahead of the machine's time, for one with an offset. */
  offset?: string | undefined
}

/** What is told of a clock: the time as ISO 8601, durations as well. */
export interface ClockReading {
  mode: ClockSetting['mode']
  now: string
  /** null for a clock without one. */
  offset: string | null
  advanced: string
}

const durationOf = (text: string, name: string): number => readDuration(text, name, { hint: 'such as PT5M or P1D' })

function instantOf (text: string): number {
  const at = parseInstant(text)
  if (at === undefined) {
    const form = 'no ISO 8601 time of the years 1900 to 9999 such as 2026-04-15T12:00:00Z'
    throw new Invalid(`at: "${text.slice(0, 60)}" is ${form}`, 'at')
  }
  return at
}

/** Sets a clock. @throws Invalid, and leaves the clock alone, when the request makes no sense. */
export function setClock (clock: Clock, { mode, at, offset }: ClockRequest): void {
  if (mode === 'real') {
    const told = at !== undefined || offset !== undefined
    if (told) throw new Invalid('a real clock has neither "at" nor "offset"', 'mode')
    clock.set({ mode })
  } else if (mode === 'frozen') {
    if (offset !== undefined) throw new Invalid('a frozen clock has no "offset"; say where it stands by "at"', 'offset')
    clock.set({ mode, at: at === undefined ? clock.now() : instantOf(at) })
  } else {
    clock.set({ mode, offset: offsetOf(at, offset) })
  }
}

/** How far ahead of the machine's time a clock is to be, in ms: said outright, or by where it is to go on from. */
function offsetOf (at: string | undefined, offset: string | undefined): number {
  if (at !== undefined && offset === undefined) return checkedOffset(instantOf(at) - realNow())
  if (at === undefined && offset !== undefined) return checkedOffset(durationOf(offset, 'offset'))
  throw new Invalid('a clock with an offset needs either "offset" or "at"', 'offset')
}

function checkedOffset (ms: number): number {
  checkTime(realNow() + ms, 'offset')
  return ms
}

/** Moves a clock on by an ISO 8601 duration, or back by a negative one. Returns the ms. @throws Invalid */
export function advanceClock (clock: Clock, by: string): number {
  const ms = durationOf(by, 'by')
  checkTime(clock.now() + ms, 'by')
  clock.advance(ms)
  return ms
}

/** Puts a world's clock back to how it was at its start, as if nobody had set or moved it. */
export function restartClock ({ clock, start }: World): void {
  clock.advance(start.clock.advanced - clock.advanced)
  clock.set(start.clock.setting)
}

export const readClock = ({ setting, advanced }: Clock, now: number): ClockReading => ({
  mode: setting.mode,
  now: new Date(now).toISOString(),
  offset: setting.mode === 'offset' ? formatDuration(setting.offset) : null,
  advanced: formatDuration(advanced)
})
