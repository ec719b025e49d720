const firstBlock = 2 * 1024
const largestBlock = 64 * 1024

/**
 * Texts of characters up to U+00FF (as HTTP carries targets and headers) one after the other in blocks of bytes, which
 * are let go from the oldest on. One that is let go is used again: a full journal allocates nothing.
 */
export class TextBlocks {
  readonly #blocks = new Map<number, Buffer>()
  #newest: Buffer = Buffer.alloc(0)
  #oldest = 1
  #spare: Buffer | undefined
  /** The block that the last text was put into, and where it lies there. */
  block = 0
  from = 0
  to = 0

  put (text: string): void {
    const { length } = text
    if (this.to + length > this.#newest.length) {
      this.#newest = this.#next(length)
      this.#blocks.set(++this.block, this.#newest)
      this.to = 0
    }
    this.from = this.to
    this.to += this.#newest.write(text, this.from, length, 'latin1')
  }

  get (block: number, from: number, to: number): string {
    return this.#blocks.get(block)?.toString('latin1', from, to) ?? ''
  }

  #next (length: number): Buffer {
    const spare = this.#spare
    this.#spare = undefined
    if (spare !== undefined && spare.length >= length) return spare
    const usual = Math.min(largestBlock, Math.max(firstBlock, 2 * this.#newest.length))
    return Buffer.allocUnsafeSlow(Math.max(length, usual))
  }

  /** Lets go of the blocks before this one. */
  dropBefore (block: number): void {
    for (; this.#oldest < block; this.#oldest++) {
      const gone = this.#blocks.get(this.#oldest)
      if (gone?.length === largestBlock) this.#spare = gone
      this.#blocks.delete(this.#oldest)
    }
  }
}
