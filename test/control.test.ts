import t from 'tap'
import { banner } from '../src/cli/banner.js'
import { listeningTwin, testNow, twin } from './helper.js'

t.test('health, readiness and information', async (t) => {
  const { get } = await twin(t, { world: 'demo', auth: 'strict' })
  t.match(await get('/_perftwin/health'), { status: 200, body: { status: 'ok' }, headers: { 'content-type': 'application/json' } })
  t.match(await get('/_perftwin/ready'), { status: 200, body: { ready: true } })
  const { body } = await get('/_perftwin/info')
  t.match(body, {
    world: 'default',
    worldFile: 'demo',
    seed: 1,
    now: '2026-04-15T12:00:00.000Z',
    epoch: '2026-04-15T12:00:00.000Z',
    clock: 'frozen'
  })
  t.match(body.accounts[0], { username: 'demo', accessKey: /^[0-9a-f-]{36}$/, team: 'Storefront' })
  t.ok(body.counts.jobs > 600)
})

t.test('banner, readiness and information count the same jobs: those that are there, not those that will come', async (t) => {
  const { twin: opened, get } = await twin(t, { world: 'demo' })
  const { body: { counts } } = await get('/_perftwin/info')
  t.ok(counts.jobs < opened.worlds.default.facts.jobs.size, 'some jobs are planned for later')
  t.match(await get('/_perftwin/ready'), { body: { jobs: counts.jobs } })
  t.match(banner(opened, { url: 'http://x' }), `, ${counts.jobs} jobs, `)
})

t.test('a job with a chosen plan', async (t) => {
  const { get, send } = await twin(t)
  const error = 'Test exceeded maximum duration after 1800 seconds'
  const { status, body } = await send('POST', '/_perftwin/jobs', {
    name: 'chosen',
    build: 'my build',
    tags: ['a'],
    created: '-PT1H',
    queuedFor: 'PT5S',
    runningFor: 'PT30S',
    outcome: 'error',
    error,
    platform: { os: 'macOS 13', browserName: 'safari', version: '16.5' },
    commands: 12,
    failedCommands: 3
  })
  t.equal(status, 201)
  t.match(body, {
    owner: 'demo',
    status: 'error',
    created: '2026-04-15T11:00:00.000Z',
    started: '2026-04-15T11:00:05.000Z',
    ended: '2026-04-15T11:00:35.000Z'
  })
  t.match((await get(`/rest/v1/demo/jobs/${body.id}`)).body, {
    name: 'chosen',
    build: 'my build',
    tags: ['a'],
    status: 'error',
    error,
    browser: 'safari',
    browser_version: '16.5',
    os: 'macOS 13',
    commands_not_successful: 3
  })

  t.test('a request that makes no sense makes no job', async (t) => {
    const before = (await get('/rest/v1/demo/jobs')).text
    for (const spec of [
      { owner: 'nobody' }, { created: 'soon' }, { runningFor: 'PT' }, { runningFor: '-PT5S' }, { commands: 1, failedCommands: 2 },
      { surprise: 1 }, { id: 'short' }, { id: body.id }, 'text', '{'
    ]) {
      const reply = await send('POST', '/_perftwin/jobs', spec)
      t.equal(reply.status, 400, JSON.stringify(spec))
      t.type(reply.body.message, 'string')
    }
    t.equal((await get('/rest/v1/demo/jobs')).text, before)
  })
})

t.test('pinned values that no page load can have together are refused, and nothing is made', async (t) => {
  const { get, send } = await twin(t)
  const job = { name: 'pinned', pages: ['https://www.example.com/'], record: { extendedDebugging: true, capturePerformance: true } }
  const before = (await get('/rest/v1/demo/jobs')).text
  const { status, body } = await send('POST', '/_perftwin/jobs', { ...job, pins: [{ requestTypes: { Document: { size: 0, count: 0 } } }] })
  t.equal(status, 400)
  t.match(body.message, /^pins\[0\]: the pinned values of a page load contradict each other \(requestTypes\.Document\)/)
  t.equal((await get('/rest/v1/demo/jobs')).text, before)
  for (const pins of [
    { metrics: { load: 1e12 } }, { diagnostics: { numFonts: 1e6 } }, { diagnostics: { numTasks: 5e6 } },
    { requestTypes: { Font: { size: 1, count: 1e6 } } }, { scoreOverview: { firstInteractive: { value: 1e12 } } }
  ]) {
    const { status, body } = await send('POST', '/_perftwin/jobs', { ...job, pins: [pins] })
    t.equal(status, 400, JSON.stringify(pins))
    t.match(body.message, /\b(600000|3000|5000)\b/)
  }
  t.equal((await send('POST', '/_perftwin/jobs', { ...job, pins: [{ metrics: { load: 7000 } }] })).status, 201)
})

