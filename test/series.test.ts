import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { createTwin } from '../src/index.js'
import type { SeriesSpec } from '../src/control/series.schema.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import type { SuiteSpec, WorldFile } from '../src/worlds/files/world-file.schema.js'
import { testNow, twin, type TestTwin } from './helper.js'

const gate: SeriesSpec = {
  name: 'gate',
  page: 'https://shop.example.com/',
  runs: 30,
  every: 'P1D',
  metrics: { largestContentfulPaint: { level: 1200, noise: 0.03 } },
  regression: { from: 26, metric: 'largestContentfulPaint', by: '+80 %' }
}
/** The same runs, of which nothing is said. */
const plain: SeriesSpec = { name: 'gate', page: 'https://shop.example.com/', runs: 30, every: 'P1D', accidents: 'none' }

type Get = TestTwin['get']

/** Whether the vendor's assert lets a run pass. */
async function passes (get: Get, job: string, metric = 'largestContentfulPaint'): Promise<boolean> {
  const { body } = await get(`/v2/performance/metrics/${job}/assert/?metric_names=${metric}&order_index=0`)
  return body[metric].outlier.status === false
}

/** What the vendor's history says of a metric, oldest first. */
async function historyOf (get: Get, job: string, metric = 'largestContentfulPaint'): Promise<number[]> {
  const { body } = await get(`/v2/performance/metrics/${job}/history/?order_index=0&limit=100`)
  return body.items.map(({ metric_data: data }: any) => data[metric]).reverse()
}

const series = async (send: TestTwin['send'], spec: SeriesSpec): Promise<string[]> => {
  const { status, body } = await send('POST', '/_perftwin/series', spec)
  t.equal(status, 201, JSON.stringify(body).slice(0, 200))
  return body.jobs
}

t.test('a gate that fails from a run on', async (t) => {
  const { get, send } = await twin(t)
  const jobs = await series(send, gate)
  t.equal(new Set(jobs).size, 30)
  t.equal(await passes(get, jobs[25]!), true)
  t.equal(await passes(get, jobs[26]!), false)
  const paints = await historyOf(get, jobs[29]!)
  t.equal(paints.length, 30)
  const mean = (list: number[]): number => list.reduce((sum, paint) => sum + paint, 0) / list.length
  t.ok(Math.abs(mean(paints.slice(0, 26)) - 1200) < 36, 'the level')
  t.ok(Math.abs(mean(paints.slice(26)) - 2160) < 130, 'and 80 % more')
  t.ok(new Set(paints).size > 20, 'with noise')

  t.test('its runs are over, and end now', async (t) => {
    const listed = (await get('/rest/v1/demo/jobs?full=true&limit=100')).body
    t.strictSame(listed.map(({ id }: any) => id), jobs.toReversed())
    t.ok(listed.every(({ status, name, owner }: any) => status === 'complete' && name === 'gate' && owner === 'demo'))
    t.equal(listed[0].end_time * 1000, Date.parse(testNow))
    t.equal(listed[0].creation_time - listed[29].creation_time, 29 * 86_400)
  })
  t.test('and the truth tells where it begins, and what it does', async (t) => {
    const [{ changePoints, runs }] = (await get('/_perftwin/truth')).body.series
    t.equal(runs, 30)
    t.match(changePoints, [{ index: 26, jobId: jobs[26], releases: [], regression: { metric: 'largestContentfulPaint', by: '+80 %' } }])
    const { without, with: felt } = changePoints[0].effect.largestContentfulPaint
    t.ok(Math.abs(felt / without - 1.8) < 0.01)
    t.equal(changePoints.length, 1)
  })
})

t.test('exact values come back as they are, and say how many runs there are', async (t) => {
  const { get, send } = await twin(t)
  const { runs: _, ...rest } = plain
  const values = {
    largestContentfulPaint: [1200, 1210, 1190, 1250],
    firstContentfulPaint: [800, 805, 790, 820],
    cumulativeLayoutShift: [0.1, 0.12, 0, 0.1375],
    score: [0.9, 0.91, 0.89, 0.5],
    totalByteWeight: [800_000, 810_000, 820_000, 830_000]
  }
  const jobs = await series(send, { ...rest, values })
  t.equal(jobs.length, 4)
  for (const [metric, list] of Object.entries(values)) t.strictSame(await historyOf(get, jobs[3]!, metric), list, metric)
  const performance = (await get(`/rest/v1/demo/jobs/${jobs[3]}/assets/performance.json`)).body
  t.match(JSON.stringify(performance), /"largestContentfulPaint":1250/, 'the files say the same')
})

