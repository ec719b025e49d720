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

/** What no shell and no terminal takes as it is: bytes that are no text. */
// eslint-disable-next-line no-control-regex
const isBytes = (text: string): boolean => /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)

/** The body as it was kept; undefined: there was one, and it was not, or it is no text. */
function bodyText ({ body, headers }: Entry): string | undefined {
  const hadNone = (headers['content-length'] ?? '0') === '0' && !('transfer-encoding' in headers)
  if (body === null) return hadNone ? '' : undefined
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return isBytes(text) ? undefined : text
}

/**
 * A command that sends a request again; what it cannot send, because it was not kept, it says in a comment. `base`: the
 * public base URL of its world.
 */
export function curlOf (entry: Entry, base: string): string {
  const { method, writtenPath, queryPairs, headerPairs } = entry
  const search = queryPairs.length === 0 ? '' : `?${new URLSearchParams(queryPairs)}`
  const text = bodyText(entry)
  const hasBody = text !== ''
  return [
    'curl',
    ...methodFlags(method, hasBody && text !== undefined),
    quoted(`${base}${writtenPath}${search}`),
    ...headerPairs.flatMap(headerFlags),
    ...(hasBody && text !== undefined ? [`--data-raw ${quoted(text)}`] : []),
    ...(text === undefined ? ['# its body was not kept, or is no text'] : [])
  ].join(' ')
}
