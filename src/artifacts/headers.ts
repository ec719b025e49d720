/** HTTP headers of a simulated request: those that follow from what the timeline knows of it. */
import type { NetworkRequest, Timeline } from '../lab/timeline.js'
import { userAgent, type BrowserPlatform } from './user-agent.js'

export interface Header { name: string, value: string }

const accepted: Readonly<Partial<Record<NetworkRequest['type'], string>>> = {
  Document: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  Stylesheet: 'text/css,*/*;q=0.1',
  Image: 'image/avif,image/webp,image/apng,*/*;q=0.8'
}

const compressible = /^(?:text\/|application\/(?:javascript|json))/

export function requestHeaders (
  { conditions: { device } }: Timeline, request: NetworkRequest, platform: BrowserPlatform
): Header[] {
  const { initiator, type } = request
  return [
    { name: 'accept', value: accepted[type] ?? '*/*' },
    { name: 'accept-encoding', value: 'gzip, deflate, br' },
    { name: 'accept-language', value: 'en-US,en;q=0.9' },
    ...(initiator.url === null ? [] : [{ name: 'referer', value: initiator.url }]),
    { name: 'user-agent', value: userAgent(device, platform) }
  ]
}

/** Empty when no answer arrived. */
export function responseHeaders (timeline: Timeline, request: NetworkRequest): Header[] {
  if (request.failed) return []
  const { encoding, cacheControl, mimeType, end, phases: { receive } } = request
  return [
    { name: 'cache-control', value: cacheControl },
    ...(encoding === null ? [] : [{ name: 'content-encoding', value: encoding }]),
    ...(encoding === null ? [{ name: 'content-length', value: String(bodySize(request)) }] : []),
    { name: 'content-type', value: compressible.test(mimeType) ? `${mimeType}; charset=utf-8` : mimeType },
    { name: 'date', value: new Date(timeline.startedAt + end - receive).toUTCString() },
    ...(encoding === null ? [] : [{ name: 'vary', value: 'Accept-Encoding' }])
  ].filter(({ value }) => value !== '')
}

/** Bytes of the body as transferred. */
export const bodySize = ({ transferSize, responseHeadersSize }: NetworkRequest): number =>
  Math.max(0, transferSize - responseHeadersSize)

/** As DevTools' protocol writes headers. */
export const asObject = (headers: readonly Header[]): Record<string, string> =>
  Object.fromEntries(headers.map(({ name, value }) => [name, value]))

/** The server's address without its port. */
export const remoteIp = ({ remoteAddress }: NetworkRequest): string => remoteAddress.replace(/:\d+$/, '')
