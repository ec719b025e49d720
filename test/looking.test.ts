// What is read below /_perftwin/as/ is what the vendors' own paths answer, and leaves no trace.
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { filledPath } from '../src/openapi/collections/path-values.js'
import { valuesOf } from '../src/openapi/collections/values.js'
import { basic, listeningTwin, twin, type TestTwin } from './helper.js'

const as = '/_perftwin/as/demo'
const appStore = '/_perftwin/as/app-store-connect'
const bearer = { authorization: 'Bearer x' }

/** All that tells what a twin was asked, and how it was changed. */
async function traces ({ twin: { worlds, refused }, get }: TestTwin): Promise<unknown> {
  const { text } = await get('/_perftwin/metrics')
  return {
    metrics: text.split('\n').filter((line) => /^perftwin_(?!memory)/.test(line)),
    worlds: [...worlds.list()].map(({ name, revision, requests, clock, controlled, provisional, faults, quotas }) => [
      name, revision.count, requests, clock.setting, controlled, provisional, faults.list().map(({ matched, fired }) => [matched, fired]),
      structuredClone(quotas.settings)
    ]),
    refused: refused.list()
  }
}

/** Every path that can be read of a vendor, filled for this world. */
async function pathsOf ({ get }: TestTwin, name: 'sauce' | 'app-store-connect'): Promise<string[]> {
  const ask = async (path: string): Promise<unknown> => (await get(path, path.startsWith('/v1/') ? { authorization: 'Bearer x' } : {})).body
  const values: Record<string, string> = await valuesOf(ask, '', { username: 'demo', accessKey: 'any' })
  const { paths } = JSON.parse(readFileSync(new URL(`openapi/${name}.json`, packageRoot), 'utf8')) as { paths: Record<string, object> }
  return Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && !path.startsWith('/wd/'))
    .map(([path]) => filledPath(name, path).replace(/\{\{(\w+)\}\}/g, (_, word: string) => values[word] ?? 'none'))
}

t.test('every read of both vendors answers as at its own path, and leaves no trace', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send } = one
  const paths = { demo: await pathsOf(one, 'sauce'), 'app-store-connect': await pathsOf(one, 'app-store-connect') }
  t.ok(paths.demo.length > 80 && paths['app-store-connect'].length > 30, 'they are found')
  const direct = new Map<string, { status: number, text: string }>()
  for (const path of paths.demo) direct.set(path, await get(path))
  for (const path of paths['app-store-connect']) direct.set(path, await get(path, bearer))
  await send('POST', '/_perftwin/reset')
  await send('PUT', '/_perftwin/quotas', { sauce: {}, asc: {} })
  await send('POST', '/_perftwin/faults', { effect: { status: 503 } })
  const before = await traces(one)
  for (const account of ['demo', 'app-store-connect'] as const) {
    for (const path of paths[account]) {
      const { status, text } = await get(`/_perftwin/as/${account}${path}`, { authorization: '' })
      const wanted = direct.get(path)
      t.equal(status, wanted?.status, path)
      // Ids of errors are drawn by the requests' numbers, of which these have none.
      if (status < 400) t.equal(text, wanted?.text, path)
    }
  }
  t.strictSame(await traces(one), before)
  t.match((await send('POST', '/_perftwin/verify', { match: { vendor: 'sauce' }, never: true })).body, { verified: true, count: 0 })
  t.ok([...direct.values()].filter(({ status }) => status === 200).length > 100, 'most are there')
})

t.test('rules, quotas, progress and numbers of requests are left to the clients', async (t) => {
  const { get, send } = await twin(t)
  const { id } = (await send('PUT', '/_perftwin/progress', { policy: 'reads', reads: 1 })).status === 200
    ? (await send('POST', '/_perftwin/jobs', { newFor: 'PT1S', queuedFor: 'PT5S', runningFor: 'PT1M' })).body
    : { id: 'none' }
  const job = `/rest/v1/demo/jobs/${id}`
  await send('PUT', '/_perftwin/quotas', { sauce: { perSecond: 2 }, asc: { perHour: 2 } })
  await send('POST', '/_perftwin/faults', { id: 'once', match: { operation: 'getJob' }, effect: { status: 503 }, times: 1 })
  for (let i = 0; i < 5; i++) {
    t.match(await get(as + job, { prefer: 'code=500' }), { status: 200, body: { status: 'new' } })
    t.match(await get(`${appStore}/v1/apps`), { status: 200 })
  }
  t.notOk('x-ratelimit-remaining' in (await get(as + job)).headers)
  t.match((await get('/_perftwin/faults/once')).body, { matched: 0, fired: 0 })
  t.match((await get('/_perftwin/journal')).body, { total: 0 })
  t.equal((await get(job)).status, 503, 'the rule was not spent')
  t.match(await get(job), { status: 200, body: { status: 'queued' }, headers: { 'x-ratelimit-remaining': 1 } })
  t.equal((await get(job)).body.status, 'in progress', 'each look of a client moves it on')
  const first = (await twin(t)).get
  t.equal((await get('/v1/apps', bearer)).headers['x-request-id'], (await first('/v1/apps', bearer)).headers['x-request-id'])
  t.match((await get('/v1/apps', bearer)).headers['x-rate-limit'], 'user-hour-rem:0;')
  t.equal((await get('/v1/apps', bearer)).status, 429)
  t.equal((await get(`${appStore}/v1/apps`)).status, 200)
})

