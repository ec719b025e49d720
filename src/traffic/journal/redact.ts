/** What is a secret by its name, wherever it stands. */
const names = '(?:(?:access|api|auth|client|id|private|refresh|secret|security|session|shared|signing)[-_]?)?' +
  '(?:token|secret)|(?:access|api|auth|private|secret|shared|signing)[-_]?key|jwt|password|passwd|passphrase|' +
  'authorization|cookie|credentials?'

/** Headers that carry a secret and nothing else. */
const secretHeaders = new RegExp(`(?:^|-)(?:${names}|jwt-assertion)$`, 'i')

/** Parameters that open something: share links, and what clients put into URLs. */
const parameterNames = `auth|key|sig|signature|${names}`
const secretParameters = new RegExp(`^(?:${parameterNames})$`, 'i')

/** Members of a JSON body that must not be shown. */
const secretMembers = new RegExp(`^(?:${names})$`, 'i')

const hidden = '[REDACTED]'

/** Whether a value stands for a secret. */
export const isHidden = (value: string): boolean => value === hidden

/** A header's value without its secret; of credentials the scheme stays: `Basic [REDACTED]`. */
export function redactHeader (name: string, value: string): string {
  if (!secretHeaders.test(name)) return redactUrls(value)
  const scheme = /^([A-Za-z][\w-]*) +\S/.exec(value)?.[1]
  return /authorization$/i.test(name) && scheme !== undefined ? `${scheme} ${hidden}` : hidden
}

/** A query's parameters as they came, without secrets. */
export const parametersOf = (query: string): Array<[name: string, value: string]> =>
  [...new URLSearchParams(query)].map(([name, value]) => [name, secretParameters.test(name) ? hidden : value])

/** In a text that is no JSON, or no longer: members with a secret, whole or cut off. */
const secretMember = new RegExp(`("(?:${names})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi')

/** Parameters of URLs in a text: a link to a shared job opens it. */
const secretInUrl = new RegExp(`([?&](?:${parameterNames})=)[^&#\\s"'<>\\\\]+`, 'gi')

/** The credentials of a URL. */
const userInfo = /(:\/\/)[^\s/?#@"'<>]{1,200}@/g

/** A text without the secrets of the URLs in it, such as a request target or a `Referer`. */
export function redactUrls (text: string): string {
  const bare = text.includes('@') ? text.replace(userInfo, `$1${hidden}@`) : text
  return bare.includes('=') ? bare.replace(secretInUrl, `$1${hidden}`) : bare
}

/** A JSON value without secrets; a copy only where there is one. */
export function redactJson (value: unknown): unknown {
  if (typeof value === 'string') return redactUrls(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(redactJson)
  return Object.fromEntries(Object.entries(value).map(([name, member]) =>
    [name, secretMembers.test(name) && member !== null ? hidden : redactJson(member)]))
}

/** A text that is no JSON, or the beginning of one: forms lose their secrets like queries. */
export const redactText = (text: string): string =>
  redactUrls(text.replace(secretMember, `$1"${hidden}"`))
    .replace(/(^|&)([^=&\s]{1,100})=([^&\s]*)/g, (whole, before: string, name: string) =>
      secretParameters.test(name) ? `${before}${name}=${hidden}` : whole)
