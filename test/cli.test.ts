import { createPublicKey } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readArguments } from '../src/cli/arguments.js'
import { commands, type Command } from '../src/cli/commands.js'
import { helpText } from '../src/cli/help.js'
import { flagOf, optionSpecs } from '../src/options.js'
import { cli, run } from './cli-helper.js'
import { listeningTwin, twin as plainTwin } from './helper.js'

const folder = mkdtempSync(join(tmpdir(), 'perftwin-cli-'))

t.test('commands talk to a running twin', async (t) => {
  const { url } = await listeningTwin(t, { world: 'demo' })
  const env = { PERFTWIN_URL: url }
  const json = async (...argv: string[]): Promise<any> => {
    const { code, out, err } = await run([...argv, '--json'], env)
    t.equal(code, 0, `${argv.join(' ')} ${err}`)
    return JSON.parse(out)
  }
  t.match(await run(['info'], env), { code: 0, out: /^version .*\nworld +default, grown from demo with seed 1\n/ })
  t.match(await json('info'), { world: 'default', seed: 1 })
  t.match(await run(['clock'], env), { code: 0, out: '2026-04-15T12:00:00.000Z (frozen)\n' })
  t.match(await json('clock', 'advance', 'PT5M'), { now: '2026-04-15T12:05:00.000Z' })
  t.match(await run(['clock', 'frozen', '2026-01-01T00:00:00Z', '--in', 'other'], env), { out: '2026-01-01T00:00:00.000Z (frozen)\n' })
  t.match(await run(['clock', 'offset', 'PT1H', '--in', 'other'], env), { out: /\(offset PT1H\)/ })
  t.match(await json('clock', 'real', '--in', 'other'), { mode: 'real' })
  t.match(await json('clock'), { now: '2026-04-15T12:05:00.000Z' }, 'another world is another clock')
  t.match(await run(['clock', 'sideways'], env), { code: 2, err: /"sideways" is no clock command: show, real/ })
  t.match(await run(['clock', 'offset', '-P1D', '--in', 'behind'], env), { code: 0, out: /\(offset -P1D\)/ }, 'times may be negative')
  t.match(await run(['clock', 'offset', '-P1X'], env), { code: 2, err: /"-P1X" is no ISO 8601 duration/ })
  t.match(await json('clock', 'advance', '-PT5M'), { now: '2026-04-15T12:00:00.000Z' })
  t.match(await json('clock', 'advance', 'PT5M'), { now: '2026-04-15T12:05:00.000Z' })
  t.match(await run(['clock', 'advance'], env), { code: 2, err: 'the duration is missing' })
  t.match(await run(['clock', 'advance', 'soon'], env), { code: 2, err: /no ISO 8601 duration/ })

  const id = (await (await fetch(`${url}/_perftwin/jobs`, { method: 'POST', body: '{"name":"x"}' })).json() as { id: string }).id
  t.match(await run(['snapshot', 'save', 'one'], env), { code: 0, out: 'one is saved with 2 changes\n' })
  t.match(await run(['snapshot', 'diff'], env), { out: new RegExp(`^\\+ jobs ${id}\\n`) })
  t.match(await run(['snapshot', 'list'], env), { out: /^one +2026-04-15T12:05:00.000Z +2 changes/ })
  const file = join(folder, 'one.json')
  t.match(await json('snapshot', 'export', 'one', file), { exported: 'one' })
  t.equal(JSON.parse(readFileSync(file, 'utf8')).format, 'perftwin snapshot')
  t.match(await run(['reset'], env), { code: 0, out: 'world default is back at its start\n' })
  t.match(await run(['reset', '--in', 'nowhere'], env), { code: 1, out: '', err: /^there is no world "nowhere", only default, / })
  t.match(await run(['reset', '--in', 'othr'], env), { code: 1, err: 'there is no world "othr"; did you mean other?' })
  t.match(await run(['reset', '--in', 'other'], env), { code: 0, out: 'world other is back at its start\n' })
  t.notMatch(await run(['world', 'list'], env), { out: /nowhere/ }, 'nor is it made by asking')
  t.match(await run(['snapshot', 'import', file, 'again'], env), { code: 0, out: /^again is there/ })
  t.match(await run(['snapshot', 'restore', 'again'], env), { code: 0 })
  t.match(await run(['snapshot', 'diff', 'one', 'again'], env), { out: 'no difference\n' })
  t.match(await run(['snapshot', 'delete', 'one'], env), { code: 0 })
  t.match(await run(['snapshot', 'restore', 'one'], env), { code: 1, err: 'snapshot one not found' })
  t.match(await run(['snapshot', 'import', join(folder, 'absent.json')], env), { code: 2, err: /cannot read/ })
  t.match(await run(['snapshot', 'save'], env), { code: 2, err: 'the name is missing' })

  t.match(await run(['world', 'create', 'w1', '{"ttl":"PT1H"}'], env), { code: 0, out: '/w/w1\n' })
  t.match(await run(['world', 'list'], env), { out: /w1 +\/w\/w1 +demo, seed 1 .*gone in PT/ })
  t.match(await run(['world', 'delete', 'w1'], env), { code: 0 })

  t.match(await run(['fault', 'add', '{"match":{"operation":"getUser"},"effect":{"status":503}}'], env), { code: 0, out: 'fault-1\n' })
  t.match(await run(['fault', 'list'], env), { out: /^fault-1 +fired 0 of 0/ })
  t.match(await run(['fault', 'add', '{'], env), { code: 2, err: /the fault is not JSON/ })
  t.match(await run(['fault', 'remove', 'fault-1'], env), { code: 0 })
  t.match(await run(['fault', 'clear'], env), { code: 0, out: 'no faults\n' })
  await fetch(`${url}/rest/v1/demo/jobs?limit=1`, { headers: { authorization: 'Basic ZGVtbzp4' } })
  t.match(await run(['verify', '{"match":{"operation":"listJobs"},"exactly":1}'], env), { code: 0, out: /^verified: / })
  const refused = await run(['verify', '{"match":{"operation":"stopJob"}}'], env, true)
  t.equal(refused.code, 1)
  t.ok(refused.out.startsWith('\u001b[31mnot verified\u001b[39m: '))
})