t.test('neither a webhook nor a listener hears of it', async (t) => {
  const { twin: { worlds }, get } = await twin(t, { world: 'demo' })
  const heard: unknown[] = []
  worlds.events.subscribe((event) => { heard.push(event) })
  await get(`${as}/rest/v1/demo/jobs`)
  await get(`${as}/rest/v1/demo/jobs/none`)
  await get(`${appStore}/v1/apps`)
  t.strictSame(heard, [])
  await get('/rest/v1/demo/jobs')
  t.match(heard, [{ type: 'request', path: '/rest/v1/demo/jobs' }])
})

t.test('the account is the one in the path, in strict mode too, whatever else the request says', async (t) => {
  const { get, send } = await twin(t, { world: 'demo', auth: 'strict' })
  const { accounts } = (await get('/_perftwin/info')).body as { accounts: Array<{ username: string, accessKey: string }> }
  const keyOf = (name: string): string => accounts.find(({ username }) => username === name)?.accessKey ?? ''
  const { id } = (await send('POST', '/_perftwin/jobs', { owner: 'storefront.ci', visibility: 'private' })).body
  const job = `/rest/v1/storefront.ci/jobs/${id}`
  const other = accounts.find(({ username }) => !['demo', 'storefront.ci'].includes(username))?.username ?? ''
  for (const authorization of ['', basic('nobody', 'x'), basic('storefront.ci', keyOf('storefront.ci')), 'Bearer x']) {
    t.equal((await get('/rest/v1/users/demo', { authorization: basic('demo', 'x') })).status, 401, 'keys are proven')
    t.match((await get(`${as}/team-management/v1/users/me`, { authorization })).body, { username: 'demo' })
    t.equal((await get(`/_perftwin/as/storefront.ci${job}`, { authorization })).status, 200)
    t.equal((await get(`/_perftwin/as/${other}${job}`, { authorization })).status, 404, 'private is private')
    t.equal((await get(`${appStore}/v1/apps`, { authorization })).status, 200)
  }
  t.equal((await get('/v1/apps', bearer)).status, 401, 'others need a token still')
  for (const mark of ['x-perftwin-looking', 'perftwin-as', 'perftwin-looking']) {
    t.equal((await get('/team-management/v1/users/me', { authorization: '', [mark]: 'demo' })).status, 401)
  }
})

t.test('what is not a read of a vendor\'s is refused in the control plane\'s words', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send } = one
  const before = await traces(one)
  for (const path of [
    `${as}`, `${as}/`, `${as}/nothing/here`, `${as}/_perftwin/info`, `${as}/%5Fperftwin/info`, `${as}/w/x/_perftwin/info`,
    `${as}/w/x/rest/v1/demo/jobs`, `${as}/v1/apps`, `${as}/session/x`, `${as}/wd/hub/status`, `${as}${as}/rest/v1/users/demo`,
    `${appStore}/rest/v1/users/demo`, `${appStore}/v1/nothing`, '/_perftwin/as/nobody/rest/v1/users/demo',
    '/w/none/_perftwin/as/demo/rest/v1/users/demo', `/w/no!${as}/rest/v1/users/demo`
  ]) t.match(await get(path, { authorization: '' }), { status: 404, body: { error: 'NotFound', message: String } }, path)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const { status, body, headers } = await send(method, `${as}/rest/v1/demo/jobs`)
    t.match({ status, error: body.error, allow: headers['allow'] }, { status: 405, error: 'MethodNotAllowed', allow: 'GET, HEAD' }, method)
  }
  t.match(await get(`${as}/rest/v1/demo/tunnels/x/y/z`), { status: 404, body: { error: 'NotFound' } })
  t.match(await get(`${as}/v2/performance/metrics/x/baseline/discard`), { status: 404 })
  t.equal((await get(`${as}/${'x'.repeat(3000)}`)).status, 404)
  t.equal((await get(`${as}/rest/v1/demo/jobs/${'x'.repeat(3000)}`)).status, 404)
  t.match(await get(`${as}/rest/v1/demo/jobs/none`), { status: 404, body: { error: undefined } }, 'so says the vendor')
  t.strictSame(await traces(one), before)
})

