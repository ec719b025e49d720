import { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { realNow } from '../kernel/clock.js'
import { Contexts, type Identity } from './contexts.js'
import { makeIssuer } from './issuer.js'
import type { Kept, Needs } from './kept-issuer.js'
import { certifiedName, isBelow, type CertifiedName } from './names.js'
import { permits } from './subtrees.js'
import { javaTrustStore } from './trust-store.js'
import { wantedOf, type Wanted, type WantedNames } from './wanted.js'

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
  /** What the default certificate is, for servers: the same object until it is made anew. */
  defaultIdentity (): Identity
  /** The root in a trust store for Java: JKS, password `changeit`. */
  trustStore (): Buffer
}

/** Where an authority comes from, and what it is for. */
export interface AuthoritySettings extends WantedNames {
  /** Whether a name below the domains is a host that is answered for. */
  readonly isHost: (name: string) => boolean
  /** The folder that keeps it; made in memory if left out. */
  readonly folder?: string | undefined
  /** Files of the user's own, instead of one that is made. */
  readonly own?: { readonly certificate: string, readonly key: string } | undefined
  /** The machine's time, ms since the Unix epoch: for tests. */
  readonly now?: () => number
}

/** Who signs, and where that is kept. */
interface Found extends Kept { readonly folder?: string }

/**
 * Takes up the authority that is kept, or makes one.
 * @throws Invalid with a sentence for files that will not do, or a folder that cannot be used.
 */
export async function openAuthority (settings: AuthoritySettings): Promise<Authority> {
  const { now = realNow } = settings
  const wanted = wantedOf(settings)
  return authorityOf(await find(settings, { wanted, now: now() }), wanted, settings.isHost, now)
}

async function find ({ own, folder }: AuthoritySettings, needs: Needs): Promise<Found> {
  if (own !== undefined) return await (await import('./own-issuer.js')).ownIssuer(own, needs)
  if (folder === undefined) return { issuer: makeIssuer(needs.wanted.permitted, needs.now), notes: [] }
  return { folder, ...await (await import('./kept-issuer.js')).keptIssuer(folder, needs) }
}

function authorityOf (
  { issuer, folder, notes }: Found, wanted: Wanted, isHost: (name: string) => boolean, now: () => number
): Authority {
  const { root, chain, permitted, expires } = issuer
  const certificate = new X509Certificate(root)
  const names = wanted.names.filter((name) => permitted === undefined || permits(permitted, name))
  const contexts = new Contexts(issuer, now)
  const ofItsOwn = (name: CertifiedName): boolean => name.kind === 'dns' &&
    (isHost(name.text) || wanted.wildcards.some((domain) => isBelow(name.text, domain)))
  const isDefault = ({ text }: CertifiedName): boolean => names.some((each) => each.text === text)
  return {
    certificate: root,
    fingerprint: certificate.fingerprint256,
    expires,
    folder,
    chain,
    notes,
    names: names.map(({ text }) => text),
    issuesFor (text) {
      const name = certifiedName(text)
      return name !== undefined && (isDefault(name) || ofItsOwn(name))
    },
    contextFor (text = '') {
      const name = certifiedName(text)
      return name !== undefined && ofItsOwn(name) ? contexts.of([name]).secure : contexts.of(names).secure
    },
    defaultIdentity: () => contexts.of(names).identity,
    trustStore: () => javaTrustStore(root)
  }
}
