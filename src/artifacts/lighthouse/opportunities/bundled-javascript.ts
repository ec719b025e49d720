/** Scripts that bring what browsers have, or what another has brought. */
import { defineAudit } from '../audit.js'
import type { LegacyContent } from '../content/polyfills.js'
import { isThirdParty } from '../computed/third-parties.js'
import { field, subItems } from '../tables.js'
import { byteSavings, type Saving } from './byte-savings.js'

const duplicateHeadings = [
  field('source', 'code', 'Source', { subItemsHeading: { key: 'url', valueType: 'url' } }),
  field(null, 'bytes', 'Transfer Size', { granularity: 0.05, subItemsHeading: { key: 'sourceTransferBytes' } }),
  field('wastedBytes', 'bytes', 'Potential Savings', { granularity: 0.05 })
]

/** Which modules a bundle consists of is read from source maps, and no script here has one. */
export const duplicatedJavascript = defineAudit({
  id: 'duplicated-javascript',
  title: 'Remove duplicate modules in JavaScript bundles',
  description: 'Remove large, duplicate JavaScript modules from bundles to reduce unnecessary bytes consumed by ' +
    'network activity. ',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, (load) => {
  return byteSavings(load, [], { headings: duplicateHeadings })
})

const legacyHeadings = [
  field('url', 'url', 'URL', { subItemsHeading: { key: 'location', valueType: 'source-location' } }),
  field(null, 'code', '', { subItemsHeading: { key: 'signal' } }),
  field('wastedBytes', 'bytes', 'Potential Savings')
]

function legacyItem ({ request: { url, resourceSize, transferSize }, bytes, signals }: LegacyContent): Saving {
  const item = {
    url,
    wastedBytes: Math.round(bytes * (transferSize / resourceSize)),
    subItems: subItems(signals.map(({ name, column }) => ({
      signal: name,
      location: { type: 'source-location', url, line: 0, column, urlProvider: 'network' }
    }))),
    totalBytes: 0
  }
  return item
}

/** Only the site's own scripts can save time: those of others are not for the site to change. */
export const legacyJavascript = defineAudit({
  id: 'legacy-javascript',
  title: 'Avoid serving legacy JavaScript to modern browsers',
  description: 'Polyfills and transforms enable legacy browsers to use new JavaScript features. However, many ' +
    'aren\'t necessary for modern browsers. For your bundled JavaScript, adopt a modern script deployment strategy ' +
    'using module/nomodule feature detection to reduce the amount of code shipped to modern browsers, while ' +
    'retaining support for legacy browsers. ' +
    '[Learn More](https://philipwalton.com/articles/deploying-es2015-code-in-production-today/)',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, (load) => {
  const items = load.content.legacy.map(legacyItem)
  const own = items.filter(({ url }) => !isThirdParty(url, load.timeline.url))
  const byUrl = new Map(own.map(({ url, wastedBytes }) => [url, wastedBytes]))
  return byteSavings(load, items, { headings: legacyHeadings, byUrl })
})
