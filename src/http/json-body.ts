import type { FastifyInstance } from 'fastify'
import { Invalid } from '../kernel/errors.js'

/**
 * Reads a body as JSON whatever its content type: curl's -d says form-urlencoded, and some clients say nothing. An
 * empty body is an empty object. Multipart bodies are left to the routes that take them.
 */
export function jsonWhateverTheType (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
    request.bodyText = text
    if (text.trim() === '') {
      done(null, {})
      return
    }
    try {
      done(null, JSON.parse(text))
    } catch {
      done(new Invalid('the body is not JSON'), undefined)
    }
  })
}
