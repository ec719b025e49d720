import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { networkConditions, networkNames } from '../src/lab/page/conditions.js'
import { simulateLoadMetrics } from '../src/lab/load/load-metrics.js'
import { metricData } from '../src/lab/metrics/metric-data.js'
import { isMetricName, metricNames } from '../src/lab/metrics/names.js'
import { measure } from '../src/lab/metrics/measure.js'
import { mainThreadWorkBreakdown } from '../src/lab/metrics/breakdown.js'
import { interactive } from '../src/lab/metrics/interactive.js'
import { analyseNetwork } from '../src/lab/metrics/network-analysis.js'
import { speedIndex } from '../src/lab/metrics/observe.js'
import { estimatedInputLatency, totalBlockingTime } from '../src/lab/metrics/responsiveness.js'
import { audits, logNormalScore } from '../src/lab/metrics/scores.js'
import { ascending } from '../src/lab/order.js'
import { simulatePageLoad, type PageLoadInput } from '../src/lab/load/page-load.js'
import { pageFromUrl } from '../src/lab/page/plausible.js'
import { resourceKinds, type Page, type Resources } from '../src/lab/page/page.schema.js'
import { PinConflict } from '../src/lab/pins/conflict.js'
import type { Pins } from '../src/lab/pins/pins.schema.js'
import { causeTargets, type Cause } from '../src/lab/page/release.schema.js'
import { causesInForce, effectOf } from '../src/lab/page/releases.js'
import { logEntries } from '../src/artifacts/session-log.js'
import { simulateSession, type SessionPlan } from '../src/lab/session/session.js'
import type { MainThreadTask, NetworkRequest, Timeline } from '../src/lab/timeline.js'
import { pageCauses } from '../src/worlds/files/causes.js'
import { holds } from './properties.js'

const home: Page = { url: 'https://shop.example.com/' }
const load = (input: Partial<PageLoadInput> = {}): Timeline =>
  simulatePageLoad({ seed: 1, jobId: 'job-1', orderIndex: 0, page: home, startedAt: 1_618_870_025_000, ...input })

/** Holds a property over many cases. */
function law<T> (t: Test, cases: number, property: fc.IProperty<T>): void {
  holds(property, { numRuns: cases })
  t.pass(`${cases} cases`)
}

/** A rounding error of sums of microseconds. */
const hair = 1e-6

const anyPage = fc.record({
  n: fc.nat(),
  rendering: fc.constantFrom('server' as const, 'client' as const),
  protocol: fc.constantFrom('h2' as const, 'http/1.1' as const),
  outliers: fc.constantFrom(0, 0.5),
  noise: fc.double({ min: 0, max: 3, noNaN: true }),
  script: fc.integer({ min: 0, max: 3000 }),
  empty: fc.constantFrom('resources' as const, 'thirdParties' as const, null, null)
}).map(({ n, script, empty, ...rest }): Page => ({
  ...pageFromUrl(n, `https://site${n}.example.com/`), ...rest, mainThread: { script }, ...(empty === null ? {} : { [empty]: [] })
}))

const anyConditions = fc.record({
  network: fc.record({
    download: fc.double({ min: 30, max: 50_000, noNaN: true }),
    upload: fc.double({ min: 20, max: 20_000, noNaN: true }),
    latency: fc.integer({ min: 0, max: 600 })
  }),
  cpuRate: fc.double({ min: 1, max: 8, noNaN: true })
})

const anyInput = fc.record({
  seed: fc.nat(),
  page: anyPage,
  conditions: anyConditions,
  device: fc.constantFrom('desktop' as const, 'Nexus 7' as const, 'iPhone X' as const)
}).map(({ seed, page, conditions, device }) => ({ seed, page, device, ...conditions }))

t.test('equal input gives an equal timeline, whatever else was simulated in between', async (t) => {
  const first = load({ network: 'Good 3G', cpuRate: 4 })
  load({ jobId: 'another' })
  t.strictSame(load({ network: 'Good 3G', cpuRate: 4 }), first)
})

t.test('nothing but the two timestamps depends on when a load takes place', async (t) => {
  const [a, b] = [load(), load({ startedAt: 0 })]
  t.equal(a.startedAt - b.startedAt, a.timestamp - b.timestamp)
  t.strictSame({ ...b, startedAt: a.startedAt, timestamp: a.timestamp }, a)
})

