import type { Steps } from '../kernel/turns.js'

/** How many texts become bytes in a step. */
const piece = 500

/** The bytes of texts one after the other, in steps: joining and encoding megabytes at once would block others. */
export function * bytesOf (texts: Iterable<string>): Steps<Buffer> {
  const written: Buffer[] = []
  let together: string[] = []
  for (const text of texts) {
    if (together.push(text) < piece) continue
    written.push(Buffer.from(together.join('')))
    together = []
    yield
  }
  return Buffer.concat([...written, Buffer.from(together.join(''))])
}
