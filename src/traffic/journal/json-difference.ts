export interface JsonDifference { field: string, expected: unknown, actual: unknown }

/** What is told at most: the first differences say enough. */
const most = 20

/** How many values are asked for. */
export const leaves = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 1 : Math.max(1, Object.values(value).reduce((sum: number, member) => sum + leaves(member), 0))

/**
 * Where a JSON value falls short of what is asked for. Members that are not asked for may be there; lists must have the
 * same length, and their elements are compared in the same way.
 */
export function differences (expected: unknown, actual: unknown, field: string): JsonDifference[] {
  const found: JsonDifference[] = []
  compare(expected, actual, field, found)
  return found
}

function compare (expected: unknown, actual: unknown, field: string, found: JsonDifference[]): void {
  if (found.length >= most) return
  if (typeof expected !== 'object' || expected === null) {
    if (expected !== actual) found.push({ field, expected, actual: actual === undefined ? null : actual })
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) found.push({ field, expected, actual: actual === undefined ? null : actual })
    else expected.forEach((element, i) => { compare(element, actual[i], `${field}[${i}]`, found) })
  } else if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    found.push({ field, expected, actual: actual === undefined ? null : actual })
  } else {
    for (const [name, value] of Object.entries(expected)) compare(value, Object.hasOwn(actual, name) ? (actual as Record<string, unknown>)[name] : undefined, `${field}.${name}`, found)
  }
}
