/** What an opportunity would save of a load, and the score that follows from it. */
import type { PageLoad } from '../computed/page-load.js'
import type { Simulated } from '../lantern/simulate.js'

const longTask = 50

function lastLongTaskEnd ({ times }: Simulated): number {
  let last = 0
  for (const [{ work }, { end, duration }] of times) {
    if (work.kind === 'task' && duration > longTask) last = Math.max(last, end)
  }
  return last
}

const toTen = (ms: number): number => Math.round(Math.max(ms, 0) / 10) * 10

/** How much sooner the last long task ends, or all of the load if `whole`; to ten ms. */
export function sooner (before: Simulated, after: Simulated, whole = true): number {
  const task = lastLongTaskEnd(before) - lastLongTaskEnd(after)
  return toTen(whole ? Math.max(task, before.time - after.time) : task)
}

/** ms saved if each file were so many bytes smaller. `whole`: whether the whole load counts, or only its long tasks. */
export function savedBySize (load: PageLoad, bytes: ReadonlyMap<string, number>, whole = true): number {
  if (![...bytes.values()].some((saved) => saved > 0)) return 0
  const size = ({ url, transferSize }: { url: string, transferSize: number }): number =>
    Math.max(transferSize - (bytes.get(url) ?? 0), 0)
  return sooner(load.simulated, load.simulate(load.graph, { size }), whole)
}

const average = 300
const poor = 750
const hopeless = 5000

const between = (value: number, from: number, to: number, high: number, low: number): number =>
  high + (low - high) * (value - from) / (to - from)

/** 1 if nothing can be saved, 0.75 at 300 ms, 0.5 at 750 ms, 0 from 5 s on. */
export function savingsScore (ms: number): number {
  if (ms === 0) return 1
  if (ms < average) return between(ms, 0, average, 1, 0.75)
  if (ms < poor) return between(ms, average, poor, 0.75, 0.5)
  return Math.max(0, between(ms, poor, hopeless, 0.5, 0))
}
