import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { withoutFields } from './fields.js'
import type { Waits } from '../../kernel/waits.js'

export interface BodyFault {
  kind: 'truncated' | 'malformed' | undefined
  /** Infinity: as fast as it goes. */
  bytesPerSecond: number
  without: string[]
}

/** How often a slow body sends a piece, in ms. */
const beat = 50

/**
 * The body as the fault leaves it. Streams are passed on: they are files, and only slowness or breaking would make
 * sense.
 */
export function bodyFault (fault: BodyFault, payload: unknown, reply: FastifyReply, waits: Waits): unknown {
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
  let content: string | Buffer = payload
  if (/json/.test(String(reply.getHeader('content-type')))) {
    if (fault.without.length > 0) content = withoutFields(String(content), fault.without)
    if (fault.kind === 'malformed') content = malformed(String(content))
  }
  if (content !== payload) reply.removeHeader('content-length')
  if (fault.kind !== 'truncated' && fault.bytesPerSecond === Infinity) return content
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  reply.header('content-length', bytes.length)
  return Readable.from(pieces(bytes, fault, waits))
}

async function * pieces (bytes: Buffer, { kind, bytesPerSecond }: BodyFault, waits: Waits): AsyncGenerator<Buffer> {
  const end = kind === 'truncated' ? Math.floor(bytes.length / 2) : bytes.length
  const step = Math.max(1, Math.ceil(bytesPerSecond * beat / 1000))
  for (let from = 0; from < end; from += step) {
    const piece = bytes.subarray(from, Math.min(end, from + step))
    yield piece
    if (bytesPerSecond !== Infinity) await waited(waits, piece.length / bytesPerSecond * 1000)
  }
  if (kind !== 'truncated') return
  // What was written must be on its way before the connection goes.
  await waited(waits, beat)
  throw new Error('the body is cut off by a fault')
}

const waited = async (waits: Waits, ms: number): Promise<void> =>
  await new Promise((resolve) => { waits.wait(ms, resolve) })

/** JSON that breaks off: what begins well and does not end is never valid. */
function malformed (text: string): string {
  const part = text.trim().slice(0, Math.max(1, Math.floor(text.trim().length * 2 / 3)))
  // A number's beginning is a number, and an empty body is no JSON already.
  return /^[[{"]/.test(part) ? part : `${part}{`
}
