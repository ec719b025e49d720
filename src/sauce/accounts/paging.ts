import { Type } from '../../kernel/schema.js'
import type { Links } from './accounts.schema.js'

const defaultLimit = 20
const maxLimit = 100

/** The paging parameters of team-management (Sauce docs, Lookup Users). */
export const Paging = {
  limit: Type.Optional(Type.Integer({
    minimum: 1,
    description: 'The most results of a page; 20 if left out, 100 at most.'
  })),
  offset: Type.Optional(Type.Integer({ minimum: 0, description: 'How many results to leave out.' }))
}

interface Asked { limit?: number, offset?: number }

const limitOf = ({ limit = defaultLimit }: Asked): number => Math.min(limit, maxLimit)

export const page = <T>(all: readonly T[], asked: Asked): T[] => {
  const offset = asked.offset ?? 0
  return all.slice(offset, offset + limitOf(asked))
}

/** The absolute links of an envelope; the request's other parameters are kept. `url`: its path and query. */
export function linksOf (url: string, base: string, count: number): Links {
  const [path = '', query] = url.split('?')
  const parameters = new URLSearchParams(query)
  const asked = askedBy(parameters)
  const limit = limitOf(asked)
  const offset = asked.offset ?? 0
  const link = (start: number): string => {
    parameters.set('limit', String(limit))
    parameters.set('offset', String(start))
    return `${base}${path}?${parameters.toString()}`
  }
  return {
    next: offset + limit < count ? link(offset + limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    first: link(0),
    last: link(Math.max(0, Math.ceil(count / limit) - 1) * limit)
  }
}

function askedBy (parameters: URLSearchParams): Asked {
  const asked: Asked = {}
  for (const name of ['limit', 'offset'] as const) {
    if (parameters.has(name)) asked[name] = Number(parameters.get(name))
  }
  return asked
}
