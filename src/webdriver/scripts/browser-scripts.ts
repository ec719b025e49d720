/** The scripts of a browser: those that clients send, and those of its pages. */
import type { BrowserState } from '../../browser/browser-state.js'
import type { PageContext } from '../../browser/context.js'
import { DriverError } from '../../browser/errors.js'
import type { PageEvent, ScriptSource } from '../../browser/scripting.js'
import type { DomDocument, DomNode } from '../../document/nodes.js'
import { engines } from './engine-pool.js'
import type { Fired } from './facade/asked.js'
import { asking, PageScripts, type ScriptSettings } from './page-scripts.js'
import { codedArguments, decoded } from './references.js'
import type { Ended } from './turns.js'

/** A script as a client sends it. `timeout`: ms of the session's time, or null for none. */
export interface ScriptRequest {
  readonly script: string
  readonly args: readonly unknown[]
  readonly isAsync: boolean
  readonly timeout: number | null
}

/** Events that are the window's, whatever dom tells them of. */
const ofWindow = new Set(['load', 'hashchange', 'popstate', 'pagehide', 'pageshow', 'resize', 'beforeunload', 'unload'])

const kinds: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?:click|dblclick|auxclick|contextmenu|mouse\w+)$/, 'MouseEvent'],
  [/^pointer/, 'PointerEvent'],
  [/^key/, 'KeyboardEvent'],
  [/^(?:before)?input$/, 'InputEvent'],
  [/^(?:focus|blur)/, 'FocusEvent'],
  [/^wheel$/, 'WheelEvent'],
  [/^submit$/, 'SubmitEvent'],
  [/^drag|^drop$/, 'DragEvent'],
  [/^hashchange$/, 'HashChangeEvent'],
  [/^popstate$/, 'PopStateEvent']
]

const kindOf = (type: string): string => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'Event'

const readyAfter: Readonly<Record<string, string>> = { DOMContentLoaded: 'interactive', load: 'complete' }

export class BrowserScripts {
  readonly #pages = new Map<DomDocument, PageScripts>()

  constructor (readonly state: BrowserState, readonly settings: ScriptSettings) {}

  /**
   * Runs a client's script in the current document and answers with what it returned. Null if a dialog opened before it
   * had ended. @throws DriverError: `javascript error`, `script timeout`, or what its arguments are wrong with
   */
  async execute ({ script, args, isAsync, timeout }: ScriptRequest): Promise<unknown> {
    const page = this.#page(this.state.context)
    const given = { script, args: codedArguments(page, args), isAsync }
    const ended = await page.take({ do: 'execute', given, timeout })
    if (ended === asking) return null
    return resultOf(page, this.#kept(page, ended))
  }

  /** Runs a piece of a page's own script; false if what would follow is prevented. */
  async run (source: ScriptSource): Promise<boolean> {
    const page = this.#page(source.context)
    if (source.kind !== 'handler') {
      const of = source.kind === 'script' ? `a script of ${source.context.url}` : 'a javascript: address'
      const ready = source.kind === 'script' ? 'loading' : 'complete'
      await page.take({ do: 'run', given: { text: source.text, of, ready } })
      return true
    }
    const { element, target, text, event } = source
    const current = ofWindow.has(event.type) && element.localName === 'body' ? 'window' : page.nodes.reference(element)
    return goesOn(await page.take({ do: 'handle', given: { ...fired(page, target, event), current, text } }))
  }

  /** Tells what scripts of a document listen for of an event; false if what would follow is prevented. */
  async tell (context: PageContext, target: DomNode, event: PageEvent): Promise<boolean> {
    const page = this.#pages.get(context.document)
    // While a script runs, what it brings about is told by the engine itself.
    if (page === undefined || page.isBusy) return true
    return goesOn(await page.take({ do: 'fire', given: fired(page, target, event) }))
  }

  /** Nothing is kept of a session that is over. */
  close (): void {
    for (const page of this.#pages.values()) page.close()
    this.#pages.clear()
    engines.leave(this.state)
  }

  #page (context: PageContext): PageScripts {
    for (const [document, page] of this.#pages) {
      if (page.isThere) continue
      page.close()
      this.#pages.delete(document)
    }
    const known = this.#pages.get(context.document)
    if (known !== undefined) return known
    const made = new PageScripts(this.state, context, this.settings)
    this.#pages.set(context.document, made)
    return made
  }

  /** A realm that the engine gave up on is made anew for the next script. */
  #kept (page: PageScripts, ended: Ended): Ended {
    if (ended.ended === 'lost' || (ended.ended === 'late' && ended.isLost)) this.#pages.delete(page.nodes.document)
    return ended
  }
}

function fired (page: PageScripts, target: DomNode, { type, bubbles, cancelable, init }: PageEvent): Fired {
  const ready = readyAfter[type]
  return {
    on: ofWindow.has(type) ? 'window' : page.nodes.reference(target),
    type,
    kind: kindOf(type),
    init: { ...init, bubbles, cancelable, composed: true },
    ...(ready === undefined ? {} : { ready })
  }
}

const goesOn = (ended: Ended | typeof asking): boolean =>
  ended === asking || ended.ended !== 'well' || (ended.answer as { goesOn?: unknown } | null)?.goesOn !== false

function resultOf (page: PageScripts, ended: Ended): unknown {
  if (ended.ended === 'late') throw new DriverError('script timeout', 'script timeout')
  if (ended.ended === 'lost') throw new DriverError('javascript error', `javascript error: ${ended.message}`)
  const { state, value, message = 'unknown', stack = '' } = (ended.answer ?? {}) as Partial<Record<string, unknown>>
  if (state === 'done') return decoded(page, value)
  throw new DriverError('javascript error', `javascript error: ${String(message)}`, { stacktrace: String(stack) })
}
