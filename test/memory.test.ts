import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createTwin } from '../src/index.js'
import { Cache } from '../src/kernel/cache.js'
import { MemoryUsedUp } from '../src/kernel/errors.js'
import { heapLimit, MemoryBudget } from '../src/kernel/memory-budget.js'
import { packageRoot } from '../src/kernel/root.js'
import { weightOf } from '../src/kernel/weight.js'
import { bytesOf } from '../src/option-values.js'
import { memoryStore } from '../src/store/memory.js'
import { growBase } from '../src/worlds/base.js'
import { Worlds } from '../src/worlds/registry.js'
import { newJob, open, reopen, start, state, type Opened } from './store-helper.js'
import { basic, twin } from './helper.js'

const file = { name: 'test', sauce: { teams: [{ name: 'Team', users: [{ username: 'demo' }] }] } }
const base = growBase({ file, seed: 1, epoch: start, start }, start)
const operation = { vendor: 'sauce', name: 'listJobs' } as const
const kilobyte = 'k'.repeat(1024)

/** A request of a world, answered with 200; `size`: characters of its target. */
function ask (worlds: Worlds, name: string, size = 10): void {
  const { journal } = worlds.ask(name)
  journal.answered(journal.open(0, 'GET', `/${'p'.repeat(size)}`, operation, []), 200, 0, null)
}

t.test('a budget', async (t) => {
  t.test('frees kind after kind, and no more than it needs', async (t) => {
    const budget = new MemoryBudget(1000)
    const { artifacts, journals, uploads } = budget.accounts
    const asked: string[] = []
    artifacts.whenShort((bytes) => {
      asked.push(`artifacts ${bytes}`)
      artifacts.add(-Math.min(bytes, artifacts.used))
    })
    journals.whenShort((bytes) => {
      asked.push(`journals ${bytes}`)
      journals.add(-Math.min(bytes, journals.used))
    })
    artifacts.add(100)
    journals.add(300)
    uploads.add(600)
    t.strictSame(asked, [], 'nothing is looked through while there is room')
    uploads.add(100)
    t.strictSame(asked, ['artifacts 162.5', 'journals 62.5'])
    t.equal(budget.used, 937.5)
    t.equal(budget.hasRoom(301), false, 'nothing goes in vain')
    t.equal(budget.used, 937.5)
    t.equal(budget.hasRoom(300), true)
    t.equal(journals.used, 0)
  })

  t.test('does not try again and again when nothing is left to free', async (t) => {
    const budget = new MemoryBudget(1000)
    let tried = 0
    budget.accounts.journals.whenShort(() => { tried++ })
    for (let i = 0; i < 1100; i++) budget.accounts.worlds.add(1)
    t.ok(tried > 1 && tried < 10, `${tried} times`)
    budget.accounts.worlds.add(-200)
    budget.accounts.worlds.add(101)
    t.ok(tried < 11)
    t.equal(budget.hasRoom(), false)
  })

  t.test('makes caches forget what was used longest ago', async (t) => {
    const budget = new MemoryBudget(10_000)
    const { artifacts, uploads } = budget.accounts
    const cache = new Cache<string, number>({ most: 100, weigh: (weight) => weight, account: artifacts, unit: 100 })
    cache.set('a', 30)
    cache.set('b', 30)
    cache.set('c', 30)
    cache.get('a')
    uploads.add(2000)
    t.strictSame(['a', 'b', 'c'].filter((key) => cache.get(key) !== undefined), ['a', 'c'])
    t.match(artifacts, { used: 6000, evicted: 1 })
    cache.clear()
    t.equal(artifacts.used, 0)
  })

  t.test('is told as a size or a part of the heap limit', async (t) => {
    const sizes = [256 * 1024 ** 2, 1.5 * 1024 ** 3, 2 * 1024 ** 2, Math.floor(heapLimit() / 2)]
    t.strictSame(['256MB', '1.5gb', '2048 KB', '50%'].map(bytesOf), sizes)
    for (const memory of ['', '12', '1023KB', '0%', '101%', '-1MB', '1TB', 'MB']) {
      await t.rejects(createTwin({ memory }), /option memory: ".*" must be a size of at least 1MB/, memory)
    }
    const { twin: { worlds } } = await twin(t)
    t.equal(worlds.memory.limit, Math.floor(heapLimit() / 2), 'half of it unless told otherwise')
  })

  t.test('weighs records with all they refer to', async (t) => {
    const { customData: _none, ...small } = newJob(1)
    t.ok(weightOf({ ...small, customData: { text: 'x'.repeat(60_000), deep: [[{ a: 1 }]] } }) - weightOf(small) > 60_000)
  })
})

