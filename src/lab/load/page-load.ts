/** `simulatePageLoad`: from causes to the timeline of one page load. */
import { stream, type Random } from '../../kernel/random.js'
import { drawChances } from './chances.js'
import { deviceFor, networkConditions, type DeviceSetting, type NetworkSetting } from '../page/conditions.js'
import { consoleMessages } from './console.js'
import { runLoad, type Load } from './run.js'
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe, type Observable } from '../metrics/observe.js'
import { offlineTimeline } from './offline.js'
import type { PageModel } from '../page/model.js'
import { completePage } from '../page/plausible.js'
import type { Page } from '../page/page.schema.js'
import { fitToPins } from '../pins/fit.js'
import type { Pins } from '../pins/pins.schema.js'
import { planLoad, type LoadPlan } from './request-plan.js'
import type { Cause } from '../page/release.schema.js'
import { effectOf } from '../page/releases.js'
import { toRequests } from './requests.js'
import { keepBusy, recordingEnd, runErrands } from './settle.js'
import type { MainThreadTask, Outlier, Timeline } from '../timeline.js'
import { appear, type Appearance } from './appearance.js'

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

/** What happened in a page load, before anybody describes it. */
export interface Course {
  readonly page: PageModel
  readonly plan: LoadPlan
  readonly load: Load
  readonly appearance: Appearance
  readonly tasks: readonly MainThreadTask[]
  /** When recording stopped, ms. */
  readonly end: number
  readonly outlier: Outlier | null
  /** The load's own stream, with the draws that are still to come. */
  readonly random: Random
}

/** Network, CPU and device of a load. */
export const conditionsOf = ({ network, cpuRate = 1, device }: PageLoadInput): Timeline['conditions'] =>
  ({ network: networkConditions(network), cpuRate: Math.max(1, cpuRate), device: deviceFor(device) })

/** The stream that names a load's loader, frame and navigation, in this order. */
export const namingStream = ({ seed, jobId, orderIndex }: PageLoadInput): Random => stream(seed, 'page-load-ids', jobId, orderIndex)

/** A DevTools id: 32 upper-case hexadecimal digits. */
export const upperHex = (random: Random): string => random.hex(32).toUpperCase()

/** Lets a page load happen; the network is there. `detailed`: whether main-thread tasks say what they did. */
export function runPageLoad (input: PageLoadInput, { network, cpuRate, device }: Timeline['conditions'], detailed: boolean): Course {
  const { seed, jobId, orderIndex } = input
  const random = stream(seed, 'page-load', jobId, orderIndex)
  const page = completePage(seed, input.page)
  const effect = effectOf(input.releasesInForce)
  const chances = drawChances(random, page.noise, page.outliers, page.thirdParties.length > 0)
  const plan = planLoad(page, effect, chances, random)
  const slowdown = cpuRate * chances.cpu
  const { script, styleLayout, paint, onLoad } = page.work
  const work = {
    script: script * effect.work, styleLayout: styleLayout * effect.work, paint: paint * effect.work, onLoad: onLoad * effect.work
  }
  const load = runLoad({ page, plan, conditions: network, slowdown, chances, random, work, detailed })
  const appearance = appear(page, page.layoutShift * effect.layoutShift, load, device, random, slowdown)
  const { elements } = appearance.visual
  keepBusy(load)
  runErrands(load, elements.map(({ paintedAt }) => paintedAt), random)
  const end = recordingEnd(load, elements.at(-1)?.paintedAt ?? 0)
  return { page, plan, load, appearance, tasks: load.thread.tasks(), end, outlier: chances.outlier, random }
}

/** What the metrics are computed from, but for the requests. */
export const observable = ({ load, appearance, tasks, end }: Course): Omit<Observable, 'requests'> => ({
  tasks,
  paints: {
    firstPaint: load.firstPaint,
    firstContentfulPaint: load.firstContentfulPaint,
    firstMeaningfulPaint: appearance.firstMeaningfulPaint
  },
  lcpCandidates: appearance.lcpCandidates,
  domContentLoaded: load.domContentLoaded,
  load: load.load,
  layoutShifts: appearance.layoutShifts,
  visual: appearance.visual,
  end
})

/**
 * Simulates one page load. Pure: equal input gives an equal timeline. All draws are made independently of network, CPU
 * and device, so that of two loads that differ in these alone the slower one is never earlier with FCP, LCP, TTI or load.
 * Throws `PinConflict` (see pins/conflict.ts) if the pins contradict each other.
 */
export function simulatePageLoad (input: PageLoadInput): Timeline {
  const { startedAt } = input
  const conditions = conditionsOf(input)
  const naming = namingStream(input)
  const ids = { loaderId: upperHex(naming), frameId: upperHex(naming), navigationId: upperHex(naming) }
  if (conditions.network.offline) return offlineTimeline(completePage(input.seed, input.page), conditions, ids, startedAt)

  const course = runPageLoad(input, conditions, true)
  const { page, plan, load, end, outlier, random } = course
  const requests = toRequests(plan, load.transfers, ids.loaderId)
  const happened = { requests, domInteractive: load.domInteractive, ...observable(course) }
  const timeline: Timeline = {
    url: page.url,
    title: page.title,
    startedAt,
    timestamp: startedAt + Math.ceil(end),
    conditions,
    ids,
    ...happened,
    console: consoleMessages(requests, load.firstContentfulPaint, load.load, stream(page.seed, 'page-console', page.url), random),
    observed: observe(happened),
    network: analyseNetwork(requests),
    outlier,
    error: null,
    expressedPins: null
  }
  return input.pins === undefined ? timeline : fitToPins(timeline, input.pins)
}