t.test('by cause: pages feel from a run on what no release has', async (t) => {
  const { get, send } = await twin(t)
  const causes = ['images +60 %', 'server latency ×3']
  const jobs = await series(send, { ...plain, network: 'Good 3G', cpuRate: 2, regression: { from: 20, causes } })
  const without = await series(send, { ...plain, network: 'Good 3G', cpuRate: 2, name: 'without' })
  const before = await historyOf(get, without[29]!, 'image_size')
  const sizes = await historyOf(get, jobs[29]!, 'image_size')
  t.ok(sizes.slice(20).every((size) => size > 1.3 * sizes[19]!), 'images')
  t.ok(sizes.slice(0, 20).every((size, run) => Math.abs(size / before[run]! - 1) < 0.01), 'nothing before')
  t.equal(await passes(get, jobs[19]!, 'serverResponseTime'), true)
  t.equal(await passes(get, jobs[20]!, 'serverResponseTime'), false)
  const { series: [told], releases } = (await get('/_perftwin/truth')).body
  t.strictSame(releases, [])
  t.match(told.changePoints, [{ index: 20, jobId: jobs[20], releases: [], regression: { causes } }])
  const { image_size: size } = told.changePoints[0].effect
  t.ok(size.with > 1.3 * size.without)

  t.test('without a regression nothing is told', async (t) => {
    const { changePoints } = (await get('/_perftwin/truth')).body.series.find(({ name }: any) => name === 'without')
    t.strictSame(changePoints, [])
  })
})

t.test('the same seed gives the same bytes, another seed and another name other ones', async (t) => {
  const made = async (seed: number, spec: SeriesSpec = gate): Promise<{ jobs: string[], paints: number[] }> => {
    const { get, send } = await twin(t, { seed })
    const jobs = await series(send, spec)
    return { jobs, paints: await historyOf(get, jobs.at(-1)!) }
  }
  const first = await made(7)
  t.strictSame(await made(7), first)
  t.notSame((await made(8)).paints, first.paints)
  t.notSame((await made(7, { ...gate, name: 'other' })).paints, first.paints)
  const more = await made(7, { ...gate, runs: 40 })
  t.strictSame(more.paints.slice(0, 30), first.paints, 'more runs never change earlier ones')
  const levels = { ...gate.metrics, firstContentfulPaint: { level: 700, noise: 0.02 } }
  t.strictSame((await made(7, { ...gate, metrics: levels })).paints, first.paints, 'nor does another metric')
})

t.test('two series at once have runs of their own', async (t) => {
  const { send, get } = await twin(t)
  const made = await Promise.all([1, 2, 3].map(async (number) => await series(send, { ...gate, name: `gate ${number}` })))
  t.equal(new Set(made.flat()).size, 90)
  t.equal((await get('/rest/v1/demo/jobs?limit=500')).body.length, 90)
  const again = await series(send, { ...gate, name: 'gate 1' })
  t.notOk(again.some((id) => made.flat().includes(id)), 'and so has one of the same name')
})

t.test('a series is as a job: owner, build, tags, platform, device', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const before = (await get('/rest/v1/demo/jobs?limit=500')).body.length
  const platform = { os: 'macOS 13', browserName: 'chrome', version: '141.0.1.2' }
  const jobs = await series(send, {
    ...plain, runs: 2, owner: 'demo', build: 'Gate {run}', tags: ['gate'], visibility: 'private', platform, device: 'Moto G4'
  })
  const { body } = await get(`/rest/v1/demo/jobs/${jobs[1]}`)
  t.match(body, { owner: 'demo', name: 'gate', build: 'Gate 2', tags: ['gate'], public: 'private', os: 'macOS 13' })
  t.equal((await get('/rest/v1/demo/jobs?limit=500')).body.length, Math.min(500, before + 2))
})

t.test('runs last as long as their page load, and still end now', async (t) => {
  const { get, send } = await twin(t)
  const { runs: _, ...rest } = plain
  const jobs = await series(send, { ...rest, values: { load: [5000, 90_000] } })
  const { body } = await get(`/rest/v1/demo/jobs/${jobs[1]}`)
  t.ok(body.end_time - body.start_time > 90)
  t.equal(body.end_time * 1000, Date.parse(testNow))
})

