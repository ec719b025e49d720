/** Glyphs for any text: drawn ones for most alphabets and the common Han, composed or made-up ones for the rest. */
import { inflateRawSync } from 'node:zlib'
import { jamoGlyphs, largeGlyphs, smallGlyphs } from './glyph-data.js'

/** A glyph's shades, 0 (nothing) to 3 (ink), row by row. */
export interface Glyph { readonly width: number, readonly advance: number, readonly shades: Uint8Array }

export type TextSize = 'small' | 'large'

/** Rows of a glyph: a line of text is so high. */
export const textHeight: Readonly<Record<TextSize, number>> = { small: 16, large: 32 }

/** The glyphs of one size; each is unpacked when it is first asked for. */
class GlyphSet {
  readonly #bytes: Buffer
  readonly #places = new Map<number, number>()
  readonly #glyphs = new Map<number, Glyph>()

  constructor (data: string, readonly rows: number) {
    this.#bytes = inflateRawSync(Buffer.from(data, 'base64'))
    for (let at = 0; at < this.#bytes.length;) {
      const high = (this.#bytes[at] ?? 0) << 16 | (this.#bytes[at + 1] ?? 0) << 8
      this.#places.set(high | (this.#bytes[at + 2] ?? 0), at + 3)
      at += 5 + Math.ceil((this.#bytes[at + 3] ?? 0) * rows / 4)
    }
  }

  get points (): Iterable<number> { return this.#places.keys() }

  /** Undefined if there is none and none was made up. */
  get (point: number): Glyph | undefined {
    const known = this.#glyphs.get(point)
    const place = this.#places.get(point)
    if (known !== undefined || place === undefined) return known
    return this.keep(point, this.#unpacked(place))
  }

  keep (point: number, glyph: Glyph): Glyph {
    this.#glyphs.set(point, glyph)
    return glyph
  }

  #unpacked (place: number): Glyph {
    const [width = 0, advance = 0] = this.#bytes.subarray(place, place + 2)
    const shades = new Uint8Array(width * this.rows)
    for (let i = 0; i < shades.length; i++) {
      shades[i] = (this.#bytes[place + 2 + (i >> 2)] ?? 0) >> 6 - 2 * (i & 3) & 3
    }
    return { width, advance, shades }
  }
}

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const small = once(() => new GlyphSet(smallGlyphs, textHeight.small))
const large = once(() => new GlyphSet(largeGlyphs, textHeight.large))
const jamo = once(() => new GlyphSet(jamoGlyphs, 8))
const han = once(() => [...small().points].filter(isHan))

const isHan = (point: number): boolean => (point >= 0x3400 && point < 0xa000) || (point >= 0x20000 && point < 0x33480)
const isHangul = (point: number): boolean => point >= 0xac00 && point < 0xd7a4

/** The glyph of a code point. The same code point always looks the same, and few two look alike. */
export function glyphOf (point: number, size: TextSize): Glyph {
  const glyphs = size === 'small' ? small() : large()
  const known = glyphs.get(point)
  if (known !== undefined) return known
  return glyphs.keep(point, size === 'large' ? doubled(glyphOf(point, 'small')) : madeUp(point))
}

function madeUp (point: number): Glyph {
  if (isHangul(point)) return syllable(point - 0xac00)
  return isHan(point) ? compound(point) : sign(point)
}

const square = 14

const emptySquare = (): Uint8Array => new Uint8Array(square * textHeight.small)

/** The order of the initials and finals of Hangul among its letters from U+3131 on. */
const initials = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]
const finals = [
  -1, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29
]
/** Vowels that stand below their initial; the others stand beside it. */
const below = new Set([8, 12, 13, 17, 18])

/** A Hangul syllable from its letters, by Unicode's arithmetic. */
function syllable (index: number): Glyph {
  const shades = emptySquare()
  const put = (letter: number, x: number, y: number): void => {
    const glyph = jamo().get(0x3131 + letter)
    glyph?.shades.forEach((shade, i) => {
      const place = (y + Math.floor(i / glyph.width)) * square + x + i % glyph.width
      if (shade > (shades[place] ?? 3)) shades[place] = shade
    })
  }
  const vowel = Math.floor(index % 588 / 28)
  const final = finals[index % 28] ?? -1
  put(initials[Math.floor(index / 588)] ?? 0, below.has(vowel) ? 3 : 0, final < 0 && !below.has(vowel) ? 4 : 1)
  if (below.has(vowel)) put(30 + vowel, 3, final < 0 ? 6 : 3)
  else put(30 + vowel, 6, final < 0 ? 4 : 1)
  if (final >= 0) put(final, 3, 7)
  return { width: square, advance: square, shades }
}

/**
 * A rare Han character has no glyph here: the left of one common character beside the right of another stands for it.
 */
function compound (point: number): Glyph {
  const shades = emptySquare()
  const parts = han()
  const left = glyphOf(parts[point * 7 % parts.length] ?? 32, 'small')
  const right = glyphOf(parts[(point * 31 + Math.floor(point / parts.length) * 17) % parts.length] ?? 32, 'small')
  for (let i = 0; i < shades.length; i++) {
    const column = i % square
    const part = column < square / 2 ? left : right
    const place = Math.floor(i / square) * part.width + column
    if (column < part.width) shades[i] = part.shades[place] ?? 0
  }
  return { width: square, advance: 13, shades }
}

/** Strokes from which signs of alphabets without glyphs are made, as [x, y, width, height]. */
const strokes = [
  [1, 4, 5, 1], [1, 4, 1, 4], [6, 4, 1, 4], [1, 8, 6, 1], [1, 8, 1, 4], [6, 8, 1, 4], [1, 11, 5, 1], [3, 4, 1, 4],
  [3, 8, 1, 4], [2, 6, 3, 1], [2, 10, 4, 1]
] as const

/** A sign of its own for any other code point: no letter, but no empty box either. */
function sign (point: number): Glyph {
  const shades = new Uint8Array(8 * textHeight.small)
  // A multiplicative hash: neighbours in an alphabet look unlike each other.
  const bits = Math.imul(point, 0x9e3779b1) >>> 8 | 0x21
  for (const [i, [x, y, w, h]] of strokes.entries()) {
    if ((bits >> i & 1) === 0) continue
    for (let row = y; row < y + h; row++) shades.fill(3, row * 8 + x, row * 8 + x + w)
  }
  return { width: 8, advance: 8, shades }
}

/** Twice as large, for headlines in alphabets that have no large glyphs. */
function doubled ({ width, advance, shades }: Glyph): Glyph {
  const twice = new Uint8Array(4 * shades.length)
  for (let i = 0; i < twice.length; i++) {
    twice[i] = shades[(Math.floor(i / (2 * width)) >> 1) * width + (i % (2 * width) >> 1)] ?? 0
  }
  return { width: 2 * width, advance: 2 * advance, shades: twice }
}
