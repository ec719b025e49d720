/** How large the document's tree is. */
import { stream } from '../../../kernel/random.js'
import { mainDocument } from '../../../lab/main-document.js'
import type { Timeline } from '../../../lab/timeline.js'

export interface DomContent {
  /** Elements in the body. */
  readonly elements: number
  /** Levels of the deepest element, and the one that has the most children. */
  readonly depth: number
  readonly width: number
}

/** An element takes some hundred bytes of markup, as sites write it; blocks of the layout are elements at least. */
export function domOf ({ url, requests, visual }: Timeline): DomContent {
  const habits = stream('dom', url)
  const blocks = visual.elements.length
  const bytes = habits.between(75, 150)
  const elements = Math.max(blocks, Math.round(mainDocument(requests).resourceSize / bytes))
  const depth = Math.min(elements, habits.int(8, 20))
  return { elements, depth, width: Math.min(elements, Math.max(blocks, habits.int(12, 60))) }
}
