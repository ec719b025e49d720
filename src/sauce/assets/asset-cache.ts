import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'

/** The bytes of a file and the tag that changes with them. */
export interface Asset { readonly bytes: Buffer, readonly etag: string }

/**
 * Files by key, bounded in bytes. One that is being made is made once, whoever asks; one larger than the bound is
 * handed on and not kept.
 */
export class AssetCache {
  readonly #made: Cache<string, Asset>
  readonly #making = new Map<string, Promise<Asset>>()
  readonly #numbers = new WeakMap<object, number>()
  #next = 0

  /** In bytes. */
  readonly limit: number

  constructor ({ limit = 64 * 1024 * 1024, account }: { limit?: number, account?: MemoryAccount | undefined } = {}) {
    this.limit = limit
    this.#made = new Cache({ most: limit, weigh: ({ bytes }) => bytes.length, account })
  }

  /** Bytes held now. */
  get size (): number { return this.#made.weight }

  /** A number that stands for a record as long as it lives: an edited record is another one. */
  number (record: object): number {
    const known = this.#numbers.get(record)
    if (known !== undefined) return known
    const number = this.#next++
    this.#numbers.set(record, number)
    return number
  }

  async get (key: string, make: () => Promise<Asset>): Promise<Asset> {
    return this.#made.get(key) ?? await (this.#making.get(key) ?? this.#make(key, make))
  }

  async #make (key: string, make: () => Promise<Asset>): Promise<Asset> {
    const making = make()
    this.#making.set(key, making)
    try {
      const asset = await making
      if (asset.bytes.length <= this.limit) this.#made.set(key, asset)
      return asset
    } finally {
      this.#making.delete(key)
    }
  }
}
