import type { DomElement, DomNode } from '../nodes.js'

/** What a match depends on besides the element. */
export interface Matching {
  /** What `:scope` is. */
  readonly scope: DomNode
  readonly focused?: DomElement | null | undefined
  readonly hovered?: DomElement | null | undefined
  /** Steps that are left: a selector may take no more time than that. */
  steps: number
}

export type Test = (element: DomElement, matching: Matching) => boolean

/** How special a selector is: ids, classes, types. */
export type Specificity = readonly [number, number, number]

/** One selector of a list. */
export interface Selector {
  readonly matches: Test
  readonly specificity: Specificity
  /** `::before` and the like match no element. */
  readonly pseudoElement: boolean
  /** In `:has`: it looks beside an element, and not below it. */
  readonly besides?: boolean
}
