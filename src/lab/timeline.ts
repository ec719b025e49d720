/**
 * The timeline of one page load: the single source every artifact is a view of. Types only.
 *
 * Times are milliseconds since navigation start, rounded to whole microseconds (a Chrome trace's resolution), unless a
 * name says otherwise; sizes are bytes; positions are CSS pixels. The values are plain data and must not be changed.
 */
import type { Device, NetworkConditions } from './page/conditions.js'
import type { ResourceType } from './page/media.js'
import type { ElementKind, Priority } from './page/page.schema.js'
import type { ExpressedPins } from './pins/pins.schema.js'
import type { VisualProgress } from './visual.js'

export type { ElementKind, Priority, ResourceType }
export type { Shown, VisualElement, VisualProgress, VisualStep } from './visual.js'

/** Lighthouse's seven main-thread work groups, as `mainThreadWorkBreakdown` names them. */
export type TaskGroup =
  | 'scriptEvaluation'
  | 'other'
  | 'styleLayout'
  | 'paintCompositeRender'
  | 'parseHTML'
  | 'garbageCollection'
  | 'scriptParseCompile'

/**
 * How long each part of a request took, ms, in this order and without gaps, so that
 * `start + blocked + dns + connect + send + wait + receive = end`. As in HAR, `ssl` is contained in `connect`.
 * `dns`, `connect` and `ssl` are 0 on a reused connection.
 */
export interface RequestPhases {
  readonly blocked: number
  readonly dns: number
  readonly connect: number
  readonly ssl: number
  readonly send: number
  readonly wait: number
  readonly receive: number
}

/**
 * What asked for a request; `request` is the index in `Timeline.requests` of the document, stylesheet or script that
 * did.
 */
export interface Initiator {
  readonly type: 'other' | 'parser' | 'script'
  readonly request: number | null
  readonly url: string | null
}

/** Why an answer took longer than its bytes need on an empty line. */
export interface Queue {
  /** How much longer, ms: before its first byte, where it is part of `blocked` or `wait`, and in `receive`. */
  readonly ms: number
  /**
   * URLs of the requests whose answers stood before this one in the line's order and were not through when it was
   * ready, the largest first. What is not there yet has its part of the line, too: their bytes explain the time.
   */
  readonly behind: readonly string[]
}

export interface NetworkRequest {
  /** DevTools' request id; the main document's equals the loader id. */
  readonly id: string
  readonly url: string
  /** `https://host[:port]` */
  readonly origin: string
  readonly method: 'GET' | 'POST'
  readonly type: ResourceType
  readonly mimeType: string
  /** DevTools' spelling: `h2` or `http/1.1`. */
  readonly protocol: 'h2' | 'http/1.1'
  readonly priority: Priority
  /** 0 when no answer arrived. */
  readonly status: number
  readonly statusText: string
  /** Whether the browser reports `Network.loadingFailed` (no answer). An HTTP 404 is not a failure in this sense. */
  readonly failed: boolean
  /** Chrome's net error when `failed`, for example `net::ERR_CONNECTION_REFUSED`. */
  readonly errorText: string | null
  readonly initiator: Initiator
  readonly connectionId: number
  readonly connectionReused: boolean
  readonly remoteAddress: string
  readonly start: number
  readonly phases: RequestPhases
  /** Null if it did not wait, or if pins say when it came. */
  readonly queue: Queue | null
  readonly end: number
  /** Bytes on the wire: response headers and (compressed) body. */
  readonly transferSize: number
  /** Bytes of the decoded body. */
  readonly resourceSize: number
  readonly encoding: 'gzip' | null
  readonly requestHeadersSize: number
  readonly responseHeadersSize: number
  readonly cacheControl: string
  readonly renderBlocking: boolean
  readonly fromCache: false
}

/** What metrics ask of a request. */
export type TimedRequest = Pick<NetworkRequest,
  | 'type' | 'method' | 'origin' | 'protocol' | 'status' | 'failed' | 'connectionId' | 'connectionReused'
  | 'start' | 'phases' | 'end' | 'transferSize' | 'resourceSize'>

/** A typed piece of work inside a top-level task: one trace event of the given name. Siblings do not overlap. */
export interface TaskChild {
  /** A trace event name of the group, for example `EvaluateScript`, `Layout`, `MinorGC`. */
  readonly name: string
  readonly group: TaskGroup
  readonly start: number
  readonly duration: number
  /** The script or document that is worked on. */
  readonly url?: string
}

