import { STATUS_CODES } from 'node:http'
import type { Entry as HarEntry, Har, Header, PostDataCommon, PostDataText, Request, Response } from 'har-format'
import type { Entry } from './entry.js'
import type { Journal } from './journal.js'
import type { Refused } from './refused.js'

/** An entry with what only the journal knows of it: names that begin with an underscore are a writer's own in HAR. */
interface RecordedEntry extends HarEntry {
  _seq: number
  /** World time: what the simulated vendor's answer is about. */
  _worldTime: string
  _operation: string | null
  /** Ids of the fault rules that struck it, if any did. */
  _faults?: readonly string[]
  _refused?: Refused
}

const pair = ([name, value]: readonly [string, string]): Header => ({ name, value })

/** What is not measured, in HAR's way of saying so. */
const unknown = -1

/**
 * The requests held, as HAR 1.2, in real time: a client's retries and pauses are to be seen, and a world's clock may
 * stand still. `base`: the public base URL of the world.
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
  const { at, arrived, seq, operation, faults, refused } = entry
  const timings = timingsOf(entry)
  return {
    startedDateTime: new Date(arrived).toISOString(),
    time: timings.wait + timings.receive,
    request: harRequest(entry, base),
    response: harResponse(entry),
    cache: {},
    timings: { send: 0, ...timings },
    _seq: seq,
    _worldTime: new Date(at).toISOString(),
    _operation: operation.name,
    ...(faults.length === 0 ? {} : { _faults: faults }),
    ...(refused === null ? {} : { _refused: refused })
  }
}

/** What the server spent until its answer was ready, and until that had gone out; 0 while it is at it. ms. */
function timingsOf ({ waited, duration }: Entry): { readonly wait: number, readonly receive: number } {
  const wait = waited ?? 0
  return { wait, receive: Math.max(0, (duration ?? wait) - wait) }
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

function harResponse (entry: Entry): Response {
  const { status, size, type, replyHeaderPairs } = entry
  const bodySize = size ?? unknown
  const typed: Header[] = type === null ? [] : [{ name: 'content-type', value: type }]
  return {
    status: status ?? 0,
    statusText: STATUS_CODES[status ?? 0] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: replyHeaderPairs?.map(pair) ?? typed,
    content: { size: bodySize, mimeType: type ?? '', ...textOf(entry.replyBody) },
    redirectURL: entry.replyHeaders?.location ?? '',
    headersSize: unknown,
    bodySize
  }
}

/** A body as text; nothing where none is kept. */
function textOf (body: unknown): { text?: string } {
  if (body === null) return {}
  return { text: typeof body === 'string' ? body : JSON.stringify(body) }
}
