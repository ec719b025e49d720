/** The steps of a path: `$.items[0].id`, `items[*].id`, `a.b`. */
export const stepsOf = (path: string): string[] =>
  path.replace(/^\$\.?/, '').split(/[.[\]]+/).filter((step) => step !== '')

/** All values that a path leads to; `*` stands for every element or member. */
export function valuesAt (value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [value]
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value).flatMap((member) => valuesAt(member, rest))
  const member: unknown = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  return member === undefined ? [] : valuesAt(member, rest)
}
