/** What the stages of a load share. */
import type { Random } from '../../kernel/random.js'
import type { NetworkConditions } from '../page/conditions.js'
import type { MainThreadWork, PageModel } from '../page/model.js'
import type { Stage } from '../page/planned-request.js'
import type { Chances } from './chances.js'
import { Link } from './link.js'
import { MainThread } from './main-thread.js'
import type { ExpectedRequest, RequestPlan } from './request-plan.js'
import { pending, type Transfer } from './transfer.js'

/** What one load depends on. */
export interface Circumstances {
  readonly page: PageModel
  readonly plan: RequestPlan
  readonly conditions: NetworkConditions
  /** CPU slow-down, the load's luck included. */
  readonly slowdown: number
  readonly chances: Chances
  readonly random: Random
  /** Releases included. */
  readonly work: MainThreadWork
  /** Whether main-thread tasks say what they did. */
  readonly detailed: boolean
}

const rank: Readonly<Record<Stage, number>> = {
  document: 0, blocking: 0, deferred: 1, early: 2, tag: 1, beacon: 3, late: 2
}
/** How much later in the link's order a less urgent stage comes, ms. */
const rankSpacing = 120
/** How much later, in that order, something mentioned in a stylesheet is expected, ms. */
const stylesheetDelay = 150

const nothing: readonly Transfer[] = []

export class Browser {
  readonly link: Link
  readonly thread: MainThread
  /** What the browser knows of, by index in the plan. */
  readonly transfers: Transfer[] = []

  constructor (readonly circumstances: Circumstances) {
    const { conditions, chances, slowdown, detailed } = circumstances
    this.link = new Link(conditions, chances)
    this.thread = new MainThread(slowdown, detailed)
  }

  /** Learns of a request; the transfer is still to be fetched, and not before those of `after`. */
  discover (expected: ExpectedRequest, discovered: Transfer['discovered'], after = nothing): Transfer {
    const { planned, host, latency, index } = expected
    let key = planned.position * 40 + 3 * host.rtt + latency + rank[planned.stage] * rankSpacing
    for (const before of after) key = Math.max(key, before.key + stylesheetDelay)
    const transfer = pending(expected, this.link.server(host), key, discovered, after)
    this.transfers[index] = transfer
    return transfer
  }
}
