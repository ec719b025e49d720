import type { IncomingMessage } from 'node:http'
import { Invalid, TooLarge } from '../../kernel/errors.js'

/** A file of a multipart body; its name as the client sent it. */
export interface Part { readonly name: string, readonly type: string, readonly bytes: Buffer }

/** What one upload may hold: bytes of a file, files, bytes in all. */
export interface UploadLimits { readonly file: number, readonly files: number, readonly total: number }

export const uploadLimits: UploadLimits = { file: 100 * 1024 * 1024, files: 200, total: 256 * 1024 * 1024 }

const megabytes = (size: number): string => size < 1024 * 1024 ? `${size} bytes` : `${Math.floor(size / 1024 / 1024)} MB`

/**
 * Reads the files of a multipart/form-data body, whatever it is cut into; fields that are no files are passed over.
 * @throws Invalid for a body that is none or breaks off, TooLarge beyond a limit.
 */
export async function readParts (body: IncomingMessage, limits: UploadLimits = uploadLimits): Promise<Part[]> {
  const type = body.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) throw new Invalid('the body must be multipart/form-data')
  const { Busboy } = await import('@fastify/busboy')
  return await new Promise((resolve, reject) => {
    const parts: Part[] = []
    let total = 0
    const fail = (error: Error): void => {
      body.unpipe()
      body.resume() // let the client finish sending, so that it reads the answer
      reject(error)
    }
    let parser: InstanceType<typeof Busboy>
    try {
      parser = new Busboy({
        headers: { ...body.headers, 'content-type': type },
        preservePath: true,
        limits: { fileSize: limits.file, files: limits.files }
      })
    } catch (error) {
      fail(new Invalid(`the body is no multipart/form-data: ${(error as Error).message}`))
      return
    }
    parser.on('file', (_field, stream, name, _encoding, type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        total += chunk.length
        if (total > limits.total) fail(new TooLarge(`an upload must not exceed ${megabytes(limits.total)} in all`, limits.total))
        else chunks.push(chunk)
      })
      stream.on('limit', () => { fail(new TooLarge(`a file must not exceed ${megabytes(limits.file)}`, limits.file)) })
      stream.on('end', () => { parts.push({ name: name ?? '', type, bytes: Buffer.concat(chunks) }) })
      stream.on('error', (error) => { fail(new Invalid(`the body breaks off: ${error.message}`)) })
    })
    parser.on('filesLimit', () => { fail(new TooLarge(`an upload must not have more than ${limits.files} files`, limits.files)) })
    parser.on('error', (error) => { fail(new Invalid(`the body is not valid multipart/form-data: ${(error as Error).message}`)) })
    parser.on('finish', () => { resolve(parts) })
    body.on('aborted', () => { fail(new Invalid('the body breaks off')) })
    body.pipe(parser)
  })
}
