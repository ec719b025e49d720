/**
 * What style sheets and scripts contain, as far as audits ask: what the page uses of them, and whether they are
 * minified. It belongs to the file: each load of it finds the same.
 */
import { stream } from '../../../kernel/random.js'
import type { NetworkRequest } from '../../../lab/timeline.js'

export interface FileContent {
  readonly request: NetworkRequest
  /** Bytes of it that the page uses, from the start. */
  readonly used: number
  /** Bytes that minifying would leave out. */
  readonly blank: number
}

type TextType = 'Stylesheet' | 'Script'

/** Pages use a third of their style sheets' rules and more than half of their scripts, at the median. */
const usedShare: Readonly<Record<TextType, readonly [least: number, most: number]>> = {
  Stylesheet: [0.1, 0.6],
  Script: [0.35, 0.85]
}

/** Sites whose build does not minify. */
const unminified = 0.12

const arrived = ({ failed, status, resourceSize }: NetworkRequest): boolean =>
  !failed && status === 200 && resourceSize > 0

export const arrivedOf = (requests: readonly NetworkRequest[], type: NetworkRequest['type']): NetworkRequest[] =>
  requests.filter((request) => request.type === type && arrived(request))

function contentOf (request: NetworkRequest, type: TextType): FileContent {
  const { url, origin, resourceSize } = request
  const file = stream('file', url)
  const used = Math.round(resourceSize * file.between(...usedShare[type]))
  const blanks = file.between(0.12, 0.3)
  const blank = stream('build', origin).chance(unminified) ? Math.round(resourceSize * blanks) : 0
  return { request, used, blank }
}

export const filesOf = (requests: readonly NetworkRequest[], type: TextType): FileContent[] =>
  arrivedOf(requests, type).map((request) => contentOf(request, type))
