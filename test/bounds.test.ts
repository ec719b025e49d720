// What clients send is bounded in depth and in time, and what is refused changes nothing.
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fastify from 'fastify'
import fc from 'fast-check'
import t from 'tap'
import { automatorLog } from '../src/artifacts/automator-log.js'
import { commandLog } from '../src/artifacts/command-log.js'
import { crmuxdriverLog } from '../src/artifacts/crmuxdriver-log.js'
import { networkHar } from '../src/artifacts/har.js'
import { seleniumServerLog } from '../src/artifacts/selenium-server-log.js'
import { logEntries } from '../src/artifacts/session-log.js'
import { allOrNothing } from '../src/http/all-or-nothing.js'
import { Invalid } from '../src/kernel/errors.js'
import { sha256 } from '../src/kernel/ids.js'
import { deepestJson, isDeeper, parseJson } from '../src/kernel/json.js'
import { atOnce, inTurns, turn, type Steps } from '../src/kernel/turns.js'
import { sessionSteps, simulateSession, type SessionPlan } from '../src/lab/session/session.js'
import { startTwin } from '../src/start.js'
import { growBase } from '../src/worlds/base.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { Worlds } from '../src/worlds/registry.js'
import { storyOf } from './artifact-helper.js'
import { basic, twin } from './helper.js'
import { holds } from './properties.js'

/** Lists in one another. */
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

