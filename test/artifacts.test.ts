import { createRequire } from 'node:module'
import { unzipSync } from 'fflate'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { Har } from 'har-format'
import { createFile, MP4BoxBuffer } from 'mp4box'
import { PNG } from 'pngjs'
import speedline from 'speedline-core'
import t from 'tap'
import { automatorLog } from '../src/artifacts/automator-log.js'
import { commandLog } from '../src/artifacts/command-log.js'
import { consoleJson } from '../src/artifacts/console-json.js'
import { crmuxdriverLog } from '../src/artifacts/crmuxdriver-log.js'
import { frameworkConsole, junit } from '../src/artifacts/framework.js'
import { atOnce } from '../src/kernel/turns.js'
import { networkHar } from '../src/artifacts/har.js'
import { lighthousePage } from '../src/artifacts/lighthouse/page.js'
import { lighthouseReport } from '../src/artifacts/lighthouse/report.js'
import { escapeMarkup } from '../src/artifacts/markup.js'
import { performanceJson } from '../src/artifacts/performance-json.js'
import { sized } from '../src/artifacts/sized/sized.js'
import { screenshot } from '../src/artifacts/screenshot.js'
import { video } from '../src/artifacts/video.js'
import { seleniumServerLog } from '../src/artifacts/selenium-server-log.js'
import { tracelog } from '../src/artifacts/trace/trace.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { zipStored } from '../src/artifacts/zip.js'
import { interactive } from '../src/lab/metrics/interactive.js'
import { totalBlockingTime } from '../src/lab/metrics/responsiveness.js'
import type { NetworkRequest, Timeline } from '../src/lab/timeline.js'
import { Cache } from '../src/kernel/cache.js'
import { remembered } from '../src/kernel/memo.js'
import { linesOf, readTrace, storyOf, unzipJson } from './artifact-helper.js'

const require = createRequire(import.meta.url)
const analysis = '@paulirish/trace_engine/analyze-trace.mjs'
const { analyzeEvents } = await import(analysis)
const { default: Tracelib } = require('tracelib')
rememberPictures(require('jpeg-js'))

const stories = Array.from({ length: 100 }, (_, seed) => storyOf(seed))
const round = Math.round

/** A trace's events, parsed anew for each reader: the readers write into them. The trace itself is made once. */
const traceEventsOf = (timeline: Timeline): any[] => unzipJson(traceOf(timeline)).traceEvents
const traceOf = remembered(tracelog)

interface JpegCoder { encode: (picture: Pixels) => object, decode: (file: Buffer) => object }
interface Pixels { data: Buffer, width: number, height: number }

/**
 * speedline puts a white frame before each page load, which it encodes and decodes anew every time, as it does the first
 * frame: half of its work. So the coder it uses remembers the last pictures.
 */
function rememberPictures (coder: JpegCoder): void {
  const { encode, decode } = coder
  // A white frame comes back with the next load on the same device, some fifty pictures later.
  const encoded = new Cache<string, object>({ most: 10 })
  const decoded = new Cache<string, object>({ most: 100 })
  coder.encode = (picture) => {
    const { data, width, height } = picture
    const white = data.equals(Buffer.alloc(data.length, 0xff))
    return white ? encoded.getOrMake(`${width}x${height}`, () => encode(picture)) : encode(picture)
  }
  coder.decode = (file) => decoded.getOrMake(file.toString('base64'), () => decode(file))
}

interface Asserts {
  ok: (value: unknown, message: string) => void
  strictSame: (a: unknown, b: unknown, message: string) => void
}

