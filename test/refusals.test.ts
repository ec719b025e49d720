// What no route takes, and what never becomes a request: refused by the path's vendor, with the right status, never a 500.
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { monotonicNow } from '../src/kernel/clock.js'
import { startTwin } from '../src/start.js'
import { basic, listeningTwin, twin } from './helper.js'

const bearer = { authorization: 'Bearer anything' }

type Vendor = 'sauce' | 'apple' | 'control'

/** Whose words an answer is in, by the shape of its body. */
function vendorOf (body: any): Vendor | 'nobody' {
  if (typeof body?.error === 'string' && typeof body?.message === 'string' && body.statusCode === undefined) return 'control'
  if (Array.isArray(body?.errors)) {
    const isApples = body.errors.every(({ status, code, title }: any) => [status, code, title].every((each) => typeof each === 'string'))
    return isApples ? 'apple' : 'nobody'
  }
  const keys = Object.keys(body ?? {}).sort().join()
  if (typeof body === 'string') return 'sauce'
  return ['errors', 'detail', 'msg', 'message,status', 'code,detail,title'].includes(keys) ? 'sauce' : 'nobody'
}

t.test('a path tells whose words it is answered in', async (t) => {
  const { get } = await twin(t)
  const paths: Array<[path: string, vendor: Vendor]> = [
    ['/', 'sauce'],
    ['/w', 'sauce'],
    ['/rest/v1/nothing/at/all', 'sauce'],
    ['/v1/test-results/x', 'sauce'],
    ['/v1/analytics/insights/x', 'sauce'],
    ['/v1/performance/metrics/x', 'sauce'],
    ['/v1/storage/x/y/z', 'sauce'],
    ['/v2/performance/x/y/z', 'sauce'],
    ['/v2/builds/x/y/z', 'sauce'],
    ['/v2/insights/x', 'sauce'],
    ['/v2/unheard-of', 'apple'],
    ['/v1', 'apple'],
    ['/v1/analyticsReports/1', 'apple'],
    ['/v2/inAppPurchases/1', 'apple'],
    ['/v2/appAvailabilities/1', 'apple'],
    ['/v2/sandboxTesters', 'apple'],
    ['/v3/appPricePoints/1', 'apple'],
    ['/v3/anything', 'apple'],
    ['//v1//nothing', 'apple'],
    ['/_perftwin/nothing', 'control']
  ]
  for (const [path, vendor] of paths) {
    const { status, body, headers } = await get(path, bearer)
    t.equal(status, 404, path)
    t.equal(vendorOf(body), vendor, `${path}: ${JSON.stringify(body)}`)
    if (vendor !== 'control') t.equal(headers['x-perftwin-not-emulated'], 'true', path)
  }
})

t.test('a name that is none of a world is a bad request, on paths that are served and paths that are not', async (t) => {
  const { get, send } = await twin(t)
  for (const path of ['/w/%00/x', '/w/?x', '/w//x', '/w/-/rest/v1/info/status', `/w/${'a'.repeat(65)}/x`, '/w/a%2Fb']) {
    const { status, body } = await get(path)
    t.equal(status, 400, path)
    t.equal(vendorOf(body), 'sauce', path)
    t.match(JSON.stringify(body), /is no world name/)
  }
  for (const path of ['/w/%00/v1/apps', '/w/%00/v1/nothing', '/w/%00/v2/inAppPurchases']) {
    const { status, body } = await get(path, bearer)
    t.strictSame([status, vendorOf(body)], [400, 'apple'], path)
  }
  t.match(await get('/w/%00/_perftwin/info'), { status: 400, body: { error: 'Invalid' } })
  for (const name of ['__proto__', 'a b', '%00', '']) {
    t.match(await get('/nothing', { 'x-perftwin-world': name }), { status: 400, body: { errors: /is no world name/ } })
    t.equal((await send('DELETE', '/v1/apps/1', undefined, { ...bearer, 'x-perftwin-world': name })).status, 400)
  }
  t.equal((await get('/w/test-1?next=/rest')).status, 404, 'a slash in the query ends no name')
  t.match((await get('/w/test-1/_perftwin/journal')).body.entries, { length: 1 })
})

t.test('one world too many is a bad request in the vendor\'s words', async (t) => {
  const { get, twin: { worlds } } = await twin(t)
  for (let number = worlds.size; number < worlds.limit; number++) worlds.create(`w${number}`)
  for (const path of ['/rest/v1/info/status', '/nothing', '/v1/apps', '/v2/sandboxTesters', '/_perftwin/clock']) {
    const { status, body } = await get(`/w/more${path}`, path.includes('v1/apps') ? bearer : {})
    t.equal(status, 400, path)
    t.not(vendorOf(body), 'nobody', JSON.stringify(body))
    t.match(JSON.stringify(body), /1000 worlds already/)
  }
})

