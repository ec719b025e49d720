import type { BitWriter } from './bits.js'
import { tokenWord } from './h264-words.js'

/**
 * Context-adaptive variable-length codes (ITU-T H.264, 9.2) for the two residuals our pictures need: a luma block of at
 * most its DC coefficient, and the 2 × 2 chroma DC block.
 */

type Code = readonly [value: number, length: number]

/** One of up to four levels, after `suffixLength` has adapted (9.2.2.1). */
export function writeLevel (bits: BitWriter, level: number, suffixLength: number, bias: number): void {
  const code = (level > 0 ? 2 * level - 2 : -2 * level - 1) - bias
  const short = suffixLength > 0 && code < 15 << suffixLength
  if (suffixLength === 0 && code < 14) bits.put(1, code + 1)
  else if (suffixLength === 0 && code < 30) bits.put(1, 15).put(code - 14, 4)
  else if (short) bits.put(1, (code >> suffixLength) + 1).put(code, suffixLength)
  else bits.put(1, 16).put(code - (suffixLength === 0 ? 30 : 15 << suffixLength), 12)
}

/**
 * A 4 × 4 luma block of the given DC level and no other coefficient; `context` is nC, the mean count of its
 * neighbours.
 */
export function writeLumaDc (bits: BitWriter, level: number, context: number): void {
  const trailing = level === 1 || level === -1
  const { code, length } = tokenWord(context, level === 0 ? 0 : 1, Number(trailing))
  bits.put(code, length)
  if (level === 0) return
  if (trailing) bits.put(level < 0 ? 1 : 0, 1)
  else writeLevel(bits, level, 0, 2)
  bits.put(1, 1) // total_zeros 0
}

/** coeff_token for nC = −1, [code, length] by count of coefficients, then of trailing ones (table 9-5). */
const chromaTokens: readonly Code[][] = [
  [[1, 2]],
  [[7, 6], [1, 1]],
  [[4, 6], [6, 6], [1, 3]],
  [[3, 6], [3, 7], [2, 7], [5, 6]],
  [[2, 6], [3, 8], [2, 8], [0, 7]]
]

/** total_zeros of a chroma DC block (table 9-9 a), by count of coefficients. */
const chromaZeros: readonly Code[][] = [
  [],
  [[1, 1], [1, 2], [1, 3], [0, 3]],
  [[1, 1], [1, 2], [0, 2]],
  [[1, 1], [0, 1]]
]

/** run_before (table 9-10) by zeros left, then by the run. */
const runs: readonly Code[][] = [
  [],
  [[1, 1], [0, 1]],
  [[1, 1], [1, 2], [0, 2]],
  [[3, 2], [2, 2], [1, 2], [0, 2]]
]

function codeOf (table: readonly Code[][], row: number, column: number): Code {
  const code = table[row]?.[column]
  if (code === undefined) throw new RangeError(`no code for ${row}, ${column}`)
  return code
}

/** The four chroma DC levels of one component, in raster order. */
export function writeChromaDc (bits: BitWriter, levels: readonly number[]): void {
  // Coefficients are written from the last one back to the first.
  const coefficients = levels
    .map((level, place) => ({ level, place }))
    .filter(({ level }) => level !== 0)
    .reverse()
  const places = coefficients.map(({ place }) => place)
  const firstLarger = coefficients.findIndex(({ level }) => Math.abs(level) !== 1)
  const ones = Math.min(3, firstLarger === -1 ? coefficients.length : firstLarger)
  bits.put(...codeOf(chromaTokens, coefficients.length, ones))
  for (const { level } of coefficients.slice(0, ones)) bits.put(level < 0 ? 1 : 0, 1)
  let suffixLength = 0
  for (const [nth, { level }] of coefficients.slice(ones).entries()) {
    writeLevel(bits, level, suffixLength, nth === 0 && ones < 3 ? 2 : 0)
    if (suffixLength === 0) suffixLength = 1
    if (Math.abs(level) > 3 << (suffixLength - 1)) suffixLength++
  }
  writeRuns(bits, places)
}

/** How many zeros lie before each coefficient; `places` from the last coefficient to the first. */
function writeRuns (bits: BitWriter, places: readonly number[]): void {
  const [last, ...earlier] = places
  if (last === undefined) return
  let zeros = last + 1 - places.length
  if (places.length < 4) bits.put(...codeOf(chromaZeros, places.length, zeros))
  let after = last
  for (const place of earlier) {
    if (zeros <= 0) return
    const run = after - place - 1
    bits.put(...codeOf(runs, zeros, run))
    zeros -= run
    after = place
  }
}
