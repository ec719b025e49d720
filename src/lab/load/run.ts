/**
 * One page load, from navigation start to quiet, in four stages: the document, what stands before DOMContentLoaded, what
 * follows it up to the load event, and what comes after. Every time is a sum and maximum of durations in a fixed order
 * (see link.ts), so worse conditions never make a milestone earlier.
 */
import type { Random } from '../../kernel/random.js'
import type { Chances } from './chances.js'
import type { NetworkConditions } from '../page/conditions.js'
import { createLink, pending, type Link, type Transfer } from './link.js'
import { MainThread } from './main-thread.js'
import type { PageModel } from '../page/model.js'
import { loadCritical } from './critical.js'
import { loadRest } from './rest.js'
import type { LoadPlan } from './request-plan.js'
import type { Planned, Stage } from '../page/planned-request.js'
import { micro } from '../precision.js'

export interface LoadInput {
  readonly page: PageModel
  readonly plan: LoadPlan
  readonly conditions: NetworkConditions
  /** CPU slow-down, the load's luck included. */
  readonly slowdown: number
  readonly chances: Chances
  readonly random: Random
  /** First-party main-thread work of the load, ms at CPU rate 1, releases included. */
  readonly work: PageModel['work']
  /** Whether main-thread tasks say what they did. */
  readonly detailed: boolean
}

/** Everything that happened, still in the simulation's own terms. */
export interface Load {
  /** By index in the plan. */
  readonly transfers: readonly Transfer[]
  readonly thread: MainThread
  readonly firstPaint: number
  readonly firstContentfulPaint: number
  readonly domInteractive: number
  readonly domContentLoaded: number
  readonly load: number
  /** Ends of tasks that brought content in after the first paint. */
  readonly updates: readonly number[]
}

/** What the stages of a load share. */
export interface Loading {
  readonly input: LoadInput
  readonly link: Link
  readonly thread: MainThread
  readonly transfers: Transfer[]
  /** A pending transfer; `earliest` is added to its place in the link's order. */
  add (index: number, discovered: Transfer['discovered'], after?: readonly Transfer[]): Transfer
  /** Indices of the plan's resources, by stage. */
  readonly staged: Readonly<Record<Stage, readonly number[]>>
}

const rank: Readonly<Record<Stage, number>> = { document: 0, blocking: 0, deferred: 1, early: 2, tag: 1, beacon: 3, late: 2 }
/** How much later in the link's order a less urgent stage comes, ms. */
const rankSpacing = 120
/** How much later, in that order, something mentioned in a stylesheet is expected, ms. */
const stylesheetDelay = 150

const nothing: readonly Transfer[] = []
const stages = new WeakMap<readonly Planned[], Loading['staged']>()

function byStage (resources: readonly Planned[]): Loading['staged'] {
  const known = stages.get(resources)
  if (known !== undefined) return known
  const staged: Record<Stage, number[]> = { document: [], blocking: [], deferred: [], early: [], tag: [], beacon: [], late: [] }
  resources.forEach(({ stage }, index) => { staged[stage].push(index) })
  stages.set(resources, staged)
  return staged
}

export function runLoad (input: LoadInput): Load {
  const { hosts, resources, latencies, work } = input.plan
  const link = createLink(input.conditions, hosts, input.chances.bandwidth, input.chances.nameResolution)
  const thread = new MainThread(input.slowdown, input.detailed)
  const transfers: Transfer[] = []
  const loading: Loading = {
    input,
    link,
    thread,
    transfers,
    add: (index, discovered, after = nothing) => {
      const planned = resources[index]!
      const latency = latencies[index]!
      let key = planned.position * 40 + 3 * hosts[planned.host]!.rtt + latency + rank[planned.stage] * rankSpacing
      for (let i = 0; i < after.length; i++) key = Math.max(key, after[i]!.key + stylesheetDelay)
      return (transfers[index] = pending(planned, index, latency, work[index]!, key, discovered, after))
    },
    staged: byStage(resources)
  }
  thread.begin(0).does('CommitLoad', 'other', 0.8).end()
  const document = loading.add(0, micro(input.random.between(0.5, 1.5)))
  link.fetch([document])
  const critical = loadCritical(loading, document)
  const rest = loadRest(loading, critical)
  return { transfers, thread, ...critical, ...rest }
}
