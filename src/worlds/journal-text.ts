const firstBlock = 2 * 1024
const largestBlock = 64 * 1024

/**
 * Texts of characters up to U+00FF (as HTTP carries targets and headers) one after the other in blocks of bytes, which
 * are let go from the oldest on.
 */
export class TextBlocks {
  readonly #blocks = new Map<number, Buffer>()
  #newest = Buffer.alloc(0)
  #oldest = 1
  /** The block that the last text was put into, and where it lies there. */
  block = 0
  from = 0
  to = 0

  put (text: string): void {
    const { length } = text
    if (this.to + length > this.#newest.length) {
      this.#newest = Buffer.allocUnsafeSlow(Math.max(length, Math.min(largestBlock, Math.max(firstBlock, 2 * this.#newest.length))))
      this.#blocks.set(++this.block, this.#newest)
      this.to = 0
    }
    this.from = this.to
    this.to += this.#newest.write(text, this.from, length, 'latin1')
  }

  get (block: number, from: number, to: number): string {
    return this.#blocks.get(block)?.toString('latin1', from, to) ?? ''
  }

  /** Lets go of the blocks before this one. */
  dropBefore (block: number): void {
    while (this.#oldest < block) this.#blocks.delete(this.#oldest++)
  }
}
