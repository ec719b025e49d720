/**
 * The data file: what one commit of one changed job costs by how many jobs changed before, in one world and in another
 * one; what a start costs that reads them. Wall time, median of 200 commits one after the other.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { makeJob } from '../src/worlds/files/make-job.js'
import { growBase } from '../src/worlds/base.js'
import { Worlds } from '../src/worlds/registry.js'
import { fileStore } from '../src/store/file.js'
import type { Store } from '../src/store/store.js'
import type { World } from '../src/worlds/world.js'
import { median, report, type Row } from './measure.js'

const start = Date.UTC(2026, 3, 15)
const file = { name: 'bench', sauce: { teams: [{ name: 'Team', users: [{ username: 'demo' }] }] } }
const state = { world: 'bench', hash: 'of the world file', seed: 1, epoch: start, start }

const jobOf = (number: number, name: string): ReturnType<typeof makeJob> =>
  makeJob({ name }, { seed: 1, frame: { epoch: start, start }, owner: 'demo', origin: 'bench', number })

async function opened (path: string, fsync: boolean): Promise<{ store: Store, worlds: Worlds }> {
  const worlds = new Worlds(growBase({ file, seed: 1, epoch: start, start }, start))
  const store = await fileStore(path, { fsync })
  await store.load()
  await store.attach(worlds, state)
  return { store, worlds }
}

/** What a commit of one changed job costs, ms. */
async function commits (store: Store, world: World, from: number): Promise<number> {
  const taken: number[] = []
  for (let i = 0; i < 200; i++) {
    world.facts.jobs.put(jobOf(from + i, 'changed'))
    const before = performance.now()
    await store.commit()
    taken.push(performance.now() - before)
  }
  return median(taken)
}

async function growth (path: string, fsync: boolean): Promise<Row[]> {
  const { store, worlds } = await opened(path, fsync)
  const synced = fsync ? ', on the device' : ''
  const [one, other] = [worlds.default, worlds.get('other')]
  await commits(store, one, 2_000_000)
  const first = await commits(store, one, 1_000_000)
  const rows: Row[] = [{ what: `a commit, nothing changed before${synced}`, value: `${first.toFixed(2)} ms`, target: '', met: true }]
  let made = 0
  for (const count of [10_000, 50_000]) {
    while (made < count) one.facts.jobs.put(jobOf(made++, 'kept'))
    await store.commit()
    for (const [name, world] of [['the same', one], ['another', other]] as const) {
      const cost = await commits(store, world, 0)
      rows.push({ what: `a commit to ${name} world, ${count} jobs changed before${synced}`, value: `${cost.toFixed(2)} ms`, target: 'at most twice the first', met: cost <= 2 * first })
    }
  }
  await store.close()
  const size = statSync(path).size
  const before = performance.now()
  const again = await opened(path, fsync)
  rows.push({ what: `a start that reads ${Math.round(size / 1e6)} MB`, value: `${(performance.now() - before).toFixed(0)} ms`, target: '', met: true })
  await again.store.close()
  return rows
}

export async function benchStore (): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'perftwin-bench-'))
  try {
    return report('The data file', [...await growth(join(folder, 'plain.json'), false), ...await growth(join(folder, 'synced.json'), true)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
