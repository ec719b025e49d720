/** When each box of a page is painted. */
import type { Random } from '../../kernel/random.js'
import type { Box } from '../page/layout.js'
import { micro } from '../precision.js'
import type { VisualElement } from '../timeline.js'
import type { FinishedLoad } from './run.js'
import { latest, type Transfer } from './transfer.js'

export interface Painted {
  readonly element: VisualElement
  readonly paintedAt: number
  readonly box: Box
  readonly imageUrl: string | null
}

/** The longest a text waits for its web font before it is painted in another (`font-display: block`), ms. */
const fontPatience = 3000

/** Pictures are decoded off the main thread: so many ms per 1000 bytes at CPU rate 1. */
const decoding = 0.03

/** What a release adds goes where nothing of the first screens was. */
const isPicture = ({ planned: { type, stage, added } }: Transfer): boolean =>
  type === 'Image' && stage !== 'beacon' && !added
const isFont = ({ planned: { type, stage } }: Transfer): boolean => type === 'Font' && stage === 'early'

/** Pictures go into boxes in their order; every other text waits for fonts; other pictures come with answers. */
export function paintsOf (load: FinishedLoad, boxes: readonly Box[], random: Random, slowdown: number): Painted[] {
  const { firstContentfulPaint, transfers, updates } = load
  const images = transfers.filter(isPicture)
  const fonts = transfers.filter(isFont)
  const fontsReady = latest(fonts)
  let used = 0
  let texts = 0
  return boxes.map((box): Painted => {
    const { kind } = box
    const frame = random.between(2, 15)
    const image = kind === 'image' || kind === 'hero' ? images[used] : undefined
    const update = kind === 'image' ? updates.at(texts % updates.length) : undefined
    if (image !== undefined) {
      used++
      const { end, planned } = image
      const decoded = end + decoding * planned.resourceSize / 1000 * slowdown
      return painted(box, Math.max(firstContentfulPaint, decoded + frame), planned.url)
    }
    if (update !== undefined) return painted(box, Math.max(firstContentfulPaint, update + frame))
    if (kind !== 'text' || fonts.length === 0 || texts++ % 2 === 1) return painted(box, firstContentfulPaint)
    const swapped = Math.min(fontsReady + frame, firstContentfulPaint + fontPatience)
    return painted(box, Math.max(firstContentfulPaint, swapped))
  })
}

function painted (box: Box, at: number, imageUrl: string | null = null): Painted {
  const { kind, x, y, w, h, label } = box
  const paintedAt = micro(at)
  const element = label === null ? { kind, x, y, w, h, paintedAt } : { kind, x, y, w, h, paintedAt, label }
  return { element, paintedAt, box, imageUrl }
}
