import type { FastifyInstance } from 'fastify'
import { DomainError, Invalid } from '../kernel/errors.js'
import { parseJson } from '../kernel/json.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How deeply the body may be nested, where that is not `deepestJson`. */
    jsonLevels?: number
  }
}

/**
 * Reads a body as JSON whatever its content type: curl's -d says form-urlencoded, and some clients say nothing. An
 * empty body is an empty object; one that is nested too deeply is refused. Multipart bodies are left to the routes that
 * take them.
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
      done(null, parseJson(text, request.routeOptions.config.jsonLevels))
    } catch (error) {
      done(error instanceof DomainError ? error : new Invalid('the body is not JSON'), undefined)
    }
  })
}
