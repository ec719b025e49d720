// What `exec --edge` and `env edge` give to a command: the variables, the files they name, and what is said of them.
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { exceptionsOf } from '../src/cli/edge/exceptions.js'
import { javaOptions } from '../src/cli/edge/java.js'
import { heedsProxy, refusedSentence } from '../src/cli/edge/told.js'
import { certificatesIn } from '../src/cli/edge/trusted.js'
import { proxyVariables, trustVariables } from '../src/cli/edge/variables.js'
import { run } from './cli-helper.js'
import { listeningTwin } from './helper.js'

const folder = mkdtempSync(join(tmpdir(), 'perftwin-edge-test-'))
t.teardown(() => { rmSync(folder, { recursive: true }) })

t.test('NO_PROXY keeps what it said, but for what leads past the twin to a vendor', async (t) => {
  const machine = 'localhost,127.0.0.1,::1,[::1]'
  t.strictSame(exceptionsOf({}), { value: machine, dropped: [] })
  const env = { NO_PROXY: 'internal, .corp.example', no_proxy: 'internal 10.1.2.3:8080' }
  t.equal(exceptionsOf(env).value, `internal,.corp.example,10.1.2.3:8080,${machine}`)
  for (const entry of [
    '*', 'saucelabs.com', '.saucelabs.com', '*.saucelabs.com', 'com', '.apple.com', 'appstoreconnect.apple.com',
    'api.us-west-1.saucelabs.com:443', 'us-west-1.saucelabs.com', 'API.EU-CENTRAL-1.SAUCELABS.COM', 'ondemand.saucelabs.com'
  ]) t.strictSame(exceptionsOf({ no_proxy: `${entry},kept` }), { value: `kept,${machine}`, dropped: [entry] })
  for (const entry of ['docs.saucelabs.com', 'developer.apple.com', 'notsaucelabs.com', 'example.com']) {
    t.strictSame(exceptionsOf({ no_proxy: entry }).dropped, [], entry)
  }
  // Asked for by name, whatever it is: clients differ in which way they understand.
  t.equal(exceptionsOf({}, ['registry.npmjs.org', '*.corp', '10.0.0.1']).value,
    `${machine},registry.npmjs.org,.registry.npmjs.org,corp,.corp,10.0.0.1`)
})

t.test('Java\'s options are added to those there were, and replace their like', async (t) => {
  const settings = { proxy: new URL('http://127.0.0.1:4010'), exceptions: 'localhost,.corp', trustStore: '/tmp/a b/ca.jks' }
  const ours = '-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4010 -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=4010 ' +
    '-Dhttp.nonProxyHosts=localhost|*.corp "-Djavax.net.ssl.trustStore=/tmp/a b/ca.jks" -Djavax.net.ssl.trustStorePassword=changeit'
  t.equal(javaOptions(undefined, settings), ours)
  t.equal(javaOptions('-Xmx1g -Dhttps.proxyHost=corp -Dmine=1', settings), `-Xmx1g -Dmine=1 ${ours}`)
  t.equal(javaOptions(ours, settings), ours, 'twice is once')
})

t.test('which versions of Node.js take notice of a proxy by themselves', async (t) => {
  t.strictSame(['20.20.2', '22.20.0', '22.21.0', '23.11.0', '24.4.1', '24.5.0', '25.0.0'].map(heedsProxy),
    [false, false, true, false, false, true, true])
})

t.test('names that were refused are told with what lets them through', async (t) => {
  t.equal(refusedSentence([], 0), undefined)
  t.equal(refusedSentence([{ target: 'a.example:443', requests: 3 }, { target: 'a.example:80', requests: 1 }], 0),
    'also asked for, and refused: a.example:443 (3 times), a.example:80; what is to reach them goes on with --no-proxy a.example')
  const many = Array.from({ length: 25 }, (_, i) => ({ target: `h${i}.example:443`, requests: 1 }))
  t.match(refusedSentence(many, 7), / and 12 more; /)
})

