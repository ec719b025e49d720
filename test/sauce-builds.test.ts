import t from 'tap'
import fc from 'fast-check'
import { parseInstant } from '../src/kernel/time.js'
import { beside } from './contract-helper.js'
import { basic, testNow, twin } from './helper.js'
import { holds } from './properties.js'

const now = parseInstant(testNow)!
const seconds = now / 1000
type Role = 'organization admin' | 'team admin'
const user = ([username, role]: [username: string, role?: Role]): object =>
  ({ username, accessKey: `key-${username}`, ...(role === undefined ? {} : { role }) })
const team = (name: string, users: Array<[username: string, role?: Role]>, machines = 10): object =>
  ({ name, machines, users: users.map(user) })

const ids = { passed: 'a'.repeat(32), failed: 'b'.repeat(32), running: 'c'.repeat(32), queued: 'd'.repeat(32), single: 'e'.repeat(32) }

/** Two builds of demo's, one of ada's in another team, and one that begins in the future. */
const world = {
  name: 'builds',
  sauce: {
    teams: [team('One', [['demo'], ['boss', 'organization admin'], ['mate']]), team('Two', [['ada']])],
    jobs: [
      { id: ids.passed, owner: 'demo', build: 'Release 1', created: '-PT2H', runningFor: 'PT1M', outcome: 'passed' },
      { id: ids.failed, owner: 'demo', build: 'Release 1', created: '-PT110M', queuedFor: 'PT10S', runningFor: 'PT1M', outcome: 'failed' },
      { id: ids.running, owner: 'demo', build: 'Nightly', created: '-PT1M', runningFor: 'PT10M', outcome: 'passed' },
      { id: ids.queued, owner: 'demo', build: 'Nightly', created: '-PT30S', queuedFor: null },
      { id: ids.single, owner: 'ada', build: 'Ada', created: '-PT3H', runningFor: 'PT1M', outcome: 'passed', visibility: 'private' },
      { owner: 'demo', build: 'Tomorrow', created: 'P1D' },
      { owner: 'demo', created: '-PT5M', outcome: 'passed' }
    ]
  }
} as never

t.test('the REST list has the documented keys in their order, newest first', async (t) => {
  const { get } = await twin(t, { world })
  const { status, body } = await get('/rest/v1/demo/builds')
  t.equal(status, 200)
  t.same(body.map((build: { name: string }) => build.name), ['Nightly', 'Release 1'])
  t.same(Object.keys(body[1]), [
    'status', 'jobs', 'name', 'deletion_time', 'org_id', 'start_time', 'creation_time', 'number', 'public', 'modification_time',
    'prefix', 'end_time', 'passed', 'owner', 'run', 'team_id', 'group_id', 'id'
  ])
  t.same(Object.keys(body[1].jobs), ['completed', 'finished', 'queued', 'failed', 'running', 'passed', 'errored', 'public'])
  t.match(body[1], { status: 'failed', passed: false, owner: 'demo', number: null, prefix: null })
  t.same(body[1].jobs, { completed: 0, finished: 2, queued: 0, failed: 1, running: 0, passed: 1, errored: 0, public: 0 })
  t.same((await get('/rest/v1.1/demo/builds?limit=1')).body, [body[0]])
  t.same((await get('/rest/v1/nobody/builds')).body, { errors: 'Not Found' })
})

t.test('times come from the jobs: first start, last end, last change', async (t) => {
  const { get } = await twin(t, { world })
  const { body } = await get('/rest/v1/demo/builds/Release 1'.replace(' ', '%20'))
  const failedFrom = seconds - 110 * 60 + 10
  const [began, ended] = [seconds - 7200, failedFrom + 60]
  t.match(body, { creation_time: began, start_time: began, end_time: ended, modification_time: ended })
  t.equal((await get(`/rest/v1/demo/builds/${body.id}`)).body.name, 'Release 1', 'by id as well')
  t.equal((await get('/rest/v1/mate/builds/Release%201')).status, 404, 'a build belongs to one user')
})

