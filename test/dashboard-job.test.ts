import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { metricAudits } from '../src/artifacts/lighthouse/metric-audits.js'
import { audits } from '../src/lab/metrics/scores.js'
import { momentAt, ownAxis, shareOf, together } from '../src/dashboard/page/load/axis.js'
import { filmstrip, frameAt } from '../src/dashboard/page/load/frames.js'
import { metricLimits, rate } from '../src/dashboard/page/load/limits.js'
import { labelLines } from '../src/dashboard/page/load/marks.js'
import { metricLines } from '../src/dashboard/page/load/metrics.js'
import { happeningAt, momentsOf, sentenceAt } from '../src/dashboard/page/load/moments.js'
import { assemble, loadNames, type PageLoad } from '../src/dashboard/page/load/page-load.js'
import { workByKind } from '../src/dashboard/page/load/trace.js'
import { stepsOf } from '../src/dashboard/page/views/job/command-log.js'
import { asCurl, asSdkCall } from '../src/dashboard/page/views/job/snippets.js'
import { platformOf, videoTime } from '../src/dashboard/page/views/job/words.js'
import { basic, twin, type TestTwin } from './helper.js'

type Get = TestTwin['get']

const packed = async ({ app }: TestTwin, path: string): Promise<any> => {
  const reply = await app.inject({ url: path, headers: { authorization: basic('demo') } })
  t.equal(reply.statusCode, 200, path)
  return JSON.parse(gunzipSync(reply.rawPayload).toString())
}

const newest = async (get: Get, name: string): Promise<any> => {
  const { body } = await get(`/rest/v1/demo/jobs?limit=1&full=true&name=${encodeURIComponent(name)}`)
  return body[0]
}

interface Read { load: PageLoad, har: any, item: any, trace: any, report: any, job: any }

/** A page load put together from a twin's own answers, as the page does it. */
async function readLoad (of: TestTwin, job: any, index = 0): Promise<Read> {
  const files = `/rest/v1/jobs/${job.id}`
  const { body: har } = await of.get(`${files}/network.har`)
  const { body: { items } } = await of.get(`/v2/performance/metrics/${job.id}/`)
  const name = loadNames({ har, items }).find((each) => each.index === index)
  if (name === undefined) throw new Error(`no page load ${index}`)
  const trace = await packed(of, `${files}/_tracelog_${name.loaderId}.json.gz`)
  const report = await packed(of, `${files}/_lhr_${name.loaderId}.json.gz`)
  const load = assemble(name, { har, items, trace, report })
  return { load, har, trace, report, job, item: items.find((each: any) => each.order_index === index) }
}

const near = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by

