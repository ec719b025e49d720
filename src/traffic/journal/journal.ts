import { monotonicNow } from '../../kernel/clock.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import type { Operation } from '../operation.js'
import { nothingEarlier, type Earlier } from './earlier.js'
import { Entry, type Records } from './entry.js'
import { JournalColumns } from './journal-columns.js'
import { Counts } from './journal-counts.js'
import type { Refused } from './refused.js'
import { Replies } from './replies.js'

/** A request that is being answered. */
export interface OpenEntry {
  readonly journal: Journal
  readonly seq: number
  readonly operation: Operation
  status: number | null
  /** The body of the answer on its way, as far as it is to be kept. */
  sent: string | Buffer
}

/** How many requests it holds at most, the bytes they may take, and those that their replies may. */
export interface JournalLimits { readonly entries: number, readonly bytes: number, readonly replyBytes: number }
export const journalLimits: JournalLimits = {
  entries: 10_000,
  bytes: 16 * 1024 * 1024,
  replyBytes: 4 * 1024 * 1024
}

/** What a journal has besides its limits. */
export interface JournalSettings {
  /** Pays for what is held: if memory runs short, the oldest requests give way. */
  readonly account?: MemoryAccount
  readonly earlier?: Earlier
}

/** Somebody who waits for requests: told of each one that is answered. */
export type Listener = (entry: Entry | 'cleared') => void

/** What a row takes besides its text: its numbers, twice, for the columns grow by doubling. */
const fixedBytes = 180

/**
 * The requests of one world, numbered from 1 in the order of arrival. Bounded by number and by bytes: the oldest give
 * way, but the counts stay exact (so a question that the counts can answer has an answer even then).
 */
export class Journal implements Records {
  readonly counts = new Counts()
  readonly columns = new JournalColumns<Operation>()
  readonly bodies = new Map<number, unknown>()
  readonly faults = new Map<number, readonly string[]>()
  readonly refusals = new Map<number, Refused>()
  readonly replies = new Replies()
  readonly earlier: Earlier
  readonly #account: MemoryAccount | undefined
  #limits: JournalLimits
  #seq = 0
  #held = 0
  #bytes = 0
  #open = 0
  #closed = false
  readonly #listeners = new Set<Listener>()

  constructor (
    limits: Partial<JournalLimits> = {},
    { account, earlier = nothingEarlier }: JournalSettings = {}
  ) {
    this.#limits = { ...journalLimits, ...limits }
    this.#account = account
    this.earlier = earlier
  }

