/**
 * Named random streams. A draw in one stream never shifts another: `stream(7, 'page-load', job.id, 0)` yields the same
 * numbers whoever else draws, in whatever order. The generator is sfc32 (Chris Doty-Humphrey's small fast counting
 * generator, 128-bit state), seeded by a 128-bit string hash; test/kernel.test.ts pins its sequence for good.
 */
export interface Random {
  /** An integer in 0 … 2³²−1. */
  u32 (): number
  /** A number in [0, 1) with 32 bits of resolution. */
  float (): number
  /** A number in [min, max). */
  between (min: number, max: number): number
  /** An integer in [min, max], both included. */
  int (min: number, max: number): number
  /** True with probability `p`. */
  chance (p: number): boolean
  /** One element, uniformly. The list must not be empty. */
  pick<T> (list: readonly T[]): T
  /** A normal deviate (Marsaglia's polar method). */
  normal (mean?: number, sd?: number): number
  /** exp(normal(ln median, sigma)): multiplicative noise around a median. */
  logNormal (median: number, sigma: number): number
  /** `length` lower-case hexadecimal digits. */
  hex (length: number): string
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

interface Hash { readonly a: number, readonly b: number, readonly c: number, readonly d: number }

/** murmur3's finaliser. */
function mixed (h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}

/** Four 32-bit hashes of a string (four multiply-xor lanes, each finalised with murmur3's mixer). */
function hash128 (text: string): Hash {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = 0xb7e15162
  let d = 0xdeadbeef
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = Math.imul(a ^ k, 0x85ebca6b) ^ rotate(b, 13)
    b = Math.imul(b ^ k, 0xc2b2ae35) ^ rotate(c, 17)
    c = Math.imul(c ^ k, 0x27d4eb2f) ^ rotate(d, 5)
    d = Math.imul(d ^ k, 0x165667b1) ^ rotate(a, 11)
  }
  return { a: mixed(a ^ text.length), b: mixed(b), c: mixed(c), d: mixed(d) }
}

/** `00` to `ff`: looked up, digits cost a twentieth of what a number's own text does. */
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

class Stream implements Random {
  // Streams are made by the thousand while a twin starts; private names would double what one takes in the interpreter.
  private a: number
  private b: number
  private c: number
  private d: number
  private spare: number | undefined

  constructor (key: string) {
    const hash = hash128(key)
    this.a = hash.a
    this.b = hash.b
    this.c = hash.c
    this.d = hash.d
    this.spare = undefined
    for (let i = 0; i < 8; i++) this.u32()
  }

  u32 (): number {
    const b = this.b
    const c = this.c
    const d = this.d
    const t = (((this.a + b) | 0) + d) | 0
    this.a = b ^ (b >>> 9)
    this.b = (c + (c << 3)) | 0
    this.c = (((c << 21) | (c >>> 11)) + t) | 0
    this.d = (d + 1) | 0
    return t >>> 0
  }

  float (): number {
    return this.u32() / 4294967296
  }

  between (min: number, max: number): number {
    return min + (max - min) * (this.u32() / 4294967296)
  }

  int (min: number, max: number): number {
    return min + Math.floor(this.float() * (max - min + 1))
  }

  chance (p: number): boolean {
    return this.u32() / 4294967296 < p
  }

  pick<T> (list: readonly T[]): T {
    return list[Math.floor(this.float() * list.length)]!
  }

  normal (mean = 0, sd = 1): number {
    if (this.spare !== undefined) {
      const value = this.spare
      this.spare = undefined
      return mean + sd * value
    }
    for (;;) {
      const u = this.u32() / 2147483648 - 1
      const v = this.u32() / 2147483648 - 1
      const s = u * u + v * v
      if (s === 0 || s >= 1) continue
      const factor = Math.sqrt(-2 * Math.log(s) / s)
      this.spare = v * factor
      return mean + sd * u * factor
    }
  }

  logNormal (median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma))
  }

  hex (length: number): string {
    let text = ''
    while (text.length < length) {
      const word = this.u32()
      for (let shift = 24; shift >= 0; shift -= 8) text += hexOfByte[(word >>> shift) & 255]
    }
    return text.slice(0, length)
  }
}

/** A stream named by a seed and a path of names; names are joined unambiguously, so ('a', 'bc') is not ('ab', 'c'). */
export function stream (seed: number | string, ...names: Array<string | number>): Random {
  let key = String(seed)
  for (const name of names) key += `\u0000${name}`
  return new Stream(key)
}