t.test('journals give way from the world used least on, and verification says so', async (t) => {
  const { get, send } = await twin(t, { memory: '2MB' })
  const post = async (world: string, number: number) =>
    await send('POST', `/w/${world}/v2/performance/metrics/`, { number, page_url: 'x'.repeat(30_000) })
  for (let i = 0; i < 60; i++) await post(`w${i % 20}`, i)
  const { body: memory } = await get('/_perftwin/memory')
  t.ok(memory.used <= memory.limit && memory.journals.used > 1024 ** 2, `${memory.used} of ${memory.limit} bytes`)
  t.equal(memory.limit, 2 * 1024 ** 2)
  t.ok(memory.journals.evicted > 10)
  const kinds = ['artifacts', 'journals', 'worlds', 'uploads']
  t.equal(kinds.reduce((sum, kind) => sum + memory[kind].used, 0), memory.used)

  const verify = async (world: string, expectation: object) => (await send('POST', `/w/${world}/_perftwin/verify`, expectation)).body
  // Which worlds lost some hangs on what replies take, too.
  const shortOf = async (i: number): Promise<boolean> => (await get(`/w/w${i}/_perftwin/journal/counts`)).body.evicted > 0
  let short = 0
  while (!await shortOf(short)) short++
  const world = `w${short}`
  const first = { match: { body: { number: short } } }
  t.match(await verify(world, { ...first, never: true }), {
    verified: false,
    undecidable: true,
    count: null,
    message: /^undecidable: expected never.*\d of 3 requests were evicted from the journal/
  })
  t.match(await verify(world, { ...first, exactly: 1 }), { undecidable: true })
  const tooMany = { match: { operation: 'deleteJob' }, exactly: 99 }
  t.match(await verify(world, tooMany), { undecidable: false, verified: false })
  const last = { match: { body: { number: 59 } } }
  t.match(await verify('w19', { ...last, atLeast: 1 }), { verified: true }, 'the world used last still has it')
  const counted = (await get(`/w/${world}/_perftwin/journal/counts`)).body
  t.equal(counted.total, 3, 'the counts are exact')
  const { text } = await get('/_perftwin/metrics')
  t.match(text, /perftwin_memory_limit_bytes 2097152/)
  t.match(text, new RegExp(`perftwin_memory_evicted_total{kind="journals"} ${memory.journals.evicted}`))
})

