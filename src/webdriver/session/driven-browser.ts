/** A browser as its session uses it. */
import type { Browser } from '../../browser/browser.js'
import type { Timeouts } from '../../browser/settings.js'
import type { Place } from '../../lab/session/anatomy.js'
import { micro } from '../../lab/precision.js'
import type { SessionBrowser, Target } from './live-session.js'

export class DrivenBrowser implements SessionBrowser {
  constructor (readonly browser: Browser) {}

  get timeouts (): Readonly<Timeouts> { return this.browser.timeouts }
  get isClosed (): boolean { return this.browser.windows.size === 0 }

  async perform (command: string, parameters: Readonly<Record<string, unknown>>, target?: Target): Promise<unknown> {
    return await this.browser.perform(command, parameters, target)
  }

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

  #shown (): Browser['current']['top'] | undefined {
    try {
      return this.browser.current.top
    } catch {
      return undefined
    }
  }
}
