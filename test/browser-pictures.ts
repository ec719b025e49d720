import { inflateSync } from 'node:zlib'

export interface Decoded {
  readonly base64: string
  readonly width: number
  readonly height: number
  /** Red, green and blue of a pixel. */
  readonly at: (x: number, y: number) => number[]
}

/** Reads an indexed PNG of eight bits a pixel, as the browser's pictures are. */
export function decodePng (base64: string): Decoded {
  const bytes = Buffer.from(base64, 'base64')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0)
  const at = (x: number, y: number): number[] => {
    const index = rows[y * (width + 1) + 1 + x] ?? 0
    return [...palette.subarray(index * 3, index * 3 + 3)]
  }
  return { base64, width, height, at }
}
