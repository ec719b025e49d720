/** Commands of Sauce Labs that come as a script, `sauce:…`, or at an address below `/sauce/ondemand`. */

/** What is asked for: the command's name as it is listed here, and what came with it. */
export interface SauceCall {
  readonly name: string
  /** After the equals sign, or the object that came along; undefined if nothing did. */
  readonly argument: unknown
}

/** The names as this room lists them: without spaces, in small letters. */
const plain = (name: string): string => name.replace(/\s+/g, '').toLowerCase()

/**
 * Reads a script. `undefined` if it is no command: then it is a script. Sauce's documents write a space after the colon
 * for some commands and none for others; both are taken for all.
 */
export function sauceScript (script: string, args: readonly unknown[]): SauceCall | undefined {
  const [, command = '', separator, value = ''] = /^\s*sauce:\s*([^=]*?)\s*(?:(=)([^]*))?$/i.exec(script) ?? []
  if (command === '') return undefined
  const given = separator === undefined ? undefined : value.trim()
  return { name: plain(command), argument: given ?? args[0] }
}

const addresses: Readonly<Record<string, string>> = {
  'POST log': 'log',
  'POST performance': 'performance',
  'POST performance/scroll': 'jankinesscheck',
  'POST throttle/network': 'throttlenetwork',
  'POST throttle/cpu': 'throttlecpu',
  'POST intercept': 'intercept',
  'POST mock': 'mock',
  'GET mock/:id': 'mockcalls',
  'POST mock/:id': 'mockanswer',
  'DELETE mock/:id': 'mockremoval'
}

/** Reads what came to an address below `/sauce/ondemand/`; undefined if nothing is there. */
export function sauceEndpoint (method: string, path: string, body: unknown): SauceCall | undefined {
  const [, mock] = /^mock\/([^/]+)$/.exec(path) ?? []
  const name = addresses[`${method.toUpperCase()} ${mock === undefined ? path : 'mock/:id'}`]
  if (name === undefined) return undefined
  return {
    name, argument: mock === undefined
      ? body
      : { ...(isRecord(body) ? body : {}), mockId: decodeURIComponent(mock) }
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
