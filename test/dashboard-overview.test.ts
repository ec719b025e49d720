// The overview of the dashboard: what it asks the control plane, and what it makes of the answers.
import t from 'tap'
import { shareDone, wantedPages } from '../src/dashboard/page/views/overview/build-rows.js'
import { effectWords, isInForce, leftWords } from '../src/dashboard/page/views/overview/fault-words.js'
import { releaseLine, sentenceOf, tellingRelease } from '../src/dashboard/page/views/overview/release-line.js'
import { twin } from './helper.js'

t.test('builds with their jobs are those of the vendor\'s lists, with what the jobs will do', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const { body: { total, builds } } = await get('/_perftwin/builds?limit=200')
  const { body: { counts } } = await get('/_perftwin/info')
  t.equal(total, counts.builds, 'every job of the demo has a build')
  t.equal(builds.length, 200)
  const [first] = builds
  t.match(first, { name: 'Release candidate', owner: 'demo', jobCount: 2 })
  t.match(first.jobs.map(({ status }: { status: string }) => status), ['queued', 'in progress'])
  for (const { id, jobs, jobCount } of builds.slice(0, 20)) {
    const theirs = (await get(`/v2/builds/vdc/${id}/jobs/`)).body.jobs
    t.strictSame(jobs.map((job: { id: string }) => job.id), theirs.map((job: { id: string }) => job.id))
    t.equal(jobCount, theirs.length)
  }
  const running = first.jobs[1]
  const { body: job } = await get(`/rest/v1/demo/jobs/${running.id}`)
  t.equal(Date.parse(running.started) / 1000, job.start_time)
  t.equal(job.end_time, null, 'the vendor does not say when it will end')
  t.equal(shareDone(running, Date.parse(running.started)), 0)
  t.equal(shareDone(running, Date.parse(running.ended)), 1)
  t.equal(shareDone(running, (Date.parse(running.started) + Date.parse(running.ended)) / 2), 0.5)
  t.equal(shareDone({ started: null, ended: null }, 0), undefined)
  t.strictSame((await get('/_perftwin/builds?limit=2&skip=1')).body.builds, builds.slice(1, 3))
  t.equal((await get('/_perftwin/builds?limit=201')).status, 400)
  t.equal((await get('/_perftwin/builds?limit=0')).status, 400)
})

t.test('jobs without a build are told by owner, and no more of them than can be looked at', async (t) => {
  const { get, send } = await twin(t)
  t.strictSame((await get('/_perftwin/builds')).body, { total: 0, builds: [] })
  for (let index = 0; index < 103; index++) await send('POST', '/_perftwin/jobs', { name: `job ${index}`, created: `-PT${index}M` })
  await send('POST', '/_perftwin/jobs', { name: 'later', created: 'PT1H' })
  const { body: { total, builds: [build] } } = await get('/_perftwin/builds')
  t.equal(total, 1)
  t.match(build, { id: null, name: null, owner: 'demo', jobCount: 103, created: '2026-04-15T12:00:00.000Z' })
  t.equal(build.jobs.length, 100)
  t.equal(build.jobs[0].name, 'job 0')
})

