import { array, asyncProperty, constant, constantFrom, integer, oneof, property, record, type Arbitrary } from 'fast-check'
import t from 'tap'
import { createClock } from '../src/kernel/clock.js'
import { formatDuration, parseDuration } from '../src/kernel/durations.js'
import { Worlds } from '../src/worlds/registry.js'
import { advanceClock } from '../src/worlds/timekeeping.js'
import { testNow, twin, type TestTwin } from './helper.js'
import { holds } from './properties.js'

/** What clients of every part see of a world, headers that count requests left aside. */
const paths = [
  '/rest/v1/demo/jobs?full=1&limit=200', '/rest/v1/demo/jobs?limit=500', '/rest/v1/demo/builds', '/v2/builds/vdc/',
  '/team-management/v1/users', '/team-management/v1/teams', '/rest/v1.2/users/demo/concurrency', '/rest/v1/users/demo',
  '/rest/v1/info/status', '/v2/performance/metrics/?limit=3', '/v1/apps', '/v1/apps?include=builds',
  '/_perftwin/info', '/_perftwin/clock', '/_perftwin/progress', '/_perftwin/diff'
]
const headers = { authorization: 'Bearer x' }

async function answers ({ get }: TestTwin, prefix = ''): Promise<string[]> {
  const jobs = (await get(`${prefix}/rest/v1/demo/jobs?full=1&limit=3`)).body as Array<{ id: string }>
  const details = jobs.flatMap(({ id }) => [`/rest/v1/demo/jobs/${id}`, `/rest/v1/demo/jobs/${id}/assets`])
  return await Promise.all([...paths, ...details].map(async (path) => {
    const { status, text } = await get(prefix + path, path.startsWith('/v1/') ? headers : {})
    return `${path} ${status} ${text.replaceAll(`${prefix}/`, '/').replaceAll(/"world":"[^"]*"/g, '')}`
  }))
}

interface Operation { method: string, path: string, body: unknown }

type Text = Arbitrary<string> | string
const operations = (method: string, path: Text, body: Arbitrary<unknown> = constant(undefined)): Arbitrary<Operation> =>
  record({ method: constant(method), path: typeof path === 'string' ? constant(path) : path, body })

const newJob = record({ name: constantFrom('a', 'b'), build: constantFrom('x', null), runningFor: constantFrom('PT0S', 'PT5M', null) })
const clockSetting = constantFrom({ mode: 'frozen', at: '2026-05-01T00:00:00Z' }, { mode: 'frozen' }, { mode: 'offset' })
const policy = constantFrom({ policy: 'immediate' }, { policy: 'reads', reads: 2 }, { policy: 'time' })
const update = constantFrom({ passed: false }, { tags: ['x'] }, { name: 'renamed', build: 'other' })

/** Things a client or a test may do, some of which are refused. NEWEST is the path of the newest job. */
const operation = oneof(
  operations('POST', '/_perftwin/jobs', newJob),
  operations('POST', '/_perftwin/clock/advance', record({ by: constantFrom('PT1S', 'PT36H', '-PT1H', 'P40D') })),
  operations('PUT', '/_perftwin/clock', clockSetting),
  operations('PUT', '/_perftwin/progress', policy),
  operations('DELETE', '/rest/v1.1/demo/jobs'),
  operations('PUT', constantFrom('NEWEST', 'NEWEST/stop'), update),
  operations('DELETE', constantFrom('NEWEST', 'NEWEST/assets')),
  operations('POST', '/v2/performance/metrics/', constant({ page_url: 'https://shop.example.com/' })),
  operations('POST', '/_perftwin/snapshots/kept/restore')
)
async function perform ({ get, send }: TestTwin, { method, path, body }: Operation, prefix = ''): Promise<void> {
  const [newest] = (await get(`${prefix}/rest/v1/demo/jobs?limit=1`)).body as Array<{ id: string }>
  const { status } = await send(method, prefix + path.replace('NEWEST', `/rest/v1/demo/jobs/${newest?.id ?? 'none'}`), body)
  if (status >= 500) throw new Error(`${method} ${path}: ${status}`)
}

