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

/** The commands that have an address of their own, by the names that WebdriverIO has for them. */
const byName: Readonly<Record<string, string>> = {
  getPageLogs: 'log',
  assertPerformance: 'performance',
  jankinessCheck: 'jankinesscheck',
  throttleNetwork: 'throttlenetwork',
  throttleCPU: 'throttlecpu',
  interceptRequest: 'intercept',
  mockRequest: 'mock',
  getMockCalls: 'mockcalls',
  respondMock: 'mockanswer',
  clearMockCalls: 'mockremoval'
}

/** What came to an address below `/sauce/ondemand/`; `mock` is in the address. Undefined if it is another command. */
export function sauceEndpoint (name: string, body: unknown, mock: string | undefined): SauceCall | undefined {
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined
  if (known === undefined) return undefined
  return { name: known, argument: mock === undefined ? body : { ...(isRecord(body) ? body : {}), mockId: mock } }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
