import type { Clock } from '../kernel/clock.js'
import { hexId } from '../kernel/ids.js'
import type { Revision } from '../facts/collection.js'
import { adoptFacts, forkFacts, type Facts } from '../facts/facts.js'
import { MemoryBudget } from '../kernel/memory-budget.js'
import { FaultRules } from '../traffic/faults/faults.js'
import { nothingEarlier, type Earlier } from '../traffic/journal/earlier.js'
import { Journal, type JournalLimits } from '../traffic/journal/journal.js'
import { Quotas, type QuotaSettings } from '../traffic/quotas.js'
import { anchoredAnew } from './anchors.js'
import { grownFor, type Base } from './base.js'
import { Holdings } from './holdings.js'
import type { WorldFile } from './files/world-file.schema.js'
import type { Happening } from './happening.js'
import { endLostSessions } from './lost-sessions.js'
import { Snapshots } from './snapshots.js'
import { startOf, type ProgressPolicy, type State } from './state.js'

/**
 * A world: everything one client can see. Facts are replaced as a whole by a reset, so nothing of the old state can
 * leak into the new one; `resets` counts that, so that work begun before it can tell.
 */
export class World {
  readonly revision: Revision = { count: 0 }
  readonly snapshots = new Snapshots(this)
  resets = 0
  /** When it was asked for last: greater is later. */
  used = 0
  /** Whether it was made by name, not by being asked for. */
  named = false
  /** Whether the request that it was made for is the only one that ever asked for it. */
  provisional = false
  /** Whether it came to be for a request, and nothing was granted in it so far: nobody has it yet. */
  ungranted = false
  /** Whether the control plane was asked to change it. */
  controlled = false
  /** Whether jobs go on by themselves, or when they are looked at. */
  progress: ProgressPolicy
  #base: Base
  #facts: Facts
  #clock: Clock
  /** Up to when the facts tell of what goes on. ms since the Unix epoch. */
  #until: number
  #start: State
  readonly #firstQuotas: QuotaSettings | undefined
  #hear: (happening: Happening) => void = () => {}
  #journal: Journal | undefined
  #faults: FaultRules | undefined
  #quotas: Quotas | undefined
  /** Requests that an evicted world of this name got. */
  #earlier: Earlier

