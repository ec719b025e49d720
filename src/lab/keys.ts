/**
 * The names of an object's properties, for objects that have no others than their type says: literals, and what a
 * closed schema has let through.
 */
export const keysOf = <K extends string>(object: Readonly<Partial<Record<K, unknown>>>): K[] =>
  Object.keys(object) as K[]
