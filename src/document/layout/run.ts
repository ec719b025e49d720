/** What the parts of a layout share. Types only. */
import type { Style } from '../css/element-style.js'
import type { Measures } from '../css/lengths.js'
import type { DomElement } from '../nodes.js'
import type { TextSize } from './text-measure.js'

/** A border box, CSS px of the page; those of fixed elements are of the viewport. */
export interface Rect { x: number, y: number, width: number, height: number }

/** A piece of text on a line. */
export interface TextLine {
  /** The element that holds the text. */
  readonly element: DomElement
  readonly text: string
  readonly size: TextSize
  x: number
  y: number
  readonly width: number
  readonly height: number
}

/** How wide an element may become, and what its percents are of. */
export interface Room { readonly x: number, readonly y: number, readonly width: number, readonly height?: number }

export interface LayoutRun {
  /** Whether widths alone are asked for: nothing is put anywhere. */
  readonly isMeasuring: boolean
  readonly styleOf: (element: DomElement) => Style
  readonly measuresOf: (style: Style) => Measures
  /** Whether an element has boxes at all. */
  readonly isShown: (element: DomElement) => boolean
  /** Lays out an element as a block with its border box's corner at a place; `width`: its border box's, if known. */
  readonly block: (element: DomElement, room: Room, width?: number) => Rect
  /** Lays out what an element holds into its content box; how high that becomes. */
  readonly contents: (element: DomElement, style: Style, room: Room) => number
  /** The width that an element takes if nothing limits it, its border box's px. */
  readonly preferred: (element: DomElement) => number
  readonly put: (element: DomElement, rect: Rect) => void
  readonly write: (line: TextLine) => void
  /** Moves an element and all that it holds. */
  readonly shift: (element: DomElement, dx: number, dy: number) => void
  /** Keeps what is out of the flow for later; where it would have stood. */
  readonly postpone: (element: DomElement, room: Room) => void
}
