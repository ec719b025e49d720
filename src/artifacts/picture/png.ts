import { constants, crc32, deflateSync } from 'node:zlib'
import type { Bitmap } from './bitmap.js'
import { paletteRgb } from './palette.js'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk (type: string, data: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(data.length + 12)
  out.writeUInt32BE(data.length, 0)
  out.write(type, 4, 'latin1')
  out.set(data, 8)
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8)
  return out
}

/**
 * The rows as they are, each after its filter type 0. Filtering would halve the file but double the time of a process's
 * first picture.
 */
function plainRows ({ width, height, pixels }: Bitmap): Uint8Array {
  const size = (width + 1) * height
  if (room.length < size) room = new Uint8Array(size)
  for (let row = 0; row < height; row++) {
    const place = row * (width + 1)
    room[place] = 0
    room.set(pixels.subarray(row * width, (row + 1) * width), place + 1)
  }
  return room.subarray(0, size)
}

/** Where rows stand until they are packed. Memory that is new each time costs more than to copy them. */
let room = new Uint8Array()

/**
 * A bitmap as an indexed PNG of eight bits a pixel. Run-length deflate does without zlib's match search, which builds
 * of zlib tune for their processors, so that its finds can differ; the bytes are to be the same on every machine.
 */
export function encodePng (bitmap: Bitmap): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(bitmap.width, 0)
  header.writeUInt32BE(bitmap.height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const data = deflateSync(plainRows(bitmap), { strategy: constants.Z_RLE, memLevel: 9 })
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', paletteRgb),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array())
  ]
  return Buffer.concat([signature, ...chunks])
}
