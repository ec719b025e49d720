import { mkdir, readFile, rename, rmdir } from 'node:fs/promises'
import { parseDataFile } from '../src/store/data-file.js'
import { fileStore, type FileStoreSettings } from '../src/store/file.js'
import type { Store, StoredState } from '../src/store/store.js'
import type { Collection } from '../src/facts/collection.js'
import { factNames, type Facts } from '../src/facts/facts.js'
import type { JobSpec } from '../src/worlds/files/job-spec.js'
import { makeJob } from '../src/worlds/files/make-job.js'
import type { Job } from '../src/facts/job.js'
import { Worlds } from '../src/worlds/registry.js'
import { growBase } from '../src/worlds/base.js'
import type { World } from '../src/worlds/world.js'

export const start = Date.UTC(2026, 3, 15)
export const state: StoredState = { world: 'test', hash: 'of the world file', seed: 1, epoch: start, start }

const file = { name: 'test', sauce: { teams: [{ name: 'Team', users: [{ username: 'demo' }] }], jobs: [{}, {}, {}, {}, {}] } }

export const freshWorlds = (): Worlds => new Worlds(growBase({ file, seed: 1, epoch: start, start }, start))

export const newJob = (number: number, spec: JobSpec = {}): Job =>
  makeJob({ name: `job ${number}`, ...spec }, { seed: 1, frame: { epoch: start, start }, owner: 'demo', origin: 'test', number })

/** Everything a restart must bring back, as text. */
export const factsOf = (worlds: Worlds): string => JSON.stringify(Object.fromEntries([...worlds.list()]
  .map((world) => [world.name, worldFacts(world)] as const)
  // A world nobody changed is not kept: it is made again on first use.
  .filter(([, facts]) => JSON.stringify(facts) !== JSON.stringify(worldFacts(freshWorlds().default)))))

function worldFacts (world: World): object {
  const collections = factNames.map((name) => {
    const collection = world.facts[name] as unknown as Collection<object>
    const records = [...collection.values()].map((record) => [collection.spec.key(record), record] as const)
    records.sort(([a], [b]) => a < b ? -1 : 1)
    const groupsOf = (index: string): Array<[string, string[]]> => [...collection.groups(index)].sort()
      .map((group) => [group, collection.in(index, group).map(collection.spec.key)])
    const indexes = Object.keys(collection.spec.indexes).map((index) => [index, groupsOf(index)])
    return [name, { records, indexes }]
  })
  const { clock, progress, start } = world
  const snapshots = world.snapshots.list().map(({ name, saved, state }) => [name, saved, changedIn(state.facts)])
  return { clock: clock.setting, advanced: clock.advanced, progress, collections, snapshots, start: changedIn(start.facts) }
}

const changedIn = (facts: Facts): object => factNames.map((name) => [...facts[name].changed]
  .map(([key, record]) => [key, record ?? null] as const).sort(([a], [b]) => a < b ? -1 : 1))

export interface Opened { store: Store, worlds: Worlds }

/** Opens a data file and attaches worlds to it. */
export async function open (path: string, settings?: FileStoreSettings): Promise<Opened> {
  const store = await fileStore(path, settings)
  try {
    const worlds = freshWorlds()
    await store.load()
    await store.attach(worlds, state)
    return { store, worlds }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Closes a data file and opens it again with fresh worlds. */
export async function reopen (path: string, { store }: Opened): Promise<Opened> {
  await store.close()
  return await open(path)
}

/** What a data file holds, what was added to it included: as the next start will find it. */
export async function onDisk (path: string, migrations: FileStoreSettings['migrations'] = []): Promise<any> {
  const text = await readFile(path, 'utf8')
  const { state, worlds } = parseDataFile(text, path, migrations)
  return { ...JSON.parse(text.slice(0, text.indexOf('\n')) + '}}'), ...state, worlds }
}

/** Makes a file impossible to write, until the returned function has taken the obstacle away. */
export async function obstruct (path: string): Promise<() => Promise<void>> {
  await rename(path, `${path}.aside`)
  await mkdir(path)
  return async () => {
    await rmdir(path)
    await rename(`${path}.aside`, path)
  }
}