t.test('law: a reset after any operations equals a fresh start, byte for byte', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const fresh = await answers(await twin(t, { world: 'demo' }))
  t.strictSame(await answers(one), fresh)
  await holds(asyncProperty(array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
    for (const each of operations) await perform(one, each)
    await one.send('POST', '/_perftwin/reset')
    const after = await answers(one)
    return after.every((text, i) => text === fresh[i])
  }), { numRuns: 8 })
  t.pass()
})

t.test('law: operations in one world change no answer in another', async (t) => {
  const one = await twin(t, { world: 'demo' })
  await one.send('POST', '/w/b/_perftwin/jobs', { name: 'in b' })
  const [root, b] = [await answers(one), await answers(one, '/w/b')]
  await holds(asyncProperty(array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
    for (const each of operations) await perform(one, each, '/w/a')
    const [rootAfter, bAfter] = [await answers(one), await answers(one, '/w/b')]
    return root.every((text, i) => text === rootAfter[i]) && b.every((text, i) => text === bAfter[i])
  }), { numRuns: 6 })
  t.pass()
})

t.test('law: export then import equals the original, in another twin too', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const same = await twin(t, { world: 'demo' })
  const other = await twin(t, { world: 'empty', seed: 9, now: '2020-01-01T00:00:00Z' })
  await holds(asyncProperty(array(operation, { minLength: 1, maxLength: 6 }), async (operations) => {
    await one.send('POST', '/_perftwin/reset')
    for (const each of operations) await perform(one, each)
    const wanted = (await answers(one)).filter((text) => !text.startsWith('/_perftwin/diff'))
    const { text } = await one.get('/_perftwin/snapshots/now/export')
    for (const target of [same, other]) {
      if ((await target.send('POST', '/_perftwin/snapshots/import?name=taken', text)).status !== 201) return false
      if ((await target.send('POST', '/_perftwin/snapshots/taken/restore')).status !== 200) return false
      const found = (await answers(target)).filter((text) => !text.startsWith('/_perftwin/diff'))
      t.strictSame(found, wanted)
      t.equal((await target.get('/_perftwin/snapshots/taken/export')).text, text.replace('"name":"now"', '"name":"taken"'))
    }
    return true
  }), { numRuns: 4 })
  t.equal((await other.send('POST', '/_perftwin/reset')).body.seed, 9, 'a reset goes back to the twin\'s own world')
})

t.test('law: advance(a) then advance(b) equals advance(a+b)', async (t) => {
  const ms = integer({ min: -1e9, max: 1e9 })
  holds(property(ms, ms, (a, b) => {
    const [one, two] = [createClock({ mode: 'frozen', at: 1.7e12 }), createClock({ mode: 'frozen', at: 1.7e12 })]
    advanceClock(one, formatDuration(a))
    advanceClock(one, formatDuration(b))
    advanceClock(two, formatDuration(a + b))
    return one.now() === two.now() && one.advanced === two.advanced
  }))
  holds(property(integer({ min: -1e13, max: 1e13 }), (each) => parseDuration(formatDuration(each)) === each))
  t.equal(formatDuration(0), 'PT0S')
  t.equal(formatDuration(90_061_500), 'P1DT1H1M1.5S')
})

