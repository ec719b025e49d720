import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { addressOf, filterIn, filterText, readFilter, toggled } from '../src/dashboard/page/views/journal/filter.js'
import { LiveLog } from '../src/dashboard/page/views/journal/live-log.js'
import { Log, rowOf } from '../src/dashboard/page/views/journal/log.js'
import { bodyText, differencesSaid, statusGlyph, statusSaid, took } from '../src/dashboard/page/views/journal/words.js'
import { endingOf, saysGone } from '../src/dashboard/page/wire/ending.js'
import { Refusal } from '../src/dashboard/page/wire/refusal.js'
import { twin, type TestTwin } from './helper.js'

t.test('a filter is a text, an address, and both again', async (t) => {
  const text = 'operation=getJob path="/a b/**" status=5xx'
  const { filter, wrong } = readFilter(' status=5xx   path="/a b/**" operation=getJob ')
  t.equal(wrong, undefined)
  t.strictSame(filter, { status: '5xx', path: '/a b/**', operation: 'getJob' })
  t.equal(filterText(filter), text)
  t.strictSame(readFilter(filterText(filter)).filter, filter)
  t.strictSame(filterIn({ ...addressOf(filter) as Record<string, string>, expect: '{}' }), filter)
  t.equal(readFilter('getJob').wrong, '“getJob” is not of the form key=value')
  t.match(readFilter('verb=GET').wrong, 'there is no “verb”: ask for world, vendor, operation')
  t.strictSame(readFilter('status='), { filter: {}, wrong: undefined }, 'nothing is asked for yet')
  t.strictSame(toggled(filter, 'status', '404'), { ...filter, status: '404' })
  t.strictSame(toggled(filter, 'status', '5xx'), { path: '/a b/**', operation: 'getJob' }, 'and off again')
})

const entriesOf = async ({ get }: TestTwin, query = 'limit=1000'): Promise<any[]> =>
  (await get(`/_perftwin/journal?${query}`)).body.entries

t.test('rows are what the journal says, in brief too', async (t) => {
  const opened = await twin(t)
  const { get, send } = opened
  await send('POST', '/_perftwin/faults', { id: 'down', match: { operation: 'getUser' }, effect: { status: 503 } })
  await get('/rest/v1/demo/jobs?limit=1&full=true')
  await get('/rest/v1/demo/jobs?limit=some')
  await get('/rest/v1/users/demo')
  const rows = (await entriesOf(opened)).map(rowOf)
  t.match(rows, [
    { key: 'default/1', seq: 1, operation: 'listJobs', path: '/rest/v1/demo/jobs', search: '?limit=1&full=true', status: 200 },
    { key: 'default/2', status: 400, refused: 'querystring/limit must be integer', search: '?limit=some' },
    { key: 'default/3', status: 503, faults: ['down'], search: '' }
  ])
  t.strictSame((await entriesOf(opened, 'brief=true')).map(rowOf), rows)
})

t.test('the log is bounded, keeps its order, and replaces what it knows', async (t) => {
  const opened = await twin(t)
  for (let i = 0; i < 25; i++) await opened.get('/nowhere')
  const entries = await entriesOf(opened)
  const log = new Log(20)
  log.take(entries.slice(0, 10).map((entry) => ({ ...entry, status: null })))
  log.take(entries.slice(5, 18))
  t.strictSame(log.rows.map(({ seq }) => seq), entries.slice(0, 18).map(({ seq }) => seq), 'each is there once')
  t.strictSame(log.rows.map(({ status }) => status === null), [...Array(18).keys()].map((i) => i < 5))
  log.take(entries.slice(18))
  t.strictSame([log.rows.length, log.trimmed, log.taken], [18, 7, 25], 'a tenth more than needed has given way')
  t.equal(log.rows[0]?.seq, 8)
  t.equal(log.find('default/8'), 0)
  t.equal(log.find('default/7'), undefined)
  log.forget('another')
  t.equal(log.find('default/25'), 17)
  log.forget('default')
  t.strictSame([log.rows.length, log.taken], [0, 25])
})

