import type { MemoryAccount, MemoryBudget } from '../kernel/memory-budget.js'
import { nothingEarlier, type Earlier } from '../traffic/journal/earlier.js'
import { NameFilter } from './name-filter.js'

/** What a name takes with its number. Bytes. */
const perName = 128

/** So many names are remembered at most, those evicted last, and they take no more than a part of the budget. */
const mostNames = 10_000
const share = 1 / 16

/**
 * The names of worlds that were evicted, with the number of requests they had got: when such a world is made again its
 * journal knows how many requests it cannot tell of, so that no verification takes them for none. Of names beyond a
 * number, or without room, only a filter is left: a world whose name may be among them may have had requests, no more
 * than any of them had. The filter's room is fixed and small, so it draws on no account.
 */
export class EvictedNames {
  /** The name that was noted longest ago comes first. */
  readonly #requests = new Map<string, number>()
  #forgotten: { readonly names: NameFilter, requests: number } | undefined

  readonly #account: MemoryAccount
  readonly #most: number

  constructor ({ accounts, limit }: MemoryBudget) {
    this.#account = accounts.worlds
    this.#most = Math.min(mostNames, Math.floor(limit * share / perName))
  }

  note (name: string, requests: number): void {
    if (requests === 0) return
    this.#remove(name)
    this.#requests.set(name, requests)
    this.#account.add(perName)
    while (this.#requests.size > this.#most) this.#forgetOne()
  }

  /** What a world of that name got before it was evicted; from now on its own journal knows. */
  take (name: string): Earlier {
    const known = this.#requests.get(name) ?? 0
    this.#remove(name)
    const perhaps = this.#forgotten?.names.mayHave(name) === true ? this.#forgotten.requests : 0
    return known + perhaps === 0 ? nothingEarlier : { known, perhaps }
  }

  /** Forgets the oldest names until so many bytes are free, or none is left. */
  shed (bytes: number): void {
    for (let freed = 0; freed < bytes && this.#requests.size > 0; freed += perName) this.#forgetOne()
  }

  clear (): void {
    this.#account.add(-perName * this.#requests.size)
    this.#requests.clear()
    this.#forgotten = undefined
  }

  #remove (name: string): void {
    if (this.#requests.delete(name)) this.#account.add(-perName)
  }

  #forgetOne (): void {
    const [oldest] = this.#requests
    if (oldest === undefined) return
    const [name, requests] = oldest
    this.#forgotten ??= { names: new NameFilter(), requests: 0 }
    this.#forgotten.names.add(name)
    this.#forgotten.requests = Math.max(this.#forgotten.requests, requests)
    this.#remove(name)
  }
}
