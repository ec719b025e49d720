/** What files of polyfills bring for browsers that no longer need it. */
import { stream } from '../../../kernel/random.js'
import type { NetworkRequest } from '../../../lab/timeline.js'
import { arrivedOf } from './files.js'

/**
 * Polyfills with the bytes that each adds to those before it, when core-js is bundled with them in this order (measured
 * for Lighthouse 6.3).
 */
const polyfills: ReadonlyArray<readonly [name: string, bytes: number]> = [
  ['Array.from', 23_552], ['Object.entries', 1405], ['Object.values', 275], ['Array.prototype.includes', 5142],
  ['String.prototype.repeat', 747], ['Array.prototype.find', 3126], ['Reflect.construct', 2547],
  ['Object.getOwnPropertyDescriptors', 1034], ['String.fromCodePoint', 772], ['Array.prototype.fill', 1000]
]
/** What all polyfills share. */
const shared = 3708
/** Characters between the beginnings of two polyfills. */
const spacing = 60

export interface LegacyContent {
  readonly request: NetworkRequest
  /** Decoded bytes that a modern browser does not need. */
  readonly bytes: number
  /** Where in the file's only line they begin. */
  readonly signals: ReadonlyArray<{ readonly name: string, readonly column: number }>
}

/** A file can hold no more polyfills than it has bytes for. */
function legacyOf (request: NetworkRequest): LegacyContent | undefined {
  const wanted = stream('polyfills', request.url).int(3, polyfills.length)
  let bytes = shared
  const signals: Array<{ name: string, column: number }> = []
  for (const [index, [name, more]] of polyfills.slice(0, wanted).entries()) {
    if (bytes + more > request.resourceSize) break
    bytes += more
    signals.push({ name, column: index * spacing })
  }
  return signals.length === 0 ? undefined : { request, bytes, signals }
}

/** Scripts that are called polyfills. */
export const legacyScripts = (requests: readonly NetworkRequest[]): LegacyContent[] =>
  arrivedOf(requests, 'Script')
    .filter(({ url }) => /\bpolyfills?\b/.test(url))
    .flatMap((request) => legacyOf(request) ?? [])