t.test('the clock', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  t.match(await get('/_perftwin/clock'), {
    status: 200,
    body: { mode: 'frozen', now: '2026-04-15T12:00:00.000Z', offset: null, advanced: 'PT0S' },
    headers: { date: 'Wed, 15 Apr 2026 12:00:00 GMT' }
  })
  const set = async (setting: object): Promise<any> => await send('PUT', '/_perftwin/clock', setting)
  const advance = async (body: object): Promise<any> => await send('POST', '/_perftwin/clock/advance', body)
  t.match((await advance({ by: 'P1DT30M' })).body, { now: '2026-04-16T12:30:00.000Z', advanced: 'P1DT30M' })
  t.equal((await get('/rest/v1/demo/jobs')).headers.date, 'Thu, 16 Apr 2026 12:30:00 GMT')
  const frozen = (await set({ mode: 'frozen', at: '2021-01-01' })).body
  t.match(frozen, { mode: 'frozen', now: '2021-01-01T00:00:00.000Z', advanced: 'P1DT30M' })
  t.equal((await get('/v1/apps')).headers.date, 'Fri, 01 Jan 2021 00:00:00 GMT', 'on refusals too')
  t.match((await set({ mode: 'offset', offset: '-P1D' })).body, { mode: 'offset', offset: '-P1D' })
  t.match((await set({ mode: 'offset', at: '2030-06-01T00:00:00Z' })).body.now, /^2030-06-01T00:00:0/)
  t.match((await set({ mode: 'real' })).body, { mode: 'real', advanced: 'PT0S' })
  t.match((await advance({ by: 'PT1H' })).body, { mode: 'offset', offset: 'PT1H', advanced: 'PT1H' })
  const before = (await get('/_perftwin/clock')).body.mode
  for (const setting of [
    {},
    { mode: 'slow' },
    { mode: 'real', at: '2021-01-01' },
    { mode: 'offset' },
    { mode: 'offset', at: '2021-01-01', offset: 'PT1S' },
    { mode: 'frozen', at: 'noon' },
    { mode: 'frozen', offset: 'PT1S' },
    { mode: 'offset', offset: 'P99999999D' }
  ]) t.match(await set(setting), { status: 400, body: { error: 'Invalid' } }, JSON.stringify(setting))
  for (const step of [{}, { by: '5 minutes' }, { by: 'P99999999D' }, { by: 'PT1S', of: 1 }]) {
    t.equal((await advance(step)).status, 400, JSON.stringify(step))
  }
  t.equal((await get('/_perftwin/clock')).body.mode, before)
})

t.test('worlds are made, forked, listed and deleted', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world: 'demo' })
  const make = async (body: object): Promise<any> => await send('POST', '/_perftwin/worlds', body)
  const plain = { name: 'plain', url: '/w/plain', worldFile: 'demo', seed: 1, ttl: null }
  t.match(await make({ name: 'plain' }), { status: 201, body: plain })
  const { id } = (await send('POST', '/w/plain/_perftwin/jobs', { name: 'mine' })).body
  await send('POST', '/w/plain/_perftwin/clock/advance', { by: 'PT1H' })
  const forked = { changes: 2, clock: { now: '2026-04-15T13:00:00.000Z' } }
  t.match(await make({ name: 'forked', from: 'plain' }), { status: 201, body: forked })
  await send('DELETE', `/w/plain/rest/v1/demo/jobs/${id}`)
  t.equal((await get(`/w/forked/rest/v1/demo/jobs/${id}`)).status, 200)
  await send('DELETE', `/w/forked/rest/v1/demo/jobs/${id}`)
  t.equal((await get(`/w/forked/rest/v1/demo/jobs/${id}`)).status, 404)
  await send('POST', '/w/forked/_perftwin/reset')
  t.equal((await get(`/w/forked/rest/v1/demo/jobs/${id}`)).status, 200, 'a fork goes back to what it was forked from')
  const seeded = (await make({ name: 'seeded', seed: 5, now: '2025-01-01T00:00:00Z' })).body
  t.match(seeded, { seed: 5, clock: { mode: 'frozen', now: '2025-01-01T00:00:00.000Z' } })
  t.match((await make({ name: 'documents', world: 'docs' })).body, { worldFile: 'docs' })
  const sauce = { teams: [{ name: 'T', users: [{ username: 'ann' }] }], jobs: [{ name: 'only', created: '-PT1H' }] }
  const ownWorld = { name: 'own', world: { name: 'own', seed: 3, sauce }, clock: { mode: 'frozen', at: '2024-02-29T00:00:00Z' } }
  const own = (await make(ownWorld)).body
  t.match(own, { worldFile: 'own', seed: 3, clock: { now: '2024-02-29T00:00:00.000Z' } })
  t.match((await get('/w/own/_perftwin/info')).body.accounts, [{ username: 'ann' }])
  const names = (await get('/_perftwin/worlds')).body.worlds.map((world: { name: string }) => world.name)
  t.strictSame(names, ['default', 'plain', 'forked', 'seeded', 'documents', 'own'])

  await t.test('what makes no sense makes no world', async (t) => {
    const before = worlds.size
    const nonsense = [
      {}, { name: 'plain' }, { name: 'a/b' },
      { name: 'x', from: 'plain', seed: 1 },
      { name: 'x', world: '/etc/passwd' }, { name: 'x', world: '../../package.json' }, { name: 'x', world: { name: 'y', surprise: 1 } },
      { name: 'x', now: 'soon' },
      { name: 'x', ttl: 'PT0S' }, { name: 'x', ttl: 'long' },
      { name: 'x', clock: { mode: 'offset' } },
      { name: 'x', surprise: true }
    ]
    const absent = [{ name: 'x', from: 'nobody' }, { name: 'x', snapshot: 'nothing' }]
    for (const [status, bodies] of [[400, nonsense], [404, absent]] as const) {
      for (const body of bodies) {
        const reply = await make(body)
        t.equal(reply.status, status, `${JSON.stringify(body)} ${reply.text}`)
        t.type(reply.body.message, 'string')
      }
    }
    t.equal(worlds.size, before)
  })

  t.equal((await send('DELETE', '/_perftwin/worlds/plain')).status, 204)
  t.equal((await send('DELETE', '/_perftwin/worlds/plain')).status, 404)
  t.match(await send('DELETE', '/_perftwin/worlds/default'), { status: 400, body: { message: /reset it instead/ } })
  t.strictSame((await send('DELETE', '/_perftwin/worlds')).body, { deleted: 4 })
  t.equal((await get('/_perftwin/worlds')).body.worlds.length, 1)
})

