/** The 4 × 4 integer transform of H.264 and its quantisers (ITU-T H.264, 8.5; the forward side is its inverse's). */

/** Coefficients from the lowest frequency to the highest (8.5.6, figure 8-8): places in raster order. */
export const zigzag = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15] as const

/** By quantiser modulo 6: for the places where both indexes are even, both odd, and others. */
const multipliers = [
  [13107, 5243, 8066], [11916, 4660, 7490], [10082, 4194, 6554], [9362, 3647, 5825], [8192, 3355, 5243],
  [7282, 2893, 4559]
]
const scales = [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]]

function classOf (place: number): number {
  const odd = (place & 1) + (place >> 2 & 1)
  return odd === 1 ? 2 : odd >> 1
}

/** A quantiser's factors by place. */
export interface Quantiser { readonly forward: Int32Array, readonly back: Int32Array, readonly shift: number }

export function quantiserOf (step: number): Quantiser {
  const row = step % 6
  const octave = Math.floor(step / 6)
  const factors = (table: readonly number[][]): Int32Array =>
    Int32Array.from({ length: 16 }, (_, place) => table[row]?.[classOf(place)] ?? 0)
  return { forward: factors(multipliers), back: factors(scales).map((scale) => scale << octave), shift: 15 + octave }
}

const work = new Int32Array(16)

/** Turns 16 differences in raster order into levels in raster order; how many are not zero. */
export function toLevels (block: Int32Array, { forward, shift }: Quantiser): number {
  for (let i = 0; i < 16; i += 4) {
    const a = block[i]! + block[i + 3]!
    const b = block[i + 1]! + block[i + 2]!
    const c = block[i + 1]! - block[i + 2]!
    const d = block[i]! - block[i + 3]!
    work[i] = a + b
    work[i + 1] = 2 * d + c
    work[i + 2] = a - b
    work[i + 3] = d - 2 * c
  }
  let count = 0
  const half = Math.floor((1 << shift) / 3)
  const quantised = (value: number, place: number): number => {
    const size = (Math.abs(value) * forward[place]! + half) >> shift
    if (size !== 0) count++
    return value < 0 ? -size : size
  }
  for (let i = 0; i < 4; i++) {
    const a = work[i]! + work[i + 12]!
    const b = work[i + 4]! + work[i + 8]!
    const c = work[i + 4]! - work[i + 8]!
    const d = work[i]! - work[i + 12]!
    block[i] = quantised(a + b, i)
    block[i + 4] = quantised(2 * d + c, i + 4)
    block[i + 8] = quantised(a - b, i + 8)
    block[i + 12] = quantised(d - 2 * c, i + 12)
  }
  return count
}

/** The differences that a decoder makes of levels (8.5.12), in place. */
export function toDifferences (block: Int32Array, { back }: Quantiser): void {
  for (let i = 0; i < 16; i++) work[i] = block[i]! * back[i]!
  for (let i = 0; i < 16; i += 4) {
    const e = work[i]! + work[i + 2]!
    const f = work[i]! - work[i + 2]!
    const g = (work[i + 1]! >> 1) - work[i + 3]!
    const h = work[i + 1]! + (work[i + 3]! >> 1)
    work[i] = e + h
    work[i + 1] = f + g
    work[i + 2] = f - g
    work[i + 3] = e - h
  }
  for (let i = 0; i < 4; i++) {
    const e = work[i]! + work[i + 8]!
    const f = work[i]! - work[i + 8]!
    const g = (work[i + 4]! >> 1) - work[i + 12]!
    const h = work[i + 4]! + (work[i + 12]! >> 1)
    block[i] = (e + h + 32) >> 6
    block[i + 4] = (f + g + 32) >> 6
    block[i + 8] = (f - g + 32) >> 6
    block[i + 12] = (e - h + 32) >> 6
  }
}
