/** What the host asks of a page's window, and what it is answered. Types only. */
import type { Init } from './course.js'
import type { Coded } from './values.js'

/** What came of a script. */
export type Outcome =
  | { state: 'pending', next: number | null }
  | { state: 'done', value: Coded, next: number | null }
  | { state: 'failed', message: string, stack: string, next: number | null }

/** A script as a client sends it. */
export interface Execution { readonly script: string, readonly args: readonly Coded[], readonly isAsync: boolean }

/**
 * An event of the browser's own, for what scripts listen to; the host runs `on…` attributes by itself. `on`: a node
 * as the host writes it, or `window`. `ready`: what the document's state is from now on.
 */
export interface Fired {
  readonly on: string
  readonly type: string
  readonly kind: string
  readonly init: Init
  readonly ready?: string
}

/** An `on…` attribute of `current` that hears an event of `on`. */
export interface Handled extends Fired { readonly current: string, readonly text: string }

/** All that the host can ask of a page's scripts; answers are JSON. */
export interface Asked {
  execute: Execution
  outcome: null
  tick: null
  fire: Fired
  handle: Handled
  /** When the next timer is due, ms since the page's load began; null if there is none. */
  next: null
  /** Scripts of the page itself, by what they are. */
  run: { readonly text: string, readonly of: string, readonly ready: string }
}
