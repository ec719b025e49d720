/** Lines of text: in which order their characters stand, how wide they are, and their drawing. */
import { blend, type Bitmap } from './bitmap.js'
import { glyphOf, textHeight, type Glyph, type TextSize } from './font.js'
import { mix } from './palette.js'

/** How many forms the Arabic letters from U+0621 on have, in the order of the forms from U+FE80 on. */
const forms = '122224242' + '44444' + '2222' + '44444444' + '000000' + '4444444' + '224'

/** Where the forms of an Arabic letter begin, and how many there are: alone, final, initial, medial. */
function arabic (point: number): { start: number, count: number } | undefined {
  const letter = point - 0x621
  const count = Number(forms[letter] ?? 0)
  if (letter < 0 || count === 0) return undefined
  let start = 0xfe80
  for (let i = 0; i < letter; i++) start += Number(forms[i])
  return { start, count }
}

/** Arabic letters join: the form of each depends on its neighbours. */
function joined (points: readonly number[]): number[] {
  return points.map((point, i) => {
    const own = arabic(point)
    if (own === undefined) return point
    const before = (arabic(points[i - 1] ?? 0)?.count ?? 0) === 4
    const after = own.count === 4 && (arabic(points[i + 1] ?? 0)?.count ?? 0) > 1
    const form = (before ? 1 : 0) + (after ? 2 : 0)
    return own.start + (own.count === 1 ? 0 : form)
  })
}

const isRightToLeft = (point: number): boolean =>
  (point >= 0x590 && point < 0x700) || (point >= 0xfb1d && point < 0xfeff)
const isNeutral = (point: number): boolean => point <= 0x40 || point === 0xa0

/** From the left to the right as it is read: runs of Hebrew and Arabic are turned round. */
function inSight (points: readonly number[]): number[] {
  const runs: Array<{ rightToLeft: boolean, points: number[] }> = []
  for (const point of points) {
    const last = runs.at(-1)
    const rightToLeft = isNeutral(point) ? last?.rightToLeft ?? false : isRightToLeft(point)
    if (last === undefined || last.rightToLeft !== rightToLeft) runs.push({ rightToLeft, points: [point] })
    else last.points.push(point)
  }
  if (runs[0]?.rightToLeft === true) runs.reverse()
  return runs.flatMap((run) => run.rightToLeft ? run.points.reverse() : run.points)
}

const codes = new Map<string, readonly number[]>()

/** Composed characters; marks that do not compose are left out, and so is what has no width. */
function codesOf (text: string): readonly number[] {
  const known = codes.get(text)
  if (known !== undefined) return known
  const characters = [...text.normalize('NFC').replace(/[\p{M}\p{C}]/gu, '')]
  const points = characters.map((character) => character.codePointAt(0) ?? 32)
  const plain = points.every((point) => point < 0x590)
  const made = plain ? points : inSight(joined(points))
  if (codes.size > 2000) codes.clear()
  codes.set(text, made)
  return made
}

/** The width in pixels of a line. */
export const textWidth = (text: string, size: TextSize): number =>
  codesOf(text).reduce((sum, point) => sum + glyphOf(point, size).advance, 0)

/** Draws a glyph that lies in the picture, its top left corner at a pixel's place. */
function stamp ({ pixels, width: stride }: Bitmap, at: number, { width, shades }: Glyph, colour: number): void {
  let column = 0
  let place = at
  for (const shade of shades) {
    if (shade === 3) pixels[place] = colour
    else if (shade !== 0) pixels[place] = mix(pixels[place] ?? 0, colour, shade)
    place++
    if (++column < width) continue
    column = 0
    place += stride - width
  }
}

/** Draws as much of a glyph as lies in the picture. */
function clipped (bitmap: Bitmap, x: number, y: number, { width, shades }: Glyph, colour: number): void {
  for (const [i, shade] of shades.entries()) {
    if (shade !== 0) blend(bitmap, x + i % width, y + Math.floor(i / width), colour, shade)
  }
}

/** Draws one line, its top left corner at (x, y). */
export function drawText (bitmap: Bitmap, x: number, y: number, text: string, colour: number, size: TextSize): void {
  const height = textHeight[size]
  if (y + height <= 0 || y >= bitmap.height) return
  let left = Math.round(x)
  for (const point of codesOf(text)) {
    const glyph = glyphOf(point, size)
    const { width, advance } = glyph
    const inside = left >= 0 && y >= 0 && left + width <= bitmap.width && y + height <= bitmap.height
    if (inside) stamp(bitmap, y * bitmap.width + left, glyph, colour)
    else clipped(bitmap, left, y, glyph, colour)
    left += advance
  }
}

/** The text, shortened with dots where it would be wider than `width` pixels; empty if not even a letter fits. */
export function fitText (text: string, width: number, size: TextSize): string {
  if (textWidth(text, size) <= width) return text
  const characters = [...text]
  const dots = textWidth('…', size)
  let room = width - dots
  let count = 0
  for (const character of characters) {
    room -= textWidth(character, size)
    if (room < 0) break
    count++
  }
  return count > 0 ? `${characters.slice(0, count).join('').trimEnd()}…` : ''
}

/** A text in lines of at most so many pixels, broken between words; the last line is shortened if there is more. */
export function wrapText (text: string, width: number, size: TextSize, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size) <= width || line === '') line = longer
    else {
      lines.push(line)
      line = word
    }
    if (lines.length === most) return lines
  }
  return [...lines, fitText(line, width, size)].slice(0, most)
}
