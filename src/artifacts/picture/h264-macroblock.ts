import type { BitWriter } from './bits.js'
import { contextOf, exactQuantiser, fineQuantiser, type Picture, placeOf, writeQuantiser } from './h264-picture.js'
import {
  type ChromaMode, chromaOffsets, never, offsetFromAbove, offsetFromLeft, offsetFromMean, type Offsets, type Plane
} from './h264-prediction.js'
import { writeChromaDc, writeLumaDc } from './h264-residual.js'
import { codeBlock, writeLevels, type TextureBlock } from './h264-texture.js'
import { quantiserOf } from './h264-transform.js'

const vertical = 0
const horizontal = 1
const mean = 2

/** Codes of coded_block_pattern 0–31 (luma four bits, chroma DC above them) in intra macroblocks, H.264 table 9-4. */
const patternCodes = [
  3, 29, 30, 17, 31, 18, 37, 8, 32, 38, 19, 9, 20, 10, 11, 2,
  16, 33, 34, 21, 35, 22, 39, 4, 36, 40, 23, 5, 24, 6, 7, 1
]

/**
 * Codes one macroblock exactly, the cheapest way that is exact: one prediction for all of it and one constant; a
 * prediction and a constant for each 4 × 4 block; or its samples as they are (I_PCM, 384 bytes). `typeBase` is 5 in P
 * slices, 0 in I slices.
 */
export function writeMacroblock (
  bits: BitWriter, picture: Picture, column: number, row: number, typeBase: number
): void {
  const chroma = chooseChroma(picture, column, row)
  if (chroma !== undefined) {
    if (writeWhole(bits, picture, column, row, typeBase, chroma)) return
    if (writeBlocks(bits, picture, column, row, typeBase, chroma)) return
    if (writeTexture(bits, picture, column, row, typeBase, chroma)) return
  }
  writeRaw(bits, picture, column, row, typeBase)
}

interface Chroma { mode: ChromaMode, offsets: readonly [Offsets, Offsets], coded: boolean }

function chooseChroma ({ chroma, columns }: Picture, column: number, row: number): Chroma | undefined {
  const at = row * 64 * columns + column * 8
  let choice: Chroma | undefined
  for (const mode of [1, 2, 0] as const) {
    const u = chromaOffsets(chroma[0], at, mode, column > 0, row > 0)
    const v = u && chromaOffsets(chroma[1], at, mode, column > 0, row > 0)
    if (u === undefined || v === undefined) continue
    const coded = u.some(Boolean) || v.some(Boolean)
    if (!coded) return { mode, offsets: [u, v], coded }
    choice = { mode, offsets: [u, v], coded }
  }
  return choice
}

/**
 * Chroma is quantised at 10 (h264.ts): the 2 × 2 transform of a block's offsets are its levels, and decode to them
 * exactly.
 */
function writeChroma (bits: BitWriter, { offsets, coded }: Chroma): void {
  if (!coded) return
  for (const [a, b, c, d] of offsets) {
    writeChromaDc(bits, [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d])
  }
}

function writeWhole (
  bits: BitWriter, picture: Picture, column: number, row: number, typeBase: number, chroma: Chroma
): boolean {
  const at = row * 256 * picture.columns + column * 16
  let mode = horizontal
  let offset = column > 0 ? offsetFromLeft(picture.luma, at, 16) : never
  if (offset !== 0 && row > 0) {
    const other = offsetFromAbove(picture.luma, at, 16)
    if (offset === never || other === 0) {
      offset = other
      mode = vertical
    }
  }
  if (offset === never) return false
  bits.ue(typeBase + 1 + mode + (chroma.coded ? 4 : 0)).ue(chroma.mode)
  writeQuantiser(bits, picture, exactQuantiser)
  // At quantiser 16 the level 4 n adds n to all 256 samples.
  writeLumaDc(bits, 4 * offset, contextOf(picture, 4 * column, 4 * row))
  writeChroma(bits, chroma)
  return true
}

function writeBlocks (
  bits: BitWriter, picture: Picture, column: number, row: number, typeBase: number, chroma: Chroma
): boolean {
  const { luma, counts, modes, columns } = picture
  const levels: number[] = []
  const chosen: Array<{ mode: number, expected: number }> = []
  let pattern = chroma.coded ? 16 : 0
  for (let block = 0; block < 16; block++) {
    const [x, y] = placeOf(block, column, row)
    const place = y * 4 * columns + x
    const expected = x === 0 || y === 0 ? mean : Math.min(modes[place - 1]!, modes[place - 4 * columns]!)
    const { mode, offset } = chooseMode(luma, y * 4 * luma.stride + x * 4, x > 0, y > 0, expected)
    if (offset === never) return forget(picture, column, row)
    if (offset !== 0) pattern |= 1 << (block >> 2)
    modes[place] = mode
    levels.push(offset)
    chosen.push({ mode, expected })
  }
  bits.ue(typeBase)
  for (const { mode, expected } of chosen) {
    if (mode === expected) bits.put(1, 1)
    else bits.put(mode < expected ? mode : mode - 1, 4)
  }
  bits.ue(chroma.mode).ue(patternCodes[pattern]!)
  if (pattern === 0) return true
  writeQuantiser(bits, picture, exactQuantiser)
  levels.forEach((level, block) => {
    if ((pattern >> (block >> 2) & 1) === 0) return
    const [x, y] = placeOf(block, column, row)
    writeLumaDc(bits, level, contextOf(picture, x, y)) // at quantiser 16 the level n adds n to all 16 samples
    counts[y * 4 * columns + x] = level === 0 ? 0 : 1
  })
  writeChroma(bits, chroma)
  return true
}

