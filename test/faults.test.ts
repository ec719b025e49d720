import fc from 'fast-check'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { delayOf } from '../src/traffic/faults/delay.js'
import { withoutFields } from '../src/traffic/faults/fields.js'
import { preferredStatus } from '../src/traffic/faults/inject.js'
import type { FaultSpec } from '../src/traffic/faults/fault.schema.js'
import { FaultRules } from '../src/traffic/faults/faults.js'
import { noQuotas, Quotas } from '../src/traffic/quotas.js'
import { basic, listeningTwin, testNow, twin } from './helper.js'
import { holds } from './properties.js'

const frame = { epoch: 0, start: 0 }
const target = {
  operation: { vendor: 'sauce', name: 'getJob' },
  method: 'GET',
  path: '/rest/v1/demo/jobs/1',
  query: {},
  headers: {},
  body: undefined,
  status: null,
  faults: []
}
const fates = (seed: number, spec: FaultSpec, n: number, others: FaultSpec[] = []): boolean[] => {
  const rules = new FaultRules(seed)
  for (const other of others) rules.add(other, frame)
  const { id } = rules.add(spec, frame)
  return Array.from({ length: n }, () => rules.strike(target, 0).some(({ rule }) => rule.id === id))
}

t.test('a share strikes the same requests for the same seed, close to the share, whatever other rules there are', async (t) => {
  const seeds = fc.nat(2 ** 32 - 1)
  const shares = fc.double({ min: 0, max: 1, noNaN: true })
  const others: FaultSpec[] = [
    { id: 'other-1', effect: { status: 500 }, share: 0.3 },
    { id: 'other-2', match: { method: 'PUT' }, effect: { delay: 5 } }
  ]
  holds(fc.property(seeds, shares, fc.stringMatching(/^[a-z]{1,8}$/), (seed, share, id) => {
    const n = 2000
    const spec: FaultSpec = { id, effect: { status: 503 }, share }
    const first = fates(seed, spec, n)
    const again = fates(seed, spec, n, others)
    if (first.some((hit, i) => hit !== again[i])) throw new Error('another fate the second time')
    const hits = first.filter(Boolean).length
    // Six standard deviations of a binomial count.
    if (Math.abs(hits - n * share) > 6 * Math.sqrt(n * share * (1 - share)) + 1) throw new Error(`${hits} of ${n} for a share of ${share}`)
  }), { numRuns: 150 })
  const [one, two] = [1, 2].map((seed) => fates(seed, { effect: { status: 503 }, share: 0.5 }, 64).map(Number).join(''))
  t.not(one, two)
  t.equal(fates(1, { effect: { status: 503 }, share: 0 }, 100).includes(true), false)
  t.equal(fates(1, { effect: { status: 503 } }, 100).includes(false), false)
})

t.test('requests that do not fit draw nothing: the k-th that fits meets the same fate', async (t) => {
  const spec: FaultSpec = { id: 'a', match: { method: 'GET' }, effect: { status: 503 }, share: 0.4 }
  const plain = fates(9, spec, 200)
  const rules = new FaultRules(9)
  rules.add(spec, frame)
  const mixed: boolean[] = []
  for (let i = 0; mixed.length < 200; i++) {
    const method = i % 3 === 0 ? 'PUT' : 'GET'
    const hit = rules.strike({ ...target, method }, 0).length > 0
    if (method === 'GET') mixed.push(hit)
    else t.notOk(hit)
  }
  t.strictSame(mixed, plain)
})

t.test('what a rule matches', async (t) => {
  const strikes = (match: NonNullable<FaultSpec['match']>, over: object = {}): boolean => {
    const rules = new FaultRules(1)
    rules.add({ match, effect: { status: 500 } }, frame)
    return rules.strike({ ...target, ...over }, 0).length === 1
  }
  t.ok(strikes({}))
  t.ok(strikes({ vendor: 'sauce', operation: 'getJob', method: 'get', path: '/rest/v1/*/jobs/*' }))
  t.notOk(strikes({ vendor: 'app-store-connect' }))
  t.notOk(strikes({ operation: 'listJobs' }))
  t.notOk(strikes({ path: '/rest/*' }))
  t.ok(strikes({ headers: { 'X-Test': 'a*' } }, { headers: { 'x-test': 'abc' } }))
  t.notOk(strikes({ headers: { 'X-Test': 'a*' } }, { headers: { 'x-test': 'bc' } }))
  t.notOk(strikes({ headers: { 'X-Test': '**' } }))
})

