/** Forms: fields with their labels, a panel to sign in, the steps of a checkout, a question to be searched for. */
import { panelOf } from '../../lab/session/anatomy.js'
import { fill, fillRounded, type Rectangle } from './bitmap.js'
import { caption, centred, drawButton, drawHeading, drawPanel, partOf, type Drawing } from './drawing.js'
import { colour } from './palette.js'
import { drawText, fitText, textWidth } from './text.js'

const fieldHeight = 64

/** A label with a field below it. */
function drawField ({ bitmap }: Drawing, x: number, y: number, width: number, label: string): void {
  drawText(bitmap, x, y, fitText(label, width, 'small'), colour.slate, 'small')
  drawPanel(bitmap, { x, y: y + 20, width, height: 32 })
}

/** Fields in two columns where there is room. */
export function drawForm (drawing: Drawing): void {
  const { bitmap, area, label, words } = drawing
  const top = drawHeading(bitmap, area, label)
  const columns = area.width >= 280 ? 2 : 1
  const gap = area.width >= 560 ? 24 : 12
  const width = Math.min(360, Math.floor((area.width - gap * (columns - 1)) / columns))
  for (const [i, word] of words.entries()) {
    const y = top + 8 + Math.floor(i / columns) * fieldHeight
    if (y + 52 > area.y + area.height) return
    drawField(drawing, area.x + i % columns * (width + gap), y, width, word)
  }
}

/** A panel in the middle of the page. */
export function drawSignIn (drawing: Drawing): void {
  const { bitmap, element, label, words, site } = drawing
  const parts = panelOf(element)
  const panel = partOf(drawing, parts.panel)
  drawPanel(bitmap, panel)
  const [x, width] = [panel.x + 24, panel.width - 48]
  let row = drawHeading(bitmap, { x, y: panel.y + 16, width, height: panel.height - 32 }, label) + 8
  const button = { ...partOf(drawing, parts.button), x, width }
  for (const word of words) {
    if (row + 56 > button.y) break
    drawField(drawing, x, row, width, word)
    row += fieldHeight
  }
  if (row + 20 <= button.y) {
    drawPanel(bitmap, { x, y: row, width: 16, height: 16 }, colour.white, 3)
    drawText(bitmap, x + 24, row, 'Keep me signed in', colour.slate, 'small')
  }
  drawButton(drawing, parts.button, button, label)
  const link = { ...button, y: button.y + button.height + 8, height: 24 }
  centred(bitmap, link, 'Forgot your password?', site.main)
}

/** Numbered discs with a line through them; the first is where one is. */
export function drawSteps ({ bitmap, area, label, words, site }: Drawing): void {
  const top = area.height >= 88 ? drawHeading(bitmap, area, label) : area.y + 8
  const y = top + 8
  let x = area.x
  for (const [i, word] of words.entries()) {
    const wide = 32 + textWidth(word, 'small')
    if (x + wide > area.x + area.width) return
    fillRounded(bitmap, { x, y, width: 24, height: 24 }, i === 0 ? site.main : colour.silver, 12)
    drawText(bitmap, x + 8, y + 4, String(i + 1), i === 0 ? site.white : colour.white, 'small')
    drawText(bitmap, x + 32, y + 4, word, i === 0 ? colour.black : colour.steel, 'small')
    x += wide + 16
    if (i < words.length - 1) fill(bitmap, x, y + 11, 32, 2, colour.mist)
    x += 48
  }
}

/** A question, and a field as wide as an answer may be. */
export function drawSearch ({ bitmap, area, label, words: [hint = ''], site }: Drawing): void {
  fill(bitmap, area.x, area.y, area.width, area.height, colour.paper)
  const middle = area.y + Math.round(area.height / 2)
  const size = textWidth(label, 'large') <= area.width - 32 ? 'large' : 'small'
  const left = area.x + Math.round((area.width - textWidth(label, size)) / 2)
  caption(bitmap, { x: left, y: middle - 56, width: area.width, height: 48 }, label, colour.black, size)
  const width = Math.min(area.width - 32, 520)
  const field: Rectangle = { x: area.x + Math.round((area.width - width) / 2), y: middle, width, height: 40 }
  drawPanel(bitmap, field, colour.white, 20)
  caption(bitmap, { ...field, x: field.x + 20, width: width - 80 }, hint, colour.steel)
  const lens = { x: field.x + width - 40, y: field.y + 4, width: 32, height: 32 }
  fillRounded(bitmap, lens, site.main, 16)
  fillRounded(bitmap, { x: lens.x + 8, y: lens.y + 8, width: 14, height: 14 }, site.white, 7)
  fillRounded(bitmap, { x: lens.x + 10, y: lens.y + 10, width: 10, height: 10 }, site.main, 5)
  for (let i = 0; i < 6; i++) fill(bitmap, lens.x + 19 + i, lens.y + 19 + i, 2, 2, site.white)
}
