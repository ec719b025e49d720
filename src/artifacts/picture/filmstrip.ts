import type { ElementKind, VisualProgress } from '../../lab/timeline.js'
import { encodeMosaic } from './jpeg.js'

/** A frame of a trace's filmstrip. */
export interface FilmstripFrame {
  /** ms since navigation start. */
  at: number
  /** How much of the last frame is there, in whole percents. */
  percent: number
  /** JPEG, base64: the `snapshot` of a `Screenshot` event. */
  snapshot: string
}

/** A colour as [Y, Cb, Cr], full range. */
type Tone = readonly [y: number, cb: number, cr: number]

const longEdge = 40
/** Tiles that are not white are counted in whole percents, so there must be at least so many. */
const leastTiles = 200

/** Colours per kind, from the top down: none near enough to white to be ignored. */
const tones: Record<ElementKind, readonly [Tone, ...Tone[]]> = {
  header: [[56, 146, 112]],
  nav: [[215, 128, 128]],
  hero: [[120, 150, 104], [145, 150, 104], [170, 150, 104]],
  text: [[190, 128, 128], [225, 128, 128]],
  image: [[205, 133, 122], [180, 133, 122], [150, 133, 122]],
  button: [[110, 195, 64]],
  footer: [[100, 128, 128]]
}
const white: Tone = [255, 128, 128]
const margin: Tone = [240, 128, 128]

/**
 * A frame for each visual step: a mosaic thumbnail of the page in which as many tiles are painted as the step's percent
 * says, in the order in which the elements were. Measured as Lighthouse's speedline does (colour histograms without
 * white, compared with the last frame's, floored to a whole percent), each frame's visual completeness is the step's
 * percent, exactly.
 *
 * Lighthouse calls speedline in its fast mode, which does not look at a frame between two whose percents differ by less
 * than 5 (less over more time): steps that are at least 3 percent apart are always all looked at.
 *
 * Throws RangeError if a percent is not whole, or if the last one is not 100 (the last frame is what completeness is
 * measured by).
 */
export function filmstrip (visual: VisualProgress): FilmstripFrame[] {
  const { steps } = visual
  const percents = steps.map(({ percent }) => percent)
  if (!percents.every(isWholePercent) || percents.at(-1) !== 100) {
    throw new RangeError(`visual steps must be whole percents that end at 100, not ${percents.join(', ')}`)
  }
  const { columns, rows, painted } = layOut(visual)
  return steps.map(({ at, percent }) => {
    const tiles = new Uint8Array(columns * rows * 3)
    for (let tile = 0; tile < tiles.length; tile += 3) tiles.set(white, tile)
    for (const { tile, tone } of painted.slice(0, tilesFor(percent, painted.length))) tiles.set(tone, tile * 3)
    return { at, percent, snapshot: encodeMosaic({ columns, rows, tiles }).toString('base64') }
  })
}

/** What there is to see before the first step: nothing. */
export function blankFrame (visual: VisualProgress): FilmstripFrame {
  const { columns, rows } = layOut(visual)
  const tiles = new Uint8Array(columns * rows * 3)
  for (let tile = 0; tile < tiles.length; tile += 3) tiles.set(white, tile)
  return { at: 0, percent: 0, snapshot: encodeMosaic({ columns, rows, tiles }).toString('base64') }
}

const isWholePercent = (percent: number): boolean => Number.isInteger(percent) && percent >= 0 && percent <= 100

/**
 * The least number of tiles out of `all` that speedline's arithmetic turns into the percent: floor(part / all * 100).
 */
export function tilesFor (percent: number, all: number): number {
  let count = Math.ceil(percent * all / 100)
  while (count > 0 && Math.floor((count - 1) / all * 100) >= percent) count--
  while (Math.floor(count / all * 100) < percent) count++
  return count
}

interface PaintedTile { readonly tile: number, readonly tone: Tone }

interface Mosaic { readonly columns: number, readonly rows: number, readonly painted: readonly PaintedTile[] }

/** The page as tiles in the order they are painted; those of elements painted over are the uppermost element's. */
function layOut ({ viewport, elements }: VisualProgress): Mosaic {
  const scale = longEdge / Math.max(viewport.width, viewport.height)
  const columns = Math.max(16, Math.round(viewport.width * scale))
  const rows = Math.max(16, Math.round(viewport.height * scale))
  const tileAt = (edge: number, most: number): number => Math.min(Math.max(Math.round(edge * scale), 0), most)
  const top = new Map<number, { readonly paintedAt: number, readonly tone: Tone }>()
  for (const { x, y, w, h, kind, paintedAt } of elements) {
    const left = tileAt(x, columns)
    const right = tileAt(x + w, columns)
    const upper = tileAt(y, rows)
    const lower = tileAt(y + h, rows)
    for (let row = upper; row < lower; row++) {
      const tone = toneOf(kind, row, (row - upper) / (lower - upper))
      for (let column = left; column < right; column++) top.set(row * columns + column, { paintedAt, tone })
    }
  }
  const painted = [...top]
    .sort(([a, first], [b, second]) => first.paintedAt - second.paintedAt || a - b)
    .map(([tile, { tone }]) => ({ tile, tone }))
  // A nearly empty page gets a pale margin from the bottom up, painted last.
  for (let tile = columns * rows - 1; painted.length < leastTiles; tile--) {
    if (!top.has(tile)) painted.push({ tile, tone: margin })
  }
  return { columns, rows, painted }
}

/** Lines of text take turns; everything else fades downwards. `depth`: how far down the element the row is, 0 to 1. */
function toneOf (kind: ElementKind, row: number, depth: number): Tone {
  const shades = tones[kind]
  const shade = kind === 'text' ? row % 2 : Math.floor(depth * shades.length)
  return shades[shade] ?? shades[0]
}