t.test('worlds that were only asked for', async (t) => {
  t.test('go when there are too many, the one used longest ago first', async (t) => {
    const worlds = new Worlds(base, { limit: 4 })
    for (const name of ['a', 'b', 'c', 'a']) ask(worlds, name)
    const { b } = { b: worlds.find('b') }
    ask(worlds, 'd')
    t.strictSame([...worlds.list()].map(({ name }) => name), ['default', 'a', 'c', 'd'])
    t.equal(worlds.memory.accounts.worlds.evicted, 1)
    t.not(worlds.get('b'), b)
  })

  t.test('never go if they were written, made by name, changed by the control plane, or are being asked', async (t) => {
    const worlds = new Worlds(base, { limit: 7 })
    worlds.get('written').facts.jobs.put(newJob(1))
    worlds.create('named')
    worlds.get('later').clock.advance(1)
    worlds.get('controlled').controlled = true
    const { journal } = worlds.get('asked')
    const entry = journal.open(0, 'GET', '/', operation, [])
    const stop = worlds.get('awaited').journal.listen(() => {})
    t.throws(() => worlds.ask('one-more'), /there are 7 worlds already; delete one first/)
    journal.answered(entry, 200, 0, null)
    t.ok(worlds.ask('one-more'))
    t.equal(worlds.find('asked'), undefined)
    stop()
    t.ok(worlds.create('another'))
    t.equal(worlds.find('awaited'), undefined)
    t.strictSame(['written', 'named', 'later', 'controlled'].filter((name) => worlds.find(name) === undefined), [])
  })

  t.test('go when memory runs short, and all they took is given back', async (t) => {
    const memory = new MemoryBudget(1024 ** 2)
    const worlds = new Worlds(base, { memory })
    for (let i = 0; i < 500; i++) ask(worlds, `w${i}`)
    const { worlds: account } = memory.accounts
    t.ok(memory.used <= memory.limit)
    t.ok(account.evicted > 400 && worlds.size > 20, `${account.evicted} evicted, ${worlds.size} there`)
    t.ok(worlds.find('w499'), 'the one used last is there')
    const empty = new Worlds(base).memory.used
    const gone = worlds.create('gone')
    worlds.clear()
    // Somebody may still be at a world that was deleted.
    gone.facts.jobs.put(newJob(1))
    gone.reset()
    gone.snapshots.save('s')
    gone.journal.open(0, 'GET', '/', operation, [])
    worlds.default.clearJournal()
    t.equal(memory.used, empty)
  })

  t.test('are not thought never to have been asked', async (t) => {
    const { get, send, twin: { worlds } } = await twin(t, { memory: '1MB' })
    for (let i = 0; i < 3; i++) await get('/w/first/rest/v1/demo/jobs')
    for (let i = 0; i < 200; i++) await get(`/w/w${i}/rest/v1/demo/jobs`)
    t.equal(worlds.find('first'), undefined)
    const verify = async (expectation: object) => (await send('POST', '/w/first/_perftwin/verify', expectation)).body
    const undecidable = { verified: false, undecidable: true, count: null, between: [0, 3] }
    t.match(await verify({ match: { operation: 'listJobs' }, never: true }), undecidable)
    t.match(await verify({ match: { operation: 'listJobs' }, exactly: 3 }), undecidable)
    t.match(await verify({ match: { path: '/rest/**' }, atLeast: 1 }), undecidable)
    t.match(await verify({ inOrder: [{ operation: 'listJobs' }] }), { verified: false, undecidable: true })
    t.match(await verify({ match: { operation: 'listJobs' }, atMost: 3 }), { verified: true })
    t.match(await verify({ match: { operation: 'listJobs' }, atLeast: 4 }), { verified: false, undecidable: false })
    await get('/w/first/rest/v1/demo/jobs')
    t.match(await verify({ match: { operation: 'listJobs' }, atLeast: 1 }), { verified: true, between: [1, 4] })
    t.match((await get('/w/first/_perftwin/journal/counts')).body, { total: 4, held: 1, evicted: 3, inFlight: 0 })
    await send('POST', '/w/first/_perftwin/reset')
    t.match(await verify({ match: { operation: 'listJobs' }, never: true }), { verified: true }, 'a reset begins anew')
    t.match((await get('/_perftwin/memory')).body.worlds, { evicted: worlds.memory.accounts.worlds.evicted })
  })

  t.test('leave no more than a small part of the budget behind, however many they were', async (t) => {
    const memory = new MemoryBudget(1024 ** 2)
    const worlds = new Worlds(base, { memory })
    for (let i = 0; i < 9000; i++) ask(worlds, `w${i}`)
    t.ok(worlds.size > 20, `${worlds.size} worlds are there`)
    t.equal(memory.hasRoom(memory.limit - 40 * 1024), true, 'and even that goes where what is written needs the room')
    const empty = new Worlds(base).memory.used
    worlds.clear()
    worlds.default.clearJournal()
    t.equal(memory.used, empty)
  })

  t.test('are undecidable where too many were evicted to remember theirs, and only those', async (t) => {
    const { get, send, twin: { worlds } } = await twin(t, { memory: '1MB' })
    for (let i = 0; i < 3; i++) ask(worlds, 'first')
    for (let i = 0; i < 1000; i++) ask(worlds, `w${i}`)
    const verify = async (world: string, expectation: object) => (await send('POST', `/w/${world}/_perftwin/verify`, expectation)).body
    const never = { match: { operation: 'listJobs' }, never: true }
    const message = 'undecidable: expected never, seen 0 times among the requests held, and up to 3 may have come to an evicted ' +
      'world of this name (too many were evicted to remember all); up to 3 of them might match'
    t.match(await verify('first', never), { verified: false, undecidable: true, between: [0, 3], message })
    t.match(await verify('first', { inOrder: [{ operation: 'listJobs' }] }), { undecidable: true, message: /up to 3 may have come/ })
    t.match(await verify('first', { match: { operation: 'listJobs' }, atLeast: 4 }), { verified: false, undecidable: false })
    t.match((await get('/w/first/_perftwin/journal/counts')).body, { total: 0, evicted: 0 }, 'they are not counted: they may not have been')
    t.match(await verify('unheard-of', never), { verified: true, undecidable: false })
    t.match(await verify('w990', never), { verified: false, between: [1, 1] }, 'the one evicted last is known')
    worlds.clear()
    t.match(await verify('first', never), { verified: true }, 'when all worlds are deleted nothing is evicted')
  })

  t.test('begin anew when they are made by name, and their requests are counted as evicted', async (t) => {
    const { get, send, twin: { worlds } } = await twin(t)
    for (let i = 0; i < 10; i++) await get('/w/first/rest/v1/demo/jobs')
    for (let i = 0; i < worlds.limit; i++) worlds.ask(`w${i}`)
    t.equal(worlds.find('first'), undefined)
    t.match((await get('/_perftwin/memory')).body, { journals: { evicted: 10 }, worlds: { evicted: 2 } })
    t.equal((await send('POST', '/_perftwin/worlds', { name: 'first' })).status, 201)
    const verdict = await send('POST', '/w/first/_perftwin/verify', { match: { path: '/rest/**' }, never: true })
    t.match(verdict, { status: 200, body: { verified: true, count: 0 } })
    t.match((await get('/w/first/_perftwin/journal/counts')).body, { total: 0, evicted: 0 })
  })
})

