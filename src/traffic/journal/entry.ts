import { realTimeOf } from '../../kernel/clock.js'
import { parseJson } from '../../kernel/json.js'
import { pathOf, queryOf, withoutClosingSlash } from '../../kernel/target.js'
import type { Matchable } from '../checks.js'
import { gather } from '../named-values.js'
import type { Operation } from '../operation.js'
import type { JournalColumns } from './journal-columns.js'
import { parametersOf, redactHeader, redactJson, redactText } from './redact.js'
import type { Refused } from './refused.js'
import { replyText } from './reply-text.js'
import type { KeptReply, Replies } from './replies.js'

/** Where the requests of a journal are kept, each by its number. */
export interface Records {
  readonly columns: JournalColumns<Operation>
  readonly bodies: ReadonlyMap<number, unknown>
  readonly faults: ReadonlyMap<number, readonly string[]>
  readonly refusals: ReadonlyMap<number, Refused>
  readonly replies: Replies
}

/** In characters. */
const longestActor = 100

type Pair = [name: string, value: string]

/** Header lines, names and values in turn, as pairs without secrets. */
function pairsOf (lines: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  let name: string | undefined
  for (const line of lines) {
    if (name !== undefined) pairs.push([name, redactHeader(name, line)])
    name = name === undefined ? line : undefined
  }
  return pairs
}

/** By lower-case name; repeated ones joined by a comma. */
function byName (pairs: readonly Pair[]): Record<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    const before = found.get(key)
    found.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(found)
}

/** JSON where it can be read as JSON, else text; without secrets; null: nothing. */
function readable (text: string): unknown {
  if (text === '') return null
  try {
    return redactJson(parseJson(text))
  } catch {
    return redactText(text)
  }
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
  get queryPairs (): Pair[] { return parametersOf(queryOf(this.#target())) }
  get query (): Record<string, string | string[]> { return gather(this.queryPairs) }

  /** In the order they came. */
  get headerPairs (): Pair[] { return pairsOf(this.records.columns.text(this.seq).split('\n').slice(1)) }
  /** By lower-case name; repeated ones joined by a comma. */
  get headers (): Record<string, string> { return byName(this.headerPairs) }

  /** Who says of itself that it sent the request, so that it can be told from the clients under test. */
  get actor (): string | null { return this.headers['perftwin-actor']?.slice(0, longestActor) ?? null }

  /** JSON where it can be read as JSON, else text; null: none, or not kept. */
  get body (): unknown {
    const body = this.records.bodies.get(this.seq)
    if (body === undefined) return null
    return typeof body === 'string' ? readable(body) : redactJson(body)
  }

  /** Why it was refused, if it was. */
  get refused (): Refused | null { return this.records.refusals.get(this.seq) ?? null }

  /** The machine's time when it arrived, ms since the Unix epoch. */
  get arrived (): number { return realTimeOf(this.records.columns.arrived(this.seq)) }
  /** Real time from its arrival until its answer was ready, ms; null: not answered yet. */
  get waited (): number | null { return this.#since(this.records.columns.answered(this.seq)) }
  /** Real time from its arrival until its answer had gone out, ms; null: not yet. */
  get duration (): number | null { return this.#since(this.records.columns.ended(this.seq)) }

  /** Those that the twin itself wrote, without what every connection says of itself; null: no longer kept. */
  get replyHeaderPairs (): Pair[] | null {
    const reply = this.#reply()
    return reply === undefined ? null : pairsOf(reply.headers)
  }

  get replyHeaders (): Record<string, string> | null {
    const pairs = this.replyHeaderPairs
    return pairs === null ? null : byName(pairs)
  }

  /** JSON where it can be read as JSON, else text, cut where it was long; null: none, no text, or no longer kept. */
  get replyBody (): unknown {
    const reply = this.#reply()
    return reply === undefined ? null : readable(replyText(reply.body))
  }

  #reply (): KeptReply | undefined { return this.records.replies.get(this.records.columns.replyPlace(this.seq)) }

  #since (moment: number | null): number | null {
    return moment === null ? null : moment - this.records.columns.arrived(this.seq)
  }

  /** The request target: the first line of what is kept, header names and values in turn being the others. */
  #target (): string {
    const text = this.records.columns.text(this.seq)
    const end = text.indexOf('\n')
    return end === -1 ? text : text.slice(0, end)
  }
}