/** Runs a program of Node.js under `exec --edge`; answers what it left, and what was said. */
async function exec (program: string, env: Record<string, string>, ...flags: string[]): Promise<{ code: number, err: string, seen: any }> {
  const file = join(folder, 'seen.json')
  rmSync(file, { force: true })
  const whole = `const { writeFileSync, readFileSync } = require('node:fs'); const env = process.env
    const tell = (seen) => writeFileSync(${JSON.stringify(file)}, JSON.stringify(seen)); ${program}`
  const all = { PATH: process.env.PATH ?? '', HOME: folder, ...env }
  const { code, err } = await run(['exec', '--world', 'empty', '--edge', ...flags, '--', process.execPath, '-e', whole], all)
  return { code, err, seen: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined }
}

/** A certificate of nobody in particular. */
const stranger = certificatesIn(readFileSync(new URL('../../test/clients/stranger.pem', import.meta.url), 'utf8'))[0] ?? ''

t.test('exec --edge sets proxy and certificates, says so, passes the exit code on and leaves nothing', async (t) => {
  const mine = join(folder, 'mine.pem')
  writeFileSync(mine, `${stranger}\n`)
  const many = join(folder, 'certificates')
  mkdirSync(many)
  writeFileSync(join(many, 'one.crt'), `a comment\n${stranger}\n`)
  const { code, err, seen } = await exec(`
    const files = ${JSON.stringify(trustVariables)}.map((name) => [name, readFileSync(env[name], 'utf8')])
    tell({ env, files: Object.fromEntries(files), folder: require('node:path').dirname(env.SSL_CERT_FILE) })
    process.exitCode = 7
  `, {
    HTTPS_PROXY: 'http://me:secret@proxy.corp:3128',
    NO_PROXY: 'internal,.saucelabs.com',
    NODE_EXTRA_CA_CERTS: mine,
    REQUESTS_CA_BUNDLE: many,
    CURL_CA_BUNDLE: join(folder, 'none.pem'),
    JAVA_TOOL_OPTIONS: '-Xmx1g'
  }, '--no-proxy', 'registry.npmjs.org')
  t.equal(code, 7)
  const { env } = seen
  const { PERFTWIN_URL: proxy } = env
  t.match(proxy, /^http:\/\/127\.0\.0\.1:\d+$/)
  for (const name of proxyVariables) t.equal(env[name], proxy, name)
  t.equal(env.NO_PROXY, 'internal,localhost,127.0.0.1,::1,[::1],registry.npmjs.org,.registry.npmjs.org')
  t.equal(env.no_proxy, env.NO_PROXY)
  t.match(env, { NODE_USE_ENV_PROXY: '1', SAUCE_USERNAME: 'demo', JAVA_TOOL_OPTIONS: /^-Xmx1g -Dhttps\.proxyHost=127\.0\.0\.1 / })
  const held = Object.fromEntries(Object.entries<string>(seen.files).map(([name, text]) => [name, certificatesIn(text)]))
  const roots = new Set(Object.values(held).map(([first]) => first))
  t.equal(roots.size, 1, 'the root is the first of each')
  const { subject, ca, fingerprint256 } = new X509Certificate([...roots][0] ?? '')
  t.equal(ca, true)
  t.match(subject, 'perftwin')
  t.equal(held.NODE_EXTRA_CA_CERTS?.[1], stranger)
  t.equal(held.NODE_EXTRA_CA_CERTS?.length, 2, 'Node\'s own are trusted anyway')
  t.strictSame(held.REQUESTS_CA_BUNDLE?.slice(1), [stranger], 'what is in the folder')
  t.ok((held.SSL_CERT_FILE?.length ?? 0) > 50, 'the usual roots, where nothing was named')
  t.match(err, fingerprint256)
  t.match(err, `${proxyVariables.join(', ')}: ${proxy}, `)
  t.match(err, 'HTTPS_PROXY named the proxy http://proxy.corp:3128: it is replaced')
  t.notMatch(err, 'secret')
  t.match(err, 'NO_PROXY excepted .saucelabs.com, which would lead past the twin to the vendors: left out')
  t.match(err, /CURL_CA_BUNDLE names .*none\.pem, and there is no such file: whom it trusted is left out/)
  t.equal(/take no notice of a proxy/.test(err), !heedsProxy(process.versions.node))
  t.notMatch(err, 'also asked for')
  t.notOk(existsSync(seen.folder), 'its files are gone')
})

