import type { BitWriter } from './bits.js'
import type { Plane } from './h264-prediction.js'

/**
 * A picture being coded: its planes, padded to whole macroblocks, and what the coding of a block must know of earlier
 * ones.
 */
export interface Picture {
  /** Macroblocks in a row. */
  columns: number
  luma: Plane
  chroma: readonly [Plane, Plane]
  /** Coefficients of each 4 × 4 luma block; 16 in a raw macroblock. */
  counts: Uint8Array
  /** Whether the planes hold what a decoder shows of a macroblock, not the picture itself. */
  coarse: Uint8Array
  /** The quantiser in force, from which the next one's difference is told. */
  quantiser: number
  /** Prediction mode of each 4 × 4 luma block; 2 (mean) wherever 4 × 4 prediction is not in use. */
  modes: Uint8Array
}

/** nC (H.264, 9.2.1): the mean count of coefficients to the left and above. */
export function contextOf ({ counts, columns }: Picture, x: number, y: number): number {
  const stride = 4 * columns
  if (x === 0) return y === 0 ? 0 : counts[(y - 1) * stride]!
  const left = counts[y * stride + x - 1]!
  return y === 0 ? left : (left + counts[(y - 1) * stride + x]! + 1) >> 1
}

/** Where the n-th 4 × 4 block of a macroblock is, in blocks from the top left of the picture (H.264, 6.4.3). */
export const placeOf = (block: number, column: number, row: number): [number, number] =>
  [4 * column + (block & 1) + (block >> 1 & 2), 4 * row + (block >> 1 & 1) + (block >> 2 & 2)]

/** The quantiser at which constants decode exactly. */
export const exactQuantiser = 16
/** The quantiser of words and smooth edges. */
export const fineQuantiser = 24

export function writeQuantiser (bits: BitWriter, picture: Picture, quantiser: number): void {
  bits.se(quantiser - picture.quantiser)
  picture.quantiser = quantiser
}