t.test('loads of different jobs and positions differ, loads of one page resemble each other', async (t) => {
  const ids = new Set([load(), load({ jobId: 'job-2' }), load({ orderIndex: 1 })].map(({ ids }) => ids.loaderId))
  t.equal(ids.size, 3)
  for (const id of ids) t.match(id, /^[0-9A-F]{32}$/)
  const page = { ...home, outliers: 0 }
  const paints = Array.from({ length: 60 }, (_, i) => load({ page, jobId: `j${i}` }).observed.firstContentfulPaint)
  const mean = paints.reduce((sum, value) => sum + value, 0) / paints.length
  const deviation = Math.sqrt(paints.reduce((sum, value) => sum + (value - mean) ** 2, 0) / paints.length)
  t.ok(deviation / mean > 0.01 && deviation / mean < 0.15, `a run differs from the next by ${(100 * deviation / mean).toFixed(1)} %`)
})

t.test('milestones are in order', async (t) => {
  law(t, 150, fc.property(anyInput, (input) => {
    const { observed: o } = load(input)
    return o.serverResponseTime <= o.firstPaint && o.firstPaint <= o.firstContentfulPaint &&
      o.firstContentfulPaint <= o.largestContentfulPaint && o.firstContentfulPaint <= o.firstMeaningfulPaint &&
      o.firstContentfulPaint <= o.interactive && o.domContentLoaded <= o.interactive && o.domContentLoaded <= o.load &&
      o.firstVisualChange <= o.speedIndex && o.speedIndex <= o.lastVisualChange && o.estimatedInputLatency >= 16 &&
      Object.values(o).every(Number.isFinite)
  }))
})

t.test('every request\'s phases follow one another and come after what asked for it', async (t) => {
  law(t, 100, fc.property(anyInput, (input) => {
    const { requests, ids } = load(input)
    const urls = new Set(requests.map(({ url }) => url))
    return requests[0]!.type === 'Document' && requests[0]!.id === ids.loaderId && urls.size === requests.length &&
      requests.every(({ start, end, phases, initiator }, index) => {
        const { blocked, dns, connect, ssl, send, wait, receive } = phases
        const sum = start + blocked + dns + connect + send + wait + receive
        const by = initiator.request === null ? undefined : requests[initiator.request]!
        return Math.min(...Object.values(phases)) >= 0 && ssl <= connect && Math.abs(sum - end) < hair &&
          (index === 0 || start >= requests[index - 1]!.start) &&
          (by === undefined || (by.url === initiator.url && start >= by.end - by.phases.receive - hair))
      })
  }))
})

t.test('the link never carries more than it can', async (t) => {
  law(t, 60, fc.property(anyInput, (input) => {
    const received = load(input).requests.filter(({ failed }) => !failed)
    const bytesPerMs = input.network.download / 8
    // Whatever began and ended between two moments fits between them.
    return received.every(({ start: from }) => {
      let bytes = 0
      return received.filter(({ start }) => start >= from).sort((a, b) => a.end - b.end)
        .every(({ end, transferSize }) => (bytes += transferSize) <= (end - from) * bytesPerMs * (1 + 1e-9) + 1)
    })
  }))
})

t.test('main-thread tasks do not overlap and contain their children', async (t) => {
  law(t, 100, fc.property(anyInput, (input) => {
    const { tasks, end } = load(input)
    return tasks.every(({ start, duration, children }, index) => {
      const next = tasks[index + 1]
      let at = start
      const nested = children.every((child) => {
        const after = child.start >= at - hair
        at = child.start + child.duration
        return after
      })
      const after = start + duration
      const inOrder = next === undefined ? after <= end : after <= next.start + hair
      return duration > 0 && nested && at <= after + hair && inOrder
    })
  }))
})

t.test('a slower line or a slower CPU never makes a milestone earlier', async (t) => {
  const slowing = fc.record({
    download: fc.double({ min: 0.05, max: 1, noNaN: true }),
    upload: fc.double({ min: 0.1, max: 1, noNaN: true }),
    latency: fc.integer({ min: 0, max: 300 }),
    cpu: fc.double({ min: 1, max: 4, noNaN: true })
  })
  law(t, 120, fc.property(anyInput, slowing, (input, slower) => {
    const { network: { download, upload, latency }, cpuRate } = input
    const fast = load(input).observed
    const network = { download: download * slower.download, upload: upload * slower.upload, latency: latency + slower.latency }
    const keys = [
      'firstPaint', 'firstContentfulPaint', 'largestContentfulPaint', 'interactive', 'load', 'domContentLoaded', 'lastVisualChange',
      'speedIndex'
    ] as const
    return [{ ...input, network }, { ...input, cpuRate: cpuRate * slower.cpu }, { ...input, network, cpuRate: cpuRate * slower.cpu }]
      .map((worse) => load(worse).observed)
      .every((slow) => keys.every((key) => slow[key] >= fast[key] - hair))
  }))
})

