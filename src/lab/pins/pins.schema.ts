/**
 * Values of a page load that a world file's author fixes. The names and the shape are those of the vendor's
 * `performance.json`, so an answer of the real service can be pasted in. A pinned value wins; the timeline is made to
 * fit.
 */
import { Type, type Static, type TInteger, type TNumber, type TOptional } from '../../kernel/schema.js'
import { earliest, latest } from '../../kernel/time.js'
import { taskGroups } from '../task-groups.js'

/** No declared time is longer, ms: ten minutes are more than any page load is waited for. */
export const longestTime = 600_000
/** More requests or long tasks take too long to lay out while others wait; so do more tasks in all. */
export const mostRequests = 3000
const mostLongTasks = 1000
const mostTasks = 5000
/** A fitted task is never longer, ms, and so no input waits longer for one. */
const longestWait = 1000
const mostBytes = 10_000_000_000
const mostShift = 1000
/** Bits per second. */
const fastest = 1_000_000_000_000

const closed = { additionalProperties: false }

/** Of all pins the same holds: what is left out is simulated. */
const pinned = (description: string, unit: string, example: unknown): object =>
  ({ description: `${description}${unit === '' ? '' : `, ${unit}`}; simulated if left out.`, examples: [example] })

const ms = (description: string, example: number, maximum = longestTime): ReturnType<typeof wholeNumber> =>
  wholeNumber({ maximum, ...pinned(description, 'ms', example) })
const count = (description: string, example: number, maximum: number): ReturnType<typeof wholeNumber> =>
  wholeNumber({ maximum, ...pinned(description, '', example) })
const wholeNumber = (about: object): TOptional<TInteger> => Type.Optional(Type.Integer({ minimum: 0, ...about }))
const share = (description: string, example: number): TOptional<TNumber> =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, ...pinned(description, '', example) }))
const amount = (description: string, example: number, maximum: number): TOptional<TNumber> =>
  Type.Optional(Type.Number({ minimum: 0, maximum, ...pinned(description, '', example) }))

const Score = Type.Object({
  score: share('Its score', 0.9),
  value: amount('Its value, unrounded', 1234.5, longestTime),
  weight: amount('Its weight in the whole score', 0.25, 100)
}, { ...closed, description: 'How this metric is scored; by Lighthouse\'s curves if left out.' })

const RequestType = Type.Object({
  size: Type.Integer({ minimum: 0, maximum: mostBytes, description: 'Bytes, unpacked.', examples: [420000] }),
  encoded: count('Bytes, as transferred', 130000, mostBytes),
  count: Type.Integer({
    minimum: 0, maximum: mostRequests, description: 'How many requests.', examples: [12]
  })
}, { ...closed, description: 'What is loaded of this type; simulated if left out.' })

/** How long the main thread worked on what. */
const Breakdown = Type.Object({
  group: Type.Enum(taskGroups, { description: 'On what.' }),
  duration: Type.Integer({ minimum: 0, maximum: longestTime, description: 'How long, ms.', examples: [420] })
}, closed)

const left = 'simulated if left out.'

