/** What a browser is told, and what it is told of pages. Types only. */
import type { Random } from '../kernel/random.js'
import type { Behaviour, PageFailure } from '../lab/page/scripted.schema.js'
import type { ErrorPage } from '../lab/session/browser-words.js'
import type { VisualProgress } from '../lab/timeline.js'
import type { Chance } from './scripted/failures.js'

export interface Size { readonly width: number, readonly height: number }

/** How a page is asked for. */
export interface LoadHow {
  readonly method: 'GET' | 'POST'
  /** A form's fields as they are sent, `application/x-www-form-urlencoded`; none with GET. */
  readonly body?: string
  readonly referrer?: string
  readonly reason: 'navigate' | 'link' | 'form' | 'script' | 'back' | 'forward' | 'refresh' | 'frame' | 'window'
  readonly viewport: Size
}

export interface LoadedPage {
  /** The address it is found at in the end. */
  readonly url: string
  readonly title: string
  /** What the world file declares of it; without it the document is made from what the lab drew. */
  readonly html?: string | undefined
  /** What the lab drew, with its words: the default document is made from it. */
  readonly visual?: VisualProgress | undefined
  /** Chrome's `net::ERR_…`, or null: a command that navigates fails with it, and the browser's own page is shown. */
  readonly error: string | null
  /** What the browser shows in place of a page that could not be loaded; a page that says so if left out. */
  readonly errorPage?: ErrorPage
  /** What it does when something happens to it; `navigate` is an address. */
  readonly behaviour?: readonly Behaviour[] | undefined
  /** Commands that fail on it. */
  readonly failures?: readonly PageFailure[] | undefined
}

/** `unhandledPromptBehavior` as W3C has it. */
export type PromptBehaviour = 'dismiss' | 'dismiss and notify' | 'accept' | 'accept and notify' | 'ignore'

export interface BrowserSettings {
  readonly viewport: Size
  /** The screen's size; 1024 by 768 if left out. */
  readonly screen?: Size
  readonly browserName: string
  readonly browserVersion: string
  readonly platformName: string
  readonly userAgent: string
  /** What ids of elements and windows are drawn from. */
  readonly random: Random
  readonly prompts?: PromptBehaviour
  /** The moment as the page sees it, ms since the Unix epoch. */
  readonly now: () => number
  /** Lets the session's time go on by so many ms, as a wait for an element does; time stands still if left out. */
  readonly pass?: (ms: number) => void
  /** What failures of pages are drawn by; none that is drawn is met if left out. */
  readonly chance?: Chance
  readonly load: (url: string, how: LoadHow) => Promise<LoadedPage>
}

/** What the address of a command names besides its session. */
export interface CommandTarget {
  readonly element?: string
  readonly shadow?: string
  /** The attribute, property, style or cookie that is asked for. */
  readonly name?: string
}

/** W3C's session timeouts, ms; a script's may be null, which is without end. */
export interface Timeouts { script: number | null, pageLoad: number, implicit: number }

/** A rectangle of CSS pixels. */
export interface Rect { readonly x: number, readonly y: number, readonly width: number, readonly height: number }
