/** Photographs of things that shops sell, in smooth shapes: which one, and in which colours, follows from its name. */
import { type Bitmap, fill, fillBetween, fillRounded, type Rectangle } from './bitmap.js'
import { photos } from './palette.js'

/** A number that a text always gives. */
function hashOf (text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash ^ hash >>> 15
}

/** Draws a thing of about the given size with its foot at (x, y): `dark`, `plain` and `light` are its shades. */
type Thing = (bitmap: Bitmap, x: number, y: number, size: number, shades: Shades) => void
interface Shades { readonly dark: number, readonly plain: number, readonly light: number }

const box = (x: number, y: number, width: number, height: number): Rectangle => ({
  x: Math.round(x), y: Math.round(y), width: Math.max(2, Math.round(width)), height: Math.max(2, Math.round(height))
})

/** A body that narrows evenly from foot to head. */
function cone (
  bitmap: Bitmap, x: number, y: number, foot: number, head: number, height: number, shade: number
): void {
  const rows = Math.max(1, Math.round(height))
  const half = (row: number): number => (head + (foot - head) * row / rows) / 2
  fillBetween(bitmap, Math.round(y - rows), rows, (row) => [x - half(row), x + half(row)], shade)
}

const things: readonly Thing[] = [
  (bitmap, x, y, size, { dark, plain, light }) => {
    // A mug.
    fillRounded(bitmap, box(x + size * 0.2, y - size * 0.66, size * 0.36, size * 0.42), dark, size * 0.2)
    fillRounded(bitmap, box(x + size * 0.22, y - size * 0.58, size * 0.24, size * 0.26), light, size * 0.13)
    fillRounded(bitmap, box(x - size * 0.36, y - size * 0.8, size * 0.72, size * 0.8), plain, size * 0.14)
    fillRounded(bitmap, box(x - size * 0.36, y - size * 0.8, size * 0.72, size * 0.14), dark, size * 0.07)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // A lamp.
    fillRounded(bitmap, box(x - size * 0.28, y - size * 0.08, size * 0.56, size * 0.08), dark, size * 0.04)
    fill(bitmap, Math.round(x - size * 0.03), Math.round(y - size * 0.5), Math.max(2, Math.round(size * 0.06)),
      Math.round(size * 0.44), dark)
    cone(bitmap, x, y - size * 0.45, size * 0.8, size * 0.4, size * 0.5, plain)
    cone(bitmap, x - size * 0.1, y - size * 0.45, size * 0.3, size * 0.12, size * 0.5, light)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // A bag.
    fillRounded(bitmap, box(x - size * 0.2, y - size * 0.98, size * 0.4, size * 0.5), dark, size * 0.2)
    fillRounded(bitmap, box(x - size * 0.14, y - size * 0.9, size * 0.28, size * 0.4), light, size * 0.14)
    fillRounded(bitmap, box(x - size * 0.4, y - size * 0.72, size * 0.8, size * 0.72), plain, size * 0.12)
    fillRounded(bitmap, box(x - size * 0.28, y - size * 0.38, size * 0.56, size * 0.28), dark, size * 0.06)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // A bottle.
    fillRounded(bitmap, box(x - size * 0.22, y - size * 0.66, size * 0.44, size * 0.66), plain, size * 0.12)
    cone(bitmap, x, y - size * 0.58, size * 0.4, size * 0.16, size * 0.2, plain)
    fillRounded(bitmap, box(x - size * 0.09, y - size * 0.98, size * 0.18, size * 0.26), dark, size * 0.04)
    fillRounded(bitmap, box(x - size * 0.22, y - size * 0.44, size * 0.44, size * 0.24), light, 2)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // A chair.
    for (const leg of [-0.3, 0.24]) cone(bitmap, x + size * leg, y, size * 0.05, size * 0.1, size * 0.4, dark)
    fillRounded(bitmap, box(x - size * 0.4, y - size * 0.5, size * 0.8, size * 0.16), plain, size * 0.08)
    fillRounded(bitmap, box(x - size * 0.34, y - size * 1, size * 0.68, size * 0.52), plain, size * 0.16)
    fillRounded(bitmap, box(x - size * 0.24, y - size * 0.9, size * 0.48, size * 0.28), light, size * 0.1)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // An espresso machine.
    fillRounded(bitmap, box(x - size * 0.46, y - size * 0.12, size * 0.92, size * 0.12), dark, size * 0.04)
    fillRounded(bitmap, box(x + size * 0.14, y - size * 0.92, size * 0.32, size * 0.84), plain, size * 0.06)
    fillRounded(bitmap, box(x - size * 0.46, y - size * 0.96, size * 0.92, size * 0.4), plain, size * 0.08)
    fillRounded(bitmap, box(x - size * 0.38, y - size * 0.88, size * 0.16, size * 0.16), light, size * 0.08)
    fillRounded(bitmap, box(x - size * 0.12, y - size * 0.84, size * 0.48, size * 0.08), light, size * 0.04)
    fillRounded(bitmap, box(x - size * 0.26, y - size * 0.58, size * 0.28, size * 0.1), dark, size * 0.03)
    fillRounded(bitmap, box(x - size * 0.56, y - size * 0.54, size * 0.34, size * 0.06), dark, size * 0.03)
    fillRounded(bitmap, box(x - size * 0.22, y - size * 0.3, size * 0.2, size * 0.18), dark, size * 0.05)
  },
  (bitmap, x, y, size, { dark, plain, light }) => {
    // Headphones.
    fillRounded(bitmap, box(x - size * 0.42, y - size * 0.95, size * 0.84, size * 0.8), dark, size * 0.4)
    fillRounded(bitmap, box(x - size * 0.33, y - size * 0.86, size * 0.66, size * 0.74), light, size * 0.33)
    for (const side of [-0.46, 0.22]) {
      fillRounded(bitmap, box(x + size * side, y - size * 0.5, size * 0.24, size * 0.44), plain, size * 0.1)
    }
  }
]

/** What the things are called, in their order; something called otherwise looks like one of them all the same. */
const names = ['mug', 'lamp', 'bag', 'bottle', 'chair', 'machine', 'headphones']

/** The picture of what is called so, filling an area. */
export function drawProduct (bitmap: Bitmap, area: Rectangle, name: string): void {
  const hash = hashOf(name)
  const ground = photos[hash % photos.length] ?? photos[0]
  const table = Math.floor(area.height * 0.72 / 8) * 8
  fill(bitmap, area.x, area.y, area.width, table, ground + 6)
  fill(bitmap, area.x, area.y + table, area.width, area.height - table, ground + 5)
  const size = Math.min(area.height * 0.8, area.width * 0.62)
  if (size < 16) return
  const [x, y] = [area.x + Math.round(area.width / 2), area.y + Math.round(area.height * 0.88)]
  fillRounded(bitmap, box(x - size * 0.42, y - size * 0.05, size * 0.84, size * 0.1), ground + 4, size * 0.05)
  const dark = hash >> 8 & 1
  const shades = { dark: ground + dark, plain: ground + 2 + dark, light: ground + 4 + dark }
  const named = names.findIndex((noun) => name.toLowerCase().includes(noun))
  things[named < 0 ? (hash >>> 4) % things.length : named]?.(bitmap, x, y, size, shades)
}