t.test('what cannot be is refused with a sentence, and nothing is made', async (t) => {
  const { get, send } = await twin(t)
  const before = (await get('/_perftwin/snapshots/now/export')).text
  const { runs: _, ...open } = plain
  const level = { level: 1200 }
  const regression = gate.regression as { from: number, metric: string, by: string }
  const refusals: Array<[object, RegExp]> = [
    [
      { metrics: { firstContentfulPaint: { level: 3000 }, largestContentfulPaint: { level: 2000 } } },
      /^run 0: the pinned values of a page load contradict each other \(first.*Paint, largest.*Paint\): 3000 is later than 2000/
    ],
    [
      {
        metrics: { firstContentfulPaint: { level: 1300 }, largestContentfulPaint: { level: 2000 } },
        regression: { ...regression, by: '-50 %' }
      },
      /^run 26: the pinned values .* 1300 is later than 1000/
    ],
    [{ metrics: { lcp: level } }, /^metrics: nothing that can be fixed is called "lcp"; the nearest is "/],
    [{ metrics: { largestContentfulPain: level } }, /the nearest is "largestContentfulPaint"/],
    [{ values: { load: [1, 2, 3] } }, /^values: load has 3, and there are 30 runs/],
    [{ metrics: { load: { level: 9 } }, runs: 1, values: { load: [9] } }, /^values: load has a level in metrics already/],
    [{ runs: 2, values: { load: [900, 900.5] } }, /^values: load of run 1 cannot be 900.5/],
    [{ runs: 2, values: { score: [0.5, 1.5] } }, /^values: score of run 1 cannot be 1.5/],
    [{ runs: 1, values: { load: [600_001] } }, /^values: load of run 0 cannot be 600001: it is 600000 at most/],
    [{ runs: 1, values: { numTasks: [5_000_000] } }, /^values: numTasks of run 0 cannot be 5000000: it is 5000 at most/],
    [{ runs: 1, values: { numRequests: [1e6] } }, /^values: numRequests .* it is 3000 at most/],
    [{ runs: 1, values: { numFonts: [1e6] } }, /^values: numFonts .* it is 3000 at most/],
    [{ metrics: { load: { level: 1e12 } } }, /^metrics: load cannot be 1000000000000: it is 600000 at most/],
    [{ metrics: { score: { level: 1.5 } } }, /^metrics: score cannot be 1.5: it is 1 at most/],
    [
      { metrics: { load: { level: 400_000 } }, regression: { from: 3, metric: 'load', by: '+80 %' } },
      /^regression: load cannot become 720000: it is 600000 at most/
    ],
    [{ runs: 1, values: { load: [-1] } }, /^values: load of run 0 cannot be -1/],
    [{ ...open, runs: undefined }, /^runs: say how many, or list values/],
    [{ runs: undefined, values: { load: [1, 2], firstPaint: [1] } }, /^values: firstPaint has 1, and there are 2 runs/],
    [{ runs: undefined, values: { load: Array(1001).fill(1000) } }, /^runs: a series has at most 1000, not 1001/],
    [{ runs: 1001 }, /runs/],
    [{ regression }, /^regression: metrics gives "largestContentfulPaint" no level/],
    [{ ...gate, regression: { ...regression, from: 30 } }, /^regression: from: there is no run 30, the last of 30 is 29/],
    [{ ...gate, regression: { ...regression, by: 'a lot' } }, /^regression: "a lot" is no change: say "\+80 %", "-10 %" or "×1.8"/],
    [{ ...gate, regression: { ...regression, by: '-100 %' } }, /is no change/],
    [{ ...gate, regression: { ...regression, by: '×101' } }, /nothing grows more than ×100/],
    [{ regression: { from: 3, causes: ['imagse +60 %'] } }, /^regression: cannot read the cause .* the nearest is "images"/],
    [{ regression: { from: 3, causes: ['cold launch +60 %'] } }, /^regression: no page feels "cold launch \+60 %"/],
    [{ regression: { from: 3, causes: [] } }, /regression/],
    [{ regression: { from: 3 } }, /regression/],
    [{ page: 'nowhere' }, /^page: "nowhere" is neither a page of this world nor an http\(s\) URL/],
    [{ owner: 'nobody' }, /^owner: "nobody" is no user of this world/],
    [{ every: 'PT0S' }, /^every/],
    [{ every: 'P9999W' }, /first run/],
    [{ platform: { browserName: 'firefox' } }, /^platform: only Chrome on a Windows or macOS desktop is measured/],
    [{ metrics: { load: level }, network: 'offline' }, /^network: without a network nothing is measured/],
    [{ surprise: 1 }, /has no "surprise"; the nearest is "\w+"/]
  ]
  for (const [spec, sentence] of refusals) {
    const { status, body } = await send('POST', '/_perftwin/series', { ...plain, ...spec })
    t.equal(status, 400, JSON.stringify(spec))
    t.match(body.message, sentence)
  }
  t.equal((await get('/_perftwin/snapshots/now/export')).text, before)
})

t.test('noise never makes more of a level than a metric can be', async (t) => {
  const { get, send } = await twin(t)
  const jobs = await series(send, { ...plain, runs: 12, metrics: { load: { level: 600_000, noise: 1 } } })
  const loads = await historyOf(get, jobs[11]!, 'load')
  t.equal(Math.max(...loads), 600_000)
  t.ok(Math.min(...loads) < 600_000)
})

t.test('a thousand runs are one call', async (t) => {
  const { send } = await twin(t)
  t.equal((await series(send, { ...plain, runs: 1000, every: 'PT1H', regression: { from: 900, causes: ['images +60 %'] } })).length, 1000)
})

t.test('the library makes them too, in a world of its own and over a restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'perftwin-series-'))
  t.teardown(async () => { await rm(folder, { recursive: true }) })
  const options = { world: 'empty', seed: 1, now: testNow, data: join(folder, 'data') }
  const regression = { from: 20, causes: ['server latency ×3'] }
  const first = await createTwin(options)
  const { jobs } = await first.world('mine').createSeries({ ...plain, regression })
  const numbers = await first.createSeries(gate)
  await t.rejects(first.createSeries({ ...gate, runs: 3 }), { name: 'ControlError', status: 400, message: /there is no run 26/ })
  const ask = async (url: string, path: string): Promise<any> => {
    const { username, accessKey } = first.accounts[0]!
    const authorization = `Basic ${Buffer.from(`${username}:${accessKey}`).toString('base64')}`
    return await (await fetch(url + path, { headers: { authorization } })).json()
  }
  const path = `/v2/performance/metrics/${jobs[29]}/history/?order_index=0&limit=100`
  const history = await ask(first.world('mine').url, path)
  const truth = await first.world('mine').truth()
  const paints = await ask(first.url, `/v2/performance/metrics/${numbers.jobs[29]}/history/?order_index=0&limit=100`)
  await first.close()

  const second = await createTwin(options)
  t.teardown(() => second.close())
  t.same(await second.world('mine').truth(), truth)
  t.match(truth.series[0]?.changePoints, [{ index: 20, regression: { causes: regression.causes } }])
  const now = await ask(second.world('mine').url, path)
  t.strictSame(now.items.map(({ metric_data: data }: any) => data), history.items.map(({ metric_data: data }: any) => data))
  const later = await ask(second.url, `/v2/performance/metrics/${numbers.jobs[29]}/history/?order_index=0&limit=100`)
  t.strictSame(later.items.map(({ metric_data: data }: any) => data), paints.items.map(({ metric_data: data }: any) => data))
})

