/** How many characters of finished answers are kept. */
const most = 8_000_000

/** Finished answers by what they depend on; the oldest go when there are too many. */
export class Texts {
  readonly #known = new Map<string, string>()
  #size = 0

  text (key: string, make: () => string): string {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const text = make()
    this.#known.set(key, text)
    this.#size += text.length
    for (const [oldest, { length }] of this.#known) {
      if (this.#size <= most || oldest === key) break
      this.#known.delete(oldest)
      this.#size -= length
    }
    return text
  }
}
