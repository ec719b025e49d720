// What starts, finds and stops a twin, and what helps where that fails.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { banner, readyLine, warningLines } from '../src/cli/banner.js'
import { clockCheck, memoryCheck, nodeCheck } from '../src/cli/checks/machine.js'
import { proxyCheck } from '../src/cli/checks/proxy.js'
import { commands, type Command } from '../src/cli/commands.js'
import { flagsOf } from '../src/cli/flags.js'
import { helpText } from '../src/cli/help.js'
import { strangersIn } from '../src/cli/strangers.js'
import { environmentOf } from '../src/client/environment.js'
import { packageRoot } from '../src/kernel/root.js'
import { optionSpecs } from '../src/options.js'
import { startTwin } from '../src/start.js'
import { builtInWorlds } from '../src/worlds/files/load.js'
import { run } from './cli-helper.js'
import { listeningTwin, twin as plainTwin } from './helper.js'

const folder = mkdtempSync(join(tmpdir(), 'perftwin-cli-start-'))

t.test('what cannot be listened on or read is a sentence', async (t) => {
  const { port } = await listeningTwin(t)
  const sentence = `port ${port} of 127.0.0.1 is taken; stop what listens there, or take another port (0 for a free one)`
  await t.rejects(startTwin({ world: 'empty', port }), { name: 'Taken', message: sentence })
  t.match(await run(['start', '--world', 'empty', '--port', String(port)]), { code: 1, err: /^port \d+ of 127\.0\.0\.1 is taken; / })
  const refused = async (...argv: string[]): Promise<string> => {
    const { code, err, out } = await run(['start', '--world', 'empty', '--port', '0', ...argv])
    t.strictSame({ code, out }, { code: 2, out: '' })
    return err
  }
  t.equal(await refused('--host', 'nowhere.invalid'), 'cannot listen on "nowhere.invalid": there is no such host')
  t.match(await refused('--host', '192.0.2.7'), /^cannot listen on "192\.0\.2\.7": it is no address of this machine; /)
  t.equal(await refused('--world', 'demoo'),
    'there is no world "demoo": demo, docs, empty, or the path of a world file; did you mean demo?')
  t.match(await refused('--world', 'zzz'), /^there is no world "zzz": .* world file$/)
  t.match(await refused('--world', './demoo.json'), 'cannot read the world file ./demoo.json: there is no such file')
  t.strictSame(optionSpecs.world.choices, builtInWorlds)
})