t.test('wait and healthcheck', async (t) => {
  const { url } = await listeningTwin(t)
  t.match(await run(['wait', '--url', url]), { code: 0, out: `ready at ${url}\n` })
  t.match(await run(['healthcheck', '--url', url]), { code: 0, out: '' })
  t.match(await run(['healthcheck', '--json'], { PERFTWIN_PORT: new URL(url).port }), { code: 0, out: `{"healthy":true,"url":"${url}"}\n` })
  const nobody = 'http://127.0.0.1:1'
  t.match(await run(['healthcheck', '--url', nobody]), { code: 1, err: /no twin answers/ })
  t.match(await run(['wait', '--url', nobody, '--timeout', 'PT0.2S']), { code: 1, err: /no twin is ready/ })
  t.match(await run(['info', '--url', nobody]), { code: 1, err: /no twin answers at http:\/\/127\.0\.0\.1:1/ })
})

t.test('the control token is passed on', async (t) => {
  const { url } = await listeningTwin(t, { controlToken: 'secret' })
  t.match(await run(['info', '--url', url]), { code: 1, err: /needs its token/ })
  t.match(await run(['info', '--url', url], { PERFTWIN_CONTROL_TOKEN: 'secret' }), { code: 0 })
})

t.test('routes and keys need no twin', async (t) => {
  const { out } = await run(['routes', 'sauce'])
  t.match(out, /GET +\/rest\/v1\/\{username\}\/jobs +listJobs +documented/)
  const lists = JSON.parse((await run(['routes', '--json'])).out)
  t.strictSame(lists.map(({ part }: { part: string }) => part), ['sauce', 'app-store-connect', 'control'])
  t.match(await run(['routes', 'nothing']), { code: 2, err: /is not one of sauce/ })
  const file = join(folder, 'key.p8')
  t.match(await run(['keys', 'create', file]), { code: 0, out: /key id +[0-9A-Z]{10}\n/ })
  t.match(readFileSync(file, 'utf8'), /^-----BEGIN PRIVATE KEY-----/)
  t.match(await run(['keys', 'create', file]), { code: 2, err: /cannot write/ }, 'a key is not overwritten')
  t.match(JSON.parse((await run(['keys', 'create', '-', '--json'])).out), { worldFile: { role: 'ADMIN' }, p8: /PRIVATE KEY/ })
  const home = process.cwd()
  process.chdir(folder)
  const { out: said } = await run(['keys', 'create', '--json']).finally(() => { process.chdir(home) })
  const { keyId, file: named, worldFile } = JSON.parse(said)
  t.equal(named, `AuthKey_${keyId}.p8`, 'named as Apple names it')
  t.equal(statSync(join(folder, named)).mode & 0o777, 0o600)
  const halves = [createPublicKey(readFileSync(join(folder, named))), createPublicKey(worldFile.publicKey)]
  t.ok(halves[0]!.equals(halves[1]!), 'the line has the public half of the file')
})