/** A top-level main-thread task (`RunTask`). Time not covered by children belongs to the group `other`. */
export interface MainThreadTask {
  readonly start: number
  readonly duration: number
  readonly children: readonly TaskChild[]
}

export interface PaintTimes {
  readonly firstPaint: number
  readonly firstContentfulPaint: number
  readonly firstMeaningfulPaint: number
}

/** A `largestContentfulPaint::Candidate`; candidates grow in size, the last one counts. */
export interface LcpCandidate {
  readonly time: number
  /** Painted area in CSS px². */
  readonly size: number
  readonly nodeId: number
  readonly type: 'text' | 'image'
  /** The image's URL. */
  readonly url: string | null
}

export interface LayoutShift {
  readonly time: number
  readonly score: number
}

export interface ConsoleMessage {
  readonly at: number
  readonly level: 'info' | 'warning' | 'error'
  /** DevTools' log source. */
  readonly source: 'console-api' | 'javascript' | 'network' | 'deprecation' | 'intervention' | 'security'
  readonly text: string
  readonly url?: string
}

/** The metrics of Lighthouse 6.3 as computed from the timeline, unrounded, ms; `cumulativeLayoutShift` has no unit. */
export interface ObservedMetrics {
  /**
   * Time to first byte of the main document as Lighthouse's server-response-time audit has it: the headers' end less
   * the end of sending.
   */
  readonly serverResponseTime: number
  readonly domContentLoaded: number
  readonly load: number
  readonly firstPaint: number
  readonly firstContentfulPaint: number
  readonly firstMeaningfulPaint: number
  readonly largestContentfulPaint: number
  readonly firstVisualChange: number
  readonly lastVisualChange: number
  readonly speedIndex: number
  readonly firstCPUIdle: number
  /** Time to Interactive; Sauce calls it `firstInteractive`. */
  readonly interactive: number
  readonly totalBlockingTime: number
  readonly estimatedInputLatency: number
  readonly maxPotentialFID: number
  readonly cumulativeLayoutShift: number
}

/** What Lighthouse 6.3's network analysis makes of the requests: ms, and bits per second. */
export interface NetworkEstimates {
  readonly rtt: number
  readonly maxRtt: number
  readonly throughput: number
  readonly maxServerLatency: number
}

/** Why a rare load was slow: the named accident that happened to it. */
export type Outlier = 'slow server' | 'congested network' | 'busy machine' | 'slow third party' | 'slow name resolution'

export interface Timeline {
  readonly url: string
  readonly title: string
  /** Navigation start, ms since the Unix epoch. */
  readonly startedAt: number
  /** When the measurement was written down, ms since the Unix epoch (`timestamp` in `performance.json`). */
  readonly timestamp: number
  readonly conditions: {
    readonly network: NetworkConditions
    /** Slow-down factor of the CPU, ≥ 1. */
    readonly cpuRate: number
    readonly device: Device
  }
  readonly ids: {
    /** 32 upper-case hexadecimal digits each. The frame is the same in all page loads of a job. */
    readonly loaderId: string
    readonly frameId: string
    readonly navigationId: string
  }
  /** In order of `start`; the main document is the first. */
  readonly requests: readonly NetworkRequest[]
  /** In order of `start`; no two overlap. */
  readonly tasks: readonly MainThreadTask[]
  readonly paints: PaintTimes
  /** At least one; in order of time. */
  readonly lcpCandidates: readonly LcpCandidate[]
  readonly domInteractive: number
  /** End of the DOMContentLoaded event. */
  readonly domContentLoaded: number
  /** End of the load event. */
  readonly load: number
  readonly layoutShifts: readonly LayoutShift[]
  readonly visual: VisualProgress
  readonly console: readonly ConsoleMessage[]
  readonly observed: ObservedMetrics
  readonly network: NetworkEstimates
  /** When recording stopped: more than 5 s after everything, so that TTI's quiet window fits. */
  readonly end: number
  readonly outlier: Outlier | null
  /**
   * Null for a load that could be measured; otherwise Lighthouse's error code (`FAILED_DOCUMENT_REQUEST` when offline).
   * Such a load has the failed document and an error page, and no metrics are published for it.
   */
  readonly error: string | null
  /** Pinned values that a timeline cannot express (a score against the curves, `encoded` sizes, warnings), or null. */
  readonly expressedPins: ExpressedPins | null
}
