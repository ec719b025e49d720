/** The bytes of a file and the tag that changes with them. */
export interface Asset { readonly bytes: Buffer, readonly etag: string }

/** What is remembered under a key: bytes in all, the file among them. */
interface Entry { readonly asset: Promise<Asset>, size: number }

/**
 * Files by key, least recently used first, bounded in bytes. One that is being made is made once, whoever asks; one
 * larger than the bound is handed on and not kept.
 */
export class AssetCache {
  readonly #entries = new Map<string, Entry>()
  #numbers = new WeakMap<object, number>()
  #next = 0
  /** Bytes held now. */
  size = 0

  /** `limit` in bytes. */
  constructor (readonly limit = 64 * 1024 * 1024) {}

  /** A number that stands for a record as long as it lives: an edited record is another one. */
  number (record: object): number {
    let number = this.#numbers.get(record)
    if (number === undefined) this.#numbers.set(record, number = this.#next++)
    return number
  }

  async get (key: string, make: () => Promise<Asset>): Promise<Asset> {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return await known.asset
    }
    const entry: Entry = { asset: make(), size: 0 }
    this.#entries.set(key, entry)
    try {
      const asset = await entry.asset
      this.#weigh(key, entry, asset.bytes.length)
      return asset
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      throw error
    }
  }

  #weigh (key: string, entry: Entry, size: number): void {
    if (this.#entries.get(key) !== entry) return
    entry.size = size
    this.size += size
    for (const [oldest, { size: freed }] of this.#entries) {
      if (this.size <= this.limit) return
      this.#entries.delete(oldest)
      this.size -= freed
    }
  }
}