t.test('a world is looked at without being made, used or kept alive', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t)
  const look = async (name: string): Promise<number> => (await get(`/w/${name}${as}/rest/v1/demo/jobs`)).status
  t.equal(await look('absent'), 404)
  t.equal((await get(`${as}/rest/v1/demo/jobs`, { 'x-perftwin-world': 'absent' })).status, 404)
  t.strictSame([...worlds.list()].map(({ name }) => name), ['default'])
  await get('/w/asked/rest/v1/demo/jobs')
  await send('POST', '/w/made/_perftwin/jobs', { name: 'only here' })
  t.match((await get(`/w/made${as}/rest/v1/demo/jobs?full=1`)).body, [{ name: 'only here' }])
  t.match((await get(`${as}/rest/v1/demo/jobs?full=1`, { 'x-perftwin-world': 'made' })).body, [{ name: 'only here' }])
  const { used } = worlds.default
  t.equal(await look('asked'), 200)
  t.equal(worlds.default.used, used, 'none is more in use for it')
  t.equal(worlds.find('asked')?.untouched, true)
  await get('/w/refused/rest/v1/demo/jobs/none')
  t.equal(await look('refused'), 404, 'nobody has one in which everything was refused')
  await send('POST', '/_perftwin/worlds', { name: 'leased', ttl: 'PT1H' })
  const { left } = worlds.leaseOf('leased') ?? { left: 0 }
  t.equal(await look('leased'), 200)
  t.ok((worlds.leaseOf('leased')?.left ?? Infinity) <= left)
})

t.test('a lease that has run out is not taken up by looking', async (t) => {
  const { twin: { worlds }, get, send } = await twin(t)
  await send('POST', '/_perftwin/worlds', { name: 'short', ttl: 'PT0.02S' })
  await new Promise((resolve) => { setTimeout(resolve, 60) })
  t.equal((await get(`/w/short${as}/rest/v1/demo/jobs`)).status, 404)
  t.notOk(worlds.find('short'))
})

t.test('what a page of the twin\'s own reads of the control plane makes no world, and keeps none alive', async (t) => {
  const { twin: { worlds }, get, send } = await twin(t)
  const page = { 'perftwin-actor': 'dashboard' }
  for (const path of ['info', 'journal', 'faults', 'worlds', 'events?actor=dashboard']) {
    const { status, body } = await get(`/w/gone/_perftwin/${path}`, path.startsWith('events') ? {} : page)
    t.strictSame([status, body.detail ?? body.message ?? body.error], [404, 'world gone not found'], path)
  }
  for (const path of ['dashboard/', 'dashboard']) {
    t.ok((await get(`/w/gone/_perftwin/${path}`)).status < 400, `${path}: the page itself says that there is no such world`)
  }
  t.strictSame([...worlds.list()].map(({ name }) => name), ['default'])
  t.equal((await get('/_perftwin/info', page)).status, 200)
  await get('/w/refused/rest/v1/demo/jobs/none')
  t.match((await get('/w/refused/_perftwin/journal', page)).body, { total: 1 }, 'what was refused is looked at most of all')
  t.equal(worlds.there('refused')?.ungranted, true, 'and nobody has that world for it')
  await send('POST', '/_perftwin/worlds', { name: 'leased', ttl: 'PT1H' })
  const { left } = worlds.leaseOf('leased') ?? { left: 0 }
  t.match((await get('/w/leased/_perftwin/info', page)).body, { world: 'leased' })
  t.ok((worlds.leaseOf('leased')?.left ?? Infinity) <= left, 'an open page does not use it')
  await get('/w/asked/_perftwin/info')
  t.ok(worlds.find('asked'), 'others make the world that they ask for')
})