t.test('releases lead to the runs around them, as the truth has them', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const { body: { now, releases } } = await get('/_perftwin/releases')
  const { body: truth } = await get('/_perftwin/truth')
  t.strictSame(releases.map(({ series, apps, ...release }: any) => release), truth.releases)
  let compared = 0
  for (const { owner, name, page, orderIndex, changePoints } of truth.series) {
    for (const { jobId, releases: [cause] } of changePoints) {
      const release = releases.find(({ train, version }: any) => train === cause.train && version === cause.version)
      const felt = release.series.find((one: any) => one.owner === owner && one.name === name && one.page === page &&
        one.orderIndex === orderIndex)
      t.equal(felt.after, jobId)
      t.not(felt.before, null)
      compared += 1
    }
  }
  t.ok(compared > 3)
  const api = releases.find(({ train }: any) => train === 'api')
  t.strictSame(api.apps.map(({ name }: any) => name), ['Shop'], 'an app feels what reaches its train')
  const ahead = releases.filter(({ at, series }: any) => Date.parse(at) > Date.parse(now) && series.length > 0)
  t.ok(ahead.length > 0)
  for (const { series } of ahead) for (const { after } of series) t.equal(after, null)

  t.test('and are laid out on a line, in the order in which they come', async (t) => {
    const line = releaseLine(releases, Date.parse(now), 1200)
    t.equal(line.marks.length, releases.length)
    for (const { x, isAhead } of line.marks) t.equal(x > line.now, isAhead)
    for (const { train } of line.lanes) {
      const labelled = line.marks.filter(({ release, label }) => release.train === train && label !== '')
      t.ok(labelled.length > 0)
      for (const [index, { x, label }] of labelled.entries()) {
        const before = labelled[index - 1]
        if (before !== undefined) t.ok(x - before.x >= 3.5 * (label.length + before.label.length), 'versions do not overlap')
      }
    }
    const index = tellingRelease(releases)
    const told = index === undefined ? undefined : releases[index]
    t.match(told, { train: 'api', version: '118' })
    t.equal(sentenceOf(told, Date.parse(now)), 'api 118, out since 4 Apr: server latency ×2.5')
    t.match(sentenceOf(ahead[0], Date.parse(now)), /to come on/)
    t.equal(tellingRelease([]), undefined)
    t.strictSame(releaseLine([], 0, 300).marks, [])
  })
})

t.test('the clock is put back to how it was at the start, and nothing else is', async (t) => {
  const { get, send } = await twin(t)
  const start = (await get('/_perftwin/clock')).body
  await send('POST', '/_perftwin/jobs', { name: 'kept' })
  await send('POST', '/_perftwin/clock/advance', { by: 'P3D' })
  await send('PUT', '/_perftwin/clock', { mode: 'offset', at: '2030-01-01T00:00:00Z' })
  t.strictSame((await send('DELETE', '/_perftwin/clock')).body, start)
  t.strictSame((await get('/_perftwin/clock')).body, start)
  t.equal((await get('/rest/v1/demo/jobs')).body.length, 1)
  await send('POST', '/_perftwin/clock/advance', { by: 'P1D' })
  await send('POST', '/_perftwin/worlds', { name: 'fork', from: 'default' })
  await send('POST', '/w/fork/_perftwin/clock/advance', { by: 'P1D' })
  t.match((await send('DELETE', '/w/fork/_perftwin/clock')).body, { now: '2026-04-16T12:00:00.000Z', advanced: 'P1D' },
    'a fork began where it was forked')
})

t.test('the information says how credentials are checked', async (t) => {
  t.match((await (await twin(t, { auth: 'strict' })).get('/_perftwin/info')).body, { auth: 'strict' })
  t.match((await (await twin(t)).get('/_perftwin/info')).body, { auth: 'any' })
})

t.test('a fault in force is said in few words, and counts down', async (t) => {
  const { get, send } = await twin(t)
  const at = Date.parse('2026-04-15T12:00:00Z')
  const elsewhere = { path: '/elsewhere/**' }
  for (const spec of [
    { effect: { status: 503 }, times: 3 },
    { match: elsewhere, effect: { delay: 5, body: 'malformed' }, window: { until: 'PT10M' } },
    { match: elsewhere, effect: { credentials: 'expired' } },
    { match: elsewhere, sequence: [{ status: 500 }, { pass: true }] }
  ]) t.equal((await send('POST', '/_perftwin/faults', spec)).status, 201)
  await get('/rest/v1/demo/jobs')
  const { body: { faults } } = await get('/_perftwin/faults')
  t.strictSame(faults.map(effectWords), ['503', '+5 ms, malformed', 'credentials expired', '2 steps'])
  t.equal(leftWords(faults[0], at), '×2 left')
  t.equal(leftWords(faults[1], at), '10 min left')
  t.equal(leftWords(faults[1], at + 590_000), '10 s left')
  t.equal(leftWords(faults[3], at), '')
  t.equal(isInForce(faults[1], at + 600_000), false)
  t.equal(isInForce({ ...faults[0], fired: 3 }, at), false)
})

t.test('pages of builds that were looked at are kept current, but not all of them', async (t) => {
  t.strictSame(wantedPages([0], 2), [0, 2])
  t.strictSame(wantedPages([0, 2, 3, 4], 5), [0, 3, 4, 5])
  t.strictSame(wantedPages([0, 3, 4, 5], 3), [0, 4, 5, 3])
})
