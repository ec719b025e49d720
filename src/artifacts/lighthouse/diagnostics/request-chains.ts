/** Critical requests that had to wait for each other. */
import type { NetworkRequest, Timeline } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { askerOf, isCritical } from '../computed/critical.js'
import { monotonicClock } from '../../resource-timing.js'
import { count } from '../wording.js'

interface Link { readonly request: NetworkRequest, readonly children: Map<string, Link> }

/** From the document down to a request; undefined if something on the way was not critical. */
function lineage (request: NetworkRequest, requests: readonly NetworkRequest[]): NetworkRequest[] | undefined {
  const line: NetworkRequest[] = []
  for (let each: NetworkRequest | undefined = request; each !== undefined; each = askerOf(each, requests)) {
    if (line.includes(each) || !isCritical(each, requests)) return undefined
    line.unshift(each)
  }
  return line
}

function chainsOf (requests: readonly NetworkRequest[]): Map<string, Link> {
  const roots = new Map<string, Link>()
  for (const request of requests) {
    let level = roots
    for (const each of lineage(request, requests) ?? []) {
      const link = level.get(each.id) ?? { request: each, children: new Map<string, Link>() }
      level.set(each.id, link)
      level = link.children
    }
  }
  return roots
}

interface Longest { readonly duration: number, readonly length: number, readonly transferSize: number }

/** The chain that ended last; its size is that of its last request, as Lighthouse 6.3 has it. */
function longestOf (roots: ReadonlyMap<string, Link>): Longest {
  let longest: Longest = { duration: 0, length: 0, transferSize: 0 }
  let from: number | undefined
  const visit = (level: ReadonlyMap<string, Link>, depth: number): void => {
    for (const { request, children } of level.values()) {
      from ??= request.start
      const duration = request.end - from
      if (duration > longest.duration) longest = { duration, length: depth, transferSize: request.transferSize }
      visit(children, depth + 1)
    }
  }
  visit(roots, 0)
  return { ...longest, length: longest.length + 1 }
}

const leaves = (level: ReadonlyMap<string, Link>): number =>
  [...level.values()].reduce((sum, { children }) => sum + (children.size === 0 ? 1 : leaves(children)), 0)

/** Times are seconds of the browser's clock. */
function told (level: ReadonlyMap<string, Link>, seconds: (ms: number) => number): object {
  return Object.fromEntries([...level].map(([id, { request, children }]) => [id, {
    request: {
      url: request.url,
      startTime: seconds(request.start),
      endTime: seconds(request.end),
      responseReceivedTime: seconds(request.failed ? request.end : request.end - request.phases.receive),
      transferSize: request.transferSize
    },
    ...(children.size === 0 ? {} : { children: told(children, seconds) })
  }]))
}

function secondsOf (timeline: Timeline): (ms: number) => number {
  const clock = monotonicClock(timeline)
  return (ms) => (clock + Math.round(ms * 1000)) / 1e6
}

export const criticalRequestChains = defineAudit({
  id: 'critical-request-chains',
  title: 'Avoid chaining critical requests',
  description: 'The Critical Request Chains below show you what resources are loaded with a high priority. Consider ' +
    'reducing the length of chains, reducing the download size of resources, or deferring the download of ' +
    'unnecessary resources to improve page load. [Learn more](https://web.dev/critical-request-chains/).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, ({ timeline }) => {
  const chains = chainsOf(timeline.requests)
  const [first] = chains.values()
  const number = first === undefined ? 0 : leaves(first.children)
  return {
    score: number === 0 ? 1 : 0,
    notApplicable: number === 0,
    displayValue: number > 0 ? count(number, 'chain found', 'chains found') : '',
    details: {
      type: 'criticalrequestchain',
      chains: told(chains, secondsOf(timeline)),
      longestChain: longestOf(chains)
    }
  }
})
