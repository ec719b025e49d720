import { TextBlocks } from './journal-text.js'

/** Where a reply lies. Block 0: none is kept. */
export interface ReplyPlace { readonly block: number, readonly from: number, readonly to: number }

/** What was answered: header lines (name and value in turn) and the body's bytes, as far as they are kept. */
export interface KeptReply { readonly headers: readonly string[], readonly body: Buffer }

/** Ends the header lines: no header line is empty. */
const seam = Buffer.from('\n\n')

/**
 * The newest replies of a journal, one after the other in blocks of bytes; a body is kept as it is, which costs a
 * request less than reading it would. Their limit is their own: replies are larger than requests, and a test that asks
 * what it sent long ago must not lose that to what it was told since.
 */
export class Replies {
  #blocks = new TextBlocks()

  /** What is held, in bytes. */
  get bytes (): number { return this.#blocks.bytes }

  /** Keeps a reply, at most so many bytes of all replies being held then. `body`: text, or bytes. */
  put (headers: string, body: string | Buffer, limit: number): ReplyPlace {
    const blocks = this.#blocks
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
    // Blocks go as a whole: none may be all there is room for.
    blocks.begin(headers.length + seam.length + length, Math.ceil(limit / 4))
    blocks.add(headers)
    blocks.addBytes(seam)
    if (typeof body === 'string') blocks.addText(body, length)
    else blocks.addBytes(body)
    while (blocks.bytes > limit && blocks.oldest < blocks.block) blocks.dropBefore(blocks.oldest + 1)
    const { block, from, to } = blocks
    return { block, from, to }
  }

  /** Lets go of the oldest until so many bytes are free, or nothing is left; tells how many were freed. */
  shed (bytes: number): number {
    const before = this.bytes
    while (before - this.bytes < bytes && this.bytes > 0) this.#blocks.dropBefore(this.#blocks.oldest + 1)
    return before - this.bytes
  }

  /** Lets go of those before a place. */
  dropBefore (block: number): void { this.#blocks.dropBefore(block) }

  clear (): void { this.#blocks = new TextBlocks() }

  /** undefined: it is no longer kept. */
  get ({ block, from, to }: ReplyPlace): KeptReply | undefined {
    const bytes = this.#blocks.bytesOf(block, from, to)
    if (bytes === undefined) return undefined
    const end = bytes.indexOf(seam)
    const head = bytes.toString('latin1', 0, end)
    return { headers: head === '' ? [] : head.split('\n'), body: bytes.subarray(end + seam.length) }
  }
}
