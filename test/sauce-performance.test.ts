import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { Histories } from '../src/sauce/performance/histories.js'
import { reportedLoad } from '../src/sauce/performance/reported-loads.js'
import { metricData } from '../src/lab/metrics/metric-data.js'
import { metricNames, type MetricData } from '../src/lab/metrics/names.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { causesInForce } from '../src/lab/page/releases.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { median, medianAbsoluteDeviation } from '../bench/series.js'
import type { JobSpec } from '../src/worlds/files/job-spec.js'
import type { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import { beside } from './contract-helper.js'
import { basic, listeningTwin, sample, twin, type TestTwin } from './helper.js'
import { newerNode } from './newer-node.js'
import { holds } from './properties.js'

const root = '/v2/performance/metrics'
const everyone = { kind: 'all' } as const

const id = (number: number): string => number.toString(16).padStart(32, '0')
const page = 'https://example.com/'

interface History { jobs?: (number: number) => JobSpec, sauce?: WorldFile['sauce'] }

const team = { name: 'T', users: [{ username: 'demo', accessKey: 'key' }, { username: 'other', accessKey: 'key' }] }
const capture = { extendedDebugging: true, capturePerformance: true }

/** The real values of a baseline's reply, of the metric `load`. */
const realValues = ({ body }: { body: any }): number[] => body.load.values.map((each: { real_value: number }) => each.real_value)

/** A twin whose job number i, a day after its predecessor, holds a recorded load with values[i] as its `load`. */
async function recorded (t: Parameters<typeof twin>[0], values: readonly number[], history: History = {}, options = {}): Promise<TestTwin> {
  const { jobs = () => ({}), sauce = {} } = history
  const world: WorldFile = {
    name: 'recorded',
    sauce: {
      teams: [team],
      jobs: values.map((_, i) => ({ id: id(i), owner: 'demo', name: 'nightly', created: `-P${values.length - i}D`, ...jobs(i) })),
      ...sauce
    }
  }
  const made = await twin(t, { world, ...options })
  for (const [i, load] of values.entries()) await record(made, id(i), { load })
  return made
}

async function record ({ send }: Pick<TestTwin, 'send'>, job: string, metrics: object, more: object = {}, base = ''): Promise<void> {
  const body = { page_url: page, order_index: 0, metric_data: metrics, ...more }
  const { status, text } = await send('POST', `${base}${root}/${job}/`, body, strict)
  if (status !== 201) throw new Error(text)
}
const strict = { authorization: basic('demo', 'key') }

const query = 'metric_names=load&order_index=0'
const steady = [100, 102, 98, 101, 99, 103, 97, 100, 102, 98]

t.test('the samples of the finished documentation come out of a pinned world', async (t) => {
  const { get } = await twin(t, { world: 'docs', now: '2021-04-15T01:30:00Z' })
  const ask = async (path: string): Promise<any> => (await get(`${root}/${path}`, { authorization: basic('jim.smith') })).body
  const [first, last] = ['0308500535c24468a977b250da266b18', 'b6bee25245724ddca6b852a7ec49f155']

  t.test('the list, newest first', async (t) => {
    const expected = await sample('sauce-performance-list')
    const { items, links } = await ask('?metric_names=speedIndex')
    t.strictSame(items.slice(0, 2), expected.items)
    t.strictSame(links, expected.links)
    t.strictSame(await ask('?metric_names=speedIndex&start_date=2021-04-15T01:23:27Z&page_url=https://saucelabs.com'), expected)
  })
  t.test('one job', async (t) => {
    const { items: [{ links, ...item }], ...rest } = await ask('f62eaf7d63c9449eb0424cf7678bf6a9/')
    t.strictSame({ items: [item], ...rest }, await sample('sauce-performance-by-job'))
    t.equal(typeof links, 'object')
  })
  t.test('assert, to the last digit', async (t) => {
    t.strictSame(await ask(`${first}/assert/?metric_names=speedIndex&order_index=0`), await sample('sauce-performance-assert'))
  })
  t.test('baseline: the sample leaves values out between its first and its last', async (t) => {
    const expected = (await sample('sauce-performance-baseline')).speedIndex
    const { speedIndex: { values, ...limits } } = await ask(`${first}/baseline/?metric_names=speedIndex&order_index=0`)
    t.equal(values.length, 11)
    t.strictSame([values[0], values[1], values.at(-1)], expected.values)
    t.strictSame({ ...limits, values: expected.values }, expected)
  })
  t.test('history: the sample leaves out the second item\'s metrics', async (t) => {
    const expected = await sample('sauce-performance-history')
    const { items } = await ask(`${last}/history/?order_index=0&limit=2`)
    const { metric_data: metrics, ...second } = items[1]
    t.strictSame([items[0], second], expected.items)
    t.equal(Object.keys(metrics).length, 50)
    t.equal((await ask(`${last}/history/?order_index=0`)).items.length, 10)
  })
  t.test('regimes, reset, discarded', async (t) => {
    const names = 'speedIndex,domContentLoaded,lastVisualChange'
    const regimes = await ask(`${last}/regimes/?order_index=0&metric_names=${names}`)
    t.strictSame(regimes, await sample('sauce-performance-regimes'))
    t.strictSame(await ask(`${first}/baseline/reset/`), await sample('sauce-performance-reset'))
    t.strictSame(await ask(`${first}/discarded/?order_index=0`), await sample('sauce-performance-discarded'))
  })
})

t.test('ids are derived as in the samples', async (t) => {
  const { get } = await recorded(t, [1])
  const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
  const { body: { items: [item] } } = await get(`${root}/${id(0)}`)
  t.match(item, { job_name_hash: sha1('nightly'), load_id: sha1(`${id(0)}${page}0`), loader_id: /^[0-9A-F]{32}$/, error: null })
})

t.test('a run is out of line from the eleventh on', async (t) => {
  const judged = async (values: number[], at = values.length - 1): Promise<any> => {
    const { get } = await recorded(t, values)
    return (await get(`${root}/${id(at)}/assert/?${query}`)).body.load
  }
  t.match(await judged([...steady, 1000]), { real_value: 1000, outlier: { status: true, reason: 'baseline' } })
  t.match((await judged([...steady, 10])).outlier, { status: true, reason: 'baseline' }, 'an improvement is out of line too')
  t.match((await judged([...steady.slice(1), 1000])).outlier, { status: false, reason: null }, 'not with ten runs')
  const flat = await judged([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7])
  t.match(flat, { baseline: 7, lower_boundary: 7, upper_boundary: 7, outlier: { status: false } })
  t.match((await judged([...steady, 101, 1000, 100], 10)), { outlier: { status: false } }, 'later runs do not count')
})

t.test('a series is of one owner, name, platform, page and order index', async (t) => {
  const strangers: JobSpec[] = [
    { owner: 'other' },
    { name: 'weekly' },
    { platform: { os: 'macOS 13' } },
    { platform: { browserName: 'firefox' } },
    { platform: { version: '90.0' } },
    {}
  ]
  const made = await recorded(t, [1, 2, 3, 4, 5, 6], { jobs: (i) => strangers[i]! })
  const values = async (index = 0): Promise<number[]> =>
    realValues(await made.get(`${root}/${id(5)}/baseline/?metric_names=load&order_index=${index}`))
  t.strictSame(await values(), [5, 6], 'another version of the browser is the same platform')
  for (const [i, url] of ['https://example.com/a', 'https://example.com/b'].entries()) {
    await record(made, id(4 + i), { load: 50 + i }, { page_url: url, order_index: 1 })
  }
  t.strictSame(await values(1), [51])
  await record(made, id(4), { load: 50 }, { page_url: 'https://example.com/b', order_index: 1 })
  t.strictSame(await values(1), [50, 51], 'recorded anew under the other page')
})

t.test('runs that have not ended, measured nothing or never ran do not count', async (t) => {
  const jobs = [{}, { runningFor: null }, { record: { capturePerformance: true } }, { queuedFor: null }, {}] as const
  const { get, send } = await twin(t, {
    world: {
      name: 'kinds',
      sauce: {
        teams: [{ name: 'T', users: [{ username: 'demo' }] }],
        jobs: jobs.map((job, i) => ({ id: id(i), name: 'nightly', created: `-P${9 - i}D`, pages: [page, page], record: capture, ...job }))
      }
    }
  })
  const all = await get(`${root}/${id(4)}/history?order_index=1`)
  t.strictSame(all.body.items.map((item: any) => item.job_id), [id(4), id(0)])
  t.equal((await get(`${root}/${id(2)}`)).status, 404, 'both capabilities are needed')
  t.equal((await get(`${root}/${id(1)}`)).status, 404, 'still running')
  await send('PUT', `/rest/v1/demo/jobs/${id(1)}/stop`)
  await send('PUT', `/rest/v1/demo/jobs/${id(3)}/stop`)
  t.equal((await get(`${root}/${id(1)}`)).status, 200, 'stopped')
  t.equal((await get(`${root}/${id(3)}`)).status, 404, 'stopped before it started')
})

t.test('discarding, resetting and acknowledging', async (t) => {
  const shifted = [...steady, ...steady, 200, 203, 198, 201, 199, 202, 204, 200, 197, 201, 199, 203]
  const last = shifted.length - 1
  const values = async ({ get }: TestTwin, job = last, more = ''): Promise<number[]> =>
    realValues(await get(`${root}/${id(job)}/baseline/?${query}${more}`))
  const outlier = async ({ get }: TestTwin, job = last): Promise<any> =>
    (await get(`${root}/${id(job)}/assert/?${query}`)).body.load.outlier

  t.test('a discarded run leaves the baselines of the others', async (t) => {
    const made = await recorded(t, [...steady, 1000, 100])
    t.ok((await values(made, 11)).includes(1000))
    const { status, text } = await made.send('POST', `${root}/${id(10)}/discarded/?order_index=0`)
    t.strictSame([status, text], [201, ''])
    t.notOk((await values(made, 11)).includes(1000))
    t.equal((await values(made, 10)).at(-1), 1000, 'but not its own')
    t.strictSame((await made.get(`${root}/${id(3)}/discarded/?order_index=0`)).body, { job_ids: [id(10)] })
    t.strictSame((await made.get(`${root}/${id(3)}/discarded/?order_index=0`)).body, { job_ids: [id(10)] })
    t.equal((await made.send('POST', `${root}/${id(10)}/discarded/`, { order_index: 0 })).status, 201, 'twice is once')
    t.equal((await made.get(`${root}/${id(11)}/history/?order_index=0`)).body.items.length, 12)
  })

  t.test('a reset starts the baseline anew with that run, of all page loads', async (t) => {
    const made = await recorded(t, shifted)
    t.strictSame((await made.send('POST', `${root}/${id(20)}/baseline/reset`, {})).status, 201)
    t.strictSame(await values(made), shifted.slice(20))
    t.strictSame(await values(made, 19), shifted.slice(0, 20), 'earlier runs keep theirs')
    t.strictSame((await made.get(`${root}/${id(20)}/baseline/reset/`)).body, { result: true })
    t.strictSame((await made.get(`${root}/${id(19)}/baseline/reset/`)).body, { result: false })
  })

  t.test('a shift is a new regime until it is acknowledged', async (t) => {
    const made = await recorded(t, shifted)
    const regimes = async (): Promise<any> => (await made.get(`${root}/${id(last)}/regimes/?${query}&include_baseline=true`)).body.load
    const [before, after] = await regimes()
    t.match([before, after], [{ regime_start: 0, regime_end: 19, active: true }, { regime_start: 20, regime_end: last, active: false }])
    t.strictSame(await outlier(made), { status: true, reason: 'new_regime' })
    for (const { baseline_url: url, baseline, regime_start: start, regime_end: end } of [before, after]) {
      const { values, baseline: mean, ...limits } = (await made.get(url)).body.load
      t.strictSame(limits, baseline, 'its baseline_url works when followed')
      t.strictSame(Object.keys(baseline), ['upper_boundary', 'lower_boundary'], 'the keys of the vendor\'s definition')
      t.ok(mean > limits.lower_boundary && mean < limits.upper_boundary)
      t.strictSame(values.map((each: any) => each.real_value), shifted.slice(start, end + 1))
    }
    t.strictSame(await values(made, last, '&regime_start=0&regime_end=0'), shifted, '0 and 0: all')
    t.strictSame(await values(made, last, '&regime_start=30'), shifted.slice(30))

    t.equal((await made.send('POST', `${root}/${id(25)}/regimes/acknowledge/`, { order_index: 0 })).status, 201)
    t.strictSame((await regimes()).map((each: any) => each.active), [false, true])
    t.strictSame(await outlier(made), { status: false, reason: null })
    t.strictSame(await values(made), shifted.slice(20))
    t.notOk('baseline' in (await made.get(`${root}/${id(last)}/regimes/?${query}`)).body.load[0])

    // To acknowledge the earlier regime is to take that back; the world's clock stands all the time.
    for (const [run, active] of [[3, [true, false]], [25, [false, true]], [25, [false, true]], [3, [true, false]]] as const) {
      await made.send('POST', `${root}/${id(run)}/regimes/acknowledge/`, { order_index: 0 })
      t.strictSame((await regimes()).map((each: any) => each.active), active)
    }
    t.strictSame(await outlier(made), { status: true, reason: 'new_regime' })
  })

  t.test('marks belong to their world, and a reset of the world undoes them', async (t) => {
    const made = await recorded(t, [1])
    const worlds = ['/w/one', '/w/two']
    for (const world of worlds) await record(made, id(0), { load: 1 }, {}, world)
    await made.send('POST', `/w/one${root}/${id(0)}/baseline/reset/`)
    const result = async (world: string): Promise<boolean> => (await made.get(`${world}${root}/${id(0)}/baseline/reset/`)).body.result
    const results = async (): Promise<boolean[]> => await Promise.all(['', ...worlds].map(result))
    t.strictSame(await results(), [false, true, false])
    made.twin.worlds.get('one').reset()
    await record(made, id(0), { load: 1 }, {}, '/w/one')
    t.strictSame(await results(), [false, false, false])
  })

  t.test('marks and recorded loads outlive the process in file mode', async (t) => {
    const options = { data: join(t.testdir(), 'data.json') }
    const made = await recorded(t, [1, 2, 3], {}, options)
    await made.send('POST', `${root}/${id(1)}/discarded/`, { order_index: 0 })
    await made.send('POST', `${root}/${id(0)}/baseline/reset/`)
    const before = await values(made, 2)
    await made.app.close()
    const { get } = await twin(t, { ...made.twin.options, ...options })
    t.strictSame(before, [1, 3])
    t.strictSame((await get(`${root}/${id(2)}/baseline?${query}`)).body.load.values.map((each: any) => each.real_value), before)
    t.strictSame((await get(`${root}/${id(0)}/baseline/reset/`)).body, { result: true })
  })

  t.test('a mark recomputes its own series alone', async (t) => {
    const suite = (name: string) => ({ name, owner: 'demo', runs: 12, every: 'PT1H', pages: [page], record: capture })
    const sauce = { teams: [team], suites: [suite('a'), suite('b')] }
    const { twin: { worlds }, send } = await twin(t, { world: { name: 'two', sauce } })
    const world = worlds.default
    const [a, b] = ['a', 'b'].map((name) => world.facts.jobs.in('name', `demo\u0000${name}`)[0]!)
    const histories = new Histories()
    const assess = async (job = a!): Promise<unknown> => {
      const load = reportedLoad(world, job, 0)!
      const asking = { world, caller: everyone, at: world.clock.now() }
      return await histories.assess(asking, { job, load }, ['load', 'score'])
    }
    const before = [await assess(a), await assess(b)]
    t.strictSame([histories.results.simulated, histories.assessed], [24, 4])
    await send('POST', `${root}/${world.facts.jobs.in('name', 'demo\u0000a')[3]!.id}/discarded/`, { order_index: 0 })
    const after = [await assess(a), await assess(b)]
    t.strictSame([histories.results.simulated, histories.assessed], [24, 6], 'no load again, and two assessments')
    t.not(JSON.stringify([...before[0] as any]), JSON.stringify([...after[0] as any]))
    t.strictSame(after[1], before[1])
    await send('PUT', `/rest/v1/demo/jobs/${a!.id}`, { tags: ['renamed'] })
    await assess(world.facts.jobs.get(a!.id)!)
    t.equal(histories.results.simulated, 24, 'an edited job keeps its measurements')
  })
})

t.test('the parameters come in every encoding', async (t) => {
  const made = await recorded(t, [1])
  await record(made, id(0), { load: 1, score: 0.5 })
  const both = async (path: string): Promise<string[]> => Object.keys((await made.get(`${root}/${id(0)}/${path}`, beside)).body)
  const names = ['load', 'score']
  for (const path of [
    'assert/?metric_names=load&metric_names=score&order_index=0',
    'assert?metric_names=load,score&order_index=0',
    'assert/?metric_names[]=load&metric_names[]=score&order_index=0',
    'baseline?metric_names=load,%20score&order_index=0',
    'regimes/?order_index=0&metric_names=load,score,load'
  ]) t.strictSame(await both(path), names, path)
  const expected = (await made.get(`${root}/${id(0)}/assert/?metric_names=load,score&order_index=0`)).body
  for (const [path, body] of [
    ['assert/', { metric_names: names, order_index: 0 }],
    ['assert', { metric_names: 'load,score', order_index: '0' }],
    ['assert/?metric_names=load&metric_names=score&order_index=0', undefined]
  ] as const) {
    const { status, body: answer } = await made.send('POST', `${root}/${id(0)}/${path}`, body)
    t.strictSame([status, answer], [200, expected], `POST ${path}`)
  }
  t.equal((await made.send('POST', `${root}/${id(0)}/discarded?order_index=0`)).status, 201, 'no body at all')
  t.equal((await made.send('HEAD', `${root}/${id(0)}`)).status, 200)
})

t.test('full=false leaves the values out', async (t) => {
  const { get } = await recorded(t, [1])
  t.strictSame((await get(`${root}/${id(0)}/?full=false`)).body.items[0].metric_data, {})
  t.strictSame((await get(`${root}/${id(0)}/?full=true`)).body.items[0].metric_data, { load: 1 })
})

t.test('the list of results', async (t) => {
  const made = await recorded(t, steady, { jobs: (i) => i === 9 ? { owner: 'other' } : {} })
  await record(made, id(4), { load: 5, score: 1 }, { order_index: 1, page_url: 'https://example.com/cart' })
  const list = async (parameters = ''): Promise<any> => (await made.get(`${root}/${parameters}`, strict)).body

  t.test('is of the account that asks, newest first', async (t) => {
    const { items } = await list()
    const rows = items.map((item: any) => [item.job_id, item.order_index])
    t.strictSame(rows, [8, 7, 6, 5, 4, 4, 3, 2, 1, 0].map((job, i) => [id(job), i === 5 ? 1 : 0]))
    t.equal((await made.get(root, { authorization: basic('other') })).body.items.length, 1)
  })
  t.test('can be filtered', async (t) => {
    t.strictSame((await list('?page_url=https://example.com/cart')).items.map((item: any) => item.job_id), [id(4)])
    t.equal((await list('?page_url=https://example.com')).items.length, 9)
    t.strictSame((await list('?metric_names=score&page_url=https://example.com/cart')).items[0].metric_data, { score: 1 })
    const days = (await list('?start_date=2026-04-07T12:00:00Z&end_date=2026-04-08T14:00:00%2B02:00&page_url=https://example.com/')).items
    t.strictSame(days.map((item: any) => item.job_creation_time), ['2026-04-08T12:00:00Z', '2026-04-07T12:00:00Z'], 'both ends count')
    const turned = await list('?start_date=2026-04-08T14:00:00+02:00&end_date=2026-04-07&page_url=x')
    t.equal(turned.status, '400', 'the start must not come after the end')
    t.equal((await list('?start_date=2026-04-08T12:00:00')).items.length, 8 - 1, 'UTC unless it says otherwise')
  })
  t.test('pages follow each other without gap or overlap', async (t) => {
    const everything = (await list()).items
    await holds(fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }), async (limit, offset) => {
      const collect = async (from: string, direction: 'next' | 'previous'): Promise<any[]> => {
        const pages: any[][] = []
        for (let url: string | null = from; url !== null;) {
          const { items, links }: any = (await made.get(url.replace('http://localhost:4010', ''))).body
          pages.push(items)
          url = links[direction]
        }
        return (direction === 'next' ? pages : pages.reverse()).flat()
      }
      const start = `${root}/?limit=${limit}&offset=${offset}`
      t.strictSame(await collect(start, 'next'), everything.slice(offset))
      t.strictSame(await collect(start, 'previous'), everything.slice(0, offset + limit))
    }), { numRuns: 20 })
    t.match((await list('?limit=3&metric_names=load,score')).links.next, /\?limit=3&metric_names=load&metric_names=score&offset=3$/)
    t.match((await made.get(`/w/one${root}?limit=1`)).body.links, { next: null })
  })
})

