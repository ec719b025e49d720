/** What the browser's console said during a load. */
import type { Random } from '../../kernel/random.js'
import { micro } from '../precision.js'
import type { ConsoleMessage, NetworkRequest } from '../timeline.js'

type Remark = Omit<ConsoleMessage, 'at' | 'url'>

const synchronous = 'Synchronous XMLHttpRequest on the main thread is deprecated because of its detrimental effects ' +
  'to the end user\'s experience.'
const crossSite = 'A cookie associated with a cross-site resource was set without the `SameSite` attribute.'
const aborted = 'Uncaught (in promise) AbortError: The user aborted a request.'
const renamed = 'componentWillMount has been renamed, and is not recommended for use.'

/** Things a page's own scripts say on a normal day, with the chance that a page does. */
const remarks: ReadonlyArray<readonly [chance: number, remark: Remark]> = [
  [0.3, { level: 'warning', source: 'deprecation', text: synchronous }],
  [0.25, { level: 'warning', source: 'console-api', text: crossSite }],
  [0.2, { level: 'warning', source: 'console-api', text: renamed }],
  [0.35, { level: 'info', source: 'console-api', text: 'consent: no decision stored, asking' }],
  [0.12, { level: 'error', source: 'javascript', text: aborted }]
]

/** Between which moments of a load scripts speak, ms. */
interface Span { readonly from: number, readonly to: number }

/** The page's habits are `page`'s draws (the same for every load), the moments are `random`'s. */
export function consoleMessages (
  requests: readonly NetworkRequest[], { from, to }: Span, page: Random, random: Random
): ConsoleMessage[] {
  const messages: ConsoleMessage[] = []
  const scripts = requests.filter(({ type, status }) => type === 'Script' && status === 200)
  for (const [chance, remark] of remarks) {
    const says = page.chance(chance)
    const at = micro(from + random.float() * (to - from))
    const script = scripts[page.int(0, Math.max(0, scripts.length - 1))]
    if (!says || script === undefined) continue
    // A script speaks only once it is there.
    messages.push({ at: Math.max(at, micro(script.end + 1)), ...remark, url: script.url })
  }
  for (const { failed, status, statusText, errorText, end, url } of requests) {
    if (!failed && status < 400) continue
    const why = errorText ?? `the server responded with a status of ${status} (${statusText})`
    const text = `Failed to load resource: ${why}`
    messages.push({ at: micro(end + 0.2), level: 'error', source: 'network', text, url })
  }
  return messages.sort((a, b) => a.at - b.at)
}
