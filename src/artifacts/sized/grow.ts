/** Room that a format's readers skip. Each takes a file of its kind and how many bytes it is to grow by. */
import { crc32 } from 'node:zlib'

export type Grow = (file: Buffer, by: number) => Buffer

const endingIn = (filler: string | number): Grow => (file, by) => Buffer.concat([file, Buffer.alloc(by, filler)])

/** Blank lines: logs, JSON and XML may end in any number of them. */
export const blankLines = endingIn('\n')
export const zeros = endingIn(0)

const pngEnd = 12
const pngChunk = 12

/** A private chunk before the last one that is neither critical nor unsafe to copy (PNG 5.4): "peRf". */
export const pngPadding: Grow = (file, by) => {
  // A chunk has at least twelve bytes; fewer go behind the end, where browsers and libpng do not look.
  if (by < pngChunk) return zeros(file, by)
  const chunk = Buffer.alloc(by)
  chunk.writeUInt32BE(by - pngChunk, 0)
  chunk.write('peRf', 4, 'latin1')
  chunk.writeUInt32BE(crc32(chunk.subarray(4, by - 4)), by - 4)
  return Buffer.concat([file.subarray(0, -pngEnd), chunk, file.subarray(-pngEnd)])
}

const boxHeader = 8

/** A free box at the end (ISO/IEC 14496-12, 8.1.2). */
export const mp4Padding: Grow = (file, by) => {
  if (by < boxHeader) return zeros(file, by)
  const box = Buffer.alloc(by)
  box.writeUInt32BE(by, 0)
  box.write('free', 4, 'latin1')
  return Buffer.concat([file, box])
}

const gzipHeader = 10
const hasComment = 0x10

/** A comment of blanks in the header (RFC 1952, FCOMMENT): one byte is enough, its end. */
export const gzipPadding: Grow = (file, by) => {
  const header = Buffer.from(file.subarray(0, gzipHeader))
  header.writeUInt8(header.readUInt8(3) | hasComment, 3)
  return Buffer.concat([header, Buffer.alloc(by - 1, ' '), Buffer.alloc(1), file.subarray(gzipHeader)])
}

const longestZipComment = 0xffff

/** A comment at the end of the archive, and what is too much for one, before its first entry (APPNOTE 4.1.9). */
export const zipPadding: Grow = (file, by) => {
  const comment = Math.min(by, longestZipComment)
  const before = by - comment
  const archive = Buffer.from(file)
  archive.writeUInt32LE(archive.readUInt32LE(archive.length - 6) + before, archive.length - 6)
  archive.writeUInt16LE(comment, archive.length - 2)
  return Buffer.concat([Buffer.alloc(before), archive, Buffer.alloc(comment, ' ')])
}