t.test('results of one moment are listed in the opposite order of their making, the loads of a job in theirs', async (t) => {
  // Their ids sort otherwise than they were made.
  const jobs = [id(0xa), id(0xc), id(0xb)].map((id) => ({ id, owner: 'demo', name: 'together', created: '-PT1H' }))
  const suite = { owner: 'demo', runs: 1, every: 'PT1H', pages: [page, page], record: capture }
  const suites = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...suite, name }))
  const made = await twin(t, { world: { name: 'together', sauce: { teams: [team], jobs, suites } } })
  for (const job of jobs) {
    for (const orderIndex of [1, 0]) await record(made, job.id, { load: 1 }, { order_index: orderIndex })
  }
  const { items } = (await made.get(root)).body
  const rows = items.map((item: any) => [item.job_id, item.order_index])
  const ofJobs = rows.filter(([job]: [string]) => jobs.some(({ id }) => id === job))
  t.strictSame(ofJobs, [id(0xb), id(0xc), id(0xa)].flatMap((job) => [[job, 0], [job, 1]]))
  const ofSuites = rows.filter(([job]: [string]) => !jobs.some(({ id }) => id === job))
  t.equal(ofSuites.length, 10)
  const suiteJobs = [...new Set<string>(ofSuites.map(([job]: [string]) => job))].sort().reverse()
  const inOrder = suiteJobs.flatMap((job) => [[job, 0], [job, 1]])
  t.strictSame(ofSuites, inOrder, 'first runs of several suites by their ids')
})

