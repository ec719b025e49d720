import { execFile } from 'node:child_process'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import SauceLabs from 'saucelabs'
import t from 'tap'
import { createApp } from '../src/app.js'
import { readParts, type UploadLimits } from '../src/sauce/assets/multipart.js'
import { baseName } from '../src/sauce/assets/uploads.js'
import { openTwin } from '../src/twin.js'
import { basic, listeningTwin, testNow, twin } from './helper.js'

const id = 'a'.repeat(32)
const world = {
  name: 'uploads',
  sauce: {
    teams: [
      { name: 'One', users: [{ username: 'demo', accessKey: 'key-demo' }] },
      { name: 'Two', users: [{ username: 'ada', accessKey: 'key-ada' }] }
    ],
    jobs: [
      { id, created: '-PT1H', commands: 8, pages: ['https://example.com/'] },
      { id: 'c'.repeat(32), created: '-PT1M', runningFor: 'PT1H' }
    ]
  }
} as never

const put = `/v1/testcomposer/jobs/${id}/assets`
const file = (name: string): string => `/rest/v1/demo/jobs/${id}/assets/${name}`
const boundary = 'xyzzy'
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }

interface Field { field?: string, name: string, type?: string, data: string | Buffer }
const body = (...fields: Field[]): Buffer => Buffer.concat([
  ...fields.flatMap(({ field = 'file', name, type = 'text/plain', data }) => {
    const disposition = `Content-Disposition: form-data; name="${field}"; filename="${name}"`
    return [Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${type}\r\n\r\n`), Buffer.from(data), Buffer.from('\r\n')]
  }),
  Buffer.from(`--${boundary}--\r\n`)
])

t.test('files of both field names are kept under their base names and come back identical', async (t) => {
  const server = await twin(t, { world })
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i * 31 % 256))
  const answer = await server.send('PUT', put, body(
    { name: '/home/me/results/wdio-0-0.log', data: 'one\r\ntwo' },
    { field: 'file[]', name: 'C:\\work\\picture.png', type: 'image/png', data: bytes },
    { field: 'file[]', name: 'empty.bin', type: 'application/x-unheard-of', data: '' },
    { name: 'page.html', type: 'text/html', data: '<script>alert(1)</script>' }
  ), multipart)
  t.strictSame([answer.status, answer.body], [200, { uploaded: ['wdio-0-0.log', 'picture.png', 'empty.bin', 'page.html'] }])
  t.match((await server.get(`/rest/v1/demo/jobs/${id}/assets`)).body, { 'wdio-0-0.log': 'wdio-0-0.log', 'picture.png': 'picture.png' })
  const text = { 'content-type': 'text/plain; charset=utf-8' }
  t.match(await server.get(file('wdio-0-0.log')), { status: 200, text: 'one\r\ntwo', headers: text })
  const picture = await server.app.inject({ url: file('picture.png'), headers: { authorization: basic('demo') } })
  t.ok(picture.rawPayload.equals(bytes))
  t.match(await server.get(file('empty.bin')), { status: 200, text: '', headers: { 'content-type': 'application/x-unheard-of' } })
  const tame = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' }
  t.match((await server.get(file('page.html'))).headers, tame, 'a page of a client\'s does nothing here')
})

t.test('an upload replaces an earlier one and what the session left', async (t) => {
  const server = await twin(t, { world })
  for (const data of ['[1]', '[2]']) await server.send('PUT', put, body({ name: 'log.json', data }), multipart)
  t.match(await server.get(file('log.json')), { status: 200, body: [2], headers: { 'content-type': 'application/json' } })
  const sizes = new Map<string, number>((await server.send('DELETE', `/rest/v1/demo/jobs/${id}/assets`)).body)
  t.equal(sizes.get('log.json'), 3)
  t.equal((await server.get(file('log.json'))).status, 404)
})

t.test('what cannot be kept is told; the rest is', async (t) => {
  const server = await twin(t, { world })
  const three = body({ name: 'good.txt', data: 'x' }, { name: 'folder/', data: 'x' }, { name: '..', data: 'x' })
  const both = await server.send('PUT', put, three, multipart)
  const errors = ['failed to upload folder/: no file name', 'failed to upload ..: no file name']
  t.strictSame([both.status, both.body], [200, { uploaded: ['good.txt'], errors }])
  const none = await server.send('PUT', put, body({ name: '../..', data: 'x' }), multipart)
  t.strictSame(none.body, { uploaded: null, errors: ['failed to upload ../..: no file name'] })
  t.strictSame((await server.send('PUT', put, body(), multipart)).body, { uploaded: [] })
  const plain = { 'content-type': /^text\/plain/ }
  const one = body({ name: 'a', data: 'x' })
  const nowhere = await server.send('PUT', put.replace(id, '0'.repeat(32)), one, multipart)
  t.match(nowhere, { status: 404, text: 'Not Found', headers: plain })
  const malformed: Array<[sent: string | Buffer, headers: Record<string, string>]> = [
    ['{}', { 'content-type': 'application/json' }],
    ['', {}],
    ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['rubbish', multipart],
    [one.subarray(0, 40), multipart],
    ['x', { 'content-type': 'multipart/form-data' }]
  ]
  for (const [sent, headers] of malformed) {
    t.match(await server.send('PUT', put, sent, headers), { status: 400, headers: plain }, String(sent).slice(0, 20))
  }
  t.strictSame([...server.twin.worlds.default.facts.uploads.values()].map(({ name }) => name), ['good.txt'])
  t.equal(baseName('a\\b/c.txt'), 'c.txt')
})

t.test('a file too large is a clear 413 and keeps nothing', async (t) => {
  const limits: UploadLimits = { file: 1000, files: 2, total: 1500 }
  const server = createServer((incoming, reply) => {
    readParts(incoming as IncomingMessage, limits)
      .then((parts) => JSON.stringify(parts.map(({ bytes }) => bytes.length)), (error: Error) => `${error.name}: ${error.message}`)
      .then((text) => { reply.end(text) }, () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const send = async (...sizes: number[]): Promise<string> => {
    const files = body(...sizes.map((size, i) => ({ name: `${i}`, data: Buffer.alloc(size) })))
    const reply = await fetch(`http://127.0.0.1:${port}`, { method: 'PUT', headers: multipart, body: new Uint8Array(files) })
    return await reply.text()
  }
  t.equal(await send(1000, 500), '[1000,500]')
  t.equal(await send(1001), 'TooLarge: a file must not exceed 1000 bytes')
  t.equal(await send(800, 800), 'TooLarge: an upload must not exceed 1500 bytes in all')
  t.equal(await send(1, 1, 1), 'TooLarge: an upload must not have more than 2 files')
})

t.test('a body in chunks, and one that breaks off', async (t) => {
  const { port, twin: { worlds } } = await listeningTwin(t, { world })
  const options = { port, path: put, method: 'PUT', headers: { ...multipart, authorization: basic('demo') } }
  const whole = body({ name: 'chunked.txt', data: 'x'.repeat(5000) })
  const answer = await new Promise<string>((resolve, reject) => {
    const call = request(options, (reply) => {
      let text = ''
      reply.on('data', (chunk) => { text += String(chunk) }).on('end', () => { resolve(text) })
    }).on('error', reject)
    for (let i = 0; i < whole.length; i += 700) call.write(whole.subarray(i, i + 700))
    call.end()
  })
  t.equal(answer, '{"uploaded":["chunked.txt"]}')
  await new Promise<void>((resolve) => {
    const call = request({ ...options, headers: { ...options.headers, 'content-length': 10_000 } }).on('error', () => { resolve() })
    call.write(whole.subarray(0, 200), () => { call.destroy(new Error('gone')) })
  })
  const kept = await fetch(`http://127.0.0.1:${port}${file('chunked.txt')}`, { headers: { authorization: basic('demo') } })
  t.equal(kept.status, 200, 'the server goes on')
  t.equal(worlds.default.facts.uploads.size, 1)
})

t.test('where keys are checked, only who may change the job may add to it', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const sent = body({ name: 'a.txt', data: 'x' })
  t.equal((await server.send('PUT', put, sent, { ...multipart, authorization: basic('ada', 'key-ada') })).status, 404)
  t.equal((await server.send('PUT', put, sent, { ...multipart, authorization: basic('demo', 'wrong') })).status, 401)
  t.equal((await server.send('PUT', put, sent, { ...multipart, authorization: basic('demo', 'key-demo') })).status, 200)
})

t.test('uploads survive a restart in file mode', async (t) => {
  const data = join(t.testdir({}), 'data.json')
  const options = { world, data, seed: 1, now: testNow, auth: 'off' } as const
  const bytes = Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 256))
  const first = await createApp(await openTwin(options))
  await first.inject({ method: 'PUT', url: put, headers: multipart, payload: body({ name: '../../kept.bin', data: bytes }) })
  await first.close()
  const second = await createApp(await openTwin(options))
  t.teardown(async () => { await second.close() })
  t.ok((await second.inject(file('kept.bin'))).rawPayload.equals(bytes))
})