t.test('a world with a time to live is gone when nobody uses it, and only then', async (t) => {
  const { send, get, twin: { worlds: { base } } } = await twin(t)
  t.match((await send('POST', '/_perftwin/worlds', { name: 'brief', ttl: 'PT10M' })).body, { ttl: 'PT10M', expiresIn: /^PT(?:10M|9M59S)$/ })
  t.match((await get('/_perftwin/worlds/brief')).body, { ttl: 'PT10M' })
  let now = 0
  const worlds = new Worlds(base, { limit: 10, now: () => now })
  const brief = worlds.create('brief', undefined, 1000)
  worlds.create('lasting')
  for (let i = 0; i < 4; i++) {
    now += 900
    t.equal(worlds.get('brief'), brief, 'use keeps it alive')
  }
  now += 900
  t.strictSame([...worlds.list()].map(({ name }) => name), ['default', 'brief', 'lasting'])
  now += 101
  t.strictSame([...worlds.list()].map(({ name }) => name), ['default', 'lasting'], 'being listed is no use')
  t.not(worlds.get('brief'), brief, 'the name is free for a fresh world')
  worlds.create('asked', undefined, 1000)
  now += 1001
  t.equal(worlds.find('asked'), undefined, 'who asks first after its time finds nothing')
})

t.test('there is a limit to worlds', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t)
  for (let i = 1; i < worlds.limit; i++) worlds.create(`w${i}`)
  const refused = await send('POST', '/_perftwin/worlds', { name: 'one-more' })
  t.match(refused, { status: 400, body: { message: /there are 1000 worlds already/ } })
  t.equal((await get('/w/another/rest/v1/demo/jobs')).status, 400)
  await send('DELETE', '/_perftwin/worlds/w7')
  t.equal((await send('POST', '/_perftwin/worlds', { name: 'one-more' })).status, 201)
})

