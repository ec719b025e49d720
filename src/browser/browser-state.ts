/** What a session's browser is at a moment: its windows, the one that is current, cookies, dialogues, timeouts. */
import { Cache } from '../kernel/cache.js'
import type { DomElement, DomNode } from '../document/nodes.js'
import { emptyDocument } from '../document/parse.js'
import { PageContext } from './context.js'
import { CookieJar } from './cookies.js'
import { ElementIds, elementKey, referenceIn, type ElementReference } from './element-ids.js'
import { DriverError } from './errors.js'
import { InputState } from './interaction/input-state.js'
import { accepted, type Prompt } from './prompts.js'
import { Failures } from './scripted/failures.js'
import type { RunScript, TellEvent } from './scripting.js'
import type { BrowserSettings, Rect, Size, Timeouts } from './settings.js'
import { BrowserWindow } from './window.js'

/** Something that happens at its time: a page's timer, a change that a world file declares. */
interface Due { readonly at: number, readonly happen: () => void | Promise<void> }

/** The most that wait for their time. */
const mostDue = 10_000

/** Pages that lead to each other without end are left at the last of so many, as browsers leave redirects. */
export const mostHops = 20

const noWindow = (): DriverError =>
  new DriverError('no such window', 'no such window: target window already closed')

export class BrowserState {
  readonly windows = new Map<string, BrowserWindow>()
  readonly cookies: CookieJar
  readonly ids: ElementIds
  readonly input = new InputState()
  readonly timeouts: Timeouts = { script: 30_000, pageLoad: 300_000, implicit: 0 }
  /** The dialogue that stands in the way of everything else. */
  prompt: Prompt | undefined
  /** Set by who has a script engine. */
  runScript: RunScript | undefined
  tell: TellEvent | undefined
  /** Goes where a page leads by itself. */
  lead: ((context: PageContext, url: string) => Promise<void>) | undefined
  readonly failures: Failures
  /** How often pages may still lead elsewhere by themselves before the next command. */
  hops = mostHops
  /** What pages keep, by their origin; forgotten with the session. */
  readonly storage = new Cache<string, Map<string, string>>({ most: 200 })
  #current: BrowserWindow | undefined
  #context: PageContext | undefined
  /** How many things have happened at their time. */
  happened = 0
  #due: Due[] = []
  #documents = 0

  constructor (readonly settings: BrowserSettings) {
    this.ids = new ElementIds(settings.random)
    this.cookies = new CookieJar(settings.now)
    this.failures = new Failures(settings.chance ?? (() => false))
    this.current = this.openWindow('window')
  }

