// Which host was asked decides whose words an answer is in, where it is a vendor's; the path decides only where none is named.
import { request as httpRequest, Agent } from 'node:http'
import net from 'node:net'
import { hostname } from 'node:os'
import t from 'tap'
import { homeOf, routedAt } from '../src/homes.js'
import { ownNames, vendorHost } from '../src/hosts.js'
import { isOwn, readAuthority } from '../src/http/authority.js'
import { notServed } from '../src/http/foreign.js'
import { cameIn, proxyUser } from '../src/http/way-in.js'
import { startTwin } from '../src/start.js'
import { hostOf } from '../src/sauce/hosts.js'
import { basic, listeningTwin, twin } from './helper.js'

const bearer = { authorization: 'Bearer anything' }
const api = { host: 'api.us-west-1.saucelabs.com' }
const apple = { ...bearer, host: 'api.appstoreconnect.apple.com' }

t.test('the vendors\' hosts have roles and regions, and others are nobody\'s', async (t) => {
  for (const [name, role, region] of [
    ['api.us-west-1.saucelabs.com', 'api', 'us-west-1'],
    ['API.EU-Central-1.saucelabs.com', 'api', 'eu-central-1'],
    ['api.apac-southeast-1.saucelabs.com', 'api', 'apac-southeast-1'],
    ['api.staging.saucelabs.net', 'api', 'staging'],
    ['saucelabs.com', 'website', 'us-west-1'],
    ['eu-central-1.saucelabs.com', 'website', 'eu-central-1'],
    ['ondemand.saucelabs.com', 'ondemand', 'us-west-1'],
    ['ondemand.us-east-4.saucelabs.com', 'ondemand', 'us-east-4'],
    ['eu1.appium.testobject.com', 'ondemand', 'eu-central-1'],
    ['assets.saucelabs.com', 'assets', 'us-west-1'],
    ['assets.us-east-4.saucelabs.com', 'assets', 'us-east-4'],
    ['app.eu-central-1.saucelabs.com', 'app', 'eu-central-1']
  ] as const) t.strictSame(vendorHost(name), { role, region }, name)
  t.strictSame(vendorHost('api.appstoreconnect.apple.com'), { role: 'app-store-connect' })
  for (const name of [
    'docs.saucelabs.com', 'wiki.saucelabs.com', 'maki81134.miso.saucelabs.com', 'appstoreconnect.apple.com', 'apple.com',
    'api.enterprise.developer.apple.com', 'api.us-west-1.saucelabs.com.evil.example', 'evilsaucelabs.com', 'localhost', '__proto__',
    'api.saucelabs.com', 'xapi.us-west-1.saucelabs.com', ''
  ]) t.equal(vendorHost(name), undefined, name)
})

t.test('a path that only the other vendor has is not found, in the words of the host that was asked', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  for (const path of ['/v1/apps', '/v3/appPricePoints/1', '/v1/builds/1/icons', '/jobs/x/log.json', '/tests/x', '/wd/hub/status']) {
    const { status, body, headers } = await get(path, api)
    t.strictSame([status, body, headers['x-perftwin-not-emulated']], [404, { errors: 'Not Found' }, 'true'], path)
  }
  for (const path of ['/rest/v1/info/status', '/v1/storage/files', '/v2/builds/vdc/', '/team-management/v1/users', '/jobs/x/log.json']) {
    const { status, body } = await get(path, apple)
    t.match([status, body], [404, { errors: [{ code: 'PATH_ERROR', status: '404' }] }], path)
  }
  t.equal((await get('/v1/apps', apple)).status, 200)
  t.equal((await get('/rest/v1/info/status', api)).status, 200)
  t.equal((await get('/v1/storage/files', api)).status, 200)
  t.equal((await get('/rest/v1/info/status', { host: 'saucelabs.com' })).status, 200)
  for (const [name, path] of [['assets.saucelabs.com', '/rest/v1/info/status'], ['app.saucelabs.com', '/v1/apps']] as const) {
    const { status, text, headers } = await get(path, { host: name })
    t.match([status, headers['content-type'], text], [404, 'text/html', /<h1>Sauce Labs<\/h1>/], name)
  }
})

