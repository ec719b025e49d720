import { STATUS_CODES } from 'node:http'
import type { Entry as HarEntry, Har, Header, PostDataCommon, PostDataText, Request, Response } from 'har-format'
import type { Entry } from './entry.js'
import type { Journal } from './journal.js'

/** An entry with what only the journal knows of it: names that begin with an underscore are a writer's own in HAR. */
interface RecordedEntry extends HarEntry {
  _seq: number
  _operation: string | null
  /** Ids of the fault rules that struck it, if any did. */
  _faults?: readonly string[]
}

const pair = ([name, value]: readonly [string, string]): Header => ({ name, value })

/** What is not measured, in HAR's way of saying so. */
const unknown = -1

/**
 * The requests held, as HAR 1.2. Bodies of answers are not kept, and nothing takes time in world time, so times are 0.
 * `base`: the public base URL of the world.
 */
export function harOf (journal: Journal, base: string, version: string): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'perftwin', version },
      comment: journal.evicted === 0 ? '' : `${journal.evicted} older requests were evicted`,
      entries: journal.entries().map((entry) => harEntry(entry, base))
    }
  }
}

function harEntry (entry: Entry, base: string): RecordedEntry {
  const { at, seq, operation, faults } = entry
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 0,
    request: harRequest(entry, base),
    response: harResponse(entry),
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _seq: seq,
    _operation: operation.name,
    ...(faults.length === 0 ? {} : { _faults: faults })
  }
}

function harRequest (entry: Entry, base: string): Request {
  const { method, writtenPath, queryPairs, headerPairs } = entry
  const search = queryPairs.length === 0 ? '' : `?${new URLSearchParams(queryPairs)}`
  const postData = postDataOf(entry)
  return {
    method,
    url: `${base}${writtenPath}${search}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headerPairs.map(pair),
    queryString: queryPairs.map(pair),
    ...(postData === undefined ? {} : { postData }),
    headersSize: unknown,
    bodySize: postData === undefined ? 0 : Buffer.byteLength(postData.text)
  }
}

function postDataOf (entry: Entry): PostDataCommon & PostDataText | undefined {
  const { body } = entry
  if (body === null) return undefined
  return {
    mimeType: entry.headers['content-type'] ?? 'application/octet-stream',
    text: typeof body === 'string' ? body : JSON.stringify(body)
  }
}

function harResponse ({ status, size, type }: Entry): Response {
  const bodySize = size ?? unknown
  return {
    status: status ?? 0,
    statusText: STATUS_CODES[status ?? 0] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: type === null ? [] : [{ name: 'content-type', value: type }],
    content: { size: bodySize, mimeType: type ?? '' },
    redirectURL: '',
    headersSize: unknown,
    bodySize
  }
}
