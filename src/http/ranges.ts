/** Byte ranges of RFC 9110, section 14. */

/** Both ends included. */
export interface ByteRange { readonly from: number, readonly to: number }

/** More ranges than any player or resuming client asks for: such a request gets the whole. */
const mostRanges = 32

/** What is to be sent. */
export type AskedRanges = readonly ByteRange[] | 'whole' | 'unsatisfiable'

/**
 * What a `Range` header asks for of `size` bytes: `ranges` to send, `unsatisfiable` if none lies within, or `whole`
 * when the header is absent, malformed, in another unit, or asks for the same bytes many times over.
 */
export function parseRanges (header: string | undefined, size: number): AskedRanges {
  const list = /^bytes=(.+)$/i.exec(header?.trim() ?? '')?.[1]
  if (list === undefined) return 'whole'
  const parts = list.split(',').map((part) => part.trim()).filter((part) => part !== '')
  if (parts.length === 0 || parts.length > mostRanges) return 'whole'
  const ranges: ByteRange[] = []
  for (const part of parts) {
    const range = rangeOf(part, size)
    if (range === 'malformed') return 'whole'
    if (range.from <= range.to && range.from < size) ranges.push(range)
  }
  if (ranges.length === 0) return 'unsatisfiable'
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0) > 2 * size ? 'whole' : ranges
}

/** One range, which may lie beyond the bytes: from a first to a last (`2-5`, `2-`), or so many at the end (`-5`). */
function rangeOf (part: string, size: number): ByteRange | 'malformed' {
  const [, first, last] = /^(\d*)-(\d*)$/.exec(part) ?? []
  if (first === undefined || last === undefined) return 'malformed'
  if (first === '') return last === '' ? 'malformed' : { from: Math.max(0, size - Number(last)), to: size - 1 }
  if (last === '') return { from: Number(first), to: size - 1 }
  if (Number(first) > Number(last)) return 'malformed'
  return { from: Number(first), to: Math.min(Number(last), size - 1) }
}

/** A `multipart/byteranges` body of several ranges. */
export function multipartRanges (bytes: Buffer, ranges: readonly ByteRange[], type: string, boundary: string): Buffer {
  const parts = ranges.flatMap(({ from, to }) => {
    const head = [`--${boundary}`, `Content-Type: ${type}`, `Content-Range: bytes ${from}-${to}/${bytes.length}`]
    return [Buffer.from(`\r\n${head.join('\r\n')}\r\n\r\n`), bytes.subarray(from, to + 1)]
  })
  return Buffer.concat([...parts, Buffer.from(`\r\n--${boundary}--\r\n`)])
}
