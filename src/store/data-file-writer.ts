import { messageOf } from '../kernel/errors.js'
import type { StateRecord } from './states.js'
import { documentEnd, type DataFile, type StoredSnapshot, type StoredWorld } from './stored.js'
import type { Step, WorldStep } from './watched-world.js'

/** How a data file begins, before its worlds. */
export type Head = Omit<DataFile, 'worlds'>

/** A document's worlds, or what changed in them. */
type Worlds<T> = ReadonlyMap<string, T>

/**
 * Writes data files, a record to a line. What cannot be written is left out and told once (`leftOut`): the rest must
 * not wait for it.
 */
export class DataFileWriter {
  readonly #told = new WeakSet<object>()
  #leftOut: string[] = []

  /** What was left out for the first time since this was asked last: a phrase each. */
  takeLeftOut (): string[] {
    const leftOut = this.#leftOut
    this.#leftOut = []
    return leftOut
  }

  /** All of a data file, in pieces. */
  * document (head: Head, worlds: Worlds<StoredWorld>): Generator<string, void> {
    yield `${JSON.stringify(head).slice(0, -1)},"worlds":{`
    let comma = ''
    for (const [name, world] of worlds) {
      const { start, snapshots = {}, ttl, ...state } = world
      yield `${comma}\n${JSON.stringify(name)}:`
      comma = ','
      yield * this.#state(state, [
        ...(start === undefined ? [] : [['start', () => this.#state(start)] as const]),
        ...(Object.keys(snapshots).length === 0 ? [] : [['snapshots', () => this.#snapshots(snapshots)] as const]),
        ...(ttl === undefined ? [] : [['ttl', () => [JSON.stringify(ttl)]] as const])
      ])
    }
    yield `\n${documentEnd}`
  }

  /** What changed, as one line. */
  line (steps: Worlds<WorldStep | null>): string {
    const worlds = [...steps].map(([name, step]) => `${JSON.stringify(name)}:${this.#step(step)}`)
    return `{"worlds":{${worlds.join(',')}}}\n`
  }

  #step (step: WorldStep | null): string {
    if (step === null) return 'null'
    const { changes, whole, state, start, snapshots, ...rest } = step
    const parts = Object.entries(rest).map(([name, value]) => `"${name}":${JSON.stringify(value)}`)
    for (const [name, each] of Object.entries({ whole, state, start, snapshots })) {
      if (each !== undefined) parts.push(`"${name}":${this.#plain(each)}`)
    }
    if (changes !== undefined) {
      const collections = Object.entries(changes).map(([name, change]) => `"${name}":${this.#change(change)}`)
      parts.push(`"changes":{${collections.join(',')}}`)
    }
    return `{${parts.join(',')}}`
  }

  #change ({ put, gone, back }: Step): string {
    const records = put.map((record) => this.#record(record)).filter((text) => text !== undefined)
    const parts = [`"put":[${records.join(',')}]`, `"gone":${JSON.stringify(gone)}`]
    if (back !== undefined) parts.push(`"back":${JSON.stringify(back)}`)
    return `{${parts.join(',')}}`
  }

  /** A state, a world or its snapshots on one line; null stands for what is no more. */
  #plain (value: StateRecord | StoredWorld | Readonly<Record<string, StoredSnapshot | null>> | null): string {
    try {
      return JSON.stringify(value)
    } catch {
      // Some record in it is at fault: the others are written.
      return JSON.stringify(value, (_key, each: unknown) =>
        Array.isArray(each) ? each.filter((item) => this.#isWritable(item)) : each)
    }
  }

  #isWritable (item: unknown): boolean {
    return typeof item !== 'object' || this.#record(item) !== undefined
  }

  * #state (
    { changes, ...rest }: StateRecord, more: ReadonlyArray<readonly [name: string, pieces: () => Iterable<string>]> = []
  ): Generator<string, void> {
    const opening = JSON.stringify(rest).slice(0, -1)
    yield `${opening}${opening === '{' ? '' : ','}"changes":{`
    let comma = ''
    for (const [name, { put, gone }] of Object.entries(changes)) {
      yield `${comma}"${name}":{"put":[`
      comma = ''
      for (const record of put) {
        const text = this.#record(record)
        if (text === undefined) continue
        yield `${comma}\n${text}`
        comma = ','
      }
      yield `],"gone":${JSON.stringify(gone)}}`
      comma = ','
    }
    yield '}'
    for (const [name, pieces] of more) {
      yield `,\n"${name}":`
      yield * pieces()
    }
    yield '}'
  }

  * #snapshots (snapshots: Readonly<Record<string, StoredSnapshot>>): Generator<string, void> {
    let comma = '{'
    for (const [name, { saved, state }] of Object.entries(snapshots)) {
      yield `${comma}\n${JSON.stringify(name)}:{"saved":${saved},"state":`
      yield * this.#state(state)
      yield '}'
      comma = ','
    }
    yield '}'
  }

  /** A record's text; undefined where nothing can write it, be it that it is nested beyond all measure. */
  #record (record: object | null): string | undefined {
    try {
      return JSON.stringify(record)
    } catch (error) {
      if (record !== null && !this.#told.has(record)) {
        this.#told.add(record)
        this.#leftOut.push(`a record (${messageOf(error)})`)
      }
      return undefined
    }
  }
}
