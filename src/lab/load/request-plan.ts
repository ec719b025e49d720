/** What one load will ask for: every request of the page, after releases, with the load's own noise. */
import type { Random } from '../../kernel/random.js'
import { assetsOf } from '../page/assets.js'
import { withJitter, type Host } from '../page/hosts.js'
import type { PageModel } from '../page/model.js'
import type { Failure, PlannedRequest, Stage } from '../page/planned-request.js'
import type { Effect } from '../page/releases.js'
import type { ThirdPartyRequests } from '../page/third-party-requests.js'
import type { Chances } from './chances.js'

/** A request as this load will meet it. */
export interface ExpectedRequest {
  readonly planned: PlannedRequest
  /** Index among all requests of the plan. */
  readonly index: number
  /** The server, with this load's jitter. */
  readonly host: Host
  /** The server's thinking time, ms. */
  readonly latency: number
  /** Evaluation of a script, ms at CPU rate 1. */
  readonly work: number
}

export interface RequestPlan {
  readonly document: ExpectedRequest
  /** The document first; then first-party resources, third parties' scripts, their beacons. */
  readonly requests: readonly ExpectedRequest[]
  /** The same by stage. */
  readonly staged: Readonly<Record<Stage, readonly ExpectedRequest[]>>
}

const failures: readonly Failure[] = ['reset', 'server error', 'not found']

/** A script that fails brings nothing. */
const failing = (script: PlannedRequest, failure: Failure): PlannedRequest =>
  ({ ...script, resourceSize: 0, transferSize: script.headersSize, failure })

/** The requests of a plan as they are drawn, one by one. */
class Drawn {
  readonly requests: ExpectedRequest[] = []
  readonly staged: Record<Stage, ExpectedRequest[]> = {
    document: [], blocking: [], deferred: [], early: [], tag: [], beacon: [], late: []
  }

  readonly #hosts = new Map<Host, Host>()
  readonly #noise: number
  readonly #random: Random

  constructor (random: Random, noise: number) {
    this.#random = random
    this.#noise = noise
  }

  /** The host as this load finds it, drawn when it is first needed. */
  host (usual: Host): Host {
    const known = this.#hosts.get(usual)
    if (known !== undefined) return known
    const host = withJitter(usual, this.#random, this.#noise)
    this.#hosts.set(usual, host)
    return host
  }

  add (planned: PlannedRequest, host: Host, latency: number, work: number): ExpectedRequest {
    const expected = { planned, index: this.requests.length, host, latency, work }
    this.requests.push(expected)
    this.staged[planned.stage].push(expected)
    return expected
  }
}

export function planRequests (page: PageModel, effect: Effect, chances: Chances, random: Random): RequestPlan {
  const { noise } = page
  const assets = assetsOf(page, effect)
  const drawn = new Drawn(random, noise)
  const main = assets.document
  const document = drawn.add(main, drawn.host(main.host), main.latency * chances.server, 0)
  const server = chances.server ** 0.3
  for (const planned of assets.resources) {
    const host = drawn.host(planned.host)
    const latency = planned.latency * server * Math.exp(random.normal(0, 0.2 * noise))
    const work = planned.type === 'Script' ? planned.work * Math.exp(random.normal(0, 0.05 * noise)) : 0
    drawn.add(planned, host, latency, work)
  }
  drawThirdParties(drawn, assets.thirdParties, chances, random, noise)
  return { document, requests: drawn.requests, staged: drawn.staged }
}

function drawThirdParties (
  drawn: Drawn, parties: readonly ThirdPartyRequests[], chances: Chances, random: Random, noise: number
): void {
  // One draw decides which third party has the accident, whether or not there is one.
  const slow = Math.floor(random.float() * parties.length)
  const beacons: Array<Pick<ExpectedRequest, 'planned' | 'host' | 'latency'>> = []
  parties.forEach((party, index) => {
    const host = drawn.host(party.host)
    party.scripts.forEach((script, i) => {
      const fails = random.chance(party.failureRate)
      const failure = random.pick(failures)
      const accident = index === slow && i === 0 ? chances.thirdParty : 0
      const latency = script.latency * Math.exp(random.normal(0, 0.3 * noise)) + accident
      const work = fails ? 0 : script.work * Math.exp(random.normal(0, 0.1 * noise))
      drawn.add(fails ? failing(script, failure) : script, host, latency, work)
      // The first script sends the beacons, if it is there.
      if (fails || i > 0) return
      for (const planned of party.beacons) {
        beacons.push({ planned, host, latency: planned.latency * Math.exp(random.normal(0, 0.3 * noise)) })
      }
    })
  })
  for (const { planned, host, latency } of beacons) drawn.add(planned, host, latency, 0)
}
