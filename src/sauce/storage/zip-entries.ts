import { promisify } from 'node:util'

/** A file in a zip archive. */
export interface ZipEntry { readonly name: string, readonly read: () => Promise<Buffer | undefined> }

const endSize = 22
const mostComment = 65_535
const mostEntries = 65_535

/** What is read of one entry at most: a package's own description is small. Bytes. */
const readLimit = 1024 * 1024

/** Where the end record begins, which is behind everything but a comment; -1 for what is no archive. */
function endOf (archive: Buffer): number {
  const earliest = Math.max(0, archive.length - endSize - mostComment)
  for (let at = archive.length - endSize; at >= earliest; at--) if (archive.readUInt32LE(at) === 0x06054b50) return at
  return -1
}

/** The entries of a zip archive (PKWARE's APPNOTE 6.3), as far as its directory can be read; none if it is none. */
export function zipEntries (archive: Buffer): ZipEntry[] {
  const end = archive.length < endSize ? -1 : endOf(archive)
  if (end === -1) return []
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  while (entries.length < mostEntries && at + 46 <= archive.length && archive.readUInt32LE(at) === 0x02014b50) {
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const method = archive.readUInt16LE(at + 10)
    const size = archive.readUInt32LE(at + 20)
    const local = archive.readUInt32LE(at + 42)
    entries.push({ name, read: async () => await contentOf(archive, local, size, method) })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

/** What an entry holds; undefined where that is too much, damaged, or packed in an unknown way. */
async function contentOf (archive: Buffer, local: number, size: number, method: number): Promise<Buffer | undefined> {
  if (local + 30 > archive.length || size > readLimit) return undefined
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + size)
  if (method === 0) return packed
  if (method !== 8) return undefined
  const { inflateRaw } = await import('node:zlib')
  const inflate: (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer> = promisify(inflateRaw)
  return await inflate(packed, { maxOutputLength: readLimit }).catch(() => undefined)
}
