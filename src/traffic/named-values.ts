/** Parameters or headers: a value by its name, or several. */
export type NamedValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** Values by name; those of a name that is repeated in a list, as they came. */
export function gather (pairs: Iterable<readonly [name: string, value: string]>): Record<string, string | string[]> {
  const found = new Map<string, string | string[]>()
  for (const [name, value] of pairs) {
    const before = found.get(name)
    found.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(found)
}

/** All values of a name; none where an object merely inherits something of that name. */
export const valuesOf = (values: NamedValues, name: string): readonly string[] =>
  Object.hasOwn(values, name) ? [values[name] ?? []].flat() : []
