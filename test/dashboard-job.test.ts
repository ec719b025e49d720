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
import { isTooOld } from '../src/dashboard/page/load/age.js'
import { nearestTurn, ordinarySpread, seriesOf, turnsOf, type Run } from '../src/dashboard/page/load/series.js'
import { workByKind } from '../src/dashboard/page/load/trace.js'
import { stepsOf } from '../src/dashboard/page/views/job/command-log.js'
import { asCurl, asSdkCall } from '../src/dashboard/page/views/job/snippets.js'
import { platformOf, videoTime } from '../src/dashboard/page/views/job/words.js'
import { wordsBetween, wordsOfTests } from '../src/dashboard/page/views/compare/between.js'
import { differencesOf, isSame, type Differences } from '../src/dashboard/page/views/compare/differences.js'
import { keyOf, pairRows } from '../src/dashboard/page/views/compare/pairs.js'
import { wordsOfDifferences } from '../src/dashboard/page/views/compare/words.js'
import { basic, testNow, twin, type TestTwin } from './helper.js'

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
  t.equal((await of.get(`${files}/network.har`)).status, 200, 'its files are there')
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

t.test('two runs of a series', async (t) => {
  const demo = await twin(t, { world: 'demo' })
  const { get } = demo
  const { body: truth } = await get('/_perftwin/truth')
  const name = 'Shop front page (Good 3G, Nexus 7)'
  const job = await newest(get, name)
  const { body: history } = await get(`/v2/performance/metrics/${job.id}/history/?order_index=0&limit=1000`)
  const runs: Run[] = history.items
    .map((item: any) => ({ job: item.job_id, at: Date.parse(item.job_creation_time), metrics: item.metric_data }))
    .reverse()
  const series = seriesOf(truth, job, 0)
  const turns = turnsOf(series, runs)
  const spread = ordinarySpread(runs)
  const jobOf = async (id: string): Promise<any> => (await get(`/rest/v1/demo/jobs/${id}`)).body

  const compared = async (first: string, second: string): Promise<{ differences: Differences, words: string, between: string[] }> => {
    const [a, b] = [await jobOf(first), await jobOf(second)]
    const loads = [await readLoad(demo, a), await readLoad(demo, b)] as const
    const differences = differencesOf(loads[0].load, loads[1].load, spread)
    return { differences, words: wordsOfDifferences(differences).join('\n'), between: wordsBetween(truth, a, b, 0) }
  }
  const across = async (version: string): ReturnType<typeof compared> => {
    const turn = turns.find(({ words }) => words.includes(version))
    if (turn === undefined) throw new Error(`the series does not feel ${version}`)
    return await compared(turn.before, turn.after)
  }
  const setClock = async (at: string): Promise<void> => {
    t.equal((await demo.send('PUT', '/_perftwin/clock', { mode: 'frozen', at })).status, 200)
  }
  /** Files go after 30 days: a turn that is older is looked at from the day after. */
  const dayAfter = async (version: string): Promise<void> => {
    const turn = turns.find(({ words }) => words.includes(version))
    await setClock(new Date((turn?.at ?? 0) + 86_400_000).toISOString())
  }

  const metricOf = ({ metrics }: Differences, wanted: string): any => metrics.find((each) => each.name === wanted)

  t.test('each change of the series lies between the run before it and the run after it', async (t) => {
    t.equal(turns.length, series?.changePoints.length)
    for (const { before, after } of turns) {
      const index = runs.findIndex((run) => run.job === after)
      t.equal(runs[index - 1]?.job, before)
    }
    const last = turns.at(-1)
    t.equal(nearestTurn(turns, Infinity), last, 'a run of today felt the last one')
    t.equal(nearestTurn(turns, 0), turns[0], 'a run before all has the first one ahead')
  })

  t.test('a release with images +70 % and main-thread work +60 % is told as that', async (t) => {
    const { differences, words, between } = await across('web 4.2.0')
    t.match(between, [/^web 4\.2\.0 \(.*\): images \+70 %, main-thread work \+60 %$/])
    const images = differences.bytes.find(({ name }) => name === 'image')
    t.ok(images !== undefined && near(images.b / images.a, 1.7, 0.03), 'as many more bytes of images')
    for (const { name, a, b } of differences.bytes) if (name !== 'image') t.ok(near(b, a, 0.05 * a), `${name} stays`)
    t.same([differences.added, differences.removed], [[], []])
    const { effect } = series?.changePoints.find(({ releases }) => releases.some(({ version }) => version === '4.2.0')) ?? {}
    const { with: more, without } = effect?.['totalTaskTime'] ?? { with: 0, without: 1 }
    t.ok(near(differences.allWork.b / differences.allWork.a, more / without, 0.2), 'as much more work as the truth says')
    t.equal(metricOf(differences, 'largestContentfulPaint').verdict, 'worse')
    t.equal(metricOf(differences, 'score').verdict, 'worse')
    t.match(words, /^Slower: /)
    t.match(words, /Over the line .*: images [\d.]+ kB → [\d.]+ MB \(\+(?:69|70|71) %\)$/m)
    t.match(words, /^Main-thread work [\d,]+ ms → [\d,]+ ms \(\+\d+ %\): scripts \+\d+ %/m)
    t.match(words, /^The same 44 requests$/m)
  })

  t.test('a release with more scripts is told by the requests that it added', async (t) => {
    await dayAfter('web 4.1.0')
    const { differences, words, between } = await across('web 4.1.0')
    await setClock(testNow)
    t.match(between, [/script requests ×1\.4$/])
    t.equal(differences.removed.length, 0)
    const scripts = metricOf(differences, 'requestsCount')
    t.equal(differences.added.length, scripts.b - scripts.a, 'as many as the API counts')
    t.ok(differences.added.every(({ kind }) => kind === 'script'))
    t.match(words, new RegExp(`^${differences.added.length} requests added: ${differences.added[0]?.name}`, 'm'))
  })

  t.test('where files are gone, the metrics alone tell of added scripts', async (t) => {
    const turn = turns.find(({ words }) => words.includes('web 4.1.0'))
    const jobs = [await jobOf(turn?.before ?? ''), await jobOf(turn?.after ?? '')]
    const loads = await Promise.all(jobs.map(async (each) => {
      t.ok(isTooOld(each, Date.parse(testNow)))
      t.equal((await get(`/rest/v1/jobs/${each.id}/assets`)).status, 404)
      const { body: { items } } = await get(`/v2/performance/metrics/${each.id}/`)
      const [name] = loadNames({ har: undefined, items })
      return name === undefined ? undefined : assemble(name, { items })
    }))
    const [a, b] = loads
    if (a === undefined || b === undefined) throw new Error('measurements are never gone')
    const words = wordsOfDifferences(differencesOf(a, b, spread)).join('\n')
    t.match(words, /^Of scripts 11 → 14, 567\.4 kB → 739\.9 kB \(\+30 %\) unpacked$/m)
    t.notMatch(words, /images|Over the line|same/)
    t.equal(isTooOld(job, Date.parse(testNow)), false)
  })

  t.test('slower servers are seen at the first byte, in neither bytes nor requests', async (t) => {
    const { differences, words, between } = await across('api 118')
    t.match(between, [/^api 118 .*: server latency ×2\.5$/], 'another train\'s release reaches the pages')
    const first = metricOf(differences, 'timeToFirstByte')
    t.equal(first.verdict, 'worse')
    t.ok(first.b / first.a > 1.8)
    t.match(words, /Slower: Time to first byte [\d,]+ ms → [\d,]+ ms/)
    t.notMatch(words, /Over the line/)
    t.match(words, /^The same 44 requests$/m)
  })

  t.test('what one release does, the way back undoes', async (t) => {
    const turn = turns.find(({ words }) => words.includes('web 4.1.0'))
    await dayAfter('web 4.1.0')
    const there = await compared(turn?.before ?? '', turn?.after ?? '')
    const back = await compared(turn?.after ?? '', turn?.before ?? '')
    await setClock(testNow)
    t.same(back.differences.removed.map(keyOf), there.differences.added.map(keyOf))
    t.same(back.between, there.between, 'the same release lies between')
    t.match(back.words, /requests removed: /)
    const [a, b] = [await jobOf(turn?.after ?? ''), await jobOf(turn?.before ?? '')]
    t.same(wordsOfTests(a, b), ['The first run is the later one'])
    t.same(wordsOfTests(b, a), [])
    t.same(wordsOfTests(b, { ...a, os: 'Linux' }), ['Another system: Windows 10, then Linux'])
  })

  t.test('a run beside itself differs in nothing, and neighbours without a release in little', async (t) => {
    const { words, between, differences } = await compared(job.id, job.id)
    t.equal(words, 'The same 44 requests')
    t.same(between, [])
    t.ok(differences.metrics.every(({ verdict }) => verdict === 'same'))
    const changed = new Set(turns.map(({ after }) => after))
    const quiet = runs.slice(40, 60).filter((run) => !changed.has(run.job))
    const least = ordinarySpread(runs.slice(36, 104))
    let told = 0
    for (const [index, run] of quiet.entries()) {
      const before = quiet[index - 1]
      if (before === undefined) continue
      const [a, b] = [before.metrics.largestContentfulPaint ?? 0, run.metrics.largestContentfulPaint ?? 0]
      if (!isSame(a, b, least.get('largestContentfulPaint'))) told += 1
    }
    t.ok(told <= quiet.length / 5, `${told} of ${quiet.length} quiet neighbours are told apart`)
  })

  t.test('requests are paired by what they are about, each once', async (t) => {
    const { load } = await readLoad(demo, job)
    const pairs = pairRows(load.rows, load.rows)
    t.equal(pairs.length, load.rows.length)
    for (const { a, b } of pairs) t.equal(a, b)
    const hashed = (name: string): string => keyOf({ method: 'GET', url: `https://a.example/js/${name}?v=1` })
    t.equal(hashed('main.193eacf6.css'), hashed('main.0a1b2c3d.css'))
    t.not(hashed('main.193eacf6.css'), hashed('other.193eacf6.css'))
    const alone = pairRows(load.rows, [])
    t.ok(alone.every(({ b }) => b === undefined))
    t.equal(alone.length, load.rows.length)
  })
})

