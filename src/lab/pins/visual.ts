/** Visual progress with a given first and last change and Speed Index, and elements that appear with it. */
import type { VisualElement, VisualProgress, VisualStep } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Target } from './target.js'

/**
 * Steps whose Speed Index rounds to the wanted one. With one step between the first and the last change,
 * 100·SI = 100·first + (100 − p)·(t − first) + (100 − q)·(last − t): each pair of percents p < q has one t. The pair is
 * taken that is exact (if any), starts near the `wanted` percent and has its middle step well inside.
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
  for (let p = 1; p < 100; p++) {
    consider([{ at: first, percent: p }, { at: last, percent: 100 }], (100 - p) * (last - first), Math.abs(p - wanted) - 5)
    for (let q = p + 1; q < 100; q++) {
      const t = Math.round((area + (100 - p) * first - (100 - q) * last) / (q - p))
      if (t <= first || t >= last) continue
      const middle = Math.abs((t - first) / (last - first) - 0.5)
      consider([{ at: first, percent: p }, { at: t, percent: q }, { at: last, percent: 100 }],
        (100 - p) * (t - first) + (100 - q) * (last - t), Math.abs(p - wanted) + 20 * middle)
    }
  }
  if (best !== undefined) return best
  throw new PinConflict(['speedIndex', 'firstVisualChange', 'lastVisualChange'], 'no visual progress between the changes has this speed index')
}

/** The natural progress between new ends, whatever its Speed Index. */
function stretch (natural: readonly VisualStep[], first: number, last: number): VisualStep[] {
  if (first === last) return [{ at: last, percent: 100 }]
  const from = natural[0]!.at
  const span = natural.at(-1)!.at - from
  const steps: VisualStep[] = [{ at: first, percent: Math.min(natural[0]!.percent, 99) }]
  for (const { at, percent } of natural.slice(1, -1)) {
    const moved = Math.round(first + (at - from) / span * (last - first))
    if (moved > steps.at(-1)!.at && moved < last) steps.push({ at: moved, percent })
  }
  return [...steps, { at: last, percent: 100 }]
}

/** Elements appear, in their natural order, with the steps: as many by each step as its percent says. */
export function fitVisual (natural: VisualProgress, { observed, pinned }: Target): VisualProgress {
  const { firstVisualChange, lastVisualChange, speedIndex, firstContentfulPaint, largestContentfulPaint } = observed
  // With the largest content in the first paint, most of the page is there at once.
  const opening = largestContentfulPaint === firstContentfulPaint || natural.steps.length === 1 ? 80 : natural.steps[0]!.percent
  const steps = pinned.has('speedIndex')
    ? stepsFor(firstVisualChange, lastVisualChange, speedIndex, opening)
    : stretch(natural.steps, firstVisualChange, lastVisualChange)
  const area = ({ w, h, y }: VisualElement): number => w * Math.max(0, Math.min(h, natural.viewport.height - y))
  const total = natural.elements.reduce((sum, element) => sum + area(element), 0)
  let sum = 0
  const elements = natural.elements.map((element, index): VisualElement => {
    sum += area(element)
    const share = total === 0 || index === natural.elements.length - 1 ? 100 : 100 * (sum - area(element) / 2) / total
    const step = steps.find(({ percent }) => percent >= share) ?? steps.at(-1)!
    return { ...element, paintedAt: step === steps[0] ? Math.max(step.at, firstContentfulPaint) : step.at }
  })
  return { ...natural, steps, elements: elements.toSorted((a, b) => a.paintedAt - b.paintedAt) }
}
