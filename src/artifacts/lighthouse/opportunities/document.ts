/** The main document: how long its server took, and whether it was where it was asked for. */
import { mainDocument } from '../../../lab/main-document.js'
import type { NetworkRequest } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { field, opportunity } from '../tables.js'
import { milliseconds, savesTime } from '../wording.js'
import { savingsScore } from './savings.js'

const slow = 600
const target = 100

export const serverResponseTime = defineAudit({
  id: 'server-response-time',
  title: 'Initial server response time was short',
  failureTitle: 'Reduce initial server response time',
  description: 'Keep the server response time for the main document short because all other requests depend on ' +
    'it. [Learn more](https://web.dev/time-to-first-byte/).',
  needs: 'devtoolsLogs',
  mode: 'binary'
}, ({ timeline: { requests, observed } }) => {
  const responseTime = observed.serverResponseTime
  const headings = [field('url', 'url', 'URL'), field('responseTime', 'timespanMs', 'Time Spent')]
  const items = [{ url: mainDocument(requests).url, responseTime }]
  return {
    numericValue: responseTime,
    numericUnit: 'millisecond',
    score: responseTime < slow ? 1 : 0,
    displayValue: `Root document took ${milliseconds(responseTime)}`,
    details: opportunity(headings, items, { ms: responseTime - target })
  }
})

const isRedirect = ({ type, status }: NetworkRequest): boolean => type === 'Document' && status >= 300 && status < 400

/** Each document that only told where the next one is wasted the time until that was asked for. */
export const redirects = defineAudit({
  id: 'redirects',
  title: 'Avoid multiple page redirects',
  description: 'Redirects introduce additional delays before the page can be loaded. ' +
    '[Learn more](https://web.dev/redirects/).',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, ({ timeline: { requests } }) => {
  const document = mainDocument(requests)
  const chain = [...requests.filter(isRedirect), document]
  const items = chain.length < 2
    ? []
    : chain.map(({ url, start }, index) => ({ url, wastedMs: (chain[index + 1]?.start ?? start) - start }))
  const ms = items.reduce((sum, { wastedMs }) => sum + wastedMs, 0)
  const headings = [field('url', 'url', 'URL'), field('wastedMs', 'timespanMs', 'Time Spent')]
  return {
    score: chain.length <= 2 ? 1 : savingsScore(ms),
    numericValue: ms,
    numericUnit: 'millisecond',
    displayValue: ms > 0 ? savesTime(ms) : '',
    details: opportunity(headings, items, { ms })
  }
})
