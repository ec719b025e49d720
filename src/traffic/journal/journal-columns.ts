import { TextBlocks } from './journal-text.js'

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

  valueOf (number: number): T { return this.#values[number]! }
}

const first = 64
const unknown = -1

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
  bytes: new Float64Array(capacity)
})

/**
 * A window of numbered rows, kept in typed arrays and blocks of bytes. As objects and strings, thousands of requests that
 * live for a while and then die would keep the garbage collector busy, which costs a request more than all the rest that
 * the journal does (bench/control.ts).
 */
export class JournalColumns<Operation> {
  #capacity = first
  #columns = columnsOf(first)
  readonly #texts = new TextBlocks()
  readonly #operations = new Numbered<Operation>()
  readonly #words = new Numbered<string>()

  /** Makes room for so many rows; `seq` of the newest, `held` of them. */
  grow (rows: number, seq: number, held: number): void {
    if (rows <= this.#capacity) return
    const before = this.#columns
    const mask = this.#capacity - 1
    while (this.#capacity < rows) this.#capacity *= 2
    const next = this.#columns = columnsOf(this.#capacity)
    for (const name of Object.keys(next) as Array<keyof typeof next>) {
      for (let row = seq - held + 1; row <= seq; row++) next[name][row & (this.#capacity - 1)] = before[name][row & mask]!
    }
  }

  /** Writes a row and tells how many bytes its text takes. */
  put (seq: number, at: number, method: string, operation: Operation, text: string): number {
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
    return texts.to - texts.from
  }

  answer (seq: number, status: number, size: number | null, type: string | null): void {
    const i = seq & (this.#capacity - 1)
    const columns = this.#columns
    columns.status[i] = status
    columns.size[i] = size ?? unknown
    columns.type[i] = this.#words.numberOf(type ?? '')
  }

  addBytes (seq: number, bytes: number): void { this.#columns.bytes[seq & (this.#capacity - 1)]! += bytes }

  /** Lets go of all texts before this row's. */
  dropBefore (seq: number): void { this.#texts.dropBefore(this.#columns.block[seq & (this.#capacity - 1)]!) }

  at (seq: number): number { return this.#read('at', seq) }
  method (seq: number): string { return this.#words.valueOf(this.#read('method', seq)) }
  operation (seq: number): Operation { return this.#operations.valueOf(this.#read('operation', seq)) }
  type (seq: number): string | null { return this.#words.valueOf(this.#read('type', seq)) || null }
  status (seq: number): number | null { return orNull(this.#read('status', seq)) }
  size (seq: number): number | null { return orNull(this.#read('size', seq)) }
  bytes (seq: number): number { return this.#read('bytes', seq) }
  text (seq: number): string { return this.#texts.get(this.#read('block', seq), this.#read('from', seq), this.#read('to', seq)) }

  #read (name: keyof ReturnType<typeof columnsOf>, seq: number): number {
    return this.#columns[name][seq & (this.#capacity - 1)]!
  }
}

const orNull = (value: number): number | null => value === unknown ? null : value
