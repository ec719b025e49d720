import type { DeclaredOperation } from '../traffic/known-operations.js'
import { valuesOf } from '../traffic/named-values.js'
import type { OperationTraits, PageOf } from '../traffic/operation.js'
import { pageOfCursor } from './json-api/cursor.js'

/** `apps_getCollection` as clients generated from Apple's document write it: `appsGetCollection`. */
const inCamelCase = (id: string): string =>
  id.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A cursor knows which page it leads to; without one it is the first. */
const pageOf: PageOf = (query) => {
  const [cursor] = valuesOf(query, 'cursor')
  return cursor === undefined ? 1 : pageOfCursor(cursor)
}

/** What clients call an operation, and how it comes in pages. */
export const appStoreTraits = ({ id, parameters }: DeclaredOperation): OperationTraits =>
  ({ names: [inCamelCase(id)], pageOf: parameters.includes('cursor') ? pageOf : undefined })
