// The extensions of certificates (RFC 5280, 4.2), each as it is written.
import { bitString, implicit, integer, isTrue, octetString, oid, sequence } from './der.js'
import type { CertifiedName } from './names.js'
import type { AddressRange, Subtrees } from './subtrees.js'

/** The object identifiers of those that are also read. */
export const extensionIds = {
  keyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  nameConstraints: '2.5.29.30'
} as const

const extension = (id: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(isCritical ? [isTrue] : []), octetString(value))

/** One that may sign certificates, with at most so many authorities between it and a leaf. */
export const isAuthority = (between: number): Buffer =>
  extension('2.5.29.19', true, sequence(isTrue, integer(between)))

/** Said though it goes without saying: Java and OpenSSL's strict mode are content with either. */
export const isLeaf = (): Buffer => extension('2.5.29.19', true, sequence())

/** keyCertSign and cRLSign, the sixth and seventh bit. */
export const signsCertificates = (): Buffer =>
  extension(extensionIds.keyUsage, true, bitString(Buffer.of(0b0000_0110), 1))

/** digitalSignature, the first bit. */
export const signsHandshakes = (): Buffer =>
  extension(extensionIds.keyUsage, true, bitString(Buffer.of(0b1000_0000), 7))

/** For servers alone: neither for clients nor for code or mail. */
export const forServers = (): Buffer => extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1')))

export const keyIdentifier = (id: Uint8Array): Buffer => extension(extensionIds.keyIdentifier, false, octetString(id))

/** By which key it is signed. */
export const issuerKeyIdentifier = (id: Uint8Array): Buffer =>
  extension('2.5.29.35', false, sequence(implicit(0, id)))

/** The numbers of dNSName and iPAddress among the general names. */
export const generalName = { dns: 2, ip: 7 } as const

const dnsName = (text: string): Buffer => implicit(generalName.dns, Buffer.from(text, 'ascii'))

/** Critical, as it stands for the subject, which is empty. */
export const subjectNames = (names: readonly CertifiedName[]): Buffer => extension('2.5.29.17', true, sequence(
  ...names.map((name) => name.kind === 'dns' ? dnsName(name.text) : implicit(generalName.ip, name.bytes))
))

const rangeName = ({ address, mask }: AddressRange): Buffer =>
  implicit(generalName.ip, Buffer.concat([address, mask]))

/** Once one name of a kind is permitted, no other of that kind is. */
export const permitsOnly = ({ domains, ranges }: Subtrees): Buffer =>
  extension(extensionIds.nameConstraints, true, sequence(constructed(0, [
    ...domains.map(dnsName), ...ranges.map(rangeName)
  ].map((name) => sequence(name)))))

const constructed = (number: number, items: readonly Uint8Array[]): Buffer =>
  implicit(0x20 | number, Buffer.concat(items))
