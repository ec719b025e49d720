import type { MemoryAccount } from './memory-budget.js'

/** What a cache may hold. */
export interface CacheLimit<V> {
  /** The most that all values together may weigh. */
  readonly most: number
  /** What one value weighs; 1 if left out, so that `most` counts values. */
  readonly weigh?: (value: V) => number
  /** The account that pays for what is remembered: if memory runs short, the cache forgets. */
  readonly account?: MemoryAccount | undefined
  /** Bytes that a unit of weight takes; 1 if left out. */
  readonly unit?: number
}

/**
 * A bounded memory of what was computed: what was used longest ago is forgotten first. A value that alone weighs more
 * than everything may is kept until the next one comes, for whoever made it asks for it again at once.
 */
export class Cache<K, V> {
  readonly #values = new Map<K, { value: V, weight: number }>()
  readonly #most: number
  readonly #weigh: (value: V) => number
  readonly #account: MemoryAccount | undefined
  readonly #unit: number
  #weight = 0

  constructor ({ most, weigh = () => 1, account, unit = 1 }: CacheLimit<V>) {
    this.#most = most
    this.#weigh = weigh
    this.#account = account
    this.#unit = unit
    account?.whenShort((bytes) => { this.#shed(bytes) })
  }

  get size (): number { return this.#values.size }

  /** What all values weigh together. */
  get weight (): number { return this.#weight }

  get (key: K): V | undefined {
    const found = this.#values.get(key)
    if (found === undefined) return undefined
    // A Map keeps the order of insertion: what is put in again has been used last.
    this.#values.delete(key)
    this.#values.set(key, found)
    return found.value
  }

  /** Those used last, so many at most, the newest first. Being told of is no use. */
  newest (most: number): Array<[K, V]> {
    return [...this.#values].slice(-most).reverse().map(([key, { value }]) => [key, value])
  }

  set (key: K, value: V): V {
    this.delete(key)
    const weight = this.#weigh(value)
    this.#values.set(key, { value, weight })
    this.#add(weight)
    for (const oldest of this.#values.keys()) {
      if (this.#weight <= this.#most || oldest === key) break
      this.delete(oldest)
    }
    return value
  }

  /** The value of a key, made if it is not remembered. */
  getOrMake (key: K, make: () => V): V {
    return this.get(key) ?? this.set(key, make())
  }

  delete (key: K): boolean {
    const found = this.#values.get(key)
    if (found === undefined) return false
    this.#values.delete(key)
    this.#add(-found.weight)
    return true
  }

  clear (): void {
    this.#values.clear()
    this.#add(-this.#weight)
  }

  #add (weight: number): void {
    this.#weight += weight
    this.#account?.add(weight * this.#unit)
  }

  /** Forgets what was used longest ago until so many bytes are free. */
  #shed (bytes: number): void {
    const goal = this.#weight - bytes / this.#unit
    for (const oldest of this.#values.keys()) {
      if (this.#weight <= goal) break
      this.delete(oldest)
      if (this.#account !== undefined) this.#account.evicted++
    }
  }
}
