/** Pinned page loads: a natural timeline, rearranged until exactly the pinned values are computed from it. */
import { mainDocument } from '../main-document.js'
import { measure, type Measurement } from '../metrics/measure.js'
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe, type Observable } from '../metrics/observe.js'
import { micro } from '../precision.js'
import type { Initiator, LayoutShift, LcpCandidate, NetworkRequest, Timeline } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { ExpressedPins, Pins } from './pins.schema.js'
import { fitList } from './request-list.js'
import { fitTimes } from './request-times.js'
import { sum } from './sum.js'
import { targetOf, type Target } from './target.js'
import { fitTasks } from './tasks.js'
import { fitVisual } from './visual.js'
import { fitWeights } from './weights.js'

const quietWindow = 5400

/** The requests in order of start, with initiators that still exist. */
function inOrder (requests: readonly NetworkRequest[]): NetworkRequest[] {
  const document = mainDocument(requests)
  const others = requests.slice(1).sort((a, b) => a.start - b.start)
  const places = new Map([document, ...others].map((request, index) => [request.url, { request, index }]))
  const initiatorOf = ({ initiator, start }: NetworkRequest): Initiator => {
    const { type, url } = initiator
    const by = url === null ? undefined : places.get(url)
    const answered = by !== undefined && by.request.end - by.request.phases.receive <= start
    return answered ? { type, request: by.index, url } : { type: 'parser', request: 0, url: document.url }
  }
  return [document, ...others.map((request) => ({ ...request, initiator: initiatorOf(request) }))]
}

/** The last candidate at the wanted time; those before it stay between FCP and there. */
function fitCandidates (natural: readonly LcpCandidate[], { observed, warp }: Target): LcpCandidate[] {
  const { firstContentfulPaint, largestContentfulPaint } = observed
  const moved = natural.map((candidate, index) => {
    if (index === natural.length - 1) return { ...candidate, time: largestContentfulPaint }
    return { ...candidate, time: Math.max(firstContentfulPaint, micro(warp(candidate.time))) }
  })
  return moved.filter(({ time }, index) => index === natural.length - 1 || time < largestContentfulPaint)
}

/** The natural shifts, scaled so that their scores add up to the wanted sum. */
function fitShifts (natural: readonly LayoutShift[], { observed, warp }: Target): LayoutShift[] {
  const wanted = observed.cumulativeLayoutShift
  if (wanted === 0) return []
  if (natural.length === 0) return [{ time: micro(observed.largestContentfulPaint + 1), score: wanted }]
  const total = sum(natural.map(({ score }) => score))
  const scaled = natural.map(({ time, score }) =>
    ({ time: micro(warp(time)), score: millionths(score * wanted / total) }))
  // The last one takes what rounding left over.
  const last = scaled.length - 1
  const rest = wanted - sum(scaled.slice(0, last).map(({ score }) => score))
  return scaled.map((shift, index) => index === last ? { ...shift, score: millionths(rest) } : shift)
}

const millionths = (score: number): number => Number(score.toFixed(6))

/** The pins that are printed as they stand, or null if there are none. */
function expressed ({ score, scoreOverview, requestTypes, warnings }: Pins): ExpressedPins | null {
  const pins: ExpressedPins = {
    ...(score === undefined ? {} : { score }),
    ...(scoreOverview === undefined ? {} : { scoreOverview }),
    ...(requestTypes === undefined ? {} : { requestTypes }),
    ...(warnings === undefined ? {} : { warnings })
  }
  return Object.keys(pins).length === 0 ? null : pins
}

/** What of a measurement is not what was wanted, as `name is 1, not 2`, by name. */
function differences (name: string, wanted: unknown, got: unknown): Array<[name: string, text: string]> {
  if (wanted === undefined || wanted === got) return []
  if (typeof wanted === 'number' && typeof got === 'number' && Math.abs(wanted - got) < 1e-9) return []
  if (typeof wanted === 'object' && wanted !== null && typeof got === 'object' && got !== null) {
    const values = new Map<string, unknown>(Object.entries(got))
    return Object.entries(wanted).flatMap(([key, value]) => differences(`${name}.${key}`, value, values.get(key)))
  }
  return [[name, `${name} is ${String(got)}, not ${String(wanted)}`]]
}

