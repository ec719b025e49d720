// What is told of a series as a whole is what the Performance API says of each of its runs.
import t, { type Test } from 'tap'
import { Histories } from '../src/sauce/performance/histories.js'
import { seriesTeller } from '../src/sauce/performance/series-teller.js'
import { Verdicts } from '../src/sauce/performance/verdicts.js'
import { basic, twin, type TestTwin } from './helper.js'

const metrics = '/v2/performance/metrics'

/** The longest series of the demo. */
async function longest ({ get }: TestTwin): Promise<any> {
  const { series } = (await get('/_perftwin/series?limit=1000')).body
  return series.sort((a: any, b: any) => b.runs - a.runs)[0]
}

/** Holds a series to the API, run by run. */
async function holdToApi (t: Test, { get }: TestTwin, job: string, metric: string): Promise<any> {
  const { status, body } = await get(`/_perftwin/series/${job}?metric=${metric}`)
  t.equal(status, 200)
  const query = `?metric_names=${metric}&order_index=0`
  for (const [index, run] of body.runs.entries()) {
    const where = `${metric}, run ${index}`
    const { [metric]: baseline } = (await get(`${metrics}/${run.jobId}/baseline/${query}`)).body
    const { [metric]: verdict } = (await get(`${metrics}/${run.jobId}/assert/${query}`)).body
    const { result } = (await get(`${metrics}/${run.jobId}/baseline/reset/`)).body
    t.equal(run.reset, result, where)
    if (run.value === null) {
      t.strictSame([run.baseline, baseline, verdict], [null, undefined, undefined], where)
      continue
    }
    const { mean, lower, upper, runs } = run.baseline
    t.strictSame([mean, lower, upper], [baseline.baseline, baseline.lower_boundary, baseline.upper_boundary], where)
    t.equal(runs, baseline.values.length, where)
    t.strictSame([mean, lower, upper, run.value, run.outlier],
      [verdict.baseline, verdict.lower_boundary, verdict.upper_boundary, verdict.real_value, verdict.outlier.reason], where)
    t.equal(run.created.slice(0, 19), verdict.datetime.slice(0, 19), where)
  }
  const last = body.runs.findLast(({ value }: any) => value !== null)?.jobId
  const regimes = last === undefined ? [] : (await get(`${metrics}/${last}/regimes/${query}&include_baseline=true`)).body[metric]
  t.strictSame(body.regimes.map(({ start, end, active, lower, upper }: any) => [start, end, active, lower, upper]),
    regimes.map(({ regime_start: start, regime_end: end, active, baseline }: any) =>
      [start, end, active, baseline.lower_boundary, baseline.upper_boundary]))
  const discarded = (await get(`${metrics}/${job}/discarded/?order_index=0`)).body.job_ids
  t.strictSame(body.runs.filter((run: any) => run.discarded).map(({ jobId }: any) => jobId).reverse(), discarded)
  const { items } = (await get(`${metrics}/${body.runs.at(-1).jobId}/history/?order_index=0`)).body
  t.strictSame(body.runs.map(({ jobId, value }: any) => [jobId, value]),
    items.map(({ job_id: id, metric_data: data }: any) => [id, data[metric] ?? null]).reverse())
  return body
}

t.test('a series of the demo, run by run, before and after marks', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { lastJob: job, runs } = await longest(one)
  t.ok(runs > 100)
  const told = await holdToApi(t, one, job, 'largestContentfulPaint')
  t.equal(told.runs.length, runs)
  t.ok(told.regimes.length > 1, 'something happened in it')
  t.ok(told.runs.some(({ outlier }: any) => outlier !== null))
  for (const regime of told.regimes) {
    const values: number[] = told.runs.slice(regime.from, regime.to + 1).map(({ value }: any) => value)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    t.ok(Math.abs(mean - regime.mean) < 1e-6, 'places are those of its runs')
  }
  const { send } = one
  const at = (index: number): string => `${metrics}/${told.runs[index].jobId}`
  await send('POST', `${at(20)}/baseline/reset/`)
  await send('POST', `${at(40)}/discarded/?order_index=0`)
  await send('POST', `${at(runs - 1)}/regimes/acknowledge/?order_index=0`)
  const marked = await holdToApi(t, one, job, 'largestContentfulPaint')
  t.match([marked.runs[20].reset, marked.runs[40].discarded, marked.runs[runs - 1].acknowledged], [true, true, true])
  t.notSame(marked.runs[30].baseline, told.runs[30].baseline)
  t.strictSame(marked.runs.slice(0, 20), told.runs.slice(0, 20), 'what lies before a mark is as it was')
  t.equal(marked.regimes[0].from, 20)
  await holdToApi(t, one, job, 'score')
})

t.test('runs without the metric have no baseline, and one that a client recorded feels no release', async (t) => {
  const one = await twin(t)
  const { get, send } = one
  const ids: string[] = []
  for (const load of [3, null, 5, 4]) {
    const { id } = (await send('POST', '/_perftwin/jobs', { name: 'own', runningFor: 'PT1S', created: `-PT${10 - ids.length}M` })).body
    ids.push(id)
    const data = load === null ? { score: 1 } : { load, score: 1 }
    t.equal((await send('POST', `${metrics}/${id}`, { page_url: 'https://a.example/', order_index: 0, metric_data: data })).status, 201)
  }
  const told = await holdToApi(t, one, ids[3]!, 'load')
  t.strictSame(told.runs.map(({ value }: any) => value), [3, null, 5, 4])
  t.strictSame([told.train, told.releases, told.owner, told.url], [null, [], 'demo', 'https://a.example/'])
  await holdToApi(t, one, ids[0]!, 'load')
  t.strictSame((await get(`/_perftwin/series/${ids[0]}?metric=speedIndex`)).body.regimes, [], 'nobody has this metric')
})

