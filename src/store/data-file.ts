import { asError, Invalid } from '../kernel/errors.js'
import { isJsonObject, isNumber, parseJson, wrappedJson, type JsonObject } from '../kernel/json.js'
import { isVersion, upgrade, versionAfter, type Migration } from './migrations.js'
import { Replay } from './replay.js'
import type { StoredState } from './store.js'
import { documentEnd, format } from './stored.js'

/** A data file as read. */
export interface ReadDataFile {
  state: StoredState
  /** Of restore.ts to read, each by its name. */
  worlds: JsonObject
  /** The version it was written in, where that was an older one. */
  upgradedFrom?: number
  /** Whether it is one document and nothing was added to it. */
  atRest: boolean
}

/** Refuses a data file: what is wrong with it, and what the user can do. */
export function unusable (path: string, why: string): Invalid {
  const advice = 'put back a copy, move it away to start afresh, or choose another --data file'
  return new Invalid(`the data file ${path} ${why}; it was left as it is: ${advice}`, 'data')
}

/** Reads the text of a data file and lifts it to the present version. Throws Invalid with a sentence. */
export function parseDataFile (text: string, path: string, migrations: readonly Migration[]): ReadDataFile {
  const { document, added } = partsOf(text)
  const content = withAdditions(contentOf(document, path), added, path)
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
  const atRest = added === ''
  return version === present.version ? { state, worlds, atRest } : { state, worlds, atRest, upgradedFrom: version }
}

/** The document, and what was added below it. One that a person has edited may end otherwise, and has no additions. */
function partsOf (text: string): { document: string, added: string } {
  const end = text.indexOf(`\n${documentEnd}`)
  if (end === -1) return { document: text, added: '' }
  const length = end + 1 + documentEnd.length
  return { document: text.slice(0, length), added: text.slice(length) }
}

/** Applies the additions in their order. The last one may be half a line: nobody was told that it is kept. */
function withAdditions (content: JsonObject, added: string, path: string): JsonObject {
  const lines = added.split('\n').slice(0, -1)
  if (lines.length === 0) return content
  const replay = new Replay(content.worlds)
  for (const [index, line] of lines.entries()) {
    try {
      replay.apply(parseJson(line, wrappedJson))
    } catch (error) {
      throw unusable(path, `is damaged: addition ${index + 1} of ${lines.length}: ${asError(error).message}`)
    }
  }
  return { ...content, worlds: replay.worlds() }
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