t.test('start --detach returns once the twin answers, and stop ends it', async (t) => {
  const env = { XDG_STATE_HOME: join(folder, 'state'), PERFTWIN_WROLD: 'x' }
  const state = join(folder, 'state', 'perftwin')
  t.match(await run(['stop'], env), { code: 1, err: 'no twin was left running by start --detach' })
  t.match(await run(['stop', '--all'], env), { code: 0, out: 'no twin was left running\n' })
  const [first, second] = await Promise.all([
    run(['start', '--detach', '--port', '0', '--world', 'empty', '--seed', '7', '--json'], env),
    run(['start', '--detach', '--port', '0', '--world', 'empty', '--control-token', 'secret'], env)
  ])
  t.equal(first.code, 0, first.err)
  const { url, pid, log, seed, warnings } = JSON.parse(first.out)
  t.match({ seed, warnings }, { seed: 7, warnings: [/PERFTWIN_WROLD means nothing to perftwin; did you mean PERFTWIN_WORLD\?/] })
  t.equal((await fetch(`${url}/_perftwin/health`)).status, 200, 'it answers already')
  t.not(pid, process.pid)
  t.equal(log, join(state, `${new URL(url).port}.log`))
  t.match(readFileSync(log, 'utf8'), url)
  t.match(second, { code: 0, err: /WROLD/, out: /\n {2}log {2}\/.*\.log\n {2}perftwin stop --port \d+\n$/ })
  const [, other = ''] = /stop --port (\d+)/.exec(second.out) ?? []

  const taken = await run(['start', '--detach', '--port', other, '--world', 'empty'], env)
  t.match(taken, { code: 1, err: /^perftwin: port \d+ of 127\.0\.0\.1 is taken; .*\n$/, out: '' }, 'the sentence of the one that failed')
  t.match(await run(['start', '--detach', '--world', 'no-such-world'], env), { code: 2, err: /there is no world "no-such-world"/ })
  t.strictSame(readdirSync(state).filter((name) => name.startsWith('starting')), [])

  t.match(await run(['stop'], env), { code: 1, err: /^several twins were left running, on \d+, \d+: say which by --port, or --all$/ })
  t.match(await run(['stop', '--port', '1'], env), { code: 1, err: /^no twin was left running on port 1, only on \d+, \d+$/ })
  t.match(await run(['stop', '--port', '1', '--all'], env), { code: 2, err: /either --port or --all/ })
  t.match(await run(['stop'], { ...env, PERFTWIN_PORT: other }), { code: 0, out: `http://127.0.0.1:${other} has stopped\n` })
  t.equal((await fetch(`${url}/_perftwin/health`)).status, 200, 'the other one stays')

  // What a twin that was killed leaves behind names nobody, whoever has its process number now.
  process.kill(pid, 'SIGKILL')
  await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => {})
  t.ok(readdirSync(state).some((name) => name.endsWith(`-${pid}.sock`)))
  t.match(await run(['stop'], env), { code: 1, err: /^no twin was left running/ })
  t.notOk(readdirSync(state).some((name) => name.endsWith('.sock')))

  const again = await run(['start', '--detach', '--port', '0', '--world', 'empty', '--json'], env)
  t.match(await run(['stop', '--json'], env), { code: 0, out: `{"twins":[{"url":"${JSON.parse(again.out).url}",` })
})

t.test('a state folder that cannot be is a sentence', async (t) => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const refused = await run(['start', '--detach'], { XDG_STATE_HOME: file })
  t.match(refused, { code: 1, err: /^cannot keep logs in .*: name another folder by XDG_/ })
})

