import { Invalid } from '../kernel/errors.js'
import { upgrade, versionAfter, type AnyVersion, type Migration } from './migrations.js'
import type { StateRecord, StoredChanges } from './states.js'
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

/** A data file as read; `upgradedFrom` is the version it was written in, where that was an older one. */
export type ReadDataFile = DataFile & { upgradedFrom?: number }

export const format = 'perftwin data'

/** Refuses a data file: what is wrong with it, and what the user can do. */
export const unusable = (path: string, why: string): Invalid =>
  new Invalid(`the data file ${path} ${why}; it was left as it is: put back a copy, move it away to start afresh, or choose another --data file`, 'data')

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads the text of a data file and lifts it to the present version. Throws Invalid with a sentence. */
export function parseDataFile (text: string, path: string, migrations: readonly Migration[]): ReadDataFile {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw unusable(path, text === '' ? 'is empty' : `is damaged or no perftwin data file (${(error as Error).message})`)
  }
  if (!isObject(content) || content.format !== format) throw unusable(path, 'is no perftwin data file')
  const { version } = content
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw unusable(path, `is damaged: its version is ${JSON.stringify(version)}`)
  const current = versionAfter(migrations)
  if (version > current) throw unusable(path, `was written by a newer perftwin (data version ${version}; this one reads up to ${current})`)
  const file = upgrade(content as AnyVersion, migrations) as unknown as DataFile
  for (const field of ['world', 'hash'] as const) if (typeof file[field] !== 'string') throw unusable(path, `is damaged: "${field}" is no text`)
  for (const field of ['seed', 'epoch', 'start'] as const) if (!Number.isFinite(file[field])) throw unusable(path, `is damaged: "${field}" is no number`)
  if (!isObject(file.worlds)) throw unusable(path, 'is damaged: "worlds" is no object')
  return version === current ? file : { ...file, upgradedFrom: version }
}

/** The text of an object to which more members follow. */
const opened = (value: object): string => Object.keys(value).length === 0 ? '{' : `${JSON.stringify(value).slice(0, -1)},`

/** Writes data files, a record to a line. Records never change, so the text of each is made once and kept with it. */
export function dataFileWriter (): (file: DataFile) => string {
  const texts = new WeakMap<object, string>()
  const kept = <T extends object>(value: T, make: (value: T) => string = JSON.stringify): string => {
    let text = texts.get(value)
    if (text === undefined) texts.set(value, text = make(value))
    return text
  }
  const changesText = ({ put, gone }: StoredChanges): string =>
    `{"put":[${put.map((record) => `\n${kept(record)}`).join(',')}],"gone":${JSON.stringify(gone)}}`
  const stateText = ({ changes, ...rest }: StateRecord): string => {
    const collections = Object.entries(changes).map(([name, change]) => `${JSON.stringify(name)}:${changesText(change)}`)
    return `${opened(rest)}"changes":{${collections.join(',')}}}`
  }
  const worldText = ({ start, snapshots, ttl, ...state }: StoredWorld): string => {
    const kept = Object.entries(snapshots ?? {}).map(([name, { saved, state }]) => `\n${JSON.stringify(name)}:{"saved":${saved},"state":${stateText(state)}}`)
    return [
      stateText(state).slice(0, -1),
      ...(start === undefined ? [] : [`\n"start":${stateText(start)}`]),
      ...(kept.length === 0 ? [] : [`\n"snapshots":{${kept.join(',')}}`]),
      ...(ttl === undefined ? [] : [`"ttl":${ttl}`])
    ].join(',') + '}'
  }
  return ({ worlds, ...head }) => {
    const parts = Object.entries(worlds).map(([name, world]) => `\n${JSON.stringify(name)}:${kept(world, worldText)}`)
    return `${JSON.stringify(head).slice(0, -1)},"worlds":{${parts.join(',')}}}\n`
  }
}
