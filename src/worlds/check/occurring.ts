import { faultOfHtml } from '../../document/bounds.js'
import type { DomDocument } from '../../document/nodes.js'
import { parseHtml } from '../../document/parse.js'
import { findAll } from '../../document/selectors.js'

/** What occurs in the HTML that a page declares; parsed when it is first asked for. */
export class Occurring {
  #document: DomDocument | undefined

  constructor (readonly html: string | undefined) {}

  /** Whether there is nothing that a selector means, as far as that can be told. @throws SelectorError */
  lacks (selector: string): boolean {
    const { html } = this
    // What a script makes, or a page that is made up, is known in a session only.
    if (html === undefined || /<script/i.test(html) || faultOfHtml(html) !== undefined) return false
    this.#document ??= parseHtml(html, 'about:blank')
    return findAll(selector, this.#document, {}, 1).length === 0
  }
}
