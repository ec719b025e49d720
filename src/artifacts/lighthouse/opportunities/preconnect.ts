/** Origins to which the page could have connected sooner. */
import { mainDocument } from '../../../lab/main-document.js'
import type { NetworkRequest } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { grouped } from '../computed/grouped.js'
import { field, opportunity } from '../tables.js'
import { savesTime } from '../wording.js'
import { savingsScore } from './savings.js'

const negligible = 50
/** A browser does not keep an unused connection for longer, ms. */
const patience = 15_000

/** Opened for a request that the document did not ask for itself. */
function openedLate (request: NetworkRequest, document: NetworkRequest): boolean {
  const { failed, connectionReused, origin, initiator, phases: { blocked, dns, connect }, start } = request
  return !failed && !connectionReused && connect > 0 && blocked + dns > 0 &&
    origin !== document.origin && initiator.url !== document.url && start - document.end < patience
}

export const usesRelPreconnect = defineAudit({
  id: 'uses-rel-preconnect',
  title: 'Preconnect to required origins',
  description: 'Consider adding `preconnect` or `dns-prefetch` resource hints to establish early connections to ' +
    'important third-party origins. [Learn more](https://web.dev/uses-rel-preconnect/).',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, ({ timeline: { requests }, origins: { rtt, byOrigin } }) => {
  const document = mainDocument(requests)
  const late = requests.filter((request) => openedLate(request, document))
  const items = [...grouped(late, ({ origin }) => origin)].flatMap(([origin, [first]]) => {
    if (first === undefined) return []
    const trip = rtt + (byOrigin.get(origin)?.additionalRtt ?? 0)
    const connecting = origin.startsWith('https:') ? trip * 2 : trip
    const wastedMs = Math.min(connecting, first.start - document.end + first.phases.blocked)
    return wastedMs < negligible ? [] : [{ url: origin, wastedMs }]
  }).sort((a, b) => b.wastedMs - a.wastedMs)
  const ms = items[0]?.wastedMs ?? 0
  const headings = [field('url', 'url', 'URL'), field('wastedMs', 'timespanMs', 'Potential Savings')]
  return {
    score: savingsScore(ms),
    numericValue: ms,
    numericUnit: 'millisecond',
    displayValue: ms > 0 ? savesTime(ms) : '',
    warnings: [],
    details: opportunity(headings, items, { ms })
  }
})