  /** The current window. @throws DriverError if it was closed */
  get current (): BrowserWindow {
    if (this.#current === undefined) throw noWindow()
    return this.#current
  }

  set current (window: BrowserWindow) {
    this.#current = window
    this.#context = window.top
  }

  /** The document that commands are about. @throws DriverError if its window or its frame is gone */
  get context (): PageContext {
    const { top } = this.current
    const context = this.#context ?? top
    if (!context.isThere) throw noWindow()
    return context
  }

  set context (context: PageContext) { this.#context = context }

  /** The document of the current window or frame. */
  get document (): PageContext['document'] { return this.context.document }

  get screen (): Size { return this.settings.screen ?? { width: 1024, height: 768 } }

  /** A number for a document, for the history. */
  nextDocument (): number { return ++this.#documents }

  openWindow (type: 'tab' | 'window'): BrowserWindow {
    const { random, viewport } = this.settings
    const page = { url: 'about:blank', title: '', error: null }
    const context = new PageContext({ document: emptyDocument('', 'about:blank'), page }, viewport)
    const rect: Rect = { x: 0, y: 0, ...this.outer(viewport) }
    const window = new BrowserWindow(random.hex(32).toUpperCase(), type, context, rect)
    window.push({ url: 'about:blank', method: 'GET', documentId: this.nextDocument(), scrollY: 0 })
    this.windows.set(window.handle, window)
    return window
  }

  /** A window with the given viewport: as much larger as the screen is than the session's viewport. */
  outer ({ width, height }: Size): Size {
    const { viewport } = this.settings
    return { width: width + this.#frame('width', viewport), height: height + this.#frame('height', viewport) }
  }

  /** The viewport of a window of a size. */
  inner ({ width, height }: Size): Size {
    const { viewport } = this.settings
    const least = (value: number): number => Math.max(1, value)
    return {
      width: least(width - this.#frame('width', viewport)), height: least(height - this.#frame('height', viewport))
    }
  }

  #frame (side: 'width' | 'height', viewport: Size): number {
    return Math.max(0, this.screen[side] - viewport[side])
  }

  closeWindow (): void {
    this.windows.delete(this.current.handle)
    this.#current = undefined
    this.#context = undefined
    this.prompt = undefined
  }

  reference (element: DomElement, context = this.context): ElementReference {
    return { [elementKey]: this.ids.of(element, context) }
  }

  /** The element of an id, in the current document. @throws DriverError */
  element (id: string | undefined): DomElement {
    return this.ids.find(id ?? '', this.context)
  }

  /** The element that a reference in a command's body means. @throws DriverError */
  elementIn (value: unknown): DomElement {
    const id = referenceIn(value)
    if (id === undefined) throw new DriverError('invalid argument', 'invalid argument: an element reference is missing')
    return this.element(id)
  }

  /** Where the context of a node is, among those of the current window. */
  contextOf (node: DomNode): PageContext | undefined {
    const document = node.ownerDocument ?? node
    const within = (context: PageContext): PageContext | undefined => {
      if (context.document === document) return context
      for (const frame of context.frames.values()) {
        const found = within(frame)
        if (found !== undefined) return found
      }
      return undefined
    }
    for (const { top } of this.windows.values()) {
      const found = within(top)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Something that is to happen so many ms from now on the session's timeline. */
  later (ms: number, happen: Due['happen']): void {
    if (this.#due.length >= mostDue) return
    const at = this.settings.now() + Math.max(0, ms)
    const place = this.#due.findLastIndex((other) => other.at <= at)
    this.#due.splice(place + 1, 0, { at, happen })
  }

  /** When something is next to happen, ms from now; undefined if nothing is. */
  get untilNext (): number | undefined {
    const [first] = this.#due
    return first === undefined ? undefined : Math.max(0, first.at - this.settings.now())
  }

  /** Lets happen what is due, at most so many things: one may bring the next. */
  async catchUp (): Promise<void> {
    for (let count = 0; count < 1000 && this.prompt === undefined; count++) {
      const [first] = this.#due
      if (first === undefined || first.at > this.settings.now()) return
      this.#due.shift()
      this.happened++
      await first.happen()
    }
  }

  /** The time goes on by so many ms, with what happens in it. */
  async pass (ms: number): Promise<void> {
    const { pass, now } = this.settings
    if (pass === undefined) return
    const end = now() + ms
    for (;;) {
      const until = this.untilNext
      if (until === undefined || now() + until > end || this.prompt !== undefined) break
      if (until > 0) pass(until)
      await this.catchUp()
    }
    const rest = end - now()
    if (rest > 0) pass(rest)
  }

  openPrompt (prompt: Prompt): void { this.prompt = prompt }

  async answerPrompt (accept: boolean): Promise<void> {
    const { prompt } = this
    this.prompt = undefined
    await prompt?.answered(accept ? accepted(prompt) : null)
  }

  /** What becomes of an open dialogue before another command. @throws DriverError as the session's behaviour says */
  async handlePrompt (): Promise<void> {
    const { prompt, settings: { prompts = 'dismiss and notify' } } = this
    if (prompt === undefined) return
    const { message } = prompt
    if (prompts !== 'ignore') await this.answerPrompt(prompts.startsWith('accept'))
    if (prompts === 'accept' || prompts === 'dismiss') return
    const text = `unexpected alert open: {Alert text : ${message}}`
    throw new DriverError('unexpected alert open', text, { text: message })
  }

  /** Nothing is kept when the session is over. */
  close (): void {
    this.windows.clear()
    this.#current = undefined
    this.#context = undefined
    this.#due = []
    this.prompt = undefined
    this.runScript = undefined
    this.tell = undefined
    this.lead = undefined
  }
}
