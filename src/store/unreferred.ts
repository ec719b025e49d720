/**
 * Stored bytes that nothing may stand for any more, by their SHA-256. Bytes are stored before a record stands for them:
 * while a task of that kind runs, none are let go of.
 */
export class Unreferred {
  readonly #noted = new Set<string>()
  #tasks = 0

  /** `refersTo`: whether a record stands for such bytes. */
  constructor (public refersTo: (hash: string) => boolean = () => true) {}

  note (hash: string): void { this.#noted.add(hash) }

  /** Runs a task that stores bytes, or reads some that are being let go of. */
  async keeping<T> (task: () => Promise<T>): Promise<T> {
    this.#tasks++
    try {
      return await task()
    } finally {
      this.#tasks--
    }
  }

  /** Whether these bytes may go at this moment; if they may not, they are looked at again. */
  mayGo (hash: string): boolean {
    if (this.#tasks === 0) return !this.refersTo(hash)
    this.note(hash)
    return false
  }

  /** All that may go at this moment; they are forgotten here. */
  take (): string[] {
    if (this.#tasks > 0) return []
    const noted = [...this.#noted]
    this.#noted.clear()
    return noted.filter((hash) => !this.refersTo(hash))
  }
}