t.test('delays: fixed, uniform and log-normal, drawn from named streams', async (t) => {
  const draws = (delay: NonNullable<NonNullable<FaultSpec['effect']>['delay']>, seed = 1): number[] => {
    const rules = new FaultRules(seed)
    rules.add({ id: 'slow', effect: { delay } }, frame)
    return Array.from({ length: 2001 }, () => delayOf(rules.strike(target, 0), seed)).sort((a, b) => a - b)
  }
  t.strictSame(new Set(draws(250)), new Set([250]))
  const uniform = draws({ uniform: [100, 300] })
  t.ok(uniform[0]! >= 100 && uniform.at(-1)! < 300 && Math.abs(uniform[1000]! - 200) < 12)
  const skewed = draws({ logNormal: { median: 100, sigma: 0.5 } })
  t.ok(Math.abs(skewed[1000]! - 100) < 8 && Math.abs(Math.log(skewed[1682]! / 100) - 0.5) < 0.07, 'the median, and one sigma above it')
  t.strictSame(draws({ uniform: [100, 300] }), uniform)
  t.notOk(isDeepStrictEqual(draws({ uniform: [100, 300] }, 2), uniform))
})

t.test('a status comes in the vendor\'s own words, and only from the vendors', async (t) => {
  const { get, send } = await twin(t)
  const added = await send('POST', '/_perftwin/faults', { effect: { status: 503, headers: { 'Retry-After': '7' } } })
  t.match(added, {
    status: 201,
    headers: { location: '/_perftwin/faults/fault-1' },
    body: { id: 'fault-1', world: 'default', share: 1, times: null, matched: 0, fired: 0 }
  })
  const down = await get('/rest/v1/demo/jobs')
  t.match(down, {
    status: 503,
    text: '{"errors":"Service Unavailable"}',
    headers: { 'retry-after': '7', 'content-type': 'application/json' }
  })
  t.match((await get('/v2/performance/metrics/')).body, { status: '503', message: 'Service Unavailable' })
  t.match((await get('/v2/builds/vdc')).body, { msg: 'Service Unavailable' })
  t.match((await get('/team-management/v1/teams')).body, { detail: 'Service Unavailable' })
  const apple = await get('/v1/apps')
  t.match(apple.body, { errors: [{ status: '503', code: 'UNEXPECTED_ERROR', title: 'An unexpected error occurred.' }] })
  t.match(apple.headers, { 'x-request-id': /\.0\.0$/, 'x-rate-limit': /^user-hour-lim:3600/ })
  t.equal((await get('/nowhere')).status, 503)
  const unharmed = ['/_perftwin/health', '/_perftwin/info', '/_perftwin/nowhere', '/_perftwin/openapi/sauce.json']
  for (const path of unharmed) t.not((await get(path)).status, 503, path)
  t.match((await get('/_perftwin/faults/fault-1')).body, { matched: 6, fired: 6 })
  t.match((await get('/_perftwin/journal')).body.entries[0], { status: 503, faults: ['fault-1'] })
  t.equal((await send('DELETE', '/_perftwin/faults/fault-1')).status, 204)
  t.equal((await get('/_perftwin/faults/fault-1')).status, 404)
  t.equal((await get('/rest/v1/demo/jobs')).status, 200)
})

