import { apps } from './resources/app.js'
import { builds } from './resources/build.js'
import { BadPath, OperationNotAllowed } from './http/refusals.js'
import { appStoreVersions } from './resources/app-store-version.js'
import { preReleaseVersions } from './resources/pre-release-version.js'

/** Resources without a collection of their own, and what they allow instead (Apple's OpenAPI 4.4.1). */
const withoutCollection: Readonly<Record<string, readonly string[]>> = {
  appStoreVersions: ['CREATE', 'DELETE', 'GET_INSTANCE', 'UPDATE'],
  diagnosticSignatures: ['GET_RELATED'],
  perfPowerMetrics: ['GET_RELATED'],
  buildIcons: ['GET_RELATED']
}

/** Relationships that Apple has, served or not: their paths are not wrong, perftwin just does not have them. */
const relationshipsOf: Readonly<Record<string, object>> = {
  apps: apps.relationships,
  builds: builds.relationships,
  preReleaseVersions: preReleaseVersions.relationships,
  appStoreVersions: appStoreVersions.relationships,
  diagnosticSignatures: {}
}

/** What to refuse a path with that no route takes: no such relationship, no such collection, no such path. */
export function notEmulatedPath (method: string, path: string): BadPath | OperationNotAllowed {
  const parts = path.replace(/\/+$/, '').split('/').slice(2)
  const [type = '', , relationship, linkage] = parts
  const allowed = withoutCollection[type]
  if (parts.length === 1 && allowed !== undefined && (method === 'GET' || method === 'HEAD')) return new OperationNotAllowed(type, 'GET_COLLECTION', allowed)
  const known = relationshipsOf[type]
  const named = parts.length === 3 && !/^(?:relationships|metrics)$/.test(relationship!) ? relationship : parts.length === 4 && relationship === 'relationships' ? linkage : undefined
  return known === undefined || named === undefined || Object.hasOwn(known, named) ? new BadPath(path) : new BadPath(path, named)
}
