import type { RequestPhases } from '../../../lab/timeline.js'

/** What is read of a HAR file; what Chrome adds to the format begins with an underscore. */
export interface Header { readonly name: string, readonly value: string }

/** ms; -1 where a phase did not happen. `ssl` is part of `connect`. */
interface HarTimings extends RequestPhases {
  readonly comment?: string
}

export interface HarEntry {
  readonly pageref?: string
  readonly startedDateTime: string
  /** All phases together, ms. */
  readonly time: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly httpVersion: string
    readonly headers: readonly Header[]
    readonly headersSize: number
    readonly bodySize: number
  }
  readonly response: {
    readonly status: number
    readonly statusText: string
    readonly headers: readonly Header[]
    readonly content: { readonly size: number, readonly mimeType: string }
    readonly headersSize: number
    readonly bodySize: number
    readonly _transferSize?: number
    readonly _error?: string | null
  }
  readonly timings: HarTimings
  readonly serverIPAddress?: string
  readonly connection?: string
  readonly _priority?: string
  readonly _resourceType?: string
  readonly _initiator?: { readonly type: string, readonly url?: string }
}

export interface HarPage {
  readonly id: string
  readonly title: string
  readonly startedDateTime: string
  /** ms since the page load began; -1 for what was not seen. */
  readonly pageTimings: { readonly onContentLoad: number, readonly onLoad: number }
}

export interface Har { readonly log: { readonly pages: readonly HarPage[], readonly entries: readonly HarEntry[] } }
