/**
 * The one place that asks the machine for the time. Everything else is handed a moment (milliseconds since the Unix
 * epoch) that was asked once per request.
 */
export type ClockMode = 'real' | 'offset' | 'frozen'

/** How a world's clock is set: by the machine, by the machine plus an offset, or standing still at a moment. In ms. */
export type ClockSetting =
  | { mode: 'real' }
  | { mode: 'offset', offset: number }
  | { mode: 'frozen', at: number }

export interface Clock {
  /** The world's now, ms since the Unix epoch. */
  now (): number
  readonly setting: ClockSetting
  /** By how many ms it was moved on since it was made; tokens stamped with real time are judged with this added. */
  readonly advanced: number
  /** Sets the clock; back to the machine's time also takes back what it was moved on by. */
  set (setting: ClockSetting): void
  /** Moves the world's now by `ms`, whatever the mode. */
  advance (ms: number): void
  /** An independent clock in the same state. */
  fork (): Clock
}

/** The machine's time, ms since the Unix epoch. */
export const realNow = (): number => Date.now()

/** Milliseconds since some fixed point, never going back; for measuring, not for telling the time. */
export const monotonicNow = (): number => performance.now()

/** The machine's time at a moment of `monotonicNow`, ms since the Unix epoch. */
export const realTimeOf = (monotonic: number): number => performance.timeOrigin + monotonic

/**
 * A class, not a literal with getters: every such literal has a hidden class of its own, which slows down all who read
 * it.
 */
class WorldClock implements Clock {
  constructor (public setting: ClockSetting, public advanced: number) {}

  now (): number {
    const { setting } = this
    if (setting.mode === 'frozen') return setting.at
    return setting.mode === 'offset' ? realNow() + setting.offset : realNow()
  }

  set (next: ClockSetting): void {
    this.setting = next
    if (next.mode === 'real') this.advanced = 0
  }

  advance (ms: number): void {
    const { setting } = this
    this.advanced += ms
    this.setting = setting.mode === 'frozen'
      ? { mode: 'frozen', at: setting.at + ms }
      : { mode: 'offset', offset: (setting.mode === 'offset' ? setting.offset : 0) + ms }
  }

  fork (): Clock {
    return new WorldClock(this.setting, this.advanced)
  }
}

export const createClock = (initial: ClockSetting = { mode: 'real' }, alreadyAdvanced = 0): Clock =>
  new WorldClock(initial, alreadyAdvanced)

/** Real waiting, for delays a client can feel and for housekeeping; never for the state of the world. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Calls `task` once after `ms` real milliseconds, unless the returned function calls it off. */
export function after (ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => { clearTimeout(timer) }
}

/** Calls `task` every `ms` real milliseconds without keeping the process alive; the returned function stops it. */
export function every (ms: number, task: () => void): () => void {
  const timer = setInterval(task, ms)
  timer.unref()
  return () => { clearInterval(timer) }
}