t.test('a refused write writes nothing', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'kept' })
  await send('POST', '/_perftwin/faults', { match: { method: 'DELETE' }, effect: { status: 500 } })
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${id}`)).status, 500)
  t.match((await get(`/rest/v1/demo/jobs/${id}`)).body, { name: 'kept' })
})

t.test('Prefer: code=… on a single request', async (t) => {
  const { get } = await twin(t)
  const preferred = await get('/rest/v1/demo/jobs', { prefer: 'code=503' })
  t.match(preferred, { status: 503, body: { errors: 'Service Unavailable' }, headers: { 'preference-applied': 'code=503' } })
  t.match(await get('/v1/apps', { prefer: 'code=429' }), { status: 429, body: { errors: [{ code: 'RATE_LIMIT_EXCEEDED' }] } })
  const detail = 'There is no resource of type \'apps\' with id \'1\''
  t.match(await get('/v1/apps/1', { prefer: 'code=404' }), { status: 404, body: { errors: [{ code: 'NOT_FOUND', detail }] } })
  t.match(await get('/rest/v1/demo/jobs', { prefer: 'code=401' }), { status: 401, headers: { 'www-authenticate': /^Basic/ } })
  t.equal((await get('/rest/v1/demo/jobs', { prefer: 'code=200' })).status, 200)
  t.equal((await get('/_perftwin/info', { prefer: 'code=503' })).status, 200)
  t.equal((await get('/rest/v1/demo/jobs')).status, 200)
  t.strictSame(['code=503', 'respond-async, code=404', 'code = "500"; x'].map(preferredStatus), [503, 404, 500])
  const none = ['code=99', 'code=5030', 'xcode=503', undefined].map(preferredStatus)
  t.strictSame(none, [undefined, undefined, undefined, undefined])
})

t.test('times, windows and worlds bound a rule', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t)
  await send('POST', '/_perftwin/faults', { id: 'twice', effect: { status: 500 }, times: 2 })
  const statuses = async (n: number): Promise<number[]> => {
    const all = []
    for (let i = 0; i < n; i++) all.push((await get('/rest/v1/demo/jobs')).status)
    return all
  }
  t.strictSame(await statuses(4), [500, 500, 200, 200])
  t.match((await get('/_perftwin/faults/twice')).body, { matched: 4, fired: 2 })
  await send('POST', '/_perftwin/faults', { id: 'later', effect: { status: 502 }, window: { from: 'now+PT10M', until: 'now+PT20M' } })
  t.match((await get('/_perftwin/faults/later')).body.window, { from: '2026-04-15T12:10:00.000Z', until: '2026-04-15T12:20:00.000Z' })
  t.strictSame(await statuses(1), [200])
  worlds.default.clock.advance(600_000)
  t.strictSame(await statuses(1), [502])
  worlds.default.clock.advance(600_000)
  t.strictSame(await statuses(1), [200])
  const elsewhere = await send('POST', '/_perftwin/faults', { match: { world: 'other' }, effect: { status: 504 } })
  t.match(elsewhere, { body: { world: 'other' }, headers: { location: '/w/other/_perftwin/faults/fault-1' } })
  t.equal((await get('/w/other/rest/v1/demo/jobs')).status, 504)
  t.strictSame(await statuses(1), [200])
  t.equal((await get('/_perftwin/faults')).body.faults.length, 2)
  t.equal((await send('DELETE', '/_perftwin/faults')).status, 204)
  t.strictSame((await get('/_perftwin/faults')).body, { faults: [] })
})

t.test('a reset clears rules, quotas and counters', async (t) => {
  const { get, send } = await twin(t)
  await send('POST', '/_perftwin/faults', { effect: { status: 500 }, share: 0.5 })
  await send('PUT', '/_perftwin/quotas', { sauce: { perHour: 1 }, concurrency: true })
  const before = []
  for (let i = 0; i < 20; i++) before.push((await get('/rest/v1/demo/jobs')).status)
  await send('POST', '/_perftwin/reset')
  t.strictSame((await get('/_perftwin/faults')).body, { faults: [] })
  t.strictSame((await get('/_perftwin/quotas')).body, { sauce: null, asc: null, concurrency: false })
  t.match((await get('/_perftwin/journal/counts')).body, { total: 0, bytes: 0 })
  await send('POST', '/_perftwin/faults', { effect: { status: 500 }, share: 0.5 })
  await send('PUT', '/_perftwin/quotas', { sauce: { perHour: 1 } })
  const after = []
  for (let i = 0; i < 20; i++) after.push((await get('/rest/v1/demo/jobs')).status)
  t.strictSame(after, before)
  t.ok(new Set(after).size === 3, 'some struck, one served, the rest limited')
})

t.test('bodies: stale, with fields missing, malformed', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'x', runningFor: 'PT30S' })
  const path = `/rest/v1/demo/jobs/${id}`
  worlds.default.clock.advance(40_000)
  t.equal((await get(path)).body.status, 'complete')
  const rule = async (effect: object): Promise<void> => {
    await send('DELETE', '/_perftwin/faults')
    t.equal((await send('POST', '/_perftwin/faults', { effect })).status, 201)
  }
  await rule({ stale: 'PT20S' })
  t.equal((await get(path)).body.status, 'in progress')
  await rule({ without: ['status', 'base_config.browserName', 'nothing.here'] })
  const { body } = await get(path)
  t.notOk('status' in body)
  t.equal(body.name, 'x')
  await rule({ without: ['[*].id'] })
  t.ok((await get('/rest/v1/demo/jobs?full=1')).body.every((job: object) => !('id' in job) && 'name' in job))
  await rule({ body: 'malformed' })
  for (const url of [path, '/rest/v1/demo/jobs', '/rest/v1/demo/jobs?limit=0', '/v1/apps', '/nowhere']) {
    const { text } = await get(url)
    t.throws(() => JSON.parse(text), url)
  }
  t.equal(withoutFields('{"a":[{"b":1,"c":2},{"b":3}],"d":{"e":[1,2]}}', ['$.a[*].b', 'd.e[0]']), '{"a":[{"c":2},{}],"d":{"e":[2]}}')
  t.equal(withoutFields('no json', ['a']), 'no json')
})

t.test('connections: reset, closed without a reply, cut off, slow, delayed', async (t) => {
  const { port, url } = await listeningTwin(t, { world: 'demo' })
  const control = async (method: string, path: string, body?: object): Promise<any> =>
    await (await fetch(`${url}/_perftwin${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).text()
  const raw = async (): Promise<{ text: string, error: string | undefined }> => await new Promise((resolve) => {
    let text = ''
    let error: string | undefined
    const authorization = `Authorization: ${basic('demo')}`
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /rest/v1/demo/jobs HTTP/1.1\r\nHost: localhost\r\n${authorization}\r\n\r\n`)
    })
    socket.on('data', (data) => { text += String(data) })
    socket.on('error', (fault: NodeJS.ErrnoException) => { error = fault.code })
    socket.on('close', () => { resolve({ text, error }) })
  })
  const only = async (effect: object): Promise<void> => {
    await control('DELETE', '/faults')
    await control('POST', '/faults', { effect })
  }
  await only({ connection: 'reset' })
  t.strictSame(await raw(), { text: '', error: 'ECONNRESET' })
  await only({ connection: 'empty' })
  t.strictSame(await raw(), { text: '', error: undefined })
  t.match(JSON.parse(await control('GET', '/journal')).entries, [{ status: 0, faults: ['fault-1'] }, { status: 0, faults: ['fault-2'] }])
  await only({ body: 'truncated' })
  const { text } = await raw()
  const promised = Number(/content-length: (\d+)/i.exec(text)![1])
  t.equal(text.split('\r\n\r\n')[1]!.length, Math.floor(promised / 2))
  const whole = async (): Promise<{ body: string, pieces: number }> => await new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: '/rest/v1/demo/jobs?limit=1', headers: { authorization: basic('demo') } }, (reply) => {
      let body = ''
      let pieces = 0
      reply.on('data', (data) => { body += String(data); pieces++ }).on('end', () => { resolve({ body, pieces }) })
    }).on('error', reject).end()
  })
  await control('DELETE', '/faults')
  const plain = await whole()
  await only({ bytesPerSecond: 4000 })
  const slow = await whole()
  t.equal(slow.body, plain.body)
  t.ok(slow.pieces >= 3, `${slow.pieces} pieces`)
  await only({ delay: 30 })
  t.equal((await whole()).body, plain.body)
})

t.test('rules that make no sense are refused, and change nothing', async (t) => {
  const { get, send } = await twin(t)
  await send('POST', '/_perftwin/faults', { id: 'there', effect: { status: 500 } })
  const effect = { status: 500 }
  for (const spec of [
    {}, { effect: {} }, { effect: { status: 200 } }, { effect: { status: 700 } }, { effect: { explode: true } },
    { effect: { delay: -1 } }, { effect: { delay: { uniform: [1] } } }, { effect: { stale: 'P1Q' } }, { effect: { connection: 'explode' } },
    { effect: { ...effect, headers: { 'bad name': 'x' } } }, { effect: { ...effect, headers: { a: 'x\r\ny' } } },
    { effect: { ...effect, headers: { 'Content-Length': '1' } } },
    { effect, share: 2 }, { effect, times: 0 }, { effect, id: 'there' },
    { effect, window: { from: 'now', until: 'now' } }, { effect, window: { from: 'tomorrow' } },
    { effect, match: { world: '../x' } }, { effect, match: { path: '' } }
  ]) {
    const { status, body } = await send('POST', '/_perftwin/faults', spec)
    t.equal(status, 400, JSON.stringify(spec))
    t.type(body.message, 'string')
  }
  t.equal((await get('/_perftwin/faults')).body.faults.length, 1)
  t.equal((await send('DELETE', '/_perftwin/faults/nothing')).status, 404)
})

t.test('the sauce quota: ten a second and 3,500 an hour of world time, told truthfully', async (t) => {
  const { get, twin: { worlds: { default: world } } } = await twin(t, { rateLimits: 'sauce' })
  const limits = ({ headers }: { headers: Record<string, unknown> }): number[] =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-ratelimit-${name}`]))
  for (let left = 9; left >= 0; left--) t.strictSame(limits(await get('/rest/v1/demo/jobs')), [10, left, 1])
  const refused = await get('/rest/v1/demo/jobs')
  t.match(refused, { status: 429, body: { errors: 'Too Many Requests' }, headers: { 'retry-after': '1' } })
  t.strictSame(limits(refused), [10, 0, 1])
  const others = await get('/rest/v1/other/jobs', { authorization: basic('other') })
  t.equal(others.headers['x-ratelimit-remaining'], '9', 'each account has its own')
  t.equal((await get('/w/two/rest/v1/demo/jobs')).status, 200, 'and each world')
  t.equal((await get('/v1/apps', { authorization: 'Bearer a' })).headers['x-ratelimit-limit'], undefined)
  world.clock.advance(1000)
  t.equal((await get('/rest/v1/demo/jobs')).status, 200)
  for (let second = 0; second < 348; second++) {
    world.clock.advance(1000)
    for (let i = 0; i < 10; i++) world.quotas.takeSauce('demo', world.clock.now(), { perSecond: 10, perHour: 3500 })
  }
  world.clock.advance(1000)
  for (let i = 0; i < 9; i++) t.equal((await get('/rest/v1/demo/jobs')).status, 200)
  const hourly = await get('/rest/v1/demo/jobs')
  t.equal(hourly.status, 429)
  t.strictSame(limits(hourly), [3500, 0, 3600 - 350], 'the hour has run out, not the second')
  t.equal(hourly.headers['retry-after'], '3250')
})

