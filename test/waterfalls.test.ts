import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { runPageLoad, type Course } from '../src/lab/load/course.js'
import { conditionsOf, type PageLoadInput } from '../src/lab/load/input.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { queueOf } from '../src/lab/load/queue.js'
import type { Transfer } from '../src/lab/load/transfer.js'
import { networks, type NetworkName } from '../src/lab/page/conditions.js'
import type { Page } from '../src/lab/page/page.schema.js'
import { pageFromUrl } from '../src/lab/page/plausible.js'
import type { Timeline } from '../src/lab/timeline.js'
import { pageCauses } from '../src/worlds/files/causes.js'
import { holds } from './properties.js'

const demo = JSON.parse(readFileSync(new URL('fixtures/worlds/demo.json', packageRoot), 'utf8')) as { pages: Record<string, Page> }

const anyLoad = fc.record({
  n: fc.nat(),
  network: fc.constantFrom<NetworkName>('GPRS', 'Good 2G', 'Regular 3G', 'Good 3G', 'Regular 4G', 'DSL', 'Wifi', 'online'),
  protocol: fc.constantFrom('h2' as const, 'http/1.1' as const),
  cpuRate: fc.integer({ min: 1, max: 4 })
}).map(({ n, network, protocol, cpuRate }): Omit<PageLoadInput, 'network'> & { network: NetworkName } => ({
  seed: 1,
  jobId: `job-${n}`,
  orderIndex: 0,
  page: { ...pageFromUrl(n, `https://w${n}.example.com/`), protocol, noise: 0, outliers: 0 },
  network,
  cpuRate,
  startedAt: 0
}))

const course = (input: PageLoadInput): Course => runPageLoad(input, conditionsOf(input), false)

/** What fits into a packet, bytes. */
const packet = 1460

t.test('at no moment does the line carry more than it can, but for the packet under way', async (t) => {
  holds(fc.property(anyLoad, (input) => {
    const perMs = networks[input.network].download / 8
    const received = course(input).load.transfers
      .filter(({ planned: { failure } }) => failure !== 'reset')
      .map(({ end, receive, planned: { transferSize } }) => ({ from: end - receive, to: end, bytes: transferSize }))
      .sort((a, b) => a.to - b.to)
    // Whatever was received between two moments fits between them.
    return received.every(({ from }) => {
      let bytes = 0
      return received.filter((other) => other.from >= from - 1e-6)
        .every((other) => (bytes += other.bytes) <= (other.to - from) * perMs * (1 + 1e-9) + packet)
    })
  }), { numRuns: 80 })
  t.pass('80 loads')
})

t.test('what a request waits and receives is its bytes, and theirs that the timeline names', async (t) => {
  const anyCauses = fc.constantFrom([], ['image latency ×10'], ['font latency ×50'], ['server latency ×5'], ['script latency ×10'])
  holds(fc.property(anyLoad, anyCauses, (input, causes) => {
    const perMs = networks[input.network].download / 8
    const { transfers } = course({ ...input, releasesInForce: pageCauses(causes) }).load
    const bytes = new Map(transfers.map(({ planned: { url, transferSize } }) => [url, transferSize]))
    return transfers.filter(({ planned: { failure } }) => failure !== 'reset').every((transfer) => {
      const { planned: { transferSize }, ready, queued, receive, end } = transfer
      const { ms, behind } = queueOf(transfer, transfers) ?? { ms: 0, behind: [] }
      const theirs = behind.reduce((sum, url) => sum + bytes.get(url)!, 0)
      const took = queued + receive
      // Moments are whole microseconds.
      return Math.abs(ready + took - end) <= 0.002 && took - ms <= 1.2 * transferSize / perMs + 0.002 && ms <= 1.2 * theirs / perMs + 0.002
    })
  }), { numRuns: 80 })
  t.pass('80 loads')
})

t.test('while an answer comes, the line is busy with it or with another', async (t) => {
  holds(fc.property(anyLoad, (input) => {
    const perMs = networks[input.network].download / 8
    const coming = course(input).load.transfers.filter(({ receive }) => receive > 0)
    return coming.every(({ end, receive, planned: { transferSize } }) => {
      const [from, to] = [end - receive, end]
      // A sixteenth of the line is kept for small answers; they may come by that alone.
      if (transferSize <= 4 * packet && receive <= 1.2 * 16 * transferSize / perMs) return true
      const most = coming.filter((other) => other.end > from && other.end - other.receive < to)
        .reduce((sum, { planned: { transferSize } }) => sum + transferSize, 0)
      return receive <= 1.2 * most / perMs + 0.002
    })
  }), { numRuns: 80 })
  t.pass('80 loads')
})

