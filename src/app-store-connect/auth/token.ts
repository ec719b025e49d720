import { Cache } from '../../kernel/cache.js'
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
  readonly nbf?: unknown
  readonly scope?: unknown
}

export const audience = 'appstoreconnect-v1'
export const lifetimes = {
  usual: 20 * minute,
  long: 183 * day,
  /** Clients whose clock is ahead: so much later may a token end, have been issued, or begin to be good. */
  skew: 10 * second,
  /** fastlane issues tokens a minute back and lets them end in 20 minutes: 21 minutes in all, which are accepted. */
  backdated: minute
} as const

interface VerifiedToken { readonly key: ApiKey, readonly claims: Claims }

/** How many verified tokens are remembered. */
const remembered = 500

/**
 * Checks signatures: ES256 only, the raw 64 bytes that JOSE prescribes (a DER signature is refused), by the key that
 * `kid` names. Verified tokens are remembered: a client uses each for many requests.
 */
export class Signatures {
  readonly #verified = new Cache<string, VerifiedToken>({ most: remembered })

  /** @throws Unauthorized */
  async verify (token: string, keyOf: (kid: string) => ApiKey | undefined): Promise<VerifiedToken> {
    const known = this.#verified.get(token)
    if (known !== undefined && keyOf(known.key.keyId) === known.key) return known
    const jose = await import('jose')
    try {
      return this.#verified.set(token, await verified(jose, token, keyOf))
    } catch {
      throw new Unauthorized('the token\'s signature is not good')
    }
  }
}

/** What a token says and by which key. What it returns throws whatever is wrong. */
async function verified (
  { compactVerify, decodeProtectedHeader, importJWK, importSPKI }: typeof import('jose'),
  token: string,
  keyOf: (kid: string) => ApiKey | undefined
): Promise<VerifiedToken> {
  const { kid, typ } = decodeProtectedHeader(token)
  const key = kid === undefined ? undefined : keyOf(kid)
  if (key === undefined || (typ !== undefined && typ !== 'JWT')) throw new Unauthorized('unknown key')
  const publicKey = typeof key.publicKey === 'string'
    ? await importSPKI(key.publicKey, 'ES256')
    : await importJWK({ ...key.publicKey }, 'ES256')
  const { payload } = await compactVerify(token, publicKey, { algorithms: ['ES256'] })
  const claims: Claims = JSON.parse(new TextDecoder().decode(payload))
  return { key, claims }
}

/** A team's key names its issuer, an individual's key names its user: what is wrong with how a token does that. */
function wrongHolder ({ issuerId }: ApiKey, { iss, sub }: Claims): string | undefined {
  if (issuerId === null) {
    return sub === 'user' && iss === undefined ? undefined : 'an individual key needs sub "user" and no iss'
  }
  return iss === issuerId && sub === undefined ? undefined : 'a team key needs its issuer and no sub'
}

const isScope = (scope: unknown): scope is string[] =>
  Array.isArray(scope) && scope.every((entry) => typeof entry === 'string')

/**
 * Holds a token's claims against its key, the time (ms) and the request.
 * @throws Unauthorized, for whatever reason, as the service does.
 */
export function checkClaims ({ key, claims }: VerifiedToken, now: number, method: string, target: string): void {
  const fault = wrongHolder(key, claims) ?? wrongClaims(claims, now, method, target)
  if (fault !== undefined) throw new Unauthorized(fault)
}

const isTimeOrAbsent = (claim: unknown): claim is number | undefined =>
  claim === undefined || typeof claim === 'number'

function wrongClaims (claims: Claims, now: number, method: string, target: string): string | undefined {
  const { aud, iat, exp, nbf, scope } = claims
  if (![aud].flat().includes(audience)) return 'wrong audience'
  if (typeof exp !== 'number' || !isTimeOrAbsent(iat) || !isTimeOrAbsent(nbf)) return 'times must be numbers'
  const ends = exp * 1000
  const issued = iat === undefined ? now : iat * 1000
  const begins = nbf === undefined ? now : nbf * 1000
  if (ends <= now) return 'the token has expired'
  if (Math.max(issued, begins) > now + lifetimes.skew) return 'the token is of the future'
  if (scope !== undefined && !isScope(scope)) return 'a scope is a list of strings'
  const most = scope !== undefined && mayLiveLong(scope) ? lifetimes.long : lifetimes.usual
  const livesTooLong = ends - now > most + lifetimes.skew || ends - issued > most + lifetimes.backdated
  if (livesTooLong) return 'the token lives too long'
  if (scope !== undefined && !inScope(scope, method, target)) return 'the scope does not name this request'
  return undefined
}
