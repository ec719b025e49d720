/** Writes numbers of any width, most significant bit first, as H.264 and JPEG want them. */
export class BitWriter {
  #bytes = new Uint8Array(4096)
  #length = 0
  #pending = 0
  #count = 0

  /** The `count` lowest bits of `value`; at most 24. */
  put (value: number, count: number): this {
    this.#pending = (this.#pending << count) | (value & ((1 << count) - 1))
    this.#count += count
    while (this.#count >= 8) {
      this.#count -= 8
      this.byte(this.#pending >>> this.#count)
    }
    this.#pending &= (1 << this.#count) - 1
    return this
  }

  /** Unsigned Exp-Golomb code, ue(v). */
  ue (value: number): this {
    const bits = 31 - Math.clz32(value + 1)
    return this.put(0, bits).put(value + 1, bits + 1)
  }

  /** Signed Exp-Golomb code, se(v). */
  se (value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value)
  }

  /** Fills the last byte with `bit`. */
  align (bit: 0 | 1 = 0): this {
    while (this.#count > 0) this.put(bit, 1)
    return this
  }

  /** A whole byte past the bit buffer; the writer must be aligned. */
  byte (value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#length)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[this.#length++] = value
  }

  /** What was written so far, in whole bytes. */
  get bytes (): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}
