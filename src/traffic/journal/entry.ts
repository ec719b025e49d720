import { parseJson } from '../../kernel/json.js'
import { pathOf, queryOf, withoutClosingSlash } from '../../kernel/target.js'
import type { Matchable } from '../checks.js'
import { gather } from '../named-values.js'
import type { Operation } from '../operation.js'
import type { JournalColumns } from './journal-columns.js'
import { parametersOf, redactHeader, redactJson, redactText } from './redact.js'

/** Where the requests of a journal are kept, each by its number. */
export interface Records {
  readonly columns: JournalColumns<Operation>
  readonly bodies: ReadonlyMap<number, unknown>
  readonly faults: ReadonlyMap<number, readonly string[]>
}

/** One request as it came in, and what became of it. Put into words only when it is read, and then without secrets. */
export class Entry implements Matchable {
  constructor (readonly records: Records, readonly seq: number) {}

  /** World time, ms. */
  get at (): number { return this.records.columns.at(this.seq) }
  get method (): string { return this.records.columns.method(this.seq) }
  get operation (): Operation { return this.records.columns.operation(this.seq) }
  /** null while the request is being answered; 0: the connection was broken by a fault. */
  get status (): number | null { return this.records.columns.status(this.seq) }
  /** Bytes of the reply's body before packing; null: not known. */
  get size (): number | null { return this.records.columns.size(this.seq) }
  get type (): string | null { return this.records.columns.type(this.seq) }
  /** Ids of the rules that struck it. */
  get faults (): readonly string[] { return this.records.faults.get(this.seq) ?? [] }

  /** As the client wrote it, without the world's prefix and the query. */
  get writtenPath (): string { return pathOf(this.#target()) }
  get path (): string { return withoutClosingSlash(this.writtenPath) }

  /** In the order they came. */
  get queryPairs (): Array<[name: string, value: string]> { return parametersOf(queryOf(this.#target())) }
  get query (): Record<string, string | string[]> { return gather(this.queryPairs) }

  /** In the order they came. */
  get headerPairs (): Array<[name: string, value: string]> {
    const pairs: Array<[string, string]> = []
    const [, ...parts] = this.records.columns.text(this.seq).split('\n')
    let name: string | undefined
    for (const part of parts) {
      if (name !== undefined) pairs.push([name, redactHeader(name, part)])
      name = name === undefined ? part : undefined
    }
    return pairs
  }

  /** By lower-case name; repeated ones joined by a comma. */
  get headers (): Record<string, string> {
    const found = new Map<string, string>()
    for (const [name, value] of this.headerPairs) {
      const key = name.toLowerCase()
      const before = found.get(key)
      found.set(key, before === undefined ? value : `${before}, ${value}`)
    }
    return Object.fromEntries(found)
  }

  /** JSON where it can be read as JSON, else text; null: none, or not kept. */
  get body (): unknown {
    const body = this.records.bodies.get(this.seq)
    if (body === undefined || body === '') return null
    if (typeof body !== 'string') return redactJson(body)
    try {
      return redactJson(parseJson(body))
    } catch {
      return redactText(body)
    }
  }

  /** The request target: the first line of what is kept, header names and values in turn being the others. */
  #target (): string {
    const text = this.records.columns.text(this.seq)
    const end = text.indexOf('\n')
    return end === -1 ? text : text.slice(0, end)
  }
}
