import { asError, Invalid } from '../kernel/errors.js'
import { isJsonObject, isNumber, parseJson, wrappedJson, type JsonObject } from '../kernel/json.js'
import { isVersion, upgrade, versionAfter, type Migration } from './migrations.js'
import type { StateRecord } from './states.js'
import type { StoredState } from './store.js'

/** One world's difference from its base; where it was forked from elsewhere, also the state it was forked from. */
export interface StoredWorld extends StateRecord {
  start?: StateRecord
  snapshots?: Record<string, { saved: number, state: StateRecord }>
  /** ms of disuse after which the world is gone. */
  ttl?: number
}

/** The content of a data file. */
export interface DataFile extends StoredState {
  format: typeof format
  version: number
  worlds: Record<string, StoredWorld>
}

/** A data file as read. */
export interface ReadDataFile {
  state: StoredState
  /** Of restore.ts to read, each by its name. */
  worlds: JsonObject
  /** The version it was written in, where that was an older one. */
  upgradedFrom?: number
}

export const format = 'perftwin data'

/** Refuses a data file: what is wrong with it, and what the user can do. */
export function unusable (path: string, why: string): Invalid {
  const advice = 'put back a copy, move it away to start afresh, or choose another --data file'
  return new Invalid(`the data file ${path} ${why}; it was left as it is: ${advice}`, 'data')
}

/** Reads the text of a data file and lifts it to the present version. Throws Invalid with a sentence. */
export function parseDataFile (text: string, path: string, migrations: readonly Migration[]): ReadDataFile {
  const content = contentOf(text, path)
  const version = versionOf(content, path, migrations)
  const present = upgrade({ ...content, version }, migrations)
  const field = <T>(name: string, is: (value: unknown) => value is T, kind: string): T => {
    const value = present[name]
    if (!is(value)) throw unusable(path, `is damaged: "${name}" is no ${kind}`)
    return value
  }
  const state = {
    world: field('world', isText, 'text'),
    hash: field('hash', isText, 'text'),
    seed: field('seed', isNumber, 'number'),
    epoch: field('epoch', isNumber, 'number'),
    start: field('start', isNumber, 'number')
  }
  const worlds = field('worlds', isJsonObject, 'object')
  return version === present.version ? { state, worlds } : { state, worlds, upgradedFrom: version }
}

const isText = (value: unknown): value is string => typeof value === 'string'

function contentOf (text: string, path: string): JsonObject {
  let content: unknown
  try {
    content = parseJson(text, wrappedJson)
  } catch (error) {
    const why = text === '' ? 'is empty' : `is damaged or no perftwin data file (${asError(error).message})`
    throw unusable(path, why)
  }
  if (!isJsonObject(content) || content.format !== format) throw unusable(path, 'is no perftwin data file')
  return content
}

function versionOf ({ version }: JsonObject, path: string, migrations: readonly Migration[]): number {
  if (!isVersion(version)) throw unusable(path, `is damaged: its version is ${JSON.stringify(version)}`)
  const current = versionAfter(migrations)
  if (version <= current) return version
  throw unusable(path, `was written by a newer perftwin (data version ${version}; this one reads up to ${current})`)
}
