/** Events on their way. Types only. */
export interface Init { bubbles?: boolean, cancelable?: boolean, composed?: boolean, [more: string]: unknown }
export interface Listener { call: unknown, capture: boolean, once: boolean, passive: boolean }

/** What only the dispatching may change of an event. */
export interface Course {
  target: object | null
  current: object | null
  phase: number
  stopped: boolean
  stoppedAtOnce: boolean
  prevented: boolean
  passive: boolean
  running: boolean
  trusted: boolean
  path: object[]
}
