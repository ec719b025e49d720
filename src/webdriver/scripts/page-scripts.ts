import type { BrowserState } from '../../browser/browser-state.js'
import type { PageContext } from '../../browser/context.js'
import type { Answer } from '../../browser/prompts.js'
import { engines } from './engine-pool.js'
import type { AnswerHost } from './engine.js'
import type { LoadTimes } from './facade/time.js'
import { answersOf } from './host/answer.js'
import { KnownNodes } from './host/nodes.js'
import type { Dialog, Journey, Page } from './host/page.js'
import { travel } from './travel.js'
import type { Ended, What } from './turns.js'

/** How long the engine may be busy with one turn, ms of the machine's time, whatever the script timeout. */
const budget = 2000

let realms = 0

/** What pages' scripts need of the session besides its browser. */
export interface ScriptSettings {
  /** For `Math.random`: a number of the session's own. */
  readonly seed: number
  /** What `performance` tells of the last page load. */
  readonly loadTimes: () => Promise<LoadTimes>
  /** When the last page load began, ms since the Unix epoch. */
  readonly loadedAt: () => number
  readonly said: (level: string, text: string) => void
  /** Lighthouse's index of how fast the machine is: texts of 100,000 letters in a second. */
  readonly benchmark: () => number
}

/** A turn that stands still because a dialog is open; `null` where an answer would be. */
export const asking = Symbol('asking')

/** The scripts of one document: its realm in an engine, made for the first of them. */
export class PageScripts implements Page {
  readonly nodes: KnownNodes
  readonly isFrame: boolean
  readonly origin: number
  readonly loadTimes: () => Promise<LoadTimes>
  readonly said: (level: string, text: string) => void
  journey: Journey | undefined
  readonly #realm = ++realms
  readonly #answers: AnswerHost
  /** The turn that is being taken, to its very end. */
  #current: Promise<Ended> | undefined
  #stopsToAsk: () => void = () => {}
  #timer = 0
  #prevented = false
  isOver = false

  constructor (readonly state: BrowserState, readonly context: PageContext, readonly settings: ScriptSettings) {
    this.nodes = new KnownNodes(context.document)
    this.isFrame = context.parent !== undefined
    this.origin = settings.loadedAt()
    this.loadTimes = settings.loadTimes
    this.said = settings.said
    this.#answers = answersOf(this)
  }

  /** Whether its document is still shown. */
  get isThere (): boolean {
    return this.context.document === this.nodes.document && this.context.isThere
  }

  get isBusy (): boolean {
    return this.#current !== undefined
  }

  /** Takes a turn; `asking` if a dialog has opened before it ended. Then it goes on when that is answered. */
  async take (what: What): Promise<Ended | typeof asking> {
    const asks = new Promise<typeof asking>((resolve) => { this.#stopsToAsk = () => { resolve(asking) } })
    const current = this.#take(what)
    this.#current = current
    return await Promise.race([current, asks])
  }

  async #take (what: What): Promise<Ended> {
    const engine = await engines.take(this.state)
    const { seed } = this.settings
    const ended = await engine.ask({ realm: this.#realm, seed, now: this.state.settings.now(), budget, what },
      this.#answers)
    this.#current = undefined
    if (ended.ended === 'well') this.#prevented = isPrevented(ended.answer)
    if (!this.isOver) await this.#follow(ended)
    return ended
  }

  /** What a script has started: it goes to another page, its timers run at their time. */
  async #follow (ended: Ended): Promise<void> {
    const { journey } = this
    this.journey = undefined
    if (journey !== undefined) await travel(this, journey)
    const next = ended.ended === 'well' ? ended.next : null
    const timer = ++this.#timer
    if (next === null || !this.isThere) return
    this.state.later(Math.ceil(next), async () => {
      // While a script runs the engine sees to its timers.
      if (timer === this.#timer && !this.isBusy && this.isThere) await this.take({ do: 'due' })
    })
  }

  /**
   * Opens a dialog for a script, which waits for its answer; where others would have to wait with it, it is answered at
   * once as if nobody was there.
   */
  async ask ({ kind, text, value }: Dialog): Promise<string | boolean | null> {
    const { state } = this
    if (!engines.isAlone(state)) {
      state.openPrompt({ kind, message: text, text: value, answered: () => {} })
      return answerFor(kind, null)
    }
    return await new Promise((resolve) => {
      state.openPrompt({
        kind,
        message: text,
        text: value,
        answered: async (answer) => {
          resolve(answerFor(kind, answer))
          await this.#restOfTurn()
        },
        prevents: () => this.#prevented
      })
      this.#stopsToAsk()
    })
  }

  /** Until the turn has ended, or asks again. */
  async #restOfTurn (): Promise<void> {
    const asks = new Promise<void>((resolve) => { this.#stopsToAsk = resolve })
    await Promise.race([this.#current, asks])
  }

  close (): void {
    this.isOver = true
    engines.drop(this.state, this.#realm, this.isBusy).catch(() => {})
  }
}

const isPrevented = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && (answer as { goesOn?: unknown }).goesOn === false

/** What a script is told: an alert nothing, a question yes or no, a prompt its text or null. */
function answerFor (kind: Dialog['kind'], answer: Answer): string | boolean | null {
  if (kind === 'alert') return null
  if (kind === 'confirm') return answer !== null
  return typeof answer === 'string' ? answer : null
}
