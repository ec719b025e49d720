/** World files of which some parts are missing: what is left when the parts that break the schema are taken away. */
import { isJsonObject } from '../../kernel/json.js'
import type { Path, Step } from '../../kernel/json-text.js'
import type { WorldFile } from '../files/world-file.schema.js'

/**
 * Anything may be missing. Lists have holes where an item was taken away, so that the others keep their places:
 * `forEach` and its like pass over them.
 */
export type Loose<T> = T extends readonly unknown[]
  ? ReadonlyArray<Loose<T[number]>>
  : T extends object ? { readonly [K in keyof T]?: Loose<T[K]> | undefined } : T

export type LooseWorldFile = Loose<WorldFile>

type Container = Record<Step, unknown>

const isContainer = (value: unknown): value is Container => isJsonObject(value) || Array.isArray(value)

/** A copy of a document without the values at these paths. */
export function withoutPaths (document: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredClone(document)
  for (const path of paths) {
    let holder = copy
    for (const step of path.slice(0, -1)) holder = isContainer(holder) ? holder[step] : undefined
    const last = path.at(-1)
    // What is gone leaves a hole in a list.
    if (last !== undefined && isContainer(holder)) Reflect.deleteProperty(holder, last)
  }
  return copy
}
