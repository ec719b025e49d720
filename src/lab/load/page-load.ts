/** `simulatePageLoad`: from causes to the timeline of one page load. */
import { stream } from '../../kernel/random.js'
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe } from '../metrics/observe.js'
import { completePage } from '../page/complete.js'
import { fitToPins } from '../pins/fit.js'
import type { Timeline } from '../timeline.js'
import { consoleMessages } from './console.js'
import { observable, runPageLoad } from './course.js'
import { documentFailure } from './document-failure.js'
import { conditionsOf, namingStream, upperHex, type PageLoadInput } from './input.js'
import { failedTimeline } from './offline.js'
import { toRequests } from './requests.js'

export type { PageLoadInput }

function drawIds (input: PageLoadInput): Timeline['ids'] {
  const naming = namingStream(input)
  return { loaderId: upperHex(naming), frameId: upperHex(naming), navigationId: upperHex(naming) }
}

/** A tab keeps its main frame from its first page load on; loader and navigation are each load's own. */
function idsOf (input: PageLoadInput): Timeline['ids'] {
  const ids = drawIds(input)
  return input.orderIndex === 0 ? ids : { ...ids, frameId: drawIds({ ...input, orderIndex: 0 }).frameId }
}

/**
 * Simulates one page load. Pure: equal input gives an equal timeline. All draws are made independently of network, CPU
 * and device, so that of two loads that differ in these alone the slower one is never earlier with FCP, LCP, TTI or
 * load. Throws `PinConflict` (see pins/conflict.ts) if the pins contradict each other.
 */
export function simulatePageLoad (input: PageLoadInput): Timeline {
  const { seed, startedAt } = input
  const conditions = conditionsOf(input)
  const ids = idsOf(input)
  const failure = documentFailure(input)
  if (failure !== null) return failedTimeline(completePage(seed, input.page), conditions, ids, startedAt, failure)

  const course = runPageLoad(input, conditions, true)
  const { page, load, end, outlier, random } = course
  const requests = toRequests(load.transfers, ids.loaderId)
  const happened = { requests, domInteractive: load.domInteractive, ...observable(course) }
  const habits = stream(page.seed, 'page-console', page.url)
  const timeline: Timeline = {
    url: page.url,
    title: page.title,
    startedAt,
    timestamp: startedAt + Math.ceil(end),
    conditions,
    ids,
    ...happened,
    console: consoleMessages(requests, { from: load.firstContentfulPaint, to: load.loadEvent }, habits, random),
    observed: observe(happened),
    network: analyseNetwork(requests),
    outlier,
    error: null,
    expressedPins: null
  }
  return input.pins === undefined ? timeline : fitToPins(timeline, input.pins)
}
