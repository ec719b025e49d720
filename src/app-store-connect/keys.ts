import { generateKeyPairSync } from 'node:crypto'
import { sha256 } from '../kernel/ids.js'

/** A new API key: the private half for a .p8 file, and the line for the world file's `appStore.keys`. */
export interface CreatedKey {
  readonly p8: string
  readonly keyId: string
  readonly issuerId: string
  readonly worldFileLine: string
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Makes a P-256 key. Its ids follow from the public half, so they tell keys apart and need no chance of their own. */
export function createKey (): CreatedKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' }
  })
  const hash = sha256(publicKey)
  const bytes = Array.from({ length: 10 }, (_, index) => parseInt(hash.slice(index * 2, index * 2 + 2), 16))
  const keyId = bytes.map((byte) => digits.charAt(byte % digits.length)).join('')
  const issuerId = uuidOf(hash.slice(20, 52))
  const worldFileLine = JSON.stringify({ keyId, issuerId, publicKey, role: 'ADMIN' })
  return { p8: privateKey, keyId, issuerId, worldFileLine }
}

/** 32 hexadecimal digits as a random UUID: of version 4, and of one variant. */
const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-')
