import type { Place } from './anatomy.js'
import type { ScriptedCommand } from './script.js'

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
  /** It is not in log.json: its client had switched that off. */
  readonly unlogged?: true
}
