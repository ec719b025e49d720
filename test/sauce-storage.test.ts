import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import t from 'tap'
import { zipStored as zipSteps, type ZipEntry } from '../src/artifacts/zip.js'
import { atOnce } from '../src/kernel/turns.js'
import { sha256 } from '../src/kernel/ids.js'
import { readProperties } from '../src/sauce/storage/property-list.js'
import { zipEntries } from '../src/sauce/storage/zip-entries.js'
import { basic, twin, type TestTwin } from './helper.js'

const zipStored = (entries: readonly ZipEntry[], at: number): Buffer => atOnce(zipSteps(entries, at))

const world = {
  name: 'storage',
  sauce: {
    teams: [
      {
        name: 'Web',
        users: [
          { username: 'demo', accessKey: 'key-demo', role: 'organization admin' },
          { username: 'ann', accessKey: 'key-ann' },
          { username: 'ben', accessKey: 'key-ben' }
        ]
      },
      { name: 'Mobile', users: [{ username: 'bob', accessKey: 'key-bob' }] }
    ]
  }
} as never

const boundary = 'xyzzy'
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }

/** What `curl --form payload=@file --form name=…` sends. */
function form (bytes: string | Buffer, fields: Record<string, string> = {}, filename = 'on-disk.bin'): Buffer {
  const texts = Object.entries(fields)
    .map(([name, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`)
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="payload"; filename="${filename}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n'
  return Buffer.concat([Buffer.from(texts.join('') + head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)])
}

const upload = async ({ send }: Pick<TestTwin, 'send'>, bytes: string | Buffer, fields = {}, headers = {}): Promise<any> =>
  await send('POST', '/v1/storage/upload', form(bytes, fields), { ...multipart, ...headers })

const infoPlist = (identifier: string, version: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
  <key>CFBundleIdentifier</key><string>${identifier}</string>
  <key>CFBundleDisplayName</key><string>Fish &amp; Chips</string>
  <key>CFBundleVersion</key><string>${version}</string>
  <key>CFBundleShortVersionString</key><string>1.2.3</string>
  <key>MinimumOSVersion</key><string>15.0</string>
  <key>DTPlatformName</key><string>iphoneos</string>
</dict></plist>`

const ipa = (identifier: string, version: string): Buffer => zipStored([
  { name: 'Payload/Shop.app/Assets.car', data: Buffer.alloc(1000, 7) },
  { name: 'Payload/Shop.app/Info.plist', data: Buffer.from(infoPlist(identifier, version)) }
], 0)

t.test('a package comes back as it was uploaded, with what it says of its app', async (t) => {
  const server = await twin(t, { world })
  const bytes = ipa('com.example.shop', '42')
  const { status, body } = await upload(server, bytes, { name: 'Shop.ipa', description: 'v3', tags: 'a, b,a' })
  t.equal(status, 201)
  t.match(body.item, {
    id: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    name: 'Shop.ipa',
    kind: 'ios',
    size: bytes.length,
    sha256: sha256(bytes),
    description: 'v3',
    tags: ['a', 'b'],
    upload_timestamp: 1776254400,
    metadata: {
      identifier: 'com.example.shop',
      name: 'Fish & Chips',
      version: '42',
      short_version: '1.2.3',
      min_os: '15.0',
      is_simulator: false
    }
  })
  const { rawPayload, headers } = await server.app.inject({
    url: `/v1/storage/download/${body.item.id}`,
    headers: { authorization: basic('demo') }
  })
  t.ok(rawPayload.equals(bytes))
  t.match(headers, { 'content-disposition': 'attachment; filename*=UTF-8\'\'Shop.ipa' })
})

t.test('files are found by name, kind, tag, hash and words, page by page', async (t) => {
  const server = await twin(t, { world })
  await upload(server, ipa('com.example.shop', '1'), { name: 'one.ipa', tags: 'x,y' })
  await upload(server, ipa('com.example.shop', '2'), { name: 'two.ipa', tags: 'x' })
  await upload(server, 'no zip', { name: 'three.apk' })
  await upload(server, 'text', { name: 'four.txt', description: 'a Note' })
  const names = async (query: string): Promise<string[]> =>
    (await server.get(`/v1/storage/files?${query}`)).body.items.map(({ name }: { name: string }) => name).sort()
  t.strictSame(await names('name=ONE.ipa'), ['one.ipa'])
  t.strictSame(await names('q=com.example'), ['one.ipa', 'two.ipa'])
  t.strictSame(await names('q=note'), ['four.txt'])
  t.strictSame(await names('kind=ios&kind=android'), ['one.ipa', 'three.apk', 'two.ipa'])
  t.strictSame(await names('tag=x&tag=y'), ['one.ipa'])
  t.strictSame(await names(`sha256=${sha256('no zip')}`), ['three.apk'])
  t.strictSame(await names('q=nothing'), [])
  const first = (await server.get('/v1/storage/files?per_page=3')).body
  t.match(first, { page: 1, per_page: 3, total_items: 4, links: { self: /page=1$/, next: /page=2$/ } })
  const second = (await server.get(first.links.next.replace('http://localhost:4010', ''))).body
  t.equal(second.items.length, 1)
  t.notOk(second.links.next)
  const { items } = (await server.get('/v1/storage/groups?kind=ios')).body
  t.match(items, [{ name: 'com.example.shop', count: 2, recent: { group_id: items[0].id } }])
  t.equal((await server.send('DELETE', `/v1/storage/groups/${items[0].id}`)).status, 200)
  t.strictSame(await names(''), ['four.txt', 'three.apk'])
})

t.test('a description is changed, a file is deleted, and what is not there is a 404 in the service\'s words', async (t) => {
  const server = await twin(t, { world })
  const { body: { item } } = await upload(server, 'x', { name: 'a.apk' })
  const file = `/v1/storage/files/${item.id}`
  const edit = '{"item":{"description":"Sauce Docs iOS Test App"}}'
  t.match((await server.send('PUT', file, edit, { 'content-type': 'text/html' })).body, {
    item: { description: 'Sauce Docs iOS Test App' },
    changed: true
  })
  t.match((await server.send('PUT', file, edit)).body, { changed: false })
  t.match((await server.send('DELETE', file)).body, { item: { id: item.id } })
  for (const [method, path] of [['GET', `/v1/storage/download/${item.id}`], ['DELETE', file], ['DELETE', '/v1/storage/groups/64612']]) {
    const { status, body } = await server.send(method!, path!)
    t.match({ status, body }, { status: 404, body: { code: 404, title: 'NotFound', detail: /does not exist/ } }, path!)
  }
  t.match(await server.send('PUT', file, '{"item":7}'), { status: 400, body: { code: 400, title: 'BadRequest' } })
  const empty = Buffer.from(`--${boundary}--\r\n`)
  t.match(await server.send('POST', '/v1/storage/upload', empty, multipart), { status: 400, body: { detail: /file is required/ } })
  t.match(await server.send('POST', '/v1/storage/upload', 'x', { 'content-type': 'text/plain' }), { status: 400 })
})

t.test('strict: files are the team\'s to read, and their owner\'s and the admins\' to change', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const as = (name: string): Record<string, string> => ({ authorization: basic(name, `key-${name}`) })
  const { body: { item } } = await upload(server, 'x', { name: 'a.apk' }, as('ann'))
  const file = `/v1/storage/files/${item.id}`
  const count = async (name: string): Promise<number> => (await server.get('/v1/storage/files', as(name))).body.total_items
  t.strictSame([await count('ann'), await count('ben'), await count('bob'), await count('demo')], [1, 1, 0, 1])
  t.equal((await server.send('DELETE', file, undefined, as('ben'))).status, 404)
  t.equal((await server.get(`/v1/storage/download/${item.id}`, as('bob'))).status, 404)
  t.equal((await server.send('DELETE', file, undefined, as('demo'))).status, 200)
})

t.test('files outlive the process, and travel with an exported snapshot', async (t) => {
  const data = join(t.testdir(), 'data.json')
  const before = await twin(t, { world, data })
  const { body: { item } } = await upload(before, 'the bytes', { name: 'a.apk' })
  await before.send('POST', '/_perftwin/snapshots', { name: 'one' })
  const { body: exported } = await before.get('/_perftwin/snapshots/one/export')
  t.match(exported.uploads, { [sha256('the bytes')]: Buffer.from('the bytes').toString('base64') })
  await before.app.close()
  const after = await twin(t, { world, data })
  t.match((await after.get(`/v1/storage/download/${item.id}`)), { status: 200, text: 'the bytes' })
})

t.test('what is in a package', async (t) => {
  t.test('is read packed too, and not at all where it is damaged', async (t) => {
    const plain = Buffer.from('hello '.repeat(100))
    const archive = zipStored([{ name: 'a.txt', data: plain }], 0)
    t.ok((await zipEntries(archive)[0]!.read())!.equals(plain))
    const packed = deflateRawSync(plain)
    const small = zipStored([{ name: 'a.txt', data: packed }], 0)
    const directory = small.readUInt32LE(small.length - 6)
    small.writeUInt16LE(8, directory + 10)
    t.ok((await zipEntries(small)[0]!.read())!.equals(plain))
    small.fill(0xff, 35, 35 + packed.length)
    t.equal(await zipEntries(small)[0]!.read(), undefined)
    t.strictSame(zipEntries(Buffer.from('no archive')), [])
    for (let length = 0; length < archive.length; length += 7) t.doesNotThrow(() => zipEntries(archive.subarray(0, length)))
  })

  t.test('may be a binary property list', async (t) => {
    // {"CFBundleIdentifier": "com.a", "n": 7, "yes": true}
    const objects = [
      Buffer.from([0xd3, 1, 2, 3, 4, 5, 6]),
      Buffer.concat([Buffer.from([0x5f, 0x10, 18]), Buffer.from('CFBundleIdentifier')]),
      Buffer.from('Qn', 'latin1'), Buffer.from('Syes', 'latin1'), Buffer.from('Ucom.a', 'latin1'),
      Buffer.from([0x10, 7]), Buffer.from([0x09])
    ]
    const offsets: number[] = []
    let at = 8
    for (const object of objects) {
      offsets.push(at)
      at += object.length
    }
    const trailer = Buffer.alloc(32)
    trailer.writeUInt8(1, 6)
    trailer.writeUInt8(1, 7)
    trailer.writeBigUInt64BE(BigInt(objects.length), 8)
    trailer.writeBigUInt64BE(BigInt(at), 24)
    const list = Buffer.concat([Buffer.from('bplist00'), ...objects, Buffer.from(offsets), trailer])
    t.strictSame([...readProperties(list)], [['CFBundleIdentifier', 'com.a'], ['n', 7], ['yes', true]])
    for (let cut = 0; cut < list.length; cut++) t.doesNotThrow(() => readProperties(list.subarray(0, cut)))
  })
})
