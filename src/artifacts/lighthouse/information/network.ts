/** The requests, and how far away and how slow their servers are. */
import { defineAudit } from '../audit.js'
import { column, table } from '../tables.js'
import { milliseconds } from '../wording.js'
import { micro } from '../../../lab/precision.js'

const inKilobytes = { displayUnit: 'kb', granularity: 1 } as const

/** Times are ms since the first request was started. Of a failed request nothing arrived, not even a status. */
export const networkRequests = defineAudit({
  id: 'network-requests',
  title: 'Network Requests',
  description: 'Lists the network requests that were made during page load.',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, ({ timeline: { requests } }) => {
  const first = requests[0]?.start ?? 0
  const items = requests.map(({ url, start, end, transferSize, resourceSize, status, failed, mimeType, type }) => ({
    url,
    startTime: micro(start - first),
    endTime: micro(end - first),
    finished: true,
    transferSize,
    resourceSize: failed ? 0 : resourceSize,
    statusCode: failed ? -1 : status,
    mimeType: failed ? '' : mimeType,
    resourceType: type
  }))
  return {
    score: 1,
    details: table([
      column('url', 'url', 'URL'),
      column('startTime', 'ms', 'Start Time', { granularity: 1 }),
      column('endTime', 'ms', 'End Time', { granularity: 1 }),
      column('transferSize', 'bytes', 'Transfer Size', inKilobytes),
      column('resourceSize', 'bytes', 'Resource Size', inKilobytes),
      column('statusCode', 'text', 'Status Code'),
      column('mimeType', 'text', 'MIME Type'),
      column('resourceType', 'text', 'Resource Type')
    ], items)
  }
})

const origin = column('origin', 'text', 'URL')

export const networkRtt = defineAudit({
  id: 'network-rtt',
  title: 'Network Round Trip Times',
  description: 'Network round trip times (RTT) have a large impact on performance. If the RTT to an origin is high, ' +
    'it\'s an indication that servers closer to the user could improve performance. ' +
    '[Learn more](https://hpbn.co/primer-on-latency-and-bandwidth/).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, ({ origins: { byOrigin } }) => {
  const items = [...byOrigin].map(([name, { rtt }]) => ({ origin: name, rtt })).sort((a, b) => b.rtt - a.rtt)
  const longest = items[0]?.rtt ?? 0
  return {
    score: 1,
    numericValue: longest,
    numericUnit: 'millisecond',
    displayValue: milliseconds(longest),
    details: table([origin, column('rtt', 'ms', 'Time Spent', { granularity: 1 })], items)
  }
})

export const networkServerLatency = defineAudit({
  id: 'network-server-latency',
  title: 'Server Backend Latencies',
  description: 'Server latencies can impact web performance. If the server latency of an origin is high, it\'s an ' +
    'indication the server is overloaded or has poor backend performance. ' +
    '[Learn more](https://hpbn.co/primer-on-web-performance/#analyzing-the-resource-waterfall).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, ({ origins: { byOrigin } }) => {
  const items = [...byOrigin]
    .map(([name, { latency }]) => ({ origin: name, serverResponseTime: latency }))
    .sort((a, b) => b.serverResponseTime - a.serverResponseTime)
  const longest = items[0]?.serverResponseTime ?? 0
  return {
    score: Math.max(1 - longest / 500, 0),
    numericValue: longest,
    numericUnit: 'millisecond',
    displayValue: milliseconds(longest),
    details: table([origin, column('serverResponseTime', 'ms', 'Time Spent', { granularity: 1 })], items)
  }
})
