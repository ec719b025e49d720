/** Pages that declare their HTML and what they do: what no browser would take, and what is said twice. */
import { faultOfHtml } from '../../document/bounds.js'
import type { LooseWorldFile } from './loose.js'
import type { Findings } from './problem.js'
import { checkScripted } from './scripted.js'

/** `names`: those of the pages that are looked at. */
export function checkPages (find: Findings, { pages = {} }: LooseWorldFile, names = Object.keys(pages)): void {
  for (const name of names) {
    const page = pages[name]
    if (page === undefined) continue
    checkScripted(find, pages, name, page)
    const { html, layout } = page
    if (html === undefined) continue
    const fault = faultOfHtml(html)
    if (fault !== undefined) find.fault(['pages', name, 'html'], fault, 'declare a smaller page')
    if (layout !== undefined) {
      const why = 'the page declares its HTML, so this is of no account'
      find.warning(['pages', name, 'layout'], why, 'leave one of them out')
    }
  }
}
