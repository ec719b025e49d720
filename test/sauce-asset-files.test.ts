import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import t from 'tap'
import { parseRanges } from '../src/http/ranges.js'
import { AssetCache } from '../src/sauce/assets/asset-cache.js'
import { basic, listeningTwin, sample, twin, type TestTwin } from './helper.js'

const id = (digit: string): string => digit.repeat(32)
const record = { automatorLog: true, extendedDebugging: true, capturePerformance: true }
const world = {
  name: 'files',
  sauce: {
    teams: [
      { name: 'One', users: [{ username: 'demo', accessKey: 'key-demo' }] },
      { name: 'Two', users: [{ username: 'ada', accessKey: 'key-ada' }] }
    ],
    jobs: [
      { id: id('a'), created: '-PT1H', commands: 8, record, pages: ['https://example.com/', 'https://example.com/b'] },
      { id: id('b'), created: '-PT1H', visibility: 'public restricted', record, pages: ['https://example.com/'] },
      { id: id('c'), created: '-PT1M', runningFor: 'PT1H', record, pages: ['https://example.com/'] },
      { id: id('d'), created: '-P31D', pages: ['https://example.com/'] },
      { id: id('e'), created: '-PT1H', outcome: 'failed', commands: 5, failedCommands: 2, name: 'a & b', platform: { backend: 'cypress' } },
      {
        id: id('f'),
        created: '-PT1H',
        outcome: 'error',
        commands: 6,
        platform: { backend: 'appium', browserName: 'chrome' },
        record: { screenshots: false }
      },
      { id: id('1'), created: '-PT1H', record, pages: ['https://example.com/', 'https://example.com/b', 'https://example.com/c'] }
    ]
  }
} as never

/** The twin of the tests that only read; its world `names` is theirs too. */
const shared = await twin(t, { world })

const paypal = 'bc3d1dbd96fd4479925f2afa8efbc090'
const file = (job: string, name: string, user = 'demo'): string => `/rest/v1/${user}/jobs/${job}/assets/${name}`

/** Bytes, not text. */
async function fetched ({ app }: TestTwin, path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  const reply = await app.inject({ method, url: path, headers: { authorization: basic('demo'), ...headers } })
  const { statusCode: status, headers: answered, rawPayload: bytes } = reply
  return { status, headers: answered as Record<string, string>, bytes }
}

/** Every file of the job by name, as the list and the DELETE reply of a fork name them. */
async function everyFile (server: TestTwin, job: string, user = 'demo'): Promise<Map<string, Buffer>> {
  const fork = { 'x-perftwin-world': 'names' }
  const deleted = await server.send('DELETE', `/rest/v1/${user}/jobs/${job}/assets`, undefined, fork)
  const names = deleted.body as Array<[string, number]>
  const files = new Map<string, Buffer>()
  for (const [name] of names) files.set(name, (await fetched(server, file(job, name, user))).bytes)
  return files
}

t.test('every file that is listed or hidden is served, with its type and the size that deleting tells', async (t) => {
  const server = await twin(t, { world })
  const types: Record<string, string> = {
    json: 'application/json',
    har: 'application/json',
    log: 'text/plain; charset=utf-8',
    png: 'image/png',
    mp4: 'video/mp4',
    gz: 'application/gzip',
    xml: 'application/xml'
  }
  const { jobs } = server.twin.worlds.default.facts
  const odd = jobs.put({ ...jobs.get(id('1'))!, visits: ['not a URL', 'about:blank', 'https://example.com/'] })
  server.twin.worlds.get('names').facts.jobs.put(odd)
  for (const job of [id('a'), id('b'), id('e'), id('f'), odd.id]) {
    const files = await everyFile(server, job)
    for (const [name, bytes] of files) {
      const { status, headers } = await fetched(server, file(job, name), {}, 'HEAD')
      t.equal(status, 200, name)
      t.equal(headers['content-type'], types[name.split('.').at(-1)!], name)
      t.equal(Number(headers['content-length']), bytes.length, name)
    }
    const deleted = (await server.send('DELETE', `/rest/v1/demo/jobs/${job}/assets`)).body
    for (const [name, size] of deleted) t.equal(size, files.get(name)!.length, name)
  }
})