t.test('a job in the demo', async (t) => {
  const demo = await twin(t, { world: 'demo' })
  const { get } = demo
  const shop = await readLoad(demo, await newest(get, 'Shop front page (Good 3G, Nexus 7)'))

  t.test('a row of the waterfall is a request of the HAR file, and its phases make up its time', async (t) => {
    const { load, har } = shop
    t.equal(load.rows.length, har.log.entries.length)
    for (const row of load.rows) {
      const sum = row.segments.reduce((ms, { start, end }) => ms + end - start, 0)
      t.ok(near(sum, row.entry.time, 0.002), `${row.name}: ${sum} of ${row.entry.time} ms`)
      t.ok(near(row.end, row.start + row.entry.time, 1e-6))
      t.equal(row.transferred, row.entry.response._transferSize)
    }
    t.ok(load.rows.every(({ start }, index) => start >= (load.rows[index - 1]?.start ?? 0)), 'in the order in which they began')
    t.equal(load.rows[0]?.kind, 'document')
  })

  t.test('rows start and end where the job\'s Lighthouse report has the same requests', async (t) => {
    const { load, report } = shop
    const { items } = report.audits['network-requests'].details
    t.equal(load.rows.length, items.length)
    for (const row of load.rows) {
      const item = items.find((each: any) => each.url === row.url && near(each.startTime, row.start, 2))
      t.ok(item !== undefined && near(item.endTime, row.end, 2), row.url)
    }
  })

  t.test('the lines stand where the API says that they were measured', async (t) => {
    const { load, item: { metric_data: data } } = shop
    t.same(Object.fromEntries(load.marks.map(({ id, at }) => [id, at])), {
      ttfb: data.timeToFirstByte,
      fcp: data.firstContentfulPaint,
      lcp: data.largestContentfulPaint,
      tti: data.firstInteractive,
      load: data.load
    })
  })

  t.test('the main thread has the tasks that were counted, and their parts take no longer than they do', async (t) => {
    const { load, item: { metric_data: data }, report } = shop
    t.equal(load.tasks.length, data.numTasks)
    t.equal(load.tasks.filter(({ start, end }) => end - start > 50).length, data.numTasksOver50ms)
    const total = load.tasks.reduce((sum, { start, end }) => sum + end - start, 0)
    t.ok(near(total, data.totalTaskTime, 1), `${total} ms of tasks, ${data.totalTaskTime} ms measured`)
    for (const { start, end, parts } of load.tasks) {
      const inside = [...workByKind(parts).values()].reduce((sum, ms) => sum + ms, 0)
      t.ok(inside <= end - start + 0.01, `${inside} of ${end - start} ms`)
    }
    const scripts = workByKind(load.tasks.flatMap(({ parts }) => parts)).get('script') ?? 0
    const groups = report.audits['mainthread-work-breakdown'].details.items
    const group = (name: string): number => groups.find((each: any) => each.group === name)?.duration ?? 0
    t.ok(near(scripts, group('scriptEvaluation') + group('scriptParseCompile'), total * 0.05), 'scripts take what Lighthouse says')
  })

  t.test('the filmstrip shows at each moment the last picture before it', async (t) => {
    const { load: { frames, end }, item: { metric_data: data } } = shop
    t.ok(near(frames[0]?.at ?? 0, data.firstVisualChange, 1) && near(frames.at(-1)?.at ?? 0, data.lastVisualChange, 1))
    t.equal(frameAt(frames, data.firstVisualChange - 2), undefined, 'nothing before the first paint')
    t.equal(frameAt(frames, end), frames.at(-1))
    const cells = filmstrip(frames, [0, end], 12)
    t.equal(cells.length, 12)
    t.equal(cells[0]?.from, 0)
    t.ok(near(cells.at(-1)?.to ?? 0, end, 1e-6))
    t.ok(cells.filter(({ isNew }) => isNew).length <= frames.length)
    for (const { to, frame } of cells) t.equal(frame, frames.filter(({ at }) => at <= to).at(-1))
  })

  t.test('a moment is told in words, and the keyboard stops at every line', async (t) => {
    const { load } = shop
    const moments = momentsOf(load, load.end)
    for (const { at } of load.marks) t.ok(moments.includes(at), `stops at ${at} ms`)
    const lcp = load.marks.find(({ id }) => id === 'lcp')
    const { underWay, done } = happeningAt(load, lcp?.at ?? 0)
    t.equal(underWay, load.rows.filter(({ start, end }) => start <= (lcp?.at ?? 0) && end > (lcp?.at ?? 0)).length)
    t.match(sentenceAt(load, lcp?.at ?? 0), new RegExp(`Largest contentful paint; ${done} of ${load.rows.length} requests done`))
    t.equal(happeningAt(load, load.end + 1).underWay, 0)
    t.match(sentenceAt(load, 0), /nothing painted/)
  })

  t.test('metrics are judged by the limits that the job\'s own report is scored by', async (t) => {
    for (const [metric, { mobile, desktop }] of Object.entries(audits)) {
      const limits = metricLimits[metric as keyof typeof audits]
      t.same([limits.mobile.good, limits.mobile.poor], [mobile.p10, mobile.median], metric)
      t.same([limits.desktop.good, limits.desktop.poor], [desktop.p10, desktop.median], metric)
    }
    for (const { metric, points } of metricAudits) {
      if (points === null || !(metric in metricLimits)) continue
      const limits = metricLimits[metric as keyof typeof metricLimits]
      t.same(limits.mobile, { good: points.mobile.p10, poor: points.mobile.median }, metric)
      t.same(limits.desktop, { good: points.desktop.p10, poor: points.desktop.median }, metric)
    }
    const { load, item, report } = shop
    t.equal(load.device, 'mobile')
    const { main, others } = metricLines(load.metrics, load.device)
    t.equal(main.length + others.length, Object.keys(item.metric_data).length, 'no metric is left out')
    t.equal(main.reduce((sum, { weight = 0 }) => sum + weight, 0), 100)
    const ids: Record<string, string> = { firstInteractive: 'interactive', largestContentfulPaint: 'largest-contentful-paint' }
    for (const line of main) {
      const id = ids[line.metric]
      if (id === undefined) continue
      const { score } = report.audits[id]
      t.equal(line.rating, ratingOfScore(score), `${line.metric} has a score of ${score}`)
    }
    t.equal(rate({ good: 2500, poor: 4000 }, 2500), 'good')
    t.equal(rate({ good: 2500, poor: 4000 }, 4000), 'middling')
    t.equal(rate({ good: 2500, poor: 4000 }, 4001), 'poor')
  })

  t.test('each page load of a journey has the requests of its own', async (t) => {
    const job = await newest(get, 'Shop purchase journey')
    const loads = [await readLoad(demo, job, 0), await readLoad(demo, job, 1), await readLoad(demo, job, 2)]
    const [first] = loads
    t.equal(loads.reduce((sum, { load }) => sum + load.rows.length, 0), first?.har.log.entries.length)
    for (const { load, item } of loads) {
      t.equal(load.rows[0]?.url, item.page_url)
      t.equal(load.url, item.page_url)
      t.ok(near(load.rows[0]?.start ?? -1, 0, 2), 'the document is the first that is asked for')
      t.equal(load.rows.length, item.metric_data.requestsCount)
    }
  })

  t.test('two page loads share an axis, from navigation or from the first byte on', async (t) => {
    const job = await newest(get, 'Shop purchase journey')
    const loads = [shop.load, (await readLoad(demo, job)).load]
    for (const alignment of ['navigation', 'ttfb'] as const) {
      const placed = together(loads, alignment)
      t.equal(placed[0]?.axis, placed[1]?.axis)
      for (const each of placed) {
        const ttfb = each.load.marks.find(({ id }) => id === 'ttfb')?.at ?? 0
        const zero = shareOf(each, alignment === 'ttfb' ? ttfb : 0)
        t.ok(near(zero, shareOf({ axis: each.axis, zero: 0 }, 0), 1e-9), `${alignment}: both begin at one place`)
        t.ok(shareOf(each, 0) >= 0 && shareOf(each, each.load.end) <= 1, 'all of it is seen')
        t.ok(near(momentAt(each, shareOf(each, 777)), 777, 1e-6))
      }
    }
    t.ok(ownAxis(shop.load).to >= shop.load.end)
  })

  t.test('commands are told with their place in the video, which is where the page load begins', async (t) => {
    const { job, load } = shop
    const { body: log } = await get(`/rest/v1/jobs/${job.id}/log.json`)
    const steps = stepsOf(log)
    t.equal(steps.length, log.length)
    const open = steps.find(({ command }) => command === 'POST url')
    t.equal(open?.about, load.url)
    t.ok(near((load.startedAt ?? 0) / 1000 - job.start_time, open?.at ?? -1, 0.01))
    const notes = steps.filter(({ command }) => command === 'note')
    t.same(notes.map(({ about }) => about), log.filter((each: any) => each.status === 'info').map((each: any) => each.message))
    const pictures = steps.flatMap(({ screenshot }) => screenshot ?? [])
    const { body: { screenshots } } = await get(`/rest/v1/jobs/${job.id}/assets`)
    t.equal(pictures.length, screenshots.length)
  })
})