t.test('exec --edge tells which other names were asked for, and exits as a signal ended it', async (t) => {
  const { code, err } = await exec(`
    const { hostname, port } = new URL(env.HTTPS_PROXY)
    const request = require('node:http').request({ hostname, port, method: 'CONNECT', path: 'registry.example.org:443' })
    request.on('connect', (response) => { tell(response.statusCode); process.kill(process.pid, 'SIGTERM') }).end()
    setTimeout(() => {}, 60_000)
  `, {})
  t.equal(code, 128 + 15)
  t.match(err, 'perftwin: also asked for, and refused: registry.example.org:443; what is to reach them goes on with --no-proxy ' +
    'registry.example.org\n')
})

t.test('--no-proxy takes names, and goes with --edge', async (t) => {
  t.match(await run(['exec', '--no-proxy', 'a.example', '--', 'true']), { code: 2, err: '--no-proxy goes with --edge' })
  for (const names of ['*', 'a.example:443', '10.0.0.0/8', 'a b', '']) {
    const { code, err } = await run(['exec', '--edge', '--no-proxy', names, '--', 'true'])
    t.match({ code, err }, { code: 2, err: /^--no-proxy .* host names or addresses without ports/ })
  }
  t.match(await run(['env', 'sauce', '--no-proxy', 'a.example']), { code: 2, err: '--no-proxy goes with edge' })
})

t.test('a folder that cannot be written to is a sentence', async (t) => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const { url } = await listeningTwin(t)
  const refused = /^cannot write the certificates \(ENOTDIR.*\): name another folder by /
  const shell = await run(['env', 'edge', '--url', url], { XDG_STATE_HOME: file })
  t.match(shell, { code: 1, err: new RegExp(`${refused.source}XDG_STATE_HOME$`) })
  const { TMPDIR } = process.env
  t.teardown(() => { TMPDIR === undefined ? delete process.env.TMPDIR : process.env.TMPDIR = TMPDIR })
  process.env.TMPDIR = file
  const ended = await run(['exec', '--world', 'empty', '--edge', '--', 'true'])
  t.match(ended, { code: 1, err: new RegExp(`${refused.source}TMPDIR$`) })
})

t.test('env edge prints the same for a shell, with the world as the proxy\'s user name', async (t) => {
  const { url, port } = await listeningTwin(t)
  const env = { XDG_STATE_HOME: join(folder, 'state'), HTTP_PROXY: 'http://proxy.corp:3128' }
  const { code, out } = await run(['env', 'edge', '--url', url, '--json'], env)
  t.equal(code, 0)
  const variables = JSON.parse(out)
  for (const name of proxyVariables) t.equal(variables[name], url, name)
  t.match(variables, { PERFTWIN_URL: url, SAUCE_USERNAME: 'demo', NODE_USE_ENV_PROXY: '1' })
  const root = await (await fetch(`${url}/_perftwin/ca.pem`)).text()
  for (const name of trustVariables) t.equal(certificatesIn(readFileSync(variables[name], 'utf8'))[0], root.trim(), name)
  t.equal(statSync(dirname(variables.SSL_CERT_FILE)).mode & 0o77, 0)
  t.match(variables.SSL_CERT_FILE, join(folder, 'state', 'perftwin', `edge-127.0.0.1-${port}`))
  const shell = await run(['env', 'edge', '--url', url, '--in', 'test-17', '--no-proxy', 'a.example'], env)
  t.match(shell.out, `export HTTPS_PROXY='http://test-17@127.0.0.1:${port}'\n`)
  t.match(shell.out, /export NO_PROXY='.*,a\.example,\.a\.example'\n/)
  t.match(shell.out, '# Java sends no user name to a proxy by itself')
  t.notMatch((await run(['env', 'edge', '--url', url], env)).out, 'Java sends')
  t.match(shell.out, '# HTTP_PROXY named the proxy http://proxy.corp:3128: it is replaced\n')
  // A shell that evaluates it twice has it once.
  const again = await run(['env', 'edge', '--url', url, '--json'], { ...env, ...variables })
  t.strictSame(JSON.parse(again.out), variables)
  t.equal(certificatesIn(readFileSync(variables.NODE_EXTRA_CA_CERTS, 'utf8')).length, 1)
})