t.test('in mode strict, what the caller may not see is not there', async (t) => {
  const { get, send } = await recorded(t, [1, 2, 3], { jobs: (i) => i === 1 ? { visibility: 'private' } : {} }, { auth: 'strict' })
  const values = async (user: string): Promise<number[]> =>
    realValues(await get(`${root}/${id(2)}/baseline?${query}`, { authorization: basic(user, 'key') }))
  t.strictSame(await values('demo'), [1, 2, 3])
  t.strictSame(await values('other'), [1, 3])
  t.equal((await get(`${root}/${id(1)}`, { authorization: basic('other', 'key') })).status, 404)
  t.equal((await send('POST', `${root}/${id(1)}/baseline/reset`, {}, { authorization: basic('other', 'key') })).status, 404)
  t.strictSame((await get(root, { authorization: basic('other', 'key') })).body.items, [])
  t.equal((await get(`${root}/${id(2)}`, { authorization: basic('demo', 'wrong') })).status, 401)
})

t.test('POST to the list runs a test of the page now', async (t) => {
  const pages = { home: { url: 'https://shop.example.com/', document: { size: 1234 } } }
  const sauce = { teams: [{ name: 'T', users: [{ username: 'first' }, { username: 'demo' }] }] }
  const { get, send } = await twin(t, { world: { name: 'pages', pages, sauce } })
  const test = async (url: string): Promise<any> => (await send('POST', `${root}/`, { page_url: url })).body
  const { items: [item], job } = await test('home')
  t.match(item, { job_owner: 'demo', page_url: 'https://shop.example.com/', order_index: 0, error: null })
  t.equal(Object.keys(item.metric_data).length >= 50, true)
  t.match(job, { id: item.job_id, name: 'Performance test for https://shop.example.com/', status: 'complete', owner: 'demo' })
  t.strictSame((await get(`/rest/v1/demo/jobs/${job.id}`)).body, job)
  t.strictSame((await get(`${root}/${job.id}/`)).body.items, [item])
  t.equal((await test('https://shop.example.com')).items[0].metric_data.document_size > 0, true)
  for (let i = 0; i < 9; i++) await test('https://SHOP.example.com/')
  const { body: { items: [last] } } = await send('POST', `${root}?page_url=home&metric_names=score`)
  t.strictSame(Object.keys(last.metric_data), ['score'])
  const { items } = (await get(`${root}/${last.job_id}/history?order_index=0`)).body
  t.equal(items.length, 12, 'tests of a page are a series')
  t.equal(items.at(-1).job_id, job.id, 'in the order in which they were made, though the clock stands still')
  t.match(await test('https://unheard.of/page?x=1'), { items: [{ page_url: 'https://unheard.of/page?x=1' }] })
  t.strictSame((await get(root)).body.items.length, 13)
})

