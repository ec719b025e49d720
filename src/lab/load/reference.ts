/** The reference load, from which the link's order comes. */
import type { NetworkConditions } from '../page/conditions.js'
import type { Circumstances } from './browser.js'
import { runLoad } from './run.js'
import type { Turn } from './transfer.js'
import { turnsOf } from './turns.js'

const endless: NetworkConditions = { name: 'endless', download: Infinity, upload: Infinity, latency: 0, offline: false }

/** What it shares with the loads it stands for: `plan` is that of the page before any release. */
export type Unconditional = Pick<Circumstances, 'page' | 'plan' | 'chances' | 'launch' | 'phase'>

/** The turns of all requests of a page, by place. */
export function referenceTurns (load: Unconditional): Turn[] {
  const { page: { work }, chances: { cpu: slowdown } } = load
  const { transfers } = runLoad({ ...load, conditions: endless, slowdown, work, detailed: false, turns: null })
  return turnsOf(transfers)
}