interface BlockMode { mode: number, offset: number }

function chooseMode (
  plane: Plane, at: number, hasLeft: boolean, hasAbove: boolean, expected: number
): BlockMode {
  const best = { mode: mean, offset: never, cost: Infinity }
  const consider = (mode: number, offset: number): void => {
    if (offset === never) return
    const cost = (mode === expected ? 1 : 4) + (offset === 0 ? 0 : 8 + Math.abs(offset) / 64)
    if (cost < best.cost) Object.assign(best, { mode, offset, cost })
  }
  if (hasLeft) consider(horizontal, offsetFromLeft(plane, at, 4))
  if (hasAbove) consider(vertical, offsetFromAbove(plane, at, 4))
  consider(mean, offsetFromMean(plane, at, hasLeft ? at - 1 : -1, hasAbove ? at - plane.stride : -1))
  return best
}

/** So many coefficients cost about as much as the samples themselves. */
const mostCoefficients = 170

const exactScale = quantiserOf(exactQuantiser)
const fineScale = quantiserOf(fineQuantiser)
const samples = new Uint8Array(256)
const textures = Array.from({ length: 16 }, (): TextureBlock => ({ count: 0, levels: new Int32Array(16) }))

/** Words and smooth edges; false, and nothing written, where raw samples are as cheap. */
function writeTexture (
  bits: BitWriter, picture: Picture, column: number, row: number, typeBase: number, chroma: Chroma
): boolean {
  const { luma, counts, modes, columns } = picture
  const origin = row * 16 * luma.stride + column * 16
  for (let y = 0, line = origin; y < 16; y++, line += luma.stride) {
    samples.set(luma.data.subarray(line, line + 16), 16 * y)
  }
  // Chroma's constants are exact only where luma's are.
  const step = chroma.coded ? exactQuantiser : fineQuantiser
  const scale = chroma.coded ? exactScale : fineScale
  let total = 0
  let pattern = chroma.coded ? 16 : 0
  for (const [block, texture] of textures.entries()) {
    const [x, y] = placeOf(block, column, row)
    const from = (y - 4 * row) * 64 + (x - 4 * column) * 4
    codeBlock(luma, y * 4 * luma.stride + x * 4, samples, from, { left: x > 0, above: y > 0 }, scale, texture)
    total += texture.count
    if (texture.count > 0) pattern |= 1 << (block >> 2)
  }
  if (total > mostCoefficients) {
    for (let y = 0; y < 16; y++) luma.data.set(samples.subarray(16 * y, 16 * y + 16), origin + y * luma.stride)
    return false
  }
  bits.ue(typeBase)
  for (let block = 0; block < 16; block++) {
    const [x, y] = placeOf(block, column, row)
    const place = y * 4 * columns + x
    const expected = x === 0 || y === 0 ? mean : Math.min(modes[place - 1]!, modes[place - 4 * columns]!)
    // One bit where the neighbours lead one to expect the mean, else its number among the other modes.
    if (expected === mean) bits.put(1, 1)
    else bits.put(mean - 1, 4)
  }
  bits.ue(chroma.mode).ue(patternCodes[pattern]!)
  picture.coarse[row * columns + column] = 1
  if (pattern === 0) return true
  writeQuantiser(bits, picture, step)
  for (const [block, texture] of textures.entries()) {
    if ((pattern >> (block >> 2) & 1) === 0) continue
    const [x, y] = placeOf(block, column, row)
    writeLevels(bits, texture, contextOf(picture, x, y))
    counts[y * 4 * columns + x] = texture.count
  }
  writeChroma(bits, chroma)
  return true
}

function forget ({ modes, columns }: Picture, column: number, row: number): false {
  fillBlocks(modes, mean, columns, column, row)
  return false
}

function writeRaw (bits: BitWriter, picture: Picture, column: number, row: number, typeBase: number): void {
  const { luma, chroma, counts, columns } = picture
  bits.ue(typeBase + 25).align()
  for (const [plane, size] of [[luma, 16], [chroma[0], 8], [chroma[1], 8]] as const) {
    for (let y = row * size; y < (row + 1) * size; y++) {
      for (let x = column * size; x < (column + 1) * size; x++) bits.byte(plane.data[y * plane.stride + x]!)
    }
  }
  fillBlocks(counts, 16, columns, column, row)
}

/** Sets a value for all 16 blocks of a macroblock. */
function fillBlocks (values: Uint8Array, value: number, columns: number, column: number, row: number): void {
  for (let y = 4 * row; y < 4 * row + 4; y++) {
    const first = y * 4 * columns + 4 * column
    values.fill(value, first, first + 4)
  }
}