t.test('bodies sent nowhere are not read, but have a limit', async (t) => {
  const { send, twin: { worlds } } = await twin(t)
  const paths: Array<[string, Vendor]> = [['/nothing', 'sauce'], ['/v1/betaGroups', 'apple'], ['/_perftwin/nothing', 'control']]
  for (const [path, vendor] of paths) {
    for (const body of ['{', '', '\u0000', '{"a":1}']) {
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
          const answer = await send(method, path, body, { ...bearer, 'content-type': type })
          t.equal(vendorOf(answer.body), vendor)
          t.ok([403, 404, 405].includes(answer.status), `${method} ${path} ${type} ${JSON.stringify(body)}: ${answer.status}`)
        }
      }
    }
    const large = await send('POST', path, 'x'.repeat(1024 * 1024 + 1), bearer)
    t.strictSame([large.status, vendorOf(large.body)], [413, vendor])
    const odd = await send('POST', path, 'x', { ...bearer, 'content-type': 'nonsense' })
    t.strictSame([odd.status, vendorOf(odd.body)], [415, vendor])
  }
  await send('POST', '/nothing', '{"what":"was sent"}')
  const [last] = worlds.default.journal.entries().slice(-1)
  t.strictSame(last?.body, { what: 'was sent' }, 'the journal shows what was sent nowhere')
})

t.test('a DELETE with an empty body is a DELETE, whatever its content type says', async (t) => {
  const { send } = await twin(t, { world: 'demo' })
  const json = { authorization: basic('demo'), 'content-type': 'application/json' }
  t.match(await send('DELETE', '/rest/v1/demo/jobs/unknown', undefined, json), { status: 404, body: { errors: 'Not Found' } })
  t.match(await send('DELETE', '/_perftwin/worlds/unknown', undefined, json), { status: 404, body: { error: 'NotFound' } })
  const unserved = await send('DELETE', '/v1/betaGroups/1', undefined, { ...json, ...bearer })
  t.match(unserved, { status: 404, body: { errors: [{ code: 'PATH_ERROR' }] } })
  const [id] = (await send('GET', '/rest/v1/demo/jobs?limit=1&skip=9', undefined, json)).body.map((job: any) => job.id)
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${id}`, '', json)).status, 200)
})

t.test('a fault on a path with slashes too many speaks its vendor\'s words', async (t) => {
  const { get, send } = await twin(t)
  t.equal((await send('POST', '/_perftwin/faults', { match: {}, effect: { status: 503 } })).status, 201)
  for (const path of ['//v1/apps', '/v1//apps', '/v1/apps']) {
    const { status, body } = await get(path, bearer)
    t.strictSame([status, vendorOf(body)], [503, 'apple'], path)
  }
  const detail = "There is no resource of type 'apps' with id '1'"
  t.match(await get('//v1/apps/1', { ...bearer, prefer: 'code=404' }), { body: { errors: [{ detail }] } })
  t.match(await get('//v2//builds/vdc/', { prefer: 'code=418' }), { status: 418, body: { msg: /./ } })
})

/** What comes back for some text on a connection of its own. */
const exchange = async (port: number, text: string, chunks = 1): Promise<{ status: string, body: any, headers: string, raw: string }> =>
  await new Promise((resolve, reject) => {
    let raw = ''
    const socket = net.connect(port, '127.0.0.1')
    const length = Math.ceil(text.length / chunks)
    for (let sent = 0; sent < text.length; sent += length) socket.write(text.slice(sent, sent + length))
    socket.on('data', (data) => { raw += data.toString() })
    socket.on('error', reject)
    socket.on('close', () => {
      const [headers = '', text = ''] = raw.split('\r\n\r\n')
      resolve({ status: headers.split('\r\n')[0] ?? '', headers, body: text.startsWith('{') ? JSON.parse(text) : text, raw })
    })
  })

const statusesIn = (raw: string): number[] => [...raw.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

/** What comes back for a start, to a client that sends the rest after it was answered; and whether it was cut off. */
async function whileAnswered (port: number, start: string, rest: readonly string[]): Promise<{ raw: string, cutOff?: string }> {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const closed = new Promise<string | undefined>((resolve) => {
    socket.on('error', ({ message }) => { resolve(message) })
    socket.on('close', () => { resolve(undefined) })
  })
  let raw = ''
  socket.on('data', (data) => { raw += data.toString() })
  socket.write(start)
  await once(socket, 'data')
  for (const part of rest) {
    await setTimeout(5)
    socket.write(part)
  }
  if (!socket.readableEnded) await Promise.race([once(socket, 'end'), closed])
  socket.end()
  const cutOff = await closed
  return { raw, ...(cutOff === undefined ? {} : { cutOff }) }
}

t.test('what the parser cannot read is refused by the vendor of its first line', async (t) => {
  const { port } = await listeningTwin(t)
  const cases: Array<[text: string, status: number, vendor: Vendor]> = [
    ['GET /v1/apps HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'apple'],
    ['GET /w/a/v1/apps HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'apple'],
    ['GET http://api.example.com/v1/apps HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'apple'],
    ['GET /rest/v1/info/status HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'sauce'],
    ['GET /v2/performance/metrics/ HTTP/1.1\r\nX\r\n\r\n', 400, 'sauce'],
    ['GET /_perftwin/info HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'control'],
    ['\u0000\u0001\u0002 nonsense\r\n\r\n', 400, 'sauce'],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'sauce'],
    ['POST /v1/apps HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n', 400, 'apple'],
    [`GET /v1/apps HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'apple'],
    [`GET /rest/v1/info/status HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(400_000)}\r\n\r\n`, 431, 'sauce']
  ]
  for (const [text, status, vendor] of cases) {
    const answer = await exchange(port, text)
    const what = `${text.slice(0, 50)} → ${answer.raw.slice(0, 300)}`
    t.match(answer.status, `HTTP/1.1 ${status} `, what)
    t.equal(vendorOf(answer.body), vendor, what)
    t.equal(answer.raw.split('HTTP/1.1 ').length, 2, 'one answer')
    t.match(answer.headers, 'Content-Type: application/json\r\n', 'and no charset')
  }
})

