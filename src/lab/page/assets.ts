/** What a page consists of while certain releases are in force: all that is the same in every load of it. */
import { remembered } from '../../kernel/memo.js'
import { Drawing } from './drawing.js'
import type { PageModel } from './model.js'
import type { PlannedRequest } from './planned-request.js'
import type { Effect } from './releases.js'
import { documentRequest, groupRequests, workPerByte } from './resource-requests.js'
import { thirdPartyRequests, type ThirdPartyRequests } from './third-party-requests.js'

/** Latencies, work and hosts' distances are those of a load without noise. */
export interface PageAssets {
  readonly document: PlannedRequest
  /** They follow the document. */
  readonly resources: readonly PlannedRequest[]
  /** Their scripts follow the resources, in this order, and their beacons follow all scripts. */
  readonly thirdParties: readonly ThirdPartyRequests[]
}

function drawUp (page: PageModel, effect: Effect): PageAssets {
  const drawing = new Drawing(page, effect)
  const scriptWork = workPerByte(page, effect)
  const document = documentRequest(drawing)
  const resources = page.resources.flatMap((group, index) => groupRequests(drawing, group, index, scriptWork))
  let files = 1 + resources.length
  const thirdParties = page.thirdParties.map((party) => {
    const requests = thirdPartyRequests(drawing, party, files)
    files += requests.scripts.length
    return requests
  })
  return { document, resources, thirdParties }
}

const assetsByEffect = remembered((page: PageModel) => remembered((effect: Effect) => drawUp(page, effect)))

/** The assets of a page, drawn up once for each effect: a test's runs load the same page over and over. */
export const assetsOf = (page: PageModel, effect: Effect): PageAssets => assetsByEffect(page)(effect)