t.test('text that looks like a URL and is none is refused everywhere, and nothing is left of it', async (t) => {
  const made = await recorded(t, [1])
  const { get, send } = made
  const strays = ['http://exa mple', 'http://x:99999/', 'http://[bad', 'http://%', 'https://']
  const before = (await get('/rest/v1/demo/jobs', strict)).text
  for (const url of strays) {
    const refused = await send('POST', root, { page_url: url }, strict)
    t.match(refused, { status: 400, body: { status: '400', message: /neither an http\(s\) URL/ } }, url)
    t.match(await send('POST', `${root}/${id(0)}`, { page_url: url, metric_data: { load: 1 } }, strict), { status: 400 }, url)
    t.equal((await send('POST', '/_perftwin/jobs', { pages: [url] })).status, 400, url)
    const faults = worldFileFaults({ name: 'x', sauce: { teams: [team], jobs: [{ pages: [url] }] } })
    t.match(faults, [/neither a page of this world nor a URL/])
  }
  t.equal((await get('/rest/v1/demo/jobs', strict)).text, before)
  t.equal((await get(root, strict)).status, 200)
})

t.test('measured values have a limit, so that sums of them stay finite', async (t) => {
  const { app } = await recorded(t, steady.concat(5))
  for (const load of ['1e400', '1e308', '1e13']) {
    const payload = `{"page_url":"${page}","order_index":0,"metric_data":{"load":${load}}}`
    const headers = { ...strict, 'content-type': 'application/json' }
    const reply = await app.inject({ method: 'POST', url: `${root}/${id(3)}`, payload, headers })
    t.equal(reply.statusCode, 400, load)
  }
})