  get limits (): JournalLimits { return this.#limits }
  set limits (limits: JournalLimits) {
    this.#limits = limits
    this.#shedReplies(this.replies.bytes - limits.replyBytes)
    this.#evict()
  }

  /** All requests since the last reset. */
  get total (): number { return this.#seq + this.earlier.known }
  get held (): number { return this.#held }
  get evicted (): number { return this.total - this.#held }
  /** How many requests it can no longer tell of, at most. */
  get lost (): number { return this.evicted + this.earlier.perhaps }
  /** Requests that are being answered. */
  get inFlight (): number { return this.#open }
  /** Whether a request is being answered, or somebody waits for one. */
  get busy (): boolean { return this.#open > 0 || this.#listeners.size > 0 }
  /** What the entries held take, as estimated. */
  get bytes (): number { return this.#bytes }
  /** What the replies held take. */
  get replyBytes (): number { return this.replies.bytes }

  /** The entries held, oldest first. To be read before the next request comes. */
  entries (): Entry[] {
    return Array.from({ length: this.#held }, (_, i) => new Entry(this, this.#seq - this.#held + 1 + i))
  }

  /** The entry of this number, if it is held. */
  find (seq: number): Entry | undefined {
    return seq <= this.#seq && this.#holds(seq) ? new Entry(this, seq) : undefined
  }

  /** Opens an entry for a request that has arrived. `at`: world time, ms; `headers`: names and values in turn. */
  open (at: number, method: string, url: string, operation: Operation, headers: readonly string[]): OpenEntry {
    this.columns.grow(this.#held + 1, this.#seq, this.#held)
    const seq = ++this.#seq
    this.#held++
    this.#open++
    this.counts.arrived(operation)
    const text = `${url}\n${headers.join('\n')}`
    this.#add(fixedBytes + this.columns.put(seq, at, monotonicNow(), method, operation, text))
    if (this.#bytes > this.#limits.bytes || this.#held > this.#limits.entries) this.#evict()
    return { journal: this, seq, operation, status: null, sent: '' }
  }

  /** Keeps the body of a request; `bytes`: what it takes. Nothing is kept of one that is evicted already. */
  keepBody ({ seq }: OpenEntry, body: unknown, bytes: number): void {
    if (!this.#holds(seq)) return
    this.bodies.set(seq, body)
    this.columns.addBytes(seq, bytes)
    this.#add(bytes)
    if (this.#bytes > this.#limits.bytes) this.#evict()
  }

  /** Notes which fault rules strike a request. */
  struck ({ seq }: OpenEntry, faults: readonly string[]): void {
    if (this.#holds(seq)) this.faults.set(seq, faults)
  }

  /** Notes why a request is refused. */
  refused ({ seq }: OpenEntry, why: Refused): void {
    if (this.#holds(seq)) this.refusals.set(seq, why)
  }

  /** Notes the answer. A second one replaces the first: it was never sent. */
  answered (entry: OpenEntry, status: number, size: number | null, type: string | null): void {
    this.counts.answered(entry.operation, status, entry.status)
    if (entry.status === null) this.#open--
    entry.status = status
    if (!this.#holds(entry.seq)) return
    this.columns.answer(entry.seq, monotonicNow(), status, size, type)
    if (this.#listeners.size > 0) for (const listener of this.#listeners) listener(new Entry(this, entry.seq))
  }

  /** Notes that the answer has gone out whole, or never will. `headers`: names and values in turn, a line each. */
  ended (entry: OpenEntry, headers: string): void {
    const { seq, sent } = entry
    entry.sent = ''
    if (!this.#holds(seq) || this.columns.ended(seq) !== null) return
    const before = this.replies.bytes
    const place = this.replies.put(headers, sent, this.#limits.replyBytes)
    this.columns.end(seq, monotonicNow(), place)
    if (!this.#closed) this.#account?.add(this.replies.bytes - before)
  }

  /** Calls `listener` at every answer; the returned function ends that. */
  listen (listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Tells who waits that nothing will come any more: the world has a new journal. */
  close (): void {
    for (const listener of this.#listeners) listener('cleared')
    this.#listeners.clear()
    this.#account?.add(-this.#bytes - this.replies.bytes)
    this.#closed = true
  }

  /** Lets go of the oldest replies, then requests, until so many bytes are free, for other journals. */
  shed (bytes: number): void {
    const before = this.#held
    this.#evict(this.#bytes - bytes + this.#shedReplies(bytes))
    if (this.#account !== undefined) this.#account.evicted += before - this.#held
  }

  /** Lets go of the oldest replies until so many bytes are free; tells how many were. */
  #shedReplies (bytes: number): number {
    const freed = this.replies.shed(bytes)
    if (!this.#closed) this.#account?.add(-freed)
    return freed
  }

  #add (bytes: number): void {
    this.#bytes += bytes
    if (!this.#closed) this.#account?.add(bytes)
  }

  #clear (): void {
    this.columns.clear()
    this.#shedReplies(Infinity)
  }

  #holds (seq: number): boolean { return seq > this.#seq - this.#held }

  /** Lets go of the oldest until the rest takes at most so many bytes, and is no more than the limit. */
  #evict (bytes = this.#limits.bytes): void {
    while (this.#held > 0 && (this.#bytes > bytes || this.#held > this.#limits.entries)) {
      const seq = this.#seq - this.#held + 1
      this.#add(-fixedBytes - this.columns.bytes(seq))
      this.counts.evicted(this.columns.operation(seq))
      if (this.bodies.size > 0) this.bodies.delete(seq)
      if (this.faults.size > 0) this.faults.delete(seq)
      if (this.refusals.size > 0) this.refusals.delete(seq)
      this.#held--
    }
    if (this.#held > 0) this.columns.dropBefore(this.#seq - this.#held + 1)
    else this.#clear()
  }
}
