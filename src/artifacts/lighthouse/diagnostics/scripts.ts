/** What scripts do that they should not, as the console tells it, and which libraries they bring. */
import type { Timeline } from '../../../lab/timeline.js'
import { defineAudit, type Finding } from '../audit.js'
import type { PageLoad } from '../computed/page-load.js'
import { column, table } from '../tables.js'
import { count } from '../wording.js'

/** Chrome's own warnings have the log source `violation`; each is listed once for a place in a file. */
function violations ({ console }: Timeline, pattern: RegExp): object[] {
  const places = console.flatMap(({ source, text, url }) =>
    String(source) === 'violation' && url !== undefined && pattern.test(text) ? [url] : [])
  return [...new Set(places)].map((url) => ({ label: 'line: 0', url }))
}

function violationsFound ({ timeline }: PageLoad, pattern: RegExp): Finding {
  const items = violations(timeline, pattern)
  const details = table([column('url', 'url', 'URL'), column('label', 'text', 'Location')], items)
  return { score: items.length === 0 ? 1 : 0, details }
}

export const noDocumentWrite = defineAudit({
  id: 'no-document-write',
  title: 'Avoids `document.write()`',
  failureTitle: 'Avoid `document.write()`',
  description: 'For users on slow connections, external scripts dynamically injected via `document.write()` can ' +
    'delay page load by tens of seconds. [Learn more](https://web.dev/no-document-write/).',
  needs: 'ConsoleMessages',
  mode: 'binary'
}, (load) => violationsFound(load, /document\.write/))

export const usesPassiveEventListeners = defineAudit({
  id: 'uses-passive-event-listeners',
  title: 'Uses passive listeners to improve scrolling performance',
  failureTitle: 'Does not use passive listeners to improve scrolling performance',
  description: 'Consider marking your touch and wheel event listeners as `passive` to improve your page\'s scroll ' +
    'performance. [Learn more](https://web.dev/uses-passive-event-listeners/).',
  needs: 'ConsoleMessages',
  mode: 'binary'
}, (load) => violationsFound(load, /passive event listener/))

/** Libraries are recognised by what they define in a running page; pages here run no code. */
export const largeJavascriptLibraries = defineAudit({
  id: 'large-javascript-libraries',
  title: 'Avoids large JavaScript libraries with smaller alternatives',
  failureTitle: 'Replace unnecessarily large JavaScript libraries',
  description: 'Large JavaScript libraries can lead to poor performance. Prefer smaller, functionally equivalent ' +
    'libraries to reduce your bundle size. [Learn more](https://developers.google.com/web/fundamentals/performance/' +
    'webpack/decrease-frontend-size#optimize_dependencies).',
  mode: 'binary'
}, () => ({
  score: 1,
  displayValue: count(0, 'large library found', 'large libraries found'),
  details: table([], [], {})
}))
