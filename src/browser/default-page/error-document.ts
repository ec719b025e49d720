/** The browser's own page where there is none to show. */
import type { DomDocument, DomElement } from '../../document/nodes.js'
import { emptyDocument } from '../../document/parse.js'
import type { ErrorPage } from '../../lab/session/browser-words.js'
import type { LoadedPage } from '../settings.js'

function unreachable ({ url, error }: LoadedPage): ErrorPage {
  const host = URL.canParse(url) ? new URL(url).host : url
  const code = (error ?? '').replace(/^net::/, '')
  return {
    title: host,
    heading: 'This site can\u2019t be reached',
    sentences: [`${host} could not be loaded.`],
    hints: [],
    code,
    button: 'Reload'
  }
}

/** What the page says, as a document of headings and paragraphs. */
export function errorDocument (page: LoadedPage): DomDocument {
  const { title, heading, sentences, hints, code, button } = page.errorPage ?? unreachable(page)
  const document = emptyDocument(title, page.url)
  const add = (parent: DomElement, tag: string, text: string, id = ''): DomElement => {
    const element = document.createElement(tag)
    if (id !== '') element.id = id
    if (text !== '') element.textContent = text
    return parent.appendChild(element)
  }
  const { body } = document
  if (body === null) return document
  const main = add(body, 'div', '', 'main-message')
  add(main, 'h1', heading)
  for (const sentence of sentences) add(main, 'p', sentence)
  const list = hints.length > 0 ? add(main, 'ul', '') : undefined
  for (const hint of hints) if (list !== undefined) add(list, 'li', hint)
  if (code !== '') add(main, 'div', code).className = 'error-code'
  if (button !== '') add(main, 'button', button, 'reload-button')
  return document
}
