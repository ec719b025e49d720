import { createHash, randomBytes } from 'node:crypto'
import { stream } from './random.js'

/** A Sauce Labs identifier (job, build, user, team): 32 lower-case hexadecimal digits. */
export const hexId = (seed: number, ...names: Array<string | number>): string => stream(seed, 'id', ...names).hex(32)

/** A version-4 UUID, lower case (access keys, App Store Connect builds, request ids). */
export function uuid (seed: number, ...names: Array<string | number>): string {
  const hex = stream(seed, 'uuid', ...names).hex(32)
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** SHA-1 as 40 lower-case hexadecimal digits (job_name_hash and load_id of the Performance API, sums of downloads). */
export const sha1 = (content: string | Uint8Array): string => createHash('sha1').update(content).digest('hex')

/** SHA-256 as 64 lower-case hexadecimal digits (content addresses, world-file hashes). */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** A token that cannot be guessed: the one value that must not follow from the seed. */
export const secret = (): string => randomBytes(24).toString('base64url')

/** A certificate's serial number that no other has: 16 bytes of a positive number, none of them to be left out. */
export function serialNumber (): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = (bytes.readUInt8() & 0x7f) | 0x40
  return bytes
}
