import { endingOf, saysGone } from '../../wire/ending.js'
import { Feed, type FeedSettings } from './feed.js'
import { Log, mostRows } from './log.js'

/** What a live log is given of the page: it knows no network itself. */
export interface LiveLogSettings {
  /** Reads a world's journal. @throws Refusal */
  readonly load: (world: string, wanted: Parameters<FeedSettings['load']>[0]) => ReturnType<FeedSettings['load']>
  /** The worlds that are there and whose journals are wanted. @throws Refusal */
  readonly worlds: () => Promise<readonly string[]>
  /** Whether a world that is heard of later is wanted too. */
  readonly isWanted: (world: string) => boolean
  /** Called when there is something new to draw, and when something could not be read. */
  readonly changed: (error?: unknown) => void
  /** Calls `then` after `ms`; the answer takes it back. */
  readonly after: (ms: number, then: () => void) => () => void
}

interface Nudge {
  readonly type: string
  readonly world: string
  readonly seq?: unknown
  readonly what?: unknown
}

/** Requests that come closer together than this are read at once, ms. */
const batch = 250

/**
 * The journals of some worlds as one log that grows. Nudges are gathered; a journal is read once for all of them. Of a
 * world that is gone what was read stays; nothing more is asked of it, for that could make it anew.
 */
export class LiveLog {
  readonly log = new Log()
  /** Requests that came while it stood still. */
  waiting = 0
  #isPaused = false
  #isClosed = false
  #isReading = false
  /** It is not known which worlds there are: these, not heard of since, may be gone. undefined: it is known. */
  #doubted: Set<string> | undefined = new Set()
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
  async begin (): Promise<void> { await this.#read() }

  /** Hears what happens in the twin. */
  hear (nudge: Nudge): void {
    const { type, world, seq } = nudge
    if (endingOf(nudge) !== undefined) return this.#end(world)
    if (type === 'lost') this.#doubted = new Set(this.#feeds.keys())
    else {
      if (!this.settings.isWanted(world) || (type !== 'restored' && type !== 'request')) return
      this.#doubted?.delete(world)
      const feed = this.#feed(world)
      if (type === 'restored') feed.restart()
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
      for (const feed of this.#feeds.values()) {
        this.#stale.add(feed)
        await feed.readOlder(limit)
        this.#stale.delete(feed)
      }
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
    // A world that was made again has numbers of its own.
    this.log.forget(world)
    const feed: Feed = new Feed({
      load: async (wanted) => {
        if (this.#feeds.get(world) !== feed) throw new Error(`the world ${world} is gone`)
        return await this.settings.load(world, wanted)
      },
      take: (entries) => { this.log.take(entries) },
      forget: () => { this.log.forget(world) }
    })
    this.#feeds.set(world, feed)
    return feed
  }

  #end (world: string): void {
    const feed = this.#feeds.get(world)
    if (feed === undefined) return
    this.#feeds.delete(world)
    this.#stale.delete(feed)
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
    const error = await this.#gather().catch((thrown: unknown) => thrown) ?? await this.#readStale()
    this.#isReading = false
    if (!this.#isClosed) this.settings.changed(error)
  }

  /** Finds out which worlds there are, where that is not known. @throws Refusal */
  async #gather (): Promise<void> {
    const doubted = this.#doubted
    if (doubted === undefined) return
    const there = new Set(await this.settings.worlds())
    if (this.#doubted === doubted) this.#doubted = undefined
    for (const world of doubted) if (!there.has(world)) this.#end(world)
    for (const world of there) this.#stale.add(this.#feed(world))
  }

  /** @returns what went wrong; what could not be read is read with what comes next */
  async #readStale (): Promise<unknown> {
    let problem: unknown
    for (const [world, feed] of [...this.#feeds]) {
      if (!this.#stale.delete(feed)) continue
      try {
        await feed.read()
      } catch (error) {
        if (this.#feeds.get(world) !== feed) continue
        if (saysGone(error)) {
          this.#end(world)
          continue
        }
        this.#stale.add(feed)
        problem = error
      }
    }
    return problem
  }
}