t.test('a method that a path has elsewhere is none that it has here', async (t) => {
  const { send } = await twin(t)
  const { status, headers } = await send('POST', '/v1/apps', undefined, api)
  t.strictSame([status, headers.allow], [404, undefined])
  t.match((await send('DELETE', '/rest/v1/info/status', undefined, api)).headers, { allow: 'GET, HEAD' })
})

t.test('what the twin has of its own is not at the vendors\' hosts, however it is written', async (t) => {
  const { get, twin: { worlds } } = await twin(t)
  for (const path of [
    '/_perftwin/info', '/_perftwin/health', '/%5fperftwin/info', '//_perftwin//info', '/_perftwin', '/w/other/rest/v1/info/status',
    '/w/other/_perftwin/info', '/w/other'
  ]) {
    t.match(await get(path, api), { status: 404, body: { errors: 'Not Found' } }, path)
    t.match(await get(path, apple), { status: 404, body: { errors: [{ status: '404' }] } }, path)
    t.match(await get(path, { host: 'ondemand.saucelabs.com' }), { status: 404, body: { value: { error: 'unknown command' } } }, path)
  }
  t.equal(worlds.find('other'), undefined, 'no world was made of a prefix')
})

t.test('the journal keeps the path that was asked for, and whom it was asked of', async (t) => {
  const { get, twin: { worlds } } = await twin(t)
  await get('/v1/apps?limit=1', api)
  await get('/v1/analytics/x', apple)
  await get('/v1/nothing', { host: 'api.eu-central-1.saucelabs.com:443' })
  await get('/session/1/url', {})
  t.strictSame(worlds.default.journal.entries().map(({ path, query, operation: { vendor } }) => ({ path, query, vendor })), [
    { path: '/v1/apps', query: { limit: '1' }, vendor: 'sauce' },
    { path: '/v1/analytics/x', query: {}, vendor: 'app-store-connect' },
    { path: '/v1/nothing', query: {}, vendor: 'sauce' },
    { path: '/wd/hub/session/1/url', query: {}, vendor: 'webdriver' }
  ])
})

t.test('faults and refusals that come before a path is looked at are in the words of the host', async (t) => {
  const strict = await twin(t, { auth: 'strict' })
  const { get, send } = await twin(t)
  t.match(await strict.get('/rest/v1/info/status', { host: apple.host, authorization: '' }), {
    status: 401, body: { errors: [{ code: 'NOT_AUTHORIZED' }] }
  })
  t.match(await get('/v1/apps', { ...api, 'x-perftwin-world': 'a b' }), { status: 400, body: { errors: /is no world name/ } })
  t.match(await get('/rest/%', api), { status: 404, body: { errors: 'Not Found' } })
  t.match(await get('/v1/apps/%', apple), { status: 404, body: { errors: [{ code: 'PATH_ERROR' }] } })
  await send('POST', '/_perftwin/faults', { match: {}, effect: { status: 503 } })
  t.match(await get('/rest/v1/info/status', apple), { status: 503, body: { errors: [{ status: '503' }] } })
  t.match(await get('/v1/apps', api), { status: 503, body: { errors: /./ } })
  const driven = await get('/nothing', { host: 'ondemand.saucelabs.com' })
  t.match(driven, { status: 503, body: { value: { error: 'unknown error', stacktrace: '' } } })
})

t.test('WebDriver\'s commands are refused in its words, at the root and below /wd/hub', async (t) => {
  const { get, send } = await twin(t)
  for (const path of ['/session/1/nothing', '/wd/hub/nothing', '/wd/hub/session/1/nothing', '/sessions/nothing']) {
    const { status, body, headers } = await get(path)
    t.match([status, body], [404, { value: { error: 'unknown command', message: /\/wd\/hub/, stacktrace: '' } }], path)
    t.match(headers['content-type'], /^application\/json/)
  }
  t.match(await send('POST', '/nothing', { a: 1 }, { host: 'ondemand.eu-central-1.saucelabs.com' }), {
    status: 404, body: { value: { error: 'unknown command', message: 'unknown command: POST /wd/hub/nothing' } }
  })
  t.match((await get('/sessionx')).body, { errors: 'Not Found' }, 'a whole segment')
})

