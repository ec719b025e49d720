/**
 * A session's own time: ms since its start. A command lets it go on by what it simulates (a page load takes seconds)
 * or by what passed of the world's time up to the next command, whichever is more: in a frozen world, too.
 */
import { micro } from '../../lab/precision.js'

export class SessionTime {
  /** When the last command began, and by now. */
  began = 0
  position = 0

  /**
   * `origin`: what the page's clock shows at the session's start, ms since the Unix epoch. `heard`: the world's moment
   * of the last command.
   */
  constructor (readonly origin: number, public heard: number) {}

  /** A command comes in at the world's moment `at`. */
  begin (at: number): void {
    this.began = micro(Math.max(this.position, this.began + at - this.heard))
    this.position = this.began
    this.heard = at
  }

  pass (ms: number): void {
    if (ms > 0) this.position = micro(this.position + ms)
  }

  /** The page's clock. */
  now (): number { return Math.floor(this.origin + this.position) }
}
