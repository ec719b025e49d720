import { execFileSync } from 'node:child_process'
import { chmod, link, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import t from 'tap'
import { certify, keyId, pem, subjectName } from '../src/edge/certificate.js'
import { isAuthority, isLeaf, keyIdentifier, permitsOnly, signsCertificates } from '../src/edge/extensions.js'
import { ecosystems } from '../src/edge/explanations.js'
import { issuerText, keyPair, makeIssuer } from '../src/edge/issuer.js'
import { IssuerFiles } from '../src/edge/issuer-files.js'
import { wantedOf } from '../src/edge/wanted.js'
import { packageRoot } from '../src/kernel/root.js'
import { openTwin } from '../src/twin.js'
import { authority, files, folder, ran, secureServer, settings, without } from './certificate-helper.js'
import { run } from './cli-helper.js'
import { listeningTwin, twin } from './helper.js'

const day = 24 * 60 * 60 * 1000

t.test('what is kept is taken up again, its key for nobody else to read', async (t) => {
  const where = `${await folder(t)}/deep/ca`
  const first = await authority({ folder: where })
  const again = await authority({ folder: where })
  t.equal(again.fingerprint, first.fingerprint)
  t.strictSame(again.notes, [])
  t.equal(again.folder, where)
  t.equal((await stat(`${where}/issuer-1.pem`)).mode & 0o777, 0o600)
  t.equal((await stat(`${where}/ca.pem`)).mode & 0o044, 0o044, 'other users\' services read the certificate')
  t.strictSame((await readdir(where)).sort(), ['ca-bundle.pem', 'ca.jks', 'ca.pem', 'issuer-1.pem'])
  t.equal(await readFile(`${where}/ca.pem`, 'utf8'), first.certificate)
  t.ok((await readFile(`${where}/ca-bundle.pem`, 'utf8')).startsWith(first.certificate))
  t.strictSame(await readFile(`${where}/ca.jks`), again.trustStore())
  t.not((await authority()).fingerprint, (await authority()).fingerprint, 'in memory each is new')
})

t.test('a key that others may read is told of', async (t) => {
  const where = await folder(t)
  await authority({ folder: where })
  await chmod(`${where}/issuer-1.pem`, 0o640)
  t.match((await authority({ folder: where })).notes, [/can be read by its group: chmod 600/])
  await chmod(`${where}/issuer-1.pem`, 0o604)
  t.match((await authority({ folder: where })).notes, [/can be read by everyone/])
})

t.test('many that make it at once end up with the same', async (t) => {
  const where = await folder(t)
  const all = await Promise.all(Array.from({ length: 12 }, async () => await authority({ folder: where })))
  t.equal(new Set(all.map(({ fingerprint }) => fingerprint)).size, 1)
  t.strictSame((await readdir(where)).sort(), ['ca-bundle.pem', 'ca.jks', 'ca.pem', 'issuer-1.pem'])
  const script = `
    const { openAuthority } = await import(process.argv[1])
    const settings = { domains: ['saucelabs.com'], isHost: () => true, asked: [], isOpen: false, folder: process.argv[2] }
    const { fingerprint } = await openAuthority(settings)
    process.stdout.write(fingerprint)`
  const other = await folder(t)
  const module = new URL('../src/edge/authority.js', import.meta.url).href
  const processes = await Promise.all(Array.from({ length: 3 }, async () =>
    await ran(process.execPath, ['--input-type=module', '-e', script, module, other])))
  t.equal(new Set(processes.map(({ out }) => out)).size, 1, 'processes too')
  t.match(processes[0]?.out, /^[\dA-F:]{95}$/)
})

t.test('what a killed process left half-written is no trap', async (t) => {
  const text = issuerText(makeIssuer(wantedOf(settings()).permitted, Date.now()))
  const old = new Date(Date.now() - 3_600_000)
  const left = { nothing: '', half: text.slice(0, text.length / 2), noise: '\0\x01', key: text.slice(0, 300) }
  for (const [what, content] of Object.entries(left)) {
    const where = await folder(t)
    await writeFile(`${where}/issuer-1.pem`, content)
    await writeFile(`${where}/abandoned.tmp`, text)
    for (const each of ['issuer-1.pem', 'abandoned.tmp']) await utimes(`${where}/${each}`, old, old)
    const made = await authority({ folder: where })
    t.match(made.notes, [/issuer-1.pem holds no certificate authority .*a new one was made.*given the new ca.pem/], what)
    t.equal((await authority({ folder: where })).fingerprint, made.fingerprint)
    t.strictSame((await readdir(where)).sort(), ['ca-bundle.pem', 'ca.jks', 'ca.pem', 'issuer-2.pem'])
  }
})

t.test('a file that another process is writing is waited for', async (t) => {
  const where = await folder(t)
  const issuer = makeIssuer(wantedOf(settings()).permitted, Date.now())
  await writeFile(`${where}/issuer-1.pem`, issuerText(issuer).slice(0, 100))
  const opening = authority({ folder: where })
  await writeFile(`${where}/issuer-1.pem`, issuerText(issuer))
  t.equal((await opening).certificate, issuer.root)
})

t.test('who comes second with a number takes up what the first one made', async (t) => {
  const where = await folder(t)
  const issuers = new IssuerFiles(where)
  const [one, two] = [1, 2].map(() => makeIssuer(wantedOf(settings()).permitted, Date.now()))
  if (one === undefined || two === undefined) throw new Error('there are two')
  t.ok(await issuers.add(1, one))
  t.notOk(await issuers.add(1, two))
  t.equal((await authority({ folder: where })).certificate, one.root)
  await link(`${where}/issuer-1.pem`, `${where}/issuer-7.pem`)
  t.equal(await issuers.newest(), 7)
})

t.test('names beyond what is kept mean a new authority, good for the old names too', async (t) => {
  const where = await folder(t)
  const first = await authority({ folder: where, asked: ['twin.ci'] })
  const second = await authority({ folder: where, asked: ['203.0.113.9'] })
  t.not(second.fingerprint, first.fingerprint)
  t.match(second.notes, [/issuer-1.pem may not sign for 203.0.113.9: a new one was made/])
  t.equal(await readFile(`${where}/ca.pem`, 'utf8'), second.certificate)
  const third = await authority({ folder: where, asked: ['twin.ci'] })
  t.equal(third.fingerprint, second.fingerprint, 'two twins do not take turns')
  t.strictSame(third.notes, [])
  const fourth = await authority({ folder: where, isOpen: true })
  t.equal(fourth.fingerprint, second.fingerprint, 'a container has another name at each start')
  const late = await authority({ folder: where, now: () => Date.now() + 3300 * day })
  t.match(late.notes, [/ends on \d{4}-\d\d-\d\d: a new one was made/])
})

t.test('a folder that cannot be used is refused in a sentence', async (t) => {
  const at = await files(t, { file: 'x' })
  await t.rejects(authority({ folder: at('file') }), /cannot keep the certificate authority in .*file/)
  await t.rejects(authority({ folder: '/dev/null/ca' }), /cannot keep the certificate authority in/)
})

/** An authority of somebody's own: its certificate and key, PEM. */
function own (extensions = [isAuthority(0), signsCertificates()], from = -day, until = 1000 * day): { certificate: string, key: string } {
  const { publicKey, privateKey } = keyPair()
  const subject = subjectName('Example', 'Example root')
  const validity = { from: Date.now() + from, until: Date.now() + until }
  const id = keyIdentifier(keyId(publicKey))
  const certificate = certify({ subject, publicKey, validity, extensions: [...extensions, id], issuer: { subject, key: privateKey } })
  return { certificate: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

t.test('an authority of one\'s own signs, and one that will not do is refused in a sentence', async (t) => {
  const [good, other, leaf, ended, early, bound] = [
    own(), own(), own([isLeaf()]), own(undefined, -9 * day, -day), own(undefined, day),
    own([isAuthority(0), signsCertificates(), permitsOnly({ domains: ['example.com'], ranges: [] })])
  ]
  const at = await files(t, {
    'ca.pem': good.certificate,
    'ca.key': good.key,
    'both.pem': good.key + good.certificate,
    'other.key': other.key,
    'leaf.pem': leaf.certificate,
    'leaf.key': leaf.key,
    'ended.pem': ended.certificate,
    'early.pem': early.certificate,
    'bound.pem': bound.certificate,
    'bound.key': bound.key,
    'twice.pem': good.certificate + other.certificate,
    empty: '',
    broken: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  })
  for (const key of ['ca.key', 'both.pem', 'bound.key']) await chmod(at(key), 0o600)
  const opened = async (certificate: string, key: string): Promise<Awaited<ReturnType<typeof authority>>> =>
    await authority({ own: { certificate: at(certificate), key: at(key) } })
  const taken = await opened('ca.pem', 'ca.key')
  t.equal(taken.certificate, good.certificate)
  t.strictSame([taken.chain, taken.notes, taken.folder], [[], [], undefined])
  t.ok(taken.contextFor('api.us-west-1.saucelabs.com'))
  t.equal((await opened('both.pem', 'both.pem')).fingerprint, taken.fingerprint, 'both in one file')
  t.match((await opened('bound.pem', 'bound.key')).notes, [/may not sign for saucelabs.com, .*clients refuse those names/])
  for (const [certificate, key, why] of [
    ['ca.pem', 'other.key', /other.key is not the key of --ca-cert/],
    ['leaf.pem', 'leaf.key', /CN=Example root, O=Example is no certificate authority/],
    ['ended.pem', 'ca.key', /ended on/],
    ['early.pem', 'ca.key', /does not begin before/],
    ['twice.pem', 'ca.key', /is not signed by CN=Example root, O=Example after it/],
    ['empty', 'ca.key', /holds no certificate in PEM/],
    ['broken', 'ca.key', /holds something that is no certificate/],
    ['ca.pem', 'empty', /holds no private key in PEM/],
    ['ca.pem', 'gone', /cannot read --ca-key .*there is no such file/],
    ['gone', 'ca.key', /cannot read --ca-cert .*there is no such file/]
  ] as const) await t.rejects(opened(certificate, key), { name: 'Invalid', message: why }, `${certificate} ${key}`)
})

t.test('authorities that OpenSSL made sign too, of every kind of key', { skip: without('openssl', 'version') }, async (t) => {
  const at = await files(t, {})
  const make = (...how: string[]): void => {
    execFileSync('openssl', ['req', '-x509', ...how, '-nodes', '-subj', '/CN=Made elsewhere', '-days', '9',
      '-keyout', at('key.pem'), '-out', at('ca.pem')], { stdio: 'ignore' })
  }
  for (const how of [['rsa:2048'], ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], ['ed25519']]) {
    make('-newkey', ...how)
    const made = await authority({ own: { certificate: at('ca.pem'), key: at('key.pem') } })
    t.match(made.notes, [/ends on/])
    await writeFile(at('leaf.pem'), await servedBy(t, made.contextFor))
    const verified = await ran('openssl', ['verify', '-purpose', 'sslserver', '-CAfile', at('ca.pem'), at('leaf.pem')])
    t.equal(verified.code, 0, `${how[0]}: ${verified.out}`)
  }
  make('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1')
  await t.rejects(authority({ own: { certificate: at('ca.pem'), key: at('key.pem') } }), /of a kind that few clients know/)
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-aes256', '-pass', 'pass:x', '-out', at('locked.pem')], { stdio: 'ignore' })
  await t.rejects(authority({ own: { certificate: at('ca.pem'), key: at('locked.pem') } }), /has a passphrase: openssl pkey/)
})

/** The certificate that a server shows, PEM. */
async function servedBy (t: Parameters<typeof secureServer>[0], contextFor: Parameters<typeof secureServer>[1]): Promise<string> {
  const port = await secureServer(t, contextFor)
  return await new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'api.us-west-1.saucelabs.com', rejectUnauthorized: false }, () => {
      resolve(pem(socket.getPeerCertificate().raw))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

t.test('a twin opens its authority when it is asked for, and at the start where that was told', async (t) => {
  const where = await folder(t)
  const lazy = await openTwin({ world: 'empty', data: `${where}/data.json` })
  t.strictSame((await readdir(where)).filter((each) => each.includes('.ca')), [], 'nothing is made before')
  const [one, two] = await Promise.all([lazy.authority(), lazy.authority()])
  t.equal(one, two)
  t.equal(one.folder, `${where}/data.json.ca`)
  await lazy.store.close()
  const names = { host: '0.0.0.0', publicUrl: 'https://twin.ci:4010/x', edgeNames: 'A.test, 10.9.8.7' }
  const { names: told } = await (await openTwin({ world: 'empty', ca: `${where}/told`, ...names })).authority()
  t.strictSame(['twin.ci', 'a.test', '10.9.8.7'].filter((each) => !told.includes(each)), [])
  await openTwin({ world: 'empty', ca: `${where}/early` })
  t.ok((await stat(`${where}/early/ca.pem`)).isFile(), 'a neighbour finds it when the twin is ready')
  await chmod(`${where}/told/issuer-1.pem`, 0o644)
  t.match((await openTwin({ world: 'empty', ca: `${where}/told` })).warnings, [/can be read by everyone/])
})

t.test('options that contradict each other, or name files that will not do, are refused at the start', async (t) => {
  for (const [argv, why] of [
    [['--ca-cert', 'x.pem'], /--ca-cert and --ca-key go together/],
    [['--ca-key', 'x.pem'], /--ca-cert and --ca-key go together/],
    [['--ca', 'x', '--ca-cert', 'x.pem', '--ca-key', 'x.pem'], /give one of them/],
    [['--ca-cert', 'gone.pem', '--ca-key', 'gone.key'], /cannot read --ca-(?:cert|key) gone/],
    [['--edge-names', 'a b'], /--edge-names "a b" must be host names/],
    [['--edge-names', 'a,,b'], /must be host names/],
    [['--edge-names', `${'a'.repeat(64)}.test`], /is no name that a certificate can be made for/]
  ] as const) {
    const { code, err } = await run(['ca', ...argv, '--ca', 'x'].slice(0, argv[0] === '--edge-names' ? undefined : -2))
    t.equal(code, 2, argv.join(' '))
    t.match(err, why)
  }
  await t.rejects(openTwin({ caCert: 'x.pem' }), /--ca-cert and --ca-key go together/)
})

t.test('anybody may have the certificate, as often as it is another', async (t) => {
  const { url, twin: { authority } } = await listeningTwin(t, { controlToken: 'secret' })
  const made = await authority()
  for (const [path, type, bytes] of [
    ['/_perftwin/ca.pem', 'application/x-x509-ca-cert', Buffer.from(made.certificate)],
    ['/_perftwin/ca.jks', 'application/x-java-keystore', made.trustStore()],
    ['/w/a/_perftwin/ca.pem', 'application/x-x509-ca-cert', Buffer.from(made.certificate)]
  ] as const) {
    const whole = await fetch(url + path)
    t.match(whole, { status: 200 })
    t.equal(whole.headers.get('content-type'), type)
    t.strictSame(Buffer.from(await whole.arrayBuffer()), bytes)
    const etag = whole.headers.get('etag') ?? ''
    const head = await fetch(url + path, { method: 'HEAD' })
    t.strictSame([head.status, head.headers.get('etag'), head.headers.get('content-length')], [200, etag, String(bytes.length)])
    t.equal((await fetch(url + path, { headers: { 'if-none-match': etag } })).status, 304)
    t.equal((await fetch(url + path, { headers: { range: 'bytes=0-9' } })).status, 206)
    t.equal((await fetch(url + path, { method: 'POST' })).status, 405)
  }
  t.equal((await fetch(`${url}/_perftwin/info`)).status, 401, 'the rest still asks for the token')
})

t.test('the certificate stays away from pages of other sites', async (t) => {
  const { get } = await twin(t)
  t.equal((await get('/_perftwin/ca.pem', { origin: 'https://evil.example.com' })).status, 403)
  t.equal((await get('/_perftwin/ca.pem', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status, 403)
})

t.test('perftwin ca prints it: of a running twin, of a folder, of one\'s own files', async (t) => {
  const where = await folder(t)
  const { url, twin: { authority } } = await listeningTwin(t)
  const { certificate, fingerprint } = await authority()
  t.strictSame(await run(['ca', '--url', url]), { code: 0, out: certificate, err: '' })
  t.equal((await run(['ca'], { PERFTWIN_URL: url })).out, certificate)
  t.equal((await run(['ca', 'fingerprint', '--url', url])).out, `${fingerprint}\n`)
  t.match(JSON.parse((await run(['ca', '--json', '--url', url])).out), { certificate, fingerprint, from: url, expires: /^20\d\d-/ })
  const kept = (await run(['ca', '--ca', `${where}/ca`])).out
  t.equal(kept, await readFile(`${where}/ca/ca.pem`, 'utf8'))
  t.equal((await run(['ca', 'pem'], { PERFTWIN_CA: `${where}/ca` })).out, kept)
  const beside = (await run(['ca', '--data', `${where}/data.json`])).out
  t.equal(beside, await readFile(`${where}/data.json.ca/ca.pem`, 'utf8'))
  t.equal((await run(['ca', 'bundle', '--ca', `${where}/ca`])).out, await readFile(`${where}/ca/ca-bundle.pem`, 'utf8'))
  const mine = own()
  const at = await files(t, { 'mine.pem': mine.certificate, 'mine.key': mine.key })
  const { out, err } = await run(['ca', '--ca-cert', at('mine.pem'), '--ca-key', at('mine.key')])
  t.equal(out, mine.certificate)
  t.match(err, /^perftwin: warning: the key in .*mine.key can be read by everyone/)
  const nobody = await run(['ca', '--url', 'http://127.0.0.1:9'])
  t.equal(nobody.code, 1)
  t.match(nobody.err, /no twin answers at .*--ca FOLDER, or --data FILE/)
})

t.test('perftwin ca writes files for clients, over certificates and nothing else', async (t) => {
  const where = await folder(t)
  const ca = async (...words: string[]): ReturnType<typeof run> => await run(['ca', ...words, '--ca', `${where}/ca`])
  const kept = async (name: string): Promise<Buffer> => await readFile(`${where}/ca/${name}`)
  const made = { pem: 'ca.pem', bundle: 'ca-bundle.pem', jks: 'ca.jks' } as const
  for (const [word, file] of [['pem', 'a'], ['bundle', 'b'], ['jks', 'c'], ['pem', 'c'], ['jks', 'a']] as const) {
    t.match(await ca(word, `${where}/${file}`), { code: 0, out: `${where}/${file}\n` })
    t.strictSame(await readFile(`${where}/${file}`), await kept(made[word]))
  }
  await writeFile(`${where}/notes.txt`, 'mine')
  t.match(await ca('pem', `${where}/notes.txt`), { code: 2, err: /is there and holds no certificates/ })
  t.equal(await readFile(`${where}/notes.txt`, 'utf8'), 'mine')
  t.match(await ca('jks'), { code: 2, err: /FILE of the trust store is missing/ })
  t.match(await ca('pem', `${where}/no/such/ca.pem`), { code: 2, err: /there is no folder/ })
  t.match(await ca('pme'), { code: 2, err: /did you mean pem/ })
})

t.test('perftwin ca explain tells every ecosystem, with the files where they are', async (t) => {
  const all = (await run(['ca', 'explain'])).out
  for (const each of ecosystems) {
    t.match(all, `${each}: `)
    const alone = (await run(['ca', 'explain', each])).out
    t.ok(all.includes(alone), each)
    t.match(alone, /perftwin ca (?:pem|bundle|jks) ca/, 'how the file is made')
    const [told] = JSON.parse((await run(['ca', 'explain', each, '--ca', '/it\'s/ca', '--json'])).out)
    t.equal(told.ecosystem, each)
    t.match(told.lines.join('\n'), '\'/it\'\\\'\'s/ca/ca', 'kept files are named, in quotes where a shell needs them')
    t.notMatch(told.lines.join('\n'), 'perftwin ca')
  }
  const page = await readFile(new URL('docs/edge.md', packageRoot), 'utf8')
  t.ok(page.includes(all.trimEnd()), 'docs/edge.md has the same words')
  t.match(await run(['ca', 'explain', 'jva']), { code: 2, err: /did you mean java/ })
})
