/** The browser of one WebDriver session: windows with documents that behave, of no HTTP and no world. */
import type { DomElement } from '../document/nodes.js'
import type { Rect as Box } from '../document/layout/run.js'
import type { Style } from '../document/css/element-style.js'
import { BrowserState, mostHops } from './browser-state.js'
import type { BrowserCommand } from './commands/names.js'
import { commands } from './commands/table.js'
import { DriverError } from './errors.js'
import { go } from './navigation.js'
import { failAfter, failBefore } from './scripted/fail.js'
import type { BrowserSettings, CommandTarget } from './settings.js'

export type { LoadedPage, LoadHow, BrowserSettings, CommandTarget, PromptBehaviour, Timeouts } from './settings.js'
export type { PageEvent, RunScript, ScriptSource, TellEvent } from './scripting.js'

/** Commands that an open dialogue does not stand in the way of. */
const beside: ReadonlySet<string> = new Set<BrowserCommand>([
  'getTimeouts', 'setTimeouts', 'getWindowHandle', 'getWindowHandles', 'switchToWindow',
  'dismissAlert', 'acceptAlert', 'getAlertText', 'sendAlertText'
])

/** Commands that are about a window, and not about the frame in it. */
const ofWindow =
  /^(?:navigateTo|getCurrentUrl|back|forward|refresh|getTitle|.*Window.*|switchToFrame|switchToParentFrame)$/

/** Other names of commands. */
const aliases: Readonly<Record<string, BrowserCommand>> = {
  print: 'printPage', getUrl: 'getCurrentUrl', createWindow: 'newWindow', getComputedStyle: 'getElementCssValue',
  sendKeys: 'elementSendKeys', click: 'elementClick', clear: 'elementClear', getWindowPosition: 'getWindowRect'
}

export class Browser extends BrowserState {
  constructor (settings: BrowserSettings) {
    super(settings)
    this.lead = async (context, url) => {
      const isOpen = [...this.windows.values()].some(({ top }) => top === context.top)
      if (isOpen && this.hops-- > 0) await go(this, context, url, { reason: 'script' })
    }
  }

  /** Does a command, by the name of W3C's heading in camel case. @throws DriverError */
  async perform (
    command: string, parameters: Record<string, unknown> = {}, target: CommandTarget = {}
  ): Promise<unknown> {
    const name = Object.hasOwn(commands, command) ? command as BrowserCommand : aliases[command]
    if (name === undefined) throw new DriverError('unknown command', `unknown command: ${command}`)
    this.hops = mostHops
    await this.catchUp()
    if (!beside.has(name)) {
      this.#refuseWithoutWindow(name)
      await this.handlePrompt()
    }
    try {
      failBefore(this, name, target.element)
      const answer = await commands[name](this, parameters, target)
      failAfter(this, name, answer)
      // What is due at once belongs to the command that has brought it about.
      await this.catchUp()
      return answer
    } catch (error) {
      // A page that is nested or woven beyond what is reckoned with.
      if (error instanceof RangeError) throw new DriverError('unknown error', `unknown error: ${error.message}`)
      throw error
    }
  }

  /** @throws DriverError for a window that was closed, or a frame that is gone */
  #refuseWithoutWindow (name: BrowserCommand): void {
    const shown = ofWindow.test(name) ? this.current.top : this.context
    if (!shown.isThere) throw new DriverError('no such window', 'no such window')
  }

  /** What a script engine and its natively answered scripts ask for: an element's box on the page, if it has one. */
  boxOf (element: DomElement): Readonly<Box> | undefined {
    return this.contextOf(element)?.view.boxOf(element)
  }

  /** The computed style of an element. */
  styleOf (element: DomElement): Style | undefined {
    return this.contextOf(element)?.view.styleOf(element)
  }

  idOf (element: DomElement): string {
    return this.ids.of(element, this.contextOf(element) ?? this.context)
  }

  /** The element of an id in the current document. @throws DriverError */
  nodeOf (id: string): DomElement {
    return this.element(id)
  }
}

export const openBrowser = (settings: BrowserSettings): Browser => new Browser(settings)
