import type { IncomingHttpHeaders } from 'node:http'

/** The user name that a client gives its proxy (`HTTPS_PROXY=http://test-17@127.0.0.1:4010`); it names a world. */
export function proxyUserOf ({ 'proxy-authorization': given }: IncomingHttpHeaders): string | undefined {
  const [, encoded] = /^basic +([\w+/=-]+) *$/i.exec(given ?? '') ?? []
  if (encoded === undefined) return undefined
  const [user = ''] = Buffer.from(encoded, 'base64').toString().split(':', 1)
  return user === '' ? undefined : user
}