t.test('strangers make no world', async (t) => {
  const nobody = { authorization: '' }
  const names = (worlds: Worlds) => [...worlds.list()].map(({ name }) => name)

  t.test('a refusal for want of credentials leaves none, nor does one to a page', async (t) => {
    const { get, send, twin: { worlds } } = await twin(t)
    const empty = worlds.memory.used
    for (const path of ['/rest/v1/demo/jobs', '/v1/apps', '/v1/nope']) t.equal((await get(`/w/x${path}`, nobody)).status, 401, path)
    t.equal((await send('PUT', '/rest/v1/demo/jobs/a', {}, { ...nobody, 'x-perftwin-world': 'x' })).status, 401)
    t.equal((await get('/w/x/_perftwin/info', { origin: 'https://example.com' })).status, 403)
    t.equal((await send('POST', '/w/x/_perftwin/reset', undefined, { origin: 'https://example.com' })).status, 403)
    t.strictSame(names(worlds), ['default'])
    t.equal(worlds.memory.used, empty, 'and all it took is given back')
  })

  t.test('beyond loopback neither does a request without the token', async (t) => {
    const { get, twin: { worlds } } = await twin(t, { host: '0.0.0.0', controlToken: 'secret' })
    t.equal((await get('/w/x/_perftwin/info', nobody)).status, 401)
    t.strictSame(names(worlds), ['default'])
  })

  t.test('other refusals keep it: tests look at its journal', async (t) => {
    const { get, send, twin: { worlds } } = await twin(t)
    const strict = await twin(t, { auth: 'strict' })
    t.equal((await get('/w/nope/rest/v1/demo/nope')).status, 404)
    t.equal((await get('/w/invalid/rest/v1/demo/jobs?limit=zz')).status, 400)
    t.equal((await get('/w/prefer/rest/v1/demo/jobs', { prefer: 'code=401' })).status, 401)
    t.strictSame(names(worlds), ['default', 'nope', 'invalid', 'prefer'])
    for (const [world, status] of [['nope', 404], ['invalid', 400], ['prefer', 401]]) {
      t.match(await send('POST', `/w/${world}/_perftwin/verify`, { match: { status }, exactly: 1 }), { status: 200 }, `${world}`)
    }
    t.equal((await strict.get('/w/wrong/rest/v1/demo/jobs')).status, 401)
    t.strictSame(names(strict.twin.worlds), ['default'])
  })

  t.test('one that was there, or that another request asks for meanwhile, stays as it is', async (t) => {
    const { get, twin: { worlds } } = await twin(t)
    await get('/w/there/rest/v1/demo/jobs')
    await get('/w/there/rest/v1/demo/jobs', nobody)
    t.match(worlds.find('there')?.journal, { total: 2, held: 2 })
    const world = worlds.ask('both')
    worlds.ask('both')
    worlds.dropProvisional(world)
    t.equal(worlds.find('both'), world)
    const written = worlds.ask('written')
    written.facts.jobs.put(newJob(1))
    worlds.dropProvisional(written)
    t.equal(worlds.find('written'), written)
  })

  t.test('one that was evicted still knows what it was asked', async (t) => {
    const { get, twin: { worlds } } = await twin(t)
    for (let i = 0; i < 3; i++) await get('/w/first/rest/v1/demo/jobs')
    for (let i = 0; i < worlds.limit; i++) worlds.ask(`w${i}`)
    t.equal((await get('/w/first/rest/v1/demo/jobs', nobody)).status, 401)
    t.equal(worlds.find('first'), undefined)
    t.equal(worlds.get('first').requests, 3)
  })
})