/** Collects what differs: ten thousand assertions would take longer than everything they check. */
function checks () {
  const wrong: string[] = []
  let count = 0
  return {
    equal: (a: unknown, b: unknown, what: string): void => {
      count++
      const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
      if (x !== y) wrong.push(`${what}: ${x} is not ${y}`)
    },
    near: (a: number, b: number, by: number, what: string): void => {
      count++
      if (!(Math.abs(a - b) <= by)) wrong.push(`${what}: ${a} is not ${b}`)
    },
    done: (t: Asserts, least: number): void => {
      t.strictSame(wrong.slice(0, 20), [], `${wrong.length} of ${count} differ`)
      t.ok(count >= least, `${count} comparisons`)
    }
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function harValidator (): (har: unknown) => boolean {
  const ajv = addFormats.default(new Ajv({ strict: false, validateSchema: false, allErrors: true }))
  const schemas = require('har-schema') as Record<string, { $schema?: string }>
  const $schema = 'http://json-schema.org/draft-07/schema#'
  for (const schema of Object.values(schemas)) ajv.addSchema({ ...schema, $schema })
  return ajv.getSchema('har.json#') as (har: unknown) => boolean
}

t.test('performance.json, HAR, trace, Lighthouse result and filmstrip of a page load agree', { timeout: 120_000 }, async (t) => {
  const c = checks()
  const valid = harValidator()
  for (const story of stories) {
    const entries = JSON.parse(performanceJson(story).toString())
    const har = JSON.parse(atOnce(networkHar(story)).toString()) as Har
    valid(har)
    c.equal((valid as any).errors, null, `job ${story.seed}: the HAR is valid`)
    c.equal(entries.length, story.loads.length, `job ${story.seed}`)
    for (const [index, { timeline, at }] of story.loads.entries()) {
      const what = `job ${story.seed}, load ${index}`
      const entry = entries[index]
      const { metrics, diagnostics, scoreOverview, requestTypes, mainThreadWorkBreakdown } = entry.value
      const traceEvents = traceEventsOf(timeline)
      const trace = readTrace(traceEvents)
      const lhr = unzipJson(lighthouseReport(timeline, story.platform))
      const page = har.log.pages![index]!
      const requests = har.log.entries.filter(({ pageref }) => pageref === page.id)

      const tti = interactive(trace.tasks, trace.requests as never, trace.firstContentfulPaint, trace.domContentLoaded, trace.end)
      const tbt = totalBlockingTime(trace.tasks, trace.firstContentfulPaint, tti)
      const { ts: timeOrigin } = traceEvents.find(({ name }) => name === 'navigationStart')
      const { speedIndex } = await speedline(traceEvents, { timeOrigin, include: 'speedIndex' } as never) as any
      const frames = trace.screenshots
      const numbers: Array<[string, number, number, string]> = [
        ['firstContentfulPaint', trace.firstContentfulPaint, scoreOverview.firstContentfulPaint.value, 'first-contentful-paint'],
        ['largestContentfulPaint', trace.largestContentfulPaint, scoreOverview.largestContentfulPaint.value, 'largest-contentful-paint'],
        ['speedIndex', speedIndex, scoreOverview.speedIndex.value, 'speed-index'],
        ['firstInteractive', tti, scoreOverview.firstInteractive.value, 'interactive'],
        ['totalBlockingTime', tbt, scoreOverview.totalBlockingTime.value, 'total-blocking-time'],
        ['cumulativeLayoutShift', trace.cumulativeLayoutShift, scoreOverview.cumulativeLayoutShift.value, 'cumulative-layout-shift']
      ]
      for (const [name, traced, listed, audit] of numbers) {
        // Both are whole microseconds, or millionths; a speed index is whole ms.
        c.near(traced, listed, name === 'speedIndex' ? 0.5 + 1e-6 : 1e-6, `${what}: ${name}`)
        c.equal(lhr.audits[audit].numericValue, listed, `${what}: ${audit}`)
        c.equal(lhr.audits[audit].score, scoreOverview[name].score, `${what}: score of ${audit}`)
        c.equal(metrics[name], name === 'cumulativeLayoutShift' ? listed : round(listed), `${what}: metrics.${name}`)
      }
      c.equal(lhr.categories.performance.score, entry.score, what)
      c.equal([metrics.firstPaint, metrics.firstMeaningfulPaint, metrics.domContentLoaded, metrics.load].map(Number),
        [trace.firstPaint, trace.firstMeaningfulPaint, trace.domContentLoaded, trace.load].map(round), what)
      c.equal([page.pageTimings.onContentLoad, page.pageTimings.onLoad], [trace.domContentLoaded, trace.load], what)
      c.equal([metrics.firstVisualChange, metrics.lastVisualChange], [frames[0]!.at, frames.at(-1)!.at], what)
      c.equal(metrics.serverResponseTime, round(requests[0]!.timings.wait), what)
      for (const { url, queue } of timeline.requests.filter(({ queue }) => (queue?.ms ?? 0) >= 1)) {
        const { timings: { comment = '' } } = requests.find(({ request }) => request.url === url)!
        const said = `${queue!.ms} ms of it in the queue for the line, behind ${queue!.behind[0]}`
        c.equal(comment.startsWith(said), true, `${what}: ${comment}`)
      }

      const rows = lhr.audits['network-requests'].details.items
      c.equal([requests.length, trace.requests.length, rows.length], Array(3).fill(diagnostics.numRequests), what)
      const bytes = [
        requests.map(({ response }) => (response as any)._transferSize),
        trace.requests.map(({ transferSize }) => transferSize),
        rows.map((row: any) => row.transferSize)
      ]
      c.equal(bytes.map(sum), Array(3).fill(diagnostics.totalByteWeight), what)
      const decoded = [
        requests.map(({ response }) => response.content.size),
        trace.requests.map(({ resourceSize }) => resourceSize),
        rows.map((row: any) => row.resourceSize)
      ]
      c.equal(decoded.map(sum), Array(3).fill(sum(Object.values<any>(requestTypes).map(({ size }) => size))), what)
      for (const [i, request] of requests.entries()) {
        const { blocked, dns, connect, send, wait, receive } = request.timings
        const parts = sum([blocked!, dns!, connect!, send!, wait, receive].map((part) => Math.max(0, part)))
        const traced = trace.requests[i]!
        c.near(parts, request.time, 1e-3, `${what}: phases of request ${i}`)
        c.near(traced.end - traced.start, request.time, 2e-3, `${what}: request ${i}`)
        c.equal(traced.url, request.request.url, `${what}: request ${i}`)
      }
      c.equal(Date.parse(page.startedDateTime), Math.trunc(story.session.startedAt + at), what)
      c.equal(sum(mainThreadWorkBreakdown.map((row: any) => row.duration)), diagnostics.totalTaskTime, `${what}: the groups add up`)
      c.equal(diagnostics.totalTaskTime, round(sum(trace.tasks.map(({ duration }) => duration))), what)
      c.equal(diagnostics.numTasks, trace.tasks.length, what)
    }
  }
  c.done(t, 10_000)
})

t.test('DevTools\' trace engine and tracelib read every trace and find the same numbers', { timeout: 120_000 }, async (t) => {
  const c = checks()
  for (const { seed, loads: [first] } of stories) {
    const { timeline } = first!
    const { observed } = timeline
    const traceEvents = traceEventsOf(timeline)
    const { data } = (await analyzeEvents(traceEvents)).parsedTrace
    const [scores] = data.PageLoadMetrics.metricScoresByFrameId.get(timeline.ids.frameId).values()
    const found = Object.fromEntries([...scores].map(([name, { timing }]: any) => [name, timing / 1000]))
    const wanted = {
      FP: observed.firstPaint,
      FCP: observed.firstContentfulPaint,
      LCP: observed.largestContentfulPaint,
      DCL: observed.domContentLoaded,
      L: observed.load,
      TTI: observed.interactive,
      TBT: observed.totalBlockingTime
    }
    for (const [name, value] of Object.entries(wanted)) c.near(found[name], value, 0.001, `job ${seed}: ${name}`)
    const shifts = sum(data.LayoutShifts.clusters.map((cluster: any) => cluster.clusterCumulativeScore))
    c.near(shifts, observed.cumulativeLayoutShift, 1e-6, `job ${seed}: CLS`)
    const requests = data.NetworkRequests.byTime
    c.equal(requests.length, timeline.requests.length, `job ${seed}`)
    const received = requests.map((request: any) => request.args.data.encodedDataLength)
    c.equal(sum(received), sum(timeline.requests.map(({ transferSize }) => transferSize)), `job ${seed}: bytes`)
    const { scripting, rendering, painting, loading, other } = new Tracelib(traceEvents).getSummary()
    const [{ value }] = JSON.parse(performanceJson({ loads: [first!] }).toString())
    const group = Object.fromEntries(value.mainThreadWorkBreakdown.map((row: any) => [row.group, row.duration]))
    // tracelib draws the line between the groups elsewhere, and each of ours is a whole number.
    const near = (a: number, b: number, name: string): void => { c.near(a, b, 3, `job ${seed}: ${name}`) }
    near(scripting, group.scriptEvaluation + group.scriptParseCompile + group.garbageCollection, 'scripting')
    const pictured = group.styleLayout + group.paintCompositeRender + group.parseHTML
    near(rendering + painting + loading, pictured, 'rendering, painting and parsing')
    near(other, group.other, 'other')
  }
  c.done(t, 1000)
})

t.test('the logs, the screenshots and the video tell of the same session', { timeout: 120_000 }, async (t) => {
  const c = checks()
  for (const story of stories) {
    const { session, seed } = story
    const entries = JSON.parse(atOnce(commandLog(story)).toString()).filter(({ status }: any) => status !== 'info')
    c.equal(entries.length, session.commands.length, `job ${seed}`)
    c.equal(entries.filter(({ HTTPStatus }: any) => HTTPStatus !== 200).length, session.errors, `job ${seed}`)
    const shots = entries.flatMap(({ screenshot }: any) => screenshot ?? [])
    c.equal(shots, Array.from({ length: session.screenshots }, (_, i) => i), `job ${seed}`)
    c.equal(screenshot(story, session.screenshots), undefined, `job ${seed}`)
    const selenium = linesOf(atOnce(seleniumServerLog(story)))
    c.equal(selenium.filter((line) => line.includes('Executing: ')).length, entries.length, `job ${seed}`)
    c.equal(selenium.filter((line) => line.includes(' WARN ')).length, session.errors, `job ${seed}`)
    const automator = linesOf(atOnce(automatorLog(story)))
    c.equal(automator.filter((line) => / request \{/.test(line)).length, entries.length, `job ${seed}`)
    c.equal(automator.at(-1)!.endsWith(`${entries.length} commands, ${session.errors} not successful`), true, `job ${seed}`)
    const crmux = linesOf(atOnce(crmuxdriverLog(story)))
    c.equal(crmux.filter((line) => line.includes('] COMMAND ')).length, entries.length, `job ${seed}`)
    const clocks = entries.map(({ start_time: at }: any) => new Date(round(at * 1000)).toISOString().slice(11, 23))
    c.equal(selenium.filter((line) => line.includes('Executing: ')).map((line) => line.slice(0, 12)), clocks, `job ${seed}`)
    const visits = entries.filter(({ path, method }: any) => path === 'url' && method === 'POST')
    c.equal(visits.map(({ request }: any) => request.url), story.loads.map(({ timeline }) => timeline.url), `job ${seed}`)
    c.equal(visits.map(({ in_video_timeline: at }: any) => round(at * 1e3)), story.loads.map(({ at }) => round(at)), `job ${seed}`)
    const said = JSON.parse(consoleJson(story).toString())
    c.equal(said.length, sum(story.loads.map(({ timeline }) => timeline.console.length)), `job ${seed}`)
  }
  c.done(t, 1000)
  for (const story of stories.slice(0, 6)) {
    for (const index of [0, story.session.screenshots - 1]) {
      const { width, height } = PNG.sync.read(screenshot(story, index)!)
      t.strictSame([width, height], [1024, 768])
    }
    const file = createFile()
    const info = await new Promise<any>((resolve) => {
      file.onReady = resolve
      file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(atOnce(video(story))).buffer, 0))
      file.flush()
    })
    t.equal(info.duration / info.timescale * 1000, round(story.session.durationMs), 'the video lasts as long as the session')
    t.match(info.videoTracks[0].video, { width: 1024, height: 768 })
  }
})

t.test('a load without a network has a HAR, a trace and a report that say so', async (t) => {
  const page = { url: 'https://example.com/' }
  const timeline = simulatePageLoad({ seed: 1, jobId: 'a', orderIndex: 0, page, network: 'offline', startedAt: 0 })
  const story = { ...stories[0]!, loads: [{ at: 0, timeline, captured: true }] }
  t.equal(performanceJson(story).toString(), '[]')
  const har = JSON.parse(atOnce(networkHar(story)).toString())
  t.ok(harValidator()(har))
  t.match(har.log.entries, [{ response: { status: 0, _error: 'net::ERR_INTERNET_DISCONNECTED' } }])
  t.match(unzipJson(lighthouseReport(timeline, story.platform)), {
    runtimeError: { code: 'FAILED_DOCUMENT_REQUEST' },
    categories: { performance: { score: null } }
  })
  t.match(lighthousePage(timeline, story.platform).toString(), /role="alert"/)
  await analyzeEvents(traceEventsOf(timeline))
})

t.test('in a HAR the phases of opening a connection are -1 where one is used again, and only there', async (t) => {
  const story = stories[1]!
  const { log: { entries } } = JSON.parse(atOnce(networkHar(story)).toString()) as Har
  const requests = story.loads.flatMap(({ timeline }) => timeline.requests)
  const phasesOf = (wanted: (request: NetworkRequest) => boolean): Array<Array<number | undefined>> => entries
    .filter((_, index) => wanted(requests[index]!))
    .map(({ timings: { dns, connect, ssl } }) => [dns, connect, ssl])
  const again = phasesOf(({ connectionReused }) => connectionReused)
  const opened = phasesOf(({ connectionReused, failed }) => !connectionReused && !failed)
  t.ok(again.length > 5 && opened.length > 1)
  t.strictSame(again.filter((phases) => phases.some((phase) => phase !== -1)), [])
  t.strictSame(opened.filter(([dns, connect]) => dns! < 0 || connect! <= 0), [], 'there they are')
})

t.test('the report page shows the numbers, escapes what pages say, and loads nothing', async (t) => {
  const { timeline } = stories[3]!.loads[0]!
  const nasty = '</style><script>alert(1)</script>"\'&'
  const requests = timeline.requests.map((request) => ({ ...request, url: `${request.url}?<script>` }))
  const page = lighthousePage({ ...timeline, title: nasty, requests }, stories[3]!.platform).toString()
  t.notMatch(page, /<script/i)
  t.match(page, escapeMarkup(nasty))
  t.match(page, `${timeline.observed.firstContentfulPaint}\u00a0ms`)
  t.notMatch(page, /(?:src|href)="(?!data:)/)
  t.match(page, /default-src 'none'/)
})

t.test('a framework\'s report counts the job\'s tests', async (t) => {
  const story = stories.find(({ outcome }) => outcome === 'failed')!
  const xml = junit(story).toString()
  t.equal(xml.match(/<testcase /g)!.length, story.session.commands.length)
  t.equal(xml.match(/<failure /g)!.length, story.session.errors)
  t.match(xml, `tests="${story.session.commands.length}" failures="${story.session.errors}"`)
  t.match(xml, escapeMarkup(story.name!))
  t.match(frameworkConsole(story).toString(), `${story.session.errors} failed`)
})

/** What an MP4 reader finds. */
async function readVideo (file: Buffer): Promise<{ duration: number, samples: number }> {
  const reader = createFile()
  const { duration, videoTracks: [track] } = await new Promise<any>((resolve) => {
    reader.onReady = resolve
    reader.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(file).buffer, 0))
    reader.flush()
  })
  return { duration, samples: track.nb_samples }
}