t.test('the official SDK uploads files on disk, buffers and objects', async (t) => {
  const { url } = await listeningTwin(t, { world, auth: 'strict' })
  const api = new ((SauceLabs as any).default ?? SauceLabs)({ user: 'demo', key: 'key-demo', host: url })
  const folder = t.testdir({ 'report.json': '{"a":1}', 'wdio.log': 'line\n' })
  const made = { filename: 'made.json', data: { b: 2 } }
  const answer = await api.uploadJobAssets(id, { files: [join(folder, 'report.json'), join(folder, 'wdio.log'), made] })
  t.strictSame(answer, { uploaded: ['report.json', 'wdio.log', 'made.json'] })
  const authorization = basic('demo', 'key-demo')
  const got = async (name: string): Promise<Response> => await fetch(url + file(name), { headers: { authorization } })
  t.equal(await (await got('wdio.log')).text(), 'line\n')
  t.strictSame([await (await got('report.json')).json(), await (await got('made.json')).json()], [{ a: 1 }, { b: 2 }])
  t.equal((await got('report.json')).headers.get('content-type'), 'application/json')
})

t.test('the same seed makes the same bytes in every process, another seed others', { timeout: 120_000 }, async (t) => {
  type Hashes = Record<string, string>
  const hashes = async (...seeds: number[]): Promise<Hashes[]> => {
    const script = new URL('asset-hashes.js', import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...seeds.map(String)])
    return stdout.trim().split('\n').map((line) => JSON.parse(line))
  }
  const [[once], [again, other]] = await Promise.all([hashes(1), hashes(1, 2)]) as [[Hashes], [Hashes, Hashes]]
  t.ok(Object.keys(once).length >= 15)
  t.ok(Object.keys(once).every((name) => name.endsWith(' 200')))
  t.strictSame(again, once)
  // There may be more screenshots or fewer; what both have differs in its bytes.
  for (const [name, hash] of Object.entries(other)) t.not(hash, once[name], name)
})