const milestones = ['firstContentfulPaint', 'largestContentfulPaint', 'interactive', 'load', 'speedIndex'] as const

t.test('whatever a release makes worse makes no milestone earlier', async (t) => {
  const anyCause: fc.Arbitrary<Cause> = fc.record({
    change: fc.constantFrom(...causeTargets),
    factor: fc.oneof(fc.double({ min: 1, max: 3, noNaN: true }), fc.double({ min: 1, max: 30, noNaN: true })),
    types: fc.option(fc.uniqueArray(fc.constantFrom('document' as const, ...resourceKinds), { minLength: 1, maxLength: 3 }))
  }).map(({ types, ...cause }) => types === null ? cause : { ...cause, types })
  law(t, 120, fc.property(anyInput, fc.array(anyCause, { minLength: 1, maxLength: 3 }), (input, causes) => {
    const before = load(input).observed
    const after = load({ ...input, releasesInForce: causes }).observed
    const worse = load({ ...input, releasesInForce: [...causes, ...causes.slice(-1)] }).observed
    return milestones.every((key) => after[key] >= before[key] - hair && worse[key] >= after[key] - hair)
  }))
})

t.test('each cause by itself makes no milestone earlier, on no network', async (t) => {
  const causes = [
    ...causeTargets.map((change): Cause => ({ change, factor: 1.5 })),
    ...resourceKinds.flatMap((kind) => (['size', 'requests', 'latency'] as const)
      .map((change): Cause => ({ change, factor: 2.5, types: [kind] })))
  ]
  for (const network of ['GPRS', 'Good 3G', 'Wifi', 'online'] as const) {
    for (let i = 0; i < 6; i++) {
      const input = { page: { url: `https://p${i}.example.com/` }, network, cpuRate: 1 + i % 3, jobId: `${network}${i}` }
      const before = load(input).observed
      const earlier = causes.filter((cause) => {
        const after = load({ ...input, releasesInForce: [cause] }).observed
        return milestones.some((key) => after[key] < before[key] - hair)
      })
      t.strictSame(earlier, [], `${network}, page ${i}`)
    }
  }
})

t.test('a heavier layout shift only adds to the shift', async (t) => {
  law(t, 60, fc.property(anyInput, fc.double({ min: 1, max: 10, noNaN: true }), (input, factor) => {
    const before = load(input).observed
    const after = load({ ...input, releasesInForce: [{ change: 'layoutShift', factor }] }).observed
    return after.cumulativeLayoutShift >= before.cumulativeLayoutShift && milestones.every((key) => after[key] === before[key])
  }))
})

t.test('the breakdown is whole and adds up to the total task time', async (t) => {
  law(t, 60, fc.property(anyInput, (input) => {
    const { mainThreadWorkBreakdown: rows, diagnostics: { totalTaskTime } } = measure(load(input))
    return rows.length === 7 && rows.every(({ duration }) => Number.isInteger(duration) && duration >= 0) &&
      rows.reduce((sum, { duration }) => sum + duration, 0) === totalTaskTime &&
      rows.every(({ duration }, index) => index === 0 || duration <= rows[index - 1]!.duration)
  }))
  const task = { start: 0, duration: 10, children: [{ name: 'Layout', group: 'styleLayout' as const, start: 0, duration: 4.4 }] }
  t.match(mainThreadWorkBreakdown([task]).slice(0, 2), [{ group: 'other', duration: 6 }, { group: 'styleLayout', duration: 4 }])
})

t.test('visual progress grows in whole percents to 100', async (t) => {
  law(t, 60, fc.property(anyInput, (input) => {
    const { visual: { steps, elements }, lcpCandidates } = load(input)
    const whole = steps.every(({ at, percent }) => Number.isInteger(at) && Number.isInteger(percent))
    const growing = steps.every(({ at, percent }, i) => {
      const before = steps[i - 1] ?? { at: -1, percent: 0 }
      return at > before.at && percent > before.percent
    })
    const larger = lcpCandidates.every(({ time, size }, i) =>
      i === 0 || (time > lcpCandidates[i - 1]!.time && size > lcpCandidates[i - 1]!.size))
    return steps.at(-1)!.percent === 100 && elements.length > 0 && whole && growing && larger
  }))
})

