import type { PageContext } from '../../../browser/context.js'
import type { BrowserState } from '../../../browser/browser-state.js'
import type { LoadTimes } from '../facade/time.js'
import type { KnownNodes } from './nodes.js'

/** Where a script goes: done when it has ended, as a browser does. */
export type Journey =
  | { readonly kind: 'address', readonly to: string, readonly replaces: boolean, readonly target: string | null }
  | { readonly kind: 'reload' }
  | { readonly kind: 'travel', readonly by: number }
  | { readonly kind: 'submit', readonly form: number, readonly submitter: number }

/** A dialog that a script opens. */
export interface Dialog { readonly kind: 'alert' | 'confirm' | 'prompt', readonly text: string, readonly value: string }

/** A document of the browser with its scripts: what the operations work on. */
export interface Page {
  readonly state: BrowserState
  readonly context: PageContext
  readonly nodes: KnownNodes
  readonly isFrame: boolean
  /** Where its scripts want to go; the last one counts. */
  journey: Journey | undefined
  /** What `performance` tells of its load. */
  readonly loadTimes: () => Promise<LoadTimes>
  /** When its load began, ms since the Unix epoch. */
  readonly origin: number
  /** Opens a dialog and waits until it is answered. */
  readonly ask: (dialog: Dialog) => Promise<string | boolean | null>
  /** What its scripts say to the console. */
  readonly said: (level: string, text: string) => void
}
