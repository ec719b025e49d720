/**
 * The colours of all pictures. Video is stored as luma and chroma, stills as red, green and blue; both tables are
 * derived here so that a screenshot and the video's frame of the same moment agree. Shades of one family share their
 * chroma exactly: an edge between two of them changes luma only, which the video coder stores cheaply down to four
 * pixels.
 */
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

/** The family colour and its shades, each given by its difference in luma. */
const family = (hex: string, ...steps: number[]): Triple[] => {
  const [y, u, v] = yuvOf(rgb(hex))
  return [0, ...steps].map((step) => [y + step, u, v])
}

const grey = (...values: number[]): Triple[] => values.map((value) => yuvOf([value, value, value]))

const entries: Triple[] = [
  ...grey(255, 245, 228, 205, 150, 105, 60),
  ...family('1f3a5f', 96),
  ...family('4a7ba6', 24, 48, 72, 92),
  ...family('c7d6de', -30, -60, 16),
  ...family('1a73e8'),
  ...family('2e9d6a')
]

/** Indexes into the palette. */
export const colour = {
  white: 0, paper: 1, mist: 2, silver: 3, steel: 4, slate: 5, ink: 6,
  navy: 7, navyText: 8,
  sky1: 9, sky2: 10, sky3: 11, sky4: 12, sky5: 13,
  photo: 14, photoHill: 15, photoPeak: 16, photoSun: 17,
  blue: 18, green: 19
} as const

/** Three bytes an entry: red, green, blue. */
export const paletteRgb = Uint8Array.from(entries.flatMap(rgbOf))
/** Three bytes an entry: Y, Cb, Cr (BT.709, limited range). */
export const paletteYuv = Uint8Array.from(entries.flat())
