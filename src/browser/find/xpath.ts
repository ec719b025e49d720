/** XPath 1.0, by wgxpath: loaded at the first expression. */
import { createRequire } from 'node:module'
import type { DomDocument, DomNode } from '../../document/nodes.js'
import { elementsBelow, isElement, type DomElement } from '../../document/nodes.js'
import { DriverError } from '../errors.js'

const require = createRequire(import.meta.url)

interface XPathResult {
  readonly resultType: number
  readonly numberValue: number
  readonly stringValue: string
  readonly booleanValue: boolean
  readonly snapshotLength: number
  readonly snapshotItem: (index: number) => DomNode | { readonly nodeType?: number } | null
}

interface Evaluating {
  evaluate?: (expression: string, node: DomNode, resolver: null, type: number, result: null) => XPathResult
}

let install: ((window: { document: Evaluating }) => void) | undefined

function evaluator (): Required<Evaluating>['evaluate'] {
  install ??= (require('wgxpath') as { install: NonNullable<typeof install> }).install
  const document: Evaluating = {}
  install({ document })
  if (document.evaluate === undefined) throw new TypeError('wgxpath offers no evaluate')
  return document.evaluate
}

let evaluate: ReturnType<typeof evaluator> | undefined

const longest = 20_000
/** Steps of one expression that are taken at most, reckoned beforehand. */
const mostSteps = 60_000_000

const wide = /\/\/|\b(?:descendant|following|preceding|ancestor)(?:-or-self|-sibling)?::/

/**
 * How many steps an expression takes at most in a document of so many elements: what is asked in square brackets is
 * asked for every element before them. What begins at the document's root looks at all of it, what begins at the
 * element only at what is in it.
 */
function stepsOf (expression: string, elements: number): number {
  const plain = expression.replace(/"[^"]*"|'[^']*'/g, '""')
  const costs = [1]
  let most = 1
  for (let i = 0; i < plain.length; i++) {
    const sign = plain.charAt(i)
    if (sign === '[') costs.push(1)
    else if (sign === ']') costs.pop()
    else if (wide.test(plain.slice(i, i + 2)) ||
      (/[dfpa]/.test(sign) && new RegExp(`^(?:${wide.source})`).test(plain.slice(i, i + 30)))) {
      const isRelative = costs.length > 1 && /[.\w)*]$/.test(plain.slice(Math.max(0, i - 1), i))
      costs[costs.length - 1] = isRelative ? Math.min(elements, 40) : elements
      most = Math.max(most, costs.reduce((product, cost) => product * cost, 1))
    }
  }
  return most
}

const refused = (expression: string, why: string): DriverError => new DriverError('invalid selector',
  `invalid selector: Unable to locate an element with the xpath expression ${expression.slice(0, 500)} ` +
  `because of: ${why}`)

const countOf = (document: DomDocument): number => {
  let count = 0
  for (const element of elementsBelow(document)) count += Number(element.nodeType === 1)
  return count
}

/** An ordered list of nodes, by DOM Level 3 XPath's number for it. */
const orderedSnapshot = 7

/** By DOM Level 3 XPath's numbers for what an expression comes to. */
const [anyType, numberType, stringType, booleanType] = [0, 1, 2, 3]

/** What an expression comes to: a number, a text, a flag, or nodes of the document. @throws DriverError */
export function evaluateXPath (
  expression: string, root: DomNode, document: DomDocument
): number | string | boolean | DomNode[] {
  const { resultType, numberValue, stringValue, booleanValue } = checked(expression, root, document, anyType)
  if (resultType === numberType) return numberValue
  if (resultType === stringType) return stringValue
  if (resultType === booleanType) return booleanValue
  const found: DomNode[] = []
  const result = checked(expression, root, document, orderedSnapshot)
  for (let i = 0; i < result.snapshotLength; i++) {
    const node = result.snapshotItem(i) as DomNode | null
    // Attributes are no nodes that scripts are given here.
    if (node !== null && node.nodeType !== 2) found.push(node)
  }
  return found
}

/** Within bounds. @throws DriverError */
function checked (expression: string, root: DomNode, document: DomDocument, type: number): XPathResult {
  if (expression.length > longest) throw refused(expression, 'it is too long')
  if (stepsOf(expression, countOf(document)) > mostSteps) throw refused(expression, 'it takes too long')
  evaluate ??= evaluator()
  return evaluated(expression, root, type)
}

/** The elements that an expression finds. @throws DriverError for one that is none, or finds something else */
export function findByXPath (expression: string, root: DomNode, document: DomDocument): DomElement[] {
  const found: DomElement[] = []
  const result = checked(expression, root, document, orderedSnapshot)
  for (let i = 0; i < result.snapshotLength; i++) {
    const node = result.snapshotItem(i) as DomNode | null
    if (!isElement(node)) throw refused(expression, 'the result is not an element')
    found.push(node)
  }
  return found
}

function evaluated (expression: string, root: DomNode, type: number): XPathResult {
  try {
    if (evaluate === undefined) throw new TypeError('no evaluator')
    return evaluate(expression, root, null, type, null)
  } catch (error) {
    throw refused(expression, error instanceof Error ? error.message : String(error))
  }
}