t.test('a path is at home at one host, and Sauce Labs has its segments whole', async (t) => {
  for (const [target, home] of [
    ['/v1/analytics/tests', 'api'], ['/v1/analyticsReports/1', 'app-store-connect'], ['/v2/builds?x=/v1/apps', 'api'],
    ['/v2/inAppPurchases', 'app-store-connect'], ['/v1', 'app-store-connect'], ['//v1//storage/x', 'api'], ['/jobs/1', 'app'],
    ['/jobs/1/', 'app'], ['/jobs/1/log.json', 'assets'], ['/tests/1', 'app'], ['/wd/hub', 'ondemand'], ['/wd/other', 'api'],
    ['/status', 'ondemand'], ['/statuses', 'api'], ['/%5fperftwin', 'control'], ['/%zz', 'api'], ['/', 'api']
  ] as const) t.equal(homeOf(target), home, target)
  t.equal(routedAt({ role: 'ondemand' }, '/session?x=1'), '/wd/hub/session?x=1')
  t.equal(routedAt({ role: 'ondemand' }, '/wd/hub/session'), '/wd/hub/session')
  t.equal(routedAt(undefined, '//status/?a'), '/wd/hub/status/?a')
  t.equal(routedAt({ role: 'app' }, '/rest/v1'), undefined)
})

/** One exchange as it goes over the wire. */
const exchange = async (port: number, lines: readonly string[]): Promise<string> => await new Promise((resolve, reject) => {
  let raw = ''
  const socket = net.connect(port, '127.0.0.1')
  socket.on('data', (data) => { raw += data.toString() }).on('error', reject).on('close', () => { resolve(raw) })
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
})

const ask = async (port: number, target: string, ...headers: string[]): Promise<string> =>
  await exchange(port, [`GET ${target} HTTP/1.1`, 'Connection: close', `Authorization: ${basic('demo')}`, ...headers])

/** The same with a token, which Apple asks for before it looks at a path. */
const askApple = async (port: number, target: string, ...headers: string[]): Promise<string> =>
  await exchange(port, [`GET ${target} HTTP/1.1`, 'Connection: close', 'Authorization: Bearer any', ...headers])

t.test('an absolute target decides before Host whom a request is for', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo' })
  const host = 'Host: api.us-west-1.saucelabs.com'
  t.match(await askApple(port, 'http://api.appstoreconnect.apple.com/rest/v1/info/status', host), /^HTTP\/1\.1 404 [^]*PATH_ERROR/)
  t.match(await ask(port, 'https://api.us-west-1.saucelabs.com/rest/v1/info/status', 'Host: example.com'), /^HTTP\/1\.1 200 /)
  t.match(await ask(port, 'HTTPS://user:key@API.us-west-1.saucelabs.com./rest/v1/info/status', host), /^HTTP\/1\.1 200 /)
  t.match(await ask(port, 'http://app.saucelabs.com?x', host), /^HTTP\/1\.1 404 [^]*text\/html/)
  t.match(await ask(port, '/v1/apps', 'Host: api.us-west-1.saucelabs.com:443'), /^HTTP\/1\.1 404 [^]*{"errors":"Not Found"}/)
  t.match(await ask(port, '/rest/v1/info/status', 'Host: perftwin.internal.example:9'), /^HTTP\/1\.1 200 /, 'any name may lead here')
})

