/** What the stages of a load share. */
import { inOrderOf } from '../order.js'
import type { NetworkConditions } from '../page/conditions.js'
import type { MainThreadWork, PageModel } from '../page/model.js'
import type { Chances } from './chances.js'
import { Link } from './link.js'
import { MainThread } from './main-thread.js'
import type { ExpectedRequest, RequestPlan } from './request-plan.js'
import { pending, type Transfer, type Turn } from './transfer.js'
import { nextTurn, turnOf } from './turns.js'

/** What one load depends on. */
export interface Circumstances {
  readonly page: PageModel
  readonly plan: RequestPlan
  readonly conditions: NetworkConditions
  /** CPU slow-down, the load's luck included. */
  readonly slowdown: number
  readonly chances: Chances
  /** When the browser asks for the document, ms. */
  readonly launch: number
  /** A moment at which the screen shows a frame, ms. */
  readonly phase: number
  /** Releases included. */
  readonly work: MainThreadWork
  /** Whether main-thread tasks say what they did. */
  readonly detailed: boolean
  /** The link's order, by place in the page; null in the load that finds it out. */
  readonly turns: readonly Turn[] | null
}

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
    const { host, index } = expected
    const { turns } = this.circumstances
    const server = this.link.server(host)
    const turn = turns === null ? nextTurn(server) : turnOf(turns, expected)
    const transfer = pending(expected, server, turn, discovered, after)
    this.transfers[index] = transfer
    return transfer
  }

  /** Fetches a batch; later batches are served after earlier ones. */
  fetch (batch: readonly Transfer[]): void {
    if (this.circumstances.turns === null) this.link.fetchAtOnce(batch)
    else this.link.fetch(batch)
  }

  /** Once everything is fetched. */
  tellWaits (): void {
    if (this.circumstances.turns !== null) this.link.tellWaits(this.transfers)
  }

  /** In the link's order, which is also the order in which scripts and answers are handled. */
  inTurn (batch: readonly Transfer[]): Transfer[] {
    const ordered = this.circumstances.turns !== null
    return inOrderOf(batch.map(({ turn, end }) => ordered ? turn.first : end), batch)
  }
}
