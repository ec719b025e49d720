import type { Entry } from './entry.js'

/** What curl says by itself, or what is in the URL already. */
const left = new Set([
  'host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'user-agent', 'expect',
  'x-perftwin-world'
])

/** A word of a shell command, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The flags of a header; credentials are not known here, and a shell has them in variables. */
function headerFlags ([name, value]: readonly [string, string]): string[] {
  const key = name.toLowerCase()
  if (left.has(key) || key.startsWith('sec-fetch-') || value === '*' || value === '*/*') return []
  if (key === 'authorization' && /^basic/i.test(value)) return ['-u "$SAUCE_USERNAME:$SAUCE_ACCESS_KEY"']
  if (key === 'authorization') return ['-H "authorization: Bearer $APP_STORE_CONNECT_TOKEN"']
  return [`-H ${quoted(`${key}: ${value}`)}`]
}

function methodFlags (method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['--head']
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${method}`]
}

/** A command that sends a request again. `base`: the public base URL of its world. */
export function curlOf (entry: Entry, base: string): string {
  const { method, writtenPath, queryPairs, headerPairs, body } = entry
  const search = queryPairs.length === 0 ? '' : `?${new URLSearchParams(queryPairs)}`
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return [
    'curl',
    ...methodFlags(method, body !== null),
    quoted(`${base}${writtenPath}${search}`),
    ...headerPairs.flatMap(headerFlags),
    ...(body === null ? [] : [`--data-raw ${quoted(text)}`])
  ].join(' ')
}
