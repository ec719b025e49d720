import { stream } from '../../kernel/random.js'

/** Hexadecimal digits, each veiled by a digit drawn for `tail`. The same again unveils them. */
function veil (seed: number, digits: string, tail: string): string {
  const mask = stream(seed, 'signature-veil', tail).hex(32)
  const veiled = [...digits].map((digit, index) => parseInt(digit, 16) ^ parseInt(mask.charAt(index), 16))
  return veiled.map((value) => value.toString(16)).join('')
}

/**
 * The id of a signature, 66 hexadecimal digits as in Apple's sample. It holds the build's id, veiled by its own second
 * half, so that the logs of a signature are found without a register of all signatures.
 */
export function signatureId (seed: number, buildId: string, type: string, symbol: string): string {
  const tail = stream(seed, 'signature', type, symbol, buildId).hex(34)
  return veil(seed, buildId.replaceAll('-', ''), tail) + tail
}

/** The id of the build that a signature's id holds; undefined if it can be none of ours. */
export function buildIdIn (seed: number, id: string): string | undefined {
  if (!/^[0-9a-f]{66}$/.test(id)) return undefined
  const digits = veil(seed, id.slice(0, 32), id.slice(32))
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)]
  return parts.join('-')
}
