import { TextBlocks } from './journal-text.js'
import type { ReplyPlace } from './replies.js'

/** Values that come again and again, by number. Past `most` the last number stands for all others. */
class Numbered<T> {
  readonly #numbers = new Map<T, number>()
  readonly #values: T[] = []

  numberOf (value: T, most = 60_000): number {
    let number = this.#numbers.get(value)
    if (number === undefined) {
      if (this.#values.length >= most) return most - 1
      number = this.#values.length
      this.#numbers.set(value, number)
      this.#values.push(value)
    }
    return number
  }

  /** The value that `numberOf` gave this number. */
  valueOf (number: number): T { return this.#values[number]! }
}

const first = 64
const unknown = -1

type Column = Float64Array | Uint32Array | Uint16Array | Int16Array

/** Where a row lies: each column is a ring, as long as a power of two. Rows that are asked for are held. */
const cell = (column: Column, seq: number): number => column[seq & (column.length - 1)]!

/** Copies rows into a larger column; `seq` of the newest, `held` of them. */
function copyRows (from: Column, to: Column, seq: number, held: number): void {
  for (let row = seq - held + 1; row <= seq; row++) to[row & (to.length - 1)] = cell(from, row)
}

const columnNames = [
  'at', 'operation', 'method', 'type', 'status', 'size', 'block', 'from', 'to', 'bytes',
  'arrived', 'answered', 'ended', 'replyBlock', 'replyFrom', 'replyTo'
] as const

const columnsOf = (capacity: number) => ({
  at: new Float64Array(capacity),
  operation: new Uint16Array(capacity),
  method: new Uint16Array(capacity),
  type: new Uint16Array(capacity),
  status: new Int16Array(capacity),
  size: new Float64Array(capacity),
  block: new Uint32Array(capacity),
  from: new Uint32Array(capacity),
  to: new Uint32Array(capacity),
  bytes: new Float64Array(capacity),
  arrived: new Float64Array(capacity),
  answered: new Float64Array(capacity),
  ended: new Float64Array(capacity),
  replyBlock: new Uint32Array(capacity),
  replyFrom: new Uint32Array(capacity),
  replyTo: new Uint32Array(capacity)
}) satisfies Record<typeof columnNames[number], Column>

/**
 * A window of numbered rows, kept in typed arrays and blocks of bytes. As objects and strings, thousands of requests
 * that live for a while and then die would keep the garbage collector busy, which costs a request more than all the
 * rest that the journal does (bench/control.ts).
 */
export class JournalColumns<Operation> {
  #capacity = first
  #columns = columnsOf(first)
  #texts = new TextBlocks()
  readonly #operations = new Numbered<Operation>()
  readonly #words = new Numbered<string>()

  /** Makes room for so many rows; `seq` of the newest, `held` of them. */
  grow (rows: number, seq: number, held: number): void {
    if (rows <= this.#capacity) return
    const before = this.#columns
    while (this.#capacity < rows) this.#capacity *= 2
    this.#columns = columnsOf(this.#capacity)
    for (const name of columnNames) copyRows(before[name], this.#columns[name], seq, held)
  }

  /** Writes a row and tells how many bytes its text takes. `arrived`: real time, ms. */
  put (seq: number, at: number, arrived: number, method: string, operation: Operation, text: string): number {
    const i = seq & (this.#capacity - 1)
    const columns = this.#columns
    const texts = this.#texts
    texts.put(text)
    columns.at[i] = at
    columns.operation[i] = this.#operations.numberOf(operation)
    columns.method[i] = this.#words.numberOf(method)
    columns.type[i] = this.#words.numberOf('')
    columns.status[i] = unknown
    columns.size[i] = unknown
    columns.block[i] = texts.block
    columns.from[i] = texts.from
    columns.to[i] = texts.to
    columns.bytes[i] = texts.to - texts.from
    columns.arrived[i] = arrived
    columns.answered[i] = unknown
    columns.ended[i] = unknown
    columns.replyBlock[i] = 0
    return texts.to - texts.from
  }

  /** `answered`: real time, ms. */
  answer (seq: number, answered: number, status: number, size: number | null, type: string | null): void {
    const i = seq & (this.#capacity - 1)
    const columns = this.#columns
    columns.answered[i] = answered
    columns.status[i] = status
    columns.size[i] = size ?? unknown
    columns.type[i] = this.#words.numberOf(type ?? '')
  }

  /** `ended`: real time, ms. */
  end (seq: number, ended: number, { block, from, to }: ReplyPlace): void {
    const i = seq & (this.#capacity - 1)
    const columns = this.#columns
    columns.ended[i] = ended
    columns.replyBlock[i] = block
    columns.replyFrom[i] = from
    columns.replyTo[i] = to
  }

  addBytes (seq: number, bytes: number): void {
    this.#columns.bytes[seq & (this.#capacity - 1)] = this.bytes(seq) + bytes
  }

  /** Lets go of all texts before this row's. */
  dropBefore (seq: number): void { this.#texts.dropBefore(cell(this.#columns.block, seq)) }

  /** Lets go of everything: no row is held any more. */
  clear (): void {
    this.#capacity = first
    this.#columns = columnsOf(first)
    this.#texts = new TextBlocks()
  }

  at (seq: number): number { return cell(this.#columns.at, seq) }
  method (seq: number): string { return this.#words.valueOf(cell(this.#columns.method, seq)) }
  operation (seq: number): Operation { return this.#operations.valueOf(cell(this.#columns.operation, seq)) }
  type (seq: number): string | null { return this.#words.valueOf(cell(this.#columns.type, seq)) || null }
  status (seq: number): number | null { return orNull(cell(this.#columns.status, seq)) }
  size (seq: number): number | null { return orNull(cell(this.#columns.size, seq)) }
  bytes (seq: number): number { return cell(this.#columns.bytes, seq) }
  /** Real time, ms. */
  arrived (seq: number): number { return cell(this.#columns.arrived, seq) }
  answered (seq: number): number | null { return orNull(cell(this.#columns.answered, seq)) }
  ended (seq: number): number | null { return orNull(cell(this.#columns.ended, seq)) }

  replyPlace (seq: number): ReplyPlace {
    const { replyBlock, replyFrom, replyTo } = this.#columns
    return { block: cell(replyBlock, seq), from: cell(replyFrom, seq), to: cell(replyTo, seq) }
  }

  text (seq: number): string {
    const { block, from, to } = this.#columns
    return this.#texts.get(cell(block, seq), cell(from, seq), cell(to, seq))
  }
}

const orNull = (value: number): number | null => value === unknown ? null : value