t.test('what is being sent counts as held from its beginning until it is kept or refused', async (t) => {
  const { twin: { worlds: { memory } }, send, app } = await twin(t, { world, memory: '1MB' })
  const { uploads } = memory.accounts
  const size = 600 * 1024
  const headers = { ...multipart, authorization: basic('demo') }
  const upload = async (payload: Buffer | Readable, url = put, method: 'PUT' | 'POST' = 'PUT') =>
    (await app.inject({ method, url, headers, payload })).statusCode
  const bytes = (fill: number): Buffer => body({ name: `${fill}.bin`, data: Buffer.alloc(size, fill) })
  t.strictSame((await Promise.all([1, 2, 3].map(async (fill) => await upload(bytes(fill))))).sort(), [200, 507, 507])
  t.equal(uploads.used, size, 'only what is kept')
  t.equal(await upload(bytes(4)), 507)
  t.equal(await upload(bytes(4), '/v1/storage/upload', 'POST'), 507)
  const chunks = Array.from(bytes(5).toString('latin1').match(/[^]{1,50000}/g) ?? [], (chunk) => Buffer.from(chunk, 'latin1'))
  t.equal(await upload(Readable.from(chunks)), 507, 'of no declared length')
  t.equal(await upload(Buffer.from('no form')), 400)
  t.equal(uploads.used, size)
  await send('POST', '/_perftwin/reset')
  t.equal(uploads.used, 0)

  const whole = bytes(6)
  const half = whole.length / 2
  for (const [what, length, least] of [
    ['declared', { 'content-length': String(whole.length) }, whole.length],
    ['in chunks', {}, half / 2]
  ] as const) {
    const sending = new PassThrough()
    const answer = app.inject({ method: 'PUT', url: put, headers: { ...headers, ...length }, payload: sending })
    sending.write(whole.subarray(0, half))
    for (let rounds = 0; rounds < 10_000 && uploads.used < least; rounds++) await setImmediate()
    t.ok(uploads.used >= least, `${what}: ${uploads.used} bytes while it is being sent`)
    if (what === 'declared') t.equal(await upload(bytes(7)), 507, 'there is no room beside it')
    sending.end(whole.subarray(half))
    t.equal((await answer).statusCode, 200, what)
    t.equal(uploads.used, size, what)
    await send('POST', '/_perftwin/reset')
  }
})
