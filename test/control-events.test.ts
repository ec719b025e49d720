import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import t from 'tap'
import { ControlError, connectTwin, createTwin, twinPlugin, type TwinHandle, type TwinOptions } from '../src/index.js'
import { Webhooks } from '../src/control/webhooks.js'
import { webhookBody } from '../src/sauce/webhook.body.js'
import { simulateLoad } from '../src/worlds/page-loads.js'
import { basic, listeningTwin, testNow, twin, type TestTwin } from './helper.js'

const authorization = basic('demo')

/** Asks again until it holds; the time limit is the test's. */
async function until (holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!await holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

t.test('truth tells causes, change points and accidents, and the simulation agrees', async (t) => {
  const { get, twin: { worlds: { default: world } } } = await twin(t, { world: 'demo' })
  const { status, body } = await get('/_perftwin/truth')
  t.equal(status, 200)
  t.ok(body.releases.length > 2)
  const times = body.releases.map(({ at }: { at: string }) => at)
  t.strictSame(times, [...times].sort(), 'oldest first')
  const changing = body.series.filter(({ changePoints }: any) => changePoints.length > 0)
  t.ok(changing.length > 0)
  let outliers = 0
  for (const series of body.series) {
    for (const { effect } of [...series.outliers, ...series.changePoints]) {
      const sizes: Array<{ without: number, with: number }> = Object.values(effect)
      t.ok(sizes.length > 0 && sizes.every((size) => size.without !== size.with), 'it moved something')
    }
    for (const { jobId, reason } of series.outliers) {
      const timeline = await simulateLoad(world, world.facts.jobs.get(jobId)!, series.orderIndex)
      t.equal(timeline?.outlier, reason)
      outliers++
    }
  }
  t.ok(outliers > 0)
  const wrong = changing.flatMap(({ changePoints, train }: any) => changePoints.flatMap(({ at, releases }: any) =>
    releases.filter(({ train: own, reaches = [], at: released, causes }: any) =>
      ![own, ...reaches].includes(train) || released > at || causes.length === 0)))
  t.strictSame(wrong, [], 'a change point is of releases of its train, or that reached it, before it, that change something')
  t.test('every load that is no outlier by the truth is none in the simulation', async (t) => {
    const [series] = body.series
    const named = new Set(series.outliers.map(({ jobId }: { jobId: string }) => jobId))
    const runs = world.facts.jobs.in('owner', series.owner)
      .filter((job) => job.name === series.name && job.plan.ended! <= Date.parse(testNow))
    t.ok(runs.length > 40)
    for (const job of runs.slice(0, 40)) {
      const timeline = await simulateLoad(world, job, series.orderIndex)
      t.equal(timeline?.outlier === null, !named.has(job.id))
    }
  })
  t.test('a release\'s effect is what its page loads show', async (t) => {
    const [{ changePoints, name }] = changing
    const { effect, index } = changePoints.at(-1)
    const loads = await Promise.all(world.facts.jobs.in('owner', 'demo').filter((job) => job.name === name)
      .sort((a, b) => a.run - b.run).slice(index - 15, index + 15).map(async (job) => (await simulateLoad(world, job, 0))!))
    const mean = (list: typeof loads): number => list.reduce((sum, { observed }) => sum + observed.largestContentfulPaint, 0) / list.length
    const { without, with: felt } = effect.largestContentfulPaint
    t.equal(felt > without, mean(loads.slice(15)) > mean(loads.slice(0, 15)))
  })
  t.test('no emulated answer carries it', async (t) => {
    for (const path of ['/rest/v1/demo/jobs?full=1&limit=200', '/v2/performance/metrics/?limit=5', '/rest/v1/demo/builds']) {
      t.notMatch((await get(path)).text, /outlier|"causes"|changePoints|slow server|busy machine/)
    }
  })
})

t.test('truth leaves out what nobody felt', async (t) => {
  const world: Exclude<TwinOptions['world'], string | undefined> = {
    name: 'felt',
    accidents: 'none',
    releases: [
      { train: 'web', version: '1', at: '-P8D', causes: ['fonts +80 %'] },
      { train: 'web', version: '2', at: '-P4D', causes: ['server latency ×2'] }
    ],
    pages: { plain: { url: 'https://plain.example.com/', resources: [{ type: 'image', count: 4, size: 9000 }], thirdParties: [] } },
    sauce: {
      teams: [{ name: 'T', users: [{ username: 'ann' }] }],
      suites: (['none', 'some', 'many'] as const).map((accidents) => ({
        name: accidents,
        owner: 'ann',
        runs: 60,
        every: 'PT4H',
        pages: ['plain'],
        record: { capturePerformance: true, extendedDebugging: true },
        ...(accidents === 'none' ? {} : { accidents })
      }))
    }
  }
  const { get } = await twin(t, { world })
  const { series } = (await get('/_perftwin/truth')).body
  const met: Record<string, number> = {}
  for (const { name, outliers, changePoints } of series) {
    met[name] = outliers.length
    t.strictSame(changePoints.map(({ releases }: any) => releases.map(({ version }: any) => version)), [['2']], 'there are no fonts')
    const [{ effect: { serverResponseTime: { without, with: felt } } }] = changePoints
    t.ok(felt > 1.7 * without && felt < 2.3 * without)
  }
  t.equal(met.none, 0, 'as the world says for all')
  t.ok(met.many! >= 4 && met.some! < met.many!, JSON.stringify(met))
})

interface Stream { events: Array<{ id: string | undefined, event: string, data: any }>, close: () => void }

async function listen (url: string): Promise<Stream> {
  const abort = new AbortController()
  const reply = await fetch(url, { signal: abort.signal })
  if (reply.headers.get('content-type') !== 'text/event-stream') throw new Error(await reply.text())
  const events: Stream['events'] = []
  const read = async (): Promise<void> => {
    let text = ''
    for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const [, id, event, data] = /^(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)$/.exec(block) ?? []
        if (event !== undefined) events.push({ id, event, data: JSON.parse(data!) })
      }
    }
  }
  read().catch(() => {})
  return { events, close: () => { abort.abort() } }
}

