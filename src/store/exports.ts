import { Invalid } from '../kernel/errors.js'
import type { Base } from '../worlds/base.js'
import type { State } from '../worlds/state.js'
import { migrations, upgrade, versionAfter, type AnyVersion } from './migrations.js'
import { readState, writeState, type StateRecord } from './states.js'
import type { Store } from './store.js'

/** A snapshot that can be carried elsewhere: what it was grown from, how it differs from that, and the uploaded bytes. */
export interface SnapshotExport {
  format: typeof format
  version: number
  name: string
  /** The world's time when it was saved, ms. */
  saved: number
  state: StateRecord
  /** Uploaded files by their SHA-256, as base64. */
  uploads: Record<string, string>
}

const format = 'perftwin snapshot'

type Bytes = Pick<Store, 'putBytes' | 'getBytes'>

/** Writes a state with everything it needs. A pinned origin keeps a twin with another world file from misreading it. */
export async function exportState (name: string, saved: number, state: State, bytes: Bytes): Promise<SnapshotExport> {
  const { clock: { setting, advanced }, base } = state
  const hashes = [...new Set([...state.facts.uploads.values()].map(({ hash }) => hash))].sort()
  const uploads = await Promise.all(hashes.map(async (hash): Promise<Array<[string, string]>> => {
    const found = await bytes.getBytes(hash)
    return found === undefined ? [] : [[hash, Buffer.from(found).toString('base64')]]
  }))
  const { file, seed, epoch, start } = base.origin
  const record = { origin: { file, seed, epoch, start }, clock: { setting, advanced }, ...writeState(state, base) }
  return { format, version: versionAfter(migrations), name, saved, state: record, uploads: Object.fromEntries(uploads.flat()) }
}

/**
 * Reads an export and keeps its bytes. The same origin as the twin's shares the twin's base; any other is grown.
 * @throws Invalid with the place at fault when it is none, or damaged.
 */
export async function importState (given: unknown, home: Base, bytes: Bytes, checkFile: (file: unknown) => Promise<void>): Promise<{ name: string, saved: number, state: State }> {
  const content = (given ?? {}) as Partial<SnapshotExport>
  const { version } = content
  if (content.format !== format || !Number.isInteger(version) || version! < 1) throw new Invalid('the body is no exported snapshot')
  const current = versionAfter(migrations)
  if (version! > current) throw new Invalid(`the snapshot was exported by a newer perftwin (data version ${version}; this one reads up to ${current})`)
  const { name, saved, state, uploads = {} } = lifted(content as SnapshotExport)
  if (typeof name !== 'string' || !Number.isFinite(saved)) throw new Invalid('the snapshot is damaged: it has no name or time')
  if (state?.origin === undefined || state.clock === undefined) throw new Invalid('the snapshot is damaged: it has no origin or clock')
  await checkFile(state.origin.file)
  const read = readState(state, home, 'state')
  for (const [hash, text] of Object.entries(uploads)) {
    const content = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0)
    if (await bytes.putBytes(content) !== hash) throw new Invalid(`uploads.${hash.slice(0, 64)}: the bytes are not those of this SHA-256`)
  }
  return { name, saved, state: read }
}

/** Migrations lift data files, in which states are worlds. */
function lifted (content: SnapshotExport): SnapshotExport {
  const file = upgrade({ format, version: content.version, worlds: { it: content.state } } as AnyVersion) as unknown as { worlds: { it: StateRecord } }
  return { ...content, state: file.worlds.it }
}