t.test('what follows a whole request cannot take its answer away', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo' })
  const ask = `Host: x\r\nAuthorization: ${basic('demo')}\r\n`
  const jobs = await exchange(port, `GET /rest/v1/demo/jobs?limit=1 HTTP/1.1\r\n${ask}Connection: close\r\n\r\n`)
  const id = String(/"id":"(\w+)"/.exec(jobs.raw)?.[1])
  const put = `PUT /rest/v1/demo/jobs/${id} HTTP/1.1\r\n${ask}Content-Type: application/json\r\n`
  const body = '{"name":"pipelined"}'
  const whole = `${put}Content-Length: 20\r\n\r\n${body}`
  for (const [text, answers] of [
    [`${whole}GARBAGE\r\n\r\n`, [200, 400]],
    [`${put}Transfer-Encoding: chunked\r\n\r\n14\r\n${body}\r\n0\r\n\r\nzz`, [200, 400]],
    [`${whole}${whole}GARBAGE\r\n\r\n`, [200, 200, 400]],
    [`${whole}GET /nothing HTTP/1.1\r\n${ask}X: ${'a'.repeat(20_000)}\r\n\r\n`, [200, 431]],
    [`${whole}${put}Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\nzz\r\n`, [200, 400]]
  ] as const) {
    const { raw } = await whileAnswered(port, text, [])
    t.strictSame(statusesIn(raw), answers, text.slice(-60))
    t.match(raw, '"name":"pipelined"')
    t.match(raw, /Connection: close\r\n\r\n[^\r]*$/, 'the refusal is the last')
  }
})

t.test('a request that was answered early is not answered again when its body breaks or does not come', async (t) => {
  const patience = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 20 }
  const { app, port } = await startTwin({ world: 'demo' }, { patience })
  t.teardown(async () => { await app.close() })
  const ask = `Host: x\r\nAuthorization: ${basic('demo')}\r\nContent-Type: multipart/form-data; boundary=z\r\n`
  const upload = `PUT /v1/testcomposer/jobs/x/assets HTTP/1.1\r\n${ask}`
  for (const [start, ...rest] of [
    [`${upload}Transfer-Encoding: chunked\r\n\r\n3\r\n--z\r\nzzzz\r\n`],
    [`${upload}Transfer-Encoding: chunked\r\n\r\n3\r\n--z\r\n`, 'zzzz\r\n'],
    [`${upload}Transfer-Encoding: chunked\r\n\r\n3\r\n--z\r\n`],
    [`${upload}Content-Length: 1000\r\n\r\n--z\r\n`]
  ] as const) {
    const { raw } = await whileAnswered(port, start, rest)
    t.strictSame(statusesIn(raw), [404], JSON.stringify([start.slice(-30), ...rest]))
  }
})

