import { crc32 } from 'node:zlib'
import type { Steps } from '../kernel/turns.js'

export interface ZipEntry { name: string, data: Uint8Array }

/** MS-DOS time and date of a moment, in UTC everywhere; the format knows the years 1980 to 2107. */
function dosTime (at: number): [time: number, date: number] {
  const moment = new Date(Math.min(Math.max(at, Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)))
  return [
    moment.getUTCHours() << 11 | moment.getUTCMinutes() << 5 | moment.getUTCSeconds() >> 1,
    (moment.getUTCFullYear() - 1980) << 9 | (moment.getUTCMonth() + 1) << 5 | moment.getUTCDate()
  ]
}

/**
 * A zip archive whose entries are stored as they are, for files that are compressed already (PKWARE's APPNOTE 6.3).
 * `modifiedAt` in ms since the Unix epoch. At most 65535 entries and 4 GiB.
 */
export function * zipStored (entries: readonly ZipEntry[], modifiedAt: number): Steps<Buffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, data } of entries) {
    const path = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(10, 4) // needs version 1.0
    local.writeUInt16LE(0x0800, 6) // names are UTF-8
    dosTime(modifiedAt).forEach((field, i) => local.writeUInt16LE(field, 10 + 2 * i))
    local.writeUInt32LE(crc32(data), 14)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(data.length, 22)
    local.writeUInt16LE(path.length, 26)
    parts.push(local, path, data)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(0x0314, 4) // made on Unix, so that the attributes are its file modes
    local.copy(central, 6, 4, 30)
    central.writeUInt32LE(0o100644 << 16 >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    directory.push(central, path)
    offset += 30 + path.length + data.length
    yield
  }
  const end = Buffer.alloc(22)
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}
