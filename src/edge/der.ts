/**
 * DER, the encoding of certificates (X.690): as much of it as X.509 needs, written and read. Every value is a tag, a
 * length and a content.
 */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18
} as const

function lengthOf (bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes)
  const digits = bytes.toString(16)
  const long = Buffer.from(digits.padStart(digits.length + digits.length % 2, '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | long.length), long])
}

/** A value of any tag. */
export function der (tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(tag.sequence, ...items)
export const set = (...items: readonly Uint8Array[]): Buffer => der(tag.set, ...items)
export const octetString = (content: Uint8Array): Buffer => der(tag.octetString, content)
export const utf8 = (text: string): Buffer => der(tag.utf8, Buffer.from(text, 'utf8'))
export const isTrue = der(tag.boolean, Buffer.of(0xff))

/** A value by its number in the structure around it: with its own tag inside, or in its own tag's stead. */
export const explicit = (number: number, item: Uint8Array): Buffer => der(0xa0 | number, item)
export const implicit = (number: number, content: Uint8Array): Buffer => der(0x80 | number, content)

/** A whole number that is not negative, from its bytes in order. */
export function integer (...bytes: readonly number[]): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const significant = first === -1 ? [0] : bytes.slice(first)
  // A first bit of one would make it negative.
  return der(tag.integer, Buffer.from((significant[0] ?? 0) < 0x80 ? significant : [0, ...significant]))
}

/** Bits, of which the last `unused` of the last byte do not count. */
export const bitString = (content: Uint8Array, unused = 0): Buffer =>
  der(tag.bitString, Buffer.of(unused), content)

/** An object identifier, written with dots. */
export function oid (dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(tag.oid, Buffer.from([first * 40 + second, ...rest].flatMap(inSevenBits)))
}

/** A number in groups of seven bits, of which all but the last say that more follow. */
function inSevenBits (number: number): number[] {
  const groups = [number & 0x7f]
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80)
  return groups
}

/** A moment, to the second: with two digits of the year before 2050, as RFC 5280 (4.1.2.5) has it. */
export function time (ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')
  if (new Date(ms).getUTCFullYear() >= 2050) return der(tag.generalizedTime, Buffer.from(digits))
  return der(tag.utcTime, Buffer.from(digits.slice(2)))
}

/** A value that was read. */
export interface Value {
  readonly tag: number
  readonly content: Buffer
  /** Tag and length included. */
  readonly whole: Buffer
}

/** The values that follow each other in `bytes`. @throws RangeError where they end before their length says so. */
export function readAll (bytes: Buffer): Value[] {
  const values: Value[] = []
  for (let at = 0; at < bytes.length;) {
    const value = readAt(bytes, at)
    values.push(value)
    at += value.whole.length
  }
  return values
}

function readAt (bytes: Buffer, at: number): Value {
  const short = bytes.readUInt8(at + 1)
  const long = short < 0x80 ? 0 : short & 0x7f
  const length = long === 0 ? short : bytes.readUIntBE(at + 2, long)
  const start = at + 2 + long
  if (start + length > bytes.length) throw new RangeError('a value ends before its length says so')
  return {
    tag: bytes.readUInt8(at),
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(at, start + length)
  }
}
