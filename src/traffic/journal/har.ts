import { STATUS_CODES } from 'node:http'
import type { Entry, Journal } from './journal.js'
import { bodyOf, headerPairs, headersOf, pathOf, queryPairs } from './record-view.js'

interface Pair { name: string, value: string }
const pair = ([name, value]: [string, string]): Pair => ({ name, value })

/** What is not measured, in HAR's way of saying so. */
const unknown = -1

/**
 * The requests held, as HAR 1.2. Bodies of answers are not kept, and nothing takes time in world time, so times are 0.
 * `base`: the public base URL of the world.
 */
export function harOf (journal: Journal, base: string, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'perftwin', version },
      comment: journal.evicted === 0 ? '' : `${journal.evicted} older requests were evicted`,
      entries: journal.entries().map((entry) => harEntry(entry, base))
    }
  }
}

function harEntry (entry: Entry, base: string): object {
  const body = bodyOf(entry)
  const query = queryPairs(entry)
  const text = body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const status = entry.status ?? 0
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: 0,
    request: {
      method: entry.method,
      url: `${base}${pathOf(entry)}${query.length === 0 ? '' : `?${new URLSearchParams(query)}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerPairs(entry).map(pair),
      queryString: query.map(pair),
      ...(text === undefined ? {} : { postData: { mimeType: headersOf(entry)['content-type'] ?? 'application/octet-stream', text } }),
      headersSize: unknown,
      bodySize: text === undefined ? 0 : Buffer.byteLength(text)
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: entry.type === null ? [] : [{ name: 'content-type', value: entry.type }],
      content: { size: entry.size ?? unknown, mimeType: entry.type ?? '' },
      redirectURL: '',
      headersSize: unknown,
      bodySize: entry.size ?? unknown
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _seq: entry.seq,
    _operation: entry.operation.name,
    ...(entry.faults.length === 0 ? {} : { _faults: entry.faults })
  }
}
