import type { VisualElement } from '../../lab/timeline.js'
import { type Bitmap, drawText, fill, fillBands, fillRounded, fitText, type Rectangle, textWidth } from './bitmap.js'
import { colour } from './palette.js'

/**
 * Page elements as a wireframe. Edges lie on a grid of 8 pixels where colours of different families meet and of 4
 * within a family, and lines of text on rows of 16: the video coder's block sizes. It keeps videos small; nothing
 * breaks where it does not hold.
 */
type Draw = (bitmap: Bitmap, area: Rectangle, label: string) => void

const textScale = 2
const textHeight = 16

/** The first row of macroblocks at or below y. */
const textRow = (y: number): number => Math.ceil(y / textHeight) * textHeight

const inset = ({ x, y, width, height }: Rectangle, by: number): Rectangle =>
  ({ x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by })

/** A line of text at the left, in the row nearest the middle of the area, if the area is high enough for it. */
function caption (bitmap: Bitmap, { x, y, width, height }: Rectangle, label: string, ink: number): void {
  const row = textRow(y + (height - textHeight) / 2 - 4)
  if (label === '' || row < y || row + textHeight > y + height) return
  drawText(bitmap, x, row, fitText(label, width, textScale), ink, textScale)
}

/** A triangle in stairs of four pixels, its foot on the area's lower edge. */
function hill (bitmap: Bitmap, area: Rectangle, middle: number, height: number, shade: number): void {
  for (let down = 4; down <= height; down += 4) {
    const left = Math.max(area.x, middle - down)
    const right = Math.min(area.x + area.width, middle + down)
    fill(bitmap, left, area.y + area.height - height + down - 4, right - left, 4, shade)
  }
}

function landscape (bitmap: Bitmap, area: Rectangle, sun: number, far: number, near: number): void {
  const size = Math.floor(Math.min(area.height * 0.6, area.width / 3) / 4) * 4
  if (size < 12) return
  const at = (share: number): number => area.x + Math.round(area.width * share / 4) * 4
  hill(bitmap, area, at(0.64), size, far)
  hill(bitmap, area, at(0.36), Math.round(size * 0.175) * 4, near)
  const disc = Math.max(12, Math.floor(size / 12) * 4)
  fillRounded(bitmap, { x: at(0.2), y: area.y + Math.floor(disc / 8) * 4, width: disc, height: disc }, sun, disc / 2, 4)
}

/** Short bars side by side: menu entries. */
function stubs (bitmap: Bitmap, { x, y, width, height }: Rectangle, shade: number, each: number): void {
  if (height < 8) return
  const row = y + Math.floor((height - 8) / 16) * 8
  for (let left = x; left + each <= x + width; left += each + 32) fill(bitmap, left, row, each, 8, shade)
}

/** Half a width, on the grid. */
const halfOf = (width: number): number => Math.floor(width / 16) * 8

const lineLengths = [1, 0.94, 0.98, 0.9]

/** How much of the column's width a line of a paragraph takes. */
const lengthOf = (line: number): number => lineLengths[line % lineLengths.length] ?? 1

const draw: Record<VisualElement['kind'], Draw> = {
  header: (bitmap, area, label) => {
    fill(bitmap, area.x, area.y, area.width, area.height, colour.navy)
    if (area.height >= 24) {
      const logo = { x: area.x + 16, y: area.y + Math.floor((area.height - 16) / 16) * 8, width: 16, height: 16 }
      fillRounded(bitmap, logo, colour.sky4, 8)
    }
    caption(bitmap, { ...area, x: area.x + 48, width: area.width / 2 - 48 }, label, colour.white)
    const middle = area.x + halfOf(area.width)
    stubs(bitmap, { ...area, x: middle + 32, width: area.width / 2 - 48 }, colour.navyText, 64)
  },
  nav: (bitmap, area, label) => {
    fill(bitmap, area.x, area.y, area.width, area.height, colour.mist)
    const start = label === '' ? 16 : Math.ceil((textWidth(label, textScale) + 48) / 16) * 16
    caption(bitmap, { ...area, x: area.x + 16, width: area.width - 32 }, label, colour.ink)
    stubs(bitmap, { ...area, x: area.x + start, width: area.width - start - 16 }, colour.steel, 48)
  },
  hero: (bitmap, area, label) => {
    fillBands(bitmap, area, [colour.sky1, colour.sky2, colour.sky3, colour.sky4, colour.sky5], 8)
    const right = { ...area, x: area.x + halfOf(area.width), width: Math.ceil(area.width / 16) * 8 }
    landscape(bitmap, right, colour.sky5, colour.sky2, colour.sky1)
    if (area.height < 48) return
    const scale = area.width >= 480 && area.height >= 96 ? 4 : 2
    const headline = fitText(label, area.width - 64, scale)
    drawText(bitmap, area.x + 32, textRow(area.y + area.height / 4), headline, colour.sky5, scale)
  },
  text: (bitmap, area, label) => {
    let y = textRow(area.y)
    const bottom = area.y + area.height
    if (label !== '' && y + textHeight <= bottom) {
      drawText(bitmap, area.x, y, fitText(label, area.width, textScale), colour.ink, textScale)
      y += 24
    }
    for (let line = 0; y + 8 <= bottom; y += 16, line++) {
      const last = y + 24 > bottom
      const width = Math.floor(area.width * (last ? 0.55 : lengthOf(line)) / 16) * 16
      fill(bitmap, area.x, y + 4, width, 8, colour.silver)
    }
  },
  image: (bitmap, area, label) => {
    fillRounded(bitmap, area, colour.photoPeak, 4)
    const inner = inset(area, 4)
    fillBands(bitmap, inner, [colour.photoSun, colour.photo], 4)
    landscape(bitmap, inner, colour.white, colour.photoHill, colour.photoPeak)
    const row = Math.floor((inner.y + inner.height) / textHeight) * textHeight - textHeight
    if (label === '' || area.height < 64 || area.width < 64) return
    fill(bitmap, inner.x, row - 4, inner.width, inner.y + inner.height - row + 4, colour.photoPeak)
    drawText(bitmap, inner.x + 12, row, fitText(label, inner.width - 16, textScale), colour.white, textScale)
  },
  button: (bitmap, area, label) => {
    fillRounded(bitmap, area, colour.blue, 8)
    const text = fitText(label, area.width - 8, textScale)
    const left = area.x + Math.round((area.width - textWidth(text, textScale)) / 2)
    caption(bitmap, { ...area, x: left }, text, colour.white)
  },
  footer: (bitmap, area, label) => {
    fill(bitmap, area.x, area.y, area.width, area.height, colour.slate)
    caption(bitmap, { ...area, x: area.x + 16, width: area.width - 32 }, label, colour.mist)
    if (label === '') stubs(bitmap, { ...area, x: area.x + 16, width: area.width - 32 }, colour.steel, 96)
  }
}

/** Draws an element into its place in the picture; what lies outside is cut off. */
export function drawElement (bitmap: Bitmap, element: VisualElement, area: Rectangle): void {
  if (area.width >= 8 && area.height >= 8) draw[element.kind](bitmap, area, element.label ?? '')
}
