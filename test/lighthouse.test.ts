import { readFile } from 'node:fs/promises'
import t from 'tap'
import { performanceAudits } from '../src/artifacts/lighthouse/audits.js'
import { isCritical } from '../src/artifacts/lighthouse/computed/critical.js'
import { PageLoad } from '../src/artifacts/lighthouse/computed/page-load.js'
import { isThirdParty, thirdPartyOf } from '../src/artifacts/lighthouse/computed/third-parties.js'
import { Connection, saturating } from '../src/artifacts/lighthouse/lantern/connection.js'
import { dependencyGraph } from '../src/artifacts/lighthouse/lantern/graph.js'
import { GraphNode, pruned, walk, type Fetch } from '../src/artifacts/lighthouse/lantern/node.js'
import { simulator } from '../src/artifacts/lighthouse/lantern/simulate.js'
import { savingsScore } from '../src/artifacts/lighthouse/opportunities/savings.js'
import { lighthousePage } from '../src/artifacts/lighthouse/page.js'
import { lighthouseResult } from '../src/artifacts/lighthouse/result.js'
import { filmstrip } from '../src/artifacts/picture/filmstrip.js'
import { analyseNetwork } from '../src/lab/metrics/network-analysis.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import type { NetworkRequest, Timeline } from '../src/lab/timeline.js'
import { storyOf } from './artifact-helper.js'
import { packageRoot } from '../src/kernel/root.js'

const platform = { os: 'Windows 10', browserName: 'chrome', version: '89.0.4389.72' }

const recorded = async (name: string): Promise<any> =>
  JSON.parse(await readFile(new URL(`fixtures/vendor/lighthouse-6.3/${name}.json`, packageRoot), 'utf8'))

/** What was written down of the judge's result (see scripts/verify-lighthouse/record.mjs). */
const unsaid = new Set(['description', 'title', 'data', 'headings'])
const told = (value: unknown): any => JSON.parse(JSON.stringify(value, (key, each) => unsaid.has(key) ? undefined : each))

/** The judge adds up seconds where we have microseconds, and its speed index is no whole number of ms. */
function roundingOf (path: string): number {
  if (path.endsWith('observedSpeedIndexTs')) return 1000
  return /estimated-input-latency|throughput/.test(path) ? 0.01 : 1e-4
}

function disagreements (our: any, their: any, path: string): string[] {
  if (typeof our === 'number' && typeof their === 'number') {
    return Math.abs(our - their) <= roundingOf(path) ? [] : [`${path}: ${our} is not ${their}`]
  }
  if (our === null || their === null || typeof our !== 'object' || typeof their !== 'object') {
    return our === their ? [] : [`${path}: ${our} is not ${their}`]
  }
  const keys = new Set([...Object.keys(our), ...Object.keys(their)])
  return [...keys].flatMap((key) => disagreements(our[key], their[key], `${path}.${key}`))
}

for (const name of ['new', 'old']) {
  t.test(`Lighthouse 6.3 said the same of a recorded load (${name})`, async (t) => {
    const timeline: Timeline = await recorded(`${name}.load`)
    const verdict = await recorded(`${name}.verdict`)
    const { audits, categories: { performance } } = lighthouseResult(timeline, platform)
    t.equal(performance.score, verdict.score)
    t.strictSame(performance.auditRefs, verdict.auditRefs, 'the audits, in order, with weights and groups')
    t.equal(performance.auditRefs.length, 55)
    t.strictSame(Object.fromEntries(Object.values(audits).map(({ id, title }) => [id, title])), verdict.titles)
    t.strictSame(disagreements(told(audits), verdict.audits, 'audits'), [])
  })
}

t.test('the recorded loads have what audits look for', async (t) => {
  const verdicts = [await recorded('new.verdict'), await recorded('old.verdict')]
  const failing = (id: string): boolean => verdicts.some(({ audits }) => audits[id].score !== null && audits[id].score < 0.9)
  const listed = (id: string): boolean => verdicts.some(({ audits }) => audits[id].details.items.length > 0)
  for (const id of ['render-blocking-resources', 'unused-css-rules', 'unused-javascript', 'uses-webp-images', 'uses-http2',
    'uses-responsive-images', 'efficient-animated-content', 'uses-long-cache-ttl', 'third-party-summary', 'font-display']) {
    t.ok(failing(id), id)
  }
  for (const id of ['legacy-javascript', 'long-tasks', 'layout-shift-elements', 'largest-contentful-paint-element']) {
    t.ok(listed(id), id)
  }
})

