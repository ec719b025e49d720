import type { RefusedTarget } from '../../http/refused-targets.js'
import { proxyVariables, trustVariables, type EdgeVariables } from './variables.js'

/** A URL without the user name and password that it may have. */
function withoutSecrets (proxy: string): string {
  return proxy.replace(/\/\/[^/@]*@/, '//')
}

/** Node.js takes notice of a proxy by itself from these versions on. */
const heeding = [[22, 21], [24, 5]] as const

/** Whether https and fetch of a version take notice of NODE_USE_ENV_PROXY. */
export function heedsProxy (version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return heeding.some(([first, second]) => major === first && minor >= second) || major > 24
}

const ofJava =
  'Java sends no user name to a proxy by itself: it meets the default world, or the one that X-Perftwin-World names'

/** What a person should know of variables that were made, a sentence each. */
export function edgeSentences ({ variables, replaced, dropped }: EdgeVariables, node: string): string[] {
  return [
    ...(new URL(variables.HTTPS_PROXY ?? 'http://twin').username === ''
      ? []
      : [ofJava]),
    ...replaced.map(({ proxy, names }) =>
      `${names.join(', ')} named the proxy ${withoutSecrets(proxy)}: it is replaced`),
    ...(dropped.length === 0
      ? []
      : [`NO_PROXY excepted ${dropped.join(', ')}, which would lead past the twin to the vendors: left out`]),
    ...(heedsProxy(node)
      ? []
      : [`fetch and https of Node.js ${node} take no notice of a proxy (22.21, 24.5 and later do); ` +
         'clients that bring their own way, such as axios or the saucelabs SDK, do'])
  ]
}

/** What is set, and to what end. */
export const edgeSummary = (proxy: string, fingerprint: string, noProxy: string): string[] => [
  `${proxyVariables.join(', ')}: ${proxy}, where the vendors' hosts are the twin's, and every other name is refused`,
  `NO_PROXY, no_proxy: ${noProxy}`,
  `${trustVariables.join(', ')}, JAVA_TOOL_OPTIONS: trust its root besides (SHA-256 ${fingerprint})`
]

/** How many names are told; a crawler asks for any number of them. */
const most = 20

/** Which other names were asked for, and how they are left alone. */
export function refusedSentence (refused: readonly RefusedTarget[], others: number): string | undefined {
  if (refused.length === 0) return undefined
  const shown = refused.slice(0, most)
  const more = refused.length - shown.length + others
  const told = shown.map(({ target, requests }) => requests === 1 ? target : `${target} (${requests} times)`)
  const names = [...new Set(shown.map(({ target }) => target.replace(/:\d+$/, '')))]
  return `also asked for, and refused: ${told.join(', ')}${more === 0 ? '' : ` and ${more} more`}; ` +
    `what is to reach them goes on with --no-proxy ${names.join(',')}`
}