t.test('an acknowledged regime stays in force when the run it was acknowledged by is discarded', async (t) => {
  const values = [...steady, ...steady, ...steady.map((value) => 2 * value), 200, 203]
  const { get, send } = await recorded(t, values)
  const regimes = async (): Promise<boolean[]> => {
    const { load } = (await get(`${root}/${id(31)}/regimes?${query}`, strict)).body
    return load.map(({ active }: any) => active)
  }
  t.strictSame(await regimes(), [true, false])
  await send('POST', `${root}/${id(25)}/regimes/acknowledge`, { order_index: 0 }, strict)
  t.strictSame(await regimes(), [false, true])
  await send('POST', `${root}/${id(25)}/discarded`, { order_index: 0 }, strict)
  t.strictSame(await regimes(), [false, true])
  t.match((await get(`${root}/${id(31)}/assert?${query}`, strict)).body.load.outlier, { status: false })
})

t.test('lists add up within the query, numbers are decimal digits, dates are of the calendar', async (t) => {
  const { get } = await recorded(t, [1, 2])
  const assert = async (parameters: string): Promise<any> => await get(`${root}/${id(1)}/assert?${parameters}`, { ...strict, ...beside })
  for (const names of [
    'metric_names[0]=load&metric_names[1]=load', 'metric_names=load&metric_names[]=load', 'metric_names[]=load&metric_names=load'
  ]) t.strictSame(Object.keys((await assert(`${names}&order_index=0`)).body), ['load'], names)
  for (const names of ['metric_names[0]=load&metric_names[1]=nope', 'metric_names=nope&metric_names[]=load']) {
    t.match((await assert(`${names}&order_index=0`)).body, { message: /"nope" is not a metric/ }, 'none is lost')
  }
  t.match((await assert('metric_names=load&order_index=%20')).body, { message: 'order_index is a required parameter.' })
  for (const text of ['0x0', '1e0', '1.5']) {
    const refused = await assert(`metric_names=load&order_index=${text}`)
    t.match(refused, { status: 400, body: { message: 'order_index must be integer' } }, text)
  }
  t.equal((await get(`${root}?offset=1e400`, strict)).status, 400)
  for (const date of ['2026-02-30', '2026-02-31T00:00:00Z', '2025-02-29']) {
    t.equal((await get(`${root}?start_date=${date}`, strict)).status, 400, date)
  }
  t.equal((await get(`${root}?start_date=2024-02-29`, strict)).status, 200)
  t.equal((await get(`${root}?end_date=2026-04-14`, strict)).body.items.length, 2, 'a date is the whole day')
})

