/** Draws up what one load will ask for: every resource of the page, after releases, with the load's own noise. */
import type { Random } from '../../kernel/random.js'
import type { Chances } from './chances.js'
import { withJitter, type Host } from '../page/hosts.js'
import { assetsOf } from '../page/assets.js'
import type { PageModel } from '../page/model.js'
import type { Failure, Planned } from '../page/planned-request.js'
import type { Effect } from '../page/releases.js'

export interface LoadPlan {
  readonly hosts: readonly Host[]
  /** The document first; then first-party resources, third parties' scripts, their beacons. The same list in most loads of a page. */
  readonly resources: readonly Planned[]
  /** The servers' thinking times in this load, ms, by index of the resource. */
  readonly latencies: readonly number[]
  /** Evaluation of scripts in this load, ms at CPU rate 1, by index of the resource. */
  readonly work: readonly number[]
}

const failures: readonly Failure[] = ['reset', 'server error', 'not found']

export function planLoad (page: PageModel, effect: Effect, chances: Chances, random: Random): LoadPlan {
  const { noise } = page
  const { hosts: usual, resources, thirdParties, all } = assetsOf(page, effect)
  const hosts: Host[] = []
  const latencies: number[] = []
  const work: number[] = []
  const needHost = (host: number): void => {
    if (host === hosts.length) hosts.push(withJitter(usual[host]!, random, noise))
  }
  const server = chances.server ** 0.3
  for (let i = 0; i < resources.length; i++) {
    const { host, type, latency, work: usualWork } = resources[i]!
    needHost(host)
    latencies.push(i === 0 ? latency * chances.server : latency * server * Math.exp(random.normal(0, 0.2 * noise)))
    work.push(type === 'Script' ? usualWork * Math.exp(random.normal(0, 0.05 * noise)) : 0)
  }
  // One draw decides which third party has the accident, whether or not there is one.
  const slow = Math.floor(random.float() * thirdParties.length)
  const failed = new Map<Planned, Failure>()
  const beaconLatencies: number[] = []
  thirdParties.forEach(({ host, failureRate, scripts, beacons }, index) => {
    needHost(host)
    scripts.forEach((script, i) => {
      const fails = random.chance(failureRate)
      const failure = random.pick(failures)
      if (fails) failed.set(script, failure)
      latencies.push(script.latency * Math.exp(random.normal(0, 0.3 * noise)) + (index === slow && i === 0 ? chances.thirdParty : 0))
      work.push(fails ? 0 : script.work * Math.exp(random.normal(0, 0.1 * noise)))
      if (fails || i > 0) return
      for (const { latency } of beacons) beaconLatencies.push(latency * Math.exp(random.normal(0, 0.3 * noise)))
    })
  })
  for (const latency of beaconLatencies) {
    latencies.push(latency)
    work.push(0)
  }
  return { hosts, resources: failed.size === 0 ? all : withFailures(all, failed), latencies, work }
}

/** The resources when scripts fail: they bring nothing, and send no beacons. */
function withFailures (all: readonly Planned[], failed: ReadonlyMap<Planned, Failure>): Planned[] {
  return all.filter(({ sender }) => sender === null || !failed.has(all[sender]!)).map((planned) => {
    const failure = failed.get(planned)
    return failure === undefined ? planned : { ...planned, resourceSize: 0, transferSize: planned.headersSize, failure }
  })
}
