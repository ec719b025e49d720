import { vendorDomains, vendorHost } from '../../hosts.js'
import { Invalid } from '../../kernel/errors.js'
import type { Terminal } from '../terminal.js'

/** This machine: unset, clients in some languages ask a proxy for it too. */
const always = ['localhost', '127.0.0.1', '::1', '[::1]']

const roles = ['api', 'ondemand', 'assets', 'app']

export interface Exceptions {
  /** What NO_PROXY is to say: with commas, for blanks are understood by few. */
  readonly value: string
  /** What it said before, and would have led past the twin to a vendor. */
  readonly dropped: readonly string[]
}

/** The name that an entry excepts, with all below it. */
const nameIn = (entry: string): string => entry.toLowerCase().replace(/:\d+$/, '').replace(/^\*?\./, '')

/** Whether an entry of NO_PROXY excepts a host that is a vendor's. */
function leadsPast (entry: string): boolean {
  const name = nameIn(entry)
  if (entry === '*' || vendorHost(name) !== undefined) return true
  if (vendorDomains.some((domain) => domain === name || domain.endsWith(`.${name}`))) return true
  return roles.some((role) => vendorHost(`${role}.${name}`) !== undefined)
}

/** A name as most clients understand it: some want the dot before it, and some do not know it. */
const bothWays = (name: string): string[] => /^[\d.]+$|:/.test(name) ? [name] : [name, `.${name}`]

/**
 * What no proxy is asked for: what was excepted before, but for the vendors' hosts; this machine; and what was asked
 * for, whatever it is.
 */
export function exceptionsOf (env: Terminal['env'], names: readonly string[] = []): Exceptions {
  const before = [env.NO_PROXY, env.no_proxy].flatMap((list = '') => list.split(/[\s,]+/)).filter((name) => name !== '')
  const dropped = before.filter(leadsPast)
  const kept = before.filter((entry) => !dropped.includes(entry))
  const entries = new Set([...kept, ...always, ...names.map(nameIn).flatMap(bothWays)])
  return { value: [...entries].join(','), dropped: [...new Set(dropped)] }
}

/** The names of a flag, with commas. @throws Invalid with the end of a sentence. */
export function namesOf (text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  // A port, a mask or an asterisk of its own means something to few clients, and another thing to each.
  const isName = (name: string): boolean => /^(?:\*?\.)?[a-z\d][a-z\d.-]*$|^\[?[a-f\d:]+\]?$/i.test(name)
  if (names.every(isName)) return names
  throw new Invalid('must be host names or addresses without ports, separated by commas')
}
