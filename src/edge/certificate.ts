import { createHash, sign, type KeyObject } from 'node:crypto'
import { serialNumber } from '../kernel/ids.js'
import { bitString, der, explicit, integer, oid, readAll, sequence, set, tag, time, utf8 } from './der.js'

/** When a certificate holds, both ends included. ms since the Unix epoch. */
export interface Validity { readonly from: number, readonly until: number }

/** What is to be certified, and by whom. */
export interface Request {
  /** Whose the key is: a name as `subjectName` writes it, or an empty one. */
  readonly subject: Buffer
  readonly publicKey: KeyObject
  readonly validity: Validity
  readonly extensions: readonly Buffer[]
  readonly issuer: { readonly subject: Buffer, readonly key: KeyObject }
}

export const subjectName = (organization: string, commonName: string): Buffer => sequence(
  set(sequence(oid('2.5.4.10'), utf8(organization))),
  set(sequence(oid('2.5.4.3'), utf8(commonName)))
)

/** Of a leaf, whose names stand in an extension: OpenSSL holds an address that stands here against the domains. */
export const noName = sequence()

interface Algorithm { readonly identifier: Buffer, readonly hash: string | null }

const algorithm = (id: string, hash: string | null, ...parameters: Buffer[]): Algorithm =>
  ({ identifier: sequence(oid(id), ...parameters), hash })

/** By kind of key, and by curve. */
const algorithms: Readonly<Record<string, Algorithm>> = {
  rsa: algorithm('1.2.840.113549.1.1.11', 'sha256', der(tag.null)),
  prime256v1: algorithm('1.2.840.10045.4.3.2', 'sha256'),
  secp384r1: algorithm('1.2.840.10045.4.3.3', 'sha384'),
  secp521r1: algorithm('1.2.840.10045.4.3.4', 'sha512'),
  ed25519: algorithm('1.3.101.112', null)
}

/** How a key signs; undefined for kinds that clients hardly know. */
export function algorithmOf ({ asymmetricKeyType: kind, asymmetricKeyDetails: details }: KeyObject):
Algorithm | undefined {
  const name = kind === 'ec' ? details?.namedCurve ?? '' : String(kind)
  return Object.hasOwn(algorithms, name) ? algorithms[name] : undefined
}

/** The identifier of a key: SHA-1 over its bits, as RFC 5280 (4.2.1.2) proposes. */
export function keyId (key: KeyObject): Buffer {
  const [info] = readAll(key.export({ type: 'spki', format: 'der' }))
  const [, bits] = readAll(info?.content ?? Buffer.alloc(0))
  return createHash('sha1').update(bits?.content.subarray(1) ?? '').digest()
}

/**
 * A certificate of version 3 (RFC 5280, 4.1), DER.
 * @throws TypeError for an issuer's key that `algorithmOf` does not know.
 */
export function certify ({ subject, publicKey, validity, extensions, issuer }: Request): Buffer {
  const how = algorithmOf(issuer.key)
  if (how === undefined) throw new TypeError('no certificates are signed with such a key')
  const toBeSigned = sequence(
    explicit(0, integer(2)),
    der(tag.integer, serialNumber()),
    how.identifier,
    issuer.subject,
    sequence(time(validity.from), time(validity.until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions))
  )
  return sequence(toBeSigned, how.identifier, bitString(sign(how.hash, toBeSigned, issuer.key)))
}

/** As text: lines of 64 characters between two that name it. */
export function pem (certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** The certificates in a text, whatever else is in it. PEM each. */
export const pemsIn = (text: string): string[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map((each) => `${each}\n`)
