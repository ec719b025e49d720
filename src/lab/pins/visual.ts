/** Visual progress with a given first and last change and Speed Index, and elements that appear with it. */
import type { ObservedMetrics, VisualElement, VisualProgress, VisualStep } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { sum } from './sum.js'
import type { Target } from './target.js'

/**
 * Steps whose Speed Index rounds to the wanted one. With one step between the first and the last change,
 * 100·SI = 100·first + (100 − p)·(t − first) + (100 − q)·(last − t): each pair of percents p < q has one t.
 * The pair is taken that is exact (if any), starts near the `wanted` percent and has its middle step well inside.
 */
export function stepsFor (first: number, last: number, speedIndex: number, wanted: number): VisualStep[] {
  if (first === last && speedIndex === first) return [{ at: last, percent: 100 }]
  const area = 100 * (speedIndex - first)
  let best: VisualStep[] | undefined
  let least = Infinity
  const consider = (steps: VisualStep[], got: number, distance: number): void => {
    const error = Math.abs(got - area)
    if (error >= 50 || distance + 100 * error >= least) return
    best = steps
    least = distance + 100 * error
  }
  const complete = { at: last, percent: 100 }
  for (let p = 1; p < 100; p++) {
    const begun = { at: first, percent: p }
    const away = Math.abs(p - wanted)
    consider([begun, complete], (100 - p) * (last - first), away - 5)
    for (let q = p + 1; q < 100; q++) {
      const t = Math.round((area + (100 - p) * first - (100 - q) * last) / (q - p))
      if (t <= first || t >= last) continue
      const middle = Math.abs((t - first) / (last - first) - 0.5)
      const got = (100 - p) * (t - first) + (100 - q) * (last - t)
      consider([begun, { at: t, percent: q }, complete], got, away + 20 * middle)
    }
  }
  if (best !== undefined) return best
  const names = ['speedIndex', 'firstVisualChange', 'lastVisualChange']
  throw new PinConflict(names, 'no visual progress between the changes has this speed index')
}

/** The natural progress between new ends, whatever its Speed Index. */
function stretch (natural: readonly VisualStep[], first: number, last: number): VisualStep[] {
  const complete = { at: last, percent: 100 }
  const [begun, ...rest] = natural
  const end = natural.at(-1)
  if (first === last || begun === undefined || end === undefined) return [complete]
  const span = end.at - begun.at
  let latest = { at: first, percent: Math.min(begun.percent, 99) }
  const steps = [latest]
  for (const { at, percent } of rest.slice(0, -1)) {
    const moved = Math.round(first + (at - begun.at) / span * (last - first))
    if (moved <= latest.at || moved >= last) continue
    latest = { at: moved, percent }
    steps.push(latest)
  }
  return [...steps, complete]
}

/** With the largest content in the first paint, or only one step, most of the page is there at once. */
function openingPercent (natural: VisualProgress, observed: ObservedMetrics): number {
  const { firstContentfulPaint, largestContentfulPaint } = observed
  const [first, second] = natural.steps
  if (first === undefined || second === undefined || largestContentfulPaint === firstContentfulPaint) return 80
  return first.percent
}

/** The part of an element that is in the viewport, CSS px². */
const visibleArea = ({ w, h, y }: VisualElement, viewport: VisualProgress['viewport']): number =>
  w * Math.max(0, Math.min(h, viewport.height - y))

/** Elements appear, in their natural order, with the steps: as many by each step as its percent says. */
export function fitVisual (natural: VisualProgress, { observed, pinned }: Target): VisualProgress {
  const { firstVisualChange, lastVisualChange, speedIndex } = observed
  const steps = pinned.has('speedIndex')
    ? stepsFor(firstVisualChange, lastVisualChange, speedIndex, openingPercent(natural, observed))
    : stretch(natural.steps, firstVisualChange, lastVisualChange)
  const total = sum(natural.elements.map((element) => visibleArea(element, natural.viewport)))
  const last = natural.elements.length - 1
  /** When an element appears in whose middle this share of the page is painted, percent. */
  const paintedAt = (share: number): number => {
    const index = steps.findIndex(({ percent }) => percent >= share)
    const at = steps.at(index)?.at ?? lastVisualChange
    return index === 0 ? Math.max(at, observed.firstContentfulPaint) : at
  }
  let above = 0
  const elements = natural.elements.map((element, index): VisualElement => {
    const area = visibleArea(element, natural.viewport)
    above += area
    const share = total === 0 || index === last ? 100 : 100 * (above - area / 2) / total
    return { ...element, paintedAt: paintedAt(share) }
  })
  return { ...natural, steps, elements: elements.toSorted((a, b) => a.paintedAt - b.paintedAt) }
}
