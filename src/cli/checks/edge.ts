import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { realNow } from '../../kernel/clock.js'
import { messageOf } from '../../kernel/errors.js'
import { certificatesIn } from '../edge/trusted.js'
import { trustVariables } from '../edge/variables.js'
import type { Terminal } from '../terminal.js'
import { ok, problem, type Finding } from './finding.js'

type Env = Terminal['env']

/** By which clients find a proxy for the vendors' hosts, which speak HTTPS. */
const proxies = ['HTTPS_PROXY', 'https_proxy']

/** Where a twin is, and how the root is had that it serves: PEM, or undefined where none answers. */
export interface EdgeAt { readonly port: number, readonly rootOf: () => Promise<string | undefined> }

const cure = 'eval "$(perftwin env edge)"'

/** Whether a proxy is the twin of this machine that listens on a port. */
export function isTwin (proxy: string, port: number): boolean {
  if (!URL.canParse(proxy)) return false
  const { hostname, port: at } = new URL(proxy)
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && at === String(port)
}

/** What is wrong with the certificates that a variable names; undefined when they are as they should be. */
async function trustFault (env: Env, name: string, root: string | undefined): Promise<string | undefined> {
  const path = env[name] ?? ''
  if (path === '') return name === 'NODE_EXTRA_CA_CERTS' ? 'NODE_EXTRA_CA_CERTS is not set' : undefined
  try {
    return faultIn(certificatesIn(await readFile(path, 'utf8')), `${name} (${path})`, root)
  } catch (error) {
    return `${name} cannot be read: ${messageOf(error)}`
  }
}

function faultIn (found: readonly string[], named: string, root: string | undefined): string | undefined {
  const certificates = found.flatMap(certificateOf)
  const ours = certificates.filter(({ subject }) => /\bperftwin\b/.test(subject))
  if (root !== undefined) {
    const { fingerprint256 } = new X509Certificate(root)
    if (certificates.some((each) => each.fingerprint256 === fingerprint256)) return undefined
    const old = ours.length > 0 ? ', but that of another twin, or of one before it was started anew' : ''
    return `${named} does not hold the root of the twin that answers${old}`
  }
  const expired = ours.find(({ validTo }) => Date.parse(validTo) < realNow())
  return expired === undefined ? undefined : `the perftwin root in ${named} has expired, on ${expired.validTo}`
}

function certificateOf (text: string): X509Certificate[] {
  try {
    return [new X509Certificate(text)]
  } catch {
    return []
  }
}

/**
 * Whether clients reach the vendors' own hosts by way of the twin, and trust whom they meet. Who points them there by a
 * base URL needs none of it: it is looked at where a proxy leads to the twin, or `wanted` says so.
 */
export async function edgeCheck (env: Env, { port, rootOf }: EdgeAt, wanted: boolean): Promise<Finding> {
  const set = proxies.filter((name) => (env[name] ?? '') !== '')
  const others = set.filter((name) => !isTwin(env[name] ?? '', port))
  const leads = set.length > 0 && others.length === 0
  if (!leads && !wanted) return ok('edge', 'no proxy leads to the twin: its clients need a base URL (perftwin env)')
  if (set.length === 0) return problem('edge', `HTTPS_PROXY is not set: ${cure}`)
  if (!leads) return problem('edge', `${others.join(', ')} leads elsewhere than to the twin on port ${port}: ${cure}`)
  const root = await rootOf()
  const faults = await Promise.all(trustVariables.map(async (name) => await trustFault(env, name, root)))
  const told = faults.filter((fault) => fault !== undefined)
  if (told.length > 0) return problem('edge', `${told.join('; ')}: ${cure}`)
  const trusted = root === undefined ? 'no twin answers there now' : 'its root is trusted'
  return ok('edge', `${set.join(', ')} leads to the twin on port ${port}, and ${trusted}`)
}
