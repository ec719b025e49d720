import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** A name or address that a certificate can be made for. */
export type CertifiedName =
  | { readonly kind: 'dns', readonly text: string }
  | { readonly kind: 'ip', readonly text: string, readonly bytes: Buffer }

/** A label of a host name. Underscores are no host's, but networks of containers give them. */
const label = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/

/** ASCII that no host name has: before `/`, `?` or `#` domainToASCII would take what stands before it for all. */
const foreign = /[^\w.\-\u0080-\u{10ffff}]/u

/** The most that a host name may have (RFC 1035, 2.3.4). */
const longest = 253

/**
 * A name as certificates have it: in small letters, ASCII (IDNA), without the dot of the root or the brackets and the
 * zone of an address. Undefined for what is no name: one too long, with a wildcard, or empty.
 */
export function certifiedName (text: string): CertifiedName | undefined {
  const bare = text.trim().replace(/^\[(.*)\]$/, '$1').replace(/%[^%]*$/, '')
  if (isIP(bare) !== 0) return address(bare)
  if (bare.length > longest + 1 || foreign.test(bare)) return undefined
  const name = domainToASCII(bare.replace(/\.$/, '')).toLowerCase()
  const isName = name !== '' && name.length <= longest && name.split('.').every((part) => label.test(part))
  // What browsers read as an address (`0x7f.1`) is one, or nothing at all.
  return isName && isIP(name) === 0 ? { kind: 'dns', text: name } : undefined
}

/** An address as people write it in short, and as its 4 or 16 bytes. */
function address (text: string): CertifiedName {
  if (isIP(text) === 4) return { kind: 'ip', text, bytes: Buffer.from(text.split('.').map(Number)) }
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const [head = '', tail] = short.split('::')
  const [before, behind] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = tail === undefined ? 0 : 8 - before.length - behind.length
  const groups = [...before, ...Array<number>(zeros).fill(0), ...behind]
  return { kind: 'ip', text: short, bytes: Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff])) }
}

const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))

/** The host of a URL, or what stands for one. */
export const hostOf = (url: string): string => new URL(url).hostname

/** `*.shop.test`: what is below the domain. Undefined for what is no such pattern. */
export function wildcardDomain (text: string): string | undefined {
  if (!text.startsWith('*.')) return undefined
  const name = certifiedName(text.slice(2))
  return name?.kind === 'dns' ? name.text : undefined
}

export const isBelow = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`)
