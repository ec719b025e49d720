import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { day, minute } from '../src/kernel/durations.js'
import { appReport, insightsOf } from '../src/app-store-connect/metrics/report.js'
import { Measurements } from '../src/app-store-connect/metrics/measurements.js'
import { Collection, type CollectionSpec } from '../src/facts/collection.js'
import { consolidatedStatusAt } from '../src/facts/job.js'
import { realNow } from '../src/kernel/clock.js'
import { begin } from '../src/worlds/begin.js'
import { difference } from '../src/worlds/difference.js'
import { World } from '../src/worlds/world.js'
import { grow } from '../src/worlds/files/grow.js'
import { writtenOut } from '../src/worlds/files/going-on.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import type { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { bearer } from './asc-helper.js'
import { testNow, twin, type TestTwin } from './helper.js'
import { holds } from './properties.js'

const { file: demo } = await loadWorldFile('demo')
const now = Date.parse(testNow)
const frame = { epoch: now, start: now }
const iso = (at: number): string => new Date(at).toISOString()

const shopId = async ({ get }: TestTwin): Promise<string> => (await get('/v1/apps?filter[name]=Shop', bearer)).body.data
  .find(({ attributes: { name } }: any) => name === 'Shop').id

const newestJob = async ({ get }: TestTwin): Promise<number> => (await get('/rest/v1/demo/jobs?limit=1')).body[0].creation_time * 1000

interface Shown { versions: string[], regressions: string[] }

const shown = async (one: TestTwin, id: string): Promise<Shown> => {
  const { body } = await one.get(`/v1/apps/${id}/perfPowerMetrics?filter[deviceType]=all_iphones`, bearer)
  const { points } = body.productData[0].metricCategories.find(({ identifier }: any) => identifier === 'LAUNCH').metrics[0].datasets[0]
  return {
    versions: points.map(({ version }: any) => version),
    regressions: body.insights.regressions.map(({ metric }: any) => metric)
  }
}

t.test('however far the clock is moved, the demo has new runs, builds, releases and versions', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send, twin: { worlds: { default: world } } } = one
  const id = await shopId(one)
  const before = (await get('/_perftwin/info')).body.counts
  for (const months of [1, 2, 6, 12]) {
    await send('PUT', '/_perftwin/clock', { mode: 'frozen', at: iso(now + months * 30 * day) })
    t.ok(await newestJob(one) > world.clock.now() - day, `after ${months} months there was a run yesterday`)
    const { versions } = await shown(one, id)
    t.notOk(versions.includes('6.1.1') && versions.length < 13, 'versions went on')
    t.ok(versions.at(-1)!.startsWith('6.') && Number(versions.at(-1)!.slice(2)) >= 2 + months * 0.8, versions.at(-1)!)
    const { body: { releases } } = await get('/_perftwin/truth')
    t.ok(releases.some(({ train, at }: any) => train === 'web' && Date.parse(at) > world.clock.now() - 40 * day), 'and so did the site\'s')
  }
  const { body: { counts } } = await get('/_perftwin/info')
  t.ok(counts.jobs > before.jobs + 2500 && counts.builds > before.builds + 700 && counts.appVersions > before.appVersions + 12)
  const [{ id: newest }] = (await get('/rest/v1/demo/jobs?limit=1&name=Shop%20purchase%20journey')).body
  const history = await get(`/v2/performance/metrics/${newest}/`)
  t.equal(history.status, 200, 'which have their page loads')
})

t.test('what goes on later begins with what went on earlier', (t) => {
  const [near, far] = [20, 400].map((days) => grow({ file: writtenOut(demo, frame, now + days * day), seed: 3, ...frame })) as [any, any]
  for (const name of ['jobs', 'builds', 'appVersions', 'preReleaseVersions', 'appBuilds']) {
    t.ok(far[name].size > near[name].size, name)
    const differing = [...near[name].values()].filter((record: any) =>
      JSON.stringify(far[name].get(near[name].spec.key(record))) !== JSON.stringify(record))
    t.strictSame(differing, [], `${name} stay as they are`)
  }
  t.equal(writtenOut({ name: 'x', sauce: {} }, frame, now).sauce?.suites, undefined)
  t.end()
})