const ratingOfScore = (score: number): string => {
  if (score >= 0.9) return 'good'
  return score >= 0.5 ? 'middling' : 'poor'
}

t.test('a regression that a series declares lies between its runs, without any release', async (t) => {
  const { get, send } = await twin(t)
  const regression = { from: 12, metric: 'largestContentfulPaint', by: '+60 %' }
  const spec = {
    name: 'Declared',
    page: 'https://shop.example.com/',
    runs: 16,
    every: 'PT6H',
    metrics: { largestContentfulPaint: { level: 1200, noise: 0.02 } },
    regression
  }
  const { body: { jobs } } = await send('POST', '/_perftwin/series', spec)
  const { body: truth } = await get('/_perftwin/truth')
  const { body: history } = await get(`/v2/performance/metrics/${jobs.at(-1)}/history/?order_index=0&limit=100`)
  const runs: Run[] = history.items
    .map((item: any) => ({ job: item.job_id, at: Date.parse(item.job_creation_time), metrics: item.metric_data }))
    .reverse()
  t.equal(runs.length, 16)
  const { body: a } = await get(`/rest/v1/demo/jobs/${jobs[11]}`)
  const { body: b } = await get(`/rest/v1/demo/jobs/${jobs[12]}`)
  const [turn] = turnsOf(seriesOf(truth, b, 0), runs)
  t.match(turn, { before: jobs[11], after: jobs[12], words: 'declared: largestContentfulPaint +60 %' })
  t.same(wordsBetween(truth, a, b, 0), ['declared: largestContentfulPaint +60 %'])
  const { body: later } = await get(`/rest/v1/demo/jobs/${jobs[13]}`)
  t.same(wordsBetween(truth, b, later, 0), [], 'it began before both')
  const spread = ordinarySpread(runs)
  const of = (index: number): number => runs[index]?.metrics.largestContentfulPaint ?? 0
  t.equal(isSame(of(11), of(12), spread.get('largestContentfulPaint')), false, 'more than ordinary')
  t.equal(isSame(of(5), of(6), spread.get('largestContentfulPaint')), true, 'ordinary')
})

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
