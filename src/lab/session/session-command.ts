import type { VisualElement } from '../timeline.js'
import type { Place } from './anatomy.js'
import type { ScriptedCommand } from './script.js'

/** What a page looks like that is no longer as it was drawn when it was loaded. */
export interface ChangedLook {
  /** Which of the elements drawn then are still as they were, by their places; null: all. */
  readonly kept: readonly number[] | null
  /** What is drawn over them. */
  readonly added: readonly VisualElement[]
}

/** A command with its times in ms since the session's start. */
export interface SessionCommand extends ScriptedCommand {
  readonly at: number
  readonly duration: number
  /** Time since the end of the command before; null for the first. */
  readonly between: number | null
  /** Number of the screenshot taken after it, counting from 0. */
  readonly screenshot: number | null
  /** How far down the page is scrolled when it has ended, CSS px. */
  readonly scrollY: number
  /** Where on the page the element is that it uses or reads; null for commands without. */
  readonly place: Place | null
  /** What has changed on the page since it was loaded, when the command has ended; absent if nothing has. */
  readonly look?: ChangedLook
  /** It is not in log.json: its client had switched that off. */
  readonly unlogged?: true
}
