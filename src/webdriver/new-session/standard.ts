/** W3C's standard capabilities, and what each may be (WebDriver, 7.2). */
import { DriverError } from '../../browser/errors.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'

/** Says what is wrong with a value, as `must be a string`; undefined if nothing is. */
type Check = (value: unknown) => string | undefined

const aString: Check = (value) => typeof value === 'string' ? undefined : 'must be a string'
const aBoolean: Check = (value) => typeof value === 'boolean' ? undefined : 'must be a boolean'
const anObject: Check = (value) => isJsonObject(value) ? undefined : 'must be an object'

const oneOf = (words: readonly string[]): Check => (value) =>
  typeof value === 'string' && words.includes(value) ? undefined : `must be one of ${words.join(', ')}`

const behaviours = ['dismiss', 'accept', 'dismiss and notify', 'accept and notify', 'ignore']
const promptTypes = ['alert', 'beforeUnload', 'confirm', 'default', 'file', 'prompt']

/** A word for all prompts, or since 2024 one for each type of them. */
const promptBehaviour: Check = (value) => {
  const word = oneOf(behaviours)
  if (!isJsonObject(value)) return word(value)
  const unknown = Object.keys(value).find((type) => !promptTypes.includes(type))
  if (unknown !== undefined) return `has no prompt type "${unknown.slice(0, 80)}"`
  return Object.values(value).map(word).find((fault) => fault !== undefined)
}

/** The greatest timeout: JavaScript's safe integers. */
const isTimeout = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER

const timeouts: Check = (value) => {
  if (!isJsonObject(value)) return 'must be an object'
  for (const [name, ms] of Object.entries(value)) {
    if (!['script', 'pageLoad', 'implicit'].includes(name)) return `has no timeout "${name.slice(0, 80)}"`
    const isOff = name === 'script' && ms === null
    if (!isOff && !isTimeout(ms)) return `${name} must be an integer from 0 to 2^53 - 1`
  }
  return undefined
}

const isPort = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65535

const aListOfStrings: Check = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : 'must be a list of strings'

const socksVersion: Check = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255
    ? undefined
    : 'must be an integer from 0 to 255'

/** A host with a port or without, and nothing more. */
const aHost: Check = (value) => {
  if (typeof value !== 'string' || value === '' || /[/?#@\s]/.test(value)) return 'must be a host and port'
  const [, port] = /:(\d+)$/.exec(value) ?? []
  return port === undefined || isPort(Number(port)) ? undefined : 'must be a host and port'
}

const proxyFields: Readonly<Record<string, Check>> = {
  proxyType: oneOf(['pac', 'direct', 'autodetect', 'system', 'manual']),
  proxyAutoconfigUrl: (value) =>
    typeof value === 'string' && URL.canParse(value) ? undefined : 'must be an absolute URL',
  ftpProxy: aHost,
  httpProxy: aHost,
  noProxy: aListOfStrings,
  sslProxy: aHost,
  socksProxy: aHost,
  socksVersion
}

const proxy: Check = (value) => {
  if (!isJsonObject(value)) return 'must be an object'
  for (const [name, each] of Object.entries(value)) {
    const check = Object.hasOwn(proxyFields, name) ? proxyFields[name] : undefined
    const fault = check === undefined ? 'is unknown' : check(each)
    if (fault !== undefined) return `${name.slice(0, 80)} ${fault}`
  }
  if (value.proxyType === 'pac' && value.proxyAutoconfigUrl === undefined) return 'needs a proxyAutoconfigUrl'
  const lone = value.socksProxy === undefined ? value.socksVersion !== undefined : value.socksVersion === undefined
  return lone ? 'needs socksProxy and socksVersion together' : undefined
}

const checks: Readonly<Record<string, Check>> = {
  acceptInsecureCerts: aBoolean,
  browserName: aString,
  browserVersion: aString,
  platformName: aString,
  pageLoadStrategy: oneOf(['none', 'eager', 'normal']),
  proxy,
  setWindowRect: aBoolean,
  timeouts,
  strictFileInteractability: aBoolean,
  unhandledPromptBehavior: promptBehaviour,
  userAgent: aString,
  webSocketUrl: aBoolean,
  'sauce:options': anObject,
  'goog:chromeOptions': anObject,
  'moz:firefoxOptions': anObject,
  'ms:edgeOptions': anObject
}

/**
 * What was no extension when there were none yet: WebdriverIO and older clients still put these beside W3C's own. W3C
 * would have them refused.
 */
const older = new Set(['platform', 'version', 'username', 'accessKey', 'access_key'])

/** The capabilities that were given, those with null left out. @throws DriverError */
export function validated (block: unknown, place: string): JsonObject {
  if (!isJsonObject(block)) throw new DriverError('invalid argument', `invalid argument: ${place} must be an object`)
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(block)) {
    if (value === null) continue
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (check === undefined && !name.includes(':') && !older.has(name)) {
      throw new DriverError('invalid argument', `invalid argument: unrecognized capability: ${name.slice(0, 200)}`)
    }
    const fault = check?.(value)
    if (fault !== undefined) throw new DriverError('invalid argument', `invalid argument: ${name} ${fault}`)
    kept[name] = value
  }
  return kept
}
