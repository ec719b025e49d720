// Runs that clients start or report without WebDriver: pages of JavaScript unit tests, results of the data store.
import t from 'tap'
import { basic, twin } from './helper.js'

const world = {
  name: 'js-tests',
  sauce: {
    teams: [
      {
        name: 'Web',
        users: [{ username: 'demo', accessKey: 'key-demo' }, { username: 'ann', accessKey: 'key-ann' }]
      },
      { name: 'Mobile', users: [{ username: 'bob', accessKey: 'key-bob' }] }
    ]
  }
} as never

const start = '/rest/v1/demo/js-tests'
const body = {
  platforms: [['Windows 7', 'firefox', '27'], ['Linux', 'googlechrome', '']],
  url: 'https://example.com/test/index.html',
  framework: 'jasmine',
  build: 12,
  'tunnel-identifier': 'x'
}

t.test('unit tests run on every platform by the world\'s clock, and end with a result', async (t) => {
  const { send, get } = await twin(t, { world })
  const { status, body: started } = await send('POST', start, body)
  t.equal(status, 200)
  t.equal(started['js tests'].length, 2)
  const before = (await send('POST', `${start}/status`, started)).body
  t.match(before, { completed: false, 'js tests': [{ status: 'test queued', job_id: 'job not ready', result: null }, {}] })
  await send('POST', '/_perftwin/clock/advance', { by: 'PT6S' })
  const during = (await send('POST', `${start}/status`, started)).body
  t.match(during['js tests'][0], { status: 'test session in progress', job_id: /^[0-9a-f]{32}$/, result: null })
  await send('POST', '/_perftwin/clock/advance', { by: 'PT2M' })
  const { body: after } = await send('POST', `${start}/status`, started)
  t.equal(after.completed, true)
  const result = { passed: true, suites: [{ specs: [{ passed: true }] }] }
  t.match(after['js tests'][1], { platform: ['Linux', 'googlechrome', ''], result })
  const job = (await get(`/rest/v1/demo/jobs/${after['js tests'][0].job_id}`)).body
  t.match(job, { build: '12', os: 'Windows 7', browser: 'firefox', browser_short_version: '27.0', consolidated_status: 'passed' })
  t.strictSame((await send('POST', `${start}/status`, started)).body, after, 'the same again')
  t.equal((await get(`/rest/v1/jobs/${job.id}/log.json`)).status, 200, 'the job left its files')
})

t.test('a verdict set on the job is that of its tests, in each framework\'s words', async (t) => {
  const { send } = await twin(t, { world })
  const failed: Record<string, object> = {
    jasmine: { passed: false },
    qunit: { failed: 1 },
    mocha: { failures: 1 },
    'YUI Test': { failed: 1 },
    custom: { failed: 1, tests: [{ result: true }] }
  }
  for (const [framework, result] of Object.entries(failed)) {
    const { body: started } = await send('POST', start, { ...body, framework, platforms: [['', 'chrome', '']] })
    await send('POST', '/_perftwin/clock/advance', { by: 'PT1M' })
    const test = (await send('POST', `${start}/status`, started)).body['js tests'][0]
    t.notMatch(test.result, result, framework)
    await send('PUT', `/rest/v1/demo/jobs/${test.job_id}`, { passed: false })
    t.match((await send('POST', `${start}/status`, started)).body['js tests'][0], { result }, framework)
  }
})

t.test('what cannot be tested is refused, and changes nothing', async (t) => {
  const { send, get } = await twin(t, { world })
  for (const wrong of [{ url: 'nowhere' }, { framework: 'tap' }, { platforms: [] }, { platforms: ['chrome'] }]) {
    t.match(await send('POST', start, { ...body, ...wrong }), { status: 400 }, JSON.stringify(wrong))
  }
  t.strictSame((await get('/rest/v1/demo/jobs')).body, [])
  t.equal((await send('POST', '/rest/v1/nobody/js-tests', body)).status, 404)
  t.equal((await send('POST', `${start}/status`, { 'js tests': ['0'.repeat(32)] })).status, 404)
})

t.test('tests whose job is deleted are gone with it', async (t) => {
  const { send, twin: { worlds } } = await twin(t, { world })
  const { body: started } = await send('POST', start, body)
  await send('POST', '/_perftwin/clock/advance', { by: 'PT2M' })
  const [test] = (await send('POST', `${start}/status`, started)).body['js tests']
  await send('DELETE', `/rest/v1/demo/jobs/${test.job_id}`)
  t.equal((await send('POST', `${start}/status`, started)).status, 404)
  t.equal(worlds.default.facts.jsTests.size, 1)
})

t.test('strict: nobody runs tests for others, and another team\'s are not there', async (t) => {
  const { send } = await twin(t, { world, auth: 'strict' })
  const as = (name: string): Record<string, string> => ({ authorization: basic(name, `key-${name}`) })
  t.equal((await send('POST', start, body, as('bob'))).status, 404)
  t.equal((await send('POST', start, body, as('ann'))).status, 404, 'a team mate\'s neither')
  const { body: started } = await send('POST', start, body, as('demo'))
  t.equal((await send('POST', '/rest/v1/bob/js-tests/status', started, as('bob'))).status, 404)
})

t.test('a result for the data store is a finished job', async (t) => {
  const { send, get } = await twin(t, { world })
  const result = {
    name: 'a run',
    acl: [{ type: 'username', value: 'demo' }],
    start_time: '2026-04-15T11:00:00Z',
    end_time: '2026-04-15T11:01:00Z',
    source: 'vdc',
    platform: 'cypress',
    status: 'failed',
    live: false,
    metadata: {},
    tags: ['x'],
    attributes: { browser: 'Chrome', browser_version: '100', os: 'Windows 10', performance_enabled: 'true', devx: true }
  }
  const { status, body: { id } } = await send('POST', '/v1/test-results/', result)
  t.equal(status, 200)
  t.match((await get(`/rest/v1/demo/jobs/${id}`)).body, {
    name: 'a run',
    owner: 'demo',
    automation_backend: 'cypress',
    status: 'complete',
    consolidated_status: 'failed',
    tags: ['x'],
    browser_short_version: '100'
  })
  t.match(await send('POST', '/v1/test-results', { start_time: 'never' }), { status: 400 })
})