t.test('events: requests, changes and the statuses that time brings', async (t) => {
  const { url, twin: opened } = await listeningTwin(t)
  const handle = connectTwin(url)
  const stream = await listen(`${url}/_perftwin/events`)
  const { id } = await handle.createJob({ name: 'watched', queuedFor: 'PT5S', runningFor: 'PT1M', outcome: 'failed' })
  await handle.clock.advance('PT10S')
  await handle.clock.advance('PT5M')
  await fetch(`${url}/rest/v1/demo/jobs/${id}`, { headers: { authorization } })
  await fetch(`${url}/rest/v1/demo/jobs/${id}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{"passed":true}'
  })
  await handle.world('elsewhere').createJob()
  await handle.reset()
  await until(() => stream.events.some(({ event }) => event === 'restored'))
  const statuses = stream.events.filter(({ event }) => event === 'status').map(({ data }) => [data.before, data.status])
  t.strictSame(statuses, [[null, 'queued'], ['queued', 'in progress'], ['in progress', 'failed'], ['failed', 'passed']])
  const of = (kind: string): any[] => stream.events.filter(({ event }) => event === kind).map(({ data }) => data)
  t.match(of('request'), [
    { seq: 1, operation: 'getJob', status: 200, world: 'default' },
    { operation: 'updateJob', method: 'PUT' }
  ])
  t.ok(of('change').some(({ collection, key, change }) => collection === 'jobs' && key === id && change === 'added'))
  t.notOk(stream.events.some(({ data }) => data.world === 'elsewhere'), 'of this world alone')
  stream.close()
  await until(() => !opened.worlds.events.active)

  const all = await listen(`${url}/_perftwin/events?all=true&types=change`)
  await handle.world('elsewhere').createJob()
  await until(() => all.events.length >= 2)
  t.match(all.events[0], { event: 'change', data: { world: 'elsewhere' } })
  all.close()
  t.equal((await fetch(`${url}/_perftwin/events?types=gossip`)).status, 400)
})

/** What is told of all worlds from now on, of these types. */
function heard ({ twin: { worlds } }: TestTwin, ...types: string[]): any[] {
  const events: any[] = []
  worlds.events.subscribe((event) => { if (types.includes(event.type)) events.push(event) })
  return events
}

t.test('events: what is done to clocks, worlds, snapshots and quotas', async (t) => {
  const one = await twin(t)
  const { get, send } = one
  const events = heard(one, 'clock', 'world', 'snapshot', 'quota')
  const told = async (act: () => Promise<unknown>): Promise<unknown[]> => {
    events.length = 0
    await act()
    return events.map(({ at, ...event }) => event)
  }
  const world = 'default'
  t.strictSame(await told(async () => await send('POST', '/_perftwin/clock/advance', { by: 'PT1H' })),
    [{ type: 'clock', what: 'advanced', mode: 'frozen', world }])
  t.equal(events[0].at, Date.parse(testNow) + 3_600_000, 'at the time that it shows then')
  t.strictSame(await told(async () => await send('PUT', '/_perftwin/clock', { mode: 'real' })),
    [{ type: 'clock', what: 'set', mode: 'real', world }])
  t.strictSame(await told(async () => await send('PUT', '/_perftwin/progress', { policy: 'immediate' })),
    [{ type: 'clock', what: 'progress', mode: 'real', world }])
  t.strictSame(await told(async () => await send('PUT', '/_perftwin/quotas', { sauce: true })), [{ type: 'quota', world }])
  t.strictSame(await told(async () => await send('POST', '/_perftwin/snapshots', { name: 'kept' })),
    [{ type: 'snapshot', what: 'saved', snapshot: 'kept', world }])
  t.strictSame(await told(async () => await send('POST', '/_perftwin/snapshots/kept/restore')),
    [{ type: 'snapshot', what: 'restored', snapshot: 'kept', world }])
  t.strictSame(await told(async () => await send('DELETE', '/_perftwin/snapshots/kept')),
    [{ type: 'snapshot', what: 'deleted', snapshot: 'kept', world }])
  t.strictSame(await told(async () => await send('POST', '/_perftwin/reset')), [{ type: 'world', what: 'reset', from: null, world }])
  t.strictSame(await told(async () => await get('/w/a/rest/v1/demo/jobs')), [{ type: 'world', what: 'made', from: null, world: 'a' }])
  t.strictSame(await told(async () => await get('/w/a/rest/v1/demo/jobs')), [], 'it is there already')
  t.strictSame(await told(async () => await get('/w/none/rest/v1/demo/jobs', { authorization: '' })), [], 'nobody has it')
  t.strictSame(await told(async () => await send('POST', '/_perftwin/worlds', { name: 'b', from: 'a' })),
    [{ type: 'world', what: 'made', from: 'a', world: 'b' }])
  t.strictSame(await told(async () => await send('DELETE', '/_perftwin/worlds/b')),
    [{ type: 'world', what: 'deleted', from: null, world: 'b' }])
  t.strictSame(await told(async () => await send('POST', '/_perftwin/snapshots', { name: 'now' })), [], 'a refusal is none')
})

t.test('events: what becomes of fault rules', async (t) => {
  const one = await twin(t)
  const { get, send } = one
  const events = heard(one, 'fault')
  const path = '/rest/v1/demo/jobs'
  await send('POST', '/_perftwin/faults', { id: 'twice', effect: { status: 503 }, times: 2 })
  await send('POST', '/_perftwin/faults', { id: 'steps', match: { operation: 'getUser' }, sequence: [{ status: 500 }, { pass: true }] })
  for (let i = 0; i < 3; i++) await get(path)
  for (let i = 0; i < 3; i++) await get('/rest/v1/users/demo')
  await send('DELETE', '/_perftwin/faults/twice')
  await send('DELETE', '/_perftwin/faults')
  t.strictSame(events.map(({ what, fault, matched, fired }) => `${fault} ${what} ${matched} ${fired}`), [
    'twice added 0 0', 'steps added 0 0',
    'twice struck 1 1', 'twice struck 2 2', 'twice used up 2 2',
    'steps struck 1 1', 'steps used up 2 1',
    'twice removed 6 2', 'steps removed 3 1'
  ])
})

t.test('events are numbered, and a request says which of the journal it is', async (t) => {
  const { url } = await listeningTwin(t)
  const stream = await listen(`${url}/_perftwin/events?types=request,clock`)
  for (let i = 0; i < 2; i++) await fetch(`${url}/rest/v1/demo/jobs`, { headers: { authorization } })
  await fetch(`${url}/_perftwin/clock/advance`, { method: 'POST', body: '{"by":"PT1S"}' })
  await fetch(`${url}/rest/v1/demo/jobs`, { headers: { authorization } })
  await until(() => stream.events.length >= 4)
  t.strictSame(stream.events.map(({ event, data }) => [event, data.seq]),
    [['request', 1], ['request', 2], ['clock', undefined], ['request', 3]])
  const ids = stream.events.map(({ id }) => Number(id))
  t.ok(ids.every((id, i) => id > (ids[i - 1] ?? 0)), 'they go up')
  stream.close()
})

t.test('an open stream does not keep the twin from closing', async (t) => {
  const running = await createTwin({ world: 'empty' })
  const stream = await listen(`${running.url}/_perftwin/events`)
  await running.close()
  await t.rejects(fetch(running.url))
  stream.close()
})

t.test('webhooks', async (t) => {
  const received: any[] = []
  let answer = 200
  const server = createServer((request: IncomingMessage, reply) => {
    let text = ''
    request.on('data', (chunk) => { text += String(chunk) })
    request.on('end', () => {
      received.push(JSON.parse(text))
      reply.writeHead(answer, { location: 'http://127.0.0.1:1/' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close() })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  t.test('go to listed hosts alone', async (t) => {
    const { send } = await twin(t, { webhookTargets: host })
    const otherHost = `https://${host.replace('127.0.0.1', '127.0.0.2')}/`
    for (const url of [
      'http://example.com/', otherHost, `ftp://${host}/`, 'nonsense', `http://user:pass@${host}/`, 'http://127.0.0.1:1/'
    ]) {
      t.match(await send('POST', '/_perftwin/webhooks', { url }), { status: 400, body: { error: 'Invalid' } }, url)
    }
    const closed = await twin(t)
    const refused = await closed.send('POST', '/_perftwin/webhooks', { url: `http://${host}/` })
    t.match(refused, { status: 400, body: { message: /start perftwin with --webhook-targets/ } })
    for (let i = 0; i < 10; i++) t.equal((await send('POST', '/_perftwin/webhooks', { url: `http://${host}/${i}` })).status, 201)
    t.equal((await send('POST', '/_perftwin/webhooks', { url: `http://${host}/` })).status, 400, 'ten at most')
    t.equal((await send('DELETE', '/_perftwin/webhooks/hook-3')).status, 204)
    t.equal((await send('DELETE', '/_perftwin/webhooks/hook-3')).status, 404)
  })

  t.test('tell when a job is over, and again when its verdict changes', async (t) => {
    const { send, get } = await twin(t, { webhookTargets: '127.0.0.1' })
    received.length = 0
    await send('POST', '/_perftwin/webhooks', { url: `http://${host}/hook` })
    const customData = { commit: 'abc', branch: 'main' }
    const job = { name: 'hooked', build: 'b', runningFor: 'PT1M', outcome: 'passed', customData }
    const { id } = (await send('POST', '/_perftwin/jobs', job)).body
    await send('POST', '/_perftwin/clock/advance', { by: 'PT2M' })
    await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: false })
    await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'renamed' })
    await until(async () => {
      const { deliveries } = (await get('/_perftwin/webhooks')).body
      return deliveries.filter(({ state }: { state: string }) => state === 'delivered').length === 2
    })
    t.match(received.sort((a, b) => a.status < b.status ? 1 : -1), [
      {
        id,
        status: 'PASSED',
        passed: 1,
        name: 'hooked',
        creation_time: testNow,
        duration_sec: 60,
        visibility: 'TEAM',
        commit_id: 'abc',
        branch_name: 'main',
        build: 'b',
        data_type: 'vdc',
        owner: 'demo'
      },
      { id, status: 'FAILED', passed: 0 }
    ])
    t.equal(received.length, 2, 'a new name is no new status')
    await send('POST', '/_perftwin/reset')
    t.match((await get('/_perftwin/webhooks')).body, { webhooks: [], deliveries: [] })
  })

  t.test('are tried again, and the log tells', async (t) => {
    const { twin: { worlds }, send } = await twin(t)
    const webhooks = new Webhooks(worlds.events, { targets: [host], bodyOf: webhookBody, retries: [5, 5] })
    t.teardown(() => { webhooks.close() })
    const hook = webhooks.add(worlds.default, `http://${host}/`, 'failed')
    answer = 302
    received.length = 0
    await send('POST', '/_perftwin/jobs', { created: '-PT1H', outcome: 'passed' })
    await send('POST', '/_perftwin/jobs', { created: '-PT1H', outcome: 'error' })
    await until(() => webhooks.deliveries(worlds.default)[0]?.state === 'failed')
    const attempts = [{ status: 302 }, { status: 302 }, { status: 302 }]
    t.match(webhooks.deliveries(worlds.default), [{ hook: hook.id, state: 'failed', attempts }], 'redirects are not followed')
    t.equal(received.length, 3)
    t.equal(received[0].status, 'ERRORED')
    t.ok(received[0].error)
  })
})

