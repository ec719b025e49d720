/** Finding by selectors, kept parsed: suites ask for the same ones over and over. */
import { Cache } from '../kernel/cache.js'
import { matchesAny, mostSteps, parseSelectors, selectAll } from './css/selector.js'
import type { Matching, Selector } from './css/selector-types.js'
import type { DomElement, DomNode } from './nodes.js'

import { SelectorError } from './css/scanner.js'

export { SelectorError }

const parsed = new Cache<string, readonly Selector[]>({ most: 500 })

const selectorsOf = (text: string): readonly Selector[] => parsed.getOrMake(text, () => parseSelectors(text))

/** Reads a selector, as finding by it does. @throws SelectorError */
export function parseSelector (text: string): void {
  if (text.trim() === '') throw new SelectorError('it is empty')
  selectorsOf(text)
}

/** The elements below a node that a selector matches, in document order. @throws SelectorError */
export const findAll = (
  text: string, root: DomNode, about: Omit<Matching, 'scope' | 'steps'> = {}, most = Infinity
): DomElement[] => selectAll(selectorsOf(text), root, about, most)

/** Whether a selector matches an element. @throws SelectorError */
export const isMatch = (text: string, element: DomElement, scope: DomNode = element): boolean =>
  matchesAny(selectorsOf(text), element, { scope, steps: mostSteps })