t.test('the vendor\'s networks order the milestones of one page', async (t) => {
  const paints = (['GPRS', 'Regular 2G', 'Good 2G', 'Regular 3G', 'Good 3G', 'Regular 4G', 'online'] as const)
    .map((network) => load({ network }).observed.largestContentfulPaint)
  t.strictSame(paints, paints.toSorted((a, b) => b - a))
  t.equal(networkNames.length, 10)
  t.match(networkConditions('Good 3G'), { upload: 750, latency: 40, offline: false })
  t.equal(networkConditions({ download: 0, upload: 0, latency: 0 }).offline, true)
})

t.test('offline, the document fails and no metrics are published', async (t) => {
  const timeline = load({ network: 'offline' })
  t.equal(timeline.error, 'FAILED_DOCUMENT_REQUEST')
  t.match(timeline.requests, [{ failed: true, errorText: 'net::ERR_INTERNET_DISCONNECTED' }])
  t.strictSame(metricData(timeline), {})
})

t.test('about one load in fifty is an outlier, slow for a named reason', async (t) => {
  const page = pageFromUrl(1, home.url)
  const loads = Array.from({ length: 600 }, (_, i) => load({ page, jobId: `o${i}` }))
  const unlucky = loads.filter(({ outlier }) => outlier !== null)
  t.ok(unlucky.length >= 4 && unlucky.length <= 26, `${unlucky.length} of 600`)
  const median = loads.map(({ observed }) => observed.load).sort((a, b) => a - b)[300]!
  const slower = unlucky.filter(({ observed }) => observed.load > 1.2 * median)
  t.ok(slower.length >= 0.7 * unlucky.length, `${slower.length} of ${unlucky.length} are clearly slower`)
})

t.test('third parties fail visibly: in the requests and on the console', async (t) => {
  const thirdParties = [{ host: 'tags.example.net', failureRate: 1 }]
  const kinds = new Set<number>()
  for (let i = 0; i < 12; i++) {
    const { requests, console: said } = load({ page: { ...home, thirdParties }, jobId: `f${i}` })
    const tag = requests.find(({ url }) => url.startsWith('https://tags.example.net/'))!
    kinds.add(tag.status)
    t.ok(tag.failed || tag.status >= 400)
    t.ok(said.some(({ level, url, at }) => level === 'error' && url === tag.url && at >= tag.end))
  }
  t.ok(kinds.size > 1, 'not always in the same way')
})

t.test('a release\'s causes are felt in what they are about', async (t) => {
  const page = { ...pageFromUrl(1, home.url), outliers: 0 }
  const before = load({ page, network: 'Good 3G', cpuRate: 4 })
  const after = (...words: string[]): Timeline => load({ page, network: 'Good 3G', cpuRate: 4, releasesInForce: pageCauses(words) })
  const type = (timeline: Timeline, name: 'Image' | 'Script'): { size: number, count: number } => measure(timeline).requestTypes[name]!
  const images = after('images +40 %')
  t.ok(Math.abs(type(images, 'Image').size / type(before, 'Image').size - 1.4) < 0.02)
  t.equal(type(images, 'Script').size, type(before, 'Script').size)
  t.ok(images.observed.load > before.observed.load)
  t.ok(after('server latency ×1.8').observed.serverResponseTime > 1.5 * before.observed.serverResponseTime)
  t.ok(measure(after('main-thread work +30 %')).diagnostics.totalTaskTime > 1.15 * measure(before).diagnostics.totalTaskTime)
  t.ok(type(after('image requests ×2'), 'Image').count > 1.6 * type(before, 'Image').count)
  const shifty = { ...page, layoutShift: 0.1 }
  const shifted = load({ page: shifty, releasesInForce: pageCauses(['layout shift x3']) })
  t.ok(shifted.observed.cumulativeLayoutShift > 2.5 * load({ page: shifty }).observed.cumulativeLayoutShift)
})

t.test('the causes in force are those of all releases of the train so far', async (t) => {
  const release = (version: string, at: number, factor: number, train = 'web') =>
    ({ train, version, at, causes: [{ change: 'work' as const, factor }] })
  const releases = [release('2', 200, 3), release('1', 100, 2), release('9', 50, 7, 'ios')]
  const work = (at: number): number => effectOf(causesInForce(releases, 'web', at)).work
  t.strictSame([99, 100, 200].map(work), [1, 2, 6])
})

