import type { Terminal } from '../terminal.js'
import { exceptionsOf } from './exceptions.js'
import { javaOptions } from './java.js'

type Env = Terminal['env']

/** By which clients find a proxy: most languages read them in either case, some in one alone; fastlane has its own. */
export const proxyVariables =
  ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy', 'SPACESHIP_PROXY'] as const

/** By which clients find whom they trust, each the path of a file. All but Node's replace what a client trusts. */
export const trustVariables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const

export type TrustVariable = typeof trustVariables[number]

export interface EdgeSettings {
  /** The twin: `http://127.0.0.1:4010`, with a world as its user name where one is meant. */
  readonly proxy: string
  /** Names that the proxy is not to be asked for. */
  readonly except?: readonly string[]
  /** The files that hold whom to trust; `java` is a trust store, JKS. */
  readonly files: Readonly<Record<TrustVariable | 'java', string>>
}

export interface EdgeVariables {
  readonly variables: Readonly<Record<string, string>>
  /** Proxies that were named before, and by which variables. */
  readonly replaced: ReadonlyArray<{ readonly proxy: string, readonly names: readonly string[] }>
  /** Entries of NO_PROXY that would have led past the twin. */
  readonly dropped: readonly string[]
}

/** By which unmodified clients reach the vendors' own hosts by way of a twin, and trust whom they meet. */
export function edgeVariables (env: Env, { proxy, except, files }: EdgeSettings): EdgeVariables {
  const { value, dropped } = exceptionsOf(env, except)
  const trust = trustVariables.map((name) => [name, files[name]] as const)
  const java = { proxy: new URL(proxy), exceptions: value, trustStore: files.java }
  const variables = {
    ...Object.fromEntries(proxyVariables.map((name) => [name, proxy])),
    NO_PROXY: value,
    no_proxy: value,
    NODE_USE_ENV_PROXY: '1',
    ...Object.fromEntries(trust),
    JAVA_TOOL_OPTIONS: javaOptions(env.JAVA_TOOL_OPTIONS, java)
  }
  return { variables, replaced: replacedBy(env, proxy), dropped }
}

function replacedBy (env: Env, proxy: string): EdgeVariables['replaced'] {
  const byProxy = new Map<string, string[]>()
  for (const name of proxyVariables) {
    const before = env[name] ?? ''
    if (before === '' || before === proxy) continue
    byProxy.set(before, [...byProxy.get(before) ?? [], name])
  }
  return [...byProxy].map(([before, names]) => ({ proxy: before, names }))
}