t.test('POST to a job records a load', async (t) => {
  const made = await recorded(t, [1])
  const put = async (body: unknown): Promise<any> => await made.send('POST', `${root}/${id(0)}`, body)
  const { status, body } = await put({ page_url: 'https://example.com', metric_data: { load: 12.5, score: 1, cumulativeLayoutShift: 0 } })
  t.equal(status, 201)
  t.match(body.items, [{ job_id: id(0), order_index: 1, page_url: page, metric_data: { load: 12.5, score: 1, cumulativeLayoutShift: 0 } }])
  t.strictSame((await made.get(`${root}/${id(0)}`)).body.items[1], body.items[0])
  for (const [data, message] of [
    [{ speed: 1 }, /"speed" is not a metric/],
    [{ load: -1 }, /load must be >= 0/],
    [{ load: '1' }, /load must be number/],
    [{ load: null }, /load must be number/],
    [{ score: 1.01 }, /score must not exceed 1/],
    [{}, /NOT have fewer than 1/],
    ['x', /must be object/]
  ] as const) {
    const answer = await put({ page_url: page, metric_data: data })
    t.equal(answer.status, 400)
    t.match(answer.body, { status: '400', message })
  }
  t.match((await put({ metric_data: { load: 1 } })).body, { message: 'page_url is a required parameter.' })
  const asked = `${root}/${id(0)}?page_url=https://example.com/&order_index=1`
  const inQuery = await made.send('POST', asked, { order_index: '7', metric_data: { load: 13 } }, beside)
  const written = { order_index: 1, page_url: page, metric_data: { load: 13 } }
  t.match(inQuery, { status: 201, body: { items: [written] } }, 'the query counts, and wins')
  t.match((await put({ page_url: 'ftp://x/', metric_data: { load: 1 } })).body, { status: '400' })
  t.equal((await made.get(`${root}/${id(0)}`)).body.items.length, 2, 'nothing was half written')
})

t.test('bad input', async (t) => {
  const made = await recorded(t, [1])
  await made.send('POST', '/_perftwin/jobs', { id: id(50), owner: 'demo', name: 'no data' })
  await made.send('POST', '/_perftwin/jobs', { id: id(51), owner: 'demo', runningFor: null, pages: [page], record: capture })
  const good = `${root}/${id(0)}`
  const needsMetrics = 'at least one metric_names parameter is required.'
  const needsIndex = 'order_index is a required parameter.'
  const table: Array<[method: string, path: string, status: number, message: string | RegExp, body?: unknown]> = [
    ...['assert', 'baseline', 'regimes'].flatMap((part): typeof table => [
      ['GET', `${good}/${part}/?order_index=0`, 400, needsMetrics],
      ['GET', `${good}/${part}/?order_index=0&metric_names=`, 400, needsMetrics],
      ['GET', `${good}/${part}/?metric_names=load`, 400, needsIndex],
      ['GET', `${good}/${part}/?metric_names=load,nonsense&order_index=0`, 400, /"nonsense" is not a metric/],
      ['GET', `${good}/${part}/?metric_names=load&order_index=1`, 404, 'Not Found'],
      ['GET', `${good}/${part}/?metric_names=load&order_index=x`, 400, /order_index must be integer/],
      ['GET', `${good}/${part}/?metric_names=load&order_index=-1`, 400, /order_index must be >= 0/],
      ['GET', `${root}/${id(77)}/${part}/?${query}`, 404, 'Not Found']
    ]),
    ...['discarded', 'history'].map((part): typeof table[0] => ['GET', `${good}/${part}`, 400, needsIndex]),
    ...['discarded', 'regimes/acknowledge'].flatMap((part): typeof table => [
      ['POST', `${good}/${part}`, 400, needsIndex, {}],
      ['POST', `${good}/${part}`, 400, needsIndex, { order_index: null }],
      ['POST', `${good}/${part}`, 404, 'Not Found', { order_index: 3 }],
      ['POST', `${good}/${part}`, 400, 'the body is not JSON', 'order_index=0'],
      ['POST', `${good}/${part}`, 400, 'the body must be a JSON object', [0]]
    ]),
    ['GET', `${root}/${id(50)}`, 404, 'Not Found'],
    ['GET', `${root}/${id(51)}`, 404, 'Not Found'],
    ['GET', `${root}/${id(77)}/baseline/reset`, 404, 'Not Found'],
    ['POST', `${root}/${id(77)}/baseline/reset`, 404, 'Not Found', {}],
    ['POST', `${root}/${id(51)}/baseline/reset`, 404, 'Not Found', {}],
    ['GET', `${root}/?start_date=yesterday`, 400, /^start_date: "yesterday" is not a date-time/],
    ['GET', `${root}/?end_date=2024-02-31T99:00:00Z`, 400, /^end_date/],
    ['GET', `${root}/?metric_names=nonsense`, 400, /"nonsense" is not a metric/],
    ['GET', `${root}/?limit=0`, 400, /limit must be >= 1/],
    ['GET', `${good}/?full=perhaps`, 400, /full must be equal to one of/],
    ['GET', `${good}/baseline/?${query}&regime_start=5`, 400, /no run of load lies between/],
    ['GET', `${good}/history/?order_index=0&limit=none`, 400, /limit must be integer/],
    ['POST', root, 400, 'page_url is a required parameter.', {}],
    ['POST', root, 400, /neither an http\(s\) URL nor a page/, { page_url: 'nowhere' }],
    ['POST', root, 400, /page_url must not be an object/, { page_url: {} }],
    ['PUT', good, 405, 'Method Not Allowed', {}]
  ]
  for (const [method, path, status, message, body] of table) {
    const answer = await made.send(method, path, body)
    t.match(answer, { status, body: { status: String(status), message } }, `${method} ${path} ${JSON.stringify(body) ?? ''}`)
    t.equal(answer.headers['content-type'], 'application/json')
  }
})

