// What a supervisor asks of the process, be it a container engine or a person: ends, ports and waits.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { readArguments } from '../src/cli/arguments.js'
import { listenFault } from '../src/http/listen-faults.js'
import { packageRoot } from '../src/kernel/root.js'
import { takeLock } from '../src/store/lock.js'
import { cli, run } from './cli-helper.js'

interface Process {
  readonly child: ChildProcess
  /** Its number, or as the first of its own space the number that it has outside. */
  readonly pid: number
  readonly said: () => { out: string, err: string }
  /** Sends SIGTERM; resolves with how it ended and after how many ms. */
  readonly terminate: () => Promise<{ code: number | null, ms: number }>
}

/** Whether processes can be made here that are the first of a space of their own, as in a container. */
const unshare = ['--pid', '--fork', '--kill-child']
const noSpaces = spawnSync('unshare', [...unshare, 'true']).status === 0 ? false : 'unshare makes no processes\' spaces for this user'

const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter((text) => text !== '')

async function untilTrue (what: () => boolean): Promise<void> {
  while (!what()) await sleep(2)
}

async function started (t: { teardown: (done: () => void) => void }, argv: string[], { first = false, env = {} } = {}): Promise<Process> {
  // By `env`, so that nothing of the test runner is in the process: what that puts into it handles signals, too.
  const variables = Object.entries({ NODE_OPTIONS: '', ...env }).map(([name, value]) => `${name}=${value}`)
  const command = ['env', ...variables, process.execPath, cli, 'start', '--port', '0', '--world', 'empty', ...argv]
  const [file = '', ...rest] = first ? ['unshare', ...unshare, ...command] : command
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => { child.kill('SIGKILL') })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => { said.out += String(data) })
  child.stderr.on('data', (data) => { said.err += String(data) })
  let { pid = 0 } = child
  if (first) {
    await untilTrue(() => childrenOf(child.pid ?? 0).length > 0)
    pid = Number(childrenOf(pid)[0])
  }
  const terminate: Process['terminate'] = async () => {
    const began = performance.now()
    process.kill(pid, 'SIGTERM')
    const [code] = await once(child, 'close') as [number | null]
    return { code, ms: performance.now() - began }
  }
  return { child, pid, said: () => said, terminate }
}

/** Makes a process send SIGTERM to itself as soon as it handles it for the nth time. */
const termAtHandler = (nth: number): Record<string, string> => {
  const code = `let left=${nth};process.on('newListener',(name)=>{if(name==='SIGTERM'&&--left===0)` +
    'process.nextTick(()=>process.kill(process.pid,name))})'
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
}

/** A lock of a host that nobody here can ask. */
const foreignLock = JSON.stringify({ pid: 7, host: 'elsewhere', startedAt: Date.UTC(2026, 0, 1), token: 'x' })

// Two cores and many tests: how fast it is, scripts/verify-container.sh measures.
const soon = 5000

for (const first of [false, true]) {
  const who = first ? 'the first process of a container' : 'a process'
  const skip = first ? noSpaces : process.platform !== 'linux' && '/proc is Linux\'s'
  t.test(`SIGTERM ends ${who}`, { skip }, async (t) => {
    t.test('that is just starting, before it has loaded what serves', async (t) => {
      const data = join(t.testdir({}), 'data.json')
      // The first process handles it at once, as nobody else would; then as one that starts a twin.
      for (const [handler, code] of first ? [[1, 143], [2, 0]] as const : [[1, 0]] as const) {
        const { child, said } = await started(t, ['--data', data], { first, env: termAtHandler(handler) })
        const [ended] = await once(child, 'close')
        t.match({ code: ended, ...said() }, { code, out: '', err: '' })
      }
      t.strictSame(await readdir(join(data, '..')), [], 'nothing is left, half or whole')
    })

    t.test('that watches a lock, and leaves that lock alone', async (t) => {
      const data = join(t.testdir({}), 'data.json')
      await writeFile(`${data}.lock`, foreignLock)
      const { said, terminate } = await started(t, ['--data', data], { first })
      await untilTrue(() => said().err !== '')
      const { code, ms } = await terminate()
      t.match({ code, out: said().out }, { code: 0, out: '' })
      t.ok(ms < soon, `${ms} ms`)
      t.match(said().err, /^perftwin: the data file .* is locked by process 7 on host elsewhere since 2026-01-01T00:00:00\.000Z, which/)
      t.match(said().err, /, which may be gone: waiting up to \d+ s for a sign of life\n$/)
      t.equal(await readFile(`${data}.lock`, 'utf8'), foreignLock)
    })

    t.test('that serves, whoever holds a connection', async (t) => {
      const data = join(t.testdir({}), 'data.json')
      const { said, terminate } = await started(t, ['--data', data, '--json'], { first })
      await untilTrue(() => said().out.includes('\n'))
      const { url } = JSON.parse(said().out) as { url: string }
      const events = await fetch(`${url}/_perftwin/events`)
      t.equal(events.status, 200)
      const { code, ms } = await terminate()
      await events.text().catch(() => {})
      t.equal(code, 0)
      t.ok(ms < soon, `${ms} ms`)
      t.strictSame(await readdir(join(data, '..')), ['data.json'], 'no lock, no temporary file')
    })
  })
}