interface Followed {
  live: LiveLog
  asked: any[]
  errors: unknown[]
  seqs: () => number[]
  /** How many of the next readings fail. */
  failing: { left: number }
  stop: () => void
}

/** A live log of a twin's world, nudged by the twin's own events. */
function follow (t: { teardown: (done: () => void) => void }, { twin, get }: TestTwin, query = '', world = 'default'): Followed {
  const asked: any[] = []
  const errors: unknown[] = []
  const failing = { left: 0 }
  const prefix = (name: string): string => name === 'default' ? '' : `/w/${name}`
  const live = new LiveLog({
    load: async (of, wanted) => {
      asked.push({ of, ...wanted })
      if (failing.left > 0) {
        failing.left -= 1
        throw new Error('the connection was lost')
      }
      const range = Object.entries(wanted).map(([name, value]) => `${name}=${value}`).join('&')
      const { status, body } = await get(`${prefix(of)}/_perftwin/journal?${range}&brief=true${query}`)
      if (status !== 200) throw new Error(body.message)
      return body
    },
    worlds: async () => {
      const { body } = await get('/_perftwin/worlds')
      return body.worlds.map(({ name }: any) => name).filter((name: string) => world === '*' || name === world)
    },
    isWanted: (name) => world === '*' || name === world,
    after: (ms, then) => {
      const timer = setTimeout(then, ms)
      return () => { clearTimeout(timer) }
    },
    changed: (error) => { if (error !== undefined) errors.push(error) }
  })
  const stop = twin.worlds.events.subscribe((event) => { live.hear(event) })
  t.teardown(() => {
    stop()
    live.close()
  })
  return { live, asked, errors, failing, stop, seqs: () => live.log.rows.map(({ seq }) => seq) }
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

async function until (holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i++) await pause(20)
}

t.test('requests come in as they are made, many by one question', async (t) => {
  const opened = await twin(t)
  for (let i = 0; i < 3; i++) await opened.get('/nowhere')
  const { live, asked, seqs } = follow(t, opened)
  await live.begin()
  t.strictSame(seqs(), [1, 2, 3])
  const before = asked.length
  await Promise.all(numbers(4, 300).map(async () => { await opened.get('/nowhere') }))
  await until(() => seqs().length === 300)
  t.strictSame(seqs(), numbers(1, 300), 'all of them, in order')
  t.ok(live.log.rows.every(({ status, duration }) => status !== null && duration !== null), 'answered')
  t.ok(asked.length - before <= 12, `asked ${asked.length - before} times`)
})

t.test('a request that is long on its way is shown, and then its answer, also by a filter of the status', async (t) => {
  const opened = await twin(t)
  const { get, send } = opened
  await send('POST', '/_perftwin/faults', { match: { operation: 'getUser' }, effect: { delay: 1500, status: 503 } })
  const all = follow(t, opened)
  const failed = follow(t, opened, '&status=5xx')
  await all.live.begin()
  await failed.live.begin()
  const slow = get('/rest/v1/users/demo')
  await pause(50)
  for (let i = 0; i < 600; i++) await get('/nowhere')
  await until(() => all.seqs().length === 601)
  t.match(all.live.log.rows[0], { seq: 1, status: null, duration: null })
  t.strictSame(failed.seqs(), [])
  await slow
  await until(() => failed.seqs().length === 1)
  await until(() => all.live.log.rows[0]?.status === 503)
  t.match(all.live.log.rows[0], { seq: 1, status: 503, duration: Number })
  t.match(failed.live.log.rows, [{ seq: 1, status: 503 }])
  t.ok(all.asked.some(({ since, limit }) => since === 0 && limit === 1), 'asked for by itself')
})

t.test('who stands still counts what comes, and reads it when going on', async (t) => {
  const opened = await twin(t)
  const { live, asked, seqs } = follow(t, opened)
  await live.begin()
  live.pause(true)
  for (let i = 0; i < 5; i++) await opened.get('/nowhere')
  await pause(400)
  t.strictSame([seqs().length, live.waiting, asked.length], [0, 5, 1])
  live.pause(false)
  await until(() => seqs().length === 5)
  t.strictSame([seqs(), live.waiting], [numbers(1, 5), 0])
})