t.test('reset puts the world back, ids begin anew', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const before = (await get('/rest/v1/demo/jobs?full=1&limit=500')).text
  const first = (await send('POST', '/_perftwin/jobs', {})).body.id
  await send('DELETE', '/rest/v1.1/demo/jobs')
  t.strictSame((await get('/rest/v1/demo/jobs')).body, [])
  t.equal((await send('POST', '/_perftwin/reset')).status, 200)
  t.equal((await get('/rest/v1/demo/jobs?full=1&limit=500')).text, before)
  t.equal((await send('POST', '/_perftwin/jobs', {})).body.id, first)
})

t.test('worlds do not see each other', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/w/one/_perftwin/jobs', { name: 'in one' })
  t.equal((await get(`/w/one/rest/v1/demo/jobs/${id}`)).status, 200)
  t.equal((await get(`/rest/v1/demo/jobs/${id}`)).status, 404)
  t.equal((await get(`/rest/v1/demo/jobs/${id}`, { 'x-perftwin-world': 'one' })).status, 200)
  t.match((await get(`/w/one/rest/v1/demo/jobs/${id}`)).body.video_url, /^http:\/\/localhost:4010\/w\/one\/jobs\//)
  t.match((await get('/w/one/_perftwin/info')).body, { world: 'one', now: `${testNow.slice(0, -1)}.000Z` })
  t.equal((await get('/w/..%2f/_perftwin/info')).status, 400)
})

t.test('web pages and strangers are kept out', async (t) => {
  const { get, send } = await twin(t)
  t.equal((await send('POST', '/_perftwin/reset', {}, { origin: 'https://evil.example' })).status, 403)
  t.equal((await send('POST', '/_perftwin/reset', {}, { origin: 'null' })).status, 403)
  t.equal((await send('POST', '/_perftwin/reset', {}, { origin: 'http://localhost:4010' })).status, 200)
  const evil = await get('/_perftwin/info', { host: 'evil.example:4010' })
  t.match(evil, { status: 403, body: { error: 'Forbidden', message: /does not answer to the name/ } })
  for (const host of ['127.0.0.1:4010', '[::1]:4010', 'localhost']) t.equal((await get('/_perftwin/info', { host })).status, 200, host)
  t.equal((await get('/rest/v1/demo/jobs', { host: 'perftwin:4010' })).status, 200, 'the vendors\' paths answer to any name')

  const beyond = await twin(t, { host: '0.0.0.0', controlToken: 'secret' })
  t.equal((await beyond.get('/_perftwin/health', { host: 'perftwin:4010' })).status, 200)
  t.equal((await beyond.get('/_perftwin/info', { host: 'perftwin:4010' })).status, 401)
  t.equal((await beyond.get('/_perftwin/info', { host: 'perftwin:4010', authorization: 'Bearer secret' })).status, 200)
  const made = await twin(t, { host: '0.0.0.0' })
  t.match(made.twin.controlToken, /^[\w-]{32}$/)
  t.equal((await twin(t, { host: '0.0.0.0', controlToken: 'none' })).twin.controlToken, undefined)
})

t.test('links follow the request', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const [{ id }] = (await get('/rest/v1/demo/jobs?limit=1')).body
  const link = async (headers: Record<string, string>): Promise<string> => {
    const { body } = await get(`/rest/v1/demo/jobs/${id}`, headers)
    return body.video_url.split('/jobs/')[0]
  }
  t.equal(await link({ host: 'perftwin:9000' }), 'http://perftwin:9000')
  t.equal(await link({ 'x-forwarded-host': 'api.example.com, proxy', 'x-forwarded-proto': 'https' }), 'https://api.example.com')
  t.equal(await link({ host: 'a b<script>' }), 'http://localhost')
  const fixed = await twin(t, { publicUrl: 'https://twin.example/base' })
  const { body } = await fixed.send('POST', '/_perftwin/jobs', {})
  t.match((await fixed.get(`/rest/v1/demo/jobs/${body.id}`)).body.log_url, /^https:\/\/twin\.example\/base\/jobs\//)
})

t.test('a forward proxy\'s request targets are understood', async (t) => {
  const { url, port } = await listeningTwin(t, { world: 'demo' })
  const { request } = await import('node:http')
  const path = 'http://api.us-west-1.saucelabs.com/rest/v1/demo/jobs?limit=1'
  const status = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { authorization: 'Basic ZGVtbzp4' } }, (reply) => {
      reply.resume()
      resolve(reply.statusCode)
    }).on('error', reject).end()
  })
  t.equal(status, 200)
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
})