t.test('doctor looks at the proxy, whom its clients trust, and the authority', async (t) => {
  const { url, port } = await listeningTwin(t)
  const state = join(folder, 'doctor')
  const variables = JSON.parse((await run(['env', 'edge', '--url', url, '--json'], { XDG_STATE_HOME: state })).out)
  const found = async (env: Record<string, string>, ...flags: string[]): Promise<(what: string) => unknown> => {
    const { out } = await run(['doctor', '--port', String(port), '--world', 'empty', '--json', ...flags], env)
    return (name) => JSON.parse(out).findings.find(({ what }: { what: string }) => what === name)
  }
  const { PERFTWIN_URL: _, ...edge } = variables
  const well = await found(edge)
  t.match(well('edge'), { state: 'ok', says: /leads to the twin on port \d+, and its root is trusted$/ })
  t.match(well('proxy'), { state: 'ok', says: /^a proxy is set, and not for localhost and 127\.0\.0\.1$/ })
  t.match(well('ca'), { state: 'ok', says: /in memory/ })
  t.match(well('port'), { state: 'problem', says: /taken/ }, 'a second twin could not listen there')
  const asked = await run(['doctor', '--edge', '--port', String(port), '--world', 'empty'], edge)
  t.match(asked, { code: 0, out: /^ok +port +perftwin \d.* with the world empty answers on port \d+ of 127/m }, 'clients find theirs')
  t.match((await found({}))('edge'), { state: 'ok', says: /no proxy leads to the twin/ })
  t.match((await found({}, '--edge'))('edge'), { state: 'problem', says: /^HTTPS_PROXY is not set: eval/ })
  t.match((await found({ HTTPS_PROXY: 'http://corp:3128' }))('edge'), { state: 'ok' }, 'who does not use the edge has no problem')
  t.match((await found({ HTTPS_PROXY: 'http://corp:3128' }, '--edge'))('edge'), { state: 'problem', says: /^HTTPS_PROXY leads elsewhere/ })
  const untrusting = (value: Record<string, string>): Promise<(what: string) => unknown> => found({ ...edge, ...value })
  t.match((await untrusting({ NODE_EXTRA_CA_CERTS: '' }))('edge'), { state: 'problem', says: /NODE_EXTRA_CA_CERTS is not set/ })
  t.match((await untrusting({ SSL_CERT_FILE: '/none' }))('edge'), { state: 'problem', says: /SSL_CERT_FILE cannot be read/ })
  const other = join(folder, 'other.pem')
  writeFileSync(other, stranger)
  t.match((await untrusting({ NODE_EXTRA_CA_CERTS: other }))('edge'), { state: 'problem', says: /does not hold the root of the twin/ })

  t.match((await found({}, '--ca-cert', other))('ca'), { state: 'problem', says: /--ca-cert and --ca-key go together/ })
  t.match((await found({}, '--ca-cert', other, '--ca-key', '/none'))('ca'), { state: 'problem' })
  const kept = join(folder, 'kept')
  t.match((await found({}, '--ca', kept))('ca'), { state: 'ok', says: `one will be made in ${kept}` })
  t.notOk(existsSync(kept), 'it leaves no trace')
  t.equal((await run(['ca', 'fingerprint', '--ca', kept])).code, 0)
  t.match((await found({}, '--ca', kept))('ca'), { state: 'ok', says: /kept, until 20/ })
  const [issuer = ''] = readdirSync(kept).filter((name) => name.startsWith('issuer-'))
  writeFileSync(join(kept, issuer), 'nothing')
  t.match((await found({}, '--ca', kept))('ca'), { state: 'problem', says: /the next start makes a new one/ })
})
