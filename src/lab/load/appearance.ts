/** When each part of the page appears, and what that means for visual progress, LCP and layout shifts. */
import type { Random } from '../../kernel/random.js'
import type { Device } from '../page/conditions.js'
import { layOut } from '../page/layout.js'
import type { PageModel } from '../page/model.js'
import type { ElementKind, LayoutShift, LcpCandidate, VisualProgress, VisualStep } from '../timeline.js'
import { largestPaints } from './largest-paints.js'
import { layoutShifts } from './layout-shifts.js'
import { paintsOf, type Painted, type Screen } from './paints.js'
import type { FinishedLoad } from './run.js'

/** How much of a box's area differs from the blank page. */
const ink: Readonly<Record<ElementKind, number>> = {
  header: 0.9, nav: 0.6, hero: 1, text: 0.35, image: 1, button: 0.9, footer: 0.7
}

/** Whole percents of the first viewport's ink, at whole ms; the last step is 100. */
function progress (painted: readonly Painted[], firstContentfulPaint: number): VisualStep[] {
  const inked = painted
    .map(({ paintedAt, box }) => ({ at: Math.round(paintedAt), weight: box.visible * ink[box.kind] }))
    .filter(({ weight }) => weight > 0)
  const total = inked.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return [{ at: Math.round(firstContentfulPaint), percent: 100 }]
  const steps: VisualStep[] = []
  let sum = 0
  inked.forEach(({ at, weight }, index) => {
    sum += weight
    const next = inked[index + 1]
    if (next?.at === at) return
    const percent = next === undefined ? 100 : Math.min(99, Math.max(1, Math.floor(100 * sum / total)))
    if (percent > (steps.at(-1)?.percent ?? 0)) steps.push({ at, percent })
  })
  return steps
}

export interface Appearance {
  readonly visual: VisualProgress
  readonly lcpCandidates: readonly LcpCandidate[]
  readonly layoutShifts: readonly LayoutShift[]
  readonly firstMeaningfulPaint: number
}

/** What the load looks like: `layoutShift` is expected with the releases in force. */
export function appear (
  page: PageModel, layoutShift: number, load: FinishedLoad, device: Device, random: Random, screen: Screen
): Appearance {
  const layout = layOut(page.layout, device)
  const { boxes, pageHeight } = layout
  const painted = paintsOf(load, layout, screen).sort((a, b) => a.paintedAt - b.paintedAt)
  const first = load.firstContentfulPaint
  const text = painted.find(({ box: { kind } }) => kind === 'text' || kind === 'hero')
  return {
    visual: {
      viewport: device.viewport,
      pageHeight,
      elements: painted.map(({ element }) => element),
      steps: progress(painted, first)
    },
    lcpCandidates: largestPaints(painted, boxes, first),
    layoutShifts: layoutShifts(layoutShift, painted, first, random, page.noise),
    firstMeaningfulPaint: Math.max(first, text?.paintedAt ?? first)
  }
}
