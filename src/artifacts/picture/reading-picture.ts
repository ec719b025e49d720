/** What there is to read and to look at: banners, paragraphs, articles, links, topics, photographs. */
import { type Bitmap, fillBands, fillBetween, fillRounded, type Rectangle } from './bitmap.js'
import {
  belowRow, centred, drawHeading, drawLines, drawPanel, textRow, type Drawing
} from './drawing.js'
import { textHeight } from './font.js'
import { colour } from './palette.js'
import { drawText, fitText, textWidth, wrapText } from './text.js'

/** Hills under a sky. */
function drawLandscape (bitmap: Bitmap, area: Rectangle): void {
  fillBands(bitmap, area, [colour.sky3, colour.sky4, colour.sky5, colour.sky6, colour.sky7], 8)
  const foot = area.y + area.height
  const hill = (middle: number, height: number, reach: number, shade: number): void =>
    fillBetween(bitmap, foot - height, height, (row) => {
      const half = reach * Math.sqrt(row / height)
      return [Math.max(area.x, middle - half), Math.min(area.x + area.width, middle + half)]
    }, shade)
  const across = (share: number): number => area.x + Math.round(area.width * share)
  const sun = Math.round(Math.min(area.height, area.width) * 0.2)
  if (area.height < 64) return
  fillRounded(bitmap, { x: across(0.82), y: area.y + 24, width: sun, height: sun }, colour.skyWhite, sun / 2)
  hill(across(0.72), Math.round(area.height * 0.42), area.width * 0.2, colour.sky2)
  hill(across(0.9), Math.round(area.height * 0.3), area.width * 0.22, colour.sky1)
}

export function drawBanner (drawing: Drawing): void {
  const { bitmap, area, label, words: [subtitle = '', action = ''] } = drawing
  drawLandscape(bitmap, area)
  const foot = area.y + area.height
  if (area.height < 48) return
  const wide = Math.min(area.width - 48, Math.max(200, area.width * 0.6))
  const size = area.height >= 96 ? 'large' : 'small'
  const lines = wrapText(label, wide, size, area.height >= 160 ? 2 : 1)
  let row = textRow(area.y + area.height * 0.16)
  for (const line of lines) {
    drawText(bitmap, area.x + 32, row, line, colour.skyInk, size)
    row += textHeight[size]
  }
  if (row + 24 < foot) drawText(bitmap, area.x + 32, row + 8, fitText(subtitle, wide, 'small'), colour.skyInk, 'small')
  const button = { x: area.x + 32, y: row + 40, width: textWidth(action, 'small') + 40, height: 32 }
  if (action === '' || button.y + 40 > foot) return
  fillRounded(bitmap, button, colour.skyInk, 6)
  centred(bitmap, button, action, colour.skyWhite)
}

/** A photograph with what it shows below it. */
export function drawPhoto ({ bitmap, area, label }: Drawing): void {
  const said = area.height >= 120 && label !== ''
  const width = Math.min(area.width, 760)
  const photo = { ...area, width, height: area.height - (said ? 32 : 0) }
  drawLandscape(bitmap, photo)
  if (said) {
    drawText(bitmap, area.x, textRow(photo.y + photo.height), fitText(label, width, 'small'), colour.steel, 'small')
  }
}

export function drawParagraph ({ bitmap, area, label, words }: Drawing): void {
  const row = drawHeading(bitmap, area, label)
  drawLines(bitmap, belowRow(area, row), words)
}

/** The heading of what follows, and how much of it there is. */
export function drawSectionHeading ({ bitmap, area, label, words: [more = ''] }: Drawing): void {
  const row = drawHeading(bitmap, area, label)
  if (row + 16 > area.y + area.height) return
  drawText(bitmap, area.x, row, fitText(more, area.width, 'small'), colour.steel, 'small')
}

/** A headline, who wrote it and when, and how it begins. */
export function drawArticle ({ bitmap, area, label, words: [byline = '', ...sentences] }: Drawing): void {
  const row = drawHeading(bitmap, area, label, 2)
  drawText(bitmap, area.x, row, fitText(byline, area.width, 'small'), colour.steel, 'small')
  drawLines(bitmap, belowRow(area, row + 32), sentences)
}

/** Links below each other. */
export function drawLinks ({ bitmap, area, label, words, site }: Drawing): void {
  let row = drawHeading(bitmap, area, label) + 8
  for (const word of words) {
    if (row + 16 > area.y + area.height) return
    fillRounded(bitmap, { x: area.x, y: row + 5, width: 6, height: 6 }, site.main, 3)
    drawText(bitmap, area.x + 16, row, fitText(word, area.width - 16, 'small'), site.main, 'small')
    row += 24
  }
}

/** A topic to choose: a sign, what it is called, how much there is to it. */
export function drawTopic ({ bitmap, area, label, words: [more = ''], site }: Drawing): void {
  drawPanel(bitmap, area)
  const side = Math.min(40, area.height - 16)
  const sign = { x: area.x + 16, y: area.y + Math.round((area.height - side) / 2), width: side, height: side }
  if (side < 16) return
  fillRounded(bitmap, sign, site.main, 8)
  centred(bitmap, sign, label.slice(0, 1), site.white)
  const [left, wide] = [sign.x + side + 16, area.width - side - 48]
  const row = textRow(area.y + area.height / 2 - 28)
  drawText(bitmap, left, row, fitText(label, wide, 'small'), colour.black, 'small')
  if (row + 40 <= area.y + area.height) {
    drawText(bitmap, left, row + 24, fitText(more, wide, 'small'), colour.steel, 'small')
  }
}
