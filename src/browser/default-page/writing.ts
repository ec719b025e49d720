/** Where words stand in pictures: the same reckoning as the painters', in CSS pixels. */
import { glyphHeight, widthOf, type TextSize } from '../../document/layout/text-measure.js'
import type { Place } from '../../lab/session/anatomy.js'

/** Pictures set words into rows of macroblocks. */
export const textRow = (y: number): number => Math.ceil(y / 16) * 16

/** The widest that lines are for reading. */
const readable = 760

/** In how many lines a text is set. */
function linesOf (text: string, width: number, size: TextSize, most: number): number {
  let count = 1
  let used = 0
  for (const word of text.split(' ')) {
    const wide = widthOf(word, size)
    const space = used === 0 ? 0 : widthOf(' ', size)
    if (used > 0 && used + space + wide > width) {
      count++
      used = wide
    } else used += space + wide
  }
  return Math.min(count, most)
}

export interface Written { readonly place: Place, readonly next: number }

/** A heading at the top of an area, and the row below it; as high as nothing where there is no room for it. */
export function headingIn ({ x, y, w, h }: Place, label: string, most = 1): Written {
  const row = textRow(y)
  const size = h >= 80 || (w >= 360 && h >= 48) ? 'large' : 'small'
  const high = glyphHeight[size]
  if (label === '' || row + high > y + h) return { place: { x, y: row, w: 0, h: 0 }, next: row }
  const wide = Math.min(w, readable)
  const lines = linesOf(label, wide, size, size === 'large' ? most : 1)
  const width = lines > 1 ? wide : Math.min(wide, widthOf(label, size))
  return { place: { x, y: row, w: width, h: lines * high }, next: row + lines * high + (size === 'large' ? 0 : 8) }
}

/** Sentences from a row of an area on, in lines of 24 pixels. */
export function linesIn ({ x, y, w, h }: Place, row: number, text: string): Written {
  const room = Math.max(0, Math.floor((y + h - row) / 24))
  const lines = text === '' ? 0 : linesOf(text, Math.min(w, readable), 'small', room)
  const wide = lines > 1 ? Math.min(w, readable) : Math.min(w, widthOf(text, 'small'))
  return { place: { x, y: row, w: lines === 0 ? 0 : wide, h: lines * 24 }, next: row + lines * 24 }
}

/** One line at a row. */
export const lineAt = (x: number, row: number, most: number, text: string, size: TextSize = 'small'): Place =>
  ({ x, y: row, w: Math.max(0, Math.min(most, widthOf(text, size))), h: text === '' ? 0 : glyphHeight[size] })

/** Sentences as paragraphs are drawn: each ends with a stop. */
export const sentencesOf = (words: readonly string[]): string =>
  words.map((sentence) => /[.!?]$/.test(sentence) ? sentence : `${sentence}.`).join(' ')