/** Audits that do not round what they save to ten ms. */
const exact = new Set([
  'render-blocking-resources', 'server-response-time', 'redirects', 'uses-rel-preconnect', 'uses-rel-preload'
])

const bySize = (a: { totalBytes: number }, b: { totalBytes: number }): number => b.totalBytes - a.totalBytes

t.test('every audit of any load is plausible in itself', async (t) => {
  const wrong: string[] = []
  for (const { timeline } of Array.from({ length: 12 }, (_, seed) => storyOf(seed)).flatMap(({ loads }) => loads)) {
    const result = lighthouseResult(timeline, platform)
    t.equal(JSON.stringify(lighthouseResult(timeline, platform)), JSON.stringify(result), 'asked again, it says the same')
    const { audits } = result
    for (const { id, score, details = {} } of Object.values(audits)) {
      const { items = [], overallSavingsMs: saved = 0 } = details as { items?: any[], overallSavingsMs?: number }
      if (score !== null && !(score >= 0 && score <= 1)) wrong.push(`${id}: ${score}`)
      const rounds = !exact.has(id)
      if (rounds && saved % 10 !== 0) wrong.push(`${id} saves ${saved} ms`)
      const own = id === 'legacy-javascript' ? [] : items
      for (const { totalBytes, wastedBytes } of own) if (wastedBytes > totalBytes) wrong.push(`${id}: ${wastedBytes} of ${totalBytes}`)
    }
    const weights = (audits['total-byte-weight']!.details as { items: Array<{ totalBytes: number }> }).items
    if (JSON.stringify(weights) !== JSON.stringify(weights.toSorted(bySize))) wrong.push('total-byte-weight is not in order')
  }
  t.strictSame(wrong, [])
})

const timelineOf = (input: Partial<Parameters<typeof simulatePageLoad>[0]>): Timeline => simulatePageLoad({
  seed: 3, jobId: 'a', orderIndex: 0, page: { url: 'https://shop.example.com/' }, startedAt: Date.UTC(2026, 3, 15), ...input
})

const auditsOf = (timeline: Timeline): Record<string, any> => lighthouseResult(timeline, platform).audits