t.test('two requests a minute without credentials, by the address they come from', async (t) => {
  for (const auth of ['off', 'any', 'strict'] as const) {
    const { app, twin: { worlds: { default: world } } } = await twin(t, { rateLimits: 'sauce', auth })
    const [{ username, accessKey } = { username: '', accessKey: '' }] = world.facts.users.values()
    const ask = async (headers: Record<string, string> = {}, url = '/rest/v1/info/status', remoteAddress = '127.0.0.1') => {
      const { statusCode: status, headers: told, body } = await app.inject({ url, headers, remoteAddress })
      return [status, ...['limit', 'remaining', 'reset'].map((name) => told[`x-ratelimit-${name}`]), told['retry-after'], body] as const
    }
    const quota = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).slice(0, 5)
    world.clock.advance(20_000)
    t.strictSame(await quota(), [200, '2', '1', '40', undefined], auth)
    t.strictSame(await quota({}, '/rest/v1/demo/jobs'), [auth === 'off' ? 200 : 401, '2', '0', '40', undefined], 'a refusal of auth counts')
    t.strictSame(await ask(), [429, '2', '0', '40', '40', '{"errors":"Too Many Requests"}'])
    t.strictSame(await quota({}, '/rest/v1/demo/jobs'), [429, '2', '0', '40', '40'], 'before anybody is asked for credentials')
    t.strictSame(await quota({}, undefined, '10.0.0.7'), [200, '2', '1', '40', undefined], 'another address')
    t.strictSame(await quota({ authorization: basic(username, accessKey) }), [200, '10', '9', '1', undefined], 'an account')
    const wrong = await quota({ authorization: basic(username, 'guess') }, '/rest/v1/demo/jobs')
    t.strictSame(wrong[0], auth === 'strict' ? 429 : 200, 'who proves nothing is nobody')
    world.clock.advance(40_000)
    t.strictSame(await quota(), [200, '2', '1', '60', undefined], 'the next minute')
  }
})