const suite: SuiteSpec = {
  name: 'gate',
  owner: 'demo',
  runs: 30,
  every: 'P1D',
  pages: ['https://shop.example.com/'],
  metrics: gate.metrics!,
  regression: gate.regression!
}
const worldWith = (...suites: SuiteSpec[]): WorldFile =>
  ({ name: 'gates', sauce: { teams: [{ name: 'T', users: [{ username: 'demo' }] }], suites } })

/** The ids of a suite's runs, oldest first. */
async function runsIn (get: Get, name: string): Promise<string[]> {
  const { body } = await get('/rest/v1/demo/jobs?full=true&limit=500')
  return body.filter((job: any) => job.name === name).map(({ id }: any) => id).reverse()
}

t.test('world files say it in the same words', async (t) => {
  const { runs: _, metrics: __, regression: ___, ...open } = suite
  const causes = ['server latency ×3']
  const world = worldWith(
    suite,
    { ...open, name: 'exact', values: { largestContentfulPaint: [1200, 1210, 1190] } },
    { ...open, name: 'felt', runs: 24, accidents: 'none', regression: { from: 20, causes } }
  )
  t.strictSame(worldFileFaults(world), [])
  const { get } = await twin(t, { world })
  const gates = await runsIn(get, 'gate')
  t.equal(await passes(get, gates[25]!), true)
  t.equal(await passes(get, gates[26]!), false)
  const exact = await runsIn(get, 'exact')
  t.strictSame(await historyOf(get, exact[2]!), [1200, 1210, 1190])
  const felt = await runsIn(get, 'felt')
  t.equal(await passes(get, felt[19]!, 'serverResponseTime'), true)
  t.equal(await passes(get, felt[20]!, 'serverResponseTime'), false)
  const told = (await get('/_perftwin/truth')).body.series
    .map(({ name, changePoints }: any) => [name, changePoints.map(({ index }: any) => index)])
  t.strictSame(told, [['gate', [26]], ['exact', []], ['felt', [20]]])
  const called = await twin(t)
  const jobs = await series(called.send, gate)
  t.strictSame(await historyOf(called.get, jobs[29]!), await historyOf(get, gates[29]!), 'a series of that name and seed is the same')
})