t.test('ten thumbnails reach from the blank page to the last frame, or until the page is interactive', async (t) => {
  const timeline = timelineOf({ network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' })
  const { visual, observed: { interactive, lastVisualChange } } = timeline
  const { details: { items, scale } } = auditsOf(timeline)['screenshot-thumbnails']
  const frames = filmstrip(visual).map(({ snapshot }) => `data:image/jpeg;base64,${snapshot}`)
  t.equal(items.length, 10)
  t.equal(scale, Math.max(3000, interactive, lastVisualChange))
  t.equal(items[9].data, frames.at(-1))
  const slow = auditsOf(timelineOf({ network: 'GPRS' }))['screenshot-thumbnails'].details.items
  t.equal(new Set(slow.map(({ data }: any) => data)).size > 2, true, 'the page fills in')
  t.ok(slow[0].data.length < slow[9].data.length, 'blank at first')
  t.strictSame(items.map(({ timing }: any) => timing), items.map((_: unknown, i: number) => Math.round(scale * (i + 1) / 10)))
})

t.test('tasks are listed from 5 ms on, since the first', async (t) => {
  const timeline = timelineOf({ cpuRate: 2 })
  const { tasks } = timeline
  const { details: { items } } = auditsOf(timeline)['main-thread-tasks']
  t.equal(items.length, tasks.filter(({ duration }) => duration > 5).length)
  t.ok(items.some(({ duration }: any) => duration < 10), 'shorter ones than 10 ms too')
  t.equal(items.every(({ startTime }: any) => startTime >= 0), true)
})

t.test('a failed request counts, but brought nothing', async (t) => {
  const thirdParties = [{ host: 'a.example.net', scripts: 40, failureRate: 1 }]
  const timeline = timelineOf({ page: { url: 'https://shop.example.com/', thirdParties } })
  const failed = timeline.requests.filter((request) => request.failed)
  t.ok(failed.length > 3)
  const audits = auditsOf(timeline)
  const rows = audits['network-requests'].details.items.filter(({ statusCode }: any) => statusCode === -1)
  t.equal(rows.length, failed.length)
  const nothing = { transferSize: 0, resourceSize: 0, mimeType: '', finished: true }
  t.match(rows, rows.map(() => nothing))
  t.equal(audits.diagnostics.details.items[0].numRequests, timeline.requests.length)
  const [total] = audits['resource-summary'].details.items.filter(({ resourceType }: any) => resourceType === 'total')
  t.equal(total.requestCount, timeline.requests.length)
  const unused = audits['unused-javascript'].details.items.map(({ url }: any) => url)
  t.notOk(failed.some(({ url }) => unused.includes(url)), 'what did not come has no unused part')
})

t.test('the report page tells what was found', async (t) => {
  const page = lighthousePage(await recorded('new.load'), platform).toString()
  const titles = ['Opportunities', 'Eliminate render-blocking resources', 'Ensure text remains visible during webfont load']
  for (const title of titles) t.match(page, title)
  t.notMatch(page, 'Avoid multiple page redirects', 'what is passed is left out')
  t.notMatch(page, /\]\(http/, 'it leads nowhere')
})

t.test('a connection that a failed request opened has no beginning: no connection is believed then', (t) => {
  const times = (connect: number): Pick<NetworkRequest, 'phases'> =>
    ({ phases: { blocked: 1, dns: 1, connect, ssl: connect / 2, send: 0, wait: 60, receive: 1 } })
  const of = (id: number, connectionId: number, more: Partial<NetworkRequest>): NetworkRequest => {
    const common = { method: 'GET', status: 200, connectionId, connectionReused: true, ...times(0) } as const
    return fetchOf(id, { ...common, origin: `https://${connectionId}.example.com`, ...more }).work.request
  }
  const opens = { connectionReused: false }
  const document = of(0, 1, { ...opens, ...times(40) })
  const second = of(30, 2, { ...opens, ...times(80), failed: false })
  const usual = analyseNetwork([document, second, of(200, 2, {})])
  t.match(usual, { rtt: 20, maxRtt: 40 })
  // The same with an opener that failed: its connection is used by others, who do not say how far away the server is.
  const failing = analyseNetwork([document, { ...second, failed: true }, of(200, 2, {})])
  t.match(failing, { rtt: 20, maxRtt: 20 })
  // On HTTP/1.1 a connection that was opened after the first answer no longer tells either.
  const late = of(300, 3, { ...opens, ...times(20), protocol: 'http/1.1', origin: document.origin })
  t.match(analyseNetwork([document, second, of(200, 2, {}), late]), { rtt: 10 })
  t.match(analyseNetwork([document, { ...second, failed: true }, of(200, 2, {}), late]), { rtt: 20 })
  t.end()
})

t.test('of a page that could not be loaded each audit says what it lacks', async (t) => {
  const { runtimeError, audits, categories } = lighthouseResult(timelineOf({ network: 'offline' }), platform)
  t.match(runtimeError, { code: 'FAILED_DOCUMENT_REQUEST', message: /\(Details: net::ERR_INTERNET_DISCONNECTED\)$/ })
  t.equal(categories.performance.auditRefs.length, 55)
  t.equal(categories.performance.score, null)
  const messages = new Set(Object.values(audits).map(({ errorMessage }) => errorMessage))
  t.ok(messages.has('Required traces gatherer did not run.') && messages.has('Required DOMStats gatherer did not run.'))
  // It asks nothing of the page.
  const made = Object.values(audits).filter(({ scoreDisplayMode }) => scoreDisplayMode !== 'error')
  t.strictSame(made.map(({ id }) => id), ['large-javascript-libraries'])
})

t.test('third parties are those that Lighthouse 6.3 knows', (t) => {
  t.match(thirdPartyOf('https://www.googletagmanager.com/gtm.js'), { name: 'Google Tag Manager' })
  t.match(thirdPartyOf('https://fonts.googleapis.com/css'), { name: 'Google Fonts' })
  t.match(thirdPartyOf('https://a.b.hotjar.com/'), { name: 'Hotjar' })
  t.equal(thirdPartyOf('https://tags.example.net/'), undefined)
  t.equal(thirdPartyOf('Unattributable'), undefined)
  t.ok(isThirdParty('https://connect.facebook.net/sdk.js', 'https://shop.example.com/'))
  t.notOk(isThirdParty('https://connect.facebook.net/sdk.js', 'https://www.facebook.com/'))
  t.end()
})

t.test('savings are scored in three straight lines', (t) => {
  const scores = [0, 150, 300, 525, 750, 2875, 5000, 9000].map(savingsScore)
  t.strictSame(scores, [1, 0.875, 0.75, 0.625, 0.5, 0.25, 0, 0])
  t.end()
})

t.test('a simulated connection starts slowly, and has shaken hands once', (t) => {
  const line = { rtt: 100, throughput: 1.6e6 }
  t.equal(saturating(line), 13)
  const connection = new Connection(line, { latency: 50, secure: true, h2: false })
  // Name, three halves of a round trip, TLS, the server, and back.
  const first = connection.download(14_600, { dns: 200, since: 0, until: Infinity })
  t.strictSame(first, { elapsed: 200 + 150 + 100 + 50 + 50, bytes: 14_600, extra: 0, window: 10 })
  connection.advance(first)
  connection.warm = true
  t.equal(connection.download(14_600, { dns: 200, since: 0, until: Infinity }).elapsed, 50 + 50 + 50)
  // Thirteen segments a round trip fill the line.
  t.equal(connection.download((10 + 13 + 13) * 1460, { dns: 0, since: 0, until: Infinity }).elapsed, 150 + 200)
  // On a wider one each window is twice the last.
  connection.throughput = 16e6
  t.equal(connection.download((10 + 20 + 40 + 1) * 1460, { dns: 0, since: 0, until: Infinity }).elapsed, 150 + 300)
  t.end()
})

const fetchOf = (id: number, request: Partial<NetworkRequest>): GraphNode<Fetch> => {
  const whole = {
    url: `https://a.example.com/${id}`,
    origin: 'https://a.example.com',
    type: 'Script',
    protocol: 'h2',
    priority: 'High',
    failed: false,
    start: id,
    end: id + 50,
    transferSize: 1000,
    ...request
  }
  return new GraphNode(id, { kind: 'fetch', request: whole as NetworkRequest, main: id === 0 }, id, id + 50)
}

t.test('in a simulated load everything waits for what it waited for', (t) => {
  const [document, script, style] = [fetchOf(0, { type: 'Document' }), fetchOf(60, {}), fetchOf(61, { type: 'Stylesheet' })]
  const task = new GraphNode(100, { kind: 'task', duration: 80, names: new Set(['EvaluateScript']), evaluates: [] }, 120, 200)
  script!.waitsFor(document!)
  style!.waitsFor(document!)
  task.waitsFor(script!)
  const simulate = simulator({ rtt: 40, throughput: 4e6 }, new Map())
  const { time, times } = simulate(document!)
  const [first, second, work] = [document!, script!, task].map((node) => times.get(node)!)
  t.ok(first!.end <= second!.start && second!.end <= work!.start)
  t.equal(work!.duration, 80)
  t.equal(time, Math.max(...[...times.values()].map(({ end }) => end)))
  const without = pruned(document!, (node) => node !== style)
  t.equal(walk(without).length, 3)
  t.ok(simulate(without).time <= time, 'less to do takes no longer')
  t.end()
})

t.test('short tasks are left out of the graph where they connect little', async (t) => {
  const timeline: Timeline = await recorded('new.load')
  const tasks = walk(dependencyGraph(timeline)).flatMap((node) => node.work.kind === 'task' ? [{ ...node.work, node }] : [])
  t.ok(tasks.length < timeline.tasks.length / 2)
  const short = tasks.filter(({ duration }) => duration < 10)
  const needed = short.filter(({ names, node: { dependencies, dependents } }) =>
    ['Layout', 'Paint', 'ParseHTML'].some((name) => names.has(name)) || (dependencies.length > 1 && dependents.length > 1))
  t.equal(needed.length, short.length)
})

t.test('critical is what is urgent, neither a picture nor an XHR, and asked for by something that had come', (t) => {
  const document = fetchOf(0, { type: 'Document' }).work.request
  const by = (type: NetworkRequest['type'], more: Partial<NetworkRequest> = {}): boolean => {
    const initiator = { type: 'parser', request: 0, url: document.url } as const
    const phases = { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 30, receive: 20 }
    const request = fetchOf(60, { type, mimeType: '', initiator, phases, ...more }).work.request
    return isCritical(request, [{ ...document, phases }, request])
  }
  t.strictSame([by('Script'), by('Stylesheet', { priority: 'VeryHigh' }), by('Font', { priority: 'Medium' })], [true, true, true])
  const others = [by('XHR'), by('Image'), by('Script', { priority: 'Low' }), by('Other', { mimeType: 'image/png' })]
  t.strictSame(others, [false, false, false, false])
  t.notOk(by('Script', { start: 20 }), 'the document had not been answered')
  t.end()
})

t.test('what an audit finds belongs to the file: another load of the page finds the same', async (t) => {
  const unusedOf = (jobId: string): unknown => {
    const load = new PageLoad(timelineOf({ jobId }))
    return load.content.scripts.map(({ request: { url }, used, blank }) => ({ url, used, blank })).sort((a, b) => a.url < b.url ? -1 : 1)
  }
  t.strictSame(unusedOf('b'), unusedOf('a'))
  const ids = performanceAudits.map(({ audit: { meta } }) => meta.id)
  t.equal(new Set(ids).size, 55)
})