t.test('a build is what its jobs are at the moment', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  const nightly = async (): Promise<any> => (await get('/v2/builds/vdc/?name=Nightly')).body.builds[0]
  t.match(await nightly(), { status: 'running', end_time: null, jobs: { running: 1, queued: 1, finished: 0 } })
  worlds.default.clock.advance(9 * 60 * 1000)
  t.match(await nightly(), { status: 'running', jobs: { running: 0, queued: 1, finished: 1, passed: 1 }, end_time: seconds - 60 + 600 })
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${ids.queued}/stop`, {})).status, 200)
  t.match(await nightly(), { status: 'error', jobs: { errored: 1, passed: 1, finished: 2 } })
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${ids.queued}`)).status, 200)
  t.match(await nightly(), { status: 'success', jobs: { errored: 0, passed: 1, finished: 1 } })
  t.equal((await get('/rest/v1/demo/builds/Nightly')).body.passed, true)
  worlds.default.clock.advance(24 * 3600 * 1000)
  t.equal((await get('/rest/v1/demo/builds')).body[0].name, 'Tomorrow', 'planned builds appear with their first job')
})

t.test('a build changed last when one of its jobs did, by itself or by a client', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  const { clock } = worlds.default
  const changed = async (): Promise<number> => (await get('/v2/builds/vdc/?name=Nightly')).body.builds[0].modification_time - seconds
  t.equal(await changed(), -30, 'when the last of them was made')
  clock.advance(600_000)
  t.equal(await changed(), 540, 'when one of them ended')
  await send('PUT', `/rest/v1/demo/jobs/${ids.running}`, { name: 'renamed' })
  clock.advance(60_000)
  t.equal(await changed(), 600, 'when one that was over was renamed')
  await send('PUT', `/rest/v1/demo/jobs/${ids.queued}`, { name: 'renamed' })
  clock.advance(60_000)
  t.equal(await changed(), 660, 'when one that waits was renamed')
  t.equal((await get('/rest/v1/demo/builds/Nightly')).body.modification_time - seconds, 660, 'below /rest too')
})

t.test('a build that an update opened changed then, even when its jobs are older', async (t) => {
  const { get, send } = await twin(t, { world })
  await send('PUT', `/rest/v1/demo/jobs/${ids.failed}`, { build: 'Opened' })
  await send('POST', '/_perftwin/jobs', { owner: 'demo', build: 'Opened', created: '-PT1H', runningFor: 'PT1M' })
  await send('DELETE', `/rest/v1/demo/jobs/${ids.failed}`)
  t.match((await get('/rest/v1/demo/builds/Opened')).body, {
    jobs: { finished: 1 }, end_time: seconds - 3600 + 60, creation_time: seconds, modification_time: seconds
  })
})

t.test('a job moved to another build is counted there', async (t) => {
  const { get, send } = await twin(t, { world })
  await send('PUT', `/rest/v1/demo/jobs/${ids.failed}`, { build: 'Moved' })
  const { builds } = (await get('/v2/builds/vdc/')).body
  const named = (name: string): any => builds.find((build: { name: string }) => build.name === name)
  t.match(named('Release 1'), { status: 'success', jobs: { finished: 1 } })
  t.match(named('Moved'), { status: 'failed', jobs: { finished: 1 }, modification_time: seconds })
  t.equal((await get(`/v2/builds/vdc/jobs/${ids.failed}/build/`)).body.id, named('Moved').id)
})

t.test('a finished job without a verdict makes a build complete', async (t) => {
  const job = { owner: 'demo', build: 'B', created: '-PT1H' }
  const jobs = [{ ...job, outcome: 'passed' }, { ...job, outcome: 'complete' }]
  const { get } = await twin(t, { world: { name: 'x', sauce: { teams: [team('One', [['demo']])], jobs } } as never })
  t.match((await get('/v2/builds/vdc')).body.builds[0], { status: 'complete', jobs: { finished: 2, passed: 1, completed: 1 } })
})