t.test('--worlds named: an unknown world is not made, and says what to do', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { worlds: 'named' })
  const what = 'Not Found: there is no world "x", and asking for one makes none (--worlds named); make it by POST /_perftwin/worlds'
  t.match(await get('/w/x/rest/v1/demo/jobs'), { status: 404, body: { errors: what } })
  t.match(await get('/rest/v1/demo/jobs', { 'x-perftwin-world': 'x' }), { status: 404 })
  const inApple = { errors: [{ status: '404', code: 'NOT_FOUND', detail: what }] }
  t.match(await get('/w/x/v1/apps', { authorization: 'Bearer any' }), { status: 404, body: inApple })
  t.match(await send('POST', '/w/x/_perftwin/reset'), { status: 404, body: { error: 'UnknownWorld', message: what } })
  t.equal(worlds.size, 1)
  t.equal((await send('POST', '/_perftwin/worlds', { name: 'x' })).status, 201)
  t.equal((await get('/w/x/rest/v1/demo/jobs')).status, 200)
  t.equal((await get('/rest/v1/demo/jobs')).status, 200)

  const library = await createTwin({ world: 'empty', worlds: 'named' })
  t.teardown(library.close)
  const { url } = library.world('in-code')
  const { status } = await fetch(`${url}/rest/v1/demo/jobs`, { headers: { authorization: basic('demo') } })
  t.equal(status, 200, 'who names a world in code makes it')
})

t.test('a world that was made by name is there after a restart', async (t) => {
  const path = join(t.testdir({}), 'data.json')
  let now = await open(path)
  now.worlds.create('named')
  now.worlds.get('asked-for')
  await now.store.commit()
  now = await reopen(path, now)
  t.ok(now.worlds.find('named'))
  t.equal(now.worlds.find('asked-for'), undefined)
  await now.store.close()
})

