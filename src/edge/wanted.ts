import { hostname, networkInterfaces } from 'node:os'
import { Invalid } from '../kernel/errors.js'
import { certifiedName, wildcardDomain, type CertifiedName } from './names.js'
import { addressRange, permits, subtreesOf, together, type Subtrees } from './subtrees.js'

/** The names that an authority is to be good for. */
export interface WantedNames {
  /** The domains of the vendors, whole. */
  readonly domains: readonly string[]
  /** Names and addresses of the twin that somebody asked for; `*.shop.test` for all below a domain. */
  readonly asked: readonly string[]
  /** Whether the twin is reached from beyond this machine: it then has this machine's name and addresses too. */
  readonly isOpen: boolean
}

export interface Wanted {
  /** All that the intermediate is to permit. */
  readonly permitted: Subtrees
  /** Of it, what an intermediate that is kept must permit: a container has another name at each start. */
  readonly needed: Subtrees
  /** Those of the default certificate. */
  readonly names: readonly CertifiedName[]
  /** The domains below which every name has a certificate of its own. */
  readonly wildcards: readonly string[]
}

/** Names that the twin has anyway: on its machine, as a service of the usual name, and from containers. */
const usualNames = [
  'localhost', '127.0.0.1', '::1', 'perftwin',
  'host.docker.internal', 'host.containers.internal', 'host.testcontainers.internal'
] as const

/** Addresses that are nobody's on the internet: loopback, private, shared and link-local ones. */
const privateRanges = [
  '127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10',
  '::1', 'fc00::/7', 'fe80::/10'
].map(addressRange)

const isName = (name: CertifiedName | undefined): name is CertifiedName => name !== undefined

/** A word of letters alone may be a top-level domain (`dev`, `box`), and to permit it would be to permit all below. */
const mayBeTopLevel = ({ kind, text }: CertifiedName): boolean => kind === 'dns' && /^(?:[a-z]+|xn--.*)$/.test(text)

/** This machine's name and addresses. */
function machineNames (): CertifiedName[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each.map(({ address }) => address))
  return [hostname(), ...addresses].map(certifiedName).filter(isName).filter((name) => !mayBeTopLevel(name))
}

const unique = (names: readonly CertifiedName[]): CertifiedName[] =>
  [...new Map(names.map((name) => [name.text, name])).values()]

/** @throws Invalid for names asked for that are none. */
export function wantedOf ({ domains, asked, isOpen }: WantedNames): Wanted {
  const wildcards = asked.map(wildcardDomain).filter((each) => each !== undefined)
  const told = asked.filter((text) => !text.startsWith('*')).map(nameOf)
  const usual = usualNames.map(certifiedName).filter(isName)
  const needed = together(
    { domains: [...domains], ranges: privateRanges },
    together(subtreesOf([...usual, ...told]), { domains: wildcards, ranges: [] })
  )
  const machine = isOpen ? machineNames() : []
  // Of this machine's addresses those of the internet are others' tomorrow.
  const implied = machine.filter((name) => name.kind === 'dns' || permits(needed, name))
  return {
    permitted: together(needed, subtreesOf(implied)),
    needed,
    names: unique([...usual, ...told, ...implied]),
    wildcards
  }
}

function nameOf (text: string): CertifiedName {
  const name = certifiedName(text)
  if (name === undefined) throw new Invalid(`"${text}" is no name that a certificate can be made for`)
  return name
}
