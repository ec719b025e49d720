/** What a page load looks like, and when. Times are ms since navigation start, positions CSS pixels. Types only. */
import type { Looks } from '../document/looks.js'
import type { ElementKind, Shown } from './page/page.schema.js'
import type { Accent } from './page/site.schema.js'

export type { Looks, Shown }

/** A rectangle of the page with the moment it appeared; x, y are relative to the top left corner of the page. */
export interface VisualElement {
  readonly kind: ElementKind
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly paintedAt: number
  readonly shows?: Shown
  readonly label?: string
  readonly words?: readonly string[]
  /** How it looks by its page's own styles; with it what it shows is of no account. */
  readonly looks?: Looks
}

/** From `at` on (whole ms) the viewport is `percent` complete; percents are whole, grow, and end at 100. */
export interface VisualStep {
  readonly at: number
  readonly percent: number
}

export interface VisualProgress {
  readonly viewport: { readonly width: number, readonly height: number }
  readonly pageHeight: number
  /** In paint order. */
  readonly elements: readonly VisualElement[]
  /** The colour of its site; blue if left out. */
  readonly accent?: Accent
  /** Before the first step the viewport is blank. */
  readonly steps: readonly VisualStep[]
}
