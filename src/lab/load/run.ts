/**
 * One page load, from navigation start to quiet, in four stages: the document, what stands before DOMContentLoaded,
 * what follows it up to the load event, and what comes after. Every time is a sum and maximum of durations in a fixed
 * order (see turns.ts), so neither worse conditions nor what a release makes worse ever make a milestone earlier.
 */
import { micro } from '../precision.js'
import { Browser, type Circumstances } from './browser.js'
import { loadCritical, type CriticalPath } from './critical.js'
import type { MainThread } from './main-thread.js'
import { loadRest, type RestOfLoad } from './rest.js'
import type { Transfer } from './transfer.js'

/** Everything that happened, still in the simulation's own terms. */
export interface FinishedLoad extends CriticalPath, RestOfLoad {
  /** By index in the plan. */
  readonly transfers: readonly Transfer[]
  readonly thread: MainThread
}

export function runLoad (circumstances: Circumstances): FinishedLoad {
  const { plan, launch } = circumstances
  const browser = new Browser(circumstances)
  const { thread, transfers } = browser
  thread.begin(0).does('CommitLoad', 'other', 0.8).end()
  const document = browser.discover(plan.document, micro(launch))
  browser.fetch([document])
  const critical = loadCritical(browser, document)
  const rest = loadRest(browser, critical)
  browser.tellWaits()
  return { transfers, thread, ...critical, ...rest }
}