const ratingOfScore = (score: number): string => {
  if (score >= 0.9) return 'good'
  return score >= 0.5 ? 'middling' : 'poor'
}

t.test('labels of lines that are close stand below each other', async (t) => {
  t.same(labelLines([0.1, 0.5, 0.9], 0.1), [0, 0, 0])
  t.same(labelLines([0.3, 0.3, 0.35], 0.1), [0, 1, 2])
  t.same(labelLines([0.5, 0.1, 0.15], 0.2), [0, 0, 1])
})

t.test('a load of which nothing was recorded is empty, not wrong', async (t) => {
  t.same(loadNames({ har: undefined, items: [] }), [])
  const load = assemble({ index: 0, url: 'https://a.example/', loaderId: undefined }, { items: [] })
  t.match(load, { end: 0, rows: [], tasks: [], frames: [], marks: [], startedAt: undefined })
  t.match(sentenceAt(load, 0), /main thread: idle; nothing painted/)
})

t.test('what is copied can be run', async (t) => {
  const asked = { root: 'http://127.0.0.1:4010/w/a/', username: 'o\'neill', accessKey: 'k' }
  t.equal(asCurl(asked, 'rest/v1/x/jobs/1'), 'curl -u \'o\'\\\'\'neill:k\' \'http://127.0.0.1:4010/w/a/rest/v1/x/jobs/1\'')
  t.match(asSdkCall(asked, 'x', '1'), /host: "http:\/\/127\.0\.0\.1:4010\/w\/a" \}\)\nconsole\.log\(await api\.getJob\("x", "1"\)\)/)
})

t.test('a platform and a place in the video are said shortly', async (t) => {
  const platform = { browser: 'googlechrome', browser_short_version: '142', os: 'Windows 10', automation_backend: 'webdriver' }
  t.equal(platformOf(platform), 'Chrome 142 on Windows 10, by webdriver')
  t.equal(videoTime(4.793), '0:04.8')
  t.equal(videoTime(59.96), '1:00.0')
  t.equal(videoTime(125), '2:05.0')
})
