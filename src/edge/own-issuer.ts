import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Invalid } from '../kernel/errors.js'
import { faultOf, isFault } from '../store/file-faults.js'
import { algorithmOf, pemsIn } from './certificate.js'
import { issuerFrom, type Issuer } from './issuer.js'
import { openKeyNote } from './key-file.js'
import type { Kept, Needs } from './kept-issuer.js'
import { beyond } from './subtrees.js'

/** Paths of PEM files; they may be one and the same. */
export interface OwnFiles { readonly certificate: string, readonly key: string }

/** The certificates of an authority: the one that signs, then each that signed the one before it. */
type Line = readonly [signing: X509Certificate, ...above: X509Certificate[]]

/**
 * An authority of the user's own.
 * @throws Invalid with a sentence for files that will not do.
 */
export async function ownIssuer (files: OwnFiles, needs: Needs): Promise<Kept> {
  const [line, key] = await Promise.all([lineIn(files.certificate, needs.now), keyIn(files.key)])
  if (!line[0].checkPrivateKey(key)) {
    throw new Invalid(`--ca-key ${files.key} is not the key of --ca-cert ${files.certificate}`)
  }
  const root = line.at(-1) ?? line[0]
  // What a client trusts it need not be sent; what it does not trust by itself it must be.
  const chain = line.filter((each) => !isSelfSigned(each)).map(String)
  const issuer = issuerFrom({ root: root.toString(), chain, key })
  const notes = [...await openKeyNote(files.key), ...shortcomings(issuer, root, files.certificate, needs)]
  return { issuer, notes }
}

/** By its signature: another authority may have the same name. */
const isSignedBy = (certificate: X509Certificate, above: X509Certificate): boolean =>
  certificate.checkIssued(above) && certificate.verify(above.publicKey)

const isSelfSigned = (certificate: X509Certificate): boolean => isSignedBy(certificate, certificate)

async function textOf (path: string, flag: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    const why = isFault(error, 'ENOENT') ? 'there is no such file' : faultOf(error, path)
    throw new Invalid(`cannot read ${flag} ${path}: ${why}`)
  })
}

async function lineIn (path: string, now: number): Promise<Line> {
  const all = pemsIn(await textOf(path, '--ca-cert')).map((each) => certificateOf(each, path))
  const [signing, ...above] = all
  if (signing === undefined) throw new Invalid(`--ca-cert ${path} holds no certificate in PEM`)
  for (const each of all) checkAuthority(each, path, now)
  let below = signing
  for (const each of above) {
    if (!isSignedBy(below, each)) {
      throw new Invalid(`in --ca-cert ${path}, ${nameOf(below)} is not signed by ${nameOf(each)} after it`)
    }
    below = each
  }
  return [signing, ...above]
}

function certificateOf (pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Invalid(`--ca-cert ${path} holds something that is no certificate`)
  }
}

/** As people know it: `CN=Example Root, O=Example`. */
const nameOf = ({ subject }: X509Certificate): string => subject.split('\n').reverse().join(', ')

function checkAuthority (certificate: X509Certificate, path: string, now: number): void {
  const { ca, validFrom, validTo } = certificate
  const refuse = (why: string): never => { throw new Invalid(`--ca-cert ${path}: ${nameOf(certificate)} ${why}`) }
  if (!ca) refuse('is no certificate authority: it may not sign certificates')
  if (Date.parse(validTo) <= now) refuse(`ended on ${validTo}`)
  if (Date.parse(validFrom) > now) refuse(`does not begin before ${validFrom}`)
}

async function keyIn (path: string): Promise<KeyObject> {
  const text = await textOf(path, '--ca-key')
  const key = keyOf(text, path)
  if (algorithmOf(key) !== undefined) return key
  throw new Invalid(`--ca-key ${path} is of a kind that few clients know: take RSA, Ed25519, P-256, P-384 or P-521`)
}

function keyOf (text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    if (!/^(?:-----BEGIN |Proc-Type: .*)ENCRYPTED/m.test(text)) {
      throw new Invalid(`--ca-key ${path} holds no private key in PEM`)
    }
    throw new Invalid(`--ca-key ${path} has a passphrase: openssl pkey -in ${path} takes it off`)
  }
}

const day = 24 * 60 * 60 * 1000

/** What will do, though not for everything. */
function shortcomings (
  { permitted, expires }: Issuer, root: X509Certificate, path: string, { wanted, now }: Needs
): string[] {
  const notes: string[] = []
  const missing = permitted === undefined ? [] : beyond(permitted, wanted.needed)
  if (missing.length > 0) {
    notes.push(`--ca-cert ${path} may not sign for ${missing.join(', ')}: clients refuse those names`)
  }
  if (expires - now < 30 * day) notes.push(`--ca-cert ${path} ends on ${new Date(expires).toISOString()}`)
  if (!isSelfSigned(root)) {
    notes.push(`--ca-cert ${path} ends with ${nameOf(root)}, which another has signed: ` +
      'clients must trust that other one, or it must follow in the file')
  }
  return notes
}
