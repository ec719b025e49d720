import type { Steps } from '../../kernel/turns.js'
import type { Bitmap } from './bitmap.js'
import { BitWriter } from './bits.js'
import { writeMacroblock } from './h264-macroblock.js'
import { exactQuantiser, type Picture } from './h264-picture.js'

/**
 * An H.264 encoder, constrained baseline profile, for pictures of a small palette with large flat areas. Unchanged
 * macroblocks are skipped, changed ones are predicted inside the picture. Flat ones have residuals of single DC
 * coefficients at quantisers where they decode exactly; words and smooth edges are quantised finely; what is neither is
 * stored raw. Deblocking is off, so the decoder shows what was drawn: flat areas to the sample, others nearly so.
 */
export interface H264Encoder {
  /** Sequence and picture parameter sets, as NAL units. */
  readonly parameterSets: readonly [Uint8Array, Uint8Array]
  /**
   * The next picture as one NAL unit; a key picture (IDR) can be decoded without the ones before. The first must be
   * one. A step for each row of macroblocks.
   */
  encode (bitmap: Bitmap, key: boolean): Steps<Uint8Array>
}

/** Chroma's quantiser is luma's less 6. */
const chromaQuantiserOffset = -6

/**
 * An encoder of pictures of one even size, at most 8192 macroblocks of 16 × 16 (level 4); `yuv` holds Y, Cb, Cr for
 * each colour.
 */
export function createH264Encoder (width: number, height: number, yuv: Uint8Array): H264Encoder {
  const columns = Math.ceil(width / 16)
  const rows = Math.ceil(height / 16)
  if (width % 2 !== 0 || height % 2 !== 0 || !(columns * rows > 0 && columns * rows <= 8192)) {
    const size = `${width} × ${height}`
    throw new RangeError(`a video needs an even width and height and at most 8192 macroblocks, not ${size}`)
  }
  const plane = (stride: number, lines: number) => ({ data: new Uint8Array(stride * lines), stride })
  const picture: Picture = {
    columns,
    luma: plane(16 * columns, 16 * rows),
    chroma: [plane(8 * columns, 8 * rows), plane(8 * columns, 8 * rows)],
    counts: new Uint8Array(16 * columns * rows),
    modes: new Uint8Array(16 * columns * rows),
    coarse: new Uint8Array(columns * rows),
    quantiser: exactQuantiser
  }
  const shown = Buffer.alloc(width * height)
  const changed = new Uint8Array(columns * rows)
  let sinceKey = 0
  let keys = 0
  return {
    parameterSets: [sequenceParameters(width, height), pictureParameters()],
    encode: function * (bitmap, key) {
      if (keys === 0) changed.fill(1)
      else markChanges(bitmap, shown, columns, changed)
      for (const [i, isChanged] of changed.entries()) {
        // A key picture begins anew from the picture itself.
        if (isChanged !== 0 || (key && picture.coarse[i] !== 0)) {
          convert(bitmap, yuv, picture, i % columns, Math.floor(i / columns))
          picture.coarse[i] = 0
        }
        if (i % columns === columns - 1) yield
      }
      shown.set(bitmap.pixels)
      picture.counts.fill(0)
      picture.modes.fill(2)
      if (key) {
        changed.fill(1)
        keys++
        sinceKey = 0
      }
      picture.quantiser = exactQuantiser
      const bits = new BitWriter()
      sliceHeader(bits, key, sinceKey++ & 15, keys & 1)
      let skipped = 0
      for (let i = 0; i < changed.length; i++) {
        if (changed[i] === 0) {
          skipped++
          continue
        }
        if (!key) bits.ue(skipped)
        skipped = 0
        writeMacroblock(bits, picture, i % columns, Math.floor(i / columns), key ? 0 : 5)
        if (i % columns === columns - 1) yield
      }
      if (skipped > 0) bits.ue(skipped)
      return nalUnit(key ? 5 : 1, bits)
    }
  }
}