t.test('over a real port: HEAD, ranges, validators and packed files are the vendor\'s', async (t) => {
  const { url, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
  const jobs = await (await fetch(`${url}${as}/rest/v1/demo/jobs?limit=40&full=1`)).json() as Array<{ id: string, status: string }>
  const job = jobs.find(({ status }) => status === 'complete')
  if (job === undefined) throw new Error('no job is over')
  const file = `/rest/v1/demo/jobs/${job.id}/assets/video.mp4`
  const ask = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
    await fetch(url + path, { method, headers })
  const own = await ask('GET', file, { authorization: basic('demo') })
  const looked = await ask('GET', as + file)
  t.equal(looked.headers.get('etag'), own.headers.get('etag'))
  t.strictSame(Buffer.from(await looked.arrayBuffer()), Buffer.from(await own.arrayBuffer()))
  const part = await ask('GET', as + file, { range: 'bytes=10-19' })
  t.match([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength], [206, /^bytes 10-19\//, 10])
  t.equal((await ask('GET', as + file, { 'if-none-match': own.headers.get('etag') ?? '' })).status, 304)
  const head = await ask('HEAD', as + file)
  t.match([head.status, head.headers.get('content-length')], [200, own.headers.get('content-length')])
  t.equal((await ask('HEAD', `${as}/nothing`)).status, 404)
  t.equal((await ask('GET', `${as}/rest/v1/demo/jobs`, { 'accept-encoding': 'gzip' })).status, 200)
  t.equal((await ask('GET', `${appStore}/v1/apps`, { authorization: basic('demo') })).status, 200)
  t.equal(worlds.default.requests, 1, 'the one that was no look')
})

t.test('over a real port: several on one connection, one cut off, one sent to a proxy', async (t) => {
  const { port, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
  const text = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => { answer += String(data) }).on('close', () => { resolve(answer) })
    const line = (path: string, end = ''): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${end}\r\n`
    socket.write(line(`${as}/rest/v1/users/demo`) + line('/_perftwin/health') + line(`${as}/nothing`) +
      line(`http://127.0.0.1:${port}${as}/rest/v1/users/demo`) + line('/_perftwin/ready', 'Connection: close\r\n'))
  })
  t.strictSame([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status), ['200', '200', '404', '200', '200'])
  await new Promise<void>((resolve) => {
    const cut = request({ port, path: `${as}/rest/v1/demo/jobs?full=1&limit=500` }, (reply) => {
      reply.once('data', () => { cut.destroy() })
    })
    cut.on('error', () => {}).on('close', () => { resolve() }).end()
  })
  const reached = await new Promise<number | undefined>((resolve) => {
    request({ port, path: `${as}/rest/v1/users/demo`, headers: { host: 'api.us-west-1.saucelabs.com' } }, (reply) => {
      reply.resume()
      resolve(reply.statusCode)
    }).end()
  })
  t.equal(reached, 404, 'the vendor\'s host has no such path')
  t.equal(worlds.default.requests, 1, 'and that request is in the journal')
})

t.test('beyond loopback the token is asked for, before anything is told', async (t) => {
  const { url } = await listeningTwin(t, { world: 'demo', host: '0.0.0.0', controlToken: 'secret', auth: 'strict' })
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(url + path, { headers })).status
  const ofNobody = '/_perftwin/as/nobody/rest/v1/users/nobody'
  for (const path of [`${as}/rest/v1/users/demo`, `${appStore}/v1/apps`, `/w/absent${as}/rest/v1/users/demo`, ofNobody]) {
    t.equal(await status(path), 401, path)
    t.equal(await status(path, { authorization: basic('demo') }), 401, path)
  }
  const token = { authorization: 'Bearer secret' }
  t.equal(await status(`${as}/rest/v1/users/demo`, token), 200)
  t.equal(await status(`${appStore}/v1/apps`, token), 200)
  t.equal(await status(`/w/absent${as}/rest/v1/users/demo`, token), 404)
  t.equal(await status(`${as}/rest/v1/users/demo`, { ...token, origin: 'http://elsewhere.example' }), 403)
  const given = await fetch(`${url}/_perftwin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: 'secret' })
  })
  const [cookie = ''] = (given.headers.get('set-cookie') ?? '').split(';')
  t.equal(await status(`${as}/rest/v1/users/demo`, { cookie, referer: `${url}/_perftwin/dashboard/` }), 200)
  t.equal(await status(`${as}/rest/v1/users/demo`, { cookie, 'sec-fetch-site': 'same-site' }), 401)
})
