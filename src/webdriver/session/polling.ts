/**
 * A client that waits for something asks the same again and again, with a pause in between. Where the world's clock
 * stands still that pause is nobody's but the session's: its own time goes on by it, so that what is to come does.
 */
import { sha256 } from '../../kernel/ids.js'

/** What a session's browser does while its client waits. */
interface Waiting {
  /** When something is next to happen by itself, ms from now; undefined if nothing is. */
  readonly untilNext: number | undefined
  pass (ms: number): Promise<void>
}

/** How long clients pause, about, ms: 100 (WebdriverIO) to 500 (Selenium for Java and Python). */
const pause = 200

/** So many questions are remembered. */
const most = 100

export class Polling {
  readonly #asked = new Set<string>()

  /** A command that changes something was sent: what is asked after that is asked anew. */
  forget (): void { this.#asked.clear() }

  /** Before a question is answered. `passed`: how much of the world's time has passed since the last command, ms. */
  async before (browser: Waiting, question: unknown, passed: number): Promise<void> {
    const { untilNext } = browser
    if (untilNext === undefined || this.#asked.size > most) this.forget()
    if (untilNext === undefined) return
    const asked = sha256(JSON.stringify(question))
    if (this.#asked.has(asked)) {
      this.forget()
      await browser.pass(Math.min(Math.max(0, pause - passed), untilNext))
    }
    this.#asked.add(asked)
  }
}
