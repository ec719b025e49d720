/** Pages that declare their HTML: what no browser would take, and what is said twice. */
import { faultOfHtml } from '../../document/bounds.js'
import type { LooseWorldFile } from './loose.js'
import type { Findings } from './problem.js'

export function checkPages (find: Findings, { pages = {} }: LooseWorldFile): void {
  for (const [name, page] of Object.entries(pages)) {
    if (page?.html === undefined) continue
    const { html, layout } = page
    const fault = faultOfHtml(html)
    if (fault !== undefined) find.fault(['pages', name, 'html'], fault, 'declare a smaller page')
    if (layout !== undefined) {
      const why = 'the page declares its HTML, so this is of no account'
      find.warning(['pages', name, 'layout'], why, 'leave one of them out')
    }
  }
}
