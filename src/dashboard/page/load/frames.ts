import type { Frame } from './trace.js'

/** What the page showed at a moment; undefined before the first picture. */
export const frameAt = (frames: readonly Frame[], at: number): Frame | undefined =>
  frames.findLast((frame) => frame.at <= at)

/** A place of the filmstrip: what was seen when it ended, and whether that is another picture than the one before. */
export interface Cell {
  readonly from: number
  readonly to: number
  readonly frame: Frame | undefined
  readonly isNew: boolean
}

/** The stretch from `from` to `to` (ms) in `number` pictures of equal distance. */
export function filmstrip (
  frames: readonly Frame[], [from, to]: readonly [number, number], number: number
): Cell[] {
  const step = (to - from) / number
  return Array.from({ length: number }, (_, index) => {
    const [start, end] = [from + index * step, from + (index + 1) * step]
    const frame = frameAt(frames, end)
    return { from: start, to: end, frame, isNew: frame !== undefined && frame !== frameAt(frames, start) }
  })
}