t.test('pages of other sites make no world and read nothing of the control plane', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t)
  const cross = { 'sec-fetch-site': 'cross-site' }
  t.match(await get('/w/x/rest/v1/demo/jobs', cross), { status: 403, body: { errors: 'Forbidden' } })
  t.equal((await get('/rest/v1/demo/jobs', { ...cross, 'x-perftwin-world': 'x' })).status, 403)
  t.equal((await get('/w/x/_perftwin/info', cross)).status, 403)
  t.equal(worlds.size, 1)
  for (const path of ['info', 'memory', 'journal', 'worlds', 'metrics', 'openapi/sauce.json', 'health']) {
    t.match(await get(`/_perftwin/${path}`, cross), { status: 403, body: { error: 'Forbidden', message: /pages of other sites/ } }, path)
  }
  t.equal((await send('POST', '/_perftwin/reset', undefined, cross)).status, 403)
  const link = { ...cross, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  t.equal((await get('/_perftwin/info', link)).status, 403)
  t.ok((await get('/_perftwin/docs', link)).status < 400, 'a link may lead to the documentation')
  t.equal((await get('/_perftwin/docs', { ...link, 'sec-fetch-dest': 'iframe' })).status, 403)
  t.equal((await get('/w/x/_perftwin/docs', link)).status, 403, 'but not into a new world')
  for (const site of ['same-origin', 'same-site', 'none']) {
    t.equal((await get('/_perftwin/info', { 'sec-fetch-site': site })).status, 200, site)
    t.equal((await get(`/w/${site}/rest/v1/demo/jobs`, { 'sec-fetch-site': site })).status, 200, site)
  }
})

/** Puts bytes that a job of a world stands for. */
async function upload ({ store, worlds }: Opened, world: string, text: string, name = 'a.txt'): Promise<string> {
  return await store.keeping(async () => {
    const hash = await store.putBytes(Buffer.from(text))
    worlds.get(world).facts.uploads.put({ jobId: 'j', name, type: 'text/plain', size: text.length, hash, at: start })
    return hash
  })
}

t.test('uploaded bytes', async (t) => {
  const inMemory = async (memory = new MemoryBudget()): Promise<Opened & { held: () => number }> => {
    const made = { store: memoryStore(memory), worlds: new Worlds(base, { memory }) }
    await made.store.attach(made.worlds, state)
    return { ...made, held: () => memory.accounts.uploads.used }
  }

  t.test('stay in memory as long as a world or a snapshot has them', async (t) => {
    const { store, worlds, held } = await inMemory()
    const now = { store, worlds }
    const hash = await upload(now, 'a', kilobyte)
    await upload(now, 'b', kilobyte)
    t.equal(held(), 1024, 'the same bytes count once')
    worlds.get('a').snapshots.save('s')
    worlds.create('fork', worlds.get('a').snapshots.get('s').state)
    worlds.get('a').reset()
    worlds.delete('b')
    t.equal(held(), 1024)
    worlds.get('a').snapshots.delete('s')
    t.equal(held(), 1024, 'the fork has them, and its start')
    worlds.get('fork').facts.uploads.delete('j\u0000a.txt')
    t.ok(await store.getBytes(hash), 'a reset would bring them back')
    worlds.get('fork').reset()
    t.equal(worlds.get('fork').facts.uploads.size, 1)
    worlds.delete('fork')
    t.equal(held(), 0)
    t.equal(await store.getBytes(hash), undefined)
  })

  t.test('go with the record that another one replaces, and when nothing comes to stand for them', async (t) => {
    const { store, worlds, held } = await inMemory()
    await upload({ store, worlds }, 'a', kilobyte)
    await upload({ store, worlds }, 'a', 'small')
    t.equal(held(), 5)
    await t.rejects(store.keeping(async () => {
      await store.putBytes(Buffer.from(kilobyte))
      throw new Error('the job has gone')
    }))
    t.equal(held(), 5)
    worlds.get('a').snapshots.save('s')
    worlds.clear()
    t.equal(held(), 0)
  })

  t.test('are refused when there is no room for them', async (t) => {
    const { store, worlds, held } = await inMemory(new MemoryBudget(1024 ** 2))
    await upload({ store, worlds }, 'a', kilobyte.repeat(900))
    ask(worlds, 'b', 50_000)
    await t.rejects(store.putBytes(Buffer.from(kilobyte.repeat(500))), MemoryUsedUp)
    t.equal(worlds.get('b').journal.held, 1, 'nothing goes in vain')
    t.equal(held(), 900 * 1024)
    worlds.delete('a')
    t.ok(await upload({ store, worlds }, 'c', kilobyte.repeat(500)))
  })

  t.test('in files go once the data file that does without them is on disk', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const files = async (): Promise<string[]> => (await readdir(`${path}.assets`)).sort()
    let now = await open(path)
    const first = await upload(now, 'a', 'first')
    const second = await upload(now, 'b', 'second')
    await now.store.commit()
    t.strictSame(await files(), [first, second].sort())
    now.worlds.delete('a')
    t.strictSame(await files(), [first, second].sort(), 'the data file still stands for it')
    await now.store.commit()
    t.strictSame(await files(), [second])
    // Stored, but never acknowledged: a restart finds that nothing stands for it.
    const orphan = await now.store.putBytes(Buffer.from('orphan'))
    now = await reopen(path, now)
    t.strictSame(await files(), [second])
    t.equal(await now.store.getBytes(orphan), undefined)
    now.worlds.get('b').snapshots.save('s')
    now.worlds.get('b').reset()
    await now.store.commit()
    now = await reopen(path, now)
    t.equal(String(await now.store.getBytes(second)), 'second', 'a snapshot stands for it')
    await now.store.close()
  })

  t.test('in files never go while somebody stores the same', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const now = await open(path)
    const hash = await upload(now, 'a', 'same')
    await now.store.commit()
    for (let i = 0; i < 20; i++) {
      now.worlds.delete(`${i === 0 ? 'a' : `w${i - 1}`}`)
      const [stored] = await Promise.all([upload(now, `w${i}`, 'same'), now.store.commit()])
      await now.store.commit()
      t.equal(stored, hash)
      t.equal(String(await now.store.getBytes(hash)), 'same')
    }
    await now.store.close()
  })
})

