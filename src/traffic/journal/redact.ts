/** Headers that carry a secret and nothing else. */
const secretHeaders = new Set([
  'authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key', 'x-auth-token', 'x-csrf-token'
])

/** Parameters that open something: share links, and what clients put into URLs. */
const secretParameters = /^(?:auth|token|access_?key|access_token|api_?key|key|password|secret|signature)$/i

/** Members of a JSON body that must not be shown. */
const secretMembers = /^(?:access_?key|api_?key|password|secret|token|authorization|private_?key|client_secret)$/i

const hidden = '[REDACTED]'

/** Whether a value stands for a secret. */
export const isHidden = (value: string): boolean => value === hidden

/** A header's value without its secret; of credentials the scheme stays: `Basic [REDACTED]`. */
export function redactHeader (name: string, value: string): string {
  if (!secretHeaders.has(name.toLowerCase())) return value
  const scheme = /^([A-Za-z][\w-]*) +\S/.exec(value)?.[1]
  return /authorization$/i.test(name) && scheme !== undefined ? `${scheme} ${hidden}` : hidden
}

/** A query's parameters as they came, without secrets. */
export const parametersOf = (query: string): Array<[name: string, value: string]> =>
  [...new URLSearchParams(query)].map(([name, value]) => [name, secretParameters.test(name) ? hidden : value])

/** In a text that is no JSON, or no longer: members with a secret, whole or cut off. */
const secretMember = new RegExp(
  '("(?:access_?key|api_?key|password|secret|token|authorization|private_?key|client_secret)"\\s*:\\s*)' +
  '"(?:[^"\\\\]|\\\\.)*"?', 'gi')

/** Parameters of URLs in a text: a link to a shared job opens it. */
const secretInUrl = /([?&](?:auth|token|access_?key|access_token|api_?key|password|secret|signature)=)[^&#\s"'<>\\]+/gi

const redactUrls = (text: string): string => text.includes('=') ? text.replace(secretInUrl, `$1${hidden}`) : text

/** A JSON value without secrets; a copy only where there is one. */
export function redactJson (value: unknown): unknown {
  if (typeof value === 'string') return redactUrls(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(redactJson)
  return Object.fromEntries(Object.entries(value).map(([name, member]) =>
    [name, secretMembers.test(name) && typeof member === 'string' ? hidden : redactJson(member)]))
}

/** A text that is no JSON, or the beginning of one: forms lose their secrets like queries. */
export const redactText = (text: string): string =>
  redactUrls(text.replace(secretMember, `$1"${hidden}"`))
    .replace(/(^|&)([^=&\s]{1,100})=([^&\s]*)/g, (whole, before: string, name: string) =>
      secretParameters.test(name) ? `${before}${name}=${hidden}` : whole)
