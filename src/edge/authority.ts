import type { SecureContext } from 'node:tls'

/** Who signs the certificates under which a twin answers HTTPS: a root that clients trust, and what it stands for. */
export interface Authority {
  /** What clients are to trust: the root's certificate, PEM. */
  readonly certificate: string
  /** Its SHA-256 as OpenSSL and browsers show it: `AB:CD:…`. */
  readonly fingerprint: string
  /** When the first of root and intermediate ends. ms since the Unix epoch. */
  readonly expires: number
  /** Where it is kept, with `ca.pem` and `ca.jks` in it; undefined for one in memory or of files of the user's own. */
  readonly folder: string | undefined
  /** What is sent after a leaf, PEM each: the intermediate, as a rule. */
  readonly chain: readonly string[]
  /** The names and addresses of the default certificate: those under which the twin itself is reached. */
  readonly names: readonly string[]
  /** What a person should know, a sentence each: that a new authority had to be made, and why; that a key lies open. */
  readonly notes: readonly string[]
  /** Whether there is a certificate for a name: a vendor's host, or one of the twin's own names. */
  issuesFor (name: string): boolean
  /**
   * What a handshake is to use, by the name that the client sent (SNI): the certificate of a vendor's host; the default
   * one for the twin's own names, for unknown ones and for none. Made at first use, and anew before it ends.
   */
  contextFor (name: string | undefined): SecureContext
  /** The root in a trust store for Java: JKS, password `changeit`. */
  trustStore (): Buffer
}
