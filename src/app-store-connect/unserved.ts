import { BadPath, OperationNotAllowed } from './http/refusals.js'
import { resources } from './resources/index.js'

interface PathType { readonly allowed?: readonly string[], readonly relationships: object }

/** The types that a path can begin with: the resources, and the metrics, which are none. */
const types = new Map<string, PathType>([
  ...Object.entries(resources),
  ['perfPowerMetrics', { allowed: ['GET_RELATED'], relationships: {} }]
])

/** The relationship that a path below an instance names: `/v1/apps/1/builds`, `/v1/apps/1/relationships/builds`. */
function namedBy (parts: readonly string[]): string | undefined {
  const [, , relationship = '', linkage] = parts
  if (parts.length === 3) return ['relationships', 'metrics'].includes(relationship) ? undefined : relationship
  return parts.length === 4 && relationship === 'relationships' ? linkage : undefined
}

/** What to refuse a path with that no route takes: no such relationship, no such collection, no such path. */
export function notEmulatedPath (method: string, path: string): BadPath | OperationNotAllowed {
  const parts = path.replace(/\/+$/, '').split('/').slice(2)
  const [name = ''] = parts
  const { allowed, relationships = {} } = types.get(name) ?? {}
  const isReading = method === 'GET' || method === 'HEAD'
  if (parts.length === 1 && allowed !== undefined && isReading) {
    return new OperationNotAllowed(name, 'GET_COLLECTION', allowed)
  }
  // Relationships that Apple has, served or not, are not wrong: perftwin just does not have their paths.
  const named = namedBy(parts)
  const isKnown = named === undefined || Object.hasOwn(relationships, named)
  return isKnown || Object.keys(relationships).length === 0 ? new BadPath(path) : new BadPath(path, named)
}