t.test('snapshots are saved, compared, restored and forgotten', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const { id } = (await send('POST', '/_perftwin/jobs', { name: 'first' })).body
  const saved = { name: 'one-job', saved: `${testNow.slice(0, -1)}.000Z`, changes: 2 }
  t.match(await send('POST', '/_perftwin/snapshots', { name: 'one-job' }), { status: 201, body: saved })
  t.strictSame((await get('/_perftwin/diff?from=one-job')).body, { from: 'one-job', to: 'now', same: true, differences: [] })
  const [oldest] = (await get('/rest/v1/demo/jobs?limit=1&skip=5')).body
  await send('PUT', `/rest/v1/demo/jobs/${oldest.id}`, { name: 'renamed' })
  await send('PUT', `/rest/v1/demo/jobs/${id}/stop`)
  await send('DELETE', `/rest/v1/demo/jobs/${id}`)
  await send('POST', '/_perftwin/clock/advance', { by: 'PT1H' })
  const differences = async (query: string): Promise<unknown> => (await get(`/_perftwin/diff?${query}`)).body.differences
  t.strictSame(await differences('from=one-job&to=now'), [
    { collection: 'jobs', key: id, change: 'gone' },
    { collection: 'jobs', key: oldest.id, change: 'changed', fields: ['name', 'modified'] }
  ].sort((a, b) => a.key < b.key ? -1 : 1))
  t.match(await differences('from=start&to=one-job'), [
    { collection: 'jobs', key: id, change: 'added' },
    { collection: 'counters', key: 'job' }
  ])
  await send('POST', '/_perftwin/reset')
  t.equal((await send('POST', '/_perftwin/snapshots/one-job/restore')).status, 200, 'a reset leaves snapshots alone')
  t.equal((await get(`/rest/v1/demo/jobs/${id}`)).status, 200)
  t.equal((await get('/_perftwin/clock')).body.now, `${testNow.slice(0, -1)}.000Z`)
  t.match((await send('POST', '/_perftwin/worlds', { name: 'from-it', snapshot: 'one-job' })).body, { changes: 2 })
  t.strictSame((await get('/_perftwin/snapshots')).body.snapshots.map((each: { name: string }) => each.name), ['one-job'])
  t.strictSame((await get('/w/from-it/_perftwin/snapshots')).body.snapshots, [], 'snapshots belong to their world')
  for (const name of ['now', 'start', 'a b', '']) t.equal((await send('POST', '/_perftwin/snapshots', { name })).status, 400, name)
  t.equal((await send('POST', '/_perftwin/snapshots/nothing/restore')).status, 404)
  t.equal((await get('/_perftwin/diff?from=nothing')).status, 404)
  t.equal((await send('DELETE', '/_perftwin/snapshots/one-job')).status, 204)
  t.equal((await send('DELETE', '/_perftwin/snapshots/one-job')).status, 404)
})

t.test('an import that is damaged is refused with the place at fault', async (t) => {
  const { get, send } = await twin(t)
  await send('POST', '/_perftwin/jobs', { name: 'x' })
  const whole = (await get('/_perftwin/snapshots/now/export')).body
  const { state } = whole
  const withState = (part: object): object => ({ ...whole, state: { ...state, ...part } })
  const cases: Array<[unknown, RegExp]> = [
    [{}, /no exported snapshot/],
    [[], /no exported snapshot/],
    [{ ...whole, version: 99 }, /newer perftwin/],
    [{ ...whole, name: 1 }, /no name or time/],
    [withState({ clock: { setting: { mode: 'x' } } }), /state\.clock is no clock/],
    [withState({ origin: { ...state.origin, file: { name: 'x', surprise: 1 } } }), /unknown key "surprise"/],
    [withState({ origin: { ...state.origin, seed: 'x' } }), /origin is no origin/],
    [withState({ changes: { jobs: { put: [{ id: 1 }], gone: [] } } }), /state\.changes\.jobs\.put\[0\]\.id is number, not string/],
    [withState({ changes: { nonsense: {} } }), /state\.changes\.nonsense is unknown/],
    [{ ...whole, uploads: { abc: 'AAAA' } }, /uploads\.abc/]
  ]
  for (const [body, message] of cases) {
    t.match(await send('POST', '/_perftwin/snapshots/import', body), { status: 400, body: { message } }, String(message))
  }
  t.strictSame((await get('/_perftwin/snapshots')).body.snapshots, [])
  t.match((await send('POST', '/_perftwin/snapshots/import', whole)).body, { name: 'imported-now' })
})

