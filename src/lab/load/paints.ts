/** When each box of a page is painted. */
import type { Box, Layout } from '../page/layout.js'
import type { VisualElement } from '../timeline.js'
import { frameAfter } from './frames.js'
import type { FinishedLoad } from './run.js'
import { latest, type Transfer } from './transfer.js'

export interface Painted {
  readonly element: VisualElement
  readonly paintedAt: number
  readonly box: Box
  readonly imageUrl: string | null
}

/** What paints hang on besides the load. */
export interface Screen {
  /** CPU slow-down. */
  readonly slowdown: number
  /** A moment at which a frame is shown, ms. */
  readonly phase: number
  /** Place of the last image that is asked for with the document. */
  readonly lastEager: number
}

/** The longest a text waits for its web font before it is painted in another (`font-display: block`), ms. */
const fontPatience = 3000
/** Laying a text out anew, in its web font, ms at CPU rate 1. */
const swapping = 1.5
/** Pictures are decoded off the main thread: so many ms per 1000 bytes at CPU rate 1. */
const decoding = 0.06
/** So much of the document is there when a server's page is first painted; what stands below comes with the rest. */
const parsedFirst = 0.5

/** What a release adds goes where nothing of the first screens was. */
const isPicture = ({ planned: { type, stage, added } }: Transfer): boolean =>
  type === 'Image' && stage !== 'beacon' && !added
const isFont = ({ planned: { type, stage } }: Transfer): boolean => type === 'Font' && stage === 'early'

/**
 * Pictures go into boxes in their order, a frame or more after what is around them: they are decoded first. Every other
 * text waits for web fonts; other texts, and pictures that no file is for, come with answers if there are any.
 */
export function paintsOf (load: FinishedLoad, { boxes, pageHeight }: Layout, screen: Screen): Painted[] {
  const { firstContentfulPaint: first, wholeContent, transfers, updates } = load
  const pictures = picturesOf(load, screen)
  const fonts = transfers.filter(isFont)
  const swapped = Math.min(latest(fonts) + swapping * screen.slowdown, first + fontPatience)
  let used = 0
  let texts = 0
  let filled = 0
  return boxes.map((box): Painted => {
    const { kind, y } = box
    const there = y < parsedFirst * pageHeight ? first : wholeContent
    const at = (ready: number): number => Math.max(there, frameAfter(ready, screen.phase))
    const picture = kind === 'image' || kind === 'hero' ? pictures[used++] : undefined
    if (picture !== undefined) return painted(box, at(picture.decoded), picture.url)
    const second = kind === 'text' && texts++ % 2 === 1
    const update = kind === 'image' || second ? updates[filled++ % updates.length] : undefined
    if (update !== undefined) return painted(box, at(update))
    return painted(box, kind === 'text' && !second ? at(swapped) : there)
  })
}

interface Picture { readonly url: string, readonly decoded: number }

/** Those asked for with the document are decoded one after the other, in their order. */
function picturesOf (
  { transfers, firstContentfulPaint }: FinishedLoad, { slowdown, lastEager }: Screen
): Picture[] {
  let before = 0
  return transfers.filter(isPicture).map(({ end, planned: { place, url, resourceSize } }) => {
    const takes = decoding * resourceSize / 1000 * slowdown
    const decoded = Math.max(firstContentfulPaint, end) + before + takes
    if (place <= lastEager) before += takes
    return { url, decoded }
  })
}

function painted (box: Box, paintedAt: number, imageUrl: string | null = null): Painted {
  const { kind, x, y, w, h, label, looks } = box
  const plain = label === null ? { kind, x, y, w, h, paintedAt } : { kind, x, y, w, h, paintedAt, label }
  const element = looks === undefined ? plain : { ...plain, looks }
  return { element, paintedAt, box, imageUrl }
}
