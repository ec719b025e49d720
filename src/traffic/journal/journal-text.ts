const firstBlock = 2 * 1024
const largestBlock = 64 * 1024

/**
 * Texts one after the other in blocks of bytes, which are let go from the oldest on. One that is let go is used again:
 * a full journal allocates nothing.
 */
export class TextBlocks {
  readonly #blocks = new Map<number, Buffer>()
  #newest: Buffer = Buffer.alloc(0)
  #spare: Buffer | undefined
  #bytes = 0
  /** The number of the first block that is held, or would be. */
  oldest = 1
  /** The block that the last text was put into, and where it lies there. */
  block = 0
  from = 0
  to = 0

  /** What the blocks that are held take. */
  get bytes (): number { return this.#bytes }

  /** Puts a text of characters up to U+00FF, as HTTP carries targets and headers. */
  put (text: string): void {
    this.begin(text.length)
    this.add(text)
  }

  /** Begins a text of several parts that takes so many bytes. `largest`: of a block that holds several texts. */
  begin (length: number, largest = largestBlock): void {
    if (this.to + length > this.#newest.length) {
      this.#newest = this.#next(length, largest)
      this.#blocks.set(++this.block, this.#newest)
      this.#bytes += this.#newest.length
      this.to = 0
    }
    this.from = this.to
  }

  /** Adds characters up to U+00FF, a byte each. */
  add (text: string): void { this.to += this.#newest.write(text, this.to, text.length, 'latin1') }

  /** Adds any characters, as UTF-8: so many bytes. */
  addText (text: string, bytes: number): void {
    // Copying is many times faster than encoding, and nearly all that is answered is ASCII.
    if (bytes === text.length) this.add(text)
    else this.to += this.#newest.write(text, this.to, 'utf8')
  }

  addBytes (bytes: Buffer): void { this.to += bytes.copy(this.#newest, this.to) }

  get (block: number, from: number, to: number): string {
    return this.#blocks.get(block)?.toString('latin1', from, to) ?? ''
  }

  /** undefined: that block was let go. */
  bytesOf (block: number, from: number, to: number): Buffer | undefined {
    return this.#blocks.get(block)?.subarray(from, to)
  }

  #next (length: number, largest: number): Buffer {
    const spare = this.#spare
    this.#spare = undefined
    if (spare !== undefined && spare.length >= length) return spare
    const usual = Math.min(largest, largestBlock, Math.max(firstBlock, 2 * this.#newest.length))
    return Buffer.allocUnsafeSlow(Math.max(length, usual))
  }

  /** Lets go of the blocks before this one. */
  dropBefore (block: number): void {
    for (; this.oldest < block && this.oldest <= this.block; this.oldest++) {
      const gone = this.#blocks.get(this.oldest)
      if (gone === undefined) continue
      this.#bytes -= gone.length
      if (gone.length === largestBlock) this.#spare = gone
      // The newest one is written to no more.
      if (gone === this.#newest) this.#newest = Buffer.alloc(0)
      this.#blocks.delete(this.oldest)
    }
    if (this.#newest.length === 0) this.to = 0
  }
}
