import type { IncomingMessage } from 'node:http'
import type { BusboyInstance } from '@fastify/busboy'
import { asError, Invalid, TooLarge } from '../../kernel/errors.js'

/** A file of a multipart body; its name as the client sent it. */
export interface Part { readonly name: string, readonly type: string, readonly bytes: Buffer }

/** What a multipart body holds: files, and the texts of fields that are none. */
export interface Form { readonly files: Part[], readonly fields: ReadonlyMap<string, string> }

/** What one upload may hold: bytes of a file, files, bytes in all. */
export interface UploadLimits { readonly file: number, readonly files: number, readonly total: number }

/** Where bytes are counted before they are read. @throws MemoryUsedUp when there is no room for so many more. */
export interface Room { readonly take: (bytes: number) => void }

const endless: Room = { take: () => {} }

const megabyte = 1024 * 1024

export const uploadLimits: UploadLimits = { file: 100 * megabyte, files: 200, total: 256 * megabyte }

const sizeText = (bytes: number): string =>
  bytes < megabyte ? `${bytes} bytes` : `${Math.floor(bytes / megabyte)} MB`

const reasonOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

/** Fields that are no files: how many, and bytes of each. */
const mostFields = 100
const fieldSize = 64 * 1024

/** Reads the files of a multipart/form-data body; fields that are no files are passed over. */
export const readParts = async (
  body: IncomingMessage, limits: UploadLimits = uploadLimits, room = endless
): Promise<Part[]> => (await readForm(body, limits, room)).files

/**
 * Reads a multipart/form-data body, whatever it is cut into.
 * @throws Invalid for a body that is none or breaks off, TooLarge beyond a limit, MemoryUsedUp where `room` has none.
 */
export async function readForm (
  body: IncomingMessage, limits: UploadLimits = uploadLimits, room = endless
): Promise<Form> {
  const type = body.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) throw new Invalid('the body must be multipart/form-data')
  try {
    const declared = Number(body.headers['content-length'])
    // What there is no room for need not be read; what has no length is counted as it comes.
    if (declared > 0) room.take(Math.min(declared, limits.total))
    return await formOf(body, await parserOf(body, type, limits), limits, declared > 0 ? endless : room)
  } catch (error) {
    body.unpipe()
    body.resume() // let the client finish sending, so that it reads the answer
    throw error
  }
}

async function parserOf ({ headers }: IncomingMessage, type: string, limits: UploadLimits): Promise<BusboyInstance> {
  const { Busboy } = await import('@fastify/busboy')
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': type },
      preservePath: true,
      limits: { fileSize: limits.file, files: limits.files, fields: mostFields, fieldSize }
    })
  } catch (error) {
    throw new Invalid(`the body is no multipart/form-data: ${reasonOf(error)}`)
  }
}

async function formOf (
  body: IncomingMessage, parser: BusboyInstance, limits: UploadLimits, room: Room
): Promise<Form> {
  return await new Promise((resolve, reject) => {
    const files: Part[] = []
    const fields = new Map<string, string>()
    let total = 0
    const refuse = (what: string, limit: number): void => { reject(new TooLarge(what, limit)) }
    const keep = (chunk: Buffer, chunks: Buffer[]): void => {
      try {
        room.take(chunk.length)
        chunks.push(chunk)
      } catch (error) {
        reject(asError(error))
      }
    }
    parser.on('file', (_field, stream, name, _encoding, type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        total += chunk.length
        if (total > limits.total) refuse(`an upload must not exceed ${sizeText(limits.total)} in all`, limits.total)
        else keep(chunk, chunks)
      })
      stream.on('limit', () => { refuse(`a file must not exceed ${sizeText(limits.file)}`, limits.file) })
      stream.on('end', () => { files.push({ name: name ?? '', type, bytes: Buffer.concat(chunks) }) })
      stream.on('error', (error) => { reject(new Invalid(`the body breaks off: ${error.message}`)) })
    })
    parser.on('field', (name, value) => { fields.set(name, value) })
    parser.on('filesLimit', () => { refuse(`an upload must not have more than ${limits.files} files`, limits.files) })
    parser.on('error', (error) => {
      reject(new Invalid(`the body is not valid multipart/form-data: ${reasonOf(error)}`))
    })
    parser.on('finish', () => { resolve({ files, fields }) })
    body.on('aborted', () => { reject(new Invalid('the body breaks off')) })
    body.pipe(parser)
  })
}
