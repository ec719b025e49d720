/** Style sheets and scripts of which the page uses only a part. */
import { defineAudit } from '../audit.js'
import type { PageLoad } from '../computed/page-load.js'
import type { FileContent } from '../content/files.js'
import { field } from '../tables.js'
import { byteSavings, transferHeadings, type Saving } from './byte-savings.js'

interface UnusedPart extends Saving { readonly wastedPercent: number }

/** As much of the bytes on the wire as of the file. */
function unusedPart ({ request: { url, resourceSize, transferSize }, used }: FileContent): UnusedPart {
  const unused = (resourceSize - used) / resourceSize
  return {
    url,
    totalBytes: transferSize,
    wastedBytes: Math.round(unused * transferSize),
    wastedPercent: unused * 100
  }
}

/** Rules for states that no load shows may remain, bytes. */
const negligibleCss = 10 * 1024
const negligibleScript = 20 * 1024

/** Unused bytes of every style sheet, by its URL. */
export const unusedCssBytes = ({ content: { stylesheets } }: PageLoad): Map<string, number> =>
  new Map(stylesheets.map(unusedPart).map(({ url, wastedBytes }) => [url, wastedBytes]))

export const unusedCssRules = defineAudit({
  id: 'unused-css-rules',
  title: 'Remove unused CSS',
  description: 'Remove dead rules from stylesheets and defer the loading of CSS not used for above-the-fold ' +
    'content to reduce unnecessary bytes consumed by network activity. ' +
    '[Learn more](https://web.dev/unused-css-rules/).',
  needs: 'CSSUsage',
  mode: 'numeric'
}, (load) => {
  const items = load.content.stylesheets.map(unusedPart).filter(({ wastedBytes }) => wastedBytes > negligibleCss)
  return byteSavings(load, items, { headings: transferHeadings })
})

const scriptHeadings = [
  field('url', 'url', 'URL', { subItemsHeading: { key: 'source', valueType: 'code' } }),
  field('totalBytes', 'bytes', 'Transfer Size', { subItemsHeading: { key: 'sourceBytes' } }),
  field('wastedBytes', 'bytes', 'Potential Savings', { subItemsHeading: { key: 'sourceWastedBytes' } })
]

export const unusedJavascript = defineAudit({
  id: 'unused-javascript',
  title: 'Remove unused JavaScript',
  description: 'Remove unused JavaScript to reduce bytes consumed by network activity. ' +
    '[Learn more](https://web.dev/unused-javascript/).',
  needs: 'JsUsage',
  mode: 'numeric'
}, (load) => {
  const items = load.content.scripts.map(unusedPart).filter(({ wastedBytes }) => wastedBytes > negligibleScript)
  return byteSavings(load, items, { headings: scriptHeadings })
})
