import { copyFile, mkdir, readdir, readFile, rename, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { property, asyncProperty, array, constantFrom, integer, oneof, record, constant, string, jsonValue, boolean } from 'fast-check'
import t from 'tap'
import { Invalid, StorageFailed } from '../src/kernel/errors.js'
import { sha256 } from '../src/kernel/ids.js'
import { coalesce } from '../src/store/coalesce.js'
import { memoryStore } from '../src/store/memory.js'
import type { Migration } from '../src/store/migrations.js'
import { recordCheck, shapes } from '../src/store/shapes.js'
import type { Store } from '../src/store/store.js'
import { Collection } from '../src/facts/collection.js'
import type { FactOf } from '../src/facts/facts.js'
import type { Worlds } from '../src/worlds/registry.js'
import { holds } from './properties.js'
import { factsOf, freshWorlds, newJob, obstruct, onDisk, open, reopen, start, state } from './store-helper.js'

interface Subtest { testdir: () => string, equal: (found: unknown, wanted: unknown) => unknown }

for (const driver of ['memory', 'file'] as const) {
  t.test(`${driver} store`, async (t) => {
    const opened = async (t: Subtest): Promise<{ store: Store, worlds: Worlds }> => {
      if (driver === 'file') return await open(join(t.testdir(), 'data.json'))
      const made = { store: memoryStore(), worlds: freshWorlds() }
      t.equal(await made.store.load(), undefined)
      await made.store.attach(made.worlds, state)
      return made
    }

    t.test('says whether changes outlive the process', async (t) => {
      const { store } = await opened(t)
      t.equal(store.durable, driver === 'file')
      await store.close()
    })

    t.test('leaves the worlds as they are, and commits what changed and what did not', async (t) => {
      const { store, worlds } = await opened(t)
      t.equal(factsOf(worlds), '{}')
      await store.commit()
      const job = worlds.get('a').facts.jobs.put(newJob(1))
      await Promise.all([store.commit(), store.commit()])
      t.equal(worlds.get('a').facts.jobs.get(job.id), job)
      await store.close()
    })

    t.test('keeps bytes under their SHA-256 and knows no others', async (t) => {
      const { store } = await opened(t)
      const bytes = Buffer.from([0, 255, 1, 2])
      const hash = await store.putBytes(bytes)
      t.equal(hash, sha256(bytes))
      t.equal(await store.putBytes(bytes), hash, 'a second time')
      t.strictSame(Buffer.from((await store.getBytes(hash))!), bytes)
      t.equal((await store.getBytes(await store.putBytes(new Uint8Array())))?.length, 0, 'no bytes at all')
      t.equal(await store.getBytes(sha256('other')), undefined)
      t.equal(await store.getBytes('../data.json'), undefined, 'never by a path')
      await store.close()
    })

    t.test('closes twice', async (t) => {
      const { store } = await opened(t)
      await store.close()
      await store.close()
    })
  })
}

t.test('a data file', async (t) => {
  t.test('leaves out what nothing can write, tells it once, and holds everything else', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    const value: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
    worlds.default.facts.jobs.put(newJob(1, { customData: { value } }))
    worlds.get('other').facts.jobs.put(newJob(2))
    await t.rejects(store.commit(), { name: 'StorageFailed', message: /cannot hold a record .*: it is left out/ })
    t.equal((await onDisk(path)).worlds.other.changes.jobs.put.length, 1, 'the other change is safe all the same')
    worlds.get('other').facts.jobs.put(newJob(3))
    worlds.default.facts.jobs.put(newJob(4))
    await store.commit()
    const { worlds: kept } = await onDisk(path)
    t.strictSame([kept.default, kept.other].map(({ changes }) => changes.jobs.put.length), [1, 2])
    await store.close()
    const text = (await readFile(path, 'utf8')).replace('"customData":null', `"customData":{"a":${'['.repeat(105)}${']'.repeat(105)}}`)
    await writeFile(path, text)
    await t.rejects(open(path), { message: /is damaged: worlds\.default\.changes\.jobs\.put\[0\] is nested more than 100 levels/ })
  })

  t.test('is made at once and remembers what it belongs to', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const first = await open(path)
    t.match(await onDisk(path), { format: 'perftwin data', version: 1, ...state, worlds: {} })
    await first.store.close()
    const second = await open(path)
    t.strictSame(await second.store.load(), state)
    await second.store.close()
    t.strictSame(await readdir(join(path, '..')), ['data.json'], 'nothing else is left beside it')
  })

  t.test('brings back puts, edits, deletions, bytes and clocks of every world', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    let now = await open(path)
    const { jobs, marks, counters } = now.worlds.default.facts
    const [edited, deleted] = [...jobs.values()]
    jobs.put({ ...edited!, name: 'line\u2028"\\\u0000\ud800', customData: JSON.parse('{"__proto__": {"a": [1, null]}}') })
    jobs.delete(deleted!.id)
    jobs.put(newJob(1))
    jobs.delete(newJob(1).id)
    jobs.put(newJob(2))
    marks.put({ kind: 'discard', jobId: edited!.id, orderIndex: 0, at: start, order: 1 })
    marks.put({ kind: 'reset', jobId: edited!.id, orderIndex: null, at: start, order: 2 })
    t.equal(now.worlds.default.nextNumber('job'), 1)
    now.worlds.get('test-17').facts.jobs.put(newJob(3))
    now.worlds.get('later').clock.advance(60_000)
    now.worlds.get('constructor').clock.set({ mode: 'offset', offset: -5 })
    now.worlds.get('untouched')
    const hash = await now.store.putBytes(Buffer.from('upload'))
    const { uploads } = now.worlds.default.facts
    uploads.put({ jobId: edited!.id, name: 'a.txt', type: 'text/plain', size: 6, hash, at: start })
    await now.store.commit()
    const before = factsOf(now.worlds)
    const worlds = ['default', 'test-17', 'later', 'constructor']
    t.strictSame(Object.keys((await onDisk(path)).worlds), worlds, 'worlds without changes are left out')
    t.strictSame((await onDisk(path)).worlds.default.changes.jobs.gone, [deleted!.id], 'what was made and deleted is not spoken of')
    now = await reopen(path, now)
    t.equal(factsOf(now.worlds), before)
    t.equal(counters.get('job')?.value, 1)
    t.equal(now.worlds.default.nextNumber('job'), 2, 'ids go on where they were')
    t.equal(now.worlds.get('later').clock.now(), start + 60_000)
    t.equal(String(await now.store.getBytes(hash)), 'upload')
    await now.store.close()
  })

  t.test('forgets what a reset took back', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    worlds.get('a').facts.jobs.put(newJob(1))
    worlds.get('a').clock.advance(1)
    await store.commit()
    t.ok((await onDisk(path)).worlds.a)
    worlds.get('a').reset()
    await store.commit()
    t.strictSame((await onDisk(path)).worlds, {})
    await store.close()
  })

  t.test('holds, after any changes to several worlds and a restart, the same facts', async (t) => {
    const number = integer({ min: 0, max: 8 })
    const step = oneof(
      record({ kind: constant('put' as const), number, name: string(), data: jsonValue(), passed: boolean() }),
      record({ kind: constantFrom('delete' as const, 'mark' as const, 'unmark' as const, 'count' as const), number }),
      record({ kind: constantFrom('advance' as const, 'commit' as const, 'reset' as const), number }),
      record({ kind: constantFrom('save' as const, 'restore' as const, 'forget' as const, 'progress' as const), number }),
      record({ kind: constantFrom('make' as const, 'remove' as const, 'fork' as const), number })
    )
    const folder = t.testdir({})
    let runs = 0
    await holds(asyncProperty(array(record({ world: constantFrom('default', 'a', 'b'), step }), { maxLength: 40 }), async (steps) => {
      const path = join(folder, `${++runs}.json`)
      const first = await open(path)
      const pending: Array<Promise<void>> = []
      for (const { world: name, step } of steps) {
        const world = first.worlds.get(name)
        const { jobs, marks } = world.facts
        const known = [...world.base.facts.jobs.values()][step.number]
        const mark = { kind: 'discard', jobId: 'j', orderIndex: step.number, at: start, order: 1 } as const
        const saved = world.snapshots.list()[step.number]?.name
        const made = `${step.kind}-${step.number}`
        if (step.kind === 'put') {
          const { name, passed, data } = step
          jobs.put({ ...(known ?? newJob(step.number)), name, build: name.slice(0, 1) || null, passed, customData: { x: data } })
        } else if (step.kind === 'delete') jobs.delete((known ?? newJob(step.number)).id)
        else if (step.kind === 'mark') marks.put(mark)
        else if (step.kind === 'unmark') marks.delete(marks.spec.key(mark))
        else if (step.kind === 'count') world.nextNumber(`counter ${step.number}`)
        else if (step.kind === 'advance') world.clock.advance(step.number)
        else if (step.kind === 'commit') pending.push(first.store.commit())
        else if (step.kind === 'save') world.snapshots.save(made)
        else if (step.kind === 'restore' && saved !== undefined) world.snapshots.restore(saved)
        else if (step.kind === 'forget' && saved !== undefined) world.snapshots.delete(saved)
        else if (step.kind === 'progress') world.progress = { policy: 'reads', reads: step.number + 1 }
        else if (step.kind === 'remove' && name !== 'default') first.worlds.delete(name)
        else if (step.kind === 'make' && first.worlds.find(made) === undefined) first.worlds.create(made, undefined, 60_000)
        else if (step.kind === 'fork' && first.worlds.find(made) === undefined) first.worlds.create(made, world.state())
        else if (step.kind === 'reset') world.reset()
      }
      await Promise.all([...pending, first.store.commit()])
      const second = await reopen(path, first)
      t.equal(factsOf(second.worlds), factsOf(first.worlds))
      await second.store.close()
    }), { numRuns: 150 })
  })

  t.test('is one document at rest, and a line is added for each commit in between', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    const lines = async (): Promise<number> => (await readFile(path, 'utf8')).split('\n').length
    const empty = await lines()
    for (let i = 0; i < 3; i++) {
      worlds.default.facts.jobs.put(newJob(i))
      await store.commit()
      await store.commit()
    }
    t.equal(await lines(), empty + 3)
    const before = factsOf(worlds)
    const found = await onDisk(path)
    await store.close()
    t.strictSame(JSON.parse(await readFile(path, 'utf8')), found, 'at rest any reader of JSON can read it')
    const again = await open(path)
    t.equal(factsOf(again.worlds), before)
    await again.store.close()
  })

  t.test('costs what a change costs, whatever changed before', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    for (let i = 0; i < 3000; i++) worlds.get(`w${i % 3}`).facts.jobs.put(newJob(i))
    await store.commit()
    const { size } = await stat(path)
    const { ino } = await stat(path)
    const job = worlds.get('w1').facts.jobs.put(newJob(1, { name: 'changed' }))
    await store.commit()
    const added = (await stat(path)).size - size
    t.ok(added > 0 && added < 2 * JSON.stringify(job).length, `${added} bytes were added`)
    t.equal((await stat(path)).ino, ino, 'it is the same file')
    await store.close()
  })

  t.test('does not grow with what was overwritten', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    for (let round = 0; round < 120; round++) {
      for (let i = 0; i < 50; i++) worlds.default.facts.jobs.put(newJob(i, { name: `round ${round}` }))
      await store.commit()
    }
    const alive = 50 * JSON.stringify(newJob(1, { name: 'round 100' })).length
    t.ok((await stat(path)).size < alive * 45, 'six thousand records were written, fifty are alive')
    const before = factsOf(worlds)
    const again = await reopen(path, { store, worlds })
    t.equal(factsOf(again.worlds), before)
    t.ok((await stat(path)).size < alive * 1.5)
    await again.store.close()
  })

  t.test('is added to where there is no room for a second one, and written anew once there is', async (t) => {
    const folder = t.testdir({})
    const path = join(folder, 'data.json')
    const { store, worlds } = await open(path)
    const overwrite = async (name: string, rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < 50; i++) worlds.default.facts.jobs.put(newJob(i, { name: `${name} ${round}` }))
        await store.commit()
      }
    }
    await mkdir(join(folder, '.data.json.tmp'))
    await overwrite('first', 60)
    const before = factsOf(worlds)
    const { size } = await stat(path)
    t.equal((await onDisk(path)).worlds.default.changes.jobs.put[0].name, 'first 59', 'every commit is kept meanwhile')
    await rmdir(join(folder, '.data.json.tmp'))
    t.equal(factsOf(worlds), before)
    await overwrite('second', 60)
    await store.commit()
    t.ok((await stat(path)).size < size, 'six thousand records were written, and three thousand of them before')
    await store.close()
  })

  t.test('is read up to the last whole line, and refused where an earlier one is damaged', async (t) => {
    const folder = t.testdir({})
    const path = join(folder, 'data.json')
    const { store, worlds } = await open(path)
    const jobs = [1, 2, 3].map((number) => newJob(number))
    for (const job of jobs) {
      worlds.default.facts.jobs.put(job)
      await store.commit()
    }
    const text = await readFile(path, 'utf8')
    await store.close()
    const found = async (text: string): Promise<number> => {
      await writeFile(path, text)
      const again = await open(path)
      const count = jobs.filter(({ id }) => again.worlds.default.facts.jobs.has(id)).length
      await again.store.close()
      JSON.parse(await readFile(path, 'utf8'))
      return count
    }
    t.equal(await found(text), 3)
    t.equal(await found(text.slice(0, -1)), 2, 'a line without its end was never acknowledged')
    t.equal(await found(text.slice(0, -40)), 2)
    const ofNoWorld = text.replace('"worlds":{"default":{"changes"', '"worlds":{"other":{"changes"')
    for (const wrong of [ofNoWorld, text.replace(/\n(?=\{"worlds")/, '\n{')]) {
      await writeFile(path, wrong)
      await t.rejects(open(path), /is damaged: addition \d of 3: .*; it was left as it is/)
      t.equal(await readFile(path, 'utf8'), wrong)
    }
  })

  t.test('is written anew where it was taken away, or another file stands in its place', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    const put = async (number: number): Promise<void> => {
      worlds.default.facts.jobs.put(newJob(number))
      await store.commit()
      t.equal((await onDisk(path)).worlds.default.changes.jobs.put.length, number)
    }
    await put(1)
    await rm(path)
    await put(2)
    await writeFile(path, 'something else')
    await put(3)
    await copyFile(path, `${path}.copy`)
    await rename(`${path}.copy`, path)
    await put(4)
    await put(5)
    await store.close()
  })

  t.test('can be kept on the device itself', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path, { fsync: true })
    const hash = await store.putBytes(Buffer.from('upload'))
    worlds.default.facts.uploads.put({ jobId: 'j', name: 'a.txt', type: 'text/plain', size: 6, hash, at: start })
    await store.commit()
    const before = factsOf(worlds)
    const again = await reopen(path, { store, worlds })
    t.equal(factsOf(again.worlds), before)
    t.equal(String(await again.store.getBytes(hash)), 'upload')
    await again.store.close()
  })

  t.test('is written once for many waiting commits, and holds each change when its commit resolves', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    await Promise.all(Array.from({ length: 20 }, async (_, writer) => {
      for (let i = 0; i < 5; i++) {
        const job = worlds.get(`w${writer % 3}`).facts.jobs.put(newJob(writer * 100 + i))
        await store.commit()
        const { put } = (await onDisk(path)).worlds[`w${writer % 3}`].changes.jobs
        if (!put.some(({ id }: { id: string }) => id === job.id)) t.fail(`${job.name} was acknowledged but is not on disk`)
      }
    }))
    await store.close()
  })

  t.test('is written on close, even if nobody asked for it before', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    worlds.default.facts.jobs.put(newJob(1))
    await store.close()
    t.equal((await onDisk(path)).worlds.default.changes.jobs.put.length, 1)
  })

  t.test('keeps a change in memory when it cannot be written, says so, and writes it later', async (t) => {
    const path = join(t.testdir({}), 'data.json')
    const { store, worlds } = await open(path)
    const whole = await readFile(path, 'utf8')
    const giveWay = await obstruct(path)
    const job = worlds.default.facts.jobs.put(newJob(1))
    const first = store.commit()
    worlds.default.facts.jobs.put(newJob(2))
    const second = store.commit()
    const message = /data\.json could not be written: .*is a folder; the change is held in memory only/
    await t.rejects(first, { name: 'StorageFailed', message })
    await t.rejects(second, StorageFailed, 'and again for the one that waited')
    t.equal(worlds.default.facts.jobs.get(job.id), job)
    await giveWay()
    t.equal(await readFile(path, 'utf8'), whole, 'the file is as it was')
    await store.commit()
    t.equal((await onDisk(path)).worlds.default.changes.jobs.put.length, 2)
    await store.close()
  })

  t.test('tells on close what could not be kept, and lets the lock go', async (t) => {
    const folder = t.testdir({ inner: {} })
    const { store, worlds } = await open(join(folder, 'inner', 'data.json'))
    worlds.default.facts.jobs.put(newJob(1))
    await obstruct(join(folder, 'inner', 'data.json'))
    await t.rejects(store.close(), StorageFailed)
    t.strictSame((await readdir(join(folder, 'inner'))).sort(), ['data.json', 'data.json.aside'])
  })

  t.test('stays usable when its folder is away for a while', async (t) => {
    const folder = t.testdir({ inner: {} })
    const { store, worlds } = await open(join(folder, 'inner', 'data.json'))
    await rename(join(folder, 'inner'), join(folder, 'away'))
    worlds.default.facts.jobs.put(newJob(1))
    await t.rejects(store.commit(), StorageFailed)
    await t.rejects(store.putBytes(Buffer.from('x')), StorageFailed)
    await t.rejects(readdir(join(folder, 'inner')), { code: 'ENOENT' }, 'no folder is made in its place')
    await rename(join(folder, 'away'), join(folder, 'inner'))
    await store.commit()
    const hash = await store.putBytes(Buffer.from('x'))
    t.strictSame((await readdir(join(folder, 'inner'))).sort(), ['data.json', 'data.json.assets', 'data.json.lock'])
    t.equal(String(await store.getBytes(hash)), 'x')
    await store.close()
  })

  t.test('is one file, whatever links lead to it', async (t) => {
    const folder = t.testdir({ real: {} })
    await symlink('real/data.json', join(folder, 'link.json'))
    const first = await open(join(folder, 'real', 'data.json'))
    await t.rejects(open(join(folder, 'link.json')), /is in use by/)
    await first.store.close()
    const second = await open(join(folder, 'link.json'))
    second.worlds.default.facts.jobs.put(newJob(1))
    await second.store.close()
    t.equal((await onDisk(join(folder, 'real', 'data.json'))).worlds.default.changes.jobs.put.length, 1)
  })
})