t.test('a file of a site is one file, on whatever page', async (t) => {
  const requestsOf = (url: string): readonly NetworkRequest[] => load({ page: { ...pageFromUrl(1, url), outliers: 0 } }).requests
  const files = new Map<string, Set<string>>()
  const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
    map.set(key, (map.get(key) ?? new Set()).add(value))
  }
  for (const url of ['', 'cart', 'search', 'item/17', 'item/18', 'help'].map((path) => `https://shop.example.com/${path}`)) {
    for (const { url: file, type, resourceSize, transferSize, failed } of requestsOf(url)) {
      if (failed || resourceSize === 0 || type === 'Document' || type === 'XHR' || type === 'Media') continue
      add(files, file, `${resourceSize} ${transferSize}`)
    }
  }
  t.strictSame([...files].filter(([, sizes]) => sizes.size > 1), [], 'the same name, the same bytes')
  const group = (type: 'script' | 'stylesheet' | 'font', count: number): Resources => ({ type, count, size: 40_000 })
  const pageOf = (path: string, scripts: number): Page => ({
    url: `${home.url}${path}`,
    resources: [group('stylesheet', 2), group('script', scripts), group('font', 3)],
    thirdParties: [{ host: 'a.example.net', beacons: 0 }]
  })
  const filesOf = (path: string, scripts: number): string[] =>
    load({ page: pageOf(path, scripts) }).requests.slice(1).map(({ url }) => url).sort()
  const [front, product] = [filesOf('', 8), filesOf('product', 9)]
  t.equal(front.length, 14)
  t.strictSame(product.filter((url) => front.includes(url)), front, 'a page with one script more has that more')
})

t.test('a page weighs what it declares, however its files differ', async (t) => {
  for (const count of [1, 2, 3, 8, 9]) {
    const resources = [{ type: 'script' as const, count, size: 50_000 }, { type: 'image' as const, count, size: 30_000 }]
    const { requests } = load({ page: { ...home, resources, thirdParties: [] } })
    const bytes = (type: string): number => requests.reduce((sum, each) => each.type === type ? sum + each.resourceSize : sum, 0)
    t.ok(Math.abs(bytes('Script') - count * 50_000) <= count && Math.abs(bytes('Image') - count * 30_000) <= count, `${count}`)
  }
})

t.test('a page from a URL is the same every time and its own', async (t) => {
  t.strictSame(pageFromUrl(7, 'https://www.example.com/docs/intro'), pageFromUrl(7, 'https://www.example.com/docs/intro'))
  t.notSame(pageFromUrl(7, 'https://a.example.com/').resources, pageFromUrl(7, 'https://b.example.com/').resources)
  t.equal(pageFromUrl(7, 'https://www.example.com/docs/intro').title, 'Docs Intro | Example')
  const urls = ['about:blank', 'http://localhost:8080', 'https://example.com/%E0%A4%A', 'https://127.0.0.1/']
  for (const url of urls) t.ok(load({ page: { url } }).observed.load > 0, url)
})

const task = (start: number, duration: number): MainThreadTask => ({ start, duration, children: [] })

t.test('Lighthouse\'s definitions on a worked example', async (t) => {
  const tasks = [task(4200, 150), task(4500, 100), task(7507.5, 100)]
  t.equal(interactive(tasks, [], 4114.5, 4057, 20_000), 7607.5)
  t.equal(interactive(tasks, [], 4114.5, 4057, 12_000), Infinity, 'recording ended within the quiet window')
  t.equal(totalBlockingTime(tasks, 4114.5, 7607.5), 200)
  t.equal(totalBlockingTime([task(0, 200)], 100, 1000), 50, 'clipped to what comes after first contentful paint')
  t.equal(speedIndex([{ at: 4111, percent: 80 }, { at: 13_780, percent: 90 }, { at: 17_642, percent: 100 }]), 6431)
  t.equal(estimatedInputLatency([task(0, 40)], 0), 16)
  t.equal(estimatedInputLatency([task(0, 1000)], 0), 516, 'half of the last 1000 ms of the window wait longer')
})

t.test('TTI waits for the network too', async (t) => {
  const [model] = load().requests
  const busy = (start: number, end: number): NetworkRequest => ({ ...model!, start, end })
  const three = [busy(0, 9000), busy(0, 9000), busy(0, 9000)]
  t.equal(interactive([task(6000, 60)], three, 500, 400, 30_000), 6060, 'no quiet window before the network is quiet')
  t.equal(interactive([task(6000, 60)], three.slice(1), 500, 400, 30_000), 500, 'two requests in flight are quiet')
})

