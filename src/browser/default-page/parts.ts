/** What a part of a page is made into. Types only. */
import type { DomElement } from '../../document/nodes.js'
import type { VisualElement } from '../../lab/timeline.js'
import type { PageBuilder } from './page-builder.js'

/** A part of the picture with its words, and what it is built with. */
export interface Part {
  readonly build: PageBuilder
  readonly element: VisualElement
  readonly label: string
  readonly words: readonly string[]
  /** Where it goes. */
  readonly parent: DomElement
  /** Whether it says what the page is about: its heading is the first. */
  readonly isFirst: boolean
}

/** Builds a part; the element that stands for it. */
export type BuildPart = (part: Part) => DomElement