t.test('a suite that goes on feels its regression on and on', async (t) => {
  const { get, send } = await twin(t, { world: worldWith({ ...suite, goesOn: true, regression: { ...suite.regression!, from: 31 } }) })
  await send('POST', '/_perftwin/clock/advance', { by: 'P3D' })
  const jobs = await runsIn(get, 'gate')
  t.equal(await passes(get, jobs[30]!), true)
  t.equal(await passes(get, jobs[31]!), false)
})

t.test('a world file that says what cannot be is refused', async (t) => {
  const { runs: _, metrics, regression, ...open } = suite
  const refusals: Array<[SuiteSpec, RegExp]> = [
    [open, /^sauce\.suites\[0\]\.runs: how many runs there are is not said/],
    [{ ...open, goesOn: true }, /^sauce\.suites\[0\]\.runs: how many runs there are is not said/],
    [{ ...suite, values: { load: [1] } }, /^sauce\.suites\[0\]\.values\.load: load has 1, and there are 30 runs/],
    [{ ...suite, pages: [] }, /^sauce\.suites\[0\]\.metrics: metrics and values are of one page load, and a run has 0/],
    [{ ...open, ahead: 3, values: { load: [1] } }, /^sauce\.suites\[0\]\.values: values end: neither ahead nor goesOn goes with them/],
    [{ ...suite, runs: 20 }, /^sauce\.suites\[0\]\.regression\.from: there is no run 26, the last of 20 is 19/],
    [{ ...suite, metrics: { load: { level: 1e12 } } }, /^sauce\.suites\[0\]\.metrics\.load: load cannot be 1000000000000: it is 600000/],
    [{ ...open, values: { numFonts: [1e6] } }, /^sauce\.suites\[0\]\.values\.numFonts: numFonts of run 0 .*: it is 3000 at most/],
    [{ ...suite, metrics: { lcp: { level: 3 } } }, /^sauce\.suites\[0\]\.metrics\.lcp: nothing that can be fixed is called "lcp"/],
    [
      { ...open, runs: 3, regression: { from: 1, causes: ['nonsense'] } },
      /^sauce\.suites\[0\]\.regression\.causes\[0\]: cannot read the cause "nonsense"/
    ]
  ]
  for (const [spec, sentence] of refusals) t.match(worldFileFaults(worldWith(spec)), [sentence], sentence.source)
  t.strictSame(worldFileFaults(worldWith({ ...suite, runs: 20, ahead: 10 })), [])

  t.test('for numbers that no page load can have together, too', async (t) => {
    const { send } = await twin(t)
    const first = { firstContentfulPaint: { level: 1300 } }
    const files: Array<[SuiteSpec, RegExp]> = [
      [{ ...suite, metrics: { ...first, largestContentfulPaint: { level: 900 } } }, /^suite "gate": run 0: the pinned .* later than 900$/],
      [{ ...open, values: { load: [900, 900, 700], domContentLoaded: [800, 800, 800] } }, /^suite "gate": run 2: the pinned /]
    ]
    for (const [spec, sentence] of files) {
      const { status, body } = await send('POST', '/_perftwin/worlds', { name: 'mine', world: worldWith(spec) })
      t.equal(status, 400)
      t.match(body.message, sentence)
    }
  })
})
