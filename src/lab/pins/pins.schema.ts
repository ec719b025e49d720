/**
 * Values of a page load that a world file's author fixes. The names and the shape are those of the vendor's
 * `performance.json`, so an answer of the real service can be pasted in. A pinned value wins; the timeline is made to
 * fit.
 */
import { Type, type Static } from '../../kernel/schema.js'
import { earliest, latest } from '../../kernel/time.js'
import { taskGroups } from '../task-groups.js'

const closed = { additionalProperties: false }
const WholeMilliseconds = Type.Optional(Type.Integer({ minimum: 0 }))
const Unitless = Type.Optional(Type.Number({ minimum: 0 }))
const Count = Type.Optional(Type.Integer({ minimum: 0 }))
const Score = Type.Object({
  score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  value: Type.Optional(Type.Number({ minimum: 0, description: 'unrounded' })),
  weight: Type.Optional(Type.Number({ minimum: 0 }))
}, closed)
const RequestType = Type.Object({
  size: Type.Integer({ minimum: 0 }), encoded: Count, count: Type.Integer({ minimum: 0 })
}, closed)

export const PinsSchema = Type.Object({
  timestamp: Type.Optional(Type.Integer({
    minimum: earliest,
    maximum: latest,
    description: 'ms since the Unix epoch'
  })),
  loaderId: Type.Optional(Type.String({ pattern: '^[0-9A-F]{32}$' })),
  score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  mainThreadWorkBreakdown: Type.Optional(Type.Array(Type.Object({
    group: Type.Enum(taskGroups), duration: Type.Integer({ minimum: 0 })
  }, closed))),
  diagnostics: Type.Optional(Type.Object({
    numRequests: Count,
    numScripts: Count,
    numStylesheets: Count,
    numFonts: Count,
    numTasks: Count,
    numTasksOver10ms: Count,
    numTasksOver25ms: Count,
    numTasksOver50ms: Count,
    numTasksOver100ms: Count,
    numTasksOver500ms: Count,
    rtt: WholeMilliseconds,
    throughput: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'bit/s' })),
    maxRtt: WholeMilliseconds,
    maxServerLatency: WholeMilliseconds,
    totalByteWeight: Count,
    totalTaskTime: WholeMilliseconds,
    mainDocumentTransferSize: Count
  }, closed)),
  metrics: Type.Optional(Type.Object({
    estimatedInputLatency: WholeMilliseconds,
    timeToFirstByte: WholeMilliseconds,
    serverResponseTime: WholeMilliseconds,
    domContentLoaded: WholeMilliseconds,
    firstVisualChange: WholeMilliseconds,
    firstPaint: WholeMilliseconds,
    firstContentfulPaint: WholeMilliseconds,
    firstMeaningfulPaint: WholeMilliseconds,
    lastVisualChange: WholeMilliseconds,
    firstCPUIdle: WholeMilliseconds,
    firstInteractive: WholeMilliseconds,
    load: WholeMilliseconds,
    speedIndex: WholeMilliseconds,
    totalBlockingTime: WholeMilliseconds,
    largestContentfulPaint: WholeMilliseconds,
    cumulativeLayoutShift: Unitless
  }, closed)),
  scoreOverview: Type.Optional(Type.Object({
    firstContentfulPaint: Type.Optional(Score),
    speedIndex: Type.Optional(Score),
    largestContentfulPaint: Type.Optional(Score),
    firstInteractive: Type.Optional(Score),
    totalBlockingTime: Type.Optional(Score),
    cumulativeLayoutShift: Type.Optional(Score)
  }, closed)),
  requestTypes: Type.Optional(Type.Object({
    Document: Type.Optional(RequestType),
    Font: Type.Optional(RequestType),
    Stylesheet: Type.Optional(RequestType),
    Image: Type.Optional(RequestType),
    Script: Type.Optional(RequestType),
    XHR: Type.Optional(RequestType),
    Other: Type.Optional(RequestType),
    Media: Type.Optional(RequestType)
  }, closed)),
  warnings: Type.Optional(Type.Record(Type.Unknown()))
}, closed)
export type Pins = Static<typeof PinsSchema>

/** What of the pins no arrangement of a timeline can say; the views print it as it stands. */
export type ExpressedPins = Pick<Pins, 'score' | 'scoreOverview' | 'requestTypes' | 'warnings'>
