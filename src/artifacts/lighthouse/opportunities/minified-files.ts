/** Style sheets and scripts with blanks and comments. */
import { defineAudit } from '../audit.js'
import type { FileContent } from '../content/files.js'
import { byteSavings, transferHeadings, type Saving } from './byte-savings.js'

/** Less is not worth the trouble, bytes. */
const negligible = 2048

function blanksOf (files: readonly FileContent[], leastPercent: number): Saving[] {
  return files.map(({ request: { url, resourceSize, transferSize }, blank }) => {
    const share = 1 - (resourceSize - blank) / resourceSize
    return { url, totalBytes: transferSize, wastedBytes: Math.round(transferSize * share), wastedPercent: 100 * share }
  }).filter(({ wastedBytes, wastedPercent }) => wastedPercent >= leastPercent && wastedBytes >= negligible)
}

export const unminifiedCss = defineAudit({
  id: 'unminified-css',
  title: 'Minify CSS',
  description: 'Minifying CSS files can reduce network payload sizes. [Learn more](https://web.dev/unminified-css/).',
  needs: 'CSSUsage',
  mode: 'numeric'
}, (load) => byteSavings(load, blanksOf(load.content.stylesheets, 5), { headings: transferHeadings }))

export const unminifiedJavascript = defineAudit({
  id: 'unminified-javascript',
  title: 'Minify JavaScript',
  description: 'Minifying JavaScript files can reduce payload sizes and script parse time. ' +
  '[Learn more](https://web.dev/unminified-javascript/).',
  needs: 'ScriptElements',
  mode: 'numeric'
}, (load) => byteSavings(load, blanksOf(load.content.scripts, 10), { headings: transferHeadings, warnings: [] }))