t.test('a file of a declared size is still of its kind', async (t) => {
  const story = storyOf(3)
  const { timeline } = story.loads[0]!
  const png = await screenshot(story, 0)
  const pixels = ({ width, height, data }: PNG): string => `${width} ${height} ${data.toString('base64')}`
  const readable: Record<string, [file: Buffer, same: (file: Buffer) => unknown]> = {
    'selenium-server.log': [atOnce(seleniumServerLog(story)), (file) => file.toString().trimEnd()],
    'console.json': [consoleJson(story), (file) => JSON.parse(file.toString())],
    'network.har': [atOnce(networkHar(story)), (file) => JSON.parse(file.toString())],
    'junit.xml': [junit(story), (file) => file.toString().trimEnd()],
    '0000screenshot.png': [png!, (file) => pixels(PNG.sync.read(file))],
    'video.mp4': [atOnce(video(story)), readVideo],
    '_lhr_X.json.gz': [await lighthouseReport(timeline, story.platform), unzipJson],
    'report.zip': [atOnce(zipStored([], 0)), (file) => unzipSync(file)]
  }
  for (const [name, [file, read]] of Object.entries(readable)) {
    const whole = await read(file)
    for (const more of [0, 1, 7, 8, 12, 13, 1000, 70_000, (1 << 20) + 1]) {
      const longer = sized(name, file, file.length + more)
      t.equal(longer.length, file.length + more, `${name} + ${more}`)
      // What browsers and libpng do, not every reader here does: skip what follows a picture or comes before an archive.
      if ((name.endsWith('.png') && more < 12) || (name.endsWith('.zip') && more > 0xffff)) continue
      t.strictSame(await read(longer), whole, `${name} + ${more}`)
    }
    for (const size of [0, 1, 20, Math.floor(file.length / 2), file.length - 1]) {
      t.equal(sized(name, file, size).length, size, `${name}: ${size}`)
    }
  }
})

t.test('what has to be shorter loses its end', (t) => {
  const story = storyOf(3)
  const log = atOnce(seleniumServerLog(story))
  const shorter = sized('selenium-server.log', log, 1000).toString()
  t.ok(log.toString().startsWith(`${shorter.trimEnd()}\n`), 'it has whole lines')
  const har = atOnce(networkHar(story))
  const { log: { entries } }: Har = JSON.parse(har.toString())
  const { log: { entries: kept, ...rest } }: Har = JSON.parse(sized('network.har', har, 3000).toString())
  t.ok(kept.length > 1 && kept.length < entries.length)
  t.strictSame(kept.map(({ request }) => request.url), entries.slice(0, kept.length).map(({ request }) => request.url))
  t.equal(rest.version, '1.2')
  const list = JSON.parse(sized('log.json', Buffer.from('[1, 2, 30, 400]'), 7).toString())
  t.strictSame(list, [1, 2])
  t.strictSame(JSON.parse(sized('log.json', undefined, 2).toString()), [])
  t.end()
})