t.test('law: to change records and then go on with more is to go on with more and then change them', (t) => {
  interface Row { readonly id: string, readonly group: string, readonly size: number }
  const spec: CollectionSpec<Row> = {
    key: ({ id }) => id,
    indexes: { group: { group: ({ group }) => group, compare: (a, b) => a.size - b.size || (a.id < b.id ? -1 : 1) } }
  }
  const row = (id: number, group: number, size: number): Row => ({ id: String(id), group: String(group), size })
  const few = Array.from({ length: 6 }, (_, id) => row(id, id % 3, id * 7 % 5))
  const more = Array.from({ length: 12 }, (_, id) => row(id, id % 3, id * 7 % 5))
  const puts = fc.record({ id: fc.nat(14), group: fc.nat(4), size: fc.nat(9) }).map(({ id, group, size }) => row(id, group, size))
  const contents = (rows: Collection<Row>): unknown => [
    rows.size, [...rows.values()].sort((a, b) => Number(a.id) - Number(b.id)), [...rows.groups('group')].sort(),
    ['0', '1', '2', '3', '4'].map((group) => rows.in('group', group))
  ]
  holds(fc.property(fc.array(fc.oneof(puts, fc.nat(5).map(String)), { maxLength: 8 }), fc.boolean(), (operations, forked) => {
    const change = (rows: Collection<Row>): Collection<Row> => {
      for (const each of operations) {
        if (typeof each === 'string') rows.delete(each)
        else rows.put(each)
      }
      return rows
    }
    const source = new Collection(spec).load(more)
    const changed = change(new Collection(spec).load(few).fork())
    const before = contents(changed)
    const one = forked ? changed.fork() : changed
    const { count } = one.revision
    one.adopt(source)
    const isUncounted = one.revision.count === count
    const isAlone = !forked || isDeepStrictEqual(contents(changed), before)
    const wanted = change(source.fork())
    one.put(row(20, 1, 3))
    wanted.put(row(20, 1, 3))
    return isUncounted && isAlone && isDeepStrictEqual(contents(one), contents(wanted)) && source.size === more.length
  }), { numRuns: 300 })
  t.end()
})

t.test('a data file brings back what clients changed of runs that came later', async (t) => {
  const path = join(await mkdtemp(join(tmpdir(), 'perftwin-going-on-')), 'data.json')
  const seen = async (first: boolean): Promise<unknown> => {
    const { get, send, app } = await twin(t, { world: 'demo', data: path })
    if (first) {
      await send('POST', '/_perftwin/clock/advance', { by: 'P150D' })
      const [one, other] = (await get('/rest/v1/demo/jobs?limit=2')).body
      await send('PUT', `/rest/v1/demo/jobs/${one.id}`, { name: 'renamed' })
      await send('DELETE', `/rest/v1/demo/jobs/${other.id}`)
    }
    const jobs = (await get('/rest/v1/demo/jobs?limit=3&full=1')).body
    await app.close()
    return jobs
  }
  const before: any = await seen(true)
  t.equal(before[0].name, 'renamed')
  t.strictSame(await seen(false), before)
})

t.test('worlds of one base are grown apart: none sees how far another has gone, and changes stay', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send } = one
  const at = (world: string, path: string): string => `/w/${world}${path}`
  const list = '/rest/v1/demo/jobs?limit=5&full=1'
  const here = (await get(at('still', list))).text
  await send('POST', at('gone', '/_perftwin/clock/advance'), { by: 'P100D' })
  const [newest] = (await get(at('gone', list))).body
  await send('PUT', at('gone', `/rest/v1/demo/jobs/${newest.id}`), { name: 'renamed', tags: ['kept'] })
  await send('POST', at('gone', '/_perftwin/snapshots'), { name: 'later' })
  t.equal((await get(at('still', list))).text, here)
  const changed = (await get(at('gone', '/_perftwin/diff?from=start&to=now'))).body.differences
  t.strictSame(changed.map(({ key, change }: any) => [key, change]), [[newest.id, 'changed']])
  await send('POST', at('gone', '/_perftwin/clock/advance'), { by: 'P200D' })
  t.match((await get(at('gone', `/rest/v1/demo/jobs/${newest.id}`))).body, { name: 'renamed', tags: ['kept'] })
  t.strictSame((await get(at('gone', '/rest/v1/demo/jobs?name=renamed'))).body.map(({ id }: any) => id), [newest.id])
  const { text } = await get(at('gone', '/_perftwin/snapshots/later/export'))
  const other = await twin(t, { world: 'empty', now: '2020-01-01T00:00:00Z' })
  await other.send('POST', '/_perftwin/snapshots/import?name=taken', text)
  await other.send('POST', '/_perftwin/snapshots/taken/restore')
  t.match((await other.get(`/rest/v1/demo/jobs/${newest.id}`)).body, { name: 'renamed' }, 'another twin grows it too')
  await send('POST', at('gone', '/_perftwin/reset'))
  t.equal((await get(at('gone', list))).text.replaceAll('/w/gone/', '/w/still/'), here, 'a reset goes back')
})