t.test('builds v2', async (t) => {
  const { get } = await twin(t, { world })
  const names = async (query: string, headers = {}): Promise<string[]> => {
    const { status, body } = await get(`/v2/builds/vdc/?${query}`, headers)
    t.equal(status, 200, query)
    return body.builds.map((build: { name: string }) => build.name)
  }
  const all = (await get('/v2/builds/vdc/')).body.builds
  const release = all.find((build: { name: string }) => build.name === 'Release 1')

  t.test('has the documented keys in their order', async (t) => {
    t.same(Object.keys(release).filter((key) => key !== 'source'), [
      'creation_time', 'deletion_time', 'end_time', 'group_id', 'id', 'jobs', 'modification_time', 'name', 'org_id', 'owner_id',
      'passed', 'public', 'run', 'start_time', 'status', 'team_id'
    ])
    t.same(Object.keys(release.jobs), ['completed', 'errored', 'failed', 'finished', 'passed', 'public', 'queued', 'running'])
    t.equal(release.passed, null)
    t.same((await get(`/v2/builds/vdc/${release.id}/`)).body, release)
    t.same((await get(`/v2/builds/vdc/jobs/${ids.passed}/build/`)).body, release)
  })

  t.test('filters by owner, status, time and name, sorts and pages', async (t) => {
    t.same(await names(''), ['Nightly', 'Release 1', 'Ada'])
    t.same(await names(`user_id=${release.owner_id}`), ['Nightly', 'Release 1'])
    t.same(await names('user_id=nobody'), [])
    t.same(await names(`org_id=${release.org_id}`), ['Nightly', 'Release 1', 'Ada'])
    t.same(await names('org_id=other'), [])
    t.same(await names(`team_id=${release.team_id}`), ['Nightly', 'Release 1'])
    t.same(await names(`group_id=${release.group_id}`), ['Nightly', 'Release 1'])
    t.same(await names('status=success'), ['Ada'])
    t.same(await names('status=success&status=failed'), ['Release 1', 'Ada'])
    t.same(await names('name=Ada'), ['Ada'])
    t.same(await names('name=Relea'), [], 'a name is matched in full')
    t.same(await names('sort=asc'), ['Ada', 'Nightly', 'Release 1'])
    t.same(await names('sort=desc&limit=1'), ['Release 1'])
    t.same(await names('sort=desc&limit=1&offset=2'), ['Ada'])
    t.same(await names('status=success&status=failed&limit=1&offset=1'), ['Ada'])
    t.same(await names(`start=${release.start_time}`), ['Nightly', 'Release 1'])
    t.same(await names(`start_time=${release.start_time + 1}`), ['Nightly'])
    t.same(await names(`end=${release.end_time}`), ['Release 1', 'Ada'], 'none that still runs')
    t.same(await names(`end_time=${release.end_time - 1}`), ['Ada'])
    t.same(await names('end=2026-04-15T09:30:00Z'), ['Ada'], 'ISO 8601 as well')
    t.same(await names('ai=mcp', beside), ['Nightly', 'Release 1', 'Ada'], 'unknown parameters are ignored')
    t.same(await names('limit=0'), [])
  })

  t.test('lists the jobs of a build by their state', async (t) => {
    const jobs = async (query: string): Promise<string[]> => {
      const { status, body } = await get(`/v2/builds/vdc/${release.id}/jobs/?${query}`)
      t.equal(status, 200, query)
      return body.jobs.map((job: { id: string }) => job.id)
    }
    const { body } = await get(`/v2/builds/vdc/${release.id}/jobs/`)
    t.same(body.jobs[0], {
      creation_time: seconds - 110 * 60,
      deletion_time: null,
      id: ids.failed,
      modification_time: seconds - 110 * 60 + 70,
      state: {
        completed: false,
        errored: false,
        failed: true,
        finished: true,
        new: false,
        passed: false,
        public: false,
        queued: false,
        running: false
      }
    })
    t.same(await jobs('passed=true'), [ids.passed])
    t.same(await jobs('passed=False'), [ids.failed])
    t.same(await jobs('faulty=true'), [ids.failed])
    t.same(await jobs('faulty=true&passed=true'), [])
    t.same(await jobs('finished=true'), [ids.failed, ids.passed])
    t.same(await jobs('finished=true&limit=1&offset=1'), [ids.passed])
    t.same(await jobs('running=true'), [])
    t.same(await jobs('public=true'), [])
    t.same(await jobs(`modified_since=${seconds - 7200 + 60}`), [ids.failed])
    const nightly = all.find((build: { name: string }) => build.name === 'Nightly')
    t.same((await get(`/v2/builds/vdc/${nightly.id}/jobs?queued=true`)).body.jobs.map((job: { id: string }) => job.id), [ids.queued])
  })

  t.test('there are no real devices', async (t) => {
    t.same((await get('/v2/builds/rdc/')).body, { builds: [] })
    for (const path of [release.id, `${release.id}/jobs`, `jobs/${ids.passed}/build`]) {
      t.equal((await get(`/v2/builds/rdc/${path}/`)).status, 404)
    }
  })

  t.test('refuses in its own words', async (t) => {
    for (const path of ['vdc/nope/', 'vdc/nope/jobs/', 'vdc/jobs/nope/build/']) {
      t.match(await get(`/v2/builds/${path}`), { status: 404, body: { msg: 'Not Found' } })
    }
    for (const path of [
      'vdc/?limit=x', 'vdc/?limit=-1', 'vdc/?status=green', 'vdc/?sort=up', 'vdc/?start=soon', 'rdc/?end=x', 'xdc/',
      `vdc/${release.id}/jobs/?passed=maybe`, `vdc/${release.id}/jobs/?modified_since=x`
    ]) {
      const { status, body } = await get(`/v2/builds/${path}`)
      t.equal(status, 422, path)
      t.type(body.msg, 'string')
    }
    const loner = (await get('/rest/v1/demo/jobs?limit=500')).body.find((job: { id: string }) => !Object.values(ids).includes(job.id))
    t.equal((await get(`/v2/builds/vdc/jobs/${loner.id}/build/`)).status, 404, 'a job without a build')
  })
})

