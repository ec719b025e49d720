import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify from 'fastify'
import t from 'tap'
import { StorageFailed } from '../src/kernel/errors.js'
import { packageRoot } from '../src/kernel/root.js'
import { durableReplies } from '../src/store/durable-replies.js'
import { lookAtLock, removeLock } from '../src/store/lock-file.js'
import { takeLock } from '../src/store/lock.js'
import { newJob, obstruct, onDisk, open } from './store-helper.js'
import { basic, twin } from './helper.js'

const root = packageRoot.pathname
const quick = { beat: 60, silence: 600 }

interface Running { url: string, pid: number, kill: () => Promise<void> }

const argumentsFor = (data: string): string[] =>
  ['dist/bundle/cli.js', 'start', '--port', '0', '--json', '--world', 'empty', '--data', data]

/** Starts the real server and waits for its line. */
async function startServer (t: { teardown: (done: () => void) => void }, data: string): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, argumentsFor(data), { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => { child.kill('SIGKILL') })
  const [line] = await once(createInterface(child.stdout!), 'line') as [string]
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { ...JSON.parse(line) as { url: string, pid: number }, kill }
}

interface Tried { code: number | null, error: string, ready: boolean, kill: () => void }

/** Runs the server until it ends or has said that it is ready. */
async function tryServer (data: string, options: { uid?: number } = {}): Promise<Tried> {
  return await new Promise((resolve) => {
    let error = ''
    const child = spawn(process.execPath, argumentsFor(data), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    child.stderr.on('data', (text) => { error += String(text) })
    const kill = (): void => { child.kill('SIGKILL') }
    child.stdout.once('data', () => { resolve({ code: null, error, ready: true, kill }) })
    child.once('close', (code) => { resolve({ code, error, ready: false, kill }) })
  })
}

/** Makes jobs through node:http, which takes a third of what fetch takes for thousands of connections; resolves to their ids. */
function jobMaker (url: string): (name: string) => Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  return async (name) => await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(`${url}/_perftwin/jobs`, { method: 'POST', agent, headers }, (reply) => {
      let text = ''
      reply.on('data', (data) => { text += String(data) })
      reply.on('error', reject)
      reply.on('end', () => { resolve((JSON.parse(text) as { id: string }).id) })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ name }))
  })
}

/** The number of a process that has ended. */
const deadPid = async (): Promise<number> => {
  const child = execFile(process.execPath, ['--version'])
  await once(child, 'exit')
  return child.pid!
}

const lockOf = (owner: object): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), startedAt: Date.now(), token: 'x', ...owner })

