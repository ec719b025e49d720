/** Draws up what one load will ask for: every resource of the page, after releases, with the load's own noise. */
import type { Random } from '../kernel/random.js'
import type { Chances } from './chances.js'
import { withJitter, type Host } from './hosts.js'
import { assetsOf, type PageAssets } from './page-assets.js'
import type { PageModel } from './page-model.js'
import type { Failure, Planned } from './planned.js'
import type { Effect } from './releases.js'

export interface LoadPlan {
  readonly hosts: readonly Host[]
  /** The document first; then first-party resources, third parties' scripts, their beacons. */
  readonly resources: readonly Planned[]
}

const failures: readonly Failure[] = ['reset', 'server error', 'not found']

/** Adds all third parties' scripts, then all beacons, so that beacons can point at the script that sends them. */
function planTags (
  { thirdParties }: PageAssets, noise: number, chances: Chances, random: Random, needHost: (host: number) => void, planned: Planned[]
): void {
  const sent: Planned[] = []
  // One draw decides which third party has the accident, whether or not there is one.
  const slow = Math.floor(random.float() * thirdParties.length)
  thirdParties.forEach(({ host, failureRate, scripts, beacons }, index) => {
    needHost(host)
    scripts.forEach((script, i) => {
      const failed = random.chance(failureRate)
      const failure = random.pick(failures)
      const extra = index === slow && i === 0 ? chances.thirdParty : 0
      const latency = script.latency * Math.exp(random.normal(0, 0.3 * noise)) + extra
      if (failed) planned.push({ ...script, resourceSize: 0, transferSize: script.headersSize, latency, work: 0, failure })
      else planned.push({ ...script, latency, work: script.work * Math.exp(random.normal(0, 0.1 * noise)) })
      if (failed || i > 0) return
      const sender = planned.length - 1
      for (const each of beacons) sent.push({ ...each, latency: each.latency * Math.exp(random.normal(0, 0.3 * noise)), sender })
    })
  })
  planned.push(...sent)
}

export function planLoad (page: PageModel, effect: Effect, chances: Chances, random: Random): LoadPlan {
  const { noise } = page
  const assets = assetsOf(page, effect)
  const hosts: Host[] = []
  const needHost = (host: number): void => {
    if (host === hosts.length) hosts.push(withJitter(assets.hosts[host]!, random, noise))
  }
  const server = chances.server ** 0.3
  const planned = assets.resources.map((asset, index): Planned => {
    needHost(asset.host)
    if (index === 0) return { ...asset, latency: asset.latency * chances.server }
    const latency = asset.latency * server * Math.exp(random.normal(0, 0.2 * noise))
    return { ...asset, latency, work: asset.type === 'Script' ? asset.work * Math.exp(random.normal(0, 0.05 * noise)) : 0 }
  })
  planTags(assets, noise, chances, random, needHost, planned)
  return { hosts, resources: planned }
}
