import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { rootSender } from '../ask.js'
import { urlOf } from '../client-options.js'
import { stateFolder } from '../door.js'
import type { Invocation, Terminal } from '../terminal.js'
import { namesOf } from './exceptions.js'
import { edgeSentences, edgeSummary } from './told.js'
import { edgeVariables } from './variables.js'
import { unwritten, writeTrust } from './written.js'

export interface ShellEdge {
  readonly variables: Readonly<Record<string, string>>
  /** What to know of them, a line each. */
  readonly told: readonly string[]
}

/** The twin as a proxy, with the world that is meant as its user name. */
export function proxyOf (base: string, world: string | undefined): string {
  const { protocol, host } = new URL(base)
  return `${protocol}//${world === undefined ? '' : `${encodeURIComponent(world)}@`}${host}`
}

/**
 * What a shell needs to reach a running twin by the vendors' own host names. The certificates are kept beside the logs
 * of twins in the background, by the twin's address: the next time they are written anew.
 */
export async function shellEdge (invocation: Invocation, terminal: Terminal): Promise<ShellEdge> {
  const { client, own: { noProxy } } = invocation
  const { env, node } = terminal
  const proxy = proxyOf(urlOf(client, env), client.in)
  const root = String(await rootSender(invocation, terminal)<'caCertificate'>('GET', '/_perftwin/ca.pem'))
  const { host } = new URL(proxy)
  const folder = join(stateFolder(env), `edge-${host.replace(/[^\w.-]/g, '-')}`)
  const { files, notes } = await writeTrust(folder, root, env).catch(unwritten('XDG_STATE_HOME'))
  const made = edgeVariables(env, { proxy, except: typeof noProxy === 'string' ? namesOf(noProxy) : [], files })
  const { fingerprint256 } = new X509Certificate(root)
  const summary = edgeSummary(proxy, fingerprint256, made.variables.NO_PROXY ?? '')
  return { variables: made.variables, told: [...summary, ...notes, ...edgeSentences(made, node)] }
}
