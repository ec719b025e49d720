/**
 * The colours of all pictures. Video is stored as luma and chroma, stills as red, green and blue; both tables are
 * derived here so that a screenshot and the video's frame of the same moment agree. Shades of one family share their
 * chroma exactly: an edge between two of them, and words in one on another, change luma only, which the video coder
 * stores cheaply.
 */
import type { Accent } from '../../lab/page/site.schema.js'

type Triple = readonly [number, number, number]

const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

/** ITU-R BT.709, limited range: luma 16–235, chroma 16–240. */
function yuvOf ([r, g, b]: Triple): Triple {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
  const blueness = (b - luma) / 1.8556
  const redness = (r - luma) / 1.5748
  return [byte(16 + luma * 219 / 255), byte(128 + blueness * 224 / 255), byte(128 + redness * 224 / 255)]
}

function rgbOf ([y, u, v]: Triple): Triple {
  const luma = (y - 16) * 255 / 219
  const blue = (u - 128) * 255 / 224 * 1.8556
  const red = (v - 128) * 255 / 224 * 1.5748
  return [byte(luma + red), byte(luma - (0.0722 * blue + 0.2126 * red) / 0.7152), byte(luma + blue)]
}

function rgb (hex: string): Triple {
  const value = Number.parseInt(hex, 16)
  return [value >> 16, value >> 8 & 0xff, value & 0xff]
}

/** A colour's family: shades of one chroma, by their luma. */
interface Family { readonly first: number, readonly lumas: readonly number[] }

const families: Family[] = []
const entries: Triple[] = []

/** The shades of a colour, given by their luma, from the darkest on; how many there were before. */
function family (hex: string, ...lumas: number[]): number {
  const chroma = yuvOf(rgb(hex))
  const first = entries.length
  families.push({ first, lumas })
  entries.push(...lumas.map((luma): Triple => [luma, chroma[1], chroma[2]]))
  return first
}

const grey = family('808080', 38, 58, 78, 98, 118, 138, 158, 178, 196, 212, 226, 235)
const navy = family('24405f', 52, 66, 88, 112, 138, 164, 190, 214, 228)
const sky = family('7f97ad', 62, 96, 112, 128, 144, 160, 174, 188, 202, 216, 228)
const blue = family('3c6ea5', 84, 98, 118, 144, 170, 196, 216, 230)
const green = family('4f9a73', 110, 130, 160, 190, 212, 228)
const cool = family('a9bfcb', 92, 118, 144, 168, 186, 202, 216)
const sand = family('d2bd9f', 92, 118, 144, 168, 186, 202, 216)
const sage = family('b1c4a6', 92, 118, 144, 168, 186, 202, 216)
const rose = family('cbacb4', 92, 118, 144, 168, 186, 202, 216)

/** The shades of a site's colour: those of its header, and of its buttons and links. */
const accent = (hex: string): number => family(hex, 46, 58, 72, 88, 104, 126, 152, 180, 206, 228)

const greenSite = accent('1f7a4d')
const tealSite = accent('1c7480')
const plumSite = accent('74417f')
const brickSite = accent('a5402f')
const graphiteSite = accent('55565c')

/** Indexes into the palette. */
export const colour = {
  black: grey, ink: grey + 1, slate: grey + 3, steel: grey + 5, silver: grey + 8, mist: grey + 9, paper: grey + 10,
  white: grey + 11,
  navy, navyText: navy + 6, navyWhite: navy + 8,
  sky1: sky + 3, sky2: sky + 4, sky3: sky + 5, sky4: sky + 6, sky5: sky + 7, sky6: sky + 8, sky7: sky + 9,
  skyWhite: sky + 10, skyInk: sky,
  blue: blue + 1, bluePressed: blue, blueWhite: blue + 7,
  green, greenInk: green
} as const

/** A site's colours: `bar` is the ground of its header, `main` that of its buttons. */
export interface SiteColours {
  readonly bar: number
  readonly barText: number
  readonly barFaint: number
  readonly barWhite: number
  readonly main: number
  readonly pressed: number
  readonly white: number
}

const ofOneFamily = (first: number): SiteColours => ({
  bar: first + 1, barText: first + 8, barFaint: first + 6, barWhite: first + 9, main: first + 3, pressed: first + 2,
  white: first + 9
})

export const siteColours: Readonly<Record<Accent, SiteColours>> = {
  blue: {
    bar: navy, barText: navy + 6, barFaint: navy + 4, barWhite: navy + 8, main: blue + 1, pressed: blue, white: blue + 7
  },
  green: ofOneFamily(greenSite),
  teal: ofOneFamily(tealSite),
  plum: ofOneFamily(plumSite),
  brick: ofOneFamily(brickSite),
  graphite: ofOneFamily(graphiteSite)
}

/** Colours of photographs: seven shades each, from the darkest. */
export const photos = [cool, sand, sage, rose] as const

/** Which family a colour is of. */
const familyOf = entries.map((_, index) => families.findLastIndex(({ first }) => first <= index))

/** What was mixed, plus one; by the colour below, the one above and the thirds. */
const mixed = new Uint8Array(1 << 18)

/**
 * The colour that is `thirds` thirds of one above another; colours of two families do not mix, the greater part wins.
 */
export function mix (below: number, above: number, thirds: number): number {
  const key = below << 10 | above << 2 | thirds
  const known = mixed[key] ?? 0
  if (known !== 0) return known - 1
  const made = mixedOf(below, above, thirds)
  mixed[key] = made + 1
  return made
}

function mixedOf (below: number, above: number, thirds: number): number {
  const family = families[familyOf[below] ?? -1]
  if (family === undefined || familyOf[below] !== familyOf[above]) return thirds >= 2 ? above : below
  const [from = 0] = entries[below] ?? []
  const [to = 0] = entries[above] ?? []
  const wanted = from + (to - from) * thirds / 3
  const nearest = family.lumas.reduce((best, luma, i) =>
    Math.abs(luma - wanted) < Math.abs((family.lumas[best] ?? 0) - wanted) ? i : best, 0)
  return family.first + nearest
}

/** Three bytes an entry: red, green, blue. */
export const paletteRgb = Uint8Array.from(entries.flatMap(rgbOf))
const nearest = new Map<number, number>()

/** The palette's colour that is most like one of red, green and blue, 0 to 255 each. */
export function nearestColour ({ r, g, b }: { readonly r: number, readonly g: number, readonly b: number }): number {
  const key = r << 16 | g << 8 | b
  const known = nearest.get(key)
  if (known !== undefined) return known
  let best = 0
  let least = Infinity
  for (let index = 0; index < entries.length; index++) {
    const [red = 0, green = 0, blue = 0] = paletteRgb.subarray(index * 3, index * 3 + 3)
    const distance = 2 * (red - r) ** 2 + 4 * (green - g) ** 2 + 3 * (blue - b) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  if (nearest.size > 4000) nearest.clear()
  nearest.set(key, best)
  return best
}

/** Three bytes an entry: Y, Cb, Cr (BT.709, limited range). */
export const paletteYuv = Uint8Array.from(entries.flat())
