import type { MemoryAccount } from '../kernel/memory-budget.js'

/** What a name takes with its number. Bytes. */
const perName = 128

/**
 * The names of worlds that were evicted, with the number of requests they had got: when such a world is made again its
 * journal knows how many requests it cannot tell of, so that no verification takes them for none.
 */
export class EvictedNames {
  readonly #requests = new Map<string, number>()

  constructor (private readonly account: MemoryAccount) {}

  note (name: string, requests: number): void {
    if (requests === 0) return
    this.#requests.set(name, requests)
    this.account.add(perName)
  }

  /** How many requests a world of that name got before it was evicted; from now on its own journal knows. */
  take (name: string): number {
    const requests = this.#requests.get(name)
    if (requests === undefined) return 0
    this.#requests.delete(name)
    this.account.add(-perName)
    return requests
  }

  clear (): void {
    this.account.add(-perName * this.#requests.size)
    this.#requests.clear()
  }
}
