import type { Entry } from './entry.js'
import type { Refused } from './refused.js'

/** A recorded request in words, without secrets. */
export interface RecordView {
  seq: number
  at: string
  world: string
  vendor: string
  operation: string | null
  method: string
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  /** Who says of itself that it sent it; null: nobody does. */
  actor: string | null
  /** JSON where it is JSON, else text; null: none, or not kept. */
  body: unknown
  /** null: not answered yet; 0: the connection was broken by a fault. */
  status: number | null
  responseSize: number | null
  responseType: string | null
  /** Real time from the request's arrival until its answer had gone out, ms; null: not yet. */
  duration: number | null
  /** null: no longer kept. */
  responseHeaders: Record<string, string> | null
  /** JSON where it is JSON, else text, cut where it was long; null: none, no text, or no longer kept. */
  responseBody: unknown
  faults: string[]
  refused: Refused | null
}

/** Microseconds are as much as a clock can tell of a request. */
const inMicroseconds = (ms: number | null): number | null => ms === null ? null : Math.round(ms * 1000) / 1000

/** What of a request takes most of the room: its headers and body, and those of its answer. */
type Contents = Pick<RecordView, 'headers' | 'body' | 'responseHeaders' | 'responseBody'>

const leftOut: Contents = { headers: {}, body: null, responseHeaders: null, responseBody: null }

const contentsOf = ({ headers, body, replyHeaders, replyBody }: Entry): Contents =>
  ({ headers, body, responseHeaders: replyHeaders, responseBody: replyBody })

/** `world`: the name of the world that the request was made of. `brief`: without headers and bodies. */
export function recordView (entry: Entry, world: string, brief = false): RecordView {
  const { seq, at, operation, method, writtenPath, query, status, size, type, faults, refused } = entry
  const { headers, body, responseHeaders, responseBody } = brief ? leftOut : contentsOf(entry)
  return {
    seq,
    at: new Date(at).toISOString(),
    world,
    vendor: operation.vendor,
    operation: operation.name,
    method,
    path: writtenPath,
    query,
    headers,
    actor: entry.actor,
    body,
    status,
    responseSize: size,
    responseType: type,
    duration: inMicroseconds(entry.duration),
    responseHeaders,
    responseBody,
    faults: [...faults],
    refused
  }
}