t.test('the App Store Connect quota: a rolling hour for each key, and a minute for what devices reported', async (t) => {
  const { get, send, twin: { worlds: { default: world } } } = await twin(t)
  const bearer = { authorization: 'Bearer any' }
  const left = async (path = '/v1/apps'): Promise<[number, unknown, unknown]> => {
    const { status, headers } = await get(path, bearer)
    return [status, headers['x-rate-limit'], headers['retry-after']]
  }
  const metrics = '/v1/apps/1/perfPowerMetrics'
  const full = 'user-hour-lim:3600;user-hour-rem:3600;'
  for (let i = 0; i < 3; i++) {
    t.strictSame(await left(), [200, full, undefined], 'told where none holds, and never less')
    t.strictSame(await left(metrics), [404, `${full}user-minute-lim:150;user-minute-rem:150;`, undefined])
  }
  const three = { sauce: null, asc: { perHour: 3, perMinute: 150 }, concurrency: false }
  t.strictSame((await send('PUT', '/_perftwin/quotas', { asc: { perHour: 3 } })).body, three)
  t.strictSame(await left(), [200, 'user-hour-lim:3;user-hour-rem:2;', undefined])
  t.strictSame(await left(metrics), [404, 'user-hour-lim:3;user-hour-rem:1;user-minute-lim:150;user-minute-rem:149;', undefined])
  world.clock.advance(30 * 60_000)
  t.strictSame(await left(), [200, 'user-hour-lim:3;user-hour-rem:0;', undefined])
  t.strictSame(await left(), [429, 'user-hour-lim:3;user-hour-rem:0;', '1800'], 'until the first two are an hour old')
  t.match((await get('/v1/apps', bearer)).body.errors, [
    { status: '429', code: 'RATE_LIMIT_EXCEEDED', title: 'The request rate limit has been reached.' }
  ])
  const unauthorized = await get('/v1/apps')
  t.equal(unauthorized.headers['x-rate-limit'], 'user-hour-lim:3;user-hour-rem:0;', 'a refusal of auth tells, and takes nothing')
  world.clock.advance(30 * 60_000)
  t.strictSame(await left(), [200, 'user-hour-lim:3;user-hour-rem:1;', undefined], 'the first two are an hour old')
  t.match((await send('PUT', '/_perftwin/quotas', { asc: { perMinute: 2 } })).body, { asc: { perHour: 3600, perMinute: 2 } })
  world.clock.advance(15_000)
  const minuteLeft = async (): Promise<[number, unknown, unknown]> => {
    const [status, told, retryAfter] = await left(metrics)
    return [status, String(told).replace(/^.*(?=user-minute-lim)/, ''), retryAfter]
  }
  t.strictSame(await minuteLeft(), [404, 'user-minute-lim:2;user-minute-rem:1;', undefined])
  t.strictSame(await minuteLeft(), [404, 'user-minute-lim:2;user-minute-rem:0;', undefined])
  t.strictSame(await minuteLeft(), [429, 'user-minute-lim:2;user-minute-rem:0;', '45'])
  t.equal((await left())[0], 200, 'other endpoints have no such limit')
  world.clock.advance(45_000)
  t.strictSame(await minuteLeft(), [404, 'user-minute-lim:2;user-minute-rem:1;', undefined])
  t.match((await send('PUT', '/_perftwin/quotas', { asc: true })).body, { asc: { perHour: 3600, perMinute: 150 } })
  t.match((await send('PUT', '/_perftwin/quotas', { asc: false })).body, { asc: null })
  t.strictSame(await left(), [200, full, undefined])
})

