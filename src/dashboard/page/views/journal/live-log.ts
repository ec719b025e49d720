import { Feed, type FeedSettings } from './feed.js'
import { Log, mostRows } from './log.js'

/** What a live log is given of the page: it knows no network itself. */
export interface LiveLogSettings {
  /** Reads a world's journal. @throws Refusal */
  readonly load: (world: string, wanted: Parameters<FeedSettings['load']>[0]) => ReturnType<FeedSettings['load']>
  /** The worlds whose journals are wanted. @throws Refusal */
  readonly worlds: () => Promise<readonly string[]>
  /** Whether a world that is heard of later is wanted too. */
  readonly isOfAll: boolean
  /** Called when there is something new to draw, and when something could not be read. */
  readonly changed: (error?: unknown) => void
  /** Calls `then` after `ms`; the answer takes it back. */
  readonly after: (ms: number, then: () => void) => () => void
}

interface Nudge { readonly type: string, readonly world: string, readonly seq?: unknown }

/** Requests that come closer together than this are read at once, ms. */
const batch = 250

/** The journals of some worlds as one log that grows. Nudges are gathered; a journal is read once for all of them. */
export class LiveLog {
  readonly log = new Log()
  /** Requests that came while it stood still. */
  waiting = 0
  #isPaused = false
  #isClosed = false
  #isReading = false
  #takeBack: (() => void) | undefined
  readonly #feeds = new Map<string, Feed>()
  readonly #stale = new Set<Feed>()

  constructor (private readonly settings: LiveLogSettings) {}

  get isPaused (): boolean { return this.#isPaused }

  /** How many older ones match that were not read. */
  get older (): number {
    let sum = 0
    for (const { older } of this.#feeds.values()) sum += older
    return sum
  }

  /** Reads the newest of all worlds that are wanted. */
  async begin (): Promise<void> {
    try {
      for (const world of await this.settings.worlds()) this.#stale.add(this.#feed(world))
    } catch (error) {
      this.settings.changed(error)
    }
    await this.#read()
  }

  /** Hears what happens in the twin. */
  hear ({ type, world, seq }: Nudge): void {
    if (type === 'lost') for (const feed of this.#feeds.values()) this.#stale.add(feed)
    else {
      const feed = this.#feeds.get(world) ?? (this.settings.isOfAll ? this.#feed(world) : undefined)
      if (feed === undefined) return
      if (type === 'restored') feed.restart()
      else if (type !== 'request') return
      else feed.nudge(typeof seq === 'number' ? seq : null)
      this.#stale.add(feed)
    }
    if (this.#isPaused) this.#wait(type)
    else this.#soon()
  }

  /** Stands still: what comes is counted, and read when it goes on. */
  pause (isPaused: boolean): void {
    this.#isPaused = isPaused
    this.waiting = 0
    if (!isPaused) this.#soon()
    this.settings.changed()
  }

  /** Reads as much of the past as a page can hold. */
  async readOlder (): Promise<void> {
    const limit = Math.floor(mostRows / Math.max(1, this.#feeds.size))
    try {
      for (const feed of this.#feeds.values()) await feed.readOlder(limit)
    } finally {
      this.settings.changed()
    }
  }

  close (): void {
    this.#isClosed = true
    this.#takeBack?.()
  }

  #wait (type: string): void {
    if (type !== 'request') return
    this.waiting += 1
    if (this.waiting === 1) this.settings.changed()
    else this.#soon()
  }

  #feed (world: string): Feed {
    const found = this.#feeds.get(world)
    if (found !== undefined) return found
    const feed = new Feed({
      load: async (wanted) => await this.settings.load(world, wanted),
      take: (entries) => { this.log.take(entries) },
      forget: () => { this.log.forget(world) }
    })
    this.#feeds.set(world, feed)
    return feed
  }

  #soon (): void {
    if (this.#isClosed) return
    this.#takeBack ??= this.settings.after(batch, () => {
      this.#takeBack = undefined
      if (this.#isPaused) this.settings.changed()
      else void this.#read()
    })
  }

  /** One reading at a time: what is nudged meanwhile is read after it. */
  async #read (): Promise<void> {
    if (this.#isReading) return this.#soon()
    this.#isReading = true
    let error: unknown
    const feeds = [...this.#stale]
    this.#stale.clear()
    for (const feed of feeds) await feed.read().catch((thrown: unknown) => { error = thrown })
    this.#isReading = false
    if (!this.#isClosed) this.settings.changed(error)
  }
}