t.test('a reset and a cleared journal begin anew', async (t) => {
  const opened = await twin(t)
  const { get, send } = opened
  for (let i = 0; i < 5; i++) await get('/nowhere')
  const { live, seqs } = follow(t, opened)
  await live.begin()
  t.equal(seqs().length, 5)
  await send('POST', '/_perftwin/reset')
  await until(() => seqs().length === 0)
  t.strictSame(seqs(), [])
  for (let i = 0; i < 4; i++) await get('/nowhere')
  await until(() => seqs().length === 4)
  await send('DELETE', '/_perftwin/journal')
  await get('/nowhere')
  await until(() => seqs().length === 1)
  t.strictSame(seqs(), [1])
})

t.test('all worlds in one log, those too that are made later', async (t) => {
  const opened = await twin(t)
  const { live } = follow(t, opened, '', '*')
  await opened.get('/nowhere')
  await opened.get('/w/late/nowhere')
  await until(() => live.log.rows.length === 2)
  t.strictSame(live.log.rows.map(({ key }) => key).sort(), ['default/1', 'late/1'])
})

t.test('nothing is asked of a world that is gone: it stays gone', async (t) => {
  const opened = await twin(t)
  const { get, send } = opened
  const { live, asked, errors } = follow(t, opened, '', '*')
  await live.begin()
  const askedOf = (world: string): number => asked.filter(({ of }) => of === world).length
  const isThere = (world: string): boolean => opened.twin.worlds.there(world) !== undefined
  await send('POST', '/_perftwin/worlds', { name: 'read' })
  await get('/w/read/nowhere')
  await until(() => live.log.find('read/1') !== undefined)
  await send('POST', '/_perftwin/worlds', { name: 'short' })
  await get('/w/short/nowhere')
  await get('/w/read/nowhere')
  const before = askedOf('read')
  await send('DELETE', '/_perftwin/worlds/short')
  await send('DELETE', '/_perftwin/worlds/read')
  await pause(600)
  t.strictSame([askedOf('short'), askedOf('read')], [0, before], 'what was still to be read is not')
  t.strictSame([isThere('short'), isThere('read')], [false, false])
  t.ok(live.log.find('read/1') !== undefined, 'what was read stays')

  await send('POST', '/_perftwin/worlds', { name: 'read' })
  await get('/w/read/anew')
  await until(() => live.log.rows.some(({ path }) => path === '/anew'))
  t.strictSame(live.log.rows.filter(({ world }) => world === 'read').map(({ seq, path }) => [seq, path]), [[1, '/anew']],
    'one of the same name begins anew')
  t.strictSame(errors, [])
})

t.test('who has heard nothing for a while finds out first which worlds there are', async (t) => {
  const opened = await twin(t)
  const { send, get } = opened
  for (const name of ['kept', 'gone']) {
    await send('POST', '/_perftwin/worlds', { name })
    await get(`/w/${name}/nowhere`)
  }
  const { live, asked, errors, stop } = follow(t, opened, '', '*')
  await live.begin()
  t.strictSame(live.log.rows.map(({ key }) => key).sort(), ['gone/1', 'kept/1'])
  stop()
  await send('DELETE', '/_perftwin/worlds/gone')
  await get('/w/kept/nowhere')
  await send('POST', '/_perftwin/worlds', { name: 'new' })
  await get('/w/new/nowhere')
  asked.length = 0
  live.hear({ type: 'lost', world: '' })
  await until(() => live.log.rows.length === 4)
  t.strictSame(live.log.rows.map(({ key }) => key).sort(), ['gone/1', 'kept/1', 'kept/2', 'new/1'])
  t.strictSame(asked.filter(({ of }) => of === 'gone'), [])
  t.equal(opened.twin.worlds.there('gone'), undefined)
  t.strictSame(errors, [])
})

