import { sha256 } from '../../kernel/ids.js'
import { parseJson } from '../../kernel/json.js'
import { BadParameters } from '../http/refusals.js'
import type { Position } from './page.js'

/** What a cursor belongs to: the same path, filters and order; not the size of the page. */
function bindingOf (target: string): string {
  const [path = '', query = ''] = target.split('?')
  const parameters = [...new URLSearchParams(query)]
    .filter(([name]) => /^(?:filter|exists|sort)/.test(name))
    .map((pair) => pair.join('='))
    .sort()
  return sha256([path, ...parameters].join('\n')).slice(0, 8)
}

/**
 * An opaque cursor for the page after `position` of the list that `target` (path and query) asks for. It says which
 * page that is, so that whoever sees the cursor alone knows.
 */
export const encodeCursor = (target: string, position: Position, page: number): string =>
  Buffer.from(JSON.stringify([bindingOf(target), page, ...position])).toString('base64url')

/** What a cursor holds: what it belongs to, its page, and its position; nothing if it is none of ours. */
function partsOf (cursor: string): readonly unknown[] {
  try {
    const content = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(content) ? content : []
  } catch {
    return []
  }
}

/** Which page a cursor leads to, from 1; undefined if it is none of ours. */
export function pageOfCursor (cursor: string): number | undefined {
  const [, page] = partsOf(cursor)
  return typeof page === 'number' ? page : undefined
}

const isPart = (part: unknown): part is string | number => typeof part === 'string' || typeof part === 'number'

/**
 * The position a cursor stands for, of as many parts as the order has.
 * @throws BadParameters for a cursor of another list, or none at all.
 */
export function decodeCursor (target: string, cursor: string, parts: number): Position {
  const [binding, , ...position] = partsOf(cursor)
  if (binding === bindingOf(target) && position.length === parts && position.every(isPart)) return position
  throw new BadParameters([{ kind: 'cursor', parameter: 'cursor', value: cursor }])
}
