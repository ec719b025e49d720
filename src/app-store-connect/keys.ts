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
  const keyId = Array.from({ length: 10 }, (_, index) => digits[parseInt(hash.slice(index * 2, index * 2 + 2), 16) % 36]).join('')
  const issuerId = `${hash.slice(20, 28)}-${hash.slice(28, 32)}-4${hash.slice(33, 36)}-a${hash.slice(37, 40)}-${hash.slice(40, 52)}`
  const worldFileLine = JSON.stringify({ keyId, issuerId, publicKey, role: 'ADMIN' })
  return { p8: privateKey, keyId, issuerId, worldFileLine }
}