t.test('a data file that cannot be used is refused with a sentence and left as it is', async (t) => {
  const good = { format: 'perftwin data', version: 1, ...state, worlds: {} }
  const worldsWith = (change: unknown, name = 'jobs'): object => ({ ...good, worlds: { default: { changes: { [name]: change } } } })
  const withWorlds = (worlds: unknown): string => JSON.stringify({ ...good, worlds })
  const withDefault = (world: unknown): string => withWorlds({ default: world })
  const withJob = (changes: object): string => JSON.stringify(worldsWith({ put: [{ ...newJob(1), ...changes }], gone: [] }))
  const nowhere = { setting: { mode: 'frozen' }, advanced: 0 }
  const cases: Array<[text: string, sentence: RegExp]> = [
    ['', /data\.json is empty; it was left as it is: put back a copy/],
    [JSON.stringify(good).slice(0, -9), /is damaged or no perftwin data file \(/],
    ['null', /is no perftwin data file/],
    ['[]', /is no perftwin data file/],
    ['{"name": "demo", "sauce": {}}', /is no perftwin data file/],
    [JSON.stringify({ ...good, version: 2 }), /was written by a newer perftwin \(data version 2; this one reads up to 1\)/],
    [JSON.stringify({ ...good, version: '1' }), /its version is "1"/],
    [JSON.stringify({ ...good, hash: 7 }), /"hash" is no text/],
    [JSON.stringify({ ...good, seed: null }), /"seed" is no number/],
    [withWorlds([]), /"worlds" is no object/],
    [withWorlds({ 'a/b': { changes: {} } }), /"a\/b" is no world name/],
    [withDefault(null), /worlds\.default\.changes is no object/],
    [withDefault({ clock: nowhere, changes: {} }), /worlds\.default\.clock is no clock/],
    [withDefault({ clock: 7, changes: {} }), /worlds\.default\.clock is no clock/],
    [JSON.stringify(worldsWith({ put: [], gone: [] }, 'toString')), /changes\.toString is unknown/],
    [JSON.stringify(worldsWith({ put: {} })), /changes\.jobs has no lists "put" and "gone"/],
    [JSON.stringify(worldsWith({ put: [newJob(1), null], gone: [] })), /changes\.jobs\.put\[1\] is null, not object/],
    [withJob({ id: undefined }), /changes\.jobs\.put\[0\]\.id is undefined, not string/],
    [withJob({ plan: { ...newJob(1).plan, ended: 'soon' } }), /put\[0\]\.plan\.ended is string, not number or null/],
    [withJob({ plan: null }), /put\[0\]\.plan is null, not object/],
    [JSON.stringify(worldsWith({ put: [{ name: 'without an id' }], gone: [] }, 'apps')), /changes\.apps\.put\[0\] has no key/]
  ]
  for (const [text, sentence] of cases) {
    const folder = t.testdir({ 'data.json': text })
    await t.rejects(open(join(folder, 'data.json')), { name: 'Invalid', message: sentence }, String(sentence))
    t.equal(await readFile(join(folder, 'data.json'), 'utf8'), text)
    t.strictSame(await readdir(folder), ['data.json'])
  }
  const folder = t.testdir({ file: '', 'data.json': {} })
  await t.rejects(open(join(folder, 'none', 'data.json')), { name: 'Invalid', message: /there is no folder .*none$/ })
  await t.rejects(open(join(folder, 'file', 'data.json')), { name: 'Invalid', message: /file is no folder/ })
  await t.rejects(open(join(folder, 'data.json')), { name: 'Invalid', message: /data\.json is a folder/ })
})

t.test('the shape of every record that clients write is known', async (t) => {
  const { facts } = freshWorlds().default
  const [team] = facts.teams.values()
  const [user] = facts.users.values()
  const records = {
    teams: team!,
    users: user!,
    jobs: { ...newJob(1), reached: { begun: 1, loaded: 0, commands: 2, errors: 0, screenshots: 1 } },
    builds: { id: 'b', owner: 'demo', name: 'b', created: start, run: 0, modified: null },
    marks: { kind: 'reset', jobId: 'j', orderIndex: null, at: start, order: 1 },
    uploads: { jobId: 'j', name: 'a.txt', type: 'text/plain', size: 1, hash: 'h', at: start },
    storedFiles: {
      id: 'f',
      owner: 'demo',
      name: 'a.apk',
      kind: 'android',
      description: null,
      tags: [],
      metadata: null,
      size: 1,
      hash: 'h',
      at: start
    },
    jsTests: { id: 't', jobId: 'j', platform: ['Linux', 'chrome', ''], framework: 'qunit' },
    counters: { name: 'job', value: 1 }
  } satisfies { [Name in keyof typeof shapes]: FactOf<Name> }
  for (const [name, record] of Object.entries(records) as Array<[keyof typeof records, object]>) {
    t.equal(recordCheck(name)(record), undefined, name)
    const unknown = Object.keys(record).filter((field) => !(field in shapes[name]!))
    t.strictSame(unknown, [], `${name}: a new field belongs into src/store/shapes.ts, and files without it need a migration`)
  }
})

t.test('a data file of an older version is lifted step by step, and kept beside the new one', async (t) => {
  const eachWorld = <T>(worlds: unknown, lift: (world: T) => object): object =>
    Object.fromEntries(Object.entries(worlds as Record<string, T>).map(([name, world]) => [name, lift(world)]))
  const migrations: Migration[] = [
    ({ worlds, ...rest }) => ({ ...rest, worlds: eachWorld<unknown[]>(worlds, (jobs) => ({ jobs })) }),
    ({ worlds, ...rest }) => ({
      ...rest,
      worlds: eachWorld<{ jobs: unknown[] }>(worlds, ({ jobs }) => ({ changes: { jobs: { put: jobs, gone: [] } } }))
    })
  ]
  const old = JSON.stringify({ format: 'perftwin data', version: 1, ...state, worlds: { a: [newJob(1)] } })
  const path = join(t.testdir({ 'data.json': old }), 'data.json')
  const { store, worlds } = await open(path, { migrations })
  t.strictSame(worlds.find('a')?.facts.jobs.get(newJob(1).id), newJob(1))
  const { version, worlds: kept } = await onDisk(path, migrations)
  t.match({ version, id: kept.a.changes.jobs.put[0].id }, { version: 3, id: newJob(1).id }, 'rewritten at once')
  t.equal(await readFile(`${path}.v1`, 'utf8'), old)
  await store.close()
  await t.rejects(open(path), /newer perftwin \(data version 3; this one reads up to 1\)/)
  await copyFile(`${path}.v1`, path)
  await t.rejects(open(path, { migrations: [() => { throw new Error('cannot lift') }] }), Invalid)
})

t.test('uploaded bytes', async (t) => {
  t.test('survive a half-written neighbour, which is swept out', async (t) => {
    const folder = t.testdir({ 'data.json.assets': { 'abc.1.tmp': 'half' } })
    const { store } = await open(join(folder, 'data.json'))
    const hash = await store.putBytes(Buffer.from('whole'))
    t.strictSame(await readdir(join(folder, 'data.json.assets')), [hash])
    await store.close()
  })

  t.test('that cannot be stored or read are a failure of the storage', async (t) => {
    const folder = t.testdir({ 'data.json.assets': 'a file where the folder should be' })
    const { store } = await open(join(folder, 'data.json'))
    await t.rejects(store.putBytes(Buffer.from('x')), StorageFailed)
    await t.rejects(store.getBytes(sha256('x')), StorageFailed)
    await store.close()
  })
})

t.test('coalesced writes: one runs, one waits, and a failure is told only to those it concerns', async (t) => {
  const writes: Array<{ resolve: () => void, reject: (error: Error) => void }> = []
  const commit = coalesce(async () => { await new Promise<void>((resolve, reject) => writes.push({ resolve, reject })) })
  const settled: string[] = []
  const tell = (name: string, promise: Promise<void>): Promise<unknown> =>
    promise.then(() => settled.push(name), () => settled.push(`${name} failed`))
  const all = [tell('1', commit()), tell('2', commit()), tell('3', commit())]
  t.equal(writes.length, 1)
  writes[0]!.reject(new Error('full'))
  await all[0]
  t.strictSame(settled, ['1 failed'])
  t.equal(writes.length, 2, 'two and three share the second write')
  all.push(tell('4', commit()))
  writes[1]!.resolve()
  await Promise.all(all.slice(0, 3))
  t.strictSame(settled, ['1 failed', '2', '3'], 'nobody waits for those who came later')
  writes[2]!.resolve()
  await Promise.all(all)
  t.equal(writes.length, 3)
})

t.test('applying many changes at once equals putting and deleting one by one', async (t) => {
  interface Row { key: string, group: string, rank: number }
  const byKey = (a: Row, b: Row): number => a.key < b.key ? -1 : Number(a.key > b.key)
  const empty = (): Collection<Row> => new Collection<Row>({
    key: (row) => row.key,
    indexes: {
      group: {
        group: (row) => row.group === '' ? undefined : row.group,
        compare: (a, b) => a.rank - b.rank || byKey(a, b)
      }
    }
  })
  const key = constantFrom('a', 'b', 'c', 'd', 'e')
  const rows = array(record({ key, group: constantFrom('', 'x', 'y'), rank: integer({ min: 0, max: 3 }) }), { maxLength: 10 })
  const told = (collection: Collection<Row>): unknown => ({
    rows: [...collection.values()].sort((a, b) => a.key < b.key ? -1 : 1),
    groups: [...collection.groups('group')].sort().map((group) => [group, collection.in('group', group)]),
    changed: [...collection.changed].sort(([a], [b]) => a < b ? -1 : 1)
  })
  holds(property(rows, rows, array(key), (loaded, put, gone) => {
    const base = empty().load(new Map(loaded.map((row) => [row.key, row])).values())
    const before = JSON.stringify(told(base))
    const one = base.fork()
    for (const key of gone) one.delete(key)
    for (const row of put) one.put(row)
    const many = base.fork()
    many.apply(put, gone)
    many.apply([...many.values()], [])
    t.strictSame(told(many), told(one))
    t.equal(JSON.stringify(told(base)), before)
  }))
})