t.test('the counts at start are those of info, whenever it starts', async (t) => {
  const { twin, send, get } = await plainTwin(t, { world: 'demo' })
  await send('PUT', '/_perftwin/clock', { mode: 'frozen', at: '2026-05-20T12:00:00Z' })
  const told = banner(twin, { url: 'http://x' })
  t.notMatch(told, /^ +tls /m)
  t.match(told, /^ {2}dashboard {2}http:\/\/x\/_perftwin\/dashboard\/$/m)
  t.match(banner({ ...twin, controlToken: 'a token' }, { url: 'http://x' }), /\/_perftwin\/dashboard\/#token=a%20token$/m)
  t.match(banner(twin, { url: 'http://x:4010', tlsPort: 8443 }), /^ +tls +https:\/\/x:8443$/m)
  t.match(JSON.parse(readyLine(twin, { url: 'http://[::1]:4010', tlsPort: 443, pid: 1 })), { tlsUrl: 'https://[::1]' })
  const { counts } = JSON.parse(readyLine(twin, { url: 'http://x', pid: 1 }))
  const info = (await get('/_perftwin/info')).body
  t.strictSame(counts, info.counts)
  t.match(told, `, ${info.counts.jobs} jobs, ${info.counts.builds} builds, 2 apps, now 2026-05-20`)
})

t.test('variables that mean nothing are told, with the nearest that does', async (t) => {
  const env = { PERFTWIN_WROLD: 'x', PERFTWIN_COLOUR: 'x', PERFTWIN_PORT: '1', PERFTWIN_URL: 'x', OTHER: 'x' }
  t.strictSame(strangersIn(env), [
    'the variable PERFTWIN_COLOUR means nothing to perftwin',
    'the variable PERFTWIN_WROLD means nothing to perftwin; did you mean PERFTWIN_WORLD?'
  ])
  const { twin } = await plainTwin(t)
  t.match(warningLines(twin, env), /^perftwin: warning: the variable PERFTWIN_COLOUR .*\nperftwin: warning: .* PERFTWIN_WROLD .*\n$/)
  t.match(JSON.parse(readyLine(twin, { url: 'http://x', pid: 1, env })).warnings, [/COLOUR/, /WROLD/])
  const links = { PERFTWIN_SERVICE_HOST: '10.0.0.1', PERFTWIN_SERVICE_PORT_HTTP: '1', PERFTWIN_PORT_4010_TCP_ADDR: '10.0.0.1' }
  t.strictSame(strangersIn(links), [], 'what Kubernetes tells of a neighbour')
  t.match(await run(['info'], { PERFTWIN_PORT: 'tcp://10.0.0.1:4010', PORT: '1' }), { err: /no twin answers at http:\/\/127\.0\.0\.1:1:/ })
})

t.test('env prints what exec sets, in the words of a shell, fish, dotenv and GitHub', async (t) => {
  const token = 'it\'s "a" $token'
  const { url, twin } = await listeningTwin(t, { controlToken: token })
  const [user] = twin.worlds.default.facts.users.values()
  const asked = async (...argv: string[]): Promise<string> => {
    const { code, out, err } = await run(['env', ...argv], { PERFTWIN_URL: url, PERFTWIN_CONTROL_TOKEN: token })
    t.equal(code, 0, err)
    return out
  }
  const expected = environmentOf(url, user, token)
  t.strictSame(JSON.parse(await asked('--json')), expected)
  // Taken in by a shell, with quotes around it and without.
  for (const [script, names] of [['eval "$TEXT"', Object.keys(expected)], ['eval $TEXT', ['PERFTWIN_URL', 'SAUCE_ACCESS_KEY']]] as const) {
    const { stdout } = spawnSync('sh', ['-c', `${script}; env`], { env: { TEXT: await asked(), PATH: process.env.PATH }, encoding: 'utf8' })
    for (const name of names) t.match(`\n${stdout}`, `\n${name}=${expected[name]}\n`)
  }
  const names = (text: string): string[] => [...text.matchAll(/^(?:export )?([A-Z_]+)=/gm)].map(([, name = '']) => name)
  t.strictSame(names(await asked('asc')), ['PERFTWIN_URL', 'PERFTWIN_CONTROL_TOKEN', 'APP_STORE_CONNECT_URL'])
  t.strictSame(names(await asked('sauce', '--format', 'dotenv')), Object.keys(expected).filter((name) => !name.startsWith('APP_')))
  t.match(await asked('sauce'), /\n# curl -u .*\n# new SauceLabs\(\{ host: 'http:.*' \}\) .*\n$/)
  t.match(await asked('--format', 'dotenv'), `PERFTWIN_URL=${url}\nPERFTWIN_CONTROL_TOKEN=${JSON.stringify(token)}\n`)
  t.match(await asked('--format', 'fish'), 'set -gx PERFTWIN_CONTROL_TOKEN \'it\\\'s "a" $token\'\n')
  const lines = (await asked('--format', 'github', '--in', 't1')).trimEnd().split('\n')
  t.match(lines, [`PERFTWIN_URL=${url}/w/t1`, `PERFTWIN_CONTROL_TOKEN=${token}`])
  t.ok(lines.every((line) => !line.startsWith('#')), 'where comments are not understood there are none')
  t.match(await run(['env', 'apple'], { PERFTWIN_URL: url }), { code: 2, err: /"apple" is no vendor: all, sauce, asc/ })
})

interface Diagnosis { healthy: boolean, findings: Array<{ what: string, state: string, says: string }> }
interface Diagnosed extends Diagnosis { code: number, of: (what: string) => unknown }

t.test('doctor says what stands in the way, and by what', async (t) => {
  const diagnosed = async (argv: string[], env: Record<string, string> = {}): Promise<Diagnosed> => {
    const { code, out } = await run(['doctor', ...argv, '--json'], env)
    const { healthy, findings } = JSON.parse(out) as Diagnosis
    return { code, healthy, findings, of: (what) => findings.find((finding) => finding.what === what) }
  }
  const data = join(folder, 'data.json')
  const well = await diagnosed(['--port', '0', '--world', 'empty', '--data', data])
  t.strictSame(well.findings.filter(({ state }) => state !== 'ok'), [])
  t.match(well, { code: 0, healthy: true })
  t.notOk(existsSync(data) || existsSync(`${data}.lock`), 'it leaves no trace')

  const { port } = await listeningTwin(t)
  const argv = ['--port', String(port), '--world', 'emty', '--data', join(folder, 'none', 'x')]
  const ill = await diagnosed(argv, { HTTP_PROXY: 'http://p', PERFTWIN_HSOT: 'x' })
  t.match(ill, { code: 1, healthy: false })
  const problems = ill.findings.filter(({ state }) => state === 'problem').map(({ what }) => what)
  t.strictSame(problems, ['port', 'proxy', 'world', 'data', 'variables'])
  t.match(ill.of('port'), { says: /^port \d+ of 127.* is taken; .*; it is perftwin \d.* with the world empty/ })
  if (process.platform === 'linux') t.match(ill.of('port'), { says: `process ${process.pid} (` })
  t.match(ill.of('world'), { says: /there is no world "emty": .*; did you mean empty\?/ })
  t.match(ill.of('data'), { says: /there is no folder .*none/ })

  const silent = createServer().listen(0, '127.0.0.1')
  t.teardown(() => { silent.close() })
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port: other } = silent.address() as { port: number }
  const words = await run(['doctor', '--port', String(other)])
  t.match(words, { code: 1, out: /^ok +node +Node\.js .*\nproblem +port +port \d+ of 127/ })
  t.notMatch(words.out, 'it is perftwin')
  t.match(await diagnosed(['--host', 'nowhere.invalid']), { findings: [{}, { state: 'problem', says: /there is no such host/ }] })
})

t.test('a proxy stands in the way unless NO_PROXY excepts the twin', async (t) => {
  const proxy = 'http://proxy:3128'
  for (const [env, host, state] of [
    [{}, '127.0.0.1', 'ok'],
    [{ http_proxy: proxy }, '127.0.0.1', 'problem'],
    [{ ALL_PROXY: proxy }, '127.0.0.1', 'problem'],
    [{ HTTP_PROXY: proxy, NO_PROXY: 'localhost' }, '127.0.0.1', 'problem'],
    [{ HTTP_PROXY: proxy, NO_PROXY: 'localhost,127.0.0.1' }, '127.0.0.1', 'ok'],
    [{ HTTP_PROXY: proxy, NO_PROXY: 'localhost,127.0.0.1', no_proxy: 'example.com' }, '127.0.0.1', 'problem'],
    [{ HTTP_PROXY: proxy, no_proxy: 'localhost 127.0.0.0/8' }, '0.0.0.0', 'ok'],
    [{ HTTP_PROXY: proxy, NO_PROXY: '*' }, '127.0.0.1', 'ok'],
    [{ HTTP_PROXY: proxy, NO_PROXY: '.test:4010' }, 'twin.test', 'ok'],
    [{ HTTP_PROXY: proxy, NO_PROXY: 'est' }, 'twin.test', 'problem'],
    [{ HTTPS_PROXY: proxy }, '127.0.0.1', 'ok']
  ] as const) t.match(proxyCheck(env, host), { state }, JSON.stringify({ env, host }))
  t.match(proxyCheck({ HTTP_PROXY: proxy }, '127.0.0.1').says, 'for localhost and 127.0.0.1: export NO_PROXY=localhost,127.0.0.1')
  const { says } = proxyCheck({ HTTPS_PROXY: proxy }, '127.0.0.1')
  t.match(says, 'the saucelabs SDK takes no notice of NO_PROXY: unset HTTPS_PROXY where it runs')
})

t.test('an old Node.js, a small machine and a wrong clock stand in the way', async (t) => {
  for (const [version, state] of [['18.20.0', 'problem'], ['20.18.9', 'problem'], ['20.19.0', 'ok'], ['22.1.0', 'ok']] as const) {
    t.match(nodeCheck(version), { state })
  }
  const MB = 1024 ** 2
  const grants = { heap: 2000 * MB, room: 8000 * MB, free: 4000 * MB }
  t.match(memoryCheck({ memory: '500MB' }, grants), { state: 'ok', says: '500 MB of the 2000 MB that V8 may use, of 8000 MB' })
  t.match(memoryCheck({ memory: '3GB' }, grants), { state: 'problem', says: /^--memory asks for 3072 MB, and V8 may use 2000 MB.*=4608$/ })
  const small = { ...grants, room: 512 * MB, free: 400 * MB }
  t.match(memoryCheck({ memory: '100MB' }, small), { state: 'problem', says: /of 512 MB, .*=384$/ })
  t.match(memoryCheck({ memory: '100MB' }, { ...grants, free: 90 * MB }), { state: 'problem', says: /^90 MB are free/ })
  const asked = Date.now()
  t.match(clockCheck({}), { state: 'ok', says: /this machine is in .*, perftwin tells times in UTC/ })
  t.match(clockCheck({ TZ: 'Nowhere/Land' }), { state: 'ok', says: /\(TZ=Nowhere\/Land names no time zone\)/ })
  t.match(clockCheck({}, { now: asked + 1000, asked }), { state: 'ok' })
  t.match(clockCheck({}, { now: asked + 90_000, asked }), { state: 'problem', says: /is 90 s ahead of this machine/ })
  t.match(clockCheck({}, { now: asked - 90_000, asked }), { state: 'problem', says: /is 90 s behind this machine/ })
})

t.test('shells complete from the table that the help is made from', async (t) => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out } = await run(['completion', shell])
    t.equal(code, 0)
    for (const [name, spec] of Object.entries(commands)) {
      t.ok(out.includes(name), `${shell} ${name}`)
      for (const { flag } of flagsOf(spec)) t.ok(out.includes(shell === 'fish' ? `-l ${flag.slice(2)} ` : flag), `${shell} ${flag}`)
    }
  }
  t.match(await run(['completion', 'tcsh']), { code: 2, err: /"tcsh" is no shell: bash, zsh, fish/ })

  const { out: script } = await run(['completion', 'bash'])
  const tries: ReadonlyArray<readonly [line: string, offered: string | RegExp]> = [
    ['perftwin cl', 'clock'],
    ['perftwin ', /^start stop exec .* help$/],
    ['perftwin clock ', 'real frozen offset advance'],
    ['perftwin start --w', '--world --webhook-targets --worlds'],
    ['perftwin start --auth ', 'off any strict'],
    ['perftwin --port 3 sto', 'stop'],
    ['perftwin stop --', '--port --all --json --help --version'],
    ['perftwin env --format f', 'fish'],
    ['perftwin start --asc-profile l', 'live'],
    ['perftwin completion z', 'zsh'],
    [`perftwin validate ${folder}/a-`, `${folder}/a-file`],
    [`perftwin start --data ${folder}/a-`, `${folder}/a-file`]
  ]
  const asking = tries.map(([line]) => `COMP_WORDS=(${line}${line.endsWith(' ') ? '""' : ''}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_perftwin; echo "\${COMPREPLY[*]}"`)
  const { stdout } = await promisify(execFile)('bash', ['-c', [script, ...asking].join('\n')])
  const offered = stdout.split('\n')
  for (const [index, [line, expected]] of tries.entries()) t.match(offered[index], expected, line)
})

t.test('the README shows the help as it is, and every exit code', async (t) => {
  const readme = readFileSync(new URL('README.md', packageRoot), 'utf8')
  t.ok(readme.includes(`\n${helpText()}\`\`\`\n`))
  for (const name of Object.keys(commands) as Command[]) t.match(helpText(name), /Exit codes: 0 done; 1 not as expected[^]*2 misuse/)
})
