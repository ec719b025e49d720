import { realNow } from '../kernel/clock.js'
import { Invalid, NotFound, UnknownWorld } from '../kernel/errors.js'
import { MemoryBudget } from '../kernel/memory-budget.js'
import type { Base } from './base.js'
import { EvictedNames } from './evicted-names.js'
import { Events } from './events.js'
import { Holdings } from './holdings.js'
import { Leases } from './leases.js'
import { checkName } from './names.js'
import type { State } from './state.js'
import { World } from './world.js'

/** The world that answers at the root. */
export const defaultWorld = 'default'

/** What a world takes whatever is in it: its collections' maps and its journal's first columns. Bytes, measured. */
const perWorld = 18 * 1024

/** How a world is made: from the base unless another state is given, and by being asked for unless by name. */
interface Making { readonly start?: State | undefined, readonly named?: boolean }

export interface WorldsSettings {
  /** How many worlds there may be. Default 1000. */
  readonly limit?: number
  /** Real time in ms, which is what worlds live by. */
  readonly now?: () => number
  /** Pays for the worlds and their journals. Default: no limit. */
  readonly memory?: MemoryBudget
  /** Whether worlds are made by name only, not by being asked for. */
  readonly named?: boolean
}

/**
 * The worlds of one twin. A world that is asked for and not there is forked from the base. One that was given a time to
 * live is gone when nobody used it for so long; that is noticed when it is asked for, and whenever a world is made or
 * the worlds are listed. One that was only asked for and never written is gone when room is needed, and made again when
 * it is asked for again.
 */
export class Worlds {
  readonly default: World
  /** What happens in all of them. */
  readonly events = new Events()
  readonly limit: number
  readonly now: () => number
  readonly memory: MemoryBudget
  readonly holdings: Holdings
  readonly #named: boolean
  readonly #worlds = new Map<string, World>()
  readonly #leases: Leases
  readonly #evicted: EvictedNames
  #uses = 0

