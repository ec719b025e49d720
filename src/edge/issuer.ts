import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { certify, keyId, noName, pem, pemsIn, subjectName, type Validity } from './certificate.js'
import {
  forServers, isAuthority, isLeaf, issuerKeyIdentifier, keyIdentifier, permitsOnly, signsCertificates, signsHandshakes,
  subjectNames
} from './extensions.js'
import type { CertifiedName } from './names.js'
import { detailsOf } from './read-certificate.js'
import type { Subtrees } from './subtrees.js'

/** Who signs leaves, with what clients need to know of it. */
export interface Issuer {
  /** What clients trust. PEM. */
  readonly root: string
  /** What is sent after a leaf, PEM each. */
  readonly chain: readonly string[]
  readonly key: KeyObject
  /** As the issuer's certificate has them. */
  readonly subject: Buffer
  readonly keyIdentifier: Buffer | undefined
  /** What it may sign for; undefined when that is anything. */
  readonly permitted: Subtrees | undefined
  /** When the first of its certificates ends. ms since the Unix epoch. */
  readonly expires: number
}

const day = 24 * 60 * 60 * 1000

/** How long root and intermediate last, and a leaf: 397 days in all are the most that browsers take. */
const lifetime = { authority: 3652 * day, leaf: 396 * day } as const

/** From a day ago, for clients whose clocks are behind. */
const validity = (now: number, length: number): Validity => ({ from: now - day, until: now + length })

/** A name that no other has, so that a store with several roots of ours in it tells them apart. */
const nameWith = (what: string, keyId: Buffer): Buffer =>
  subjectName('perftwin', `perftwin ${what} ${keyId.toString('hex', 0, 4)}`)

/** A P-256 pair: small, fast to make, and known to every client. */
export const keyPair = (): { publicKey: KeyObject, privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/**
 * A new root and the intermediate that signs for it. The root's key signs this once and is forgotten, so that whoever
 * reads the intermediate's key can sign for the permitted names alone: Java heeds the constraints of an intermediate,
 * and not those of a root.
 */
export function makeIssuer (permitted: Subtrees, now: number): Issuer {
  const [root, intermediate] = [keyPair(), keyPair()]
  const holds = validity(now, lifetime.authority)
  const [rootId, intermediateId] = [keyId(root.publicKey), keyId(intermediate.publicKey)]
  const issuer = { subject: nameWith('root', rootId), key: root.privateKey }
  const rootCertificate = certify({
    subject: issuer.subject,
    publicKey: root.publicKey,
    validity: holds,
    extensions: [isAuthority(1), signsCertificates(), keyIdentifier(rootId)],
    issuer
  })
  const signing = certify({
    subject: nameWith('intermediate', intermediateId),
    publicKey: intermediate.publicKey,
    validity: holds,
    extensions: [
      isAuthority(0), signsCertificates(), forServers(), permitsOnly(permitted),
      keyIdentifier(intermediateId), issuerKeyIdentifier(rootId)
    ],
    issuer
  })
  return issuerFrom({ root: pem(rootCertificate), chain: [pem(signing)], key: intermediate.privateKey })
}

/** What an issuer's files say: the first of the chain, or else the root, is the one that signs. */
export function issuerFrom ({ root, chain, key }: Pick<Issuer, 'root' | 'chain' | 'key'>): Issuer {
  const certificates = [...chain, root].map((each) => new X509Certificate(each))
  const [signing = new X509Certificate(root)] = certificates
  const ends = certificates.map(({ validTo }) => Date.parse(validTo))
  return { root, chain, key, ...detailsOf(signing), expires: Math.min(...ends) }
}

/** A leaf as TLS needs it. */
export interface Leaf {
  /** With all that is sent after it. PEM. */
  readonly certificates: string
  /** From when on another is wanted. ms since the Unix epoch. */
  readonly renewAt: number
}

/** Thirty days before its end, so that clients whose clocks are ahead never see it end. */
const renewal = 30 * day

/** A certificate for names, which need not be permitted: clients refuse it then. */
export function issueLeaf (issuer: Issuer, publicKey: KeyObject, names: readonly CertifiedName[], now: number): Leaf {
  const { from, until } = validity(now, lifetime.leaf)
  // None may outlast its issuer.
  const end = Math.min(until, issuer.expires)
  const { keyIdentifier: issuerId } = issuer
  const leaf = certify({
    subject: noName,
    publicKey,
    validity: { from, until: end },
    extensions: [
      isLeaf(), signsHandshakes(), forServers(), subjectNames(names), keyIdentifier(keyId(publicKey)),
      ...(issuerId === undefined ? [] : [issuerKeyIdentifier(issuerId)])
    ],
    issuer
  })
  const half = from + (end - from) / 2
  return { certificates: [pem(leaf), ...issuer.chain].join(''), renewAt: Math.max(end - renewal, half) }
}

/** Root, chain and key in one text, so that no file can hold half of it with the other half elsewhere. */
export const issuerText = ({ root, chain, key }: Issuer): string =>
  [key.export({ type: 'pkcs8', format: 'pem' }), ...chain, root].join('')

/** @throws Error for what is no such text. */
export function readIssuer (text: string): Issuer {
  const pems = pemsIn(text)
  const root = pems.at(-1)
  if (root === undefined) throw new TypeError('there is no certificate in it')
  return issuerFrom({ root, chain: pems.slice(0, -1), key: createPrivateKey(text) })
}
