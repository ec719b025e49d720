// Sauce Connect's pretence: tunnels that open in name, and what launchers download and run.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { archiveOf, isVersion, programPath } from '../src/sauce/sauce-connect/downloads.js'
import { basic, listeningTwin, twin } from './helper.js'
import { newerNode } from './newer-node.js'

const tunnels = '/rest/v1/demo/tunnels'

t.test('a tunnel that is started is new, boots and runs by the world\'s clock, and closes when it is told to', async (t) => {
  const { get, send, twin: { worlds: { default: { clock } } } } = await twin(t, { world: 'demo' })
  clock.set({ mode: 'offset', offset: 0 })
  const asked = { tunnel_identifier: 'ci', metadata: { hostname: 'laptop', runner: 'x' }, domain_names: ['a.example'], unheard: 1 }
  const started = await send('POST', tunnels, asked)
  t.match([started.status, started.body], [200, {
    owner: 'demo', tunnel_identifier: 'ci', status: 'new', is_ready: false, metadata: { hostname: 'laptop' }, domain_names: ['a.example'],
    launch_time: null, host: null
  }])
  const { id } = started.body
  t.match(id, /^[0-9a-f]{32}$/)
  t.strictSame((await get(tunnels)).body, [id])
  const stateOf = async (): Promise<unknown[]> => {
    const { body: { status, is_ready: ready, shutdown_time: down } } = await get(`${tunnels}/${id}`)
    return [status, ready, down === null]
  }
  clock.advance(1500)
  t.strictSame(await stateOf(), ['booting', false, true])
  clock.advance(2000)
  t.strictSame(await stateOf(), ['running', true, true])
  t.match((await get(`${tunnels}?full=true`)).body, [{ id, status: 'running' }])
  const stopped = await send('DELETE', `${tunnels}/${id}?reason=sigterm&wait_for_jobs=true`)
  t.strictSame([stopped.status, stopped.body], [200, { result: true, id, jobs_running: 0 }])
  t.strictSame(await stateOf(), ['halting', false, false])
  clock.advance(3000)
  t.match((await get(`${tunnels}/${id}`)).body, { status: 'terminated', shutdown_reason: 'sigterm', user_shutdown: true })
  t.strictSame((await get(tunnels)).body, [])
  t.equal((await send('DELETE', `${tunnels}/${id}`)).status, 200, 'once more')
})

t.test('where the clock stands still a tunnel is open at once, for its client would wait for ever', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const { body: { id, status } } = await send('POST', tunnels, {})
  t.equal(status, 'running')
  await send('DELETE', `${tunnels}/${id}`)
  t.equal((await get(`${tunnels}/${id}`)).body.status, 'terminated')
})

t.test('tunnels are seen by who may use them, and belong to their world', async (t) => {
  const users = [{ username: 'demo', accessKey: 'd' }, { username: 'mate', accessKey: 'm' }]
  const sauce = { teams: [{ name: 'One', users }, { name: 'Two', users: [{ username: 'other', accessKey: 'o' }] }] }
  const { get, send } = await twin(t, { world: { name: 'x', sauce } as never, auth: 'strict' })
  const as = (user: string): Record<string, string> => ({ authorization: basic(user, user[0]) })
  const start = async (body: object): Promise<string> => (await send('POST', tunnels, body, as('demo'))).body.id
  const [shared, own] = [await start({ tunnel_identifier: 'pool', shared_tunnel: true }), await start({ tunnel_identifier: 'pool' })]
  t.strictSame(new Set((await get(tunnels, as('demo'))).body), new Set([shared, own]))
  t.equal((await get(`${tunnels}?filter=one_per_pool`, as('demo'))).body.length, 1)
  t.strictSame((await get('/rest/v1/mate/tunnels?all=true', as('mate'))).body, { demo: [shared] })
  t.strictSame((await get('/rest/v1/other/tunnels?all=1', as('other'))).body, {})
  t.equal((await send('POST', tunnels, {}, as('other'))).status, 404)
  t.equal((await send('DELETE', `${tunnels}/${own}`, undefined, as('mate'))).status, 404)
  t.equal((await send('POST', tunnels, {}, { authorization: '' })).status, 401)
  t.strictSame((await get(tunnels, { ...as('demo'), 'x-perftwin-world': 'fork' })).body, [], 'a world of its own')
  t.match((await send('POST', tunnels, { tunnel_identifier: 7 }, as('demo'))), { status: 400, body: { errors: /tunnel_identifier/ } })
  t.match((await send('POST', tunnels, '{', as('demo'))).status, 400)
})

t.test('a user has no end of tunnels only as long as they are closed', async (t) => {
  const { send } = await twin(t)
  const last: number[] = []
  for (let i = 0; i < 201; i++) last.push((await send('POST', tunnels, {})).status)
  t.strictSame([last.slice(0, 200).every((status) => status === 200), last[200]], [true, 400])
})