t.test('jobs of a build below /rest', async (t) => {
  const { get } = await twin(t, { world })
  const { id } = (await get('/rest/v1/demo/builds/Release%201')).body
  const { body } = await get('/rest/v1/demo/build/Release%201/jobs?full=1')
  t.equal(body.truncated, false)
  t.match(body.jobs[0], {
    id: ids.failed,
    consolidated_status: 'failed',
    deletion_time: null,
    proxy_host: null,
    command_counts: { All: 8, Error: 1 }
  })
  t.match((await get('/rest/v1/demo/build/Release%201/jobs?full=1&limit=1')).body, { truncated: true, jobs: { length: 1 } })
  t.notOk('owner' in (await get(`/rest/v1/builds/${id}/jobs`)).body.jobs[0], 'items are short unless full')
  t.same((await get(`/rest/v1/demo/builds/${id}/failed-jobs`)).body.jobs.map((job: { id: string }) => job.id), [ids.failed])
  t.equal((await get(`/rest/v1/demo/builds/${id}/jobs`)).body.jobs.length, 2)
  t.match(await get('/rest/v1/builds/nope/jobs'), { status: 400, body: { errors: 'Build not found' } })
  t.equal((await get('/rest/v1/demo/build/nope/jobs')).status, 404)
  t.equal((await get('/rest/v1/demo/build/Release%201/jobs?limit=x')).status, 400)
})

t.test('where keys are checked, only what the caller may see is listed and counted', async (t) => {
  const { get, send } = await twin(t, { world, auth: 'strict' })
  const as = (user: string): Record<string, string> => ({ authorization: basic(user, `key-${user}`) })
  const names = async (user: string): Promise<string[]> => {
    const { builds } = (await get('/v2/builds/vdc/', as(user))).body
    return builds.map((build: { name: string }) => build.name)
  }
  t.same(await names('demo'), ['Nightly', 'Release 1'])
  t.same(await names('ada'), ['Ada'])
  t.same(await names('boss'), ['Nightly', 'Release 1', 'Ada'])
  await send('PUT', `/rest/v1/demo/jobs/${ids.failed}`, { public: 'private' }, as('demo'))
  const seen = async (user: string): Promise<any> => (await get('/v2/builds/vdc/?name=Release%201', as(user))).body.builds[0]
  t.match(await seen('demo'), { status: 'failed', jobs: { finished: 2 } })
  t.match(await seen('mate'), { status: 'success', jobs: { finished: 1 } }, 'a private job does not count for a team mate')
  const { id } = await seen('demo')
  t.equal((await get(`/v2/builds/vdc/${id}/`, as('ada'))).status, 404)
  t.match(await get(`/v2/builds/vdc/${id}/jobs/`, as('ada')), { status: 403, body: { msg: 'Forbidden' } })
  t.equal((await get(`/rest/v1/builds/${id}/jobs`, as('ada'))).status, 400)
  t.equal((await get('/rest/v1/demo/builds', as('ada'))).status, 404)
  t.same((await get(`/v2/builds/vdc/${id}/jobs/`, as('mate'))).body.jobs.map((job: { id: string }) => job.id), [ids.passed])
  await send('PUT', `/rest/v1/demo/jobs/${ids.failed}`, { public: 'public' }, as('demo'))
  t.match((await get(`/v2/builds/vdc/${id}/`, as('ada'))).body, { jobs: { finished: 1 } }, 'a public job shows everybody its build')
})