t.test('the documented performance.json is answered byte for byte, and the logs have their documented sizes', async (t) => {
  const server = await twin(t, { world: 'docs', now: '2021-04-20T17:45:16Z' })
  const { bytes, headers } = await fetched(server, file(paypal, 'performance.json', 'nancy.sweeney'))
  t.equal(bytes.toString(), JSON.stringify(await sample('sauce-asset-performance'), null, 4))
  t.equal(headers['content-type'], 'application/json')
  const list = (await server.get(`/rest/v1/nancy.sweeney/jobs/${paypal}/assets`)).body
  for (const name of list.screenshots) t.equal((await fetched(server, file(paypal, name, 'nancy.sweeney'))).status, 200, name)
  const log = (await server.get(file(paypal, 'log.json', 'nancy.sweeney'))).body
  t.strictSame(log.flatMap(({ screenshot }: any) => screenshot ?? []), [0, 1, 2])
  for (const [name, size] of await sample('sauce-assets-delete')) {
    if (!/\.log$|^log\.json$|^performance\.json$/.test(name)) continue
    t.equal((await fetched(server, file(paypal, name, 'nancy.sweeney'))).bytes.length, size, name)
  }
})

t.test('what a framework or Appium leaves is theirs', async (t) => {
  const server = await twin(t, { world })
  t.same((await server.get(`/rest/v1/demo/jobs/${id('e')}/assets`)).body, {
    'console.log': 'console.log',
    'junit.xml': 'junit.xml',
    'video.mp4': 'video.mp4',
    'selenium-log': null,
    'sauce-log': null,
    video: 'video.mp4',
    screenshots: []
  })
  const xml = (await fetched(server, file(id('e'), 'junit.xml'))).bytes.toString()
  t.match(xml, 'name="a &amp; b" tests="5" failures="2"')
  t.match((await fetched(server, file(id('f'), 'selenium-server.log'))).bytes.toString(), /^\[Appium\] Welcome to Appium/)
})

t.test('while the job runs, after deletion and after thirty days there is nothing', async (t) => {
  const server = await twin(t, { world })
  const missing = { status: 404, body: { errors: 'Not Found' } }
  t.match(await server.get(file(id('c'), 'network.har')), missing)
  t.match(await server.get(file(id('d'), 'log.json')), missing)
  t.equal((await server.get(file(id('a'), 'log.json'))).status, 200)
  await server.send('DELETE', `/rest/v1/demo/jobs/${id('a')}/assets`)
  t.match(await server.get(file(id('a'), 'log.json')), missing)
  t.match(await server.get(file(id('0'), 'log.json')), missing)
  t.match(await server.get(file(id('b'), 'log.json', 'nobody')), missing)
})

t.test('names that are no names are not found, in the vendor\'s words', async (t) => {
  const { port } = await listeningTwin(t, { world })
  // Clients and test doubles tidy paths up; a socket does not.
  const raw = async (path: string) => await new Promise<{ status: number, text: string }>((resolve, reject) => {
    request({ port, path, headers: { authorization: basic('demo') } }, (reply) => {
      let text = ''
      reply.on('data', (chunk) => { text += String(chunk) }).on('end', () => { resolve({ status: reply.statusCode!, text }) })
    }).on('error', reject).end()
  })
  for (const name of [
    '..', '%2e%2e', '.', '../log.json', '../../../log.json', '..%2flog.json', '%2fetc%2fpasswd', '..%5clog.json', 'log.json%2f..',
    'log.json%00', '%00', '%ff', '%zz', '9999screenshot.png', '0000screenshot.png.', 'LOG.JSON', '__proto__', 'constructor',
    `performance%2f${'0'.repeat(32)}%2flhr.html`, 'a'.repeat(3000)
  ]) {
    t.strictSame(await raw(file(id('a'), name)), { status: 404, text: '{"errors":"Not Found"}' }, name.slice(0, 30))
    t.match(await raw(`/jobs/${id('a')}/${name}`), { status: 404 }, name.slice(0, 30))
  }
})