t.test('what is written on the command line is checked', async (t) => {
  for (const [argv, fault] of [
    [['reset', '--port', '1'], /reset takes no --port/],
    [['start', '--url', 'http://x'], /start takes no --url/],
    [['reset', 'now'], /reset takes no "now"/],
    [['verify'], /verify needs more: perftwin verify JSON/],
    [['clock', '--', 'x'], /clock takes no "--"/],
    [['wait', '--timeout', 'soon'], /--timeout "soon" must be an ISO 8601 duration/],
    [['info', '--url', 'nowhere'], /--url "nowhere" must be an http or https URL/],
    [['toString'], /is no command: start, /],
    [['strat'], /^"strat" is no command; did you mean start\?$/],
    [['help', 'clok'], /did you mean clock\?/],
    [['start', '--prot', '3'], /^there is no option --prot; did you mean --port\?$/],
    [['exec', '--nothing-like-it'], /^there is no option --nothing-like-it; perftwin --help lists them$/],
    [['-x'], /^there is no option -x; /],
    [['reset', '--ur', 'x'], /^there is no option --ur; did you mean --url\?$/],
    [['reset', '--worlds', 'x'], /^reset takes no --worlds$/],
    [['start', '--port'], /^--port needs a value$/],
    [['start', '--port', '--json'], /^--port needs a value$/],
    [['start', '--json=yes'], /^--json takes no value$/],
    [['start', '--seed', '-1'], /^--seed "-1" must be a whole number/],
    [['env', '--format', 'xml'], /^--format "xml" must be one of shell, fish, dotenv, github$/],
    [['stop', '--port', '0'], /^--port "0" must be a whole number from 1/],
    [['start', '--webhook-targets', 'http://x/'], /must be host names/]
  ] as Array<[string[], RegExp]>) t.throws(() => readArguments(argv, {}), fault)
  const after = ['npm', 'test', '--', '--help', '--port']
  t.match(readArguments(['exec', '--seed', '3', '--', ...after], {}), { command: 'exec', options: { seed: 3 }, after })
})

t.test('help names every command and option', async (t) => {
  const text = helpText()
  for (const name of Object.keys(commands)) {
    t.ok(text.includes(`  ${name} `), name)
    t.match(readArguments([name, '--help'], {}), { command: 'help', about: name })
    t.ok(helpText(name as Command).startsWith(`perftwin ${name}: `))
  }
  for (const [name, { env }] of Object.entries(optionSpecs)) t.ok(text.includes(flagOf(name)) && text.includes(`[${env}]`), name)
  t.match(readArguments(['help', 'clock'], {}), { command: 'help', about: 'clock' })
})

