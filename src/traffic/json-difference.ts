export interface JsonDifference { field: string, expected: unknown, actual: unknown }

/** What is told at most: the first differences say enough. */
const most = 20

/** How many values are asked for. */
export function leaves (value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  let sum = 0
  for (const member of Object.values(value)) sum += leaves(member)
  return Math.max(1, sum)
}

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
  const differs = (): void => { found.push({ field, expected, actual: actual === undefined ? null : actual }) }
  if (typeof expected !== 'object' || expected === null) {
    if (expected !== actual) differs()
    return
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) differs()
    else for (const [i, element] of expected.entries()) compare(element, actual[i], `${field}[${i}]`, found)
    return
  }
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    differs()
    return
  }
  const members = new Map(Object.entries(actual))
  for (const [name, value] of Object.entries(expected)) compare(value, members.get(name), `${field}.${name}`, found)
}