t.test('a 429 that a test asks for looks like a quota\'s: used up, and when to come again', async (t) => {
  const { get, send, app, twin: { worlds: { default: world } } } = await twin(t)
  world.clock.advance(12_000)
  const sauce = (limit: number, reset: number): object => ({
    'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset), 'retry-after': String(reset)
  })
  const bearer = { authorization: 'Bearer any' }
  const look = async (how: string, headers: Record<string, string> = {}): Promise<void> => {
    t.match(await get('/rest/v1/demo/jobs', headers), { status: 429, headers: sauce(10, 1) }, how)
    t.match(await get('/v2/performance/metrics', headers), { status: 429, body: { status: '429' }, headers: sauce(10, 1) }, how)
    t.match(await get('/rest/v1/demo/jobs', { authorization: '', ...headers }), { status: 429, headers: sauce(2, 48) }, how)
    const apps = { 'x-rate-limit': 'user-hour-lim:3600;user-hour-rem:0;', 'retry-after': '48' }
    t.match(await get('/v1/apps', { ...bearer, ...headers }), { status: 429, headers: apps }, how)
    const minutes = 'user-hour-lim:3600;user-hour-rem:0;user-minute-lim:150;user-minute-rem:0;'
    t.equal((await get('/v1/apps/1/perfPowerMetrics', { ...bearer, ...headers })).headers['x-rate-limit'], minutes, how)
  }
  await look('prefer', { prefer: 'code=429' })
  await send('POST', '/_perftwin/faults', { effect: { status: 429 } })
  await look('a rule')
  await send('PUT', '/_perftwin/quotas', { sauce: { perSecond: 4 }, asc: { perHour: 7 } })
  t.match((await get('/rest/v1/demo/jobs')).headers, sauce(4, 1), 'the limits that hold')
  t.match((await get('/v1/apps', bearer)).headers, { 'x-rate-limit': 'user-hour-lim:7;user-hour-rem:0;' })
  await send('PUT', '/_perftwin/quotas', { sauce: false, asc: false })
  await send('DELETE', '/_perftwin/faults')
  const own = { 'Retry-After': '7', 'X-Rate-Limit': 'mine', 'X-Ratelimit-Remaining': '3' }
  await send('POST', '/_perftwin/faults', { effect: { status: 429, headers: own } })
  t.match((await get('/v1/apps', bearer)).headers, { 'retry-after': '7', 'x-rate-limit': 'mine' }, 'what the test says stays')
  t.match((await get('/rest/v1/demo/jobs')).headers, { 'retry-after': '7', 'x-ratelimit-remaining': '3' })
  await send('DELETE', '/_perftwin/faults')
  t.match((await get('/v1/apps', bearer)).headers, { 'x-rate-limit': 'user-hour-lim:3600;user-hour-rem:3600;' }, 'nothing was taken')
  t.notOk('x-ratelimit-limit' in (await app.inject({ url: '/rest/v1/info/status' })).headers)
})