function markChanges ({ width, height, pixels }: Bitmap, shown: Buffer, columns: number, changed: Uint8Array): void {
  changed.fill(0)
  for (let y = 0; y < height; y++) {
    const start = y * width
    if (shown.compare(pixels, start, start + width, start, start + width) === 0) continue
    const first = (y >> 4) * columns
    for (let x = 0; x < width; x++) if (shown[start + x] !== pixels[start + x]) changed[first + (x >> 4)] = 1
  }
}

/** Draws one macroblock of the bitmap into the planes; chroma is that of every second pixel of every second row. */
function convert (bitmap: Bitmap, yuv: Uint8Array, picture: Picture, column: number, row: number): void {
  const { width, height, pixels } = bitmap
  const { luma, chroma: [cb, cr] } = picture
  for (let y = row * 16; y < row * 16 + 16; y++) {
    const line = Math.min(y, height - 1) * width
    for (let x = column * 16; x < column * 16 + 16; x++) {
      const entry = 3 * pixels[line + Math.min(x, width - 1)]!
      luma.data[y * luma.stride + x] = yuv[entry]!
      if (((x | y) & 1) !== 0) continue
      const place = (y >> 1) * cb.stride + (x >> 1)
      cb.data[place] = yuv[entry + 1]!
      cr.data[place] = yuv[entry + 2]!
    }
  }
}

/**
 * A NAL unit of a reference picture or parameter set, with bytes inserted that keep start codes out of it (H.264,
 * 7.4.1).
 */
function nalUnit (type: number, bits: BitWriter): Uint8Array {
  const payload = bits.put(1, 1).align().bytes
  const out = new Uint8Array(1 + payload.length + (payload.length >> 1))
  out[0] = 0x60 | type
  let length = 1
  let zeros = 0
  for (const value of payload) {
    if (zeros === 2 && value <= 3) {
      out[length++] = 3
      zeros = 0
    }
    out[length++] = value
    zeros = value === 0 ? zeros + 1 : 0
  }
  return out.slice(0, length)
}

function sequenceParameters (width: number, height: number): Uint8Array {
  const columns = Math.ceil(width / 16)
  const rows = Math.ceil(height / 16)
  const bits = new BitWriter()
  bits.put(66, 8).put(0xc0, 8).put(40, 8) // constrained baseline, level 4
  bits.ue(0).ue(0).ue(2).ue(1).put(0, 1) // frame numbers of 4 bits, output in coding order, one reference picture
  bits.ue(columns - 1).ue(rows - 1).put(0b11, 2)
  const cropped = columns * 16 !== width || rows * 16 !== height
  bits.put(cropped ? 1 : 0, 1)
  if (cropped) bits.ue(0).ue((columns * 16 - width) / 2).ue(0).ue((rows * 16 - height) / 2)
  // Colours: BT.709, limited range.
  bits.put(1, 1).put(0b00, 2).put(1, 1).put(5, 3).put(0, 1).put(1, 1).put(1, 8).put(1, 8).put(1, 8)
  // No timing; pictures never wait to be reordered.
  bits.put(0b00000, 5).put(1, 1).put(1, 1).ue(0).ue(0).ue(0).ue(0).ue(0).ue(1)
  return nalUnit(7, bits)
}

function pictureParameters (): Uint8Array {
  const bits = new BitWriter().ue(0).ue(0).put(0b00, 2).ue(0).ue(0).ue(0).put(0b000, 3)
  bits.se(exactQuantiser - 26).se(0).se(chromaQuantiserOffset).put(0b100, 3)
  return nalUnit(8, bits)
}

function sliceHeader (bits: BitWriter, key: boolean, frameNumber: number, keyId: number): void {
  bits.ue(0).ue(key ? 7 : 5).ue(0).put(frameNumber, 4)
  if (key) bits.ue(keyId).put(0b00, 2)
  else bits.put(0b000, 3)
  bits.se(0).ue(1) // the quantiser as it is, no deblocking
}