/** Throws unless every pinned value is what the fitted timeline measures. */
function verify (measured: Measurement, pins: Pins): void {
  const { metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown = [] } = pins
  const times = new Map(measured.mainThreadWorkBreakdown.map(({ group, duration }) => [group, duration]))
  const wrong = [
    ...differences('metrics', metrics, measured.metrics),
    ...differences('diagnostics', diagnostics, measured.diagnostics),
    ...differences('scoreOverview', scoreOverview, measured.scoreOverview),
    ...differences('requestTypes', requestTypes, measured.requestTypes),
    ...mainThreadWorkBreakdown.flatMap(({ group, duration }) =>
      differences(`mainThreadWorkBreakdown.${group}`, duration, times.get(group)))
  ]
  if (wrong.length === 0) return
  throw new PinConflict(wrong.map(([name]) => name), wrong.map(([, text]) => text).join('; '))
}

/** Whether a pin concerns anything but identity and printed values. */
function concernsTimeline (pins: Pins): boolean {
  const { metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown } = pins
  return [metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown].some((part) => part !== undefined)
}

/**
 * A timeline like `natural` from which exactly the pinned values are computed. Throws PinConflict if there is none, or
 * none that this arrangement finds.
 */
export function fitToPins (natural: Timeline, pins: Pins): Timeline {
  const loaderId = pins.loaderId ?? natural.ids.loaderId
  const named: Timeline = {
    ...natural,
    ids: { ...natural.ids, loaderId },
    requests: natural.requests.map((request, index) => index === 0 ? { ...request, id: loaderId } : request),
    timestamp: pins.timestamp ?? natural.timestamp,
    outlier: null,
    expressedPins: expressed(pins)
  }
  if (!concernsTimeline(pins)) return named
  const target = targetOf(natural.observed, pins)
  const happened = fitCourse(natural, named.requests, target, pins)
  const estimates = analyseNetwork(happened.requests)
  const { rtt, maxRtt, throughput, maxServerLatency } = { ...estimates, ...pins.diagnostics }
  const fitted: Timeline = {
    ...named,
    ...happened,
    timestamp: pins.timestamp ?? natural.startedAt + Math.ceil(happened.end),
    console: natural.console.map((message) => ({ ...message, at: micro(target.warp(message.at)) })),
    observed: observe(happened),
    network: { rtt, maxRtt, throughput, maxServerLatency }
  }
  verify(measure(fitted), pins)
  return fitted
}

type Course = Omit<Observable, 'requests'> & Pick<Timeline, 'requests' | 'domInteractive'>

/** What happens in the fitted load. */
function fitCourse (natural: Timeline, named: readonly NetworkRequest[], target: Target, pins: Pins): Course {
  const { observed, warp } = target
  const { firstPaint, firstContentfulPaint, firstMeaningfulPaint, domContentLoaded, load } = observed
  const listed = fitWeights(fitList(named, pins), pins)
  const requests = inOrder(fitTimes(listed, natural.observed, observed, pins))
  const visual = fitVisual(natural.visual, target)
  const busy = requests.reduce((time, { end }) => Math.max(time, end), 0)
  const usual = warp(natural.end) - quietWindow
  const quiet = Math.max(busy, observed.interactive, load, observed.lastVisualChange, usual)
  const end = micro(quiet + quietWindow)
  return {
    requests,
    tasks: fitTasks(measure(natural), target, pins, end),
    paints: { firstPaint, firstContentfulPaint, firstMeaningfulPaint },
    lcpCandidates: fitCandidates(natural.lcpCandidates, target),
    domInteractive: Math.min(micro(warp(natural.domInteractive)), domContentLoaded),
    domContentLoaded,
    load,
    layoutShifts: fitShifts(natural.layoutShifts, target),
    visual,
    end
  }
}