t.test('ranges: first, last and all further bytes, several at once, and those that are not there', async (t) => {
  const server = shared
  const path = file(id('a'), 'video.mp4')
  const { bytes: whole, headers: { etag } } = await fetched(server, path)
  const size = whole.length
  const range = async (value: string, more = {}) => await fetched(server, path, { range: value, ...more })
  const spans = [
    ['bytes=0-99', 0, 99], ['bytes=-100', size - 100, size - 1], ['bytes=100-', 100, size - 1], [`bytes=5-${size * 2}`, 5, size - 1]
  ] as const
  for (const [asked, from, to] of spans) {
    const { status, headers, bytes } = await range(asked)
    t.equal(status, 206, asked)
    t.equal(headers['content-range'], `bytes ${from}-${to}/${size}`)
    t.ok(bytes.equals(whole.subarray(from, to + 1)))
  }
  t.match(await range(`bytes=${size}-`), { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const several = await range('bytes=0-9, -5')
  t.match(several, { status: 206, headers: { 'content-type': /^multipart\/byteranges; boundary=/ } })
  const boundary = several.headers['content-type']!.split('boundary=')[1]!
  const parts = several.bytes.toString('latin1').split(`--${boundary}`).slice(1, -1)
  const contents = parts.map((part) => part.slice(part.indexOf('\r\n\r\n') + 4, -2))
  t.strictSame(contents, [whole.subarray(0, 10).toString('latin1'), whole.subarray(-5).toString('latin1')])
  for (const ignored of ['bytes=9-1', 'lines=1-2', 'bytes=', 'bytes=a-b', `bytes=${'0-,'.repeat(20)}0-`]) {
    t.equal((await range(ignored)).status, 200, ignored)
  }
  t.equal((await range('bytes=0-9', { 'if-range': etag! })).status, 206)
  t.equal((await range('bytes=0-9', { 'if-range': '"other"' })).status, 200, 'the file is another one: all of it')
  t.equal((await fetched(server, path, { range: 'bytes=0-9' }, 'HEAD')).status, 200)
  const halves = Buffer.concat([(await range('bytes=0-999')).bytes, (await range('bytes=1000-', { 'if-range': etag! })).bytes])
  t.ok(halves.equals(whole), 'a broken download is resumed')
  t.equal(parseRanges('bytes=0-', 0), 'unsatisfiable')
})

t.test('a file that the client has is not sent again; text is compressed for who takes it', async (t) => {
  const server = shared
  const path = file(id('a'), 'network.har')
  const plain = await fetched(server, path)
  const zipped = await fetched(server, path, { 'accept-encoding': 'br;q=1, gzip;q=0.5' })
  t.match(zipped.headers, { 'content-encoding': 'gzip', vary: 'Accept-Encoding', 'content-type': 'application/json' })
  t.ok(gunzipSync(zipped.bytes).equals(plain.bytes))
  t.not(zipped.headers.etag, plain.headers.etag)
  for (const tag of [plain.headers.etag!, zipped.headers.etag!, `"x", ${plain.headers.etag}`, `W/${plain.headers.etag}`, '*']) {
    const { status, bytes } = await fetched(server, path, { 'if-none-match': tag })
    t.equal(status, 304, tag)
    t.equal(bytes.length, 0)
  }
  t.equal((await fetched(server, path, { 'if-none-match': '"other"' })).status, 200)
  t.equal((await fetched(server, path, { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding'], undefined)
  for (const name of ['video.mp4', '0000screenshot.png']) {
    const { headers } = await fetched(server, file(id('a'), name), { 'accept-encoding': 'gzip' })
    t.equal(headers['content-encoding'], undefined, name)
  }
})

t.test('names that no list has: the archive, the last screenshot, the reports', async (t) => {
  const server = shared
  const files = await everyFile(server, id('a'))
  const shots = [...files].filter(([name]) => name.endsWith('screenshot.png'))
  const archive = await fetched(server, file(id('a'), 'screenshots.zip'))
  t.equal(archive.headers['content-type'], 'application/zip')
  const unpacked = Object.entries(unzipSync(archive.bytes)).map(([name, data]) => [name, Buffer.from(data).equals(files.get(name)!)])
  t.strictSame(unpacked, shots.map(([name]) => [name, true]))
  t.ok((await fetched(server, file(id('a'), 'final_screenshot.png'))).bytes.equals(shots.at(-1)![1]))
  t.equal((await server.get(file(id('f'), 'screenshots.zip'))).status, 404, 'none were taken')
  t.equal((await server.get(file(id('f'), 'final_screenshot.png'))).status, 404)
  t.ok((await fetched(server, `/v1/eds/${id('a')}/network.har`)).bytes.equals(files.get('network.har')!))
  t.ok((await fetched(server, `/v1/eds/${id('a')}/console.json`)).bytes.equals(files.get('console.json')!))
  for (const { loaderId, url } of JSON.parse(files.get('performance.json')!.toString())) {
    const { status, headers, bytes } = await fetched(server, `/v1/eds/${id('a')}/performance/${loaderId}/lhr.html`)
    t.equal(status, 200)
    t.equal(headers['content-type'], 'text/html; charset=utf-8')
    t.match(bytes.toString(), url)
  }
  t.equal((await server.get(`/v1/eds/${id('a')}/performance/${'0'.repeat(32)}/lhr.html`)).status, 404)
  t.equal((await server.get(`/v1/eds/${id('f')}/network.har`)).status, 404, 'no extended debugging')
})

t.test('the assets host takes a token or credentials, and answers with a page what is not there', async (t) => {
  const path = `/jobs/${id('a')}/log.json`
  const token = (key: string, job = id('a')): string => createHmac('md5', key).update(job).digest('hex')
  const bare = async (server: TestTwin, url: string, headers = {}) => await server.app.inject({ url, headers })
  const any = await twin(t, { world })
  t.equal((await bare(any, path)).statusCode, 401)
  t.equal((await bare(any, `${path}?ts=1&auth=anything`)).statusCode, 401)
  t.equal((await bare(any, `${path}?ts=1&auth=${token('demo:made up')}`)).statusCode, 200)
  t.equal((await bare(any, path, { authorization: basic('demo') })).statusCode, 200)
  const gone = await any.get(`/jobs/${id('a')}/nothing.log`)
  t.match(gone, { status: 404, headers: { 'content-type': 'text/html' }, text: '<h1>Sauce Labs</h1>' })
  const strict = await twin(t, { world, auth: 'strict' })
  t.equal((await bare(strict, `${path}?ts=1&auth=${token('demo:key-demo')}`)).statusCode, 200)
  t.equal((await bare(strict, `${path}?ts=1&auth=${token('demo:key-demo', id('b'))}`)).statusCode, 404)
  t.equal((await bare(strict, `${path}?auth=${token('ada:key-ada')}`)).statusCode, 404)
  t.equal((await bare(strict, path, { authorization: basic('demo', 'key-demo') })).statusCode, 200)
  t.equal((await bare(strict, path)).statusCode, 404)
  const restricted = (name: string): string => `/jobs/${id('b')}/${name}`
  t.equal((await bare(strict, restricted('video.mp4'))).statusCode, 200, 'public restricted shows its pictures')
  t.equal((await bare(strict, restricted('log.json'))).statusCode, 404, 'and hides its logs')
  t.equal((await bare(strict, `${restricted('log.json')}?auth=${token('demo:key-demo', id('b'))}`)).statusCode, 200)
})

t.test('the cache is bounded, keeps what is used, and makes a file once', async (t) => {
  const cache = new AssetCache({ limit: 100 })
  let made = 0
  const get = async (key: string, size: number) => await cache.get(key, async () => {
    made++
    return { bytes: Buffer.alloc(size), etag: '"x"' }
  })
  await Promise.all([get('a', 40), get('a', 40), get('b', 40)])
  t.equal(made, 2)
  await get('a', 40)
  await get('c', 40)
  t.equal(cache.size, 80)
  await get('a', 40)
  t.equal(made, 3, 'what was used lately is still there')
  await get('b', 40)
  t.equal(made, 4, 'what was not has gone')
  await get('large', 500)
  t.equal(cache.size, 80, 'what is too large to be kept drives nothing out')
  await t.rejects(cache.get('bad', async () => { throw new Error('no') }))
  t.equal((await get('bad', 10)).bytes.length, 10, 'a failure is not kept')
})