t.test('jobs go on by time, at once, or when they are looked at', async (t) => {
  const { get, send } = await twin(t)
  const make = async (spec: object): Promise<string> => (await send('POST', '/_perftwin/jobs', spec)).body.id
  const status = async (id: string): Promise<string> => (await get(`/rest/v1/demo/jobs/${id}`)).body.status
  t.equal(await status(await make({ runningFor: 'PT1M' })), 'in progress')

  t.strictSame((await send('PUT', '/_perftwin/progress', { policy: 'immediate' })).body, { policy: 'immediate' })
  const done = await make({ queuedFor: 'PT5S', runningFor: 'PT1M', outcome: 'passed' })
  const { body } = await get(`/rest/v1/demo/jobs/${done}`)
  t.match(body, { status: 'complete', passed: true, consolidated_status: 'passed', end_time: Date.parse(testNow) / 1000 })
  t.equal(body.end_time - body.start_time, 60, 'its times are those of its plan')
  t.equal((await get(`/rest/v1/demo/jobs/${done}/assets`)).status, 200)
  t.equal(await status(await make({ runningFor: null })), 'in progress', 'what runs until it is stopped stays open')

  t.strictSame((await send('PUT', '/_perftwin/progress', { policy: 'reads', reads: 2 })).body, { policy: 'reads', reads: 2 })
  const slow = await make({ newFor: 'PT1S', queuedFor: 'PT5S', runningFor: 'PT1M', outcome: 'error' })
  await send('POST', '/_perftwin/clock/advance', { by: 'P1D' })
  const seen = []
  for (let i = 0; i < 8; i++) seen.push(await status(slow))
  t.strictSame(seen, ['new', 'queued', 'queued', 'in progress', 'in progress', 'error', 'error', 'error'], 'time does not move it')
  t.equal((await get(`/rest/v1/demo/jobs/${slow}`)).body.end_time, Date.parse(testNow) / 1000)
  const stopped = await make({ runningFor: 'PT1M' })
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${stopped}/stop`)).body.status, 'complete')
  t.strictSame([await status(stopped), await status(stopped)], ['complete', 'complete'])
  t.equal((await get('/_perftwin/info')).body.counts.heldJobs, 0, 'nothing is held for a job that is over')
  for (const body of [{}, { policy: 'never' }, { policy: 'reads', reads: 0 }]) {
    t.equal((await send('PUT', '/_perftwin/progress', body)).status, 400)
  }
})

t.test('a refusal makes no world', async (t) => {
  const { get, send } = await twin(t)
  const names = async (): Promise<string[]> => (await get('/_perftwin/worlds')).body.worlds.map(({ name }: { name: string }) => name)
  t.equal((await get('/w/typo/rest/v1/demo/jobs/nothing')).status, 404)
  t.equal((await get('/w/typo/rest/v1/demo/jobs?limit=many')).status, 400)
  t.equal((await get('/w/typo/rest/v1/demo/jobs', { prefer: 'code=503' })).status, 503)
  t.strictSame(await names(), ['default'])
  t.equal((await get('/_perftwin/worlds/typo')).status, 404)
  t.equal((await send('DELETE', '/_perftwin/worlds/typo')).status, 404)
  t.match(await send('DELETE', '/_perftwin/worlds'), { body: { deleted: 0 } })

  t.equal((await get('/w/typo/rest/v1/demo/jobs/nothing')).status, 404)
  t.match((await get('/w/typo/_perftwin/journal')).body.entries, { length: 1 }, 'what was refused since then is told')
  t.strictSame(await names(), ['default', 'typo'], 'to whom asks, who has the world then')

  t.equal((await get('/w/taken/rest/v1/demo/jobs/nothing')).status, 404)
  t.equal((await send('POST', '/_perftwin/worlds', { name: 'taken' })).status, 201)
  t.equal((await get('/w/served/rest/v1/demo/jobs')).status, 200)
  t.strictSame(await names(), ['default', 'typo', 'taken', 'served'])
})