t.test('the library', async (t) => {
  const running = await createTwin({ world: 'demo', now: testNow, seed: 7 })
  t.teardown(async () => { await running.close() })
  const jobs = async (handle: TwinHandle | { url: string }): Promise<any[]> => {
    const reply = await fetch(`${handle.url}/rest/v1/demo/jobs?limit=1`, { headers: { authorization } })
    return await reply.json() as any[]
  }

  t.test('is the same from inside and from elsewhere', async (t) => {
    for (const handle of [running, connectTwin(running.url)]) {
      const { id } = await handle.createJob({ name: 'by handle', runningFor: 'PT1M' })
      t.equal((await jobs(handle))[0].id, id)
      t.match(await handle.clock.advance('PT5M'), { now: '2026-04-15T12:05:00.000Z' })
      t.match(await handle.clock.freeze(new Date('2026-05-01T00:00:00Z')), { mode: 'frozen', now: '2026-05-01T00:00:00.000Z' })
      t.match(await handle.clock.travel('2026-06-01T00:00:00Z'), { mode: 'offset' })
      t.match(await handle.clock.real(), { mode: 'real' })
      t.match(await handle.clock.get(), { mode: 'real' })
      await handle.snapshots.save('here')
      t.match(await handle.snapshots.list(), [{ name: 'here' }])
      t.strictSame(await handle.snapshots.diff('here'), [])
      const carried = await handle.snapshots.export('here')
      t.match(await handle.snapshots.import(carried, 'carried'), { name: 'carried' })
      await handle.reset()
      t.not((await jobs(handle))[0].id, id)
      await handle.snapshots.restore('carried')
      t.strictSame((await handle.snapshots.diff('here')), [])
      for (const name of ['here', 'carried']) await handle.snapshots.delete(name)
      await handle.reset()
      t.ok((await handle.truth()).series.length > 0)
      await t.rejects(handle.clock.advance('soon'), ControlError)
      await t.rejects(handle.snapshots.restore('nothing'), { status: 404, message: 'snapshot nothing not found' })
    }
  })

  t.test('faults and the journal', async (t) => {
    const world = running.world('faulty')
    const { id } = await world.faults.add({ match: { operation: 'listJobs' }, effect: { status: 503 }, times: 1 })
    const ask = async (): Promise<number> => (await fetch(`${world.url}/rest/v1/demo/jobs`, { headers: { authorization } })).status
    t.strictSame([await ask(), await ask()], [503, 200])
    t.match(await world.faults.list(), [{ id, fired: 1, matched: 2 }])
    t.match(await world.journal.find({ status: 503 }), { matched: 1 })
    t.match(await world.journal.verify({ match: { operation: 'listJobs' }, exactly: 2 }), { verified: true })
    t.match(await world.journal.verify({ match: { operation: 'stopJob' } }), { verified: false, message: /seen 0 times/ })
    t.match(await world.journal.waitFor({ operation: 'listJobs' }, { count: 2 }), { reached: true })
    t.match(await world.journal.waitFor({ operation: 'stopJob' }, { timeout: 'PT0.01S' }), { reached: false })
    t.match(await world.journal.counts(), { total: 2 })
    await world.journal.clear()
    t.match(await world.journal.counts(), { total: 0 })
    await world.faults.remove(id)
    await world.faults.clear()
    t.strictSame(await world.faults.list(), [])
  })

  t.test('worlds', async (t) => {
    const world = await running.createWorld({ name: 'made', seed: 3, now: '2025-01-01T00:00:00Z' })
    t.equal(world.url, `${running.url}/w/made`)
    await world.setProgress('immediate')
    t.match(await world.createJob({ runningFor: 'PT1H' }), { status: 'complete' })
    t.ok((await running.listWorlds()).some(({ name, seed }) => name === 'made' && seed === 3))
    await running.deleteWorld('made')
    await t.rejects(running.deleteWorld('made'), { status: 404 } as never)
    t.throws(() => running.world('a/b'), /no world name/)
  })

  t.test('tells a child process where it is', async (t) => {
    t.match(running.env, { PERFTWIN_URL: running.url, SAUCE_USERNAME: 'demo', SAUCE_ACCESS_KEY: running.accounts[0]!.accessKey })
  })
})

