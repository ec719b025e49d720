import { stepsOf } from '../json-path.js'

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

function drop (value: unknown, [step, ...rest]: readonly string[]): void {
  if (step === undefined || typeof value !== 'object' || value === null) return
  const members = Object.entries(value).filter(([name]) => step === '*' || name === step)
  if (rest.length > 0) {
    for (const [, member] of members) drop(member, rest)
    return
  }
  // From the end, so that the elements that are still to go keep their places.
  for (const [name] of members.reverse()) {
    if (Array.isArray(value)) value.splice(Number(name), 1)
    else Reflect.deleteProperty(value, name)
  }
}
