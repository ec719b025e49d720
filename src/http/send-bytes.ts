import { promisify } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { remembered } from '../kernel/memo.js'
import { acceptsCoding } from './negotiation.js'
import { multipartRanges, parseRanges, type ByteRange } from './ranges.js'

export interface Bytes {
  readonly bytes: Buffer
  /** A strong entity tag, quotes included. */
  readonly etag: string
  readonly type: string
  /** Whether compression makes it smaller. */
  readonly text: boolean
  /** How long it may be kept, as Cache-Control says it; asked for anew each time if left out. */
  readonly cache?: string
}

/** Below this compression saves nothing worth its time. */
const leastCompressed = 1024

/** What was compressed lately is kept as long as the bytes themselves are. */
const gzip = remembered(async (bytes: Buffer): Promise<Buffer> => {
  const zlib = await import('node:zlib')
  return await promisify(zlib.gzip)(bytes)
})

const matches = (header: string, ...tags: string[]): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tags.includes(tag.trim().replace(/^W\//, '')))

/** The ranges a request asks for, if what it has of the file is still the same. */
function rangesOf ({ method, headers }: FastifyRequest, { bytes, etag }: Bytes): ReturnType<typeof parseRanges> {
  // If-Range takes a strong comparison; a date never matches, as no file has one.
  const unchanged = headers['if-range'] === undefined || String(headers['if-range']).trim() === etag
  return method === 'GET' && unchanged ? parseRanges(headers.range, bytes.length) : 'whole'
}

/**
 * Sends bytes as HTTP has it (RFC 9110): conditional, in ranges, and compressed where the client takes that. A range is
 * always one of the plain bytes, so that a download can be resumed byte by byte.
 */
export async function sendBytes (request: FastifyRequest, reply: FastifyReply, sent: Bytes): Promise<FastifyReply> {
  const { bytes, etag, type, text, cache = 'private, no-cache' } = sent
  const { headers } = request
  const zippedTag = `${etag.slice(0, -1)}-gzip"`
  const compressible = text && bytes.length >= leastCompressed
  const zips = compressible && acceptsCoding(headers['accept-encoding'], 'gzip')
  reply
    .header('accept-ranges', 'bytes')
    .header('cache-control', cache)
    .header('x-content-type-options', 'nosniff')
  if (compressible) reply.header('vary', 'Accept-Encoding')

  const known = headers['if-none-match']
  if (known !== undefined && matches(known, etag, zippedTag)) {
    return await reply.code(304).header('etag', zips ? zippedTag : etag).send()
  }
  const ranges = rangesOf(request, sent)
  if (ranges === 'unsatisfiable') {
    return await reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  }
  if (ranges !== 'whole') return await sendRanges(reply, sent, ranges)
  if (!zips) return await reply.header('etag', etag).type(type).send(bytes)
  return await reply.header('etag', zippedTag).header('content-encoding', 'gzip').type(type).send(await gzip(bytes))
}

async function sendRanges (
  reply: FastifyReply, { bytes, etag, type }: Bytes, ranges: readonly ByteRange[]
): Promise<FastifyReply> {
  reply.code(206).header('etag', etag)
  const [only, second] = ranges
  if (only !== undefined && second === undefined) {
    reply.header('content-range', `bytes ${only.from}-${only.to}/${bytes.length}`)
    return await reply.type(type).send(bytes.subarray(only.from, only.to + 1))
  }
  // The tag names the content, so a boundary made of it is as unlikely inside as any.
  const boundary = `perftwin-${etag.replace(/\W/g, '')}`
  reply.type(`multipart/byteranges; boundary=${boundary}`)
  return await reply.send(multipartRanges(bytes, ranges, type, boundary))
}