t.test('a lock goes with its process, however that ends itself', async (t) => {
  const path = join(t.testdir({}), 'data.json')
  const module = new URL('.test/src/store/lock.js', packageRoot).href
  for (const [end, status] of [['process.exit(3)', 3], ['setImmediate(() => { throw new Error("x") })', 1]] as const) {
    const code = `const { takeLock } = await import('${module}'); await takeLock('${path}'); process.stdout.write('held'); ${end}`
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
    t.match(ended, { status, stdout: 'held' })
    t.notOk(existsSync(`${path}.lock`), end)
  }
  const listeners = process.listenerCount('exit')
  const locks = await Promise.all(Array.from({ length: 20 }, async (_, number) => await takeLock(`${path}-${number}`)))
  t.equal(process.listenerCount('exit'), listeners + 1, 'one listener for all of them')
  for (const { release } of locks) release()
  t.equal(process.listenerCount('exit'), listeners)
})

t.test('who waits for a lock is told at once what for, and at the end what became of it', async (t) => {
  const path = join(t.testdir({}), 'data.json')
  writeFileSync(`${path}.lock`, foreignLock)
  const told: string[] = []
  const taking = takeLock(path, { beat: 50, silence: 500 }, (sentence) => { told.push(sentence) })
  t.match(told, [/^the data file .* is locked by process 7 on host elsewhere since .*, which may be gone: waiting up to 1 s for/])
  const lock = await taking
  t.match(told, [/./, /^the data file .* was left locked by process 7 on host elsewhere since 2026-01-01/])
  lock.release()

  // A dead process of this host is not waited for, and told all the same.
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(`${path}.lock`, JSON.stringify({ pid, host: hostname(), startedAt: 0, token: 'y' }))
  ;(await takeLock(path, { beat: 50, silence: 1e9 }, (sentence) => { told.push(sentence) })).release()
  t.match(told.slice(2), [new RegExp(`was left locked by process ${pid} on host`)])
  ;(await takeLock(path, undefined, (sentence) => { told.push(sentence) })).release()
  t.equal(told.length, 3, 'a free file is taken in silence')
})

t.test('PORT is the port when nothing else is said, and no business of a command that exec runs', async (t) => {
  const portOf = (argv: string[], env: Record<string, string>): unknown => readArguments(argv, env).options.port
  t.equal(portOf([], { PORT: '5000' }), 5000)
  t.equal(portOf([], { PORT: '5000', PERFTWIN_PORT: '5001' }), 5001)
  t.equal(portOf([], { PORT: '5000', PERFTWIN_PORT: 'tcp://10.0.0.1:4010' }), 5000, 'a neighbour\'s address says nothing')
  t.equal(portOf(['--port', '5002'], { PORT: '5000', PERFTWIN_PORT: '5001' }), 5002)
  t.equal(portOf(['exec', '--', 'npm', 'test'], { PORT: '5000' }), undefined)
  t.equal(portOf(['exec', '--', 'npm', 'test'], { PORT: '5000', PERFTWIN_PORT: '5001' }), 5001)
  t.throws(() => portOf([], { PORT: 'http' }), /^PORT "http" must be a whole number from 0 to 65535$/)
  t.match(await run(['info'], { PORT: '1' }), { code: 1, err: /no twin answers at http:\/\/127\.0\.0\.1:1/ })
})

t.test('a host that is none is told in a sentence', async (t) => {
  const shape = 'must be an address or a host\'s name and nothing else, such as 0.0.0.0; the port is --port'
  for (const host of ['http://0.0.0.0', '0.0.0.0:4010', 'a b', '[::1]', '', 'me@host']) {
    t.match(await run(['start', '--host', host]), { code: 2, err: `--host "${host}" ${shape}` })
  }
  t.match(await run(['start'], { PERFTWIN_HOST: 'localhost:80' }), { code: 2, err: `PERFTWIN_HOST "localhost:80" ${shape}` })
  t.equal(readArguments(['--host', '::1'], {}).options.host, '::1')
  // A resolver has a dozen codes to say so, by its network: no server that answers, for one.
  for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']) {
    const fault = Object.assign(new Error('x'), { syscall: 'getaddrinfo', code })
    const told = listenFault(fault, { host: 'nonsense', port: 1 })
    t.match(told, { name: 'Invalid', message: 'cannot listen on "nonsense": there is no such host' })
  }
})

t.test('the image says the version of the package, and its build context holds all that it copies', async (t) => {
  const textOf = async (name: string): Promise<string> => await readFile(new URL(name, packageRoot), 'utf8')
  const { version } = JSON.parse(await textOf('package.json')) as { version: string }
  const dockerfile = await textOf('Dockerfile')
  t.match(dockerfile, `\nARG VERSION=${version}\n`)
  const allowed = (await textOf('.dockerignore')).split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const copied = [...dockerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, files = '']) => files.split(' '))
  const isAllowed = (file: string): boolean => allowed.some((each) => file === each || file.startsWith(`${each}/`))
  t.strictSame(copied.filter((file) => !isAllowed(file)), [])
  for (const file of copied) t.ok(existsSync(new URL(file, packageRoot)), file)
})