t.test('releases are those that truth tells of, between the runs that they fell between', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { lastJob: job, name, os, browser } = await longest(one)
  const told = (await one.get(`/_perftwin/series/${job}?metric=load`)).body
  const truth = (await one.get('/_perftwin/truth')).body
  const { changePoints } = truth.series.find((each: any) =>
    each.name === name && each.os === os && each.browser === browser && each.orderIndex === 0 && each.runs === told.runs.length)
  t.ok(changePoints.length > 0)
  for (const { index, releases } of changePoints) {
    for (const release of releases) {
      const found = told.releases.find(({ version, train }: any) => version === release.version && train === release.train)
      t.match(found, { ...release, index })
    }
  }
  t.ok(told.releases.every(({ at }: any) => at > told.runs[0].created))
})

t.test('all series are listed, the one that ran last first, and in pages', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get } = one
  const { total, series } = (await get('/_perftwin/series')).body
  t.equal(series.length, total)
  t.strictSame(series.map(({ last }: any) => last), series.map(({ last }: any) => last).sort().reverse())
  for (const { lastJob, orderIndex, runs, first, last, name, url } of series) {
    const told = (await get(`/_perftwin/series/${lastJob}?metric=load&orderIndex=${orderIndex}`)).body
    t.match([told.runs.length, told.runs[0].created, told.runs.at(-1).created, told.name, told.url], [runs, first, last, name, url])
  }
  t.strictSame((await get('/_perftwin/series?limit=2&skip=1')).body, { total, series: series.slice(1, 3) })
  t.strictSame((await (await twin(t)).get('/_perftwin/series')).body, { total: 0, series: [] })
})

t.test('in strict mode a series is what its owner sees, or another account that is named', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world: 'demo', auth: 'strict' })
  const { facts } = worlds.default
  const { jobs } = (await send('POST', '/_perftwin/series', {
    name: 'hidden', owner: 'storefront.ci', page: 'https://a.example/', runs: 12, every: 'PT1H', visibility: 'private'
  })).body
  const asked = `/_perftwin/series/${jobs[11]}?metric=load`
  t.equal((await get(asked)).body.runs.length, 12)
  const stranger = [...facts.users.values()].find(({ role, username }) => role !== 1 && username !== 'storefront.ci')?.username ?? ''
  t.equal((await get(`${asked}&account=${stranger}`)).status, 404)
  t.equal((await get(`${asked}&account=demo`)).status, facts.users.get('demo')?.role === 1 ? 200 : 404)
  t.equal((await get(`${metrics}/${jobs[11]}/baseline/?metric_names=load&order_index=0`,
    { authorization: basic(stranger, facts.users.get(stranger)?.accessKey) })).status, 404)
})

t.test('what makes no sense is refused', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send } = one
  const { lastJob: job } = await longest(one)
  for (const [path, status] of [
    ['none?metric=load', 404], [`${job}?metric=load&orderIndex=99`, 404], [`${job}?metric=load&account=nobody`, 404],
    [`${job}?metric=speed`, 400], [`${job}`, 400], [`${job}?metric=load&orderIndex=-1`, 400], [`${job}?metric=load&orderIndex=x`, 400]
  ] as const) t.match(await get(`/_perftwin/series/${path}`), { status, body: { error: String, message: String } }, path)
  t.equal((await get('/_perftwin/series?limit=0')).status, 400)
  const { id } = (await send('POST', '/_perftwin/jobs', { pages: ['https://a.example/'], runningFor: null })).body
  t.equal((await get(`/_perftwin/series/${id}?metric=load`)).status, 404, 'it is not over')
})

t.test('three hundred runs are judged once, and after a mark only those behind it', async (t) => {
  const { send, twin: { worlds } } = await twin(t)
  const { jobs } = (await send('POST', '/_perftwin/series', {
    name: 'many', page: 'https://a.example/', runs: 300, every: 'PT1H', metrics: { load: { level: 900, noise: 0.04 } }
  })).body
  const world = worlds.default
  const at = world.clock.now()
  const histories = new Histories()
  const verdicts = new Verdicts(histories)
  const job = world.facts.jobs.get(jobs[0])
  if (job === undefined) throw new Error('the job is not there')
  const asking = { world, at, caller: { kind: 'all' } } as const
  const load = { job, load: { orderIndex: 0, url: 'https://a.example/', recorded: undefined } }
  const judged = await verdicts.of(asking, load, 'load')
  t.equal(judged.runs.length, 300)
  t.equal(verdicts.judged, 300)
  t.equal((await verdicts.of(asking, load, 'load')).verdicts, judged.verdicts, 'they are remembered')
  await send('POST', `${metrics}/${jobs[290]}/discarded/?order_index=0`)
  await verdicts.of(asking, load, 'load')
  t.equal(verdicts.judged, 310)
  const told = await seriesTeller(histories, 'any').judge(world, at, { job: jobs[5], orderIndex: 0, metric: 'load', account: undefined })
  t.equal(told.runs.length, 300)
})