t.test('writes are refused when what was written uses up the budget, and nothing is half-written', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { memory: '1MB' })
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'a' })
  const edit = async (world: string, size: number) =>
    await send('PUT', `/w/${world}/rest/v1/demo/jobs/${id}`, { 'custom-data': { text: 'x'.repeat(size) } })
  await send('POST', '/_perftwin/snapshots', { name: 's' })
  let made = 0
  let status = 201
  while (status === 201 && made < 100) {
    await send('PUT', `/rest/v1/demo/jobs/${id}`, { 'custom-data': { text: String(made).padEnd(60_000, 'x') } })
    status = (await send('POST', '/_perftwin/snapshots', { name: `s${made++}` })).status
  }
  t.equal(status, 507)
  t.ok(made > 3 && made < 15, `${made} snapshots`)
  t.match(await edit('default', 10), { status: 507, body: { errors: /memory budget of 1 MB has no room beside what was written/ } })
  const { revision } = worlds.default
  const before = revision.count
  t.match(await send('POST', '/_perftwin/jobs', {}), { status: 507, body: { error: 'MemoryUsedUp' } })
  t.match(await send('POST', '/_perftwin/worlds', { name: 'more' }), { status: 507 })
  t.match(await send('POST', '/_perftwin/snapshots/import', { text: 'x'.repeat(2 * 1024 ** 2) }), { status: 507 })
  t.equal((await get('/w/asked/rest/v1/demo/jobs')).status, 507, 'not even a world')
  t.equal(revision.count, before)
  t.equal((await get(`/rest/v1/demo/jobs/${id}`)).status, 200, 'reading goes on')
  for (let i = 0; i < made - 1; i++) await send('DELETE', `/_perftwin/snapshots/s${i}`)
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'again' })).status, 200)
})

// The script starts the built command: without a budget it ends after some hundred requests.
t.test('a process with a small heap outlives many large requests', { timeout: 120_000 }, async (t) => {
  const script = join(packageRoot.pathname, 'scripts/memory.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [script, '1200', '60', '64'])
  const { memory, firstPosts } = JSON.parse(stdout)
  t.ok(memory.used <= memory.limit && memory.journals.evicted > 300)
  t.ok(firstPosts.undecidable > 0, 'what went may have been asked about')
  t.equal(firstPosts.wrong, 0)
})
