/** `simulatePageLoad`: from causes to the timeline of one page load. */
import { stream } from '../kernel/random.js'
import { drawChances } from './chances.js'
import { deviceFor, networkConditions, type DeviceSetting, type NetworkSetting } from './conditions.js'
import { consoleMessages } from './console.js'
import { runLoad } from './load.js'
import { analyseNetwork } from './metrics/network-analysis.js'
import { observe } from './metrics/observe.js'
import { offlineTimeline } from './offline.js'
import { completePage } from './page.js'
import type { Page } from './page.schema.js'
import { fitToPins } from './pins/fit.js'
import type { Pins } from './pins.schema.js'
import { planLoad } from './plan.js'
import type { Cause } from './release.schema.js'
import { effectOf } from './releases.js'
import { toRequests } from './requests.js'
import { keepBusy, recordingEnd, runErrands } from './settle.js'
import type { Timeline } from './timeline.js'
import { appear } from './visual.js'

export interface PageLoadInput {
  readonly seed: number | string
  /** Names the load's own random stream, with `orderIndex`. */
  readonly jobId: string
  /** Which page load of the job this is, from 0. */
  readonly orderIndex: number
  /** A declared page; `{ url }` alone gives a plausible page for that URL. */
  readonly page: Page
  readonly network?: NetworkSetting
  /** CPU slow-down as DevTools throttles it; 0 and 1 mean none. */
  readonly cpuRate?: number
  readonly device?: DeviceSetting
  /** Causes of all releases in force, oldest first (see `causesInForce`). */
  readonly releasesInForce?: readonly Cause[]
  /** Navigation start, ms since the Unix epoch. Nothing but `startedAt` and `timestamp` depends on it. */
  readonly startedAt: number
  readonly pins?: Pins
}

const upperHex = (random: { hex (length: number): string }): string => random.hex(32).toUpperCase()

/**
 * Simulates one page load. Pure: equal input gives an equal timeline. All draws are made independently of network, CPU
 * and device, so that of two loads that differ in these alone the slower one is never earlier with FCP, LCP, TTI or load.
 * Throws `PinConflict` (see pins/conflict.ts) if the pins contradict each other.
 */
export function simulatePageLoad (input: PageLoadInput): Timeline {
  const { seed, jobId, orderIndex, startedAt } = input
  const random = stream(seed, 'page-load', jobId, orderIndex)
  const naming = stream(seed, 'page-load-ids', jobId, orderIndex)
  const ids = { loaderId: upperHex(naming), frameId: upperHex(naming), navigationId: upperHex(naming) }
  const device = deviceFor(input.device)
  const network = networkConditions(input.network)
  const cpuRate = Math.max(1, input.cpuRate ?? 1)
  const conditions = { network, cpuRate, device }
  const page = completePage(seed, input.page)
  if (network.offline) return offlineTimeline(page, conditions, ids, startedAt)

  const effect = effectOf(input.releasesInForce ?? [])
  const chances = drawChances(random, page.noise, page.outliers, page.thirdParties.length > 0)
  const plan = planLoad(seed, page, effect, chances, random)
  const slowdown = cpuRate * chances.cpu
  const { script, styleLayout, paint, onLoad } = page.work
  const work = {
    script: script * effect.work, styleLayout: styleLayout * effect.work, paint: paint * effect.work, onLoad: onLoad * effect.work
  }
  const load = runLoad({ page, plan, conditions: network, slowdown, chances, random, work })
  const appearance = appear(page, page.layoutShift * effect.layoutShift, load, device, random, slowdown)
  const { visual, lcpCandidates, layoutShifts, firstMeaningfulPaint } = appearance
  keepBusy(load)
  runErrands(load, visual.elements.map(({ paintedAt }) => paintedAt), random)
  const end = recordingEnd(load, visual.elements.at(-1)?.paintedAt ?? 0)
  const { firstPaint, firstContentfulPaint, domInteractive, domContentLoaded } = load
  const requests = toRequests(plan, load.transfers, ids.loaderId)
  const happened = {
    requests,
    tasks: load.thread.tasks(),
    paints: { firstPaint, firstContentfulPaint, firstMeaningfulPaint },
    lcpCandidates,
    domInteractive,
    domContentLoaded,
    load: load.load,
    layoutShifts,
    visual,
    end
  }
  const timeline: Timeline = {
    url: page.url,
    title: page.title,
    startedAt,
    timestamp: startedAt + Math.ceil(end),
    conditions,
    ids,
    ...happened,
    console: consoleMessages(requests, firstContentfulPaint, load.load, stream(seed, 'page-console', page.url), random),
    observed: observe(happened),
    network: analyseNetwork(requests),
    outlier: chances.outlier,
    error: null,
    expressedPins: null
  }
  return input.pins === undefined ? timeline : fitToPins(timeline, input.pins)
}
