import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { faultOf, isFault } from '../../store/file-faults.js'
import type { Terminal } from '../terminal.js'
import type { TrustVariable } from './variables.js'

/** Which variables a client asks, in turn, before it takes what its makers or the system trust. */
const asked: Readonly<Record<TrustVariable, readonly string[]>> = {
  NODE_EXTRA_CA_CERTS: ['NODE_EXTRA_CA_CERTS'],
  SSL_CERT_FILE: ['SSL_CERT_FILE'],
  REQUESTS_CA_BUNDLE: ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  CURL_CA_BUNDLE: ['CURL_CA_BUNDLE', 'SSL_CERT_FILE']
}

/** Where systems keep the roots that all programs trust, an employer's among them. */
const systems = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

export const certificatesIn = (text: string): string[] => text.match(certificate) ?? []

/** All certificates of a file, or of the files of a folder. */
async function readAll (path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return certificatesIn(await readFile(path, 'utf8'))
  const entries = await readdir(path, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(path, entry.name))
  const texts = await Promise.all(files.map(async (file) => await readFile(file, 'utf8').catch(() => '')))
  return texts.flatMap(certificatesIn)
}

/** What is trusted where nothing is said. */
async function usual (): Promise<readonly string[]> {
  for (const file of systems) {
    const found = await readAll(file).catch(() => [])
    if (found.length > 0) return found
  }
  return rootCertificates
}

export interface Trusted {
  /** What the variable's file is to hold, PEM. */
  readonly text: string
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Whom a client is to trust: the roots given, and whom it trusted before. A file that cannot be read is told of, and
 * stands for nothing.
 */
export async function trustedBy (
  variable: TrustVariable, roots: readonly string[], env: Terminal['env']
): Promise<Trusted> {
  const [name] = asked[variable].filter((each) => (env[each] ?? '') !== '')
  const path = name === undefined ? '' : env[name] ?? ''
  const { found, fault } = path === '' ? {} : await tried(path)
  // Node's adds to what is trusted anyway.
  const others = found ?? (variable === 'NODE_EXTRA_CA_CERTS' ? [] : await usual())
  const notes = fault === undefined ? [] : [`${name} names ${path}, and ${fault}: whom it trusted is left out`]
  return { text: `${[...new Set([...roots, ...others])].join('\n')}\n`, notes }
}

async function tried (path: string): Promise<{ found?: string[], fault?: string }> {
  try {
    return { found: await readAll(path) }
  } catch (error) {
    return { fault: isFault(error, 'ENOENT') ? 'there is no such file' : faultOf(error, path) }
  }
}
