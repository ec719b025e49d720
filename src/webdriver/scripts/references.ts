/** Values between a client's JSON and the engine: W3C's references to elements and windows (WebDriver, 13.1). */
import type { BrowserState } from '../../browser/browser-state.js'
import { elementKey, referenceIn, shadowKey } from '../../browser/element-ids.js'
import { DriverError } from '../../browser/errors.js'
import { isConnected, isElement } from '../../document/nodes.js'
import type { Coded } from './facade/values.js'
import type { Page } from './host/page.js'
import { contextOf } from './host/window.js'

const windowKey = 'window-fcc6-11e5-b4f8-330a88ab9d7f'
const frameKey = 'frame-075b-4da1-b6ba-e579c2d3230a'

/** As deep as values may be nested, and how many there may be. */
const deepest = 100
const most = 200_000

/** A client's arguments. @throws DriverError for unknown and stale elements, and for what is nested too deep */
export function codedArguments (page: Page, args: readonly unknown[]): Coded[] {
  return args.map((each) => coded(page, each, 0))
}

function coded (page: Page, value: unknown, depth: number): Coded {
  if (depth > deepest) throw new DriverError('invalid argument', 'the arguments are nested too deep')
  if (Array.isArray(value)) return { a: value.map((each) => coded(page, each, depth + 1)) }
  if (typeof value !== 'object' || value === null) return { v: value }
  if (referenceIn(value) !== undefined) return { n: page.nodes.numberOf(page.state.elementIn(value)) }
  if (shadowKey in value) throw new DriverError('no such shadow root', 'the shadow root is not known here')
  const window = (value as Record<string, unknown>)[windowKey] ?? (value as Record<string, unknown>)[frameKey]
  if (typeof window === 'string') return windowOf(page, window)
  return { o: Object.entries(value).map(([key, each]) => [key, coded(page, each, depth + 1)]) }
}

function windowOf (page: Page, handle: string): Coded {
  if (contextOf(page, handle) === undefined) throw new DriverError('no such window', `there is no window ${handle}`)
  return { w: handle }
}

interface Decoding { readonly page: Page, count: number }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * What a script returned, as JSON. The engine's word is not trusted: what is of no known shape is null. @throws
 * DriverError for an element that is not in the document
 */
export const decoded = (page: Page, value: unknown): unknown => decode({ page, count: 0 }, value, 0)

function decode (decoding: Decoding, value: unknown, depth: number): unknown {
  if (!isRecord(value) || depth > deepest) return null
  if (++decoding.count > most) throw new DriverError('javascript error', 'the result has too many values')
  const { a: list, o: pairs, n: node, w: window, v: plain, frame } = value
  if (Array.isArray(list)) return list.map((each) => decode(decoding, each, depth + 1))
  if (Array.isArray(pairs)) {
    return Object.fromEntries(pairs.filter((pair) => Array.isArray(pair)).map(([key, each]) =>
      [String(key), decode(decoding, each, depth + 1)]))
  }
  if (typeof node === 'number') return elementOf(decoding.page, node)
  if (typeof window === 'string') return { [frame === true ? frameKey : windowKey]: window }
  return typeof plain === 'object' || plain === undefined ? null : plain
}

function elementOf ({ nodes, state }: Page, number: number): unknown {
  const node = nodes.node(number)
  const context = state.contextOf(node)
  if (!isElement(node) || context === undefined || !isConnected(node)) {
    throw new DriverError('stale element reference',
      'stale element reference: stale element not found in the current frame')
  }
  return state.reference(node, context)
}

export { elementKey, type BrowserState }