t.test('exec runs a command against a twin of its own and exits as it did', async (t) => {
  const runCli = async (...argv: string[]): Promise<{ status: number | null, stdout: string, stderr: string }> =>
    await new Promise((resolve) => {
      const child = spawn(process.execPath, [cli, ...argv])
      let [stdout, stderr] = ['', '']
      child.stdout.on('data', (text) => { stdout += String(text) })
      child.stderr.on('data', (text) => { stderr += String(text) })
      child.on('close', (status) => { resolve({ status, stdout, stderr }) })
    })
  const script = (text: string): string[] => ['--', process.execPath, '--input-type=module', '-e', text]
  const [seen, killed, nothing, unknown] = await Promise.all([
    runCli('exec', '--world', 'demo', '--auth', 'strict', ...script(`
      const { PERFTWIN_URL: url, SAUCE_USERNAME: user, SAUCE_ACCESS_KEY: key, SAUCE_API_ENDPOINT: api } = process.env
      const authorization = 'Basic ' + btoa(user + ':' + key)
      const reply = await fetch(api + 'rest/v1/' + user + '/jobs?limit=1', { headers: { authorization } })
      console.log(JSON.stringify({ status: reply.status, same: api === url + '/' }))
      process.exit(7)`)),
    runCli('exec', ...script('process.kill(process.pid, "SIGKILL")')),
    runCli('exec'),
    runCli('exec', '--', 'no-such-command-here')
  ])
  t.match(seen, { status: 7, stdout: '{"status":200,"same":true}\n', stderr: /^perftwin: warning: the world "demo" has no / }, seen.stderr)
  t.equal(killed.status, 137)
  t.match(nothing, { status: 2, stderr: /exec needs a command/ })
  t.match(unknown, { status: 127, stderr: /there is no such command/ })
})

t.test('a signal to exec reaches the command, and both end', async (t) => {
  const lasting = 'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("up")'
  const child = spawn(process.execPath, [cli, 'exec', '--', process.execPath, '-e', lasting])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  t.equal(await gone, 5)
})

t.test('strict checks without a key for App Store Connect say so at start, and nothing else does', async (t) => {
  const { readyLine, warningLines } = await import('../src/cli/banner.js')
  const about = { url: 'http://x', pid: 1 }
  const { twin: without } = await plainTwin(t, { auth: 'strict' })
  const sentence = /the world "empty" has no App Store Connect key, so with --auth strict every request to App Store Connect is a 401: /
  t.match(warningLines(without), /^perftwin: warning: .*\n$/)
  t.match(warningLines(without), sentence)
  t.match(JSON.parse(readyLine(without, about)), { warnings: [sentence] })
  const { worldFile } = JSON.parse((await run(['keys', 'create', '-', '--json'])).out)
  const keyed = { name: 'keyed', appStore: { keys: [worldFile], apps: [] } }
  for (const options of [{ auth: 'strict', world: keyed }, { auth: 'any' }, { auth: 'off' }] as const) {
    const { twin: opened } = await plainTwin(t, options as never)
    t.equal(warningLines(opened), '')
    t.notOk('warnings' in JSON.parse(readyLine(opened, about)))
  }
  const { createTwin } = await import('../src/index.js')
  const running = await createTwin({ world: 'empty', auth: 'strict' })
  t.match(running.warnings, [sentence], 'the library')
  await running.close()
})

t.test('colours are for terminals that want them', async (t) => {
  const { banner } = await import('../src/cli/banner.js')
  const { twin: opened } = await plainTwin(t)
  t.notMatch(banner(opened, { url: 'http://x' }), '\u001b[')
  t.match(banner(opened, { url: 'http://x', colour: true }), '\u001b[1mperftwin\u001b[22m')
})
