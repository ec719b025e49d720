/** The browser's own page where there is none to show. */
import type { ErrorPage } from '../../lab/session/browser-words.js'
import { type Bitmap, fill, fillRounded } from './bitmap.js'
import { textHeight, type TextSize } from './font.js'
import { colour } from './palette.js'
import { drawText, textWidth, wrapText } from './text.js'

/** The dinosaur of Chrome's page, a row of its grid a number: the highest bit is the leftmost square. */
const dinosaur = [
  0x003fc, 0x007fe, 0x006fe, 0x007fe, 0x007fe, 0x007c0, 0x007f8, 0x40f80, 0x41f80, 0x63fe0, 0x73fa0, 0x7ff80, 0x7ff80,
  0x3ff00, 0x1ff00, 0x0fe00, 0x06600, 0x04200, 0x06300
]
const square = 3

function drawDinosaur (bitmap: Bitmap, x: number, y: number): void {
  for (const [row, squares] of dinosaur.entries()) {
    for (let column = 0; column < 20; column++) {
      if ((squares >> 19 - column & 1) === 0) continue
      fill(bitmap, x + column * square, y + row * square, square, square, colour.slate)
    }
  }
}

/** Words below each other from a row on; the row after them. */
class Column {
  constructor (readonly bitmap: Bitmap, readonly x: number, readonly width: number, public y: number) {}

  write (text: string, ink: number, size: TextSize = 'small', indent = 0): void {
    for (const line of wrapText(text, this.width - indent, size, 4)) {
      drawText(this.bitmap, this.x + indent, this.y, line, ink, size)
      this.y += textHeight[size] + 8
    }
  }
}

/** Fills the page. */
export function drawErrorPage (bitmap: Bitmap, page: ErrorPage, narrow: boolean): void {
  const { heading, sentences, hints, code, button, dinosaur: drawn = false } = page
  const width = Math.min(bitmap.width - 48, 600)
  const column = new Column(bitmap, (bitmap.width - width) / 2, width, narrow ? 64 : 144)
  if (drawn) {
    drawDinosaur(bitmap, column.x, column.y)
    column.y += 96
  }
  column.write(heading, colour.ink, textWidth(heading, 'large') <= width ? 'large' : 'small')
  column.y += 8
  for (const sentence of sentences) column.write(sentence, colour.slate)
  for (const hint of hints) {
    fillRounded(bitmap, { x: column.x + 8, y: column.y + 5, width: 6, height: 6 }, colour.slate, 3)
    column.write(hint, colour.slate, 'small', 24)
  }
  column.y += 16
  if (code !== '') column.write(code, colour.steel)
  if (button === '') return
  const area = { x: column.x, y: column.y, width: textWidth(button, 'small') + 40, height: 32 }
  fillRounded(bitmap, area, colour.blue, 4)
  drawText(bitmap, area.x + 20, area.y + 8, button, colour.blueWhite, 'small')
}
