/** A token's scope: the GET requests it is good for (Apple, Generating Tokens for API Requests). */

/** Parameters that the comparison leaves out. */
const ignored = new Set(['limit', 'cursor', 'sort'])

/** A query's parameters that count, in an order of their own. */
const parametersOf = (query: string): string => [...new URLSearchParams(query)]
  .filter(([name]) => !ignored.has(name))
  .map(([name, value]) => `${name}=${value}`)
  .sort()
  .join('&')

/** Whether an entry such as `GET /v1/apps?filter[platform]=IOS` allows a request, its parameters in whatever order. */
function allows (entry: string, method: string, target: string): boolean {
  const [, verb, wanted] = /^(\S+)\s+(\S+)$/.exec(entry) ?? []
  // HEAD asks for what GET would answer.
  if (wanted === undefined || verb !== 'GET' || (method !== 'GET' && method !== 'HEAD')) return false
  const [path, query = ''] = wanted.split('?')
  const [ownPath = '', ownQuery = ''] = target.split('?')
  return path === ownPath.replace(/(?<=.)\/+$/, '') && parametersOf(query) === parametersOf(ownQuery)
}

/** Whether any entry of the scope allows the request. */
export const inScope = (scope: readonly string[], method: string, target: string): boolean =>
  scope.some((entry) => allows(entry, method, target))

/**
 * Paths below /v1/ of the resources of which Apple allows long-lived tokens, as far as perftwin serves them: power and
 * performance, and logs.
 */
const longLived = [
  /^(?:apps|builds)\/[^/?]+\/perfPowerMetrics$/,
  /^apps\/[^/?]+\/performanceOverviews$/,
  /^builds\/[^/?]+\/diagnosticSignatures$/,
  /^diagnosticSignatures\/[^/?]+\/logs$/
]

function readsLongLived (entry: string): boolean {
  const [, path] = /^GET \/v1\/([^?]+)(?:\?.*)?$/.exec(entry) ?? []
  return path !== undefined && longLived.some((pattern) => pattern.test(path))
}

/** Whether a token with this scope may live for months: it names nothing but reading such resources. */
export const mayLiveLong = (scope: readonly string[]): boolean => scope.length > 0 && scope.every(readsLongLived)
