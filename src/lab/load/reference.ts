/** The reference load of a page, from which the link's order comes. */
import { remembered } from '../../kernel/memo.js'
import { originalAssets } from '../page/assets.js'
import type { NetworkConditions } from '../page/conditions.js'
import type { PageModel } from '../page/model.js'
import type { Chances } from './chances.js'
import { usualLuck } from './luck.js'
import { planRequests } from './request-plan.js'
import { runLoad } from './run.js'
import type { Turn } from './transfer.js'
import { turnsOf } from './turns.js'

const endless: NetworkConditions = { name: 'endless', download: Infinity, upload: Infinity, latency: 0, offline: false }
const usual: Chances = { server: 1, bandwidth: 1, cpu: 1, nameResolution: 0, thirdParty: 0, outlier: null }

/** The turns of all requests of a page, by place; worked out once for a page. */
export const referenceTurns = remembered((page: PageModel): Turn[] => {
  const { transfers } = runLoad({
    page,
    plan: planRequests(originalAssets(page), usualLuck),
    conditions: endless,
    slowdown: 1,
    chances: usual,
    launch: 1,
    phase: 0,
    work: page.work,
    detailed: false,
    turns: null
  })
  return turnsOf(transfers)
})
