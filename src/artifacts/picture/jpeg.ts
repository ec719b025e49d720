import { BitWriter } from './bits.js'

/** A picture of square tiles of 8 × 8 pixels, one colour each: rows of [Y, Cb, Cr] triples (JFIF: full range). */
export interface Mosaic {
  /** Tiles in a row. */
  columns: number
  rows: number
  /** Three bytes a tile. */
  tiles: Uint8Array
}

const segment = (marker: number, ...body: number[]): number[] =>
  [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body]

/** Code lengths of the DC difference's category 0–8: one bit for "same as the tile before". */
const dcCounts = [1, 0, 0, 7, 1, ...Array<number>(11).fill(0)]
type Code = readonly [code: number, length: number]
const unchanged: Code = [0, 1]
const dcCodes: readonly Code[] =
  [unchanged, [8, 4], [9, 4], [10, 4], [11, 4], [12, 4], [13, 4], [14, 4], [30, 5]]
/** The only AC symbol is "end of block", one bit. */
const acCounts = [1, ...Array<number>(15).fill(0)]

/** A byte that could begin a marker is followed by 0. */
function escaped (bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0xff)) return bytes
  const data: number[] = []
  for (const byte of bytes) byte === 0xff ? data.push(byte, 0) : data.push(byte)
  return Uint8Array.from(data)
}

const bytes16 = (value: number): [number, number] => [value >> 8, value & 0xff]

/**
 * A mosaic as a baseline JPEG (ITU-T T.81) without subsampling. Tiles are exactly JPEG's blocks and have no AC
 * coefficients; with a DC quantiser of 8 one step is one level, so every decoder gets flat tiles of exactly these
 * values: no ringing, no rounding.
 */
export function encodeMosaic ({ columns, rows, tiles }: Mosaic): Buffer {
  const head = [
    0xff, 0xd8,
    ...segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...segment(0xdb, 0, ...Array<number>(64).fill(8)),
    ...segment(0xc0, 8, ...bytes16(rows * 8), ...bytes16(columns * 8), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0),
    ...segment(0xc4, 0x00, ...dcCounts, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, ...acCounts, 0),
    ...segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0)
  ]
  const bits = new BitWriter()
  // Before the first tile of each colour; after it, what stands three bytes before.
  const grey = 128
  let same = 0
  for (let i = 0; i < tiles.length; i++) {
    const difference = (tiles[i] ?? 0) - (i < 3 ? grey : tiles[i - 3] ?? 0)
    if (difference === 0) {
      // "Same" and "end of block", a bit each: most tiles are like the one before, and are written together.
      same += 2
      if (same === 24) {
        bits.put(0, 24)
        same = 0
      }
      continue
    }
    bits.put(0, same)
    same = 0
    const category = 32 - Math.clz32(Math.abs(difference))
    const [code, length] = dcCodes[category] ?? unchanged
    bits.put(code, length).put(difference < 0 ? difference - 1 : difference, category).put(0, 1)
  }
  const { bytes } = bits.put(0, same).align(1)
  return Buffer.concat([Buffer.from(head), escaped(bytes), Buffer.of(0xff, 0xd9)])
}
