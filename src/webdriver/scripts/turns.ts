import type { MessagePort } from 'node:worker_threads'
import type { Asked, Outcome } from './facade/asked.js'
import type { Primitive } from './facade/core.js'

/** What a worker is told at its start. */
export interface WorkerStart {
  readonly module: object
  readonly port: MessagePort
  /** One number: 1 when an answer of the host lies in the port. */
  readonly signal: SharedArrayBuffer
}

/** What the host wants of a realm (the scripts of one document). */
export interface Turn {
  readonly realm: number
  /** For the realm's `Math.random`, when it is new. */
  readonly seed: number
  /** The page's time, ms since the Unix epoch. */
  readonly now: number
  /** How long the engine may be busy with it, ms of the machine's time. */
  readonly budget: number
  readonly what: What
}

export type What =
  /** Runs a client's script to its end or its timeout, `timeout` ms of the page's time; null is without end. */
  | { readonly do: 'execute', readonly given: Asked['execute'], readonly timeout: number | null }
  | { readonly do: 'fire', readonly given: Asked['fire'] }
  | { readonly do: 'handle', readonly given: Asked['handle'] }
  | { readonly do: 'run', readonly given: Asked['run'] }
  /** Runs the timers that are due. */
  | { readonly do: 'due' }

/** How a turn ended. */
export type Ended =
  /** `next`: how long until the next timer is due, ms of the page's time; null if there is none. */
  | { readonly ended: 'well', readonly answer: unknown, readonly next: number | null }
  /** The script did not end in time. `isLost`: the realm is gone. */
  | { readonly ended: 'late', readonly isLost: boolean }
  /** The engine gave up on the realm: no memory, no stack. */
  | { readonly ended: 'lost', readonly message: string }

export type Said = Turn | { readonly close: number } | { readonly value: Primitive } | { readonly refused: string }
export type Heard = { readonly operation: string, readonly given: Primitive[] } | Ended

export type { Outcome }
