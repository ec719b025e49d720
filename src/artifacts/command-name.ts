/** Commands by the names that logs give them. */
import type { SessionCommand } from '../lab/session/session.js'

const names: ReadonlyArray<[path: RegExp, method: string, name: string]> = [
  [/^\/session$/, 'POST', 'newSession'],
  [/^\/session\//, 'DELETE', 'quit'],
  [/^url$/, 'POST', 'get'],
  [/^url$/, 'GET', 'getCurrentUrl'],
  [/^element\/[^/]+\/click$/, 'POST', 'clickElement'],
  [/^element\/[^/]+\/value$/, 'POST', 'sendKeysToElement'],
  [/^element\/[^/]+\/text$/, 'GET', 'getElementText'],
  [/^elements?$/, 'POST', 'findElement'],
  [/^execute/, 'POST', 'executeScript'],
  [/^title$/, 'GET', 'getTitle']
]

/** A name as Selenium has it; the path's last part for a command that is not known. */
export const commandName = ({ path, method }: Pick<SessionCommand, 'path' | 'method'>): string =>
  names.find(([pattern, verb]) => verb === method && pattern.test(path))?.[2] ?? path.slice(path.lastIndexOf('/') + 1)

/** The path as the server sees it. */
export const serverPath = (jobId: string, { path }: Pick<SessionCommand, 'path'>): string =>
  path.startsWith('/') ? `/wd/hub${path}` : `/wd/hub/session/${jobId}/${path}`

/** What a failing command says; empty for one that went well. */
export function failureText ({ failed, result }: Pick<SessionCommand, 'failed' | 'result'>): string {
  if (!failed) return ''
  const message = typeof result === 'object' && result !== null && 'message' in result ? result.message : undefined
  return String(message ?? 'unknown error')
}
