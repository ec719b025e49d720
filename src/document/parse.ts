/** From HTML to a document, within bounds: a page is written by anybody. */
import { faultOfHtml, mostNodes } from './bounds.js'
import { watchChanges } from './changes.js'
import { domino } from './dom.js'
import type { DomDocument } from './nodes.js'

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