t.test('counters add up and pages partition the list, whatever the jobs', async (t) => {
  const job = fc.record({
    build: fc.constantFrom('A', 'B', 'C'),
    created: fc.constantFrom('-PT3H', '-PT1H', '-PT10S'),
    queuedFor: fc.constantFrom('PT0S', 'PT1M', null),
    runningFor: fc.constantFrom('PT30S', 'PT2H', null),
    outcome: fc.constantFrom('passed', 'failed', 'complete', 'error'),
    passed: fc.constantFrom(null, true, false)
  })
  const { get, send } = await twin(t)
  let made = 0
  await holds(fc.asyncProperty(fc.array(job, { maxLength: 12 }), async (jobs) => {
    const world = { name: 'any', sauce: { teams: [team('One', [['demo']])], jobs } }
    const { body: { url } } = await send('POST', '/_perftwin/worlds', { name: `world-${made++}`, world })
    const { builds } = (await get(`${url}/v2/builds/vdc/`)).body
    let total = 0
    for (const { jobs: counts, status, id } of builds) {
      const { completed, errored, failed, finished, passed, queued, running } = counts
      total += finished + queued + running
      if (finished !== completed + errored + failed + passed) return false
      if ((status === 'running') !== (queued + running > 0)) return false
      if ((status === 'success') !== (queued + running === 0 && passed === finished)) return false
      const faulty = (await get(`${url}/v2/builds/vdc/${id}/jobs/?faulty=true`)).body.jobs.length
      if (faulty !== errored + failed) return false
    }
    const page = async (offset: number): Promise<unknown[]> => (await get(`${url}/v2/builds/vdc/?limit=1&offset=${offset}`)).body.builds
    const pages = await Promise.all([0, 1, 2].map(page))
    return total === jobs.length && JSON.stringify(pages.flat()) === JSON.stringify(builds)
  }), { numRuns: 20 })
})

t.test('a reported run is a finished job at once', async (t) => {
  const { get, send } = await twin(t, { world })
  const report = {
    name: 'suite',
    browserName: 'chromium',
    browserVersion: '1.41',
    platformName: 'Mac',
    platformVersion: '13',
    framework: 'playwright',
    frameworkVersion: '1.41.0',
    passed: true,
    build: 'Reported',
    tags: ['a', 'b']
  }
  const times = { startTime: '2026-04-15T11:00:00.000Z', endTime: '2026-04-15T11:00:30.500Z' }
  const post = async (body: object, headers = {}): Promise<any> => await send('POST', '/v1/testcomposer/reports', body, headers)
  const { status, body: { ID } } = await post({ ...report, ...times })
  t.equal(status, 201)
  t.match(ID, /^[0-9a-f]{32}$/)
  const { body: job } = await get(`/rest/v1/demo/jobs/${ID}`)
  t.match(job, {
    name: 'suite',
    owner: 'demo',
    status: 'complete',
    consolidated_status: 'passed',
    passed: true,
    error: null,
    build: 'Reported',
    tags: ['a', 'b'],
    os: 'Mac 13',
    browser: 'chromium',
    browser_version: '1.41',
    automation_backend: 'playwright',
    selenium_version: null,
    record_video: false,
    start_time: seconds - 3600,
    end_time: seconds - 3570
  })
  t.match((await get(`/v2/builds/vdc/jobs/${ID}/build/`)).body, { name: 'Reported', status: 'success', jobs: { passed: 1 } })
  const noFiles = { 'selenium-log': null, 'sauce-log': null, video: null, screenshots: [] }
  t.same((await get(`/rest/v1/demo/jobs/${ID}/assets`)).body, noFiles, 'files come by upload')

  const later = { startTime: '2026-11-20T10:00:00Z', endTime: '2026-11-20T10:01:00Z' }
  const failed = { framework: 'webdriver', frameworkVersion: '4.1', ...later, passed: false, deviceName: 'Pixel' }
  const { body: second } = await post(failed, { authorization: basic('mate') })
  t.not(second.ID, ID)
  t.match((await get(`/rest/v1/mate/jobs/${second.ID}`)).body, {
    owner: 'mate',
    name: null,
    consolidated_status: 'failed',
    start_time: seconds - 60,
    end_time: seconds,
    selenium_version: '4.1'
  }, 'a run after the world\'s now ends now')
  const { body: open } = await post({ framework: 'x', startTime: '2026-11-20T10:00:00Z' })
  const brief = { status: 'complete', start_time: seconds, end_time: seconds }
  t.match((await get(`/rest/v1.1/jobs/${open.ID}`)).body, brief, 'without an end it takes no time')
  const { body: third } = await post({ framework: 'x' }, { authorization: basic('somebody') })
  const ofTheFirst = { owner: 'demo', passed: null, consolidated_status: 'complete' }
  t.match((await get(`/rest/v1.1/jobs/${third.ID}`)).body, ofTheFirst, 'unknown credentials stand for the first user')
})

