/**
 * Intra prediction (ITU-T H.264, 8.3), asked one question: predicted how, does a block differ from its prediction by
 * one constant? Then that constant, its DC coefficient, is the whole residual and the coding is exact.
 */
export interface Plane { data: Uint8Array, stride: number }

/** The value of `offset` where a block is not its prediction plus a constant. */
export const never = 0x7fff

/** What must be added to the block's left column, spread to the right, to make the block. */
export function offsetFromLeft ({ data, stride }: Plane, at: number, size: number): number {
  const offset = data[at]! - data[at - 1]!
  for (let row = 0, start = at; row < size; row++, start += stride) {
    const value = data[start - 1]! + offset
    for (let column = 0; column < size; column++) if (data[start + column] !== value) return never
  }
  return offset
}

/** What must be added to the row above the block, spread downwards, to make the block. */
export function offsetFromAbove ({ data, stride }: Plane, at: number, size: number): number {
  const offset = data[at]! - data[at - stride]!
  for (let column = 0; column < size; column++) {
    const value = data[at - stride + column]! + offset
    for (let row = 0, place = at + column; row < size; row++, place += stride) {
      if (data[place] !== value) return never
    }
  }
  return offset
}

/**
 * What must be added to the mean of the neighbours to make the 4 × 4 block. `left` and `above` are where the four
 * neighbours on that side begin, or −1 if they are not used; with none the prediction is 128.
 */
export function offsetFromMean ({ data, stride }: Plane, at: number, left: number, above: number): number {
  const value = data[at]!
  for (let row = 0, start = at; row < 4; row++, start += stride) {
    for (let column = 0; column < 4; column++) if (data[start + column] !== value) return never
  }
  let sum = 0
  for (let i = 0; i < 4; i++) {
    if (left >= 0) sum += data[left + i * stride]!
    if (above >= 0) sum += data[above + i]!
  }
  if (left < 0 && above < 0) return value - 128
  return value - (left >= 0 && above >= 0 ? (sum + 4) >> 3 : (sum + 2) >> 2)
}

/**
 * How an 8 × 8 chroma block is predicted, numbered as intra_chroma_pred_mode: 0 mean, 1 from the left, 2 from above.
 */
export type ChromaMode = 0 | 1 | 2

/** A constant for each 4 × 4 block of an 8 × 8 block, in raster order. */
export type Offsets = readonly [number, number, number, number]

/**
 * The constants for the four 4 × 4 blocks of a chroma block under one mode, or undefined where constants do not do
 * (8.3.4).
 */
export function chromaOffsets (
  plane: Plane, at: number, mode: ChromaMode, hasLeft: boolean, hasAbove: boolean
): Offsets | undefined {
  if ((mode === 1 && !hasLeft) || (mode === 2 && !hasAbove)) return undefined
  if (mode !== 0) {
    const offset = mode === 1 ? offsetFromLeft(plane, at, 8) : offsetFromAbove(plane, at, 8)
    return offset === never ? undefined : [offset, offset, offset, offset]
  }
  const offsets: [number, number, number, number] = [0, 0, 0, 0]
  for (let block = 0; block < 4; block++) {
    const right = block % 2 * 4
    const down = (block >> 1) * 4 * plane.stride
    const left = hasLeft ? at + down - 1 : -1
    const above = hasAbove ? at + right - plane.stride : -1
    // Beside the diagonal a block looks at one side only: the top right one above, the bottom left one to the left, if
    // they can.
    const offset = offsetFromMean(plane, at + down + right,
      block === 1 && hasAbove ? -1 : left, block === 2 && hasLeft ? -1 : above)
    if (offset === never) return undefined
    offsets[block] = offset
  }
  return offsets
}
