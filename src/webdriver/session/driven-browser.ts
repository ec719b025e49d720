/** A browser as its session uses it. */
import type { Browser } from '../../browser/browser.js'
import type { Timeouts } from '../../browser/settings.js'
import { shownElements } from '../../browser/pictures/shown.js'
import type { ChangedLook } from '../../lab/session/session-command.js'
import type { VisualElement, VisualProgress } from '../../lab/timeline.js'
import type { Place } from '../../lab/session/anatomy.js'
import { micro } from '../../lab/precision.js'
import type { SessionBrowser, Target } from './live-session.js'

/** So many changed elements of a page are kept. */
const mostAdded = 300

/** What an element looks like, whenever it was painted. */
const lookKey = ({ paintedAt: _, ...look }: VisualElement): string => JSON.stringify(look)

export class DrivenBrowser implements SessionBrowser {
  constructor (readonly browser: Browser) {}

  get timeouts (): Readonly<Timeouts> { return this.browser.timeouts }
  get untilNext (): number | undefined { return this.browser.untilNext }
  get happened (): number { return this.browser.happened }
  get isClosed (): boolean { return this.browser.windows.size === 0 }

  async perform (command: string, parameters: Readonly<Record<string, unknown>>, target?: Target): Promise<unknown> {
    return await this.browser.perform(command, parameters, target)
  }

  async pass (ms: number): Promise<void> { await this.browser.pass(ms) }

  scrollY (): number {
    return this.isClosed ? 0 : micro(this.#shown()?.scrollY ?? 0)
  }

  placeOf (element: string): Place | undefined {
    try {
      const box = this.browser.boxOf(this.browser.nodeOf(element))
      if (box === undefined) return undefined
      const { x, y, width, height } = box
      return { x: micro(x), y: micro(y), w: micro(width), h: micro(height) }
    } catch {
      // Stale, of another document, or none at all: the command itself says so.
      return undefined
    }
  }

  lookOf (drawn: VisualProgress): ChangedLook | undefined {
    const top = this.#shown()
    if (top === undefined || top.page.visual !== drawn || top.page.error !== null) return undefined
    const places = new Map(drawn.elements.map((element, index) => [lookKey(element), index]))
    const kept: number[] = []
    const added: VisualElement[] = []
    for (const element of shownElements(top)) {
      const index = places.get(lookKey(element))
      if (index === undefined) added.push(element)
      else kept.push(index)
    }
    const all = kept.length === drawn.elements.length
    if (all && added.length === 0) return undefined
    return { kept: all ? null : kept, added: added.slice(0, mostAdded) }
  }

  #shown (): Browser['current']['top'] | undefined {
    try {
      return this.browser.current.top
    } catch {
      return undefined
    }
  }
}