t.test('what could not be read is read with what comes next, and answers that were told of meanwhile too', async (t) => {
  const opened = await twin(t)
  const { get, send } = opened
  await send('POST', '/_perftwin/faults', { match: { operation: 'getUser' }, effect: { delay: 700, status: 503 } })
  const { live, seqs, errors, failing } = follow(t, opened)
  await live.begin()
  const slow = get('/rest/v1/users/demo')
  await pause(50)
  await get('/nowhere')
  await until(() => seqs().length === 2)
  t.match(live.log.rows, [{ seq: 1, status: null }, { seq: 2, status: 404 }])
  failing.left = 1
  await slow
  await until(() => errors.length === 1)
  t.match(errors, [{ message: 'the connection was lost' }])
  t.match(live.log.rows[0], { seq: 1, status: null })
  await get('/nowhere')
  await until(() => seqs().length === 3)
  t.match(live.log.rows[0], { seq: 1, status: 503 }, 'the nudge of the first was kept')
  await send('POST', '/_perftwin/worlds', { name: 'other' })
  failing.left = 1
  await get('/nowhere')
  await until(() => errors.length === 2)
  await get('/w/other/nowhere')
  live.pause(false)
  await until(() => seqs().length === 4)
  t.strictSame(seqs(), numbers(1, 4), 'whatever it is that comes next')
})

t.test('how a world ends, and what says that nobody has it', async (t) => {
  const { send, twin: opened } = await twin(t)
  const endings: unknown[] = []
  t.teardown(opened.worlds.events.subscribe((event) => { endings.push(endingOf(event)) }))
  await send('POST', '/_perftwin/worlds', { name: 'brief' })
  await send('DELETE', '/_perftwin/worlds/brief')
  t.strictSame(endings.filter((ending) => ending !== undefined), ['deleted'])
  t.equal(endingOf({ type: 'world', what: 'evicted' }), 'evicted')
  t.strictSame([new Refusal(404, ''), new Refusal(0, ''), new Error('404'), 404].map(saysGone), [true, false, false, false])
})

t.test('what cannot be asked for is told', async (t) => {
  const { live, errors } = follow(t, await twin(t), '&operation=listJob')
  await live.begin()
  t.match(errors, [{ message: /the nearest is "listJobs"/ }])
})

t.test('who is far behind begins with the newest, and can read the older ones', async (t) => {
  const opened = await twin(t)
  const { live, seqs } = follow(t, opened)
  await live.begin()
  live.pause(true)
  const { journal } = opened.twin.worlds.default
  const operation = journal.open(0, 'GET', '/', { vendor: 'sauce', name: null, methods: [] } as never, []).operation
  for (let i = 0; i < 4000; i++) journal.answered(journal.open(0, 'GET', `/${i}`, operation, []), 200, 0, null)
  live.pause(false)
  await opened.get('/nowhere')
  await until(() => seqs().length === 1000)
  t.strictSame(seqs(), numbers(3003, 4002))
  t.equal(live.older, 3002)
  await live.readOlder()
  t.strictSame(seqs(), numbers(1, 4002))
  t.equal(live.older, 0)
})

t.test('near misses, statuses and bodies in words', async (t) => {
  const { get, send } = await twin(t)
  await get('/rest/v1/demo/jobs?limit=20')
  const match = { operation: 'listJobs', method: 'GET', query: { limit: '50' }, status: 200 }
  const { body } = await send('POST', '/_perftwin/verify', { match })
  t.equal(body.verified, false)
  t.strictSame(body.nearMisses.map(differencesSaid), ['query.limit: wanted 50, was 20'])
  t.strictSame([200, 301, 404, 503, 0, null].map(statusGlyph), ['✓', '→', '✕', '!', '⚡', '…'])
  t.strictSame([404, 0, null].map(statusSaid), ['404', 'connection broken', 'not answered yet'])
  t.strictSame([null, 4.7312, 1250.4].map(took), ['', '4.7 ms', '1,250 ms'])
  t.equal(bodyText({ a: [1] }), '{\n  "a": [\n    1\n  ]\n}')
  t.equal(bodyText('plain'), 'plain')
})
