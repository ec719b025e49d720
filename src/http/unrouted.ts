import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MethodNotAllowed } from '../kernel/errors.js'
import { pathOf } from '../kernel/target.js'

/** How one vendor words what cannot be routed. */
export interface Unrouted {
  /** A path that perftwin does not have. */
  notEmulated: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** A refusal, for a method that the path does not have. */
  refuse: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

/** What a vendor asks of every request before it looks at the path; throws its refusal. */
export type Admission = (path: string, request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * Answers what no route takes, in the words of the vendor whose path it is. A path that exists for other methods is
 * told from one that does not exist: the router does not say, so the routes' patterns are kept and tried.
 */
export function answerUnrouted (app: FastifyInstance, vendorOf: (path: string) => Unrouted, admit: Admission): void {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const name of [method].flat()) known.add(name)
    methods.set(url, known)
  })
  let patterns: Array<{ pattern: RegExp, allowed: string }> | undefined
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request.url).replace(/\/{2,}/g, '/').replace(/\/+$/, '') || '/'
    const vendor = vendorOf(path)
    try {
      await admit(path, request, reply)
    } catch (error) {
      return vendor.refuse(error, request, reply)
    }
    patterns ??= [...methods].map(([url, known]) => ({
      pattern: patternOf(url),
      allowed: [...known].sort().join(', ')
    }))
    const found = patterns.find(({ pattern }) => pattern.test(path))
    if (found === undefined) return vendor.notEmulated(request, reply)
    reply.header('allow', found.allowed)
    return vendor.refuse(new MethodNotAllowed(request.method), request, reply)
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