t.test('metrics are there after the processing time', async (t) => {
  const world: WorldFile = {
    name: 'slow',
    sauce: {
      performance: { processing: 'PT10S' },
      teams: [team],
      jobs: [{ id: id(0), created: 'now', runningFor: 'PT30S', pages: [page], record: capture }]
    }
  }
  const { twin: { worlds }, get } = await twin(t, { world })
  const status = async (): Promise<number> => (await get(`${root}/${id(0)}`)).status
  for (const [seconds, expected] of [[39, 404], [1, 200]] as const) {
    worlds.default.clock.advance(seconds * 1000)
    t.equal(await status(), expected)
  }
  t.strictSame(worldFileFaults(world), [])
  t.not(worldFileFaults({ ...world, sauce: { ...world.sauce, performance: { processing: '10' } } }).length, 0)
})

t.test('the definition names all operations', async (t) => {
  const { get } = await twin(t)
  const { status, body } = await get(`${root}/swagger/`)
  t.equal(status, 200)
  const idsOf = (paths: object): string[] =>
    Object.values<any>(paths).flatMap((path) => Object.values<any>(path).map(({ operationId }) => operationId))
  const operations = idsOf(body.paths)
  t.strictSame(idsOf((await apiFile()).paths).filter((operation) => !operations.includes(operation)), [])
  const { parameters } = body.paths['/v2/performance/metrics/{job_id}/assert'].get
  const required = parameters.filter((each: any) => each.required).map((each: any) => each.name)
  t.strictSame(required.sort(), ['job_id', 'metric_names', 'order_index'])
})

/** The vendor's own OpenAPI file, as its npm client carries it. */
const apiFile = async (): Promise<any> => (await import('saucelabs/apis/performance.json', { with: { type: 'json' } })).default

t.test('a release of the demo world is a new regime in what it touches, and in nothing else', async (t) => {
  const { file } = await loadWorldFile('demo')
  // The release of the API that comes after it would be another regime.
  const { twin: { worlds }, get, send } = await twin(t, {
    world: { ...file, releases: file.releases!.filter(({ train }) => train !== 'api') }
  })
  const world = worlds.default
  const now = world.clock.now()
  const release = world.base.releases.find(({ version }) => version === '4.2.0')!
  const series = [
    ['Shop front page (Good 3G, Nexus 7)', 0],
    ['Shop purchase journey', 0],
    ['Shop purchase journey', 1],
    ['Shop purchase journey', 2]
  ] as const
  for (const [name, orderIndex] of series) {
    const runs = [...world.facts.jobs.in('name', `demo\u0000${name}`)].filter((job) => job.plan.ended! <= now).reverse()
    const first = runs.findIndex((job) => job.plan.started! >= release.at)
    const last = runs.at(-1)!

    // What the release does to a metric: the same loads with it and without, everything else alike.
    const load = (job: typeof last, at: number): MetricData => metricData(simulatePageLoad({
      seed: world.seed,
      jobId: job.id,
      orderIndex,
      page: world.file.pages![job.visits[orderIndex]!]!,
      ...job.conditions,
      startedAt: 0,
      releasesInForce: causesInForce(world.base.releases, 'web', at)
    }))
    const pairs = runs.slice(first).map((job) => [load(job, release.at - 1), load(job, release.at)] as const)
    const touched: string[] = []
    const untouched: string[] = []
    for (const metric of metricNames.filter((metric) => pairs[0]![0][metric] !== undefined)) {
      const shifts = pairs.map(([without, including]) => including[metric]! - without[metric]!)
      const noise = 1.4826 * Math.max(...[0, 1].map((side) => medianAbsoluteDeviation(pairs.map((pair) => pair[side]![metric]!))))
      if (shifts.every((shift) => shift === 0)) untouched.push(metric)
      else if (Math.abs(median(shifts)) > 4 * noise) touched.push(metric)
    }
    t.strictSame(['image_size', 'totalTaskTime', 'load'].filter((metric) => !touched.includes(metric)), [], `${name} ${orderIndex}`)
    t.ok(untouched.includes('serverResponseTime') && untouched.includes('script_size'), `and leaves ${untouched.length} alone`)

    const names = [...touched, ...untouched].join()
    const { body: regimes } = await get(`${root}/${last.id}/regimes/?order_index=${orderIndex}&metric_names=${names}`)
    const begins = (metric: string): boolean => regimes[metric]
      .some(({ regime_start: start }: any) => start > 0 && Math.abs(start - first) <= 3)
    t.strictSame(touched.filter((metric) => !begins(metric)), [])
    t.strictSame(untouched.filter(begins), [])
    t.match(regimes.load.at(-1), { regime_start: first, active: false })
  }
  const last = world.facts.jobs.in('name', 'demo\u0000Shop front page (Good 3G, Nexus 7)').find((job) => job.plan.ended! <= now)
  const outlier = async (): Promise<any> => {
    const { body } = await get(`${root}/${last!.id}/assert/?metric_names=image_size&order_index=0`)
    return body.image_size.outlier
  }
  t.strictSame(await outlier(), { status: true, reason: 'new_regime' })
  await send('POST', `${root}/${last!.id}/regimes/acknowledge/`, { order_index: 0 })
  t.strictSame(await outlier(), { status: false, reason: null })
})

