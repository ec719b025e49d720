/** CSS selectors, level 4 as far as browsers have it: parsed once into tests, matched from the right to the left. */
import { isElement, parentOf, elementsBelow, type DomElement, type DomNode } from '../nodes.js'
import { attributeTest } from './attribute-test.js'
import { pseudoTest } from './pseudo-classes.js'
import { SelectorError, Scanner } from './scanner.js'
import type { Matching, Selector, Specificity, Test } from './selector-types.js'

/** What is matched at one element, and how the part to its left is reached. */
interface Compound {
  readonly tests: readonly Test[]
  readonly specificity: Specificity
  readonly pseudoElement: boolean
}

type Combinator = ' ' | '>' | '+' | '~'

const longest = 20_000
const deepest = 20
/** Tests of one query: more than any honest one takes. */
export const mostSteps = 4_000_000

export const added = (a: Specificity, b: Specificity): Specificity => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]

export function isLess (a: Specificity, b: Specificity): boolean {
  if (a[0] !== b[0]) return a[0] < b[0]
  return a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2]
}

/** A list of selectors. @throws SelectorError */
export function parseSelectors (text: string): Selector[] {
  if (text.length > longest) throw new SelectorError('the selector is too long')
  const scanner = new Scanner(text)
  const selectors = selectorList(scanner, 0, false)
  if (!scanner.atEnd) throw new SelectorError(`unexpected ${JSON.stringify(scanner.rest.slice(0, 20))}`)
  return selectors
}

/** Selectors up to the end or a closing bracket. `relative`: they may begin with a combinator, as those of `:has`. */
export function selectorList (scanner: Scanner, depth: number, relative: boolean): Selector[] {
  if (depth > deepest) throw new SelectorError('the selector is nested too deep')
  const selectors: Selector[] = []
  do {
    scanner.skipSpace()
    selectors.push(complex(scanner, depth, relative))
    scanner.skipSpace()
  } while (scanner.take(','))
  return selectors
}

function combinatorAt (scanner: Scanner): Combinator | undefined {
  const spaced = scanner.skipSpace()
  for (const sign of ['>', '+', '~'] as const) {
    if (!scanner.take(sign)) continue
    scanner.skipSpace()
    return sign
  }
  return spaced && !scanner.atEnd && !scanner.sees(',') && !scanner.sees(')') ? ' ' : undefined
}

function complex (scanner: Scanner, depth: number, relative: boolean): Selector {
  const first = relative ? combinatorAt(scanner) ?? ' ' : undefined
  const besides = first === '+' || first === '~'
  let left: Test | undefined = first === undefined ? undefined : reached(first, isScope)
  let specificity: Specificity = [0, 0, 0]
  for (;;) {
    const { tests, specificity: own, pseudoElement } = compound(scanner, depth)
    specificity = added(specificity, own)
    const before = left
    const here: Test = (element, matching) => {
      if (--matching.steps < 0) throw new SelectorError('the selector takes too long')
      return tests.every((test) => test(element, matching)) && (before?.(element, matching) ?? true)
    }
    const next = combinatorAt(scanner)
    if (next === undefined) return { matches: here, specificity, pseudoElement, ...(besides ? { besides } : {}) }
    if (pseudoElement) throw new SelectorError('nothing follows a pseudo-element')
    left = reached(next, here)
  }
}

const isScope: Test = (element, { scope }) => element === scope

/** Whether what stands to the left of a combinator is there. */
function reached (combinator: Combinator, left: Test): Test {
  const steps: Readonly<Record<Combinator, Test>> = {
    '>': (element, matching) => {
      const parent = parentOf(element)
      return parent !== null && left(parent, matching)
    },
    '+': (element, matching) => {
      const before = element.previousElementSibling
      return before !== null && left(before, matching)
    },
    '~': (element, matching) => {
      for (let at = element.previousElementSibling; at !== null; at = at.previousElementSibling) {
        if (left(at, matching)) return true
      }
      return false
    },
    ' ': (element, matching) => {
      for (let at = parentOf(element); at !== null; at = parentOf(at)) if (left(at, matching)) return true
      return false
    }
  }
  return steps[combinator]
}

const typeTest = (name: string): Test => {
  const lower = name.toLowerCase()
  return ({ localName }) => localName === lower || localName === name
}

