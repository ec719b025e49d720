import { promisify } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { multipartRanges, parseRanges } from './ranges.js'

export interface Bytes {
  readonly bytes: Buffer
  /** A strong entity tag, quotes included. */
  readonly etag: string
  readonly type: string
  /** Whether compression makes it smaller. */
  readonly text: boolean
}

/** Below this compression saves nothing worth its time. */
const leastCompressed = 1024

/** What was compressed lately, as long as the bytes themselves are kept. */
const compressed = new WeakMap<Buffer, Promise<Buffer>>()

async function gzip (bytes: Buffer): Promise<Buffer> {
  const known = compressed.get(bytes)
  if (known !== undefined) return await known
  const making = import('node:zlib').then(async (zlib) => await promisify(zlib.gzip)(bytes))
  compressed.set(bytes, making)
  return await making
}

const matches = (header: string, ...tags: string[]): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tags.includes(tag.trim().replace(/^W\//, '')))

function accepts (header: string | undefined, coding: string): boolean {
  let quality = 0
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((text) => text.trim())
    const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
    if (name === coding) return q > 0
    if (name === '*') quality = q
  }
  return quality > 0
}

/**
 * Sends bytes as HTTP has it (RFC 9110): conditional, in ranges, and compressed where the client takes that. A range is
 * always one of the plain bytes, so that a download can be resumed byte by byte.
 */
export async function sendBytes (request: FastifyRequest, reply: FastifyReply, { bytes, etag, type, text }: Bytes): Promise<FastifyReply> {
  const { headers, method } = request
  const zippedTag = `${etag.slice(0, -1)}-gzip"`
  const compressible = text && bytes.length >= leastCompressed
  reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-cache').header('x-content-type-options', 'nosniff')
  if (compressible) reply.header('vary', 'Accept-Encoding')
  const known = headers['if-none-match']
  const zips = compressible && accepts(headers['accept-encoding'], 'gzip')
  if (known !== undefined && matches(known, etag, zippedTag)) return await reply.code(304).header('etag', zips ? zippedTag : etag).send()
  // If-Range takes a strong comparison; a date never matches, as no file has one.
  const unchanged = headers['if-range'] === undefined || String(headers['if-range']).trim() === etag
  const ranges = method === 'GET' && unchanged ? parseRanges(headers.range, bytes.length) : 'whole'
  if (ranges === 'unsatisfiable') return await reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  if (ranges !== 'whole') return await sendRanges(reply, { bytes, etag, type, text }, ranges)
  if (!zips) return await reply.header('etag', etag).type(type).send(bytes)
  return await reply.header('etag', zippedTag).header('content-encoding', 'gzip').type(type).send(await gzip(bytes))
}

async function sendRanges (reply: FastifyReply, { bytes, etag, type }: Bytes, ranges: ReturnType<typeof parseRanges> & object): Promise<FastifyReply> {
  reply.code(206).header('etag', etag)
  const [only, second] = ranges
  if (only !== undefined && second === undefined) {
    return await reply.header('content-range', `bytes ${only.from}-${only.to}/${bytes.length}`).type(type).send(bytes.subarray(only.from, only.to + 1))
  }
  // The tag names the content, so a boundary made of it is as unlikely inside as any.
  const boundary = `perftwin-${etag.replace(/\W/g, '')}`
  return await reply.type(`multipart/byteranges; boundary=${boundary}`).send(multipartRanges(bytes, ranges, type, boundary))
}