t.test('scores follow the curves of Lighthouse 6.3', async (t) => {
  for (const { mobile, desktop } of Object.values(audits)) {
    for (const points of [mobile, desktop]) {
      t.ok(Math.abs(logNormalScore(points, points.median) - 0.5) < 1e-6)
      t.ok(Math.abs(logNormalScore(points, points.p10) - 0.9) < 1e-6)
    }
  }
  t.equal(logNormalScore(audits.speedIndex.mobile, 0), 1)
  const mobile = load({ network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' })
  const { conditions } = mobile
  const desktop = { ...mobile, conditions: { ...conditions, device: { ...conditions.device, formFactor: 'desktop' as const } } }
  t.ok(measure(desktop).score < measure(mobile).score, 'the same load is judged more severely on a desktop')
})

t.test('metric_data has the documented keys, and sums', async (t) => {
  const data = metricData(load())
  t.equal(metricNames.length, 52)
  t.equal(Object.keys(data).filter((name) => !name.startsWith('media')).length, 50)
  t.ok(Object.keys(data).every(isMetricName))
  const broken = Object.entries(data).filter(([, value]) => !Number.isInteger(value)).map(([name]) => name)
  t.strictSame(broken.filter((name) => !['score', 'throughput', 'cumulativeLayoutShift'].includes(name)), [], 'all others are whole')
  const sum = (ending: string): number =>
    Object.entries(data).reduce((total, [name, value]) => name.endsWith(ending) ? total + value : total, 0)
  t.equal(data.requestsSize, sum('_size'))
  t.equal(data.requestsCount, sum('_count'))
  t.equal(data.timeToFirstByte, data.serverResponseTime)
})

const docs = JSON.parse(readFileSync(new URL('fixtures/worlds/pins/paypal.json', packageRoot), 'utf8')) as Pins
const paypal = { page: { url: 'https://www.paypal.com/' }, network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' } as const

t.test('the documents\' sample comes out of a pinned timeline exactly', async (t) => {
  const timeline = load({ ...paypal, pins: docs })
  const { timestamp, loaderId, ...values } = docs
  t.strictSame(measure(timeline), values)
  t.strictSame(measure({ ...timeline, expressedPins: null }), values, 'computed, not printed')
  t.strictSame([timeline.timestamp, timeline.ids.loaderId, timeline.requests[0]!.id], [timestamp, loaderId, loaderId])
  const { throughput, ...rest } = analyseNetwork(timeline.requests)
  t.match(rest, { rtt: 8, maxRtt: 26, maxServerLatency: 581 }, 'the requests say so too')
  t.ok(Math.abs(throughput / docs.diagnostics!.throughput! - 1) < 1e-6)
  t.ok(timeline.end > timeline.observed.interactive + 5000)
})

t.test('pinned requests and network values of one load fit any other', async (t) => {
  law(t, 12, fc.property(fc.nat(10_000), (n) => {
    const { requestTypes, diagnostics } = measure(load({ seed: n, page: { url: `https://a${n}.example.com/` }, network: 'DSL' }))
    const network = Object.fromEntries(Object.entries(diagnostics).filter(([name]) => !name.includes('Task')))
    const pins = { requestTypes, diagnostics: network }
    const timeline = load({ seed: n, page: { url: `https://b${n}.example.com/` }, network: 'Good 3G', pins })
    const measured = measure({ ...timeline, expressedPins: null })
    for (const type of Object.keys(requestTypes)) t.strictSame(measured.requestTypes[type as 'Image'], requestTypes[type as 'Image'])
    t.match(measured.diagnostics, network)
    return Math.abs(analyseNetwork(timeline.requests).throughput / diagnostics.throughput - 1) < 1e-4
  }))
})

t.test('a few pinned metrics win, and the rest gives way', async (t) => {
  const metrics = {
    firstContentfulPaint: 1200, largestContentfulPaint: 2500, load: 4000, speedIndex: 1900, totalBlockingTime: 80
  }
  const pins: Pins = { metrics }
  law(t, 25, fc.property(fc.nat(10_000), (n) => {
    const timeline = load({ seed: n, page: { url: `https://c${n}.example.com/`, outliers: 0 }, network: 'Regular 4G', cpuRate: 2, pins })
    t.match(measure({ ...timeline, expressedPins: null }).metrics, metrics)
    const { observed: o, requests, tasks } = timeline
    return o.firstPaint <= o.firstContentfulPaint && o.domContentLoaded <= o.load && o.interactive >= o.firstContentfulPaint &&
      o.lastVisualChange >= o.speedIndex && requests.every(({ phases }) => Math.min(...Object.values(phases)) >= 0) &&
      tasks.every(({ start, duration }, i) => tasks[i + 1] === undefined || start + duration <= tasks[i + 1]!.start + hair)
  }))
  const shifted = load({ pins: { metrics: { cumulativeLayoutShift: 0.137 }, score: 0.42, warnings: { slow: 'x' } } })
  t.match(measure(shifted), { metrics: { cumulativeLayoutShift: 0.137 }, score: 0.42, warnings: { slow: 'x' } })
})

t.test('pins that contradict each other are refused with a reason', async (t) => {
  const all = { size: 1, count: 2000 }
  t.throws(() => load({ pins: { requestTypes: { Font: all, Image: all } } }), /more than 3000/)
  const refused = (pins: Pins, ...names: string[]): void => {
    try {
      load({ pins })
      t.fail('not refused')
    } catch (error) {
      t.ok(error instanceof PinConflict)
      t.match((error as PinConflict).pins, names)
      t.match((error as PinConflict).message, /contradict/)
    }
  }
  refused({ metrics: { firstContentfulPaint: 3000, largestContentfulPaint: 2000 } }, 'firstContentfulPaint', 'largestContentfulPaint')
  refused({ metrics: { timeToFirstByte: 100, serverResponseTime: 200 } }, 'timeToFirstByte', 'serverResponseTime')
  refused({ diagnostics: { numTasksOver10ms: 3, numTasksOver25ms: 5 } }, 'numTasksOver25ms', 'numTasksOver10ms')
  refused({ diagnostics: { rtt: 30, maxRtt: 20 } }, 'rtt', 'maxRtt')
  refused({ metrics: { speedIndex: 1000 }, scoreOverview: { speedIndex: { value: 1200 } } }, 'metrics.speedIndex')
  refused({ metrics: { totalBlockingTime: 5000, firstContentfulPaint: 1000, firstInteractive: 2000 } }, 'totalBlockingTime')
  refused({ requestTypes: { Document: { size: 0, count: 0 } } }, 'requestTypes.Document')
})

const plan: SessionPlan = {
  seed: 1,
  jobId: 'a2f60bf3ea5f43fa90126f82c0ba2cf6',
  startedAt: 1_618_870_025_000,
  durationMs: 38_000,
  commands: { all: 14, errors: 2 },
  visits: [{ url: 'https://a.example.com/', duration: 5043 }, { url: 'https://b.example.com/', duration: 2100.5 }],
  screenshots: true,
  outcome: 'failed',
  errorText: null,
  framework: 'webdriver'
}

t.test('a session opens, visits, looks around and closes within its job', async (t) => {
  const anyPlan = fc.record({
    all: fc.nat(60),
    errors: fc.nat(20),
    seed: fc.nat(),
    durationMs: fc.integer({ min: 200, max: 90_000 }),
    visits: fc.nat(6)
  })
  law(t, 200, fc.property(anyPlan, (any) => {
    const visits = Array.from({ length: any.visits }, (_, i) => ({ url: `https://v${i}.example.com/`, duration: 700 + 300 * i }))
    const session = simulateSession({ ...plan, ...any, visits, commands: { all: any.all, errors: any.errors } })
    const { commands } = session
    const visited = commands.filter(({ path }) => path === 'url')
    const counted = commands.length === any.all && session.errors === Math.min(any.all, any.errors) &&
      commands.filter(({ httpStatus, statusCode }) => httpStatus === 500 && statusCode > 0).length === session.errors
    const opened = any.all === 0 || (commands[0]!.path === '/session' && commands[0]!.between === null)
    const closed = any.all < 2 || (commands.at(-1)!.method === 'DELETE' && commands.at(-1)!.path === `/session/${plan.jobId}`)
    const within = commands.every(({ at, duration }) => at >= 0 && duration >= 0 && at + duration <= any.durationMs + hair)
    const inOrder = commands.every(({ at }, i) => i === 0 || at >= commands[i - 1]!.at + commands[i - 1]!.duration - hair)
    return counted && opened && closed && within && inOrder && visited.length === Math.min(any.visits, Math.max(0, any.all - 2))
  }))
  const session = simulateSession(plan)
  const visits = session.commands.filter(({ path }) => path === 'url').map(({ duration }) => duration)
  t.strictSame(visits, [5043, 2100.5], 'a url command lasts as long as its page load')
  t.strictSame(simulateSession(plan), session)
  t.match(session.commands.filter(({ failed }) => failed).at(-1), { result: { message: /^no such element/ } })
})

t.test('log.json has the vendor\'s entries', async (t) => {
  const session = simulateSession(plan)
  const entries = [...logEntries(session)]
  const commands = entries.filter((entry) => !('status' in entry))
  t.equal(commands.length, 14)
  t.match(commands[0], {
    method: 'POST',
    path: '/session',
    between_commands: null,
    HTTPStatus: 200,
    statusCode: 0,
    in_video_timeline: 0,
    start_time: 1_618_870_025,
    suggestion_values: []
  })
  t.strictSame(commands.flatMap(({ screenshot }) => screenshot ?? []), Array.from({ length: session.screenshots }, (_, i) => i))
  t.ok(entries.some((entry) => 'status' in entry && entry.status === 'info'))
  t.equal(simulateSession({ ...plan, screenshots: false }).screenshots, 0)
})

t.test('the numbers without the timeline are those of the timeline', async (t) => {
  const both = (input: PageLoadInput): boolean => {
    const timeline = simulatePageLoad(input)
    const { loaderId, error, metrics } = simulateLoadMetrics(input)
    const same = JSON.stringify(metrics) === JSON.stringify(metricData(timeline))
    return loaderId === timeline.ids.loaderId && error === timeline.error && same
  }
  const base = { jobId: 'job-1', orderIndex: 0, startedAt: 0 }
  const releasesInForce = pageCauses(['images +40 %', 'script requests ×2', 'main-thread work +60 %'])
  law(t, 150, fc.property(anyInput, fc.boolean(), (input, released) =>
    both({ ...base, ...input, ...(released ? { releasesInForce } : {}) })))
  t.ok(both({ ...base, seed: 1, page: home, network: 'offline' }))
  t.ok(both({ ...base, seed: 1, page: home, pins: { metrics: { load: 9000 } } }))
  t.ok(both({ ...base, seed: 1, page: home, pins: { score: 0.5 } }))
})

t.test('a third party that fails changes no file but the one that did not come', async (t) => {
  const sizes = (failureRate: number): Map<string, number> => {
    const thirdParties = [{ host: 'tags.example.net', scripts: 4, beacons: 3, failureRate }]
    const { requests } = load({ page: { ...pageFromUrl(1, home.url), thirdParties } })
    return new Map(requests.map(({ url, resourceSize }) => [url, resourceSize]))
  }
  const [good, bad] = [sizes(0), sizes(0.6)]
  t.ok([...bad].some(([url, size]) => size === 0 && good.get(url) !== 0), 'one failed')
  for (const [url, size] of bad) if (size > 0) t.equal(size, good.get(url), url)
})

t.test('order of moments: by whole microseconds, then by place', async (t) => {
  t.strictSame(ascending([3, 1.0004, 1, 1.002, 0]), [4, 1, 2, 3, 0])
  t.strictSame(ascending([]), [])
  t.strictSame(ascending([-1, -2, 0]), [1, 0, 2])
  t.strictSame(ascending([1e13, 5, 1e13]), [1, 0, 2])
  law(t, 200, fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (list) => {
    const expected = list.map((_, i) => i).sort((a, b) => list[a]! - list[b]! || a - b)
    return JSON.stringify(ascending(list)) === JSON.stringify(expected)
  }))
})

t.test('the numbers of one load, so that a change is noticed', async (t) => {
  const { metrics, score, diagnostics } = measure(load({ network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }))
  const { numRequests, numTasks, totalByteWeight, totalTaskTime } = diagnostics
  t.strictSame({ score, numRequests, numTasks, totalByteWeight, totalTaskTime, ...metrics }, {
    score: 0.88,
    numRequests: 43,
    numTasks: 231,
    totalByteWeight: 1_107_070,
    totalTaskTime: 955,
    estimatedInputLatency: 22,
    timeToFirstByte: 358,
    serverResponseTime: 358,
    domContentLoaded: 1055,
    firstVisualChange: 1144,
    firstPaint: 627,
    firstContentfulPaint: 1144,
    firstMeaningfulPaint: 1577,
    lastVisualChange: 2627,
    firstCPUIdle: 6739,
    firstInteractive: 6739,
    load: 6770,
    speedIndex: 2198,
    totalBlockingTime: 258,
    largestContentfulPaint: 2627,
    cumulativeLayoutShift: 0
  })
})