t.test('an absolute target that is nobody\'s whom a twin answers for is refused with a reason, and leaves no trace', async (t) => {
  const { port, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
  for (const target of [
    'http://127.0.0.1:3000/rest/v1/info/status', 'http://localhost/rest/v1/info/status', 'http://example.com/',
    'https://example.com/v1/apps', `http://example.com:${port}/`, `ftp://127.0.0.1:${port}/`, 'http://docs.saucelabs.com/',
    `http://:${port}/`, 'http://[::2]/', 'http://api.us-west-1.saucelabs.com.example.com/rest/v1/info/status',
    'http://example.com/_perftwin/info', 'gopher://api.us-west-1.saucelabs.com/'
  ]) {
    const raw = await ask(port, target, 'Host: localhost', `Proxy-Authorization: ${basic('made-up')}`)
    const [first = '', ...rest] = raw.split('\r\n')
    t.match(first, /^HTTP\/1\.1 403 perftwin answers for the vendors' hosts and itself, not for [\w.:[\]-]+$/, target)
    t.match(rest.join('\n'), /connection: close[^]*It forwards nothing/, target)
  }
  t.match(notServed('a"b\r\nX: y').reason, /^[\w ,']+ not for this$/, 'a name that is none is not repeated')
  t.equal(worlds.default.journal.entries().length, 0)
  t.equal(worlds.find('made-up'), undefined)
})

t.test('an absolute target may be the twin itself, by a name of its own with the port that the request came in at', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo', publicUrl: 'https://perftwin.example.com/x' })
  const path = '/rest/v1/info/status'
  for (const authority of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `perftwin:${port}`, `${hostname()}:${port}`]) {
    t.match(await ask(port, `http://${authority}${path}`, `Host: ${authority}`), /^HTTP\/1\.1 200 /, authority)
  }
  t.match(await ask(port, `https://perftwin.example.com${path}`, 'Host: x'), /^HTTP\/1\.1 200 /)
  t.match(await ask(port, `http://127.0.0.1:${port}/w/mine/_perftwin/clock`, `Host: 127.0.0.1:${port}`), /^HTTP\/1\.1 200 /)
})

t.test('which names are a twin\'s own', async (t) => {
  const own = ownNames({ host: '192.0.2.7', publicUrl: 'http://Perftwin.Example.com:8080/x' })
  const reached = { localAddress: '::ffff:172.18.0.3', localPort: 4010 }
  const is = (authority: string, scheme = 'http'): boolean => isOwn(readAuthority(authority), scheme, reached, own)
  const ours = [
    'localhost:4010', '127.1.2.3:4010', '[::1]:4010', 'LOCALHOST.:4010', '172.18.0.3:4010', '192.0.2.7:4010', 'twin:4010',
    'perftwin.example.com:8080'
  ]
  for (const name of ours) t.ok(is(name), name)
  const others = [
    'localhost', 'localhost:80', '172.18.0.4:4010', 'web.internal:4010', 'perftwin.example.com', 'perftwin.example.com:4010', '', ':4010',
    '[::2]:4010', 'localhost:x'
  ]
  for (const name of others) t.notOk(is(name), name)
  t.ok(isOwn(readAuthority('localhost'), 'https', { localPort: 443 }, own), 'the scheme\'s own port')
})

t.test('the user name given to a proxy chooses the world, unless the request says another', async (t) => {
  const { port, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
  const target = 'http://api.us-west-1.saucelabs.com/rest/v1/info/status'
  const host = 'Host: api.us-west-1.saucelabs.com'
  const paths = (world: string): string[] => worlds.find(world)?.journal.entries().map(({ path }) => path) ?? []
  await ask(port, target, host, `Proxy-Authorization: ${basic('test-17', '')}`)
  t.strictSame(paths('test-17'), ['/rest/v1/info/status'])
  await ask(port, target, host, `Proxy-Authorization: ${basic('test-18')}`, 'X-Perftwin-World: test-19')
  t.strictSame([worlds.find('test-18'), paths('test-19').length], [undefined, 1], 'a header of this request comes first')
  await ask(port, `http://localhost:${port}/w/test-20/rest/v1/info/status`, host, `Proxy-Authorization: ${basic('test-21')}`,
    'X-Perftwin-World: test-22')
  t.strictSame([paths('test-20').length, worlds.find('test-21'), worlds.find('test-22')], [1, undefined, undefined], 'the path before all')
  await ask(port, '/rest/v1/info/status', host, `Proxy-Authorization: ${basic('test-23')}`)
  t.equal(worlds.find('test-23'), undefined, 'who asks directly speaks to no proxy')
  t.match(await ask(port, target, host, `Proxy-Authorization: ${basic('a b')}`), /^HTTP\/1\.1 400 [^]*is no world name/)
  t.strictSame([proxyUser('Basic'), proxyUser(basic('')), proxyUser('Bearer x'), proxyUser(undefined)], Array(4).fill(undefined))
})

t.test('a tunnel says whom a request in it is for, and of which world', async (t) => {
  const { app, twin: { worlds }, port } = await startTwin({ world: 'demo' })
  t.teardown(async () => { await app.close() })
  app.server.on('connection', (socket) => { cameIn(socket, { authority: 'api.appstoreconnect.apple.com:443', world: 'tunnelled' }) })
  t.match(await askApple(port, '/rest/v1/info/status', 'Host: api.us-west-1.saucelabs.com'), /^HTTP\/1\.1 404 [^]*PATH_ERROR/)
  t.equal(worlds.find('tunnelled')?.journal.entries().length, 1)
  t.match(await ask(port, 'http://api.us-west-1.saucelabs.com/rest/v1/info/status', 'Host: x'), /^HTTP\/1\.1 200 /)
})

t.test('what the parser cannot read is refused by the host that it was sent to', async (t) => {
  const { port } = await listeningTwin(t)
  t.match(await exchange(port, ['GET /v1/apps HTTP/1.1', 'Host: api.us-west-1.saucelabs.com', 'X : y']), /400 [^]*{"errors":"Bad Request"}/)
  t.match(await exchange(port, ['GET /rest/v1 HTTP/1.1', 'host:api.appstoreconnect.apple.com', 'X : y']), /400 [^]*"status":"400"/)
  t.match(await exchange(port, ['GET http://ondemand.saucelabs.com/x HTTP/1.1', 'Host: x', 'X : y']), /400 [^]*"stacktrace":""/)
  const half = ['POST /v1/apps HTTP/1.1', 'Host: api.us-west-1.saucelabs.com', 'Transfer-Encoding: chunked', '', 'nonsense']
  t.match(await exchange(port, half), /^HTTP\/1\.1 400 [^]*{"errors":/)
})

t.test('requests on one connection are each for the host that they name', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => { agent.destroy() })
  const statusAt = async (host: string): Promise<number | undefined> => await new Promise((resolve, reject) => {
    const headers = { host, authorization: basic('demo') }
    httpRequest({ port, host: '127.0.0.1', agent, path: '/rest/v1/info/status', headers }, (answer) => {
      answer.resume().on('end', () => { resolve(answer.statusCode) })
    }).on('error', reject).end()
  })
  const hosts = ['localhost', 'api.us-west-1.saucelabs.com', 'assets.saucelabs.com', 'localhost', 'api.us-west-1.saucelabs.com']
  const statuses = []
  for (const host of hosts) statuses.push(await statusAt(host))
  t.strictSame(statuses, [200, 200, 404, 200, 200])
})

t.test('links are written for the host that was asked, as its vendor writes them', async (t) => {
  const { get, send } = await twin(t, { world: 'demo', publicUrl: 'http://twin.example.com:4010' })
  const [{ id }] = (await get('/rest/v1/demo/jobs?limit=1&skip=5')).body
  const linksAt = async (headers: Record<string, string>): Promise<string[]> => {
    const { body } = await get(`/rest/v1/demo/jobs/${id}`, headers)
    return [body.video_url, body.log_url]
  }
  const ofFiles = (base: string): string[] => [`${base}/jobs/${id}/video.mp4`, `${base}/jobs/${id}/selenium-server.log`]
  const encrypted = { 'x-forwarded-proto': 'https' }
  t.strictSame(await linksAt({ ...api, ...encrypted }), ofFiles('https://assets.saucelabs.com'))
  for (const region of ['eu-central-1', 'us-east-4']) {
    const links = await linksAt({ host: `api.${region}.saucelabs.com:443`, ...encrypted })
    t.strictSame(links, ofFiles(`https://assets.${region}.saucelabs.com`))
  }
  t.strictSame(await linksAt({ host: 'api.staging.saucelabs.net', ...encrypted }), ofFiles('https://assets.staging.saucelabs.net'))
  t.strictSame(await linksAt({ host: 'saucelabs.com', ...encrypted }), ofFiles('https://assets.saucelabs.com'))
  t.strictSame(await linksAt({ host: `${api.host}:4010` }), ofFiles('http://assets.saucelabs.com:4010'))
  t.strictSame(await linksAt({ ...api, 'x-forwarded-host': 'sauce.example.com' }), ofFiles('http://sauce.example.com'))
  t.strictSame(await linksAt({}), ofFiles('http://twin.example.com:4010'))
  t.strictSame(await linksAt({ 'x-perftwin-world': 'mine' }), ofFiles('http://twin.example.com:4010/w/mine'))
  t.strictSame(await linksAt({ ...api, ...encrypted, 'x-perftwin-world': 'mine' }), ofFiles('https://assets.saucelabs.com'))

  const page = await get('/v2/performance/metrics/?limit=1', { ...api, ...encrypted })
  t.match(page.body.links.next, /^https:\/\/api\.us-west-1\.saucelabs\.com\/v2\/performance\/metrics\/\?/)
  const users = await get('/team-management/v1/users?limit=1', { ...api, ...encrypted })
  t.match(users.body.links.first, /^https:\/\/api\.us-west-1\.saucelabs\.com\/team-management\/v1\/users\?/)
  const apps = await get('/v1/apps?limit=1', { ...apple, ...encrypted })
  t.match([apps.body.links.self, apps.body.data[0].links.self], Array(2).fill(/^https:\/\/api\.appstoreconnect\.apple\.com\/v1\/apps/))
  const tests = { platforms: [['Windows 10', 'chrome', 'latest']], url: 'https://x.example/', framework: 'mocha' }
  const started = await send('POST', '/rest/v1/demo/js-tests', tests, api)
  const { body } = await send('POST', '/rest/v1/demo/js-tests/status', started.body, { ...api, ...encrypted })
  t.match(body['js tests'][0].url, /^https:\/\/app\.saucelabs\.com\/jobs\/[0-9a-f]{32}$/, JSON.stringify([started.body, body]))
})

t.test('links of an absolute target have its scheme, though it came in the clear', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo' })
  const linksOf = (raw: string): string[] => [...raw.matchAll(/"video_url":\s?"(.*?)\/jobs\//g)].map(([, base = '']) => base)
  const jobs = '/rest/v1/demo/jobs?limit=1&full=true'
  t.strictSame(linksOf(await ask(port, `https://api.us-west-1.saucelabs.com${jobs}`, 'Host: api.us-west-1.saucelabs.com')),
    ['https://assets.saucelabs.com'])
  const clear = await ask(port, `http://api.eu-central-1.saucelabs.com${jobs}`, 'Host: x')
  t.strictSame(linksOf(clear), ['http://assets.eu-central-1.saucelabs.com'])
  t.strictSame(linksOf(await ask(port, jobs, `Host: 127.0.0.1:${port}`)), [`http://127.0.0.1:${port}`])
  t.strictSame(linksOf(await ask(port, `http://localhost:${port}${jobs}`, 'Host: other.example')), [`http://localhost:${port}`])
  const apps = await askApple(port, 'https://api.appstoreconnect.apple.com/v1/apps', 'Host: x')
  t.match(apps, /"self":"https:\/\/api\.appstoreconnect\.apple\.com\/v1\/apps/)
})

t.test('the hosts of files and pages that links lead to are the vendor\'s', async (t) => {
  for (const region of ['us-west-1', 'eu-central-1', 'us-east-4', 'apac-southeast-1', 'staging']) {
    for (const role of ['assets', 'app'] as const) t.strictSame(vendorHost(hostOf(role, region)), { role, region })
  }
})