t.test('a control token does not keep the library out', async (t) => {
  const running = await createTwin({ world: 'empty', controlToken: 'secret' })
  t.teardown(async () => { await running.close() })
  t.match(await running.clock.get(), { mode: 'real' })
  await t.rejects(connectTwin(running.url).clock.get(), { status: 401 } as never)
  t.match(await connectTwin(`${running.url}/`, 'secret').clock.get(), { mode: 'real' })
})

t.test('a twin inside another Fastify application', async (t) => {
  const app = fastify()
  let handle: TwinHandle | undefined
  app.get('/own', async () => ({ own: true }))
  await app.register(twinPlugin, { prefix: '/vendors', world: 'demo', now: testNow, onTwin: (twin) => { handle = twin } })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => { await app.close() })
  const ask = async (path: string, options: RequestInit = {}): Promise<Response> =>
    await fetch(url + path, { ...options, headers: { authorization } })
  t.strictSame(await (await ask('/own')).json(), { own: true })
  const [job] = await (await ask('/vendors/rest/v1/demo/jobs?limit=1')).json() as Array<{ id: string }>
  const renamed = await ask(`/vendors/rest/v1/demo/jobs/${job!.id}`, { method: 'PUT', body: '{"name":"renamed"}' })
  t.match(await renamed.json(), { name: 'renamed' })
  t.match(await (await ask('/vendors/w/other/_perftwin/info')).json(), { world: 'other' })
  t.equal((await ask('/vendors/nothing/here')).status, 404)
  await handle!.reset()
  t.not((await (await ask(`/vendors/rest/v1/demo/jobs/${job!.id}`)).json() as { name: string }).name, 'renamed')
})