t.test('launchers are told of a program of perftwin\'s, which says so', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const { body: { download } } = await get('/rest/v1/public/tunnels/sauce-connect/download?os=linux&arch=x86_64&version=5')
  t.match(download, { version: /^5\.\d\.\d-perftwin\.[0-9a-f]{8}$/, url: /^https:\/\/localhost:4010\/rest\/v1\/public\/.*\.tar\.gz$/ })
  const file = await get(new URL(download.url).pathname, { authorization: '' })
  t.match([file.status, file.headers['content-type']], [200, 'application/gzip'])
  const other = await get('/rest/v1/public/tunnels/sauce-connect/download?version=5', { 'x-perftwin-world': 'other' })
  t.not(other.body.download.version, download.version, 'what was kept for one world is not taken for another\'s')
  t.match((await get('/rest/v1/public/tunnels/sauce-connect/download?os=windows')).body, { error: { code: 404, message: /windows/ } })
  const { body } = await get('/rest/v1/public/tunnels/info/versions?all=true')
  t.match(body, { latest_version: /^4\.9\.2-perftwin/, downloads: { linux: { sha1: /^[0-9a-f]{40}$/ }, osx: {} } })
  t.ok(Object.keys(body.all_downloads).includes(body.latest_version))
  const { body: versions } = await get('/versions.json', { host: 'saucelabs.com' })
  t.match(versions['Sauce Connect'], { version: /^4\.9\.2-perftwin/, linux: {} })
  for (const name of ['sc-9.9.9-linux.tar.gz', 'sauce-connect-5.2.3_windows.x86_64.tar.gz', 'x', 'sc-4.9.2-linux.zip']) {
    t.equal((await get(`/downloads/${name}`)).status, 404, name)
  }
  for (const version of ['5.2.3', '5.2.3-perftwin.00000000', '4.9.1']) t.ok(isVersion(version), version)
  for (const version of ['6.0.0', '5.2', '5.2.3-x', '']) t.notOk(isVersion(version), version)
  t.equal(programPath('sc-4.9.1-linux.tar.gz'), 'sc-4.9.1-linux/bin/sc')
})

t.test('who asked by a proxy is led to the twin itself, never to a name that may lead away', async (t) => {
  const { port } = await listeningTwin(t, { world: 'demo' })
  const path = '/rest/v1/public/tunnels/sauce-connect/download?os=linux'
  const text = await new Promise<string>((resolve) => {
    let raw = ''
    const socket = net.connect(port, '127.0.0.1').on('data', (data) => { raw += data.toString() }).on('close', () => { resolve(raw) })
    const user = `Proxy-Authorization: ${basic('mine')}`
    socket.write(`GET https://api.us-west-1.saucelabs.com${path} HTTP/1.1\r\nHost: x\r\n${user}\r\nConnection: close\r\n\r\n`)
  })
  t.match(text, `"https://127.0.0.1:${port}/w/mine/rest/v1/public/tunnels/sauce-connect/files/`)
})

/** The program that a twin offers, as a file. */
function programOf (url: string, name = 'sauce-connect-5.2.3_linux.x86_64.tar.gz'): string {
  const tar = gunzipSync(archiveOf(name, url) ?? Buffer.alloc(0))
  const size = parseInt(tar.toString('latin1', 124, 135), 8)
  const file = join(mkdtempSync(join(tmpdir(), 'perftwin-sc-')), 'sc')
  writeFileSync(file, tar.subarray(512, 512 + size), { mode: 0o755 })
  return file
}

