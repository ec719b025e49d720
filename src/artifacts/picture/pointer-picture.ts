import { type Bitmap, fillBetween, fillRounded } from './bitmap.js'
import { colour } from './palette.js'

/** The arrow's right edge in its rows from the tip down; below them is its tail. */
const arrow = (row: number): readonly [number, number] => [0, row * 0.72]

/** The pointer with its tip at (x, y). */
export function drawPointer (bitmap: Bitmap, x: number, y: number): void {
  const [left, top] = [Math.round(x), Math.round(y)]
  const shifted = (by: number, grow: number) => (row: number): readonly [number, number] =>
    [left + by, left + by + arrow(row)[1] + grow]
  fillBetween(bitmap, top, 17, shifted(0, 0), colour.black)
  fillBetween(bitmap, top + 3, 12, shifted(1, -1), colour.white)
  fillBetween(bitmap, top + 12, 8, (row) => [left + 3 + row / 2, left + 7 + row / 2], colour.black)
}

/** Where a finger touches a phone's screen. */
export function drawTouch (bitmap: Bitmap, x: number, y: number): void {
  fillRounded(bitmap, { x: Math.round(x) - 12, y: Math.round(y) - 12, width: 24, height: 24 }, colour.steel, 12)
  fillRounded(bitmap, { x: Math.round(x) - 9, y: Math.round(y) - 9, width: 18, height: 18 }, colour.silver, 9)
}
