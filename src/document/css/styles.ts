/** The computed style of every element of a document, worked out when it is asked for. */
import { elementsBelow, parentOf, type DomDocument, type DomElement } from '../nodes.js'
import { declarationsOf, type Declarations } from './declarations.js'
import { defaultsOf } from './default-styles.js'
import { ElementStyle, type Style } from './element-style.js'
import { added, mostSteps } from './selector.js'
import type { Matching, Specificity } from './selector-types.js'
import { matchesMedia, mostRules, rulesOf, type Rule, type Screen } from './sheet.js'

/** What else decides about styles than the document. */
export interface StyleContext {
  readonly screen: Screen
  readonly focused?: DomElement | null
  readonly hovered?: DomElement | null
}

interface Weighed { readonly value: string, readonly order: number }

/** An important declaration outweighs all that are not, an attribute all rules. */
const orders = { fallback: 0, rule: 1, attribute: 2e9, important: 4e9, importantAttribute: 6e9 }

const weightOf = ([ids, classes, types]: Specificity): number =>
  Math.min(ids, 31) * 1e6 + Math.min(classes, 999) * 1e3 + Math.min(types, 999)

/** The sheets of a document's `<style>` elements, in order. */
function rulesIn (document: DomDocument, screen: Screen): Rule[] {
  const rules: Rule[] = []
  for (const element of elementsBelow(document)) {
    if (element.localName !== 'style' || rules.length >= mostRules) continue
    if (!matchesMedia(element.getAttribute('media') ?? '', screen)) continue
    rules.push(...rulesOf(element.textContent ?? '', screen))
  }
  return rules.slice(0, mostRules)
}

/** Attributes of old that say how an element looks. */
function fromAttributes (element: DomElement): string {
  const { localName } = element
  const sized = /^(?:img|iframe|canvas|video|svg|embed|object|table|td|th)$/.test(localName)
  const length = (name: string): string => {
    const value = sized ? element.getAttribute(name) : null
    if (value === null || !/^[\d.]+(?:px|%)?$/.test(value)) return ''
    return `${name}: ${/^[\d.]+$/.test(value) ? `${value}px` : value};`
  }
  const said = (name: string, property: string): string => {
    const value = element.getAttribute(name)
    return value === null || /[;:{}]/.test(value) ? '' : `${property}: ${value};`
  }
  return length('width') + length('height') + said('bgcolor', 'background-color') +
    (/^(?:div|p|td|th|tr|h\d)$/.test(localName) ? said('align', 'text-align') : '') +
    (localName === 'font' ? said('color', 'color') : '')
}

export class Styles {
  readonly #rules: readonly Rule[]
  readonly #kept = new Map<DomElement, ElementStyle>()
  readonly #matching: Matching
  readonly #screen: Screen

  constructor (document: DomDocument, { screen, focused, hovered }: StyleContext) {
    this.#screen = screen
    this.#rules = rulesIn(document, screen)
    this.#matching = { scope: document, focused, hovered, steps: mostSteps }
  }

  of (element: DomElement): Style {
    return this.#of(element)
  }

  #of (element: DomElement): ElementStyle {
    const known = this.#kept.get(element)
    if (known !== undefined) return known
    const parent = parentOf(element)
    const outer = parent === null ? undefined : this.#of(parent)
    const style = new ElementStyle(this.#cascaded(element), outer, this.#screen)
    this.#kept.set(element, style)
    return style
  }

  /** What is declared of an element, whatever wins. */
  #cascaded (element: DomElement): ReadonlyMap<string, string> {
    const found = new Map<string, Weighed>()
    take(found, defaultsOf(element), orders.fallback, orders.fallback)
    const old = fromAttributes(element)
    if (old !== '') take(found, declarationsOf(old), orders.fallback, orders.fallback)
    for (const { selectors, declarations } of this.#rules) {
      const weight = this.#weightOf(element, selectors)
      if (weight !== undefined) take(found, declarations, orders.rule + weight, orders.important + weight)
    }
    const own = element.getAttribute('style')
    if (own !== null) take(found, declarationsOf(own), orders.attribute, orders.importantAttribute)
    return new Map([...found].map(([name, { value }]) => [name, value]))
  }

  /** How heavy the most special selector of a rule that matches is; undefined if none does. */
  #weightOf (element: DomElement, selectors: Rule['selectors']): number | undefined {
    let best: number | undefined
    for (const { matches, specificity, pseudoElement } of selectors) {
      // With no steps left the remaining rules are as if they were not there.
      if (pseudoElement || this.#matching.steps < 1000 || !matches(element, this.#matching)) continue
      best = Math.max(best ?? 0, weightOf(added(specificity, [0, 0, 0])))
    }
    return best
  }
}

function take (found: Map<string, Weighed>, declarations: Declarations, usual: number, important: number): void {
  for (const [name, { value, important: isImportant }] of declarations) {
    const order = isImportant ? important : usual
    if (order >= (found.get(name)?.order ?? -1)) found.set(name, { value, order })
  }
}
