/**
 * Blocks with words and smooth edges in them: predicted, transformed and quantised so finely that the eye sees no
 * difference. The picture then holds what a decoder shows, since later blocks are predicted from it.
 */
import type { BitWriter } from './bits.js'
import type { Plane } from './h264-prediction.js'
import { writeLevel } from './h264-residual.js'
import { toDifferences, toLevels, zigzag, type Quantiser } from './h264-transform.js'
import { runWord, tokenWord, zerosWord } from './h264-words.js'

/** A coded block's levels in the order of their frequencies, and how many are not zero. */
export interface TextureBlock { count: number, readonly levels: Int32Array }

const difference = new Int32Array(16)

/** The mean of the neighbours that there are, from which the block is predicted (8.3.1.2.3). */
function meanOf (data: Uint8Array, stride: number, at: number, hasLeft: boolean, hasAbove: boolean): number {
  if (!hasLeft && !hasAbove) return 128
  let sum = 0
  for (let i = 0; i < 4; i++) {
    if (hasLeft) sum += data[at - 1 + i * stride]!
    if (hasAbove) sum += data[at - stride + i]!
  }
  return hasLeft && hasAbove ? (sum + 4) >> 3 : (sum + 2) >> 2
}

/** The value of all 16 samples; -1 if they differ. */
function flatLevel (source: Uint8Array, from: number): number {
  const value = source[from]!
  for (let row = from; row < from + 64; row += 16) {
    for (let i = row; i < row + 4; i++) if (source[i] !== value) return -1
  }
  return value
}

function keepFlat ({ data, stride }: Plane, at: number, value: number, block: TextureBlock): void {
  for (let row = 0; row < 4; row++) data.fill(value, at + row * stride, at + row * stride + 4)
  block.count = 0
  block.levels.fill(0)
}

/**
 * Codes the 4 × 4 block at `at` of the plane, whose samples are at `from` in a macroblock of 16 × 16 samples, and
 * puts what it decodes to into the plane. It is predicted from the mean of its neighbours: words look like neither of
 * them.
 */
export function codeBlock (
  plane: Plane, at: number, source: Uint8Array, from: number, near: Neighbours, scale: Quantiser, block: TextureBlock
): void {
  const { data, stride } = plane
  const around = meanOf(data, stride, at, near.left, near.above)
  const level = flatLevel(source, from)
  // Nearer than a quantiser's step: nothing would be left of the difference.
  if (level >= 0 && Math.abs(around - level) <= 2) {
    keepFlat(plane, at, around, block)
    return
  }
  for (let i = 0; i < 16; i++) difference[i] = source[from + (i >> 2) * 16 + (i & 3)]! - around
  block.count = toLevels(difference, scale)
  for (let i = 0; i < 16; i++) block.levels[i] = difference[zigzag[i]!]!
  toDifferences(difference, scale)
  for (let i = 0; i < 16; i++) {
    data[at + (i >> 2) * stride + (i & 3)] = Math.max(0, Math.min(255, around + difference[i]!))
  }
}

/** Which neighbours a block has. */
export interface Neighbours { readonly left: boolean, readonly above: boolean }

/** Writes a block's levels (9.2); `context` is nC. */
export function writeLevels (bits: BitWriter, { count, levels }: TextureBlock, context: number): void {
  const places: number[] = []
  for (let i = 15; i >= 0; i--) if (levels[i] !== 0) places.push(i)
  let ones = 0
  while (ones < 3 && ones < count && Math.abs(levels[places[ones]!]!) === 1) ones++
  const token = tokenWord(context, count, ones)
  bits.put(token.code, token.length)
  if (count === 0) return
  for (let i = 0; i < ones; i++) bits.put(levels[places[i]!]! < 0 ? 1 : 0, 1)
  let suffixLength = count > 10 && ones < 3 ? 1 : 0
  for (let i = ones; i < count; i++) {
    const level = levels[places[i]!]!
    writeLevel(bits, level, suffixLength, i === ones && ones < 3 ? 2 : 0)
    if (suffixLength === 0) suffixLength = 1
    if (Math.abs(level) > 3 << (suffixLength - 1) && suffixLength < 6) suffixLength++
  }
  writeZeros(bits, places)
}

function writeZeros (bits: BitWriter, places: readonly number[]): void {
  const count = places.length
  let left = places[0]! + 1 - count
  if (count < 16) {
    const { code, length } = zerosWord(count, left)
    bits.put(code, length)
  }
  for (let i = 1; i < count && left > 0; i++) {
    const run = places[i - 1]! - places[i]! - 1
    const { code, length } = runWord(left, run)
    bits.put(code, length)
    left -= run
  }
}
