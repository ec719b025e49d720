import { certifiedName, isBelow, type CertifiedName } from './names.js'

/** A range of addresses, as a certificate has it: all whose bits under the mask are the address's. */
export interface AddressRange { readonly address: Buffer, readonly mask: Buffer }

/** What an intermediate may sign for, and nothing else: whole domains with all below them, and ranges of addresses. */
export interface Subtrees {
  readonly domains: readonly string[]
  readonly ranges: readonly AddressRange[]
}

/** A range from how people write it: `10.0.0.0/8`. */
export function addressRange (text: string): AddressRange {
  const [written = '', digits] = text.split('/')
  const name = certifiedName(written)
  if (name?.kind !== 'ip') throw new TypeError(`${text} is no range of addresses`)
  const bits = digits === undefined ? name.bytes.length * 8 : Number(digits)
  const mask = Buffer.from(name.bytes.map((_, i) => maskByte(bits - 8 * i)))
  return { address: name.bytes, mask }
}

/** A byte of which the first `bits` are ones. */
const maskByte = (bits: number): number => 0xff & (0xff00 >> Math.min(Math.max(bits, 0), 8))

const isWithin = (bytes: Buffer, { address, mask }: AddressRange): boolean =>
  bytes.length === address.length && bytes.every((byte, i) => ((byte ^ (address[i] ?? 0)) & (mask[i] ?? 0)) === 0)

/** A range for which another has no room left. */
const isPart = (range: AddressRange, { address, mask }: AddressRange): boolean =>
  isWithin(range.address, { address, mask }) && mask.every((byte, i) => (byte & ~(range.mask[i] ?? 0)) === 0)

export const permits = ({ domains, ranges }: Subtrees, name: CertifiedName): boolean => name.kind === 'dns'
  ? domains.some((domain) => isBelow(name.text, domain))
  : ranges.some((range) => isWithin(name.bytes, range))

/** What of the second the first does not permit, in words. */
export function beyond (permitted: Subtrees, { domains, ranges }: Subtrees): string[] {
  const names = domains.filter((domain) => !permitted.domains.some((each) => isBelow(domain, each)))
  const addresses = ranges.filter((range) => !permitted.ranges.some((each) => isPart(range, each)))
  return [...names, ...addresses.map(rangeText)]
}

/** Both together, without what is in there twice. */
export function together (one: Subtrees, other: Subtrees): Subtrees {
  const domains = other.domains.filter((domain) => !one.domains.some((each) => isBelow(domain, each)))
  const ranges = other.ranges.filter((range) => !one.ranges.some((each) => isPart(range, each)))
  return { domains: [...one.domains, ...domains], ranges: [...one.ranges, ...ranges] }
}

/** The least that permits these names. */
export const subtreesOf = (names: readonly CertifiedName[]): Subtrees => ({
  domains: names.flatMap((name) => name.kind === 'dns' ? [name.text] : []),
  ranges: names.flatMap((name) => name.kind === 'ip' ? [addressRange(name.text)] : [])
})

function rangeText ({ address, mask }: AddressRange): string {
  const bits = [...mask].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  const written = address.length === 4 ? address.join('.') : groups(address)
  return bits === address.length * 8 ? written : `${written}/${bits}`
}

const groups = (address: Buffer): string =>
  Array.from({ length: 8 }, (_, i) => address.readUInt16BE(2 * i).toString(16)).join(':')