  constructor (
    readonly name: string,
    base: Base,
    start: State = startOf(base),
    public holdings = new Holdings(new MemoryBudget(), base),
    earlier = nothingEarlier
  ) {
    this.#start = start
    this.#base = start.base
    this.#facts = forkFacts(start.facts, this.revision)
    this.#until = start.base.until
    this.#earlier = earlier
    this.revision.holder = holdings
    holdings.holdState(start)
    holdings.holdState(this)
    this.#clock = start.clock.fork()
    this.progress = start.progress
    endLostSessions(this.#facts, this.#clock.now())
    this.#firstQuotas = base.quotas
  }

  /** What a reset returns to: the base, unless the world was forked from another one. */
  get start (): State { return this.#start }
  /** What the facts were grown from. */
  get base (): Base { return this.#base }
  get facts (): Facts { return this.#facts }
  get clock (): Clock { return this.#clock }
  get seed (): number { return this.base.origin.seed }
  get file (): WorldFile { return this.base.origin.file }
  /** The requests made of this world. */
  get journal (): Journal {
    this.#journal ??= this.#newJournal()
    return this.#journal
  }

  get faults (): FaultRules {
    this.#faults ??= new FaultRules(this.seed, (what, { id, matched, fired }) => {
      this.tell({ type: 'fault', what, fault: id, matched, fired })
    })
    return this.#faults
  }

  get quotas (): Quotas {
    this.#quotas ??= new Quotas(this.#firstQuotas)
    return this.#quotas
  }

  /**
   * Back to the start, as if just made, with no fault and nothing recorded or used up. Snapshots stay. What the world
   * file says of now (a job that runs, one that waits) is so again.
   */
  reset (): void {
    this.#anchor()
    this.restore(this.#start)
    this.clearJournal()
    this.#faults = this.#quotas = undefined
    this.tell({ type: 'world', what: 'reset', from: null })
  }

  /** Says who is told what is done to it. */
  hear (listener: (happening: Happening) => void): void { this.#hear = listener }

  /** Tells what was done to it. */
  tell (happening: Happening): void { this.#hear(happening) }

  /** Something was granted in it: from now on somebody has it. */
  grant (): void {
    if (!this.ungranted) return
    this.ungranted = false
    this.tell({ type: 'world', what: 'made', from: null })
  }

  /** Moves what happens around now in the start to where its clock is by now. */
  #anchor (): void {
    const before = this.#start
    const start = anchoredAnew(before)
    if (start === before) return
    this.#start = start
    this.holdings.holdState(start)
    this.holdings.releaseState(before)
  }

  /** Lets what goes on go on, up to a moment (ms since the Unix epoch) and somewhat beyond. */
  goOn (at: number): void {
    if (at <= this.#until) return
    const { facts, until } = grownFor(this.#base, at)
    adoptFacts(this.#facts, facts)
    this.#until = until
  }

  /** Begins a new journal with the same limits; requests that are being answered stay with the old one. */
  clearJournal (keepLimits = false): void {
    const limits = keepLimits ? this.#journal?.limits : undefined
    this.#journal?.close()
    this.#earlier = nothingEarlier
    this.#journal = limits === undefined ? undefined : this.#newJournal(limits)
  }

  #newJournal (limits?: JournalLimits): Journal {
    return new Journal(limits, { account: this.holdings.memory.accounts.journals, earlier: this.#earlier })
  }

  /** Whether nobody would notice if it were made anew: nothing was changed, and no request is on its way. */
  get untouched (): boolean {
    const { setting, advanced } = this.start.clock
    return !this.named && !this.controlled && this.revision.count === 0 && this.#clock.setting === setting &&
      this.#clock.advanced === advanced && (this.#faults?.size ?? 0) === 0 && this.#journal?.busy !== true
  }

  /** Requests since the last reset, those of an evicted world of this name included. */
  get requests (): number { return this.#journal?.total ?? this.#earlier.known }

  /** Those of them that an evicted world of this name got. */
  get earlierRequests (): number { return this.#earlier.known }

  /** Requests that its journal holds. */
  get heldRequests (): number { return this.#journal?.held ?? 0 }

  /** Bytes that its journal holds. */
  get journalBytes (): number { return this.#journal?.bytes ?? 0 }

  /**
   * Lets go of all it holds, when it is no longer one of the twin's. Who is still at it changes nothing of the twin any
   * more.
   */
  release (): void {
    this.#journal?.close()
    this.snapshots.release()
    this.holdings.releaseState(this)
    this.holdings.releaseState(this.start)
    this.holdings = new Holdings(new MemoryBudget(), this.base)
    this.revision.holder = undefined
  }

  /** The present state, to be kept. */
  state (): State {
    return { base: this.#base, facts: forkFacts(this.#facts), clock: this.#clock.fork(), progress: this.progress }
  }

  /** Takes up a state: this world's, or another's. */
  restore ({ base, facts, clock, progress }: State): void {
    const before = { base: this.#base, facts: this.#facts }
    this.#base = base
    this.#facts = forkFacts(facts, this.revision)
    this.holdings.holdState(this)
    this.holdings.releaseState(before)
    this.#clock = clock.fork()
    this.#until = base.until
    this.progress = progress
    endLostSessions(this.#facts, this.#clock.now())
    this.resets++
    this.revision.count++
    for (const listener of this.revision.listeners ?? []) listener.restored()
  }

  /** The next id of a kind made at run time: depends on the seed and on how many were made before, on nothing else. */
  nextId (kind: string): string {
    return hexId(this.seed, kind, this.nextNumber(kind))
  }

  /** Counts up a counter of the world, from 1. */
  nextNumber (kind: string): number {
    const value = (this.#facts.counters.get(kind)?.value ?? 0) + 1
    this.#facts.counters.put({ name: kind, value })
    return value
  }
}