/** A port that nobody listens on. */
async function freePort (): Promise<number> {
  const server = net.createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Running { child: ChildProcess, said: () => string, until: (line: RegExp) => Promise<void> }

/** Runs a program; `until` waits for a line of what it says. */
function run (file: string, args: readonly string[], node = process.execPath): Running {
  const child = spawn(node, [file, ...args], { env: { PATH: process.env.PATH } })
  let said = ''
  child.stdout.on('data', (data) => { said += String(data) })
  child.stderr.on('data', (data) => { said += `stderr: ${data}` })
  const until = async (line: RegExp): Promise<void> => {
    for (let i = 0; i < 1000 && !line.test(said); i++) await setTimeout(25)
    if (!line.test(said)) throw new Error(`it never said ${line}: ${said}`)
  }
  return { child, said: () => said, until }
}

t.test('the program opens a tunnel, is ready when that is, and closes it when it is stopped', async (t) => {
  const { url, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
  const [{ accessKey } = { accessKey: '' }] = worlds.default.facts.users.values()
  const port = await freePort()
  const { child, said, until } = run(programOf(url), [
    'run', '--username=demo', `--access-key=${accessKey}`, '--tunnel-name=ci', '--metadata=runner=x', `--api-address=:${port}`,
    '--region=us-west-1'
  ])
  t.teardown(() => child.kill('SIGKILL'))
  await until(/you may start your tests\.\n/)
  t.match(said(), /emulated by perftwin at .*: nothing passes through this tunnel/)
  t.equal((await fetch(`http://localhost:${port}/readyz`)).status, 200)
  const [tunnel] = worlds.default.facts.tunnels.values()
  t.match(tunnel, { name: 'ci', owner: 'demo', settings: { metadata: { runner: 'x' } }, stopped: null })
  child.kill('SIGINT')
  t.strictSame(await once(child, 'exit'), [0, null])
  t.match(said(), /Goodbye\.\n$/)
  t.match([...worlds.default.facts.tunnels.values()], [{ reason: 'SIGINT', gone: Number }])
})

t.test('as version 4 it writes its ready file, and ends when its tunnel is closed by the API', async (t) => {
  const { url } = await listeningTwin(t, { world: 'demo' })
  const file = programOf(url, 'sc-4.9.2-linux.tar.gz')
  const readyFile = `${file}-ready`
  const args = ['-u', 'demo', '-k', 'any', '-i', 'old', '--readyfile', readyFile, '-x', 'https://saucelabs.com/rest/v1']
  const { child, said, until } = run(file, args)
  t.teardown(() => child.kill('SIGKILL'))
  await until(/Sauce Connect is up/)
  t.ok(existsSync(readyFile))
  const id = /Tunnel ID: ([0-9a-f]{32})/.exec(said())?.[1]
  const ended = once(child, 'exit')
  await fetch(`${url}${tunnels}/${id}`, { method: 'DELETE', headers: { authorization: basic('demo') } })
  t.strictSame(await ended, [0, null])
})

t.test('a program whose twin is gone, or knows no such key, says so and ends', async (t) => {
  const gone = run(programOf(`http://127.0.0.1:${await freePort()}`), ['run', '--username=demo', '--access-key=x'])
  t.strictSame(await once(gone.child, 'exit'), [1, null])
  t.match(gone.said(), /Error: the twin at http:\/\/127\.0\.0\.1:\d+ does not answer/)
  const { url } = await listeningTwin(t, { world: 'demo', auth: 'strict' })
  const wrong = run(programOf(url), ['run', '--username=demo', '--access-key=wrong'])
  t.strictSame(await once(wrong.child, 'exit'), [1, null])
  t.match(wrong.said(), 'Error: Not authorized')
})

/** Starts Sauce Connect with node-saucelabs and stops it again; its downloads, which are by https alone, go to the twin. */
const launcher = `
const [folder, twin, port, version] = process.argv.slice(2)
const http = require('http')
require('https').get = (url, done) => {
  const { pathname, hostname } = new URL(url)
  return http.get(twin + pathname, { headers: { host: hostname.endsWith('saucelabs.com') ? hostname : new URL(twin).host } }, done)
}
const SauceLabs = require(folder).default
const api = new SauceLabs({ user: 'demo', key: 'any', host: twin, region: 'us-west-1' })
const options = version.startsWith('4') ? { scVersion: version, tunnelName: 'sdk' } : { tunnelName: 'sdk', apiAddress: ':' + port }
api.startSauceConnect(options).then(async (running) => {
  console.log('started')
  await running.close()
  console.log('closed')
  process.exit(0)
}).catch((error) => { console.log('failed ' + error.stack); process.exit(1) })
`

for (const [name, version] of [['saucelabs', '5'], ['saucelabs-9.2', '5'], ['saucelabs-8', '4.9.1'], ['saucelabs-7', '4.9.1']] as const) {
  const node = name === 'saucelabs-9.2' ? newerNode() : process.execPath
  const skip = node === undefined && 'it needs Node.js 22.19: scripts/with-newer-node.sh npm test'
  t.test(`${name} downloads it, starts it, and stops it`, { skip }, async (t) => {
    const { url, twin: { worlds } } = await listeningTwin(t, { world: 'demo' })
    // A copy: the client keeps what it downloads beside itself.
    const modules = fileURLToPath(new URL('node_modules/', packageRoot))
    const root = mkdtempSync(join(tmpdir(), 'perftwin-sdk-'))
    const folder = join(root, 'sdk')
    mkdirSync(folder)
    for (const part of readdirSync(join(modules, name))) {
      if (part === 'node_modules') symlinkSync(join(modules, name, part), join(folder, part))
      else cpSync(join(modules, name, part), join(folder, part), { recursive: true, filter: (from) => !from.includes('sc-loader') })
    }
    symlinkSync(modules, join(root, 'node_modules'))
    writeFileSync(join(root, 'launcher.cjs'), launcher)
    const { child, said, until } = run(join(root, 'launcher.cjs'), [folder, url, String(await freePort()), version], node)
    t.teardown(() => child.kill('SIGKILL'))
    await until(/closed|failed/)
    t.match(said(), /started\n(?:[^]*\n)?closed\n/)
    t.match([...worlds.default.facts.tunnels.values()], [{ name: 'sdk', gone: Number }])
  })
}
