/** From HTML to a document, within bounds: a page is written by anybody. */
import { watchChanges } from './changes.js'
import { domino } from './dom.js'
import type { DomDocument } from './nodes.js'

/** The largest HTML of a page, characters. */
export const longestHtml = 262_144
/** How deep elements may stand in each other: Chrome's own bound. */
export const deepestHtml = 512
/** The most nodes and attributes of a document, counted by its tokens. */
export const mostNodes = 20_000

/** Elements that end by themselves, or that never hold anything. */
const endless = new Set([
  'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr', 'p',
  'li', 'dt', 'dd', 'option', 'optgroup', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'caption', 'colgroup', 'rp', 'rt'
])

const tags = /<(\/?)([a-z][^\s/>]*)/gi

/** Why a text is no page that is taken, or undefined. What is merely malformed is mended as browsers do. */
export function faultOfHtml (html: string): string | undefined {
  if (html.length > longestHtml) return `it has ${html.length} characters, and at most ${longestHtml} are taken`
  let depth = 0
  let count = 0
  for (const [, end, name = ''] of html.matchAll(tags)) {
    if (++count > mostNodes) return `it has more than ${mostNodes} tags`
    if (endless.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (end === '/' ? -1 : 1))
    if (depth > deepestHtml) return `elements stand more than ${deepestHtml} deep in each other`
  }
  return undefined
}

/** Misnested formatting makes more elements than there are tags: so many, and no more are made. */
const mostMade = 2 * mostNodes

/**
 * A document of HTML as browsers read it, malformed as it may be. @throws RangeError for what is too large or too deep
 */
export function parseHtml (html: string, address: string): DomDocument {
  const fault = faultOfHtml(html)
  if (fault !== undefined) throw new RangeError(fault)
  const parser = domino().createIncrementalHTMLParser()
  const document = parser.document() as DomDocument & { readonly _nextnid: number }
  const isFull = (): boolean => document._nextnid > mostMade
  parser.end(html)
  // The parser gives way after each token that says so: only for a document that grows without bound.
  while (parser.process(isFull)) if (isFull()) throw new RangeError(`it makes more than ${mostMade} nodes`)
  return opened(document, address)
}

/** An empty document. */
export function emptyDocument (title: string, address: string): DomDocument {
  const document = domino().createDOMImplementation().createHTMLDocument(title)
  return opened(document, address)
}

function opened (document: DomDocument, address: string): DomDocument {
  document._address = address
  watchChanges(document)
  return document
}
