/** What one load will ask for: every request of a page, with the load's own noise. */
import type { PageAssets } from '../page/assets.js'
import type { Host } from '../page/hosts.js'
import { plannedRequest, type Failure, type PlannedRequest, type Stage } from '../page/planned-request.js'
import type { Luck } from './luck.js'

/** A request as this load will meet it. */
export interface ExpectedRequest {
  readonly planned: PlannedRequest
  /** Index among all requests of the plan. */
  readonly index: number
  /** The server, with this load's jitter. */
  readonly host: Host
  /** The server's thinking time, ms. */
  readonly latency: number
  /** How much later than usual the answer is because of an accident, ms. */
  readonly lateness: number
  /** Evaluation of a script, ms at CPU rate 1. */
  readonly work: number
}

export interface RequestPlan {
  readonly document: ExpectedRequest
  /** The document first; then first-party resources, third parties' scripts, their beacons. */
  readonly requests: readonly ExpectedRequest[]
  /** The same by stage. */
  readonly staged: Readonly<Record<Stage, readonly ExpectedRequest[]>>
  /** The page they are of. */
  readonly assets: PageAssets
}

/** A script that fails brings nothing. */
const failing = (script: PlannedRequest, failure: Failure): PlannedRequest =>
  plannedRequest({ ...script, resourceSize: 0, transferSize: script.headersSize, failure })

/** `luckOf` answers undefined for what is not asked for; `intercept` has the last word. */
export function planRequests (
  assets: PageAssets,
  luckOf: (planned: PlannedRequest) => Luck | undefined,
  intercept: (planned: PlannedRequest) => PlannedRequest = (planned) => planned
): RequestPlan {
  const requests: ExpectedRequest[] = []
  const staged: Record<Stage, ExpectedRequest[]> = {
    document: [], blocking: [], deferred: [], early: [], tag: [], beacon: [], late: []
  }
  const add = (own: PlannedRequest): void => {
    const luck = luckOf(own)
    if (luck === undefined) return
    const { slowness, accident, lateness, failure } = luck
    const usual = intercept(own)
    const host = usual.host === own.host ? luck.host : usual.host
    const planned = failure === null || usual !== own ? usual : failing(usual, failure)
    const latency = usual.latency * slowness + accident
    const expected = { planned, index: requests.length, host, latency, lateness, work: usual.work * luck.work }
    requests.push(expected)
    staged[planned.stage].push(expected)
  }
  const { document, resources, thirdParties } = assets
  add(document)
  for (const resource of resources) add(resource)
  for (const { scripts } of thirdParties) for (const script of scripts) add(script)
  for (const { beacons } of thirdParties) for (const beacon of beacons) add(beacon)
  const [first] = staged.document
  if (first === undefined) throw new Error('a page has a document')
  return { document: first, requests, staged, assets }
}
