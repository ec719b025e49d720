// A job's session and its page loads are one: long enough for them, and true to the page that is open.
import { gunzipSync } from 'node:zlib'
import { PNG } from 'pngjs'
import t from 'tap'
import { lowest } from '../src/lab/session/anatomy.js'
import { simulateSession, type SessionPlan } from '../src/lab/session/session.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { roughLoad } from '../src/worlds/rough-load.js'
import { withRoomForLoads } from '../src/worlds/room-for-loads.js'
import { begin } from '../src/worlds/begin.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { assetNames } from '../src/sauce/assets/asset-names.js'
import { basic, twin, type TestTwin } from './helper.js'

const record = { extendedDebugging: true, capturePerformance: true }
const shop = { url: 'https://shop.example.com/', title: 'Магазин', outliers: 0 }
const world = {
  name: 'sessions',
  pages: { shop },
  sauce: { teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key-demo' }] }] }
} as never
const server = await twin(t, { world })

const asset = async ({ app }: TestTwin, job: string, name: string): Promise<string> => {
  const url = `/rest/v1/demo/jobs/${job}/assets/${name}`
  return (await app.inject({ url, headers: { authorization: basic('demo') } })).body
}
const json = async (made: TestTwin, job: string, name: string): Promise<any> => JSON.parse(await asset(made, job, name))
const posted = async (spec: object): Promise<any> => await server.send('POST', '/_perftwin/jobs', { created: '-PT1H', record, ...spec })

/** How the logs of a job tell its page loads: durations in ms. */
async function told (made: TestTwin, job: string) {
  const log = (await json(made, job, 'log.json')).filter(({ status }: any) => status !== 'info')
  const har = (await json(made, job, 'network.har')).log
  const driver = await asset(made, job, '_crmuxdriver.log')
  return {
    visits: log.filter(({ path }: any) => path === 'url').map(({ duration }: any) => Math.round(duration * 1000)),
    loads: har.pages.map(({ pageTimings }: any) => Math.round(pageTimings.onLoad)),
    entries: har.entries.length,
    fired: [...driver.matchAll(/Page\.loadEventFired/g)].length,
    ends: log.map(({ start_time: at, duration }: any) => at + duration),
    last: Math.max(...har.entries.map(({ startedDateTime, time }: any) => Date.parse(startedDateTime) + time)) / 1000
  }
}

t.test('a job that is too short for its page loads runs until they are done, and says so', async (t) => {
  const { status, body } = await posted({ pages: ['shop', 'shop'], network: 'Regular 3G', runningFor: 'PT2S' })
  t.equal(status, 201)
  t.match(body.note, /^runningFor: its 2 page loads take \d+\.\d s, and it runs for 2\.0 s; it was given \d+ s$/)
  const lasted = (Date.parse(body.ended) - Date.parse(body.started)) / 1000
  t.equal(body.note.endsWith(`${lasted} s`), true)
  const { visits, loads, fired, ends } = await told(server, body.id)
  t.strictSame(visits, loads)
  t.equal(fired, 2, 'the driver saw both load events')
  t.ok(Math.max(...ends) <= Date.parse(body.ended) / 1000 + 1e-6)
})

t.test('or it is refused with a sentence, as its maker chooses; one with time enough is neither', async (t) => {
  const short = { pages: ['shop'], network: 'Regular 3G', runningFor: 'PT2S', tooShort: 'refuse' }
  const refused = await posted(short)
  t.equal(refused.status, 400)
  t.match(JSON.stringify(refused.body), /runningFor: its page load takes \d+\.\d s, and it runs for 2\.0 s/)
  const enough = await posted({ ...short, runningFor: 'PT5M' })
  t.equal(enough.status, 201, enough.text)
  t.equal(Date.parse(enough.body.ended) - Date.parse(enough.body.started), 300_000)
  t.notOk('note' in enough.body)
})

t.test('one browser makes all page loads of a session: it counts on, and its tab keeps its frame', async (t) => {
  const pages = ['shop', 'https://other.example.net/', 'shop']
  const { body: { id } } = await posted({ pages, runningFor: 'PT5M' })
  const sent: any[] = []
  const answered: any[] = []
  const frames: any[] = []
  const into: Record<string, any[]> = {
    'Network.requestWillBeSent': sent, 'Network.responseReceived': answered, 'Page.frameNavigated': frames
  }
  for (const [, method, params] of (await asset(server, id, '_crmuxdriver.log')).matchAll(/Event: (\S+) \(.*?\) (\{.*)/g)) {
    into[method!]?.push(JSON.parse(params!))
  }
  const loadOf = new Map(frames.map(({ frame }, index) => [frame.loaderId, index]))
  t.equal(loadOf.size, pages.length, 'each load has a loader')
  t.equal(new Set([...sent, ...answered].map(({ frameId }) => frameId)).size, 1, 'the frame is the tab\'s')
  t.strictSame([...new Set(frames.map(({ frame }) => frame.id))], [sent[0].frameId])

  t.equal(new Set(sent.map(({ requestId }) => requestId)).size, sent.length, 'no request id is used twice')
  const numbers = sent.map(({ requestId }) => Number(requestId.split('.')[1])).filter((number) => !Number.isNaN(number))
  t.equal(numbers.length, sent.length - pages.length, 'a document\'s request is its loader\'s')
  const asked = new Set(sent.map(({ requestId }) => requestId))
  t.ok(answered.every(({ requestId }) => asked.has(requestId)), 'answers are to what was asked')

  const connections = new Map<number, Set<number>>()
  for (const { loaderId, response: { connectionId } } of answered) {
    connections.set(connectionId, (connections.get(connectionId) ?? new Set()).add(loadOf.get(loaderId)!))
  }
  const opened = answered.filter(({ response }) => !response.connectionReused)
  t.ok([...connections.values()].every((loads) => loads.size === 1), 'what a load opens is new')
  t.equal(new Set(opened.map(({ response }) => response.connectionId)).size, opened.length)
  const har = (await json(server, id, 'network.har')).log.entries.filter(({ response }: any) => response.status > 0)
  t.strictSame(har.map(({ connection }: any) => connection).sort(),
    answered.map(({ response }) => String(response.connectionId)).sort(), 'the HAR numbers them alike')

  const job = server.twin.worlds.default.facts.jobs.get(id)!
  for (const loaderId of loadOf.keys()) {
    const url = `/rest/v1/demo/jobs/${job.id}/assets/_tracelog_${loaderId}.json.gz`
    const { rawPayload } = await server.app.inject({ url, headers: { authorization: basic('demo') } })
    const { traceEvents } = JSON.parse(gunzipSync(rawPayload).toString())
    const traced = traceEvents.filter(({ name }: any) => name === 'ResourceSendRequest').map(({ args }: any) => args.data)
    const logged = sent.filter((params) => params.loaderId === loaderId)
    t.strictSame(traced.map(({ requestId, frame }: any) => `${requestId} ${frame}`).sort(),
      logged.map(({ requestId, frameId }) => `${requestId} ${frameId}`).sort(), 'the trace names them alike')
  }
})

t.test('a world file\'s jobs and suites grow, or the file is refused', async (t) => {
  const suite = { name: 's', owner: 'demo', runs: 5, every: 'PT1H', runningFor: 'PT2S', pages: ['shop'], network: 'GPRS', record }
  const file = (tooShort: string): any => ({
    ...(world as object),
    sauce: {
      ...(world as any).sauce,
      jobs: [{ created: '-PT1H', pages: ['https://shop.example.com'], network: 'Regular 3G', runningFor: 'PT3S', record, tooShort }],
      suites: [{ ...suite, tooShort }]
    }
  })
  const grown = await twin(t, { world: file('grow') })
  for (const job of grown.twin.worlds.default.facts.jobs.values()) {
    const { visits, loads, ends } = await told(grown, job.id)
    t.strictSame(visits, loads)
    t.ok(Math.max(...ends) <= job.plan.ended! / 1000 + 1e-6)
  }
  await t.rejects(twin(t, { world: file('refuse') }), { message: /^(job 0|suite "s"): runningFor: its page load takes/ })
})

t.test('whoever is long enough is not simulated when a world begins', async (t) => {
  for (const name of ['demo', 'docs']) {
    const { file } = await loadWorldFile(name)
    const base = begin(file, { seed: 1, now: '2026-04-15T12:00:00Z' })
    const before = [...base.facts.jobs.values()]
    await withRoomForLoads(base)
    t.ok([...base.facts.jobs.values()].every((job, i) => job === before[i]), `${name} is as it was`)
  }
  for (const cpuRate of [1, 4]) {
    for (const network of ['online', 'Good 3G', 'Regular 4G'] as const) {
      const page = { url: 'https://example.com/a' }
      const rough = roughLoad(undefined, { network, cpuRate })
      for (let i = 0; i < 10; i++) {
        const { load } = simulatePageLoad({ seed: i, jobId: 'a', orderIndex: 0, page, network, cpuRate, startedAt: 0 })
        t.ok(load < rough, `${load} < ${rough}`)
      }
    }
  }
})

t.test('a job that is stopped while a page loads tells of no more than it saw', async (t) => {
  const now = await server.send('POST', '/_perftwin/jobs', { record, pages: ['shop'], network: 'GPRS', runningFor: 'PT10M', commands: 400 })
  await server.send('POST', '/_perftwin/clock/advance', { by: 'PT20S' })
  t.equal((await server.send('PUT', `/rest/v1/demo/jobs/${now.body.id}/stop`)).status, 200)
  const { loads, fired, last, visits } = await told(server, now.body.id)
  t.strictSame([loads, fired], [[-1], 0])
  const end = server.twin.worlds.default.facts.jobs.get(now.body.id)!.stopped! / 1000
  t.ok(last <= end + 1e-6, 'the HAR')
  t.ok(visits[0] <= 20_000, 'the log')
})

t.test('a page that was not loaded when its job was stopped is not measured', async (t) => {
  const world = server.twin.worlds.default
  /** How many loads the metrics, performance.json and Lighthouse's files tell of. */
  const measured = async (id: string): Promise<number[]> => {
    const { status, body } = await server.get(`/v2/performance/metrics/${id}/`)
    const { visible, hidden } = assetNames(world, world.facts.jobs.get(id)!, [])
    const entries = visible.includes('performance.json') ? (await json(server, id, 'performance.json')).length : 0
    return [status === 404 ? 0 : body.items.length, entries, hidden.filter((name) => name.startsWith('_lhr_')).length]
  }
  const stopped = async (after: string, spec: object): Promise<string> => {
    const { body } = await server.send('POST', '/_perftwin/jobs', { record, runningFor: 'PT3M', ...spec })
    await server.send('POST', '/_perftwin/clock/advance', { by: after })
    await server.send('PUT', `/rest/v1/demo/jobs/${body.id}/stop`)
    return body.id
  }
  const slow = { pages: ['shop'], network: 'GPRS', cpuRate: 4, commands: 100 }
  const cut = await stopped('PT12S', slow)
  t.strictSame((await told(server, cut)).loads, [-1])
  t.strictSame(await measured(cut), [0, 0, 0])
  const second = await stopped('PT1M', { pages: ['shop', 'shop'], network: 'Regular 3G', commands: 100 })
  const { loads, visits } = await told(server, second)
  t.strictSame([loads, await measured(second)], [visits, [1, 1, 1]], 'what was loaded is')
  // One command was running: the session was about to begin, and nobody had asked for a page.
  const early = await stopped('PT1S', { pages: ['shop'], commands: 8 })
  t.strictSame(await told(server, early).then(({ loads, visits, entries, fired }) => [loads, visits, entries, fired]), [[], [], 0, 0])
  t.strictSame(await measured(early), [0, 0, 0])
})

t.test('stopping a job leaves what had happened by then, when it happened', async (t) => {
  const id = '5'.repeat(32)
  const spec = {
    id, record, name: 'Long', pages: ['shop', 'https://other.example.net/', 'shop'], network: 'Good 3G', runningFor: 'PT5M', commands: 60,
    failedCommands: 20
  }
  const ended = await twin(t, { world })
  t.equal((await ended.send('POST', '/_perftwin/jobs', spec)).status, 201)
  await ended.send('POST', '/_perftwin/clock/advance', { by: 'PT10M' })
  const whole = await json(ended, id, 'log.json')
  const har = (await json(ended, id, 'network.har')).log
  const lines = async (made: TestTwin, name: string): Promise<string[]> => (await asset(made, id, name)).split('\n').filter(Boolean)
  // In the middle of the second page load, after it, and while nothing happened.
  const second = whole.filter(({ path }: any) => path === 'url')[1]
  const begun = ended.twin.worlds.default.facts.jobs.get(id)!.plan.started!
  const moments = [second.start_time * 1000 - begun + second.duration * 300, 170_000, 251_234]
  for (const moment of moments.map(Math.round)) {
    const stopped = await twin(t, { world })
    await stopped.send('POST', '/_perftwin/jobs', spec)
    await stopped.send('POST', '/_perftwin/clock/advance', { by: `PT${moment / 1000}S` })
    t.equal((await stopped.send('PUT', `/rest/v1/demo/jobs/${id}/stop`)).status, 200)
    const end = (begun + moment) / 1000
    const log = await json(stopped, id, 'log.json')
    const done = whole.filter((each: any) => each.status !== 'info' && each.start_time + each.duration <= end + 1e-6)
    const commands = log.filter(({ status }: any) => status !== 'info')
    t.ok(done.length > 8 && done.length < 60)
    t.strictSame(commands.slice(0, done.length), done, 'what had ended by then is told as it was')
    t.ok(commands.length - done.length <= 1, 'at most one was still running')
    const listed = (await stopped.get('/rest/v1/demo/jobs?full=true')).body.find((job: any) => job.id === id)
    t.equal(listed.commands_not_successful, done.filter(({ HTTPStatus: code }: any) => code !== 200).length)
    t.strictSame((await json(stopped, id, 'network.har')).log.entries,
      har.entries.filter((entry: any) => Date.parse(entry.startedDateTime) + entry.time <= end * 1000 + 1e-3))
    const pictures = (name: string): boolean => name.endsWith('.png')
    const { body: listing } = await stopped.get(`/rest/v1/demo/jobs/${id}/assets`)
    const names = Object.values(listing).flat().filter((name: any) => pictures(String(name)))
    const shots = done.flatMap(({ screenshot }: any) => screenshot ?? [])
    t.equal(names.length, shots.length)
    for (const name of names as string[]) t.equal(await asset(stopped, id, name), await asset(ended, id, name), name)
    for (const name of ['selenium-server.log', '_crmuxdriver.log']) {
      const [some, all] = [await lines(stopped, name), await lines(ended, name)]
      const same = some.findIndex((line, i) => line !== all[i])
      t.ok(same === -1 || same >= some.length - 6, `${name}: ${same} of ${some.length}`)
    }
  }
})

t.test('a job without an end of its own has the same session whenever it is stopped', async (t) => {
  const told: any[][] = []
  for (const by of ['PT10S', 'PT40S', 'PT20M']) {
    const made = await twin(t, { world })
    const spec = { id: '6'.repeat(32), pages: ['shop'], runningFor: null, commands: 20 }
    await made.send('POST', '/_perftwin/jobs', spec)
    await made.send('POST', '/_perftwin/clock/advance', { by })
    await made.send('PUT', `/rest/v1/demo/jobs/${spec.id}/stop`)
    told.push((await json(made, spec.id, 'log.json')).filter(({ status }: any) => status !== 'info'))
  }
  const [few, more, all] = told as [any[], any[], any[]]
  t.equal(all.length, 20)
  t.ok(few.length > 0 && few.length < more.length && more.length < 20)
  for (const some of [few, more]) t.strictSame(some.slice(0, -1), all.slice(0, some.length - 1))
})

t.test('no page is loaded without a get: too few commands grow, or are refused', async (t) => {
  for (const commands of [0, 1, 2, 3, 4]) {
    const { status, body } = await posted({ pages: ['shop', 'shop'], commands })
    t.equal(status, 201)
    t.equal(body.note, commands < 4 ? `commands: its 2 page loads need 4 commands, and it runs ${commands}; it was given 4` : undefined)
    const { visits, loads, fired } = await told(server, body.id)
    t.strictSame([visits, fired], [loads, 2])
    t.equal((await server.get(`/v2/performance/metrics/${body.id}/`)).body.items.length, 2)
  }
  const { body } = await posted({ pages: ['shop'], commands: 1, network: 'Regular 3G', runningFor: 'PT2S' })
  t.match(body.note, /^commands: its page load needs 3 commands, and it runs 1; it was given 3\. runningFor: its page load takes/)
  const refused = await posted({ pages: ['shop'], commands: 2, tooShort: 'refuse' })
  t.match(refused, { status: 400, text: /commands: its page load needs 3 commands, and it runs 2/ })
  const suite = { name: 's', owner: 'demo', runs: 5, every: 'PT1H', pages: ['shop', 'shop'], commands: [1, 5], record }
  const file = (tooShort: string): any => ({ ...(world as object), sauce: { ...(world as any).sauce, suites: [{ ...suite, tooShort }] } })
  const grown = await twin(t, { world: file('grow') })
  for (const { plan } of grown.twin.worlds.default.facts.jobs.values()) t.ok(plan.commands >= 4)
  await t.rejects(twin(t, { world: file('refuse') }), { message: /sauce\.suites\[0\]\.commands: its 2 page loads need 4 commands/ })
  t.ok((await posted({ pages: Array(12).fill('shop') })).body.note?.startsWith('commands') !== true, 'nobody asked for a number')
})

t.test('what an error says of a job is what its log shows', async (t) => {
  const suite = { name: 's', owner: 'demo', runs: 12, every: 'PT2H', runningFor: 'PT45S', pages: ['shop'], errored: 1, record }
  const errored = await twin(t, { world: { ...(world as object), sauce: { ...(world as any).sauce, suites: [suite] } } as never })
  const seen = new Set<string>()
  for (const { id, plan: { started, ended, error, commands: count } } of errored.twin.worlds.default.facts.jobs.values()) {
    if (seen.has(error!)) continue
    seen.add(error!)
    const lasts = (ended! - started!) / 1000
    const log = await json(errored, id, 'log.json')
    const commands = log.filter(({ status }: any) => status !== 'info')
    const ends = commands.map(({ start_time: at, duration }: any) => at + duration - started! / 1000)
    const silent = Math.max(...ends.map((end: number, i: number) => (commands[i + 1]?.start_time - started! / 1000 || lasts) - end))
    t.equal(commands.length, count)
    t.ok(commands.every(({ HTTPStatus: status, method }: any) => status === 200 && method !== 'DELETE'), 'none failed, nobody quit')
    t.notOk(JSON.stringify(commands).includes(error!))
    t.ok(JSON.stringify(log).includes(error!), 'the session says why it ended')
    if (error!.includes('90 seconds')) t.ok(lasts > 100 && Math.abs(silent - 90) < 0.01, `${lasts} ${silent}`)
    else t.ok(silent < 90, `${silent}`)
    if (error!.includes('1800')) t.equal(lasts, 1800)
  }
  t.equal(seen.size, 3)
  const { body } = await posted({ outcome: 'error' })
  t.equal(Date.parse(body.ended) - Date.parse(body.started), 120_000, '30 s and the silence')
  const over = await posted({ outcome: 'error', error: 'Test exceeded maximum duration after 1800 seconds' })
  t.equal(Date.parse(over.body.ended) - Date.parse(over.body.started), 1_800_000)
})

const visual = simulatePageLoad({ seed: 1, jobId: 'a', orderIndex: 0, page: shop, startedAt: 0 }).visual
const plan = (seed: number, more: Partial<SessionPlan> = {}): SessionPlan => ({
  seed,
  jobId: 'a',
  startedAt: 0,
  durationMs: 60_000,
  commands: { all: 60, errors: 0 },
  visits: [{ url: shop.url, duration: 1500, title: shop.title, visual }, { url: `${shop.url}b`, duration: 900, title: 'B', visual }],
  screenshots: true,
  outcome: 'passed',
  errorText: null,
  framework: 'webdriver',
  ...more
})

t.test('scripts and titles tell of the page that is open', async (t) => {
  let scrolled = 0
  for (let seed = 0; seed < 20; seed++) {
    let [title, since, scrollY] = ['', 0, 0]
    for (const { at, duration, path, method, request, result, visit, scrollY: shown } of simulateSession(plan(seed)).commands) {
      if (visit !== null) [title, since, scrollY] = [visit === 0 ? shop.title : 'B', at, 0]
      if (path === 'title') t.equal(result, title)
      if (request.script === 'return performance.now()') {
        t.ok(Number(result) >= at - since && Number(result) <= at + duration - since, 'between the command\'s start and end')
      }
      if (request.script === 'return window.scrollY') t.equal(result, scrollY)
      if (String(request.script).startsWith('window.scrollTo')) t.equal(shown, lowest(visual))
      if (method === 'POST' || path.startsWith('execute')) scrollY = shown
      if (shown > 0) scrolled++
      t.ok(shown >= 0 && shown <= lowest(visual))
    }
  }
  t.ok(scrolled > 20)
})

t.test('a get without a network fails, and there is nothing to find on the error page', async (t) => {
  const { status, body } = await posted({ pages: ['shop'], network: 'offline', commands: 12 })
  t.equal(status, 201)
  const log = (await json(server, body.id, 'log.json')).filter(({ status: kind }: any) => kind !== 'info')
  const get = log.find(({ path }: any) => path === 'url')
  t.match(get, { HTTPStatus: 500, statusCode: 13, result: { message: 'unknown error: net::ERR_INTERNET_DISCONNECTED' } })
  t.notOk(log.some(({ path }: any) => path.startsWith('element')))
  t.ok(log.filter(({ path }: any) => path === 'title').every(({ result }: any) => result === 'shop.example.com'))
  const { body: job } = await server.get(`/rest/v1/demo/jobs/${body.id}`)
  t.equal(job.commands_not_successful, log.filter(({ HTTPStatus }: any) => HTTPStatus !== 200).length)
  t.equal((await posted({ pages: ['shop'], network: 'offline', failedCommands: 0 })).status, 400)
})

t.test('without a network the pictures show the browser\'s own page, and no percent', async (t) => {
  const looks: Record<string, string> = {}
  const told = async (browserName: string, version = 'latest', more: object = {}): Promise<Buffer> => {
    const platform = { os: browserName === 'safari' ? 'macOS 13' : 'Windows 10', browserName, version }
    const { body } = await posted({ pages: ['shop'], network: 'offline', commands: 12, platform, ...more })
    const log = (await json(server, body.id, 'log.json')).filter(({ status: kind }: any) => kind !== 'info')
    const get = log.find(({ path }: any) => path === 'url')
    const titles = new Set(log.filter(({ path }: any) => path === 'title').map(({ result }: any) => result))
    looks[browserName] = [get.result.message, ...titles].join(' | ')
    const url = `/rest/v1/demo/jobs/${body.id}/assets/0000screenshot.png`
    return (await server.app.inject({ url, headers: { authorization: basic('demo') } })).rawPayload
  }
  const chrome = PNG.sync.read(await told('chrome'))
  const others = [await told('firefox'), await told('safari'), await told('MicrosoftEdge')].map((bytes) => PNG.sync.read(bytes))
  /** How many pixels of an area are not as its first one is. */
  const drawn = ({ data, width }: PNG, left: number, top: number, right: number, bottom: number): number => {
    let count = 0
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) if (data[4 * (y * width + x)] !== data[4 * (top * width + left)]) count++
    }
    return count
  }
  const page = ({ data, width }: PNG): string => data.subarray(4 * width * 80).toString('base64')
  for (const picture of [chrome, ...others]) {
    t.ok(drawn(picture, 100, 100, 924, 760) > 1000, 'there are words on it')
    t.equal(drawn(picture, 850, 44, 908, 70), 0, 'nothing counts percents')
  }
  t.equal(new Set([chrome, ...others].map(page)).size, 4, 'each in its own words')
  t.match(looks, {
    chrome: /^unknown error: net::ERR_INTERNET_DISCONNECTED/,
    firefox: /^Reached error page: about:neterror\?e=netOffline/,
    safari: /^The Internet connection appears to be offline\./
  })
})

t.test('scripts fail in the browser\'s words', async (t) => {
  const said = async (browserName: string, version: string): Promise<string> => {
    const { body } = await posted({ commands: 40, failedCommands: 38, platform: { browserName, version } })
    const log = await json(server, body.id, 'log.json')
    return log.find(({ statusCode }: any) => statusCode === 17).result.message
  }
  t.equal(await said('chrome', 'latest'), 'javascript error: Cannot read properties of null (reading \'value\')')
  t.equal(await said('chrome', '92.0.4515.107'), 'javascript error: Cannot read properties of null (reading \'value\')')
  t.equal(await said('chrome', '91.0.4472.77'), 'javascript error: Cannot read property \'value\' of null')
  t.equal(await said('MicrosoftEdge', 'latest'), await said('chrome', 'latest'))
  t.match(await said('firefox', 'latest'), /^TypeError: can't access property "value", .* is null$/)
  t.match(await said('safari', '18.5'), /^TypeError: null is not an object \(evaluating '.*\.value'\)$/)
})
