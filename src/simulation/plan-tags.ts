/** Third parties' scripts and the beacons they send. */
import { stream } from '../kernel/random.js'
import type { Planning } from './plan.js'
import { media, type Failure, type Planned } from './planned.js'

const failures: readonly Failure[] = ['reset', 'server error', 'not found']

/** Adds all third parties' scripts, then all beacons, so that beacons can point at the script that sends them. */
export function planTags (planning: Planning, planned: Planned[]): void {
  const { seed, page, effect, chances, random } = planning
  const beacons: Planned[] = []
  // One draw decides which third party has the accident, whether or not there is one.
  const slow = Math.floor(random.float() * page.thirdParties.length)
  page.thirdParties.forEach((party, index) => {
    const own = stream(seed, 'third-party', page.url, party.host)
    const host = planning.host(party.host)
    const root = `${page.secure ? 'https' : 'http'}://${party.host}`
    for (let i = 0; i < party.scripts; i++) {
      const resourceSize = Math.round(party.size * own.logNormal(1, 0.2) * effect.size.script)
      const headersSize = own.int(320, 700)
      const failed = random.chance(party.failureRate)
      const failure = random.pick(failures)
      const extra = index === slow && i === 0 ? chances.thirdParty : 0
      planned.push({
        type: 'Script',
        stage: 'tag',
        url: `${root}/${i === 0 ? 'tag' : `module-${i}`}.js?id=${own.hex(10).toUpperCase()}`,
        host,
        method: 'GET',
        priority: 'Low',
        resourceSize: failed ? 0 : resourceSize,
        headersSize,
        transferSize: failed ? headersSize : headersSize + Math.round(resourceSize * media.Script.compression),
        encoding: 'gzip',
        latency: party.latency * own.logNormal(1, 0.2) * effect.latency.script * Math.exp(random.normal(0, 0.3 * page.noise)) + extra,
        position: 1,
        work: failed ? 0 : party.work / party.scripts * effect.work * Math.exp(random.normal(0, 0.1 * page.noise)),
        failure: failed ? failure : null,
        sender: null
      })
      if (failed || i > 0) continue
      const sender = planned.length - 1
      for (let k = 0; k < party.beacons; k++) {
        const post = own.chance(0.4)
        const size = post ? 0 : own.int(35, 80)
        const headers = own.int(220, 480)
        beacons.push({
          type: post ? 'XHR' : 'Image',
          stage: 'beacon',
          url: `${root}/${post ? 'collect' : 'pixel.gif'}?v=1&cid=${own.hex(8)}`,
          host,
          method: post ? 'POST' : 'GET',
          priority: post ? 'High' : 'Low',
          resourceSize: size,
          headersSize: headers,
          transferSize: headers + size,
          encoding: null,
          latency: party.latency * 0.6 * Math.exp(random.normal(0, 0.3 * page.noise)),
          position: 1,
          work: 0,
          failure: null,
          sender
        })
      }
    }
  })
  planned.push(...beacons)
}
