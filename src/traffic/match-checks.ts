import { METHODS } from 'node:http'
import { Invalid } from '../kernel/errors.js'
import { nearest } from '../kernel/nearest.js'

/** What a match says of a request's first line. */
interface Asked { readonly method?: string, readonly path?: string }

/**
 * Refuses methods and paths that no recorded request can have: an expectation of them would always be met by "never".
 * `place` names what is looked at in sentences.
 * @throws Invalid
 */
export function checkFirstLine ({ method, path }: Asked, place: string): void {
  if (method !== undefined && !METHODS.includes(method.toUpperCase())) {
    const meant = nearest(method.toUpperCase(), METHODS)
    throw new Invalid(`${place}.method: "${method}" is no method; the nearest is "${meant}"`, 'method')
  }
  const wrong = path === undefined ? undefined : faultOf(path)
  if (wrong !== undefined) throw new Invalid(`${place}.path: ${wrong}`, 'path')
}

function faultOf (path: string): string | undefined {
  if (!/^[/*]/.test(path)) return 'begins with a slash, or with a star; no host belongs there'
  if (path.includes('?')) return 'has no query; that is asked for by "query"'
  if (/^\/_perftwin(?:\/|$)/.test(path)) return 'the control plane\'s own requests are neither recorded nor struck'
  if (/^\/w\/[^/]+\//.test(path)) return 'is meant without the world\'s prefix: ask the world /w/NAME itself'
  return undefined
}
