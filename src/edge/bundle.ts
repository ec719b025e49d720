import { rootCertificates } from 'node:tls'

/**
 * A certificate with the roots that a client trusts anyway. Variables such as SSL_CERT_FILE replace what a client
 * trusts instead of adding to it. `before`: what the variable named until now; without it, the roots that Node knows.
 */
export function trustBundle (certificate: string, before?: string): string {
  const others = before ?? rootCertificates.join('\n')
  return `${certificate.trimEnd()}\n${others.trimEnd()}\n`
}