t.test('the lock on a data file', async (t) => {
  t.test('lets nobody else in until it is released', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const first = await takeLock(path, quick)
    const owner = `process ${process.pid} on host ${hostname()}`
    const message = new RegExp(`data\\.json is in use by ${owner} since 20.*: stop that one first`)
    await t.rejects(takeLock(path, quick), { name: 'Taken', message })
    t.ok(first.isHeld())
    first.release()
    first.release()
    t.notOk(first.isHeld())
    const second = await takeLock(path, quick)
    second.release()
    t.strictSame(await readdir(join(path, '..')), [])
  })

  t.test('is taken over at once from a process that is dead for certain', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    for (const owner of [{ pid: await deadPid() }, { startedAt: 0 }]) {
      await writeFile(`${path}.lock`, lockOf(owner))
      const lock = await takeLock(path, { beat: 1000, silence: 1e9 })
      t.ok(lock.isHeld(), JSON.stringify(owner))
      lock.release()
    }
  })

  t.test('is taken over after silence where nothing is certain: another host, a number given away again, no owner', async (t) => {
    const folder = t.testdir({})
    const texts = [lockOf({ host: 'elsewhere' }), lockOf({ pid: process.ppid }), '', '{"pid":"x"}']
    // All at once: each only waits.
    await Promise.all(texts.map(async (text, index) => {
      const path = join(folder, `data-${index}.json`)
      await writeFile(`${path}.lock`, text)
      const began = performance.now()
      const lock = await takeLock(path, quick)
      t.ok(lock.isHeld() && performance.now() - began >= 2 * quick.beat, text)
      lock.release()
    }))
    t.strictSame(await readdir(folder), [], 'no claim is left')
  })

  t.test('is not taken over while another host beats, however wrong its clock', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    await writeFile(`${path}.lock`, lockOf({ host: 'elsewhere', pid: 7 }))
    let beats = 1
    const beating = setInterval(() => { utimes(`${path}.lock`, beats, ++beats).catch(() => {}) }, quick.beat)
    t.teardown(() => { clearInterval(beating) })
    await t.rejects(takeLock(path, quick), /in use by process 7 on host elsewhere/)
  })

  t.test('is waited for where somebody else is just taking it over, and a claim left behind is no obstacle', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const text = lockOf({ pid: await deadPid() })
    await writeFile(`${path}.lock`, text)
    const { sha256 } = await import('../src/kernel/ids.js')
    const claim = `${path}.lock.${sha256(text).slice(0, 16)}`
    await writeFile(claim, '')
    const waiting = takeLock(path, quick)
    await sleep(2 * quick.beat)
    t.equal(await readFile(`${path}.lock`, 'utf8'), text, 'not touched while claimed')
    await utimes(claim, 1, 1)
    ;(await waiting).release()
    t.strictSame(await readdir(join(path, '..')), [])
  })

  t.test('is not removed by whoever found an earlier one abandoned', async (t) => {
    const path = join(t.testdir({}), 'data.json.lock')
    for (const left of [lockOf({ host: 'elsewhere' }), '']) {
      await writeFile(path, left)
      await utimes(path, 1, 1)
      const found = lookAtLock(path)!
      await rm(path)
      await writeFile(path, left === '' ? '' : lockOf({ token: 'y' }))
      t.ok(removeLock(path, found, quick.silence))
      t.ok(lookAtLock(path))
      t.ok(removeLock(path, lookAtLock(path)!, quick.silence))
      t.equal(lookAtLock(path), undefined)
    }
  })

  t.test('that was lost stops all writing, and is not released for the new owner', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path, { lock: quick })
    const whole = await readFile(path, 'utf8')
    await rm(`${path}.lock`)
    const other = await takeLock(path, quick)
    worlds.default.facts.jobs.put(newJob(1))
    await t.rejects(store.commit(), { name: 'StorageFailed', message: /its lock was taken by another process, or removed/ })
    await t.rejects(store.close(), StorageFailed)
    t.equal(await readFile(path, 'utf8'), whole)
    t.ok(other.isHeld())
    other.release()
  })
})

t.test('replies', async (t) => {
  /** A server over a store whose commits are settled by hand. */
  const serverOver = async (t: { teardown: (done: () => Promise<void>) => void }, durable: boolean) => {
    const commits: Array<{ resolve: () => void, reject: (error: Error) => void }> = []
    const commit = async (): Promise<void> => { await new Promise<void>((resolve, reject) => commits.push({ resolve, reject })) }
    const app = fastify()
    t.teardown(async () => { await app.close() })
    durableReplies(app, { durable, commit })
    app.setErrorHandler((error, _request, reply) => {
      if (error instanceof StorageFailed) return reply.code(507).send({ errors: error.message })
      return reply.send(error)
    })
    const stream = Readable.from(['streamed'])
    const bodies: Record<string, unknown> = { object: { a: 1 }, text: 'text', bytes: Buffer.from('bytes'), stream, nothing: undefined }
    app.all<{ Params: { body: string } }>('/:body', async (request, reply) => {
      if (request.params.body === 'refused') throw Object.assign(new Error('no'), { statusCode: 400 })
      if (request.params.body === 'nothing') reply.code(204)
      else reply.header('etag', '"1"').header('location', '/there')
      return await reply.send(bodies[request.params.body])
    })
    return { app, commits, stream }
  }

  t.test('to what may change something wait until it is safe, whatever their body', async (t) => {
    const { app, commits } = await serverOver(t, true)
    for (const [body, text] of Object.entries({ object: '{"a":1}', text: 'text', bytes: 'bytes', stream: 'streamed', nothing: '' })) {
      let answered = false
      const reply = app.inject({ method: 'PUT', url: `/${body}` }).then((reply) => {
        answered = true
        return reply
      })
      while (commits.length === 0) await sleep(1)
      t.notOk(answered, body)
      commits.pop()!.resolve()
      t.match(await reply, { statusCode: body === 'nothing' ? 204 : 200, body: text })
    }
  })

  t.test('are the vendor\'s words for a failed storage when it failed, with nothing left of the first answer', async (t) => {
    const { app, commits, stream } = await serverOver(t, true)
    for (const body of ['object', 'stream']) {
      const reply = app.inject({ method: 'POST', url: `/${body}` })
      while (commits.length === 0) await sleep(1)
      commits.pop()!.reject(new StorageFailed('the disk is full'))
      const { statusCode, headers, json } = await reply
      t.equal(statusCode, 507)
      t.strictSame(json(), { errors: 'the disk is full' })
      t.match(headers, { etag: undefined, location: undefined, 'content-type': 'application/json; charset=utf-8' })
    }
    t.ok(stream.destroyed, 'a stream is let go of')
  })

  t.test('to reads and refusals wait for nothing', async (t) => {
    const { app, commits } = await serverOver(t, true)
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) t.equal((await app.inject({ method, url: '/object' })).statusCode, 200)
    t.equal((await app.inject({ method: 'POST', url: '/refused' })).statusCode, 400)
    t.equal(commits.length, 0)
  })

  t.test('wait for nothing in memory', async (t) => {
    const { app } = await serverOver(t, false)
    t.equal((await app.inject({ method: 'PUT', url: '/object' })).statusCode, 200)
  })

  t.test('go on while the disk is full: writes are refused, reads answered, and all is written later', async (t) => {
    const folder = t.testdir({})
    const { send, get } = await twin(t, { data: join(folder, 'data.json') })
    const id = (await send('POST', '/_perftwin/jobs', { name: 'before' })).body.id as string
    const giveWay = await obstruct(join(folder, 'data.json'))
    const refused = await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'during' })
    t.equal(refused.status, 507)
    const sentence = /data\.json could not be written: .*; the change is held in memory only, until a later write succeeds/
    t.match(refused.body, { errors: sentence })
    t.match(await get(`/rest/v1/demo/jobs/${id}`), { status: 200, body: { name: 'during' } })
    t.equal((await send('PUT', `/rest/v1/demo/jobs/${'0'.repeat(32)}`, {})).status, 404, 'a refusal stays what it is')
    t.match(await send('POST', '/_perftwin/reset'), { status: 507, body: { error: 'StorageFailed' } }, 'in the words of whoever was asked')
    await giveWay()
    t.equal((await send('POST', '/_perftwin/jobs', { name: 'after' })).status, 201)
    const { worlds } = await onDisk(join(folder, 'data.json'))
    t.strictSame(worlds.default.changes.jobs.put.map(({ name }: { name: string }) => name), ['after'])
  })
})