t.test('worlds, snapshots, clocks and policies outlive the process in file mode', async (t) => {
  const data = join(mkdtempSync(join(tmpdir(), 'perftwin-file-')), 'data.json')
  const before = await twin(t, { world: 'demo', data })
  await before.send('POST', '/w/a/_perftwin/jobs', { name: 'in a' })
  await before.send('DELETE', '/w/a/rest/v1.1/storefront.ci/jobs', undefined, { authorization: basic('storefront.ci') })
  await before.send('POST', '/_perftwin/worlds', { name: 'b', from: 'a', ttl: 'P1D' })
  await before.send('POST', '/w/b/_perftwin/jobs', { name: 'in b' })
  await before.send('POST', '/_perftwin/worlds', { name: 'own', world: 'docs', seed: 4 })
  await before.send('PUT', '/w/own/_perftwin/progress', { policy: 'reads', reads: 3 })
  await before.send('POST', '/_perftwin/snapshots', { name: 'early' })
  await before.send('POST', '/_perftwin/clock/advance', { by: 'PT1H' })
  const paths = [
    '/w/a/rest/v1/demo/jobs?full=1', '/w/b/rest/v1/demo/jobs?full=1', '/w/b/rest/v1/storefront.ci/jobs',
    '/w/own/_perftwin/info', '/w/own/_perftwin/progress',
    '/_perftwin/snapshots', '/_perftwin/diff?from=early', '/_perftwin/clock', '/w/b/_perftwin/diff', '/w/b/_perftwin/snapshots/start/export'
  ]
  const answers = async ({ get }: typeof before): Promise<string[]> => await Promise.all(paths.map(async (path) => (await get(path)).text))
  const wanted = await answers(before)
  await before.app.close()
  const after = await twin(t, { world: 'demo', data })
  t.strictSame(await answers(after), wanted)
  t.match((await after.get('/_perftwin/worlds/b')).body, { ttl: 'P1D' })
  await after.send('POST', '/w/b/_perftwin/reset')
  const [newest] = (await after.get('/w/b/rest/v1/demo/jobs?full=1&limit=1')).body
  t.match(newest, { name: 'in a' }, 'a reset goes back to what it was forked from')
  t.match((await after.send('POST', '/_perftwin/snapshots/early/restore')).body, { saved: '2026-04-15T12:00:00.000Z' })
})
