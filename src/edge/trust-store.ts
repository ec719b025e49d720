import { createHash, X509Certificate } from 'node:crypto'

/** What Java opens trust stores with unless told otherwise. */
export const trustStorePassword = 'changeit'

const number = (value: number | bigint, bytes: 4 | 8): Buffer => {
  const written = Buffer.alloc(8)
  written.writeBigUInt64BE(BigInt(value))
  return written.subarray(8 - bytes)
}

/** As Java's DataOutput writes text: its length in two bytes, then UTF-8. */
const text = (value: string): Buffer =>
  Buffer.concat([number(Buffer.byteLength(value), 4).subarray(2), Buffer.from(value)])

/**
 * A Java trust store (JKS, version 2) with one certificate (PEM). Java takes no PEM; keytool, which would make one of
 * it, comes with a whole JDK. The same certificate gives the same bytes: it is put in as of when it begins.
 */
export function javaTrustStore (pem: string): Buffer {
  const { raw, validFrom } = new X509Certificate(pem)
  const trustedCertificate = 2
  const store = Buffer.concat([
    Buffer.from('feedfeed', 'hex'), number(2, 4), number(1, 4),
    number(trustedCertificate, 4), text('perftwin'), number(Date.parse(validFrom), 8),
    text('X.509'), number(raw.length, 4), raw
  ])
  const password = Buffer.from(trustStorePassword, 'utf16le').swap16()
  const seal = createHash('sha1').update(password).update('Mighty Aphrodite').update(store).digest()
  return Buffer.concat([store, seal])
}
