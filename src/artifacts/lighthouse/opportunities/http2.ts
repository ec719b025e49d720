/** Files that come over HTTP/1.1. */
import type { NetworkRequest, ResourceType } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { grouped } from '../computed/grouped.js'
import type { PageLoad } from '../computed/page-load.js'
import { thirdPartyOf } from '../computed/third-parties.js'
import { isH2 } from '../lantern/simulate.js'
import { field, opportunity } from '../tables.js'
import { count } from '../wording.js'
import { savingsScore, sooner } from './savings.js'

const statics: ReadonlySet<ResourceType> = new Set(['Document', 'Font', 'Image', 'Stylesheet', 'Script', 'Media'])

/** Somebody else's tiny files are no files but beacons, bytes. */
const tiny = 100
/** An origin with fewer files would gain nothing. */
const enough = 6

const isFile = ({ type, resourceSize, url }: NetworkRequest): boolean =>
  statics.has(type) && (resourceSize >= tiny || thirdPartyOf(url) === undefined)

function overHttp1 (requests: readonly NetworkRequest[]): Map<string, string> {
  const files = grouped(requests.filter(isFile), ({ origin }) => origin)
  const found = requests.filter(({ protocol, failed, origin }) =>
    !failed && protocol === 'http/1.1' && (files.get(origin)?.length ?? 0) >= enough)
  return new Map(found.map(({ url, protocol }) => [url, protocol]))
}

function saved ({ graph, simulate }: PageLoad, urls: ReadonlyMap<string, string>): number {
  if (urls.size === 0) return 0
  const h2 = (request: NetworkRequest): boolean => urls.has(request.url) || isH2(request)
  return sooner(simulate(graph, { flexible: true }), simulate(graph, { flexible: true, h2 }))
}

export const usesHttp2 = defineAudit({
  id: 'uses-http2',
  title: 'Use HTTP/2',
  description: 'HTTP/2 offers many benefits over HTTP/1.1, including binary headers, multiplexing, and server ' +
    'push. [Learn more](https://web.dev/uses-http2/).',
  needs: 'devtoolsLogs',
  mode: 'binary'
}, (load) => {
  const urls = overHttp1(load.timeline.requests)
  const items = [...urls].map(([url, protocol]) => ({ protocol, url }))
  const ms = saved(load, urls)
  const wording = ['request not served via HTTP/2', 'requests not served via HTTP/2'] as const
  return {
    displayValue: items.length > 0 ? count(items.length, ...wording) : '',
    numericValue: ms,
    numericUnit: 'millisecond',
    score: savingsScore(ms),
    details: opportunity([field('url', 'url', 'URL'), field('protocol', 'text', 'Protocol')], items, { ms })
  }
})
