import type { FastifyInstance } from 'fastify'
import type { CollectionFile } from '../../control/context.js'
import type { StoredBytes } from '../../store/store.js'
import type { Worlds } from '../../worlds/registry.js'
import type { World } from '../../worlds/world.js'
import { askAs, quietVendors } from './ask.js'
import { allRequests } from './requests.js'
import { singleFileNames, singleFiles } from './single-files.js'
import { valuesOf } from './values.js'

/** What is asked for: a file, for whom, from where. */
interface Wanted { file: string, world: World, base: string, worlds: Worlds, store: StoredBytes }

const applications = new WeakMap<Worlds, Promise<FastifyInstance>>()

/** A collection filled with what a world holds; undefined for a file that there is not. */
export async function servedCollection (
  { file, world, base, worlds, store }: Wanted
): Promise<CollectionFile | undefined> {
  if (!singleFileNames.includes(file)) return undefined
  const app = applications.get(worlds) ?? quietVendors(worlds, store)
  applications.set(worlds, app)
  const [account = { username: '', accessKey: '' }] = world.facts.users.values()
  const values = await valuesOf(askAs(account.username, world.name, await app), base, account)
  const text = singleFiles(await allRequests(), values)[file]
  const type = file.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8'
  return text === undefined ? undefined : { type, text }
}
