/** Alerts: what a page asks of the user, and what becomes of it. */
import { DriverError } from './errors.js'

export type PromptKind = 'alert' | 'confirm' | 'prompt' | 'beforeunload'

/** An open dialogue. `answered` is told what the user said: null for no, a text for a prompt's yes, else true. */
export interface Prompt {
  readonly kind: PromptKind
  readonly message: string
  /** What stands in a prompt's field. */
  text: string
  readonly answered: (answer: Answer) => void | Promise<void>
  /** Whether an answer keeps what asked from going on, as `return confirm(…)` does with a no. */
  readonly prevents?: (answer: Answer) => boolean
}

export type Answer = string | true | null

/** What the page is told that is accepted. */
export const accepted = ({ kind, text }: Prompt): string | true => kind === 'prompt' ? text : true

export const noAlert = (): DriverError => new DriverError('no such alert', 'no such alert')