t.test('at its default moment the demo shows a regression in Apple\'s insights and its repair before, in every seed', async (t) => {
  const measurements = new Measurements()
  for (let seed = 1; seed <= 20; seed++) {
    const world = new World('seeded', begin(demo, { seed, now: testNow }))
    const moment = { world, at: now }
    const [shop, notes] = ['com.example.shop', 'com.example.shop.notes'].map((bundleId) => {
      const app = [...world.facts.apps.values()].find((each) => each.bundleId === bundleId)!
      const report = appReport(measurements, app, { categories: undefined, devices: undefined }, moment)
      return insightsOf(report, measurements.of(app, moment))
    })
    t.match(shop, [{ kind: 'regression', metric: { id: 'launchTime' }, latestVersion: '6.2' }], `seed ${seed}`)
    t.strictSame(notes, [], 'and nothing that is nothing')
  }
  const one = await twin(t, { world: 'demo' })
  const { points } = (await one.get(`/v1/apps/${await shopId(one)}/perfPowerMetrics?filter[metricType]=LAUNCH`, bearer))
    .body.productData[0].metricCategories[0].metrics[0].datasets[0]
  const [sound, slow, repaired, slowAgain] = points.slice(-4).map(({ value }: any) => value)
  t.ok(slow > 1.3 * sound && repaired < 1.05 * sound && slowAgain > 1.4 * repaired, '6.0, 6.1, 6.1.1, 6.2')
})

t.test('the demo\'s story goes on: regressions come and are repaired', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const id = await shopId(one)
  const told: string[] = []
  for (let months = 1; months <= 14; months++) {
    one.twin.worlds.default.clock.set({ mode: 'frozen', at: now + months * 28 * day })
    told.push((await shown(one, id)).regressions.join('+'))
  }
  t.ok(told.some((metrics) => metrics.includes('hangRate')) && told.some((metrics) => metrics.includes('Memory')), told.join(' '))
  t.ok(told.includes(''), 'some versions are fine')
})

t.test('a reset makes what the world file says of now so again', async (t) => {
  const one = await twin(t, { world: 'demo' })
  const { get, send } = one
  const start = Date.parse('2027-01-01T00:00:00Z')
  // Grown three hours ago, by the machine's clock.
  const file: WorldFile = { ...demo, epoch: iso(start) }
  const base = begin(file, { seed: 1, kept: { epoch: start, start: realNow() - 180 * minute } })
  const world = new World('old', base)
  const statuses = (): string[] => [...world.facts.jobs.values()]
    .filter(({ suite }) => suite === null)
    .map((job) => consolidatedStatusAt(job, world.clock.now()))
  t.strictSame(statuses(), ['complete', 'passed'], 'by now they are over')
  world.reset()
  t.strictSame(statuses(), ['in progress', 'queued'])
  const uploads = [...world.facts.appBuilds.values()].filter(({ uploaded }) => Math.abs(uploaded - world.clock.now()) < 5 * minute)
  t.equal(uploads.length, 1, 'a build that is being processed too')
  t.strictSame(difference(world.start, world.state()), [], 'which is where it starts now')
  const again = world.start
  world.reset()
  t.equal(world.start, again, 'at once again there is nothing to move')
  // A clock that stands still begins where it began.
  const frozen = (await get('/rest/v1/demo/jobs?limit=2&full=1')).text
  await send('POST', '/_perftwin/clock/advance', { by: 'P1D' })
  await send('POST', '/_perftwin/reset')
  t.equal((await get('/rest/v1/demo/jobs?limit=2&full=1')).text, frozen)
})

t.test('what goes on without any time between, or says what nobody understands, is refused when the file is read', (t) => {
  const team = { name: 'T', users: [{ username: 'ann' }] }
  const suite = { name: 's', owner: 'ann', runs: 1, every: 'PT1S', goesOn: true }
  for (const [file, why] of [
    [{ name: 'x', sauce: { teams: [team], suites: [suite] } }, /suite "s" goes on/],
    [{ name: 'x', cadences: [{ train: 'web', version: '{number}', from: 'P1D', every: 'PT0S' }] }, /the cadence of train web goes on/],
    [{ name: 'x', cadences: [{ train: 'web', version: '1', from: 'P900D', every: 'P1D', turns: [['cold lunch ×2']] }] }, /"cold launch"/],
    [{ name: 'x', cadences: [{ train: 'web', version: '1', from: 'P9D', every: 'P1D', reaches: ['x'] }] }, /reaches "x"/]
  ] as Array<[WorldFile, RegExp]>) t.match(worldFileFaults(file), [why])
  t.end()
})
