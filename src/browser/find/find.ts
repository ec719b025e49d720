/** Finding elements by what clients say: selectors, XPath, the text of links, tags; and the ways of before. */
import { elementsBelow, type DomElement, type DomNode } from '../../document/nodes.js'
import { findAll, SelectorError } from '../../document/selectors.js'
import type { PageContext } from '../context.js'
import { DriverError } from '../errors.js'
import { visibleText } from '../reading/text.js'
import { findByXPath } from './xpath.js'

/** How an element is looked for. */
export interface Locator { readonly using: string, readonly value: string }

type Find = (value: string, root: DomNode, context: PageContext, most: number) => DomElement[]

function bySelector (selector: string, root: DomNode, { focused, hovered }: PageContext, most: number): DomElement[] {
  try {
    // A browser takes an empty one for a fault.
    if (selector.trim() === '') throw new SelectorError('it is empty')
    return findAll(selector, root, { focused, hovered }, most)
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    throw new DriverError('invalid selector',
      `invalid selector: An invalid or illegal selector was specified: ${selector.slice(0, 500)} (${error.message})`)
  }
}

const trimmed = (text: string): string => text.replace(/^[^\S\u00a0]+|[^\S\u00a0]+$/g, '')

/** Links whose visible text is as wanted. */
const byLinkText = (is: (text: string, wanted: string) => boolean): Find => (value, root, context) => {
  const found: DomElement[] = []
  for (const element of elementsBelow(root)) {
    if (element.localName === 'a' && is(trimmed(visibleText(context, element)), trimmed(value))) found.push(element)
  }
  return found
}

/** A value as a name in a selector. */
const escaped = (name: string): string =>
  name.replace(/[^\w\u0080-\uffff-]/g, (sign) => `\\${sign}`).replace(/^(\d)/, '\\3$1 ')

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"`

const byTag: Find = (value, root) => {
  const name = value.toLowerCase()
  if (name === '') throw new DriverError('invalid selector', 'invalid selector: a tag name was expected')
  return [...elementsBelow(root)].filter(({ localName }) => name === '*' || localName === name)
}

const ways: Readonly<Record<string, Find>> = {
  'css selector': bySelector,
  xpath: (value, root, { document }) => findByXPath(value, root, document),
  'link text': byLinkText((text, wanted) => text === wanted),
  'partial link text': byLinkText((text, wanted) => text.includes(wanted)),
  'tag name': byTag,
  // Selenium's own, from before W3C; clients of today make selectors of them.
  id: (value, root, context, most) => bySelector(`[id=${quoted(value)}]`, root, context, most),
  name: (value, root, context, most) => bySelector(`[name=${quoted(value)}]`, root, context, most),
  'class name': (value, root, context, most) => {
    if (/\s/.test(value.trim())) {
      throw new DriverError('invalid selector',
        'invalid selector: Compound class names not permitted')
    }
    return bySelector(`.${escaped(value.trim())}`, root, context, most)
  }
}

/** @throws DriverError for a body that says no way */
export function locatorIn ({ using, value }: Record<string, unknown>): Locator {
  if (typeof using !== 'string') {
    throw new DriverError('invalid argument',
      'invalid argument: \'using\' must be a string')
  }
  if (!Object.hasOwn(ways, using)) {
    throw new DriverError('invalid argument',
    `invalid argument: invalid locator ${JSON.stringify(using)}`)
  }
  if (typeof value !== 'string') {
    throw new DriverError('invalid argument',
      'invalid argument: \'value\' must be a string')
  }
  return { using, value }
}

/** What a locator finds below a node, at most so many. @throws DriverError */
export const findElements =
  ({ using, value }: Locator, root: DomNode, context: PageContext, most = Infinity): DomElement[] =>
    ways[using]?.(value, root, context, most).slice(0, most) ?? []

export const notFound = ({ using, value }: Locator): DriverError => new DriverError('no such element',
  `no such element: Unable to locate element: ${JSON.stringify({ method: using, selector: value.slice(0, 1000) })}`)