t.test('rate limits are off unless asked for', async (t) => {
  const { get } = await twin(t)
  for (let i = 0; i < 15; i++) t.match(await get('/rest/v1/demo/jobs'), { status: 200, headers: { 'x-ratelimit-limit': undefined } })
  const { checkOptions } = await import('../src/options.js')
  t.throws(() => checkOptions({ rateLimits: 'google' }), { message: /rateLimits: "google" must be off, on, or a list/ })
  const both = await twin(t, { rateLimits: 'on' })
  t.match((await both.get('/_perftwin/quotas')).body, {
    sauce: { perSecond: 10, perHour: 3500, anonymousPerMinute: 2 },
    asc: { perHour: 3600, perMinute: 150 }
  })
})

t.test('jobs beyond the team\'s machines wait for one', async (t) => {
  const two = { name: 'T', machines: 2, users: [{ username: 'demo' }, { username: 'mate' }] }
  const one = { name: 'U', machines: 1, users: [{ username: 'else' }] }
  const { get, send, twin: { worlds } } = await twin(t, { world: { name: 'small', sauce: { teams: [two, one] } } })
  const start = Date.parse(testNow)
  const make = async (spec: object): Promise<{ id: string, status: string, begins: number | null }> => {
    const { body } = await send('POST', '/_perftwin/jobs', spec)
    return { id: body.id, status: body.status, begins: body.started === null ? null : (Date.parse(body.started) - start) / 1000 }
  }
  t.match(await make({ runningFor: 'PT60S' }), { status: 'in progress', begins: 0 })
  await send('PUT', '/_perftwin/quotas', { concurrency: true })
  t.match(await make({ runningFor: 'PT30S', owner: 'mate' }), { begins: 0 })
  const third = await make({ runningFor: 'PT30S' })
  t.match(third, { status: 'queued', begins: 30 })
  t.match(await make({ runningFor: 'PT10S' }), { begins: 60 }, 'the next waits for the next')
  t.match(await make({ runningFor: 'PT10S', owner: 'else' }), { begins: 0 }, 'another team has its own machines')
  t.match(await make({ runningFor: null, owner: 'else' }), { begins: 10 })
  t.match(await make({ owner: 'else' }), { status: 'queued', begins: null }, 'no machine will be free by itself')
  worlds.default.clock.advance(30_000)
  t.equal((await get(`/rest/v1/demo/jobs/${third.id}`)).body.status, 'in progress')
  await send('PUT', '/_perftwin/quotas', { concurrency: false })
  t.match(await make({}), { status: 'in progress' })
})

t.test('never more jobs of a team run than it has machines', async (t) => {
  const job = fc.record({ queuedFor: fc.nat(50), runningFor: fc.integer({ min: 1, max: 60 }) })
  const jobLists = fc.array(job, { minLength: 1, maxLength: 12 })
  await holds(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), jobLists, async (machines, specs) => {
    const { openTwin } = await import('../src/twin.js')
    const { createJob } = await import('../src/control/jobs.js')
    const team = { name: 'T', machines, users: [{ username: 'demo' }] }
    const { worlds: { default: world } } = await openTwin({ seed: 1, now: testNow, world: { name: 'w', sauce: { teams: [team] } } })
    world.quotas.settings = { ...world.quotas.settings, concurrency: true }
    const now = world.clock.now()
    const jobs = specs.map(({ queuedFor, runningFor }) =>
      createJob(world, { queuedFor: `PT${queuedFor}S`, runningFor: `PT${runningFor}S` }, now))
    for (const [i, { plan }] of jobs.entries()) {
      if (plan.ended! - plan.started! !== specs[i]!.runningFor * 1000) throw new Error('runs as long as planned')
      const running = jobs.filter((other) => other.plan.started! <= plan.started! && other.plan.ended! > plan.started!).length
      if (running > machines) throw new Error(`${running} jobs on ${machines} machines`)
    }
  }), { numRuns: 40 })
  t.pass()
})

t.test('an answer of 500 says why on standard error, and nowhere else', async (t) => {
  const { app, twin: { worlds } } = await twin(t)
  const told = t.capture(console, 'error')
  worlds.default.facts.jobs.in = () => { throw new Error('a fault of ours') }
  const reply = await app.inject({ url: '/rest/v1/demo/jobs', headers: { authorization: 'Basic ZGVtbzp4' } })
  t.equal(reply.statusCode, 500)
  t.notMatch(reply.body, /fault of ours/)
  t.match(told(), [{ args: [{ message: 'a fault of ours' }] }])
})