export const PinsSchema = Type.Object({
  timestamp: Type.Optional(Type.Integer({
    minimum: earliest,
    maximum: latest,
    ...pinned('When it was measured', 'ms since the Unix epoch', 1776254400000)
  })),
  loaderId: Type.Optional(Type.String({
    pattern: '^[0-9A-F]{32}$', ...pinned('Chrome\'s id of the load', '', '0123456789ABCDEF0123456789ABCDEF')
  })),
  score: share('The performance score', 0.92),
  mainThreadWorkBreakdown: Type.Optional(Type.Array(Breakdown, { description: `Work on the main thread; ${left}` })),
  diagnostics: Type.Optional(Type.Object({
    numRequests: count('How many requests', 62, mostRequests),
    numScripts: count('How many scripts', 14, mostRequests),
    numStylesheets: count('How many stylesheets', 3, mostRequests),
    numFonts: count('How many fonts', 4, mostRequests),
    numTasks: count('How many tasks of the main thread', 840, mostTasks),
    numTasksOver10ms: count('How many tasks longer than 10 ms', 12, mostTasks),
    numTasksOver25ms: count('How many tasks longer than 25 ms', 6, mostTasks),
    numTasksOver50ms: count('How many tasks longer than 50 ms', 3, mostLongTasks),
    numTasksOver100ms: count('How many tasks longer than 100 ms', 1, mostLongTasks),
    numTasksOver500ms: count('How many tasks longer than 500 ms', 0, mostLongTasks),
    rtt: ms('The round-trip time', 40),
    throughput: Type.Optional(Type.Number({
      exclusiveMinimum: 0, maximum: fastest, ...pinned('The throughput', 'bit/s', 1450000)
    })),
    maxRtt: ms('The longest round-trip time of a host', 90),
    maxServerLatency: ms('The longest latency of a server', 210),
    totalByteWeight: count('Bytes of all transfers', 1830000, mostBytes),
    totalTaskTime: ms('All tasks together', 1900),
    mainDocumentTransferSize: count('Bytes of the document\'s transfer', 14200, mostBytes)
  }, { ...closed, description: `Lighthouse's diagnostics; ${left}` })),
  metrics: Type.Optional(Type.Object({
    estimatedInputLatency: ms('Estimated input latency', 16, longestWait),
    timeToFirstByte: ms('Time to first byte', 210),
    serverResponseTime: ms('Server response time', 180),
    domContentLoaded: ms('DOMContentLoaded', 900),
    firstVisualChange: ms('First visual change', 760),
    firstPaint: ms('First paint', 740),
    firstContentfulPaint: ms('First contentful paint', 740),
    firstMeaningfulPaint: ms('First meaningful paint', 800),
    lastVisualChange: ms('Last visual change', 2100),
    firstCPUIdle: ms('First CPU idle', 1900),
    firstInteractive: ms('Time to interactive', 2000),
    load: ms('The load event', 1700),
    speedIndex: ms('Speed index', 1100),
    totalBlockingTime: ms('Total blocking time', 160),
    largestContentfulPaint: ms('Largest contentful paint', 1200),
    cumulativeLayoutShift: amount('Cumulative layout shift', 0.03, mostShift)
  }, { ...closed, description: `The metrics; ${left}` })),
  scoreOverview: Type.Optional(Type.Object({
    firstContentfulPaint: Type.Optional(Score),
    speedIndex: Type.Optional(Score),
    largestContentfulPaint: Type.Optional(Score),
    firstInteractive: Type.Optional(Score),
    totalBlockingTime: Type.Optional(Score),
    cumulativeLayoutShift: Type.Optional(Score)
  }, { ...closed, description: `How the score is made up; ${left}` })),
  requestTypes: Type.Optional(Type.Object({
    Document: Type.Optional(RequestType),
    Font: Type.Optional(RequestType),
    Stylesheet: Type.Optional(RequestType),
    Image: Type.Optional(RequestType),
    Script: Type.Optional(RequestType),
    XHR: Type.Optional(RequestType),
    Other: Type.Optional(RequestType),
    Media: Type.Optional(RequestType)
  }, { ...closed, description: `Requests by type; ${left}` })),
  warnings: Type.Optional(Type.Record(Type.Unknown(), {
    description: 'Lighthouse\'s warnings; none if left out.', examples: [{ 'is-on-https': 'not on HTTPS' }]
  }))
}, { ...closed, description: 'Fixed values of a page load; the others are made to fit.' })
export type Pins = Static<typeof PinsSchema>

/** What of the pins no arrangement of a timeline can say; the views print it as it stands. */
export type ExpressedPins = Pick<Pins, 'score' | 'scoreOverview' | 'requestTypes' | 'warnings'>
