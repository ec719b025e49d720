import { Invalid } from '../kernel/errors.js'
import { sha256 } from '../kernel/ids.js'
import { byteHashes } from '../facts/facts.js'
import { isJsonObject, isNumber, type JsonObject } from '../kernel/json.js'
import type { Base } from '../worlds/base.js'
import type { State } from '../worlds/state.js'
import { isVersion, migrations, upgrade, versionAfter } from './migrations.js'
import { readState } from './read-state.js'
import { writeState, type StateRecord } from './states.js'
import type { StoredBytes } from './store.js'

/**
 * A snapshot that can be carried elsewhere: what it was grown from, how it differs from that, and the uploaded bytes.
 */
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

type Bytes = Pick<StoredBytes, 'putBytes' | 'getBytes'>

/** Writes a state with everything it needs. A pinned origin keeps a twin with another world file from misreading it. */
export async function exportState (name: string, saved: number, state: State, bytes: Bytes): Promise<SnapshotExport> {
  const { clock: { setting, advanced }, base } = state
  const { file, seed, epoch, start } = base.origin
  const pinned = { origin: { file, seed, epoch, start }, clock: { setting, advanced } }
  return {
    format,
    version: versionAfter(migrations),
    name,
    saved,
    state: { ...pinned, ...writeState(state, base) },
    uploads: await uploadsOf(state, bytes)
  }
}

async function uploadsOf ({ facts }: State, bytes: Bytes): Promise<Record<string, string>> {
  const hashes = [...new Set(byteHashes(facts))].sort()
  const texts = await Promise.all(hashes.map(async (hash) => {
    const found = await bytes.getBytes(hash)
    return { hash, text: found === undefined ? undefined : Buffer.from(found).toString('base64') }
  }))
  const uploads: Record<string, string> = {}
  for (const { hash, text } of texts) if (text !== undefined) uploads[hash] = text
  return uploads
}

/** A snapshot as it was read. */
export interface Imported { name: string, saved: number, state: State }

/**
 * Reads an export and keeps its bytes. The same origin as the twin's shares the twin's base; any other is grown.
 * @throws Invalid with the place at fault when it is none, or damaged.
 */
export async function importState (
  given: unknown,
  home: Base,
  bytes: Bytes,
  checkFile: (file: unknown) => Promise<void>
): Promise<Imported> {
  const content = isJsonObject(given) ? given : {}
  const { name, saved, uploads = {} } = content
  const state = presentState(content)
  if (typeof name !== 'string' || !isNumber(saved)) throw new Invalid('the snapshot is damaged: it has no name or time')
  if (!isJsonObject(state) || !isJsonObject(state.origin) || state.clock === undefined) {
    throw new Invalid('the snapshot is damaged: it has no origin or clock')
  }
  await checkFile(state.origin.file)
  const read = readState(state, home, 'state')
  const files = uploadsIn(uploads)
  for (const file of files) await bytes.putBytes(file)
  return { name, saved, state: read }
}

/** The state of an export, lifted to the present version: migrations lift data files, in which states are worlds. */
function presentState ({ format: given, version, state }: JsonObject): unknown {
  if (given !== format || !isVersion(version)) throw new Invalid('the body is no exported snapshot')
  const current = versionAfter(migrations)
  if (version > current) {
    const versions = `data version ${version}; this one reads up to ${current}`
    throw new Invalid(`the snapshot was exported by a newer perftwin (${versions})`)
  }
  const { worlds } = upgrade({ format, version, worlds: { it: state } })
  return isJsonObject(worlds) ? worlds.it : undefined
}

/** The uploaded bytes of an export. @throws Invalid for those that are not what their names say */
function uploadsIn (uploads: unknown): Buffer[] {
  if (!isJsonObject(uploads)) throw new Invalid('the snapshot is damaged: its uploads are no object')
  return Object.entries(uploads).map(([hash, text]) => {
    const content = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0)
    if (sha256(content) === hash) return content
    throw new Invalid(`uploads.${hash.slice(0, 64)}: the bytes are not those of this SHA-256`)
  })
}