const run = promisify(execFile)

t.test('the official clients, unmodified, on a real port', async (t) => {
  const { url, twin: { worlds } } = await listeningTwin(t, { world: 'docs', now: '2021-04-15T01:30:00Z', auth: 'strict' })
  const key = worlds.default.facts.users.get('jim.smith')?.accessKey
  const script = fileURLToPath(new URL('test/clients/saucelabs.mjs', packageRoot))
  const calling = async (node: string, client: string, calls: unknown[][]): Promise<any[]> => {
    const { stdout } = await run(node, [script, JSON.stringify({ client, host: url, user: 'jim.smith', key, calls })])
    return JSON.parse(stdout)
  }
  const job = '0308500535c24468a977b250da266b18'
  const earlier = 'b6bee25245724ddca6b852a7ec49f155'
  const asked = { metricNames: ['speedIndex', 'load'], orderIndex: 0 }

  const node = newerNode()
  const skip = node === undefined && 'it needs Node.js 22.19: scripts/with-newer-node.sh npm test'
  t.test('9.2.0 calls all twelve operations', { skip }, async (t) => {
    const [
      list, byJob, assertion, baseline, before, reset, after, discard, discarded, history, regimes, acknowledge, definition, unknown
    ] = await calling(node!, 'saucelabs-9.2', [
      ['getPerformanceMetrics', { pageUrl: 'https://saucelabs.com/' }],
      ['getPerformanceMetricsByJobId', job, { full: false }],
      ['assertPerformance', job, asked],
      ['getBaseline', job, { ...asked, regimeStart: 0, regimeEnd: 0 }],
      ['hasBaselineReset', earlier],
      ['acknowledgeBaseline', earlier],
      ['hasBaselineReset', earlier],
      ['discardOutliers', earlier, { orderIndex: 0 }],
      ['getDiscardedOutliers', job, { orderIndex: 0 }],
      ['getBaselineHistory', job, { orderIndex: 0, limit: 3 }],
      ['getRegimes', job, { ...asked, includeBaseline: true }],
      ['acknowledgeRegime', job, { orderIndex: 0 }],
      ['getApiDefinition'],
      ['getPerformanceMetricsByJobId', '0'.repeat(32)]
    ])
    t.equal(list.answer.items.length, 11)
    t.match(byJob.answer.items, [{ job_id: job, metric_data: {} }])
    t.match(assertion.answer, await sample('sauce-performance-assert'))
    t.equal(baseline.answer.speedIndex.values.length, 11)
    t.strictSame([before.answer, after.answer], [{ result: false }, { result: true }])
    for (const { error } of [reset, discard, acknowledge]) t.equal(error, undefined)
    t.strictSame(discarded.answer, { job_ids: [earlier] })
    t.equal(history.answer.items.length, 3)
    t.match(regimes.answer, { speedIndex: [{ active: true, baseline: { lower_boundary: Number } }], load: [{ active: true }] })
    t.match(definition.answer, { openapi: /^3/ })
    t.match(unknown.error, /404.*Not Found/s)
    worlds.default.reset()
  })

  for (const client of ['saucelabs-7', 'saucelabs-8', 'saucelabs']) {
    t.test(`${client} calls all but those whose lists it refuses to send`, async (t) => {
      const [
        list, byJob, before, reset, after, discard, discarded, history, acknowledge, refused
      ] = await calling(process.execPath, client, [
        ['getPerformanceMetrics', { pageUrl: 'https://saucelabs.com/' }],
        ['getPerformanceMetricsByJobId', job, { full: true }],
        ['hasBaselineReset', earlier],
        ['acknowledgeBaseline', earlier],
        ['hasBaselineReset', earlier],
        ['discardOutliers', earlier, { orderIndex: 0 }],
        ['getDiscardedOutliers', job, { orderIndex: 0 }],
        ['getBaselineHistory', job, { orderIndex: 0 }],
        ['acknowledgeRegime', job, { orderIndex: 0 }],
        ['assertPerformance', job, asked]
      ])
      t.equal(list.answer.items.length, 11)
      t.match(byJob.answer.items, [{ metric_data: { speedIndex: 5645 } }])
      t.strictSame([before.answer, after.answer], [{ result: false }, { result: true }])
      for (const { error } of [reset, discard, acknowledge]) t.equal(error, undefined)
      t.strictSame(discarded.answer, { job_ids: [earlier] })
      t.equal(history.answer.items.length, 11)
      t.notMatch(refused.error, /Response code/, 'refused by the client itself, before anything is sent')
      worlds.default.reset()
    })
  }
})
