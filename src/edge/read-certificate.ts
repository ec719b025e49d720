import { X509Certificate } from 'node:crypto'
import { oid, readAll, tag, type Value } from './der.js'
import { extensionIds, generalName } from './extensions.js'
import type { Subtrees } from './subtrees.js'

/** What Node does not tell of a certificate. */
export interface Details {
  /** As it is written: an issuer's name in what it signs must be the same to the byte. */
  readonly subject: Buffer
  /** The identifier that it gives to its key; undefined when it gives none. */
  readonly keyIdentifier: Buffer | undefined
  /** What it may sign for; undefined when that is anything. */
  readonly permitted: Subtrees | undefined
}

/** @throws RangeError, TypeError for what is no certificate. */
export function detailsOf (certificate: X509Certificate): Details {
  const [toBeSigned] = readAll(only(readAll(certificate.raw)).content)
  const fields = readAll(only([toBeSigned]).content).filter(({ tag }) => tag !== 0xa0)
  const subject = only([fields[4]]).whole
  const list = fields.find(({ tag }) => tag === 0xa3)
  const extensions = list === undefined ? [] : readAll(only(readAll(list.content)).content)
  const valueOf = (id: string): Value | undefined => {
    const found = extensions.map(({ content }) => readAll(content)).find(([name]) => name?.whole.equals(oid(id)))
    const octets = found?.find((each) => each.tag === tag.octetString)
    return octets === undefined ? undefined : only(readAll(octets.content))
  }
  const constraints = valueOf(extensionIds.nameConstraints)
  return {
    subject,
    keyIdentifier: valueOf(extensionIds.keyIdentifier)?.content,
    permitted: constraints === undefined ? undefined : subtreesIn(constraints)
  }
}

function only (values: ReadonlyArray<Value | undefined>): Value {
  const [value] = values
  if (value === undefined) throw new TypeError('no certificate: something is missing in it')
  return value
}

/** What the names are that it permits; of those that it excludes nothing is said. */
function subtreesIn (constraints: Value): Subtrees {
  const permitted = readAll(constraints.content).find(({ tag }) => tag === 0xa0)
  const names = permitted === undefined ? [] : readAll(permitted.content).map(({ content }) => only(readAll(content)))
  const ofKind = (number: number): Buffer[] =>
    names.filter(({ tag }) => tag === (0x80 | number)).map(({ content }) => content)
  return {
    domains: ofKind(generalName.dns).map((name) => name.toString('latin1').toLowerCase()),
    ranges: ofKind(generalName.ip).map((bytes) =>
      ({ address: bytes.subarray(0, bytes.length / 2), mask: bytes.subarray(bytes.length / 2) }))
  }
}