  constructor (readonly base: Base, settings: WorldsSettings = {}) {
    const { limit = 1000, now = realNow, memory = new MemoryBudget(), named = false } = settings
    this.limit = limit
    this.now = now
    this.#leases = new Leases(now)
    this.memory = memory
    this.#named = named
    this.holdings = new Holdings(memory, base)
    this.#evicted = new EvictedNames(memory)
    this.default = this.#make(defaultWorld)
    memory.accounts.journals.whenShort((bytes) => { this.#freeJournals(bytes) })
    memory.accounts.worlds.whenShort((bytes) => { this.#freeWorlds(bytes) })
  }

  get size (): number { return this.#worlds.size }

  /** All that have not run out. */
  list (): IterableIterator<World> {
    this.#sweep()
    return this.#worlds.values()
  }

  find (name: string): World | undefined {
    if (!this.#leases.use(name)) this.#drop(name)
    const world = this.#worlds.get(name)
    if (world !== undefined) world.provisional = false
    return world
  }

  /** The world of that name, for who only looks: it is neither made nor used by that. */
  there (name: string): World | undefined {
    return this.#leases.isOver(name) ? undefined : this.#worlds.get(name)
  }

  /** The worlds that somebody has: all but those in which everything was refused so far. */
  granted (): World[] { return [...this.list()].filter(({ ungranted }) => !ungranted) }

  /** @throws NotFound if nobody has a world of that name */
  grantedNamed (name: string): World {
    const world = this.find(name)
    if (world === undefined || world.ungranted) throw new NotFound('world', name)
    return world
  }

  /**
   * The world that a request asks for, made on first use; the one at the root if none is named.
   * @throws UnknownWorld where worlds are made by name only, else as `get`
   */
  ask (name?: string): World {
    const world = name === undefined ? this.default : this.find(name) ?? this.#asked(name)
    world.used = ++this.#uses
    return world
  }

  /**
   * The world of that name, made on first use.
   * @throws Invalid for a name no URL should carry, or past the limit; MemoryUsedUp
   */
  get (name: string): World {
    const known = this.find(name)
    const world = known ?? this.#add(name)
    if (known === undefined) world.tell({ type: 'world', what: 'made', from: null })
    world.grant()
    return world
  }

  /**
   * Makes a world that begins in a state, the base unless another is given, and with nothing asked of it, even if one
   * of that name was evicted. `ttl`: ms without use until it is gone; `from`: the world that it is forked from.
   * @throws Invalid if the name is taken or no world name, or past the limit; MemoryUsedUp
   */
  create (name: string, start?: State, ttl?: number, from: string | null = null): World {
    this.#sweep()
    const taken = this.#worlds.get(name)
    if (taken?.ungranted === false) throw new Invalid(`there is a world "${name}" already`, 'world')
    this.#drop(name)
    const world = this.#add(name, { start, named: true })
    if (ttl !== undefined) this.#leases.grant(name, ttl)
    world.tell({ type: 'world', what: 'made', from })
    return world
  }

  /** How many ms a world has to live if nobody uses it again; undefined: until it is deleted. */
  leaseOf (name: string): { ttl: number, left: number } | undefined {
    return this.#leases.of(name)
  }

  /** @throws NotFound, or Invalid for the world at the root. */
  delete (name: string): void {
    if (name === defaultWorld) throw new Invalid('the default world cannot be deleted; reset it instead', 'world')
    this.#drop(this.grantedNamed(name).name)
  }

  /** Unmakes a world that only one request asked for, as if it had never been made. One that was changed stays. */
  dropProvisional (world: World): void {
    const { name, earlierRequests } = world
    if (!world.provisional || !this.#mayGo(world) || this.#worlds.get(name) !== world) return
    this.#drop(name)
    this.#evicted.note(name, earlierRequests)
  }

  /** Deletes all worlds but the one at the root, and tells how many. What was evicted is forgotten too. */
  clear (): number {
    const had = this.granted().length - 1
    for (const name of [...this.#worlds.keys()]) if (name !== defaultWorld) this.#drop(name)
    this.#evicted.clear()
    return had
  }

  #asked (name: string): World {
    checkName(name, 'world', 'world')
    if (this.#named) throw new UnknownWorld(name)
    const world = this.#add(name)
    world.provisional = true
    world.ungranted = true
    return world
  }

  #sweep (): void {
    for (const name of this.#leases.over()) this.#drop(name)
  }

  #add (name: string, making: Making = {}): World {
    checkName(name, 'world', 'world')
    this.#sweep()
    if (this.#worlds.size >= this.limit) this.#evictOne()
    if (this.#worlds.size >= this.limit) {
      throw new Invalid(`there are ${this.limit} worlds already; delete one first`, 'world')
    }
    this.holdings.checkRoom()
    return this.#make(name, making)
  }

  #make (name: string, { start, named = false }: Making = {}): World {
    const earlier = this.#evicted.take(name)
    const world = new World(name, this.base, start, this.holdings, named ? undefined : earlier)
    world.named = named
    world.used = ++this.#uses
    this.#worlds.set(name, world)
    this.events.attach(world)
    this.memory.accounts.worlds.add(perWorld)
    return world
  }

  #drop (name: string, what: 'deleted' | 'evicted' = 'deleted'): void {
    const world = this.#worlds.get(name)
    if (world === undefined) return
    if (!world.ungranted) world.tell({ type: 'world', what, from: null })
    this.#worlds.delete(name)
    this.#leases.end(name)
    world.release()
    this.memory.accounts.worlds.add(-perWorld)
  }

  #evict ({ name, requests, heldRequests }: World): void {
    const { journals, worlds } = this.memory.accounts
    this.#drop(name, 'evicted')
    this.#evicted.note(name, requests)
    worlds.evicted++
    journals.evicted += heldRequests
  }

  /** Whether a world may go when room is needed. */
  #mayGo (world: World): boolean {
    return world !== this.default && world.untouched && !this.#leases.has(world.name)
  }

  /** The worlds, those used longest ago first. */
  #byUse (): World[] { return [...this.#worlds.values()].sort((a, b) => a.used - b.used) }

  #evictOne (): void {
    const oldest = this.#byUse().find((world) => this.#mayGo(world))
    if (oldest !== undefined) this.#evict(oldest)
  }

  #freeJournals (bytes: number): void {
    const { journals } = this.memory.accounts
    const goal = journals.used - bytes
    for (const world of this.#byUse()) {
      if (journals.used <= goal) return
      if (world.journalBytes > 0) world.journal.shed(journals.used - goal)
    }
  }

  #freeWorlds (bytes: number): void {
    const { worlds } = this.memory.accounts
    const goal = worlds.used - bytes
    for (const world of this.#byUse()) {
      if (worlds.used <= goal) return
      if (this.#mayGo(world)) this.#evict(world)
    }
    this.#evicted.shed(worlds.used - goal)
  }
}
