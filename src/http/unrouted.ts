import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { plainPath, withoutClosingSlash } from '../kernel/target.js'
import { isMisplaced } from './rewrite.js'

/** A refusal as it goes over the wire. */
export interface Said { readonly status: number, readonly type: string, readonly body: string }

/** How one vendor words what cannot be routed. */
export interface Unrouted {
  /** A path that perftwin does not have. */
  notEmulated: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** A method that the path does not have; `Allow` says already which it has. */
  wrongMethod: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  refuse: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** The same, of a request to `target` that never came to be one. */
  say: (error: unknown, target: string) => Said
}

/** What a vendor asks of every request before it looks at the path; throws its refusal. */
export type Admission = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Whose words to use for a request. */
export type WordsOf = (request: FastifyRequest) => Unrouted

/**
 * Answers what no route takes, in the words of the vendor whose host or path it is. A path that exists for other
 * methods is told from one that does not exist: the router does not say, so the routes' patterns are kept and tried.
 */
export function answerUnrouted (app: FastifyInstance, wordsOf: WordsOf, admit: Admission): void {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const name of [method].flat()) known.add(name)
    if (known.has('GET')) known.add('HEAD')
    methods.set(url, known)
  })
  let patterns: Array<{ pattern: RegExp, allowed: string }> | undefined
  keepBodiesUnread(app)
  // What goes wrong before a path's own part of the application is reached, or where there is none.
  app.setErrorHandler((error, request, reply) => wordsOf(request).refuse(error, request, reply))
  app.setNotFoundHandler(async (request, reply) => {
    const words = wordsOf(request)
    try {
      await admit(request, reply)
    } catch (error) {
      return words.refuse(error, request, reply)
    }
    if (isMisplaced(request.raw)) return words.notEmulated(request, reply)
    patterns ??= [...methods].map(([url, known]) => ({
      pattern: patternOf(url),
      allowed: [...known].sort().join(', ')
    }))
    const path = withoutClosingSlash(plainPath(request.url))
    const found = patterns.find(({ pattern }) => pattern.test(path))
    if (found === undefined) return words.notEmulated(request, reply)
    reply.header('allow', found.allowed)
    return words.wrongMethod(request, reply)
  })
}

/** Nobody reads a body that is sent nowhere, so none is malformed. Its text is kept: the journal shows it. */
function keepBodiesUnread (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
    if (text !== '') request.bodyText = text
    done(null, undefined)
  })
}

function patternOf (url: string): RegExp {
  const path = url.split('/').map(partPattern).join('/').replace(/\/+$/, '')
  return new RegExp(`^${path}$`)
}

function partPattern (part: string): string {
  if (part.startsWith(':')) return '[^/]+'
  return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
