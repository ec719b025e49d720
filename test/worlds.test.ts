import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createTwin } from '../src/index.js'
import { readArguments } from '../src/cli/arguments.js'
import { helpText } from '../src/cli/help.js'
import { validateFiles } from '../src/cli/validate.js'
import { packageRoot } from '../src/kernel/root.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import { twin } from './helper.js'

interface Ended { status: number | null, stdout: string, stderr: string }

/** Runs Node.js with these arguments until it ends. */
const run = async (args: string[]): Promise<Ended> => await new Promise((resolve) => {
  const child = spawn(process.execPath, args)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => { stdout += String(text) })
  child.stderr.on('data', (text) => { stderr += String(text) })
  child.on('close', (status) => { resolve({ status, stdout, stderr }) })
})

const folder = mkdtempSync(join(tmpdir(), 'perftwin-worlds-'))
const write = (name: string, content: unknown): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

t.test('the built-in worlds are valid', async (t) => {
  for (const name of ['demo', 'docs', 'empty']) t.strictSame(worldFileFaults((await loadWorldFile(name)).file), [], name)
})

t.test('faults of a world file are named with their paths', async (t) => {
  const team = { name: 'T', users: [{ username: 'ann' }] }
  const mistyped = { name: 'T', users: [{ username: 'a', pasword: 'b' }] }
  const cases: Array<[unknown, RegExp]> = [
    [{ name: 'x', surprise: 1 }, /^surprise: unknown key "surprise"; known keys are: /],
    [{ name: 'x', sauce: { teams: [mistyped] } }, /^sauce\.teams\[0\]\.users\[0\]\.pasword: unknown key "pasword"; /],
    [{ name: 'Not a name' }, /^name: "Not a name" is not written as it has to be/],
    [{ name: 'x', seed: -1 }, /^seed: -1 is too little; it must be 0 or more$/],
    [{ name: 'x', sauce: { teams: [team], suites: [{ name: 's', owner: 'bob', runs: 1, every: 'PT1H' }] } }, /"bob" is no user/],
    [{ name: 'x', sauce: { teams: [team], suites: [{ name: 's', owner: 'ann', runs: 1, every: 'PT' }] } }, /"PT" is no ISO 8601 duration/],
    [{ name: 'x', sauce: { teams: [team], jobs: [{ created: 'soon' }] } }, /"soon" is no time/],
    [
      { name: 'x', sauce: { teams: [team], jobs: [{ visibility: 'everyone' }] } },
      /visibility: "everyone" is not allowed here; allowed are public, /
    ],
    [{ name: 'x', sauce: { teams: [team], jobs: [{ pages: ['nowhere'] }] } }, /"nowhere" is neither a page of this world nor a URL/]
  ]
  for (const [file, fault] of cases) {
    const faults = worldFileFaults(file)
    t.ok(faults.some((each) => fault.test(each)), `${String(fault)} in ${faults.join(' | ')}`)
  }
  await t.rejects(loadWorldFile(join(folder, 'absent.json')), /cannot read the world file/)
  await t.rejects(loadWorldFile(write('broken.json', '{')), /broken\.json:1:2 {2}the text ends within the \{ of 1:1; close it with \}/)
})

t.test('the demo world has what a demo needs', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const jobsOf = async (user: string): Promise<any[]> => (await get(`/rest/v1/${user}/jobs?full=1&limit=500`)).body
  const jobs = (await Promise.all(['demo', 'storefront.ci', 'help.ci'].map(jobsOf))).flat()
  const count = (status: string): number => jobs.filter((job) => job.consolidated_status === status).length
  t.ok(count('passed') > 500 && count('failed') > 15 && count('error') > 5)
  t.equal(count('in progress'), 1)
  t.equal(count('queued'), 1)
  t.ok(new Set(jobs.map((job) => job.build)).size > 100)
  t.ok(new Set(jobs.map((job) => job.name)).size >= 6)
  const times = jobs.map((job) => job.creation_time)
  t.ok(Math.max(...times) - Math.min(...times) > 60 * 86_400, 'months of runs')
})

t.test('as the clock moves on, planned runs appear', async (t) => {
  const { get, twin: { worlds } } = await twin(t, { world: 'demo' })
  const newest = async (): Promise<number> => (await get('/rest/v1/demo/jobs?limit=1')).body[0].creation_time
  const before = await newest()
  worlds.default.clock.advance(3 * 86_400_000)
  t.ok(await newest() > before + 2 * 86_400)
})

t.test('same seed, same bytes, in two processes; ids do not depend on the epoch', async (t) => {
  const script = `
    import { createTwin } from ${JSON.stringify(new URL('dist/bundle/index.js', packageRoot).href)}
    for (const [seed, now] of JSON.parse(process.argv[1])) {
      const twin = await createTwin({ world: 'demo', seed, now })
      const ask = async (path) => await (await fetch(twin.url + path, { headers: { authorization: 'Basic ZGVtbzp4' } })).text()
      const paths = ['/rest/v1/demo/jobs?full=1&limit=500', '/rest/v1/demo/builds', '/team-management/v1/users']
      const texts = []
      for (const path of paths) texts.push(await ask(path))
      console.log(JSON.stringify(texts).replaceAll(twin.url, ''))
      await twin.close()
    }`
  /** What twins of these seeds and times answer, started one after the other in a process of its own. */
  const answers = async (...twins: Array<[seed: number, now: string]>): Promise<string[]> => {
    const { stdout, stderr } = await run(['--input-type=module', '-e', script, JSON.stringify(twins)])
    t.equal(stderr, '')
    return stdout.trim().split('\n')
  }
  const now = '2026-04-15T12:00:00Z'
  const [[first], [again, other, earlier]] = await Promise.all([
    answers([7, now]),
    answers([7, now], [8, now], [7, '2025-01-01T00:00:00Z'])
  ]) as [[string], [string, string, string]]
  t.ok(first.length > 10_000)
  t.ok(again === first, 'the same')
  t.ok(other !== first, 'another seed, other bytes')
  const ids = (text: string): string[] => JSON.parse(JSON.parse(text)[0]).map((job: { id: string }) => job.id)
  t.strictSame(ids(earlier), ids(first))
})