t.test('the server', async (t) => {
  t.test('killed with -9 while many write, starts again at once with every write it acknowledged', async (t) => {
    const data = join(t.testdir({}), 'data.json')
    const headers = { authorization: basic('demo'), 'content-type': 'application/json' }
    /** Each job with the name that was acknowledged last, and the one that was asked for after it. */
    const acknowledged: Array<{ id: string, world: string, names: string[] }> = []
    for (let round = 0; round < 3; round++) {
      const server = await startServer(t, data)
      for (const { id, world, names } of acknowledged) {
        const reply = await fetch(`${server.url}${world}/rest/v1/demo/jobs/${id}`, { headers })
        const { name } = await reply.json() as { name: string }
        if (reply.status !== 200 || !names.includes(name)) t.fail(`round ${round}: job ${id} is ${name}, not ${names.join(' or ')}`)
      }
      if (round === 2) break
      let writes = 0
      const writer = async (number: number): Promise<void> => {
        const world = number % 2 === 0 ? '' : `/w/world-${number % 3}`
        for (let i = 0; ; i++) {
          const name = `${round}-${number}-${i}`
          const made = await fetch(`${server.url}${world}/_perftwin/jobs`, { method: 'POST', headers, body: JSON.stringify({ name }) })
          const { id } = await made.json() as { id: string }
          const known = { id, world, names: [name] }
          acknowledged.push(known)
          known.names.push(`${name} edited`)
          const rename = JSON.stringify({ name: `${name} edited` })
          const edited = await fetch(`${server.url}${world}/rest/v1/demo/jobs/${id}`, { method: 'PUT', headers, body: rename })
          if (!edited.ok) t.fail(`the edit was answered ${edited.status}`)
          await edited.text()
          known.names.shift()
          if (++writes === 60) process.kill(server.pid, 'SIGKILL')
        }
      }
      const ends = await Promise.allSettled(Array.from({ length: 8 }, async (_, number) => { await writer(number) }))
      t.ok(ends.every((end) => end.status === 'rejected'), 'the writers were cut off in the middle')
      t.ok(acknowledged.length >= 60 * (round + 1))
    }
  })

  t.test('killed with -9 in the middle of two thousand requests at once, keeps every one it acknowledged', async (t) => {
    const data = join(t.testdir({}), 'data.json')
    const headers = { authorization: basic('demo') }
    const server = await startServer(t, data)
    const makeJob = jobMaker(server.url)
    const kept: string[] = []
    const keepMaking = async (number: number): Promise<void> => {
      for (;;) {
        if (kept.push(await makeJob(`job ${number}`)) === 2500) process.kill(server.pid, 'SIGKILL')
      }
    }
    await Promise.allSettled(Array.from({ length: 2000 }, async (_, number) => { await keepMaking(number) }))
    t.ok(kept.length >= 2500, 'the writers were cut off in the middle')
    const again = await startServer(t, data)
    const there = new Set<string>()
    for (let skip = 0; ; skip += 500) {
      const jobs = await (await fetch(`${again.url}/rest/v1/demo/jobs?limit=500&skip=${skip}`, { headers })).json() as Array<{ id: string }>
      if (jobs.length === 0) break
      for (const { id } of jobs) there.add(id)
    }
    t.strictSame(kept.filter((id) => !there.has(id)), [])
  })

  t.test('refuses a body nested beyond measure, and killed with one in flight, holds up nobody else\'s writes', async (t) => {
    const data = join(t.testdir({}), 'data.json')
    const headers = { authorization: basic('demo'), 'content-type': 'application/json' }
    const deep = (levels: number): string => `{"custom-data":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`
    const kept: string[] = []
    for (let round = 0; round < 2; round++) {
      const server = await startServer(t, data)
      const makeJob = jobMaker(server.url)
      const poisoned = await makeJob('poisoned')
      const path = `/rest/v1/demo/jobs/${poisoned}`
      for (const levels of [4100, 100_000]) {
        const reply = await fetch(server.url + path, { method: 'PUT', headers, body: deep(levels) })
        t.equal(reply.status, 400, `${levels} levels`)
      }
      kept.push(await makeJob('after the poison'))
      // Half of such a body has arrived when the process dies, and another's writes with it.
      const promised = { ...headers, 'content-length': String(deep(4100).length) }
      const half = request(server.url + path, { method: 'PUT', headers: promised })
      half.on('error', () => {})
      half.write(deep(4100).slice(0, 4000))
      const writing = Promise.allSettled(Array.from({ length: 4 }, async () => { for (;;) kept.push(await makeJob('another')) }))
      while (kept.length < 40 * (round + 1)) await sleep(5)
      await server.kill()
      t.ok((await writing).every(({ status }) => status === 'rejected'))
    }
    const again = await startServer(t, data)
    const reply = await fetch(`${again.url}/rest/v1/demo/jobs?limit=500&full=true`, { headers })
    const jobs = await reply.json() as Array<Record<string, unknown>>
    const there = new Set(jobs.map(({ id }) => id))
    t.strictSame(kept.filter((id) => !there.has(id)), [])
    t.ok(jobs.every((job) => job['custom-data'] === null))
    t.ok(await jobMaker(again.url)('and goes on'))
  })

  t.test('refuses a data file that another one has', async (t) => {
    const data = join(t.testdir({}), 'data.json')
    const first = await startServer(t, data)
    const second = await tryServer(data)
    t.equal(second.code, 1)
    const owner = `process ${first.pid} on host ${hostname()}`
    const inUse = `the data file .*data\\.json is in use by ${owner} since .*: stop that one first, or choose another --data file`
    t.match(second.error, new RegExp(`^perftwin: the data file .* is locked by ${owner} since .*\\nperftwin: ${inUse}\\n$`))
    t.equal((await fetch(`${first.url}/_perftwin/health`)).status, 200)
    await first.kill()
  })

  t.test('starts once where several start on what a dead one left', async (t) => {
    const data = join(t.testdir({}), 'data.json')
    await (await startServer(t, data)).kill()
    const tries = await Promise.all(Array.from({ length: 4 }, async () => await tryServer(data)))
    t.equal(tries.filter(({ ready }) => ready).length, 1)
    for (const { ready, code, error } of tries) if (!ready) t.match({ code, error }, { code: 1, error: /in use by process \d+/ })
    for (const { kill } of tries) kill()
  })

  t.test('says who has no permission where', async (t) => {
    const folder = t.testdir({})
    const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {}
    await chmod(folder, 0o555)
    const { code, error } = await tryServer(join(folder, 'data.json'), nobody)
    await chmod(folder, 0o755)
    t.equal(code, 2)
    t.match(error, /^perftwin: cannot write .*data\.json\.lock, which must lie beside the data file: no permission in .* for user \d+\n/)
  })
})
