/** Pinned page loads: a natural timeline, rearranged until exactly the pinned values are computed from it. */
import { measure, type Measurement } from '../metrics/measure.js'
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe } from '../metrics/observe.js'
import { micro } from '../precision.js'
import type { ExpressedPins, Pins } from './pins.schema.js'
import type { LayoutShift, LcpCandidate, NetworkRequest, Timeline } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { fitList } from './request-list.js'
import { fitTimes } from './request-times.js'
import { targetOf, type Target } from './target.js'
import { fitTasks } from './tasks.js'
import { fitVisual } from './visual.js'
import { fitWeights } from './weights.js'

const quietWindow = 5400

/** The requests in order of start, with initiators that still exist. */
function inOrder (requests: readonly NetworkRequest[]): NetworkRequest[] {
  const [document, ...others] = requests
  const sorted = [document!, ...others.sort((a, b) => a.start - b.start)]
  const place = new Map(sorted.map((request, index) => [request.url, index]))
  return sorted.map((request, index) => {
    const { type, url } = request.initiator
    if (index === 0) return request
    const by = url === null ? undefined : place.get(url)
    const known = by !== undefined && sorted[by]!.end - sorted[by]!.phases.receive <= request.start
    return { ...request, initiator: known ? { type, request: by, url } : { type: 'parser', request: 0, url: document!.url } }
  })
}

/** The last candidate at the wanted time; those before it stay between FCP and there. */
function fitCandidates (natural: readonly LcpCandidate[], { observed: { firstContentfulPaint, largestContentfulPaint }, warp }: Target): LcpCandidate[] {
  const last = { ...natural.at(-1)!, time: largestContentfulPaint }
  const earlier = natural.slice(0, -1).map((candidate) => ({ ...candidate, time: Math.max(firstContentfulPaint, micro(warp(candidate.time))) }))
  return [...earlier.filter(({ time }) => time < largestContentfulPaint), last]
}

function fitShifts (natural: readonly LayoutShift[], { observed: { cumulativeLayoutShift, largestContentfulPaint }, warp }: Target): LayoutShift[] {
  if (cumulativeLayoutShift === 0) return []
  const moved = natural.map(({ time, score }) => ({ time: micro(warp(time)), score }))
  if (moved.length === 0) return [{ time: micro(largestContentfulPaint + 1), score: cumulativeLayoutShift }]
  const sum = moved.reduce((total, { score }) => total + score, 0)
  const scaled = moved.map(({ time, score }) => ({ time, score: Number((score * cumulativeLayoutShift / sum).toFixed(6)) }))
  const rest = cumulativeLayoutShift - scaled.slice(0, -1).reduce((total, { score }) => total + score, 0)
  return scaled.with(-1, { time: scaled.at(-1)!.time, score: Number(rest.toFixed(6)) })
}

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

/** Throws unless every pinned value is what the fitted timeline measures. */
function verify (measured: Measurement, pins: Pins): void {
  const wrong: string[] = []
  const differs: string[] = []
  const compare = (name: string, wanted: unknown, got: unknown): void => {
    if (wanted === undefined || wanted === got) return
    if (typeof wanted === 'number' && typeof got === 'number' && Math.abs(wanted - got) < 1e-9) return
    if (typeof wanted === 'object' && wanted !== null && typeof got === 'object' && got !== null) {
      for (const [key, value] of Object.entries(wanted)) compare(`${name}.${key}`, value, (got as Record<string, unknown>)[key])
      return
    }
    wrong.push(name)
    differs.push(`${name} is ${String(got)}, not ${String(wanted)}`)
  }
  compare('metrics', pins.metrics, measured.metrics)
  compare('diagnostics', pins.diagnostics, measured.diagnostics)
  compare('scoreOverview', pins.scoreOverview, measured.scoreOverview)
  compare('requestTypes', pins.requestTypes, measured.requestTypes)
  for (const { group, duration } of pins.mainThreadWorkBreakdown ?? []) {
    compare(`mainThreadWorkBreakdown.${group}`, duration, measured.mainThreadWorkBreakdown.find((row) => row.group === group)?.duration)
  }
  if (wrong.length > 0) throw new PinConflict(wrong, differs.join('; '))
}

/** Whether a pin concerns anything but identity and printed values. */
const concernsTimeline = ({ metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown }: Pins): boolean =>
  [metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown].some((part) => part !== undefined)

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
  const measured = measure(natural)
  const target = targetOf(natural.observed, pins)
  const { observed, warp } = target
  const listed = fitWeights(fitList(named.requests, pins), pins)
  const requests = inOrder(fitTimes(listed, natural.observed, observed, pins))
  const visual = fitVisual(natural.visual, target)
  const busy = requests.reduce((time, { end }) => Math.max(time, end), 0)
  const end = micro(Math.max(busy, observed.interactive, observed.load, observed.lastVisualChange, warp(natural.end) - quietWindow) + quietWindow)
  const { firstPaint, firstContentfulPaint, firstMeaningfulPaint, domContentLoaded, load } = observed
  const happened = {
    requests,
    tasks: fitTasks(measured, target, pins, end),
    paints: { firstPaint, firstContentfulPaint, firstMeaningfulPaint },
    lcpCandidates: fitCandidates(natural.lcpCandidates, target),
    domInteractive: Math.min(micro(warp(natural.domInteractive)), domContentLoaded),
    domContentLoaded,
    load,
    layoutShifts: fitShifts(natural.layoutShifts, target),
    visual,
    end
  }
  const { rtt, maxRtt, throughput, maxServerLatency } = pins.diagnostics ?? {}
  const network = analyseNetwork(requests)
  const fitted: Timeline = {
    ...named,
    ...happened,
    timestamp: pins.timestamp ?? natural.startedAt + Math.ceil(end),
    console: natural.console.map((message) => ({ ...message, at: micro(warp(message.at)) })),
    observed: observe(happened),
    network: {
      rtt: rtt ?? network.rtt,
      maxRtt: maxRtt ?? network.maxRtt,
      throughput: throughput ?? network.throughput,
      maxServerLatency: maxServerLatency ?? network.maxServerLatency
    }
  }
  verify(measure(fitted), pins)
  return fitted
}
