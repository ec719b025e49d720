/** Room that a format's readers skip. Each takes a file of its kind and how many bytes it is to grow by. */
import { crc32 } from 'node:zlib'

export type Grow = (file: Buffer, by: number) => Buffer

/** A copy of the file with room of `by` bytes before its byte `at`; one pass, for files may be large. */
function opened (file: Buffer, by: number, at: number, filler: string | number = 0): Buffer {
  const whole = Buffer.alloc(file.length + by, filler)
  file.copy(whole, 0, 0, at)
  file.copy(whole, at + by, at)
  return whole
}

/** Blank lines: logs, JSON and XML may end in any number of them. */
export const blankLines: Grow = (file, by) => opened(file, by, file.length, '\n')
export const zeros: Grow = (file, by) => opened(file, by, file.length)

const pngEnd = 12
const pngChunk = 12
const largestChunk = 1 << 20

/** Private chunks before the last one that are neither critical nor unsafe to copy (PNG 5.4): "peRf". */
export const pngPadding: Grow = (file, by) => {
  // A chunk has at least twelve bytes; fewer go behind the end, where browsers and libpng do not look.
  if (by < pngChunk) return zeros(file, by)
  const at = file.length - pngEnd
  const whole = opened(file, by, at)
  const chunks = Math.ceil(by / largestChunk)
  const each = Math.floor(by / chunks)
  const equal = paddingChunk(each)
  for (let i = 0; i < chunks - 1; i++) equal.copy(whole, at + i * each)
  const rest = by - (chunks - 1) * each
  paddingChunk(rest).copy(whole, at + by - rest)
  return whole
}

function paddingChunk (length: number): Buffer {
  const chunk = Buffer.alloc(length)
  chunk.writeUInt32BE(length - pngChunk, 0)
  chunk.write('peRf', 4, 'latin1')
  chunk.writeUInt32BE(crc32(chunk.subarray(4, length - 4)), length - 4)
  return chunk
}

const boxHeader = 8

/** A free box at the end (ISO/IEC 14496-12, 8.1.2); fewer bytes than its header takes are no box. */
export const mp4Padding: Grow = (file, by) => {
  const whole = zeros(file, by)
  if (by < boxHeader) return whole
  whole.writeUInt32BE(by, file.length)
  whole.write('free', file.length + 4, 'latin1')
  return whole
}

const gzipHeader = 10
const hasComment = 0x10

/** A comment of blanks in the header (RFC 1952, FCOMMENT): one byte is enough, its end. */
export const gzipPadding: Grow = (file, by) => {
  const whole = opened(file, by, gzipHeader, ' ')
  whole.writeUInt8(whole.readUInt8(3) | hasComment, 3)
  whole.writeUInt8(0, gzipHeader + by - 1)
  return whole
}

const longestZipComment = 0xffff

/** A comment at the end of an archive without entries, and what is too much for one, before it (APPNOTE 4.1.9). */
export const zipPadding: Grow = (file, by) => {
  const comment = Math.min(by, longestZipComment)
  const archive = opened(file, comment, file.length, ' ')
  archive.writeUInt16LE(comment, file.length - 2)
  archive.writeUInt32LE(by - comment, file.length - 6)
  return opened(archive, by - comment, 0)
}
