import { Invalid } from './errors.js'

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object of JSON: no list, no null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is a number of JSON, which has no Infinity and no NaN. */
export const isNumber = (value: unknown): value is number => Number.isFinite(value)

/**
 * How deeply what is taken in may be nested: objects and lists in one another. Reading JSON knows no such limit, but
 * writing, comparing and searching it do, a few thousand levels down: what is deeper must never be kept.
 */
export const deepestJson = 100

/** So many levels more has what perftwin writes around what it took in: data files and exported snapshots. */
export const wrappedJson = deepestJson + 20

/** Whether objects and lists of a value lie in one another more than `levels` deep. Looks no further than that. */
export function isDeeper (value: unknown, levels = deepestJson): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const member of Object.values(value)) if (isDeeper(member, levels - 1)) return true
  return false
}

/**
 * Reads JSON text. What is nested too deeply is refused before anything is made of it.
 * @throws Invalid beyond `levels`, SyntaxError for what is no JSON
 */
export function parseJson (text: string, levels = deepestJson): unknown {
  if (hasOpenings(text, levels) && isTextDeeper(text, levels)) {
    throw new Invalid(`the JSON is nested more than ${levels} levels deep`)
  }
  return JSON.parse(text)
}

const quote = 0x22
const backslash = 0x5c
const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d

/** Whether there are more opening brackets than `levels` at all: most texts have few, which is found out at once. */
function hasOpenings (text: string, levels: number): boolean {
  let count = 0
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++count > levels) return true
    }
  }
  return false
}

/** Whether more brackets than `levels` are open at some place. */
function isTextDeeper (text: string, levels: number): boolean {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (isOpening(code) && ++open > levels) return true
    else if (isClosing(code)) open--
  }
  return false
}

/** Where the quotation mark is that ends the string which the one at `start` begins. */
function endOfString (text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end
    while (text.charCodeAt(first - 1) === backslash) first--
    if ((end - first) % 2 === 0) return end
  }
  return text.length
}
