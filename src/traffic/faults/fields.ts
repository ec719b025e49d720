/** The steps of a path: `$.items[0].id`, `items[*].id`, `a.b`. */
const stepsOf = (path: string): string[] => path.replace(/^\$\.?/, '').split(/[.[\]]+/).filter((step) => step !== '')

/** A JSON text without some of its fields, each named by a path; `*` stands for every element or member. */
export function withoutFields (text: string, paths: readonly string[]): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  for (const path of paths) drop(value, stepsOf(path))
  return JSON.stringify(value)
}

function drop (value: unknown, [step, ...rest]: string[]): void {
  if (step === undefined || typeof value !== 'object' || value === null) return
  const members = value as Record<string, unknown>
  const names = step === '*' ? Object.keys(members) : Object.hasOwn(members, step) ? [step] : []
  if (rest.length > 0) {
    for (const name of names) drop(members[name], rest)
  } else if (Array.isArray(value)) {
    for (const name of names.reverse()) value.splice(Number(name), 1)
  } else {
    for (const name of names) Reflect.deleteProperty(members, name)
  }
}