t.test('a bad report is refused in plain text and leaves nothing', async (t) => {
  const { send, twin: { worlds } } = await twin(t, { world })
  const before = worlds.default.facts.jobs.size
  const post = async (body: unknown): Promise<[number, string, string]> => {
    const { status, text, headers } = await send('POST', '/v1/testcomposer/reports', body)
    return [status, text, String(headers['content-type']).split(';')[0]!]
  }
  t.same(await post({ name: 'x', framework: '' }), [422, 'empty framework', 'text/plain'])
  t.same(await post({}), [422, 'empty framework', 'text/plain'])
  t.same(await post({ framework: 'x', startTime: 'noon' }), [422, 'invalid startTime', 'text/plain'])
  const turned = { framework: 'x', startTime: '2026-04-15T11:00:00Z', endTime: '2026-04-15T10:00:00Z' }
  t.same(await post(turned), [422, 'startTime is after endTime', 'text/plain'])
  for (const body of [{ framework: 1 }, { framework: 'x', passed: 'yes' }, { framework: 'x', tags: 'a' }, [], '{', 'null', '"text"']) {
    const [status, , type] = await post(body)
    t.ok(status >= 400 && status < 500, JSON.stringify(body))
    t.equal(type, 'text/plain')
  }
  t.equal(worlds.default.facts.jobs.size, before)
})

t.test('test runs are checked', async (t) => {
  const { send } = await twin(t, { world })
  const run = {
    name: 'a test',
    start_time: '2026-04-15T11:00:00.000Z',
    end_time: '2026-04-15T11:00:01.000Z',
    duration: 1000,
    status: 'passed',
    platform: 'vdc',
    type: 'web',
    ci: { branch: 'main' },
    errors: null
  }
  const post = async (body: unknown): Promise<any> => await send('POST', '/test-runs/v1/', body)
  t.match(await post({ test_runs: [run] }), { status: 204, text: '' })
  t.match(await post({ test_runs: [] }), { status: 204 })
  const { name, ...nameless } = run
  const fault = (type: string, place: unknown[], more = {}): object =>
    ({ status: 422, body: { detail: [{ loc: ['body', ...place], type, ...more }] } })
  const required = fault('value_error.missing', ['test_runs', 1, 'name'], { msg: 'field required' })
  t.match(await post({ test_runs: [run, nameless] }), required)
  t.match(await post({ test_runs: [{ ...run, status: 'green' }] }), fault('type_error.enum', ['test_runs', 0, 'status']))
  t.match(await post({ test_runs: [{ ...run, start_time: 'noon' }] }), fault('value_error.datetime', ['test_runs', 0, 'start_time']))
  const beforeTime = { ...run, start_time: '1800-01-01T00:00:00Z' }
  t.match(await post({ test_runs: [beforeTime] }), fault('value_error.datetime', ['test_runs', 0, 'start_time']))
  t.match(await post({ test_runs: [{ ...run, duration: 'long' }] }), fault('type_error.number', ['test_runs', 0, 'duration']))
  for (const body of [{}, [], { test_runs: {} }]) {
    const { status, body: { detail } } = await post(body)
    t.equal(status, 422)
    t.equal(detail.length, 1)
  }
  const broken = await post('{')
  t.equal(broken.status, 422)
  t.equal(broken.body.detail[0].loc[0], 'body')
})
