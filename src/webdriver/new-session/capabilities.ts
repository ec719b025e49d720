/** What a client asks for: W3C's blocks merged, or what was before them. */
import { DriverError } from '../../browser/errors.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import { validated } from './standard.js'

export interface Asked {
  /** The candidates in their order: the first that there is a browser for is it. */
  readonly candidates: readonly JsonObject[]
  /** The client spoke as before W3C, and is answered so. */
  readonly legacy: boolean
}

/** @throws DriverError for what is no request for a session */
export function askedFor (body: JsonObject): Asked {
  const { capabilities, desiredCapabilities } = body
  if (capabilities === undefined && isJsonObject(desiredCapabilities)) return old(desiredCapabilities)
  if (!isJsonObject(capabilities)) {
    throw new DriverError('invalid argument', 'invalid argument: capabilities must be an object')
  }
  const { alwaysMatch, firstMatch } = capabilities
  // Older clients say it both ways; then W3C's is empty or says no more than the browser's name.
  if (isJsonObject(desiredCapabilities) && !speaksW3c(alwaysMatch, firstMatch)) return old(desiredCapabilities)
  return { candidates: merged(alwaysMatch, firstMatch), legacy: false }
}

const old = (desired: JsonObject): Asked => ({ candidates: [withoutNulls(desired)], legacy: true })

const withoutNulls = (block: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(block).filter(([, value]) => value !== null))

/** W3C is recognised by its own names (Sauce docs). */
const speaksW3c = (...blocks: readonly unknown[]): boolean => blocks.flat().some((block) =>
  isJsonObject(block) &&
  Object.keys(block).some((name) => name.includes(':') || name === 'browserVersion' || name === 'platformName'))

/** W3C's processing: each of firstMatch with all of alwaysMatch. */
function merged (alwaysMatch: unknown = {}, firstMatch: unknown = [{}]): JsonObject[] {
  const always = validated(alwaysMatch, 'alwaysMatch')
  if (!Array.isArray(firstMatch) || firstMatch.length === 0) {
    throw new DriverError('invalid argument', 'invalid argument: firstMatch must be a list that is not empty')
  }
  const blocks = firstMatch.map((block, i) => validated(block, `firstMatch[${i}]`))
  return blocks.map((block) => {
    const twice = Object.keys(block).find((name) => Object.hasOwn(always, name))
    if (twice === undefined) return { ...always, ...block }
    throw new DriverError('invalid argument', `invalid argument: ${twice} is in alwaysMatch and in firstMatch`)
  })
}
