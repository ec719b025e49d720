import type { Entry } from './journal.js'
import { parametersOf, redactHeader, redactJson, redactText } from './redact.js'

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

/** A target in two: the path, and the query without its question mark. */
function split (entry: Entry): [path: string, query: string] {
  const { url } = entry.request()
  const end = url.indexOf('?')
  return end === -1 ? [url, ''] : [url.slice(0, end), url.slice(end + 1)]
}

export const pathOf = (entry: Entry): string => split(entry)[0]

function gather<T> (pairs: Array<[string, T]>): Record<string, T | T[]> {
  const found: Record<string, T | T[]> = {}
  for (const [name, value] of pairs) {
    const before = Object.hasOwn(found, name) ? found[name] : undefined
    Object.defineProperty(found, name, { value: before === undefined ? value : [before as T[], value].flat() as T[], enumerable: true, configurable: true, writable: true })
  }
  return found
}

export const queryPairs = (entry: Entry): Array<[string, string]> => parametersOf(split(entry)[1])
export const queryOf = (entry: Entry): Record<string, string | string[]> => gather(queryPairs(entry))

export function headerPairs (entry: Entry): Array<[name: string, value: string]> {
  const { headers } = entry.request()
  const pairs: Array<[string, string]> = []
  for (let i = 0; i + 1 < headers.length; i += 2) pairs.push([headers[i]!, redactHeader(headers[i]!, headers[i + 1]!)])
  return pairs
}

/** By lower-case name; repeated ones joined by a comma. */
export const headersOf = (entry: Entry): Record<string, string> =>
  Object.fromEntries(Object.entries(gather(headerPairs(entry).map(([name, value]) => [name.toLowerCase(), value]))).map(([name, values]) => [name, [values].flat().join(', ')]))

/** The body without secrets: JSON where it can be read as JSON, else text; null: none, or not kept. */
export function bodyOf ({ body }: Entry): unknown {
  if (body === undefined || body === '') return null
  if (typeof body !== 'string') return redactJson(body)
  try {
    return redactJson(JSON.parse(body))
  } catch {
    return redactText(body)
  }
}

export function recordView (entry: Entry, world: string): RecordView {
  const { seq, at, operation, method, status, size, type, faults } = entry
  return {
    seq,
    at: new Date(at).toISOString(),
    world,
    vendor: operation.vendor,
    operation: operation.name,
    method,
    path: pathOf(entry),
    query: queryOf(entry),
    headers: headersOf(entry),
    body: bodyOf(entry),
    status,
    responseSize: size,
    responseType: type,
    faults: [...faults]
  }
}
