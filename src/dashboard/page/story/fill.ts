import { StoryRefused } from './refused.js'

/** What stands for the placeholders of a story, in its world. */
export type Bindings = Readonly<Record<string, string>>

/** A text with its placeholders filled in. @throws StoryRefused for one that this world has nothing for */
export function fill (text: string, bindings: Bindings): string {
  return text.replace(/\{([a-z]+(?:\.[a-z]+)?)\}/gi, (_, name: string) => {
    const value = bindings[name]
    if (value === undefined) throw new StoryRefused([`This world has nothing for {${name}}.`])
    return value
  })
}

/** As part of an address. */
export function fillAddress (text: string, bindings: Bindings): string {
  const encoded = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, encodeURIComponent(value)]))
  return fill(text, encoded)
}

/** Whatever is sent, with all its texts filled in. */
export function fillAll (value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') return fill(value, bindings)
  if (Array.isArray(value)) return value.map((each) => fillAll(each, bindings))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillAll(each, bindings)]))
}
