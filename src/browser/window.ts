/** A window (or a tab) of the browser: its place on the screen, its history, and what it shows. */
import type { PageContext } from './context.js'
import type { LoadHow, Rect } from './settings.js'

/** A place in the history: how its page is asked for again. */
export interface HistoryEntry {
  url: string
  readonly method: LoadHow['method']
  readonly body?: string
  /** Entries of one document are moved between without loading anything. */
  readonly documentId: number
  scrollY: number
  /** What `history.pushState` kept with it, as JSON. */
  readonly state?: string
}

export type WindowState = 'normal' | 'maximized' | 'minimized' | 'fullscreen'

export class BrowserWindow {
  readonly history: HistoryEntry[] = []
  /** The place in the history that is shown. */
  place = -1
  state: WindowState = 'normal'
  /** The name that links and scripts aim at. */
  name = ''
  /** Where it was before it was maximized or minimized. */
  restored: Rect

  constructor (readonly handle: string, readonly type: 'tab' | 'window', readonly top: PageContext, public rect: Rect) {
    this.restored = rect
  }

  get entry (): HistoryEntry | undefined { return this.history[this.place] }

  /** A new place; what was ahead is gone. */
  push (entry: HistoryEntry): void {
    this.history.splice(this.place + 1)
    this.history.push(entry)
    if (this.history.length > mostEntries) this.history.shift()
    this.place = this.history.length - 1
  }

  /** The same place, with another page. */
  replace (entry: HistoryEntry): void {
    if (this.place < 0) this.push(entry)
    else this.history[this.place] = entry
  }
}

/** As many as Chrome keeps. */
const mostEntries = 50