t.test('nobody waits for another\'s latency', async (t) => {
  const ends = (page: Page, network: NetworkName, ...causes: string[]): readonly Transfer[] => course({
    seed: 1,
    jobId: 'a',
    orderIndex: 0,
    page: { ...page, noise: 0, outliers: 0, thirdParties: [] },
    network: networks[network],
    releasesInForce: pageCauses(causes),
    startedAt: 0
  }).load.transfers
  for (const [name, page] of Object.entries(demo.pages)) {
    for (const network of ['online', 'Wifi', 'Good 3G'] as const) {
      const before = ends(page, network)
      for (const [slow, others] of [['image', ['Font', 'Script', 'Stylesheet']], ['font', ['Script', 'XHR', 'Image']]] as const) {
        const after = ends(page, network, `${slow} latency ×50`)
        const ready = before.map(({ ready }, i) => after[i]!.ready - ready)
        const delayed = after.map(({ end, queued }, i) => end - before[i]!.end)
        // No more than the bytes of what is late, and what it would have waited for itself had it come later.
        const bytes = after.reduce((sum, { planned: { kind, transferSize } }) => kind === slow ? sum + transferSize : sum, 0)
        for (const [i, { planned: { type, url } }] of after.entries()) {
          if (!others.some((other) => other === type)) continue
          t.ok(delayed[i]! <= ready[i]! + bytes / (networks[network].download / 8) + 20, `${name} ${network} ${slow} ${url} ${delayed[i]}`)
        }
      }
    }
  }
})

const unthrottled = networks.online.download / 8

t.test('unthrottled, no request takes three times what its bytes and the line need', async (t) => {
  const loads = Object.values(demo.pages).flatMap((page) => Array.from({ length: 20 }, (_, i) =>
    simulatePageLoad({ seed: 1, jobId: `o${i}`, orderIndex: 0, page, startedAt: 0 })))
  const odd = loads.flatMap(({ requests, outlier }) => outlier === 'congested network' ? [] : requests)
    .filter(({ phases: { receive }, transferSize }) => receive > 80 && receive > 3 * transferSize / unthrottled)
    .map(({ url, phases: { receive } }) => [url, receive])
  t.strictSame(odd, [])
})

t.test('a pixel does not queue behind other people\'s megabytes', async (t) => {
  const page: Page = {
    ...pageFromUrl(1, 'https://shop.example.com/'),
    outliers: 0,
    thirdParties: [
      { host: 'tags.example.net', failureRate: 0, beacons: 3 },
      { host: 'video.example.com', failureRate: 0, scripts: 4, size: 900_000 }
    ]
  }
  const { requests } = simulatePageLoad({ seed: 1, jobId: 'a', orderIndex: 0, page, network: 'Good 3G', startedAt: 0 })
  const beacons = requests.filter(({ url }) => /\/(pixel\.gif|collect)\?/.test(url))
  const scripts = requests.filter(({ url }) => url.startsWith('https://video.example.com/') && url.includes('.js'))
  t.equal(beacons.length, 4)
  t.ok(Math.max(...scripts.map(({ start, end }) => end - start)) > 5000, 'the line is busy for seconds')
  for (const { start, end, url } of beacons) t.ok(end - start < 500, `${url} takes ${Math.round(end - start)} ms`)
})

t.test('waiting for the line is no part of receiving, and not the browser\'s of what it does not hold back', async (t) => {
  const { requests } = simulatePageLoad({
    seed: 1, jobId: 'a', orderIndex: 0, page: { ...demo.pages['shop-home']!, outliers: 0 }, network: 'Good 3G', startedAt: 0
  })
  const held = requests.filter(({ phases: { blocked } }) => blocked > 500)
  t.ok(held.length > 5)
  t.ok(held.every(({ priority, connectionReused }) => connectionReused && (priority === 'Low' || priority === 'VeryLow')))
  const [document] = requests
  t.ok(document!.phases.wait < 400, 'nothing stands before the document')
})

const paintTimes = ({ visual, paints }: Timeline): number[] =>
  [...new Set([paints.firstContentfulPaint, ...visual.elements.map(({ paintedAt }) => paintedAt)])].sort((a, b) => a - b)

t.test('pages fill in steps, on every line and every screen, in frames of a sixtieth of a second', async (t) => {
  for (const [name, page] of Object.entries(demo.pages)) {
    for (const network of ['online', 'Wifi', 'Regular 4G', 'Good 3G'] as const) {
      for (const device of ['desktop', 'Nexus 7'] as const) {
        const loads = Array.from({ length: 8 }, (_, i) =>
          simulatePageLoad({ seed: 1, jobId: `s${i}`, orderIndex: 0, page: { ...page, outliers: 0 }, network, device, startedAt: 0 }))
        const fewest = Math.min(...loads.map(({ visual }) => visual.steps.length))
        t.ok(fewest >= 2, `${name}, ${network}, ${device}: ${fewest} steps`)
        for (const load of loads) {
          const [first = 0, ...rest] = paintTimes(load)
          const off = rest.map((time) => (time - first) * 60 / 1000).filter((frames) => Math.abs(frames - Math.round(frames)) > 0.001)
          t.strictSame(off, [], 'every paint is a whole number of frames after the first')
        }
      }
    }
  }
})

t.test('the demo\'s front page is painted four times at least before it is whole, unthrottled', async (t) => {
  for (let i = 0; i < 40; i++) {
    const load = simulatePageLoad({ seed: 1, jobId: `f${i}`, orderIndex: 0, page: demo.pages['shop-home']!, startedAt: 0 })
    const { firstContentfulPaint, largestContentfulPaint, speedIndex, lastVisualChange } = load.observed
    t.ok(load.visual.steps.length >= 4, `${load.visual.steps.length} steps`)
    t.ok(firstContentfulPaint < largestContentfulPaint && speedIndex > firstContentfulPaint && lastVisualChange > speedIndex)
  }
})
