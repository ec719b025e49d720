import { stream } from '../kernel/random.js'

/** What it takes, whatever is in it. Bytes. */
const size = 64 * 1024

/** How many bits stand for a name. */
const perName = 4

/**
 * Names in a fixed room (a Bloom filter): each that was added is found for sure. Others are found seldom: one in a
 * hundred where 50,000 were added, one in three where 200,000 were.
 */
export class NameFilter {
  readonly #bytes = new Uint8Array(size)

  add (name: string): void {
    for (const bit of bitsOf(name)) this.#bytes[bit >> 3] = this.#byte(bit) | 1 << (bit & 7)
  }

  mayHave (name: string): boolean {
    return bitsOf(name).every((bit) => (this.#byte(bit) & 1 << (bit & 7)) !== 0)
  }

  #byte (bit: number): number { return this.#bytes[bit >> 3] ?? 0 }
}

function bitsOf (name: string): number[] {
  const random = stream('evicted', name)
  return Array.from({ length: perName }, () => random.u32() % (size * 8))
}