t.test('the library starts and stops twins, several in one process', async (t) => {
  const [one, two] = await Promise.all([createTwin({ world: 'empty' }), createTwin({ world: 'demo', seed: 3 })])
  const status = async (url: string): Promise<number> => (await fetch(`${url}/_perftwin/ready`)).status
  t.strictSame([await status(one.url), await status(two.url), await status(one.world('x').url)], [200, 200, 200])
  t.equal(one.accounts[0]!.username, 'demo')
  await one.reset()
  await one.close()
  await t.rejects(fetch(one.url))
  await two.close()
  await t.rejects(createTwin({ port: 70_000 }), /port: "70000" must be a whole number from 0 to 65535/)
  await t.rejects(createTwin({ wrold: 'demo' } as never), /unknown option "wrold"/)
  await t.rejects(createTwin({ world: { name: 'x', sauces: {} } as never }), /unknown key "sauces"/)
})

t.test('flags win over the environment, and what is wrong is named', async (t) => {
  t.match(readArguments([], {}), { command: 'start', options: {}, json: false })
  t.match(readArguments(['start', '--port', '0', '--world', 'docs', '--json'], { PERFTWIN_PORT: '1', PERFTWIN_SEED: '9' }),
    { command: 'start', options: { port: 0, world: 'docs', seed: 9 }, json: true })
  t.match(readArguments([], { PORT: '5000' }), { options: { port: 5000 } })
  t.match(readArguments(['validate', 'a.json', 'b.json'], {}), { command: 'validate', rest: ['a.json', 'b.json'] })
  t.match(readArguments(['--help'], {}), { command: 'help' })
  for (const [argv, env, fault] of [
    [['--port', 'x'], {}, /^--port "x" must be a whole number/],
    [[], { PERFTWIN_AUTH: 'open' }, /^PERFTWIN_AUTH "open" must be one of off, any, strict/],
    [['--now', 'yesterday'], {}, /^--now "yesterday" must be an ISO 8601 time/],
    [['--public-url', 'ftp://x'], {}, /^--public-url/],
    [['--nonsense'], {}, /nonsense/],
    [['dance'], {}, /"dance" is no command/],
    [['start', 'now'], {}, /start takes no "now"/]
  ] as Array<[string[], Record<string, string>, RegExp]>) t.throws(() => readArguments(argv, env), fault)
  t.match(helpText(), /--public-url URL\s+base of absolute links.*PERFTWIN_PUBLIC_URL/)
})

t.test('perftwin validate', async (t) => {
  t.match(await validateFiles(['demo', 'docs'], false), { valid: true, text: 'demo: valid\ndocs: valid\n' })
  const bad = write('bad.json', { name: 'x', extra: true })
  const said = /bad\.json:1:13 {2}extra: unknown key "extra".*\n.*bad\.json: not valid, 1 fault\n$/
  t.match(await validateFiles([bad], false), { valid: false, text: said })
  t.match(JSON.parse((await validateFiles([bad], true)).text), { valid: false })
  const contradictory = write('pins.json', {
    name: 'x',
    sauce: {
      teams: [{ name: 'T', users: [{ username: 'ann' }] }],
      jobs: [{ owner: 'ann', pages: ['https://www.example.com/'], pins: [{ requestTypes: { Document: { size: 0, count: 0 } } }] }]
    }
  })
  const refused = await validateFiles([contradictory], false)
  const inPlace = /pins\.json:1:\d+ {2}sauce\.jobs\[0\]: pins\[0\]: .* contradict each other/
  t.match(refused, { valid: false, text: inPlace }, 'found by simulating')
  await t.rejects(validateFiles([], false), /needs the name/)
})

t.test('the command starts, says where it is, and stops on SIGTERM; mistakes are sentences', async (t) => {
  const cli = fileURLToPath(new URL('dist/bundle/cli.js', packageRoot))
  const child = spawn(process.execPath, [cli, '--port', '0', '--json', '--world', 'docs'])
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => { resolve(String(chunk)) }))
  const { url, world, now } = JSON.parse(line)
  t.match({ world, now }, { world: 'docs', now: '2021-04-20T17:45:16.000Z' })
  t.equal((await fetch(`${url}/_perftwin/health`)).status, 200)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  t.equal(await gone, 0)
  const [port, absent, version, invalid] = await Promise.all([
    run([cli, '--port', 'x']),
    run([cli, '--world', join(folder, 'absent.json')]),
    run([cli, '--version']),
    run([cli, 'validate', write('again.json', { name: 'x', extra: true })])
  ])
  t.match(port, { status: 2, stderr: 'perftwin: --port "x" must be a whole number from 0 to 65535\n' })
  t.match(absent, { status: 2, stderr: /^perftwin: cannot read the world file/ })
  t.match(version, { status: 0, stdout: /^\d+\.\d+\.\d+\n$/ })
  t.match(invalid, { status: 1, stdout: /unknown key/ })
})
