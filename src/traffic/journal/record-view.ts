import type { Entry } from './entry.js'

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
  /** JSON where it is JSON, else text; null: none, or not kept. */
  body: unknown
  /** null: not answered yet; 0: the connection was broken by a fault. */
  status: number | null
  responseSize: number | null
  responseType: string | null
  faults: string[]
}

/** `world`: the name of the world that the request was made of. */
export function recordView (entry: Entry, world: string): RecordView {
  const { seq, at, operation, method, writtenPath, query, headers, body, status, size, type, faults } = entry
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
    body,
    status,
    responseSize: size,
    responseType: type,
    faults: [...faults]
  }
}