function compound (scanner: Scanner, depth: number): Compound {
  const tests: Test[] = []
  let specificity: Specificity = [0, 0, 0]
  let pseudoElement = false
  let any = false
  const name = scanner.typeName()
  if (name !== undefined) {
    any = true
    if (name !== '*') {
      tests.push(typeTest(name))
      specificity = [0, 0, 1]
    }
  }
  for (;;) {
    const { test, weight, element = false } = simple(scanner, depth) ?? {}
    if (test === undefined || weight === undefined) break
    any = true
    tests.push(test)
    specificity = added(specificity, weight)
    pseudoElement ||= element
  }
  if (!any) throw new SelectorError(`a selector was expected at ${JSON.stringify(scanner.rest.slice(0, 20))}`)
  return { tests, specificity, pseudoElement }
}

interface Simple { readonly test: Test, readonly weight: Specificity, readonly element?: boolean }

function simple (scanner: Scanner, depth: number): Simple | undefined {
  if (scanner.take('#')) {
    const id = scanner.identifier()
    return { test: (element) => element.getAttribute('id') === id, weight: [1, 0, 0] }
  }
  if (scanner.take('.')) {
    const name = scanner.identifier()
    const spaced = ` ${name} `
    const test: Test = (element) => ` ${(element.getAttribute('class') ?? '').replace(/\s+/g, ' ')} `.includes(spaced)
    return { test, weight: [0, 1, 0] }
  }
  if (scanner.take('[')) return { test: attributeTest(scanner), weight: [0, 1, 0] }
  if (scanner.take('::')) return pseudoElementOf(scanner)
  if (!scanner.take(':')) return undefined
  const name = scanner.identifier().toLowerCase()
  if (/^(?:before|after|first-line|first-letter)$/.test(name)) return pseudoElementTest
  return withArguments(scanner, name, depth) ?? { test: pseudoTest(scanner, name), weight: [0, 1, 0] }
}

const pseudoElements =
  /^(?:before|after|first-line|first-letter|placeholder|selection|marker|backdrop|file-selector-button|cue)$/

const pseudoElementTest: Simple = { test: () => false, weight: [0, 0, 1], element: true }

function pseudoElementOf (scanner: Scanner): Simple {
  const name = scanner.identifier().toLowerCase()
  if (!pseudoElements.test(name) && !name.startsWith('-')) throw new SelectorError(`unknown pseudo-element ::${name}`)
  return pseudoElementTest
}

const most = (selectors: readonly Selector[]): Specificity =>
  selectors.reduce<Specificity>((best, { specificity }) => isLess(best, specificity) ? specificity : best, [0, 0, 0])

/** The pseudo-classes that take selectors. */
function withArguments (scanner: Scanner, name: string, depth: number): Simple | undefined {
  if (!/^(?:not|is|where|has|matches|-webkit-any)$/.test(name)) return undefined
  if (!scanner.take('(')) throw new SelectorError(`:${name} takes selectors`)
  const selectors = selectorList(scanner, depth + 1, name === 'has')
  if (!scanner.take(')')) throw new SelectorError(`:${name} is not closed`)
  const isAny: Test = (element, matching) => selectors.some(({ matches }) => matches(element, matching))
  if (name === 'not') return { test: (element, matching) => !isAny(element, matching), weight: most(selectors) }
  if (name === 'has') {
    const besides = selectors.some((selector) => selector.besides)
    return { test: (element, matching) => has(element, matching, isAny, besides), weight: most(selectors) }
  }
  return { test: isAny, weight: name === 'where' ? [0, 0, 0] : most(selectors) }
}

/** Whether something below an element, or beside and after it, matches relative to it. */
function has (element: DomElement, matching: Matching, isAny: Test, besides: boolean): boolean {
  const inner: Matching = { ...matching, scope: element }
  const found = (candidate: DomElement): boolean => {
    const yes = isAny(candidate, inner)
    matching.steps = inner.steps
    return yes
  }
  for (const candidate of elementsBelow(element)) if (found(candidate)) return true
  for (let at = besides ? element.nextElementSibling : null; at !== null; at = at.nextElementSibling) {
    if (found(at)) return true
    for (const candidate of elementsBelow(at)) if (found(candidate)) return true
  }
  return false
}

/** Whether one of the selectors matches an element. */
export const matchesAny = (selectors: readonly Selector[], element: DomElement, matching: Matching): boolean =>
  selectors.some(({ matches, pseudoElement }) => !pseudoElement && matches(element, matching))

/** The elements below a root that selectors match, in document order. */
export function selectAll (
  selectors: readonly Selector[], root: DomNode, about: Omit<Matching, 'scope' | 'steps'> = {}, most = Infinity
): DomElement[] {
  const matching: Matching = { ...about, scope: isElement(root) ? root : root.firstChild ?? root, steps: mostSteps }
  const found: DomElement[] = []
  for (const element of elementsBelow(root)) {
    if (!matchesAny(selectors, element, matching)) continue
    found.push(element)
    if (found.length >= most) break
  }
  return found
}
