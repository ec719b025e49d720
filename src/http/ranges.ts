/** Byte ranges of RFC 9110, section 14. */

/** Both ends included. */
export interface ByteRange { readonly from: number, readonly to: number }

/** More ranges than any player or resuming client asks for: such a request gets the whole. */
const mostRanges = 32

/**
 * What a `Range` header asks for of `size` bytes: `ranges` to send, `unsatisfiable` if none lies within, or `whole` when
 * the header is absent, malformed, in another unit, or asks for the same bytes many times over.
 */
export function parseRanges (header: string | undefined, size: number): readonly ByteRange[] | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(.+)$/i.exec(header?.trim() ?? '')
  if (match === null) return 'whole'
  const parts = match[1]!.split(',').map((part) => part.trim()).filter((part) => part !== '')
  if (parts.length === 0 || parts.length > mostRanges) return 'whole'
  const ranges: ByteRange[] = []
  for (const part of parts) {
    const [, first, last] = /^(\d*)-(\d*)$/.exec(part) ?? []
    if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole'
    if (first !== '' && last !== '' && Number(first) > Number(last)) return 'whole'
    const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
    const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
    if (from <= to && from < size) ranges.push({ from, to })
  }
  if (ranges.length === 0) return 'unsatisfiable'
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0) > 2 * size ? 'whole' : ranges
}

/** A `multipart/byteranges` body of several ranges. */
export function multipartRanges (bytes: Buffer, ranges: readonly ByteRange[], type: string, boundary: string): Buffer {
  const parts = ranges.flatMap(({ from, to }) => [
    Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${from}-${to}/${bytes.length}\r\n\r\n`),
    bytes.subarray(from, to + 1)
  ])
  return Buffer.concat([...parts, Buffer.from(`\r\n--${boundary}--\r\n`)])
}
