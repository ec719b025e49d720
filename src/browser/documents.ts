/** From what was loaded to a document: what is declared, what the lab drew, or the browser's own page. */
import { emptyDocument, parseHtml } from '../document/parse.js'
import type { OpenedDocument } from './context.js'
import { defaultDocument } from './default-page/default-document.js'
import { errorDocument } from './default-page/error-document.js'
import type { LoadedPage } from './settings.js'

export function openDocument (page: LoadedPage): OpenedDocument {
  const { url, title, html, visual, error } = page
  if (error !== null) return { page, document: errorDocument(page) }
  if (html !== undefined) return { page, document: declared(html, url, title) }
  if (visual !== undefined) return defaultDocument(page, visual)
  return { page, document: emptyDocument(title, url) }
}

/** A page that says no title is called as the world calls it. */
function declared (html: string, url: string, title: string): OpenedDocument['document'] {
  const document = parseHtml(html, url)
  if (document.getElementsByTagName('title').length === 0 && title !== '') document.title = title
  return document
}