t.test('a stale rule ages what is read, never when something is written', async (t) => {
  const { get, send, twin: { worlds: { default: world } } } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'before', runningFor: 'PT1H' })
  world.clock.advance(600_000)
  t.equal((await send('POST', '/_perftwin/faults', { effect: { stale: 'PT5M' } })).status, 201)
  const path = `/rest/v1/demo/jobs/${id}`
  t.equal((await send('PUT', path, { name: 'after' })).status, 200)
  t.equal(world.facts.jobs.get(id)?.modified, world.clock.now(), 'a change is made now')
  t.equal((await send('PUT', `${path}/stop`)).status, 200)
  t.equal(world.facts.jobs.get(id)?.stopped, world.clock.now(), 'and so is a stop')
  t.match((await get(path)).body, { status: 'in progress' }, 'while a read is five minutes old')
  await send('DELETE', '/_perftwin/faults')
  t.match((await get(path)).body, { status: 'complete', name: 'after' })
})

t.test('what is used of the quotas can be looked at, and looking uses up nothing', async (t) => {
  const { get, send } = await twin(t)
  const usage = async (): Promise<any> => (await get('/_perftwin/quotas/usage')).body.usage
  await get('/rest/v1/users/demo')
  t.strictSame(await usage(), [], 'no quota holds, and nothing is counted')
  await send('PUT', '/_perftwin/quotas', { sauce: { perHour: 3 }, asc: { perMinute: 2 } })
  await get('/rest/v1/users/demo')
  await get('/rest/v1/users/demo', { authorization: '' })
  await get('/v1/apps', { authorization: 'Bearer any' })
  const expected = [
    {
      vendor: 'sauce', kind: 'account', name: 'demo', spans: [
        { per: 'second', limit: 10, used: 1, reset: 1 }, { per: 'hour', limit: 3, used: 1, reset: 3600 }
      ]
    },
    { vendor: 'sauce', kind: 'address', name: '127.0.0.1', spans: [{ per: 'minute', limit: 2, used: 1, reset: 60 }] },
    {
      vendor: 'app-store-connect', kind: 'key', name: 'any', spans: [
        { per: 'hour', limit: 3600, used: 1, reset: 3600 }, { per: 'minute', limit: 2, used: 0, reset: 60 }
      ]
    }
  ]
  for (let times = 0; times < 5; times++) t.strictSame(await usage(), expected)
  await send('POST', '/_perftwin/clock/advance', { by: 'PT59M' })
  t.match((await usage()).map(({ spans }: any) => spans.map(({ used, reset }: any) => [used, reset])),
    [[[0, 1], [1, 60]], [[0, 60]], [[1, 60], [0, 60]]], 'spans that are over are begun anew')
  await send('POST', '/_perftwin/clock/advance', { by: '-PT59M' })
  t.strictSame(await usage(), expected, 'looking later has begun no span')
  await get('/rest/v1/users/demo')
  await get('/rest/v1/users/demo')
  t.equal((await get('/rest/v1/users/demo')).status, 429)
  t.match(await usage(), [{ name: 'demo', spans: [{ used: 3 }, { used: 3 }] }], 'a refused request uses up nothing')
})

t.test('quotas are counted on the world\'s clock, not on the machine\'s', async (t) => {
  const quotas = new Quotas({ ...noQuotas, asc: { perHour: 2, perMinute: 1 } })
  const sauce = (at: number): unknown[] => {
    const { limit, remaining, reset, refused } = quotas.takeSauce('a', at, { perSecond: 2, perHour: 5 })
    return [limit, remaining, reset, refused]
  }
  const hour = 3_600_000
  // Long past and far ahead of any real now, and no real time goes by between two calls.
  for (const day of [10 * hour, 10_000_000 * hour]) {
    t.strictSame(sauce(day + 999), [2, 1, 1, false])
    t.strictSame(sauce(day + 999), [2, 0, 1, false])
    t.strictSame(sauce(day + 999), [2, 0, 1, true], 'the second is used up')
    t.strictSame(sauce(day + 1000), [2, 1, 1, false], 'the next one has begun')
    t.strictSame(sauce(day + 2000), [5, 1, 3598, false])
    t.strictSame(sauce(day + 3000), [5, 0, 3597, false])
    t.strictSame(sauce(day + 4000), [5, 0, 3596, true], 'the hour is used up')
    t.strictSame(sauce(day + hour - 1), [5, 0, 1, true])
    t.strictSame(sauce(day + hour), [2, 1, 1, false], 'the next one has begun')
    const asc = [0, 1, 2, hour - 1, hour].map((later) => quotas.takeAppStore('k', day + later, false).retryAfter)
    t.strictSame(asc, [undefined, undefined, 3600, 1, undefined])
    const metrics = [0, 1, 59_999, 60_000].map((later) => quotas.takeAppStore('m', day + later, true).retryAfter)
    t.strictSame(metrics, [undefined, 60, 1, undefined])
  }
  t.strictSame(sauce(10 * hour), [2, 1, 1, false], 'a clock that was set back begins anew')
  t.equal(quotas.takeAppStore('k', 10 * hour, false).retryAfter, undefined)
})
