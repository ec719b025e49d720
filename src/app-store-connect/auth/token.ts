import { Unauthorized } from '../../kernel/errors.js'
import { day, minute, second } from '../../kernel/durations.js'
import type { ApiKey } from '../../facts/app-store.js'
import { inScope, mayLiveLong } from './scope.js'

/** What a token says, once its signature is known to be good. */
export interface Claims {
  readonly iss?: unknown
  readonly sub?: unknown
  readonly aud?: unknown
  readonly iat?: unknown
  readonly exp?: unknown
  readonly scope?: unknown
}

export const audience = 'appstoreconnect-v1'
export const lifetimes = {
  usual: 20 * minute,
  long: 183 * day,
  /** Clients whose clock is ahead: so much later may a token end, or have been issued. */
  skew: 10 * second,
  /** fastlane issues tokens a minute back and lets them end in 20 minutes: 21 minutes in all, which are accepted. */
  backdated: minute
} as const

interface VerifiedToken { readonly key: ApiKey, readonly claims: Claims }

/**
 * Checks signatures: ES256 only, the raw 64 bytes that JOSE prescribes (a DER signature is refused), by the key that
 * `kid` names. Verified tokens are remembered: a client uses each for many requests.
 */
export class Signatures {
  readonly #verified = new Map<string, VerifiedToken>()

  /** @throws Unauthorized */
  async verify (token: string, keyOf: (kid: string) => ApiKey | undefined): Promise<VerifiedToken> {
    const known = this.#verified.get(token)
    if (known !== undefined && keyOf(known.key.keyId) === known.key) return known
    const { compactVerify, decodeProtectedHeader, importJWK, importSPKI } = await import('jose')
    try {
      const { kid, typ } = decodeProtectedHeader(token)
      const key = kid === undefined ? undefined : keyOf(kid)
      if (key === undefined || (typ !== undefined && typ !== 'JWT')) throw new Unauthorized('unknown key')
      const publicKey = typeof key.publicKey === 'string' ? await importSPKI(key.publicKey, 'ES256') : await importJWK({ ...key.publicKey }, 'ES256')
      const { payload } = await compactVerify(token, publicKey, { algorithms: ['ES256'] })
      const claims = JSON.parse(new TextDecoder().decode(payload)) as Claims
      if (this.#verified.size >= 500) this.#verified.clear()
      const verified = { key, claims }
      this.#verified.set(token, verified)
      return verified
    } catch {
      throw new Unauthorized('the token\'s signature is not good')
    }
  }
}

/**
 * Holds a token's claims against its key, the time (ms) and the request.
 * @throws Unauthorized, for whatever reason, as the service does.
 */
export function checkClaims ({ key, claims }: VerifiedToken, now: number, method: string, target: string): void {
  const refuse = (why: string): never => { throw new Unauthorized(why) }
  const { iss, sub, aud, iat, exp, scope } = claims
  if (key.issuerId === null) {
    if (sub !== 'user' || iss !== undefined) refuse('an individual key needs sub "user" and no iss')
  } else if (iss !== key.issuerId || sub !== undefined) refuse('a team key needs its issuer and no sub')
  if (![aud].flat().includes(audience)) refuse('wrong audience')
  if (typeof exp !== 'number' || (iat !== undefined && typeof iat !== 'number')) return refuse('times must be numbers')
  const ends = exp * 1000
  const issued = iat === undefined ? now : iat * 1000
  if (ends <= now) refuse('the token has expired')
  if (issued > now + lifetimes.skew) refuse('the token is of the future')
  if (scope !== undefined && !(Array.isArray(scope) && scope.every((entry) => typeof entry === 'string'))) refuse('a scope is a list of strings')
  const entries = scope as string[] | undefined
  const most = entries !== undefined && mayLiveLong(entries) ? lifetimes.long : lifetimes.usual
  if (ends - now > most + lifetimes.skew || ends - issued > most + lifetimes.backdated) refuse('the token lives too long')
  if (entries !== undefined && !inScope(entries, method, target)) refuse('the scope does not name this request')
}
