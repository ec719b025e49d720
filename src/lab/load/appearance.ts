/** When each part of the page appears, and what that means for visual progress, LCP and layout shifts. */
import type { Random } from '../../kernel/random.js'
import type { Device } from '../page/conditions.js'
import { layOut, type Box } from '../page/layout.js'
import type { Load } from './run.js'
import type { PageModel } from '../page/model.js'
import { micro } from '../precision.js'
import type { LayoutShift, LcpCandidate, VisualElement, VisualProgress, VisualStep } from '../timeline.js'

/** How much of a box's area differs from the blank page. */
const ink: Readonly<Record<Box['kind'], number>> = { header: 0.9, nav: 0.6, hero: 1, text: 0.35, image: 1, button: 0.9, footer: 0.7 }

/** The longest a text waits for its web font before it is painted in another (`font-display: block`), ms. */
const fontPatience = 3000

interface Painted { readonly element: VisualElement, readonly paintedAt: number, readonly box: Box, readonly imageUrl: string | null }

/** Pictures are decoded off the main thread: so many ms per 1000 bytes at CPU rate 1. */
const decoding = 0.03

function paintTimes (load: Load, boxes: readonly Box[], random: Random, slowdown: number): Painted[] {
  const { firstContentfulPaint, transfers, updates } = load
  const images = transfers.filter(({ planned: { type, stage } }) => type === 'Image' && stage !== 'beacon')
  const fonts = transfers.filter(({ planned }) => planned.type === 'Font' && planned.stage === 'early')
  const fontsReady = fonts.reduce((time, { end }) => Math.max(time, end), 0)
  let image = 0
  let texts = 0
  return boxes.map((box): Painted => {
    const { kind, x, y, w, h, label } = box
    const frame = random.between(2, 15)
    let paintedAt = firstContentfulPaint
    let imageUrl: string | null = null
    if ((kind === 'image' || kind === 'hero') && image < images.length) {
      const { end, planned } = images[image++]!
      imageUrl = planned.url
      paintedAt = Math.max(paintedAt, end + decoding * planned.resourceSize / 1000 * slowdown + frame)
    } else if (kind === 'image' && updates.length > 0) {
      paintedAt = Math.max(paintedAt, updates[texts % updates.length]! + frame)
    } else if (kind === 'text' && fonts.length > 0 && texts++ % 2 === 0) {
      paintedAt = Math.max(paintedAt, Math.min(fontsReady + frame, paintedAt + fontPatience))
    }
    paintedAt = micro(paintedAt)
    const element = label === null ? { kind, x, y, w, h, paintedAt } : { kind, x, y, w, h, paintedAt, label }
    return { element, paintedAt, box, imageUrl }
  })
}

/** Whole percents of the first viewport's ink, at whole ms; the last step is 100. */
function progress (painted: readonly Painted[], firstContentfulPaint: number): VisualStep[] {
  const inked = painted.map(({ paintedAt, box }) => ({ at: Math.round(paintedAt), weight: box.visible * ink[box.kind] }))
    .filter(({ weight }) => weight > 0)
  const total = inked.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return [{ at: Math.round(firstContentfulPaint), percent: 100 }]
  const steps: VisualStep[] = []
  let sum = 0
  inked.forEach(({ at, weight }, index) => {
    sum += weight
    if (inked[index + 1]?.at === at) return
    const percent = index === inked.length - 1 ? 100 : Math.min(99, Math.max(1, Math.floor(100 * sum / total)))
    if (percent > (steps.at(-1)?.percent ?? 0)) steps.push({ at, percent })
  })
  return steps
}

/** DOM node ids of the page's elements start here; those before belong to the document and its head. */
const firstNode = 12

/** Every paint that is larger than those before it; text counts by the box that holds it, pictures by their visible area. */
function candidates (painted: readonly Painted[], boxes: readonly Box[], first: number): LcpCandidate[] {
  const found: LcpCandidate[] = []
  let largest = 0
  painted.forEach(({ paintedAt, box, imageUrl }) => {
    const text = imageUrl === null
    const size = Math.round(box.visible * (text ? box.kind === 'text' || box.kind === 'hero' ? 0.6 : 0.3 : 1))
    if (size <= largest) return
    largest = size
    if (found.at(-1)?.time === paintedAt) found.pop()
    found.push({ time: paintedAt, size, nodeId: firstNode + boxes.indexOf(box), type: text ? 'text' : 'image', url: imageUrl })
  })
  return found.length > 0 ? found : [{ time: first, size: 1, nodeId: firstNode, type: 'text', url: null }]
}

/** Splits the page's expected shift over the moments at which content came in late. */
function shifts (expected: number, painted: readonly Painted[], first: number, random: Random, noise: number): LayoutShift[] {
  const factor = Math.exp(random.normal(0, 0.12 * noise))
  const parts = [random.between(0.5, 1), random.between(0.2, 0.8), random.between(0.1, 0.5)]
  if (expected <= 0) return []
  const moments = [...new Set(painted.map(({ paintedAt }) => paintedAt))].filter((time) => time > first).slice(0, 3)
  if (moments.length === 0) moments.push(micro(first + 20))
  const whole = parts.slice(0, moments.length).reduce((sum, part) => sum + part, 0)
  return moments
    .map((time, index) => ({ time: micro(time + 1), score: Number((expected * factor * parts[index]! / whole).toFixed(6)) }))
    .filter(({ score }) => score > 0)
}

export interface Appearance {
  readonly visual: VisualProgress
  readonly lcpCandidates: readonly LcpCandidate[]
  readonly layoutShifts: readonly LayoutShift[]
  readonly firstMeaningfulPaint: number
}

export function appear (page: PageModel, layoutShift: number, load: Load, device: Device, random: Random, slowdown: number): Appearance {
  const { boxes, pageHeight } = layOut(page.layout, device)
  const painted = paintTimes(load, boxes, random, slowdown).sort((a, b) => a.paintedAt - b.paintedAt)
  const first = load.firstContentfulPaint
  const text = painted.find(({ box: { kind } }) => kind === 'text' || kind === 'hero')
  return {
    visual: {
      viewport: device.viewport,
      pageHeight,
      elements: painted.map(({ element }) => element),
      steps: progress(painted, first)
    },
    lcpCandidates: candidates(painted, boxes, first),
    layoutShifts: shifts(layoutShift, painted, first, random, page.noise),
    firstMeaningfulPaint: Math.max(first, text?.paintedAt ?? first)
  }
}
