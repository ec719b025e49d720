import { MethodNotAllowed } from '../kernel/errors.js'
import { plainPath, withoutClosingSlash } from '../kernel/target.js'
import { operationsOn } from './apple-operations.js'
import { BadPath, OperationNotAllowed } from './http/refusals.js'
import { resources } from './resources/index.js'

/** Why a request is refused that no route takes. */
export interface Unserved {
  readonly refusal: BadPath | OperationNotAllowed | MethodNotAllowed
  /** Whether Apple answers so, too. Otherwise Apple may have what perftwin has not. */
  readonly emulated: boolean
}

/** `/v1/apps/1/relationships/builds` in parts. */
interface Parts { readonly version: string, readonly type: string, readonly below: readonly string[] }

function partsOf (path: string): Parts {
  const [, version = '', type = '', ...below] = withoutClosingSlash(plainPath(path)).split('/')
  return { version, type, below }
}

/** What a method does to a collection and to an instance, by Apple's names. */
const collectionOperations: Readonly<Record<string, string>> =
  { GET: 'GET_COLLECTION', HEAD: 'GET_COLLECTION', POST: 'CREATE' }
const instanceOperations: Readonly<Record<string, string>> =
  { GET: 'GET_INSTANCE', HEAD: 'GET_INSTANCE', PATCH: 'UPDATE', DELETE: 'DELETE' }

/** Linkages that Apple lets be written, among those that perftwin serves (Apple's OpenAPI 4.4.1). */
const writtenLinkages = new Set(['PATCH appStoreVersions build'])

/** Apple's refusal where a type of Apple's does not allow what is asked; undefined where it does, or is no type. */
function notAllowed (method: string, { version, type, below }: Parts): Unserved | undefined {
  const allowed = operationsOn(version, type)
  if (allowed === undefined || below.length > 1) return undefined
  const operation = (below.length === 0 ? collectionOperations : instanceOperations)[method]
  if (operation === undefined) return { refusal: new MethodNotAllowed(method), emulated: true }
  if (allowed.includes(operation)) return undefined
  return { refusal: new OperationNotAllowed(type, operation, allowed), emulated: true }
}

/** What to refuse a method with that is none of those which perftwin has for the path. */
export function unservedMethod (method: string, path: string): Unserved {
  const parts = partsOf(path)
  const refused = notAllowed(method, parts)
  if (refused !== undefined) return refused
  const { type, below: [, , linkage = ''], below } = parts
  const isApples = below.length < 2 || writtenLinkages.has(`${method} ${type} ${linkage}`)
  return { refusal: new MethodNotAllowed(method), emulated: !isApples }
}

/** What to refuse a path with that no route takes: no such operation, no such relationship, no such path. */
export function unservedPath (method: string, path: string): Unserved {
  const parts = partsOf(path)
  const refused = notAllowed(method, parts)
  if (refused !== undefined) return refused
  const named = namedBy(parts.below)
  const isWrong = named !== undefined && !isKnown(parts, named)
  return { refusal: isWrong ? new BadPath(path, named) : new BadPath(path), emulated: false }
}

/** The relationship that a path below an instance names: `/v1/apps/1/builds`, `/v1/apps/1/relationships/builds`. */
function namedBy ([, relationship = '', linkage, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) return undefined
  if (linkage !== undefined) return relationship === 'relationships' ? linkage : undefined
  return ['', 'relationships', 'metrics'].includes(relationship) ? undefined : relationship
}

/**
 * Whether a relationship may be Apple's. Those that Apple has, served or not, are not wrong: perftwin just does not
 * have their paths. Types that are only seen where they are related have no linkages of their own.
 */
function isKnown ({ version, type, below }: Parts, named: string): boolean {
  const relationships = version === 'v1' && Object.hasOwn(resources, type) ? relationshipsOf(type) : {}
  if (Object.keys(relationships).length === 0) return true
  const isOnlyRelated = operationsOn(version, type)?.join() === 'GET_RELATED'
  return Object.hasOwn(relationships, named) && !(below.length === 3 && isOnlyRelated)
}

const relationshipsOf = (type: string): object =>
  Object.entries(resources).find(([name]) => name === type)?.[1].relationships ?? {}
