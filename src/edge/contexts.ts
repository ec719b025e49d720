import type { KeyObject } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { Cache } from '../kernel/cache.js'
import { issueLeaf, keyPair, type Issuer } from './issuer.js'
import type { CertifiedName } from './names.js'

/** A private key and the certificates that go with it, PEM: what a server of TLS takes. */
export interface Identity { readonly key: string, readonly cert: string }

interface Context { readonly identity: Identity, readonly secure: SecureContext, readonly renewAt: number }

/** More names than the vendors have; whoever asks for ever new ones makes the oldest go. */
const most = 100

/** What handshakes use, by the names they are for: made at first use, and made anew before it ends. */
export class Contexts {
  readonly #known = new Cache<string, Context>({ most })
  readonly #issuer: Issuer
  readonly #now: () => number
  readonly #publicKey: KeyObject
  readonly #key: string

  constructor (issuer: Issuer, now: () => number) {
    // One pair for all leaves: it takes longer to make than what it certifies.
    const { publicKey, privateKey } = keyPair()
    this.#issuer = issuer
    this.#now = now
    this.#publicKey = publicKey
    this.#key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }

  of (names: readonly CertifiedName[]): Omit<Context, 'renewAt'> {
    const now = this.#now()
    const key = names.map(({ text }) => text).join(' ')
    const known = this.#known.get(key)
    if (known !== undefined && now < known.renewAt) return known
    const { certificates, renewAt } = issueLeaf(this.#issuer, this.#publicKey, names, now)
    const identity = { cert: certificates, key: this.#key }
    const made = { identity, secure: createSecureContext(identity), renewAt }
    this.#known.set(key, made)
    return made
  }
}