t.test('who sends a body that is too large may send on, and reads that it is', async (t) => {
  const { app, port } = await startTwin({ world: 'demo' })
  t.teardown(async () => { await app.close() })
  const part = 'x'.repeat(500_000)
  for (const path of ['/nope', '/v1/nope', '/rest/v1/demo/jobs/x', '/_perftwin/jobs']) {
    const put = `PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic('demo')}\r\nContent-Type: application/json\r\n`
    const chunk = `${part.length.toString(16)}\r\n${part}\r\n`
    const known = await whileAnswered(port, `${put}Content-Length: 4000000\r\n\r\n`, Array(8).fill(part))
    t.match(known, { raw: /^HTTP\/1.1 413 [^]*close/, cutOff: undefined }, path)
    const chunked = await whileAnswered(port, `${put}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}`, Array(8).fill(chunk))
    t.match(chunked, { raw: /^HTTP\/1.1 413 [^]*close/, cutOff: undefined }, path)
  }
  const asked = monotonicNow()
  const sending = net.connect(port, '127.0.0.1')
  sending.on('error', () => {})
  sending.write('PUT /nope HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n')
  await once(sending, 'data')
  await app.close()
  t.ok(monotonicNow() - asked < 2500, 'a twin that is closed waits for nobody')
})

t.test('a request without Host, or with an expectation nobody knows, is answered by whoever is asked', async (t) => {
  const { port } = await listeningTwin(t)
  const missing = await exchange(port, 'GET /v1/apps HTTP/1.1\r\nConnection: close\r\n\r\n')
  t.match(missing, { status: /400/, body: { errors: [{ status: '400' }] } })
  const old = await exchange(port, 'GET /rest/v1/info/status HTTP/1.0\r\n\r\n')
  t.match(old, { status: /200/ }, 'HTTP/1.0 knows no Host')
  const expecting = await exchange(port, 'GET /v1/apps HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n')
  t.match(expecting, { status: /401/, body: { errors: [{ code: 'NOT_AUTHORIZED' }] } })
})

t.test('CONNECT and upgrades that nobody serves get a status line', async (t) => {
  const { port } = await listeningTwin(t)
  const connect = await exchange(port, 'CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n')
  t.match(connect, { status: /^HTTP\/1\.1 403 perftwin answers for .*, not for api\.example\.com:443$/, body: /It forwards nothing/ })
  const upgrade = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n'
  const served = await exchange(port, `GET /rest/v1/info/status HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`)
  t.match(served, { status: 'HTTP/1.1 200 OK' }, 'as if no upgrade had been asked for')
  const nowhere = await exchange(port, `GET /v1/nothing HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n${upgrade}\r\n`)
  t.match(nowhere, { status: 'HTTP/1.1 404 Not Found', body: { errors: [{ code: 'PATH_ERROR' }] } })
})

t.test('methods that nobody has are refused like any other', async (t) => {
  const { port } = await listeningTwin(t)
  for (const method of ['PROPFIND', 'TRACE', 'QUERY', 'M-SEARCH', 'OPTIONS']) {
    const ask = async (path: string): Promise<any> => await exchange(
      port, `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n`
    )
    const refused = { status: /405/, headers: /allow: GET, HEAD/i, body: { errors: [{ code: 'METHOD_NOT_ALLOWED' }] } }
    t.match(await ask('/v1/apps'), refused, method)
    t.match(await ask('/rest/v1/info/status'), { status: /405/, body: { errors: 'Method Not Allowed' } }, method)
    t.match(await ask('/nothing'), { status: /404/, body: { errors: 'Not Found' } }, method)
  }
})

t.test('a target that cannot be decoded is noted in the world it names', async (t) => {
  const { get, twin: { worlds } } = await twin(t)
  t.match(await get('/w/mine/v1/%zz', bearer), { status: 404, body: { errors: [{ code: 'PATH_ERROR' }] } })
  t.equal(worlds.get('mine').journal.entries().length, 1)
  t.equal(worlds.default.journal.entries().length, 0)
  t.equal((await get('/w/%00/%zz')).status, 404, 'where the world is no better: in the one at the root')
})

t.test('a content type that cannot be read is refused in the vendor\'s words where a body is taken', async (t) => {
  const { send } = await twin(t)
  const paths: Array<[method: string, path: string, vendor: Vendor]> = [
    ['PUT', '/rest/v1/demo/jobs/x', 'sauce'], ['POST', '/v1/storage/upload', 'sauce'], ['PUT', '/v1/testcomposer/jobs/x/assets', 'sauce'],
    ['POST', '/_perftwin/verify', 'control']
  ]
  for (const [method, path, vendor] of paths) {
    for (const type of ['a', 'a;;b']) {
      const { status, body } = await send(method, path, '{}', { 'content-type': type })
      t.equal(status, 415, `${method} ${path} ${type}`)
      t.equal(vendorOf(body), vendor, JSON.stringify(body))
    }
  }
  const { body } = await send('POST', '/_perftwin/verify', '{}', { 'content-type': 'a' })
  t.equal(body.error, 'UnsupportedMediaType', 'in our own words')
})
