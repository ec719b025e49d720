import type { Answer } from '../../../../control/operations.js'
import type { Recorded } from './log.js'

type JournalPage = Answer<'journal'>

/** What of a journal is asked for: the newest, or the oldest after `since`. */
export interface Wanted { readonly since?: number, readonly limit: number }

export interface FeedSettings {
  /** @throws Refusal */
  readonly load: (wanted: Wanted) => Promise<JournalPage>
  readonly take: (entries: readonly Recorded[]) => void
  /** The journal has begun anew. */
  readonly forget: () => void
}

/** How many are asked for at once. */
const pageSize = 1000
/** Further back each is asked for by itself, so many at a time. */
const near = 500
const mostSingle = 10
/** Who is so far behind begins with the newest. */
const farBehind = 3000

/**
 * Reads a journal as it grows. An answer is a nudge: it names the number of its request, and the next reading goes back
 * to the lowest that was named since the last one, for a request is in the journal before it is answered.
 */
export class Feed {
  /** How many older ones match that were not read. */
  older = 0
  /** The greatest number that was read; undefined: nothing was. */
  #known: number | undefined
  #nudged = new Set<number>()

  constructor (private readonly settings: FeedSettings) {}

  /** A request was answered. */
  nudge (seq: number | null): void {
    if (seq !== null && this.#known !== undefined && seq <= this.#known) this.#nudged.add(seq)
  }

  /** The journal has begun anew, or is to be read anew. */
  restart (): void {
    this.#known = undefined
    this.#nudged = new Set()
    this.settings.forget()
  }

  /** Reads what is new, and what was answered since. @throws Refusal */
  async read (): Promise<void> {
    const known = this.#known
    if (known === undefined) return await this.#readNewest(pageSize)
    await this.#readLate(known)
    const nudged = [...this.#nudged]
    const since = Math.min(known, ...nudged.map((seq) => seq - 1))
    const page = await this.#loadFor(nudged, { since, limit: pageSize })
    // What was asked for before a restart is no longer wanted.
    if (this.#known !== known) return
    if (page.total < known || page.matched > farBehind) {
      this.restart()
      return await this.#readNewest(pageSize)
    }
    const last = page.entries.at(-1)?.seq ?? since
    const isWhole = page.entries.length < pageSize
    this.#note(page, isWhole ? Math.max(known, last, page.total) : last)
    if (!isWhole) await this.read()
  }

  /** Reads as much of the past as the page can hold. @throws Refusal */
  async readOlder (limit: number): Promise<void> {
    this.restart()
    await this.#readNewest(limit)
  }

  async #readNewest (limit: number): Promise<void> {
    const page = await this.settings.load({ limit })
    this.older = page.matched - page.entries.length
    this.#note(page, page.total)
  }

  /** Requests that were long on their way: between them and now lie many that have not changed. */
  async #readLate (known: number): Promise<void> {
    const late = [...this.#nudged].filter((seq) => seq < known - near)
    for (const seq of late.slice(0, -mostSingle)) this.#nudged.delete(seq)
    for (const seq of late.slice(-mostSingle)) {
      const { entries: [entry] } = await this.#loadFor([seq], { since: seq - 1, limit: 1 })
      if (entry?.seq === seq) this.settings.take([entry])
    }
  }

  /** What is nudged while the answer is on its way is read again; what could not be read is still to be read. */
  async #loadFor (seqs: readonly number[], wanted: Wanted): Promise<JournalPage> {
    const nudged = this.#nudged
    for (const seq of seqs) nudged.delete(seq)
    try {
      return await this.settings.load(wanted)
    } catch (error) {
      for (const seq of seqs) nudged.add(seq)
      throw error
    }
  }

  #note ({ entries }: JournalPage, known: number): void {
    this.#known = known
    this.settings.take(entries)
  }
}
