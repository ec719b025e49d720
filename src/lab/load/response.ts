/** What a server answers. */
import { STATUS_CODES } from 'node:http'
import { media } from '../page/media.js'
import type { PlannedRequest, Stage } from '../page/planned-request.js'

export const cacheControl: Readonly<Record<Stage, string>> = {
  document: 'private, no-cache',
  blocking: 'public, max-age=31536000, immutable',
  deferred: 'public, max-age=31536000, immutable',
  early: 'public, max-age=86400',
  late: 'public, max-age=86400',
  tag: 'private, max-age=900',
  beacon: 'no-store'
}

export interface Status { readonly status: number, readonly statusText: string }

export function statusOf ({ failure, method, intercepted }: PlannedRequest): Status {
  const status = intercepted?.status ?? null
  if (status !== null) return { status, statusText: STATUS_CODES[status] ?? '' }
  switch (failure) {
    case 'reset': return { status: 0, statusText: '' }
    case 'server error': return { status: 503, statusText: 'Service Unavailable' }
    case 'not found': return { status: 404, statusText: 'Not Found' }
    case null: return method === 'POST' ? { status: 204, statusText: 'No Content' } : { status: 200, statusText: 'OK' }
  }
}

/** Images are JPEGs unless their name says otherwise. */
function imageType (url: string): string {
  if (url.includes('.gif')) return 'image/gif'
  const extension = /\.(png|svg|webp)$/.exec(url)?.[1]
  if (extension === undefined) return media.Image.mime
  return extension === 'svg' ? 'image/svg+xml' : `image/${extension}`
}

export function mimeOf ({ type, url, method, failure, intercepted }: PlannedRequest): string {
  if (intercepted !== null && intercepted.mimeType !== null) return intercepted.mimeType
  if (failure === 'reset' || method === 'POST') return 'text/plain'
  if (failure !== null) return 'text/html'
  return type === 'Image' ? imageType(url) : media[type].mime
}
