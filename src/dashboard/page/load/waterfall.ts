import type { HarEntry, HarPage } from './har.js'

export const phases = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const
export type Phase = typeof phases[number]

export const kinds = ['document', 'script', 'style', 'image', 'font', 'data', 'other'] as const
export type Kind = typeof kinds[number]

/** A phase of a request, ms since the page load began. */
export interface Segment { readonly phase: Phase, readonly start: number, readonly end: number }

/** A request, as a row of the waterfall. Times in ms since the page load began, sizes in bytes. */
export interface Row {
  readonly index: number
  readonly url: string
  /** Short: the last part of the path. */
  readonly name: string
  readonly host: string
  readonly kind: Kind
  readonly method: string
  readonly status: number
  readonly isFailed: boolean
  readonly start: number
  readonly end: number
  readonly segments: readonly Segment[]
  /** What passed over the line. */
  readonly transferred: number
  /** What it was unpacked. */
  readonly size: number
  readonly priority: string
  readonly entry: HarEntry
}

const kindOfType: Readonly<Record<string, Kind>> = {
  document: 'document', script: 'script', stylesheet: 'style', image: 'image', font: 'font', xhr: 'data', fetch: 'data'
}

/** The phases in their order; `connect` without the handshake, which is a phase of its own. */
export function segmentsOf ({ timings }: Pick<HarEntry, 'timings'>, start: number): Segment[] {
  const handshake = Math.max(0, timings.ssl)
  const length = (phase: Phase): number =>
    phase === 'connect' ? timings.connect - handshake : timings[phase]
  let at = start
  const segments: Segment[] = []
  for (const phase of phases) {
    const ms = length(phase)
    if (ms <= 0) continue
    segments.push({ phase, start: at, end: at + ms })
    at += ms
  }
  return segments
}

/** `main.193eacf6.css` of a URL; the host where the path has no last part. */
function nameOf ({ pathname, host }: URL): string {
  const last = pathname.split('/').filter((part) => part !== '').at(-1)
  return last ?? `${host}/`
}

function rowOf (entry: HarEntry, index: number, origin: number): Row {
  const { request, response, time } = entry
  const url = new URL(request.url)
  const start = Date.parse(entry.startedDateTime) - origin
  return {
    index,
    url: request.url,
    name: nameOf(url),
    host: url.host,
    kind: kindOfType[entry._resourceType ?? ''] ?? 'other',
    method: request.method,
    status: response.status,
    isFailed: response.status === 0 || response.status >= 400,
    start,
    end: start + time,
    segments: segmentsOf(entry, start),
    transferred: Math.max(0, response._transferSize ?? response.headersSize + response.bodySize),
    size: response.content.size,
    priority: entry._priority ?? '',
    entry
  }
}

/** The requests of one page load, in the order in which they began. */
export function waterfallOf (page: HarPage, entries: readonly HarEntry[]): Row[] {
  const origin = Date.parse(page.startedDateTime)
  const own = entries.filter(({ pageref }) => pageref === page.id)
  return own
    .map((entry) => ({ entry, at: Date.parse(entry.startedDateTime) }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }, index) => rowOf(entry, index, origin))
}
