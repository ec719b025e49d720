import { longestGlob } from '../../kernel/glob.js'
import { mostPatterns, type RequestMatch } from '../match.js'
import type { Entry } from './entry.js'
import { isHidden } from './redact.js'

/** An expectation that a request meets: it came, with these parameters and this body. */
export function expectationOf (entry: Entry): { match: RequestMatch, atLeast: number } {
  const { operation: { name }, method, path, body } = entry
  const query = parametersOf(entry)
  return {
    match: {
      ...(name === null ? {} : { operation: name }),
      method,
      ...(path.length > longestGlob ? {} : { path }),
      ...(Object.keys(query).length === 0 ? {} : { query }),
      ...(body === null ? {} : { body })
    },
    atLeast: 1
  }
}

/** What a match can ask of a query: one value by name, none that is a secret. */
function parametersOf ({ query }: Entry): Record<string, string> {
  const asked: Array<[string, string]> = []
  for (const [name, values] of Object.entries(query)) {
    const [value] = [values].flat()
    if (value !== undefined && value.length <= longestGlob && !isHidden(value)) asked.push([name, value])
  }
  return Object.fromEntries(asked.slice(0, mostPatterns))
}