t.test('JSON', async (t) => {
  t.test('is refused beyond its depth, however it is written', async (t) => {
    t.strictSame(parseJson(nested(3), 3), [[[]]])
    t.throws(() => parseJson(nested(4), 3), Invalid)
    t.throws(() => parseJson('{"a":[{"b":[]}]}', 3), /nested more than 3 levels deep/)
    t.strictSame(parseJson('{"[[[[":"{{{{\\"[[[[\\\\"}', 1), { '[[[[': '{{{{"[[[[\\' }, 'brackets in text are none')
    t.throws(() => parseJson('{"a":', 1), SyntaxError)
    t.throws(() => parseJson('"'.repeat(101)), SyntaxError)
    t.throws(() => parseJson('['.repeat(1_000_000)), Invalid)
  })

  t.test('is as deep as a text as it is as a value', async (t) => {
    holds(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), (value, levels) => {
      const text = JSON.stringify(value)
      let refused = false
      try {
        parseJson(text, levels)
      } catch {
        refused = true
      }
      return refused === isDeeper(value, levels)
    }))
  })

  t.test('nested too deeply is refused in the words of whoever is asked, and nothing of it is kept', async (t) => {
    const { send, get } = await twin(t)
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'job' })
    const before = (await get(`/rest/v1/demo/jobs/${id}`)).text
    const path = `/rest/v1/demo/jobs/${id}`
    const sentence = /nested more than 100 levels deep/
    for (const levels of [deepestJson, 4100, 200_000]) {
      t.match(await send('PUT', path, `{"name":"x","custom-data":{"a":${nested(levels)}}}`), { status: 400, body: { errors: sentence } })
    }
    t.equal((await get(path)).text, before)
    const deep = nested(5000)
    const refusals: Array<[string, string]> = [
      ['/_perftwin/jobs', `{"customData":{"a":${deep}}}`],
      ['/_perftwin/jobs', `{"pinned":{"a":${deep}}}`],
      ['/_perftwin/verify', `{"match":{"body":${deep}}}`],
      ['/_perftwin/journal/find', `{"match":{"body":${deep}}}`],
      ['/_perftwin/faults', `{"effect":${deep}}`],
      ['/_perftwin/worlds', `{"name":"w","world":${deep}}`],
      ['/_perftwin/webhooks', deep],
      ['/_perftwin/snapshots/import', deep]
    ]
    for (const [url, body] of refusals) {
      const refusal = { status: 400, body: { error: 'Invalid', message: /nested more than 1[02]0 levels deep/ } }
      t.match(await send('POST', url, body), refusal, url)
    }
    t.match(await get('/_perftwin/worlds'), { body: { worlds: { length: 1 } } })
    t.match(await get('/_perftwin/journal'), { status: 200 }, 'what was sent can be told')
    t.match(await send('POST', '/_perftwin/verify', { match: { body: {} }, never: true }), { body: { verified: true } })
  })

  t.test('as deep as may be comes back, and goes through a snapshot', async (t) => {
    const { send, get } = await twin(t)
    const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
    const data = `{"a":${nested(deepestJson - 2)}}`
    t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}`, `{"custom-data":${data}}`)).status, 200)
    const exported = (await get('/_perftwin/snapshots/now/export')).text
    t.equal((await send('POST', '/_perftwin/snapshots/import?name=copy', exported)).status, 201)
    t.equal((await send('POST', '/_perftwin/snapshots/copy/restore')).status, 200)
    t.equal(JSON.stringify((await get(`/rest/v1/demo/jobs/${id}`)).body['custom-data']), data)
    const deeper = exported.replace(data, `{"a":${nested(deepestJson + 4)}}`)
    t.match(await send('POST', '/_perftwin/snapshots/import', deeper), { status: 400, body: { message: /put\[\d\] is nested/ } })
  })

  t.test('of a path that nothing answers does not spoil the journal', async (t) => {
    const { send, get } = await twin(t)
    for (const path of ['/v1/nothing', '/rest/v1/nothing', '/v1/apps']) await send('POST', path, `{"a":${nested(9000)}}`)
    t.equal((await get('/_perftwin/journal')).status, 200)
    t.equal((await get('/_perftwin/journal.har')).status, 200)
    t.match(await send('POST', '/_perftwin/verify', { match: { body: { a: 1 } }, never: true }), { body: { verified: true } })
  })
})

t.test('times', async (t) => {
  t.test('lie in the years 1900 to 9999, and a job beyond them is refused and not kept', async (t) => {
    const { send, get } = await twin(t)
    const before = (await get('/_perftwin/snapshots/now/export')).text
    for (const body of [
      { created: '-P999999999W' }, { created: 'P999999999999999999999W' }, { created: '0001-01-01T00:00:00Z' },
      { created: '1899-12-31T23:59:59Z' }, { runningFor: 'P420000W' }, { newFor: `P${'9'.repeat(35)}W` },
      { modified: '-P99999W' }, { pins: [{ timestamp: 1e300 }] }
    ]) t.match(await send('POST', '/_perftwin/jobs', body), { status: 400, body: { error: 'Invalid' } }, JSON.stringify(body))
    t.equal((await get('/_perftwin/snapshots/now/export')).text, before)
    t.equal((await send('POST', '/_perftwin/jobs', { created: '1900-01-01T00:00:00Z', runningFor: 'P1D' })).status, 201)
    t.equal((await get('/rest/v1/demo/jobs?full=true')).status, 200)
  })

  t.test('of clocks, faults, worlds and reports are held to the same', async (t) => {
    const { send, get, twin: { worlds } } = await twin(t)
    const week = 'P999999999W'
    const refused: Array<[method: string, path: string, body: object]> = [
      ['PUT', '/_perftwin/clock', { mode: 'frozen', at: '1899-12-31' }],
      ['PUT', '/_perftwin/clock', { mode: 'offset', offset: week }],
      ['POST', '/_perftwin/clock/advance', { by: `-${week}` }],
      ['POST', '/_perftwin/faults', { effect: { status: 500 }, window: { from: `-${week}` } }],
      ['POST', '/_perftwin/faults', { effect: { status: 500 }, window: { until: `now+${week}` } }],
      ['POST', '/_perftwin/faults', { effect: { stale: week } }],
      ['POST', '/_perftwin/faults', { effect: { status: 500 }, match: { world: 'other' }, window: { from: week } }],
      ['POST', '/_perftwin/worlds', { name: 'other', now: '0999-01-01' }],
      ['POST', '/_perftwin/worlds', { name: 'other', ttl: week }],
      ['POST', '/_perftwin/worlds', { name: 'other', clock: { mode: 'frozen', at: '0001-01-01' } }],
      ['POST', '/_perftwin/worlds', { name: 'other', world: { name: 'x', epoch: '0001-01-01' } }]
    ]
    for (const [method, path, body] of refused) t.equal((await send(method, path, body)).status, 400, JSON.stringify(body))
    t.strictSame([...worlds.list()].map(({ name }) => name), ['default'])
    t.strictSame((await get('/_perftwin/faults')).body, { faults: [] })
    const report = { framework: 'x', startTime: '0001-01-01T00:00:00Z' }
    t.equal((await send('POST', '/v1/testcomposer/reports', report)).status, 422)
  })

  t.test('of suites and releases are too, and a fault in the past never leads beyond them', async (t) => {
    const { send, get } = await twin(t)
    const team = { name: 'T', users: [{ username: 'demo' }] }
    const suite = { name: 's', owner: 'demo', runs: 90, every: 'P10000D' }
    const worlds: object[] = [
      { name: 'x', sauce: { teams: [team], suites: [suite] } },
      { name: 'x', sauce: { teams: [team], suites: [{ ...suite, every: 'PT1H', runningFor: 'P400000W' }] } },
      { name: 'x', releases: [{ train: 'web', version: '1', at: 'P999999W' }] }
    ]
    for (const world of worlds) {
      const reply = await send('POST', '/_perftwin/worlds', { name: 'w', world })
      t.match(reply, { status: 400, body: { message: /1900 to 9999|duration/ } })
    }
    await send('POST', '/_perftwin/faults', { effect: { stale: 'P400000W' } })
    t.equal((await get('/rest/v1/demo/jobs')).status, 200)
  })

  t.test('of filters are of the same years', async (t) => {
    const { get } = await twin(t, { world: 'demo' })
    for (const [path, status] of [
      ['/v2/performance/metrics/?start_date=1900-01-01T00:00:00Z&end_date=9999-12-31', 200],
      ['/v2/performance/metrics/?start_date=1899-12-31T23:59:59Z', 400],
      ['/v2/performance/metrics/?start_date=-271821-04-20T00:00:00Z', 400],
      ['/v2/performance/metrics/?end_date=+275760-09-13T00:00:00Z', 400],
      ['/v2/builds/vdc/?start=1900-01-01&end=9999-12-31', 200],
      ['/v2/builds/vdc/?start=0001-01-01', 422],
      ['/v2/builds/vdc/?start=99999999999999999999999999', 422],
      ['/rest/v1/users/demo/usage?start=0001-01-01', 400],
      ['/rest/v1/demo/jobs?from=-2208988800&to=253402300799', 200],
      ['/rest/v1/demo/jobs?from=-2208988801', 400],
      ['/rest/v1.1/demo/jobs?to=1e308', 400]
    ] as const) t.equal((await get(path)).status, status, path)
  })
})

t.test('a request that is refused', async (t) => {
  t.test('has what it wrote taken back, others\' writes not', async (t) => {
    const world = new Worlds(growBase({ file: { name: 'x' }, seed: 1, epoch: 0, start: 0 })).default
    const { counters } = world.facts
    const app = fastify()
    app.decorateRequest('world', { getter: () => world })
    allOrNothing(app)
    t.teardown(async () => { await app.close() })
    const write = (name: string, value: number): void => { counters.put({ name, value }) }
    app.post('/throws', async () => {
      write('a', 1)
      write('b', 1)
      throw Object.assign(new Error('no'), { statusCode: 400 })
    })
    app.post('/later', async (_request, reply) => {
      write('a', 2)
      write('c', 2)
      await turn()
      write('c', 3)
      return await reply.code(409).send({})
    })
    app.post('/well', async () => {
      counters.delete('kept')
      return {}
    })
    write('kept', 7)
    write('a', 0)
    t.equal((await app.inject({ method: 'POST', url: '/throws' })).statusCode, 400)
    t.strictSame([...counters.values()], [{ name: 'kept', value: 7 }, { name: 'a', value: 0 }])
    t.equal((await app.inject({ method: 'POST', url: '/later' })).statusCode, 409)
    t.strictSame([...counters.values()], [{ name: 'kept', value: 7 }, { name: 'a', value: 0 }, { name: 'c', value: 3 }])
    await app.inject({ method: 'POST', url: '/well' })
    t.strictSame([...counters.values()], [{ name: 'a', value: 0 }, { name: 'c', value: 3 }])
  })

  t.test('leaves no number used up and no byte kept', async (t) => {
    const { send, get, twin: { worlds, store } } = await twin(t)
    // The job would have begun before there are times: that is found out when its number is drawn.
    await send('PUT', '/_perftwin/clock', { mode: 'frozen', at: '1900-01-01T00:00:00Z' })
    t.equal((await send('POST', '/v2/performance/metrics/', { page_url: 'https://example.com/' })).status, 400)
    t.equal(worlds.default.facts.counters.size, 0)
    const snapshot = (await get('/_perftwin/snapshots/now/export')).body
    const bytes = Buffer.from('kept?')
    const good = sha256(bytes)
    const uploads = { [good]: bytes.toString('base64'), [good.replace(/^./, 'x')]: 'eA==' }
    t.equal((await send('POST', '/_perftwin/snapshots/import', { ...snapshot, uploads })).status, 400)
    t.equal((await send('POST', '/_perftwin/snapshots/import?name=a/b', { ...snapshot, uploads: { [good]: uploads[good] } })).status, 400)
    t.equal(await store.getBytes(good), undefined)
  })
})

t.test('a world file', async (t) => {
  const { send } = await twin(t)
  const team = { name: 'T', users: [{ username: 'demo' }] }
  const suites = Array.from({ length: 21 }, (_, i) => ({ name: `s${i}`, owner: 'demo', runs: 10_000, every: 'PT1S' }))
  const releases = Array.from({ length: 600 }, (_, i) => ({ train: 'ios', version: `1.${i}`, at: '-P1D' }))
  const app = { name: 'App', bundleId: 'com.example.app', train: 'ios', buildsPerVersion: 200 }
  const apps = [app, { ...app, name: 'Other', bundleId: 'com.example.other' }]
  for (const [world, message] of [
    [{ name: 'x', sauce: { teams: [team], suites } }, /grows at most 200000 jobs, not 210000/],
    [{ name: 'x', sauce: { teams: [team], suites: [{ ...suites[0], runs: 1e6 }] } }, /runs: 1000000 is too much; .* 100000 or less/],
    [{ name: 'x', releases, appStore: { apps } }, /grows at most 200000 builds, not 240000/],
    [{ name: 'x', sauce: { teams: [team], jobs: [{ assetSizes: { 'log.json': 1e15 } }] } }, /it must be 104857600 or less/]
  ] as const) t.match(await send('POST', '/_perftwin/worlds', { name: 'w', world }), { status: 400, body: { message } })
  t.equal((await send('POST', '/_perftwin/jobs', { assetSizes: { 'log.json': 1e15 } })).status, 400)
  const path = join(t.testdir({}), 'large.json')
  await writeFile(path, ' '.repeat(16 * 1024 * 1024 + 1))
  await t.rejects(loadWorldFile(path), { message: /has 16777217 bytes, and at most 16777216 are read/ })
  await writeFile(path, nested(5000))
  await t.rejects(loadWorldFile(path), { message: /large.json: the JSON is nested more than 100 levels deep/ })
})

t.test('a body that does not come is answered 408, and the connection closed', async (t) => {
  const patience = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 20 }
  const { app, port } = await startTwin({ world: 'empty' }, { patience })
  t.teardown(async () => { await app.close() })
  const answerTo = async (text: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => { answer += String(data) })
    socket.write(text)
    await once(socket, 'close')
    return answer
  }
  const head = `PUT /rest/v1/demo/jobs/x HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${basic('demo')}\r\n`
  const answers = await Promise.all([
    answerTo(`${head}Content-Length: 100\r\n\r\n{"name":`),
    answerTo(head),
    answerTo(`${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`)
  ])
  for (const answer of answers) t.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/)
  t.equal((await fetch(`http://127.0.0.1:${port}/_perftwin/health`)).status, 200)
})

t.test('long work', async (t) => {
  function * counted (to: number, told: string[], name: string): Steps<number> {
    for (let i = 1; i <= to; i++) {
      told.push(`${name}${i}`)
      yield
    }
    return to
  }

  t.test('lets others have their turn between its steps, and its own kind too', async (t) => {
    const told: string[] = []
    let stopped = false
    const other = (): void => {
      if (stopped) return
      told.push('.')
      setImmediate(other)
    }
    setImmediate(other)
    t.strictSame(await Promise.all([inTurns(counted(3, told, 'a'), 0), inTurns(counted(3, told, 'b'), 0)]), [3, 3])
    stopped = true
    t.equal(told.filter((each) => each !== '.').join(' '), 'a1 b1 a2 b2 a3 b3')
    t.notMatch(told.join(''), /[ab]\d[ab]/, 'never two in one round of the event loop')
    t.equal(atOnce(counted(4, [], 'c')), 4)
  })

  t.test('is what ten thousand commands make of a session and its logs, in many steps', async (t) => {
    const session: SessionPlan = {
      seed: 1,
      jobId: 'f'.repeat(32),
      startedAt: 0,
      durationMs: 6 * 3_600_000,
      commands: { all: 10_000, errors: 5 },
      visits: [{ url: 'https://example.com/', duration: 900 }],
      screenshots: true,
      outcome: 'passed',
      errorText: null,
      framework: 'webdriver'
    }
    const stepped = <T>(what: string, steps: Steps<T>): T => {
      for (let count = 1; ; count++) {
        const { done, value } = steps.next()
        if (done !== true) continue
        t.ok(count > 20, `${what}: ${count} steps`)
        return value
      }
    }
    const simulated = stepped('session', sessionSteps(session))
    // tap's own comparison takes seconds over ten thousand commands.
    t.ok(isDeepStrictEqual(simulated, simulateSession(session)))
    const story = { ...storyOf(1), session: simulated, loads: [] }
    const log = JSON.parse(stepped('log.json', commandLog(story)).toString())
    t.ok(isDeepStrictEqual(log, [...logEntries(simulated)]))
    t.equal(log.length, 10_001)
    for (const [name, make] of Object.entries({ automatorLog, crmuxdriverLog, seleniumServerLog })) stepped(name, make(story))
    const loads = Array.from({ length: 200 }, () => storyOf(1).loads).flat()
    stepped('network.har', networkHar({ ...story, loads }))
  })

  t.test('is done for a list of ten thousand commands\' files and for a file that is not there', async (t) => {
    const { send, app } = await twin(t)
    const roundsFor = async (commands: number, path: string): Promise<number> => {
      const { body: { id } } = await send('POST', '/_perftwin/jobs', { commands, created: '-PT7H', runningFor: 'PT6H' })
      let rounds = 0
      let stopped = false
      const count = (): void => {
        rounds++
        if (!stopped) setImmediate(count)
      }
      setImmediate(count)
      await app.inject({ url: `/rest/v1/demo/jobs/${id}/${path}`, headers: { authorization: basic('demo') } })
      stopped = true
      return rounds
    }
    for (const path of ['assets', 'assets/nothing.txt']) {
      await roundsFor(1, path)
      t.ok(await roundsFor(10_000, path) > await roundsFor(1, path), path)
    }
  })

  t.test('a video and an archive of pictures are made in turns, with the same bytes', async (t) => {
    const { send, app } = await twin(t)
    const spec = { runningFor: 'P9000D', created: '-P9001D', commands: 40, record: { extendedDebugging: true } }
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { ...spec, pages: ['https://example.com/', 'https://example.com/b'] })
    let rounds = 0
    let stopped = false
    const count = (): void => {
      rounds++
      if (!stopped) setImmediate(count)
    }
    setImmediate(count)
    const sizes: number[] = []
    for (const name of ['video.mp4', 'screenshots.zip']) {
      const start = rounds
      const reply = await app.inject({ url: `/rest/v1/demo/jobs/${id}/assets/${name}`, headers: { authorization: basic('demo') } })
      t.equal(reply.statusCode, 200, name)
      sizes.push(reply.rawPayload.length)
      t.ok(rounds - start > 3, `${name}: ${rounds - start} rounds`)
    }
    stopped = true
    t.ok(sizes.every((size) => size > 1000))
  })
})
