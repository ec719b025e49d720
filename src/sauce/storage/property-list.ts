/** Apple's property lists, as far as an Info.plist needs it: texts, numbers and flags of its outermost dictionary. */
type Value = string | number | boolean
export type Properties = ReadonlyMap<string, Value>

/** Reads a property list, written as XML or binary; empty if it is neither. */
export function readProperties (bytes: Buffer): Properties {
  try {
    return bytes.toString('latin1', 0, 8) === 'bplist00' ? readBinary(bytes) : readXml(bytes.toString('utf8'))
  } catch (error) {
    // Offsets that lead out of the file: it is damaged.
    if (error instanceof RangeError) return new Map()
    throw error
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescaped = (text: string): string => text.replace(/&(\w+);/g, (all, name: string) => entities[name] ?? all)

/** Keys of inner dictionaries come along; where one has an outer one's name, the outer one came first or comes last. */
function readXml (text: string): Properties {
  const properties = new Map<string, Value>()
  const pattern = /<key>([^<]*)<\/key>\s*(?:<(string|integer)>([^<]*)<\/\2>|<(true|false)\s*\/>)/g
  for (const [, key = '', type, content = '', flag] of text.matchAll(pattern)) {
    if (properties.has(unescaped(key))) continue
    if (flag !== undefined) properties.set(unescaped(key), flag === 'true')
    else properties.set(unescaped(key), type === 'integer' ? Number(content) : unescaped(content))
  }
  return properties
}

/** A big-endian number of `size` bytes. */
function numberAt (bytes: Buffer, at: number, size: number): number {
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + bytes.readUInt8(at + i)
  return value
}

/** Apple's CFBinaryPList: objects, a table of their offsets, and a trailer that says where that is. */
function readBinary (bytes: Buffer): Properties {
  const trailer = bytes.length - 32
  const offsetSize = bytes.readUInt8(trailer + 6)
  const referenceSize = bytes.readUInt8(trailer + 7)
  const top = numberAt(bytes, trailer + 16, 8)
  const table = numberAt(bytes, trailer + 24, 8)
  const offsetOf = (object: number): number => numberAt(bytes, table + object * offsetSize, offsetSize)
  const properties = new Map<string, Value>()
  const at = offsetOf(top)
  if (bytes.readUInt8(at) >> 4 !== 0xd) return properties
  const { count, start } = sizeAt(bytes, at)
  for (let i = 0; i < Math.min(count, 1000); i++) {
    const reference = (index: number): number => numberAt(bytes, start + index * referenceSize, referenceSize)
    const key = valueAt(bytes, offsetOf(reference(i)))
    const value = valueAt(bytes, offsetOf(reference(count + i)))
    if (typeof key === 'string' && value !== undefined) properties.set(key, value)
  }
  return properties
}

/** How many elements an object has, and where they begin. Fifteen and more are told by a number behind the marker. */
function sizeAt (bytes: Buffer, at: number): { count: number, start: number } {
  const count = bytes.readUInt8(at) & 0xf
  if (count !== 0xf) return { count, start: at + 1 }
  const size = 1 << (bytes.readUInt8(at + 1) & 0xf)
  return { count: numberAt(bytes, at + 2, size), start: at + 2 + size }
}

function valueAt (bytes: Buffer, at: number): Value | undefined {
  const marker = bytes.readUInt8(at)
  if (marker === 0x08 || marker === 0x09) return marker === 0x09
  switch (marker >> 4) {
    case 0x1: return numberAt(bytes, at + 1, 1 << (marker & 0xf))
    case 0x5: {
      const { count, start } = sizeAt(bytes, at)
      return bytes.toString('latin1', start, start + count)
    }
    case 0x6: {
      const { count, start } = sizeAt(bytes, at)
      return Buffer.from(bytes.subarray(start, start + 2 * count)).swap16().toString('utf16le')
    }
    default: return undefined
  }
}
