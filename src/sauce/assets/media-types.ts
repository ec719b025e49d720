/** Media types by file name. JSON goes out without a charset: node-saucelabs compares the whole string. */
const types: ReadonlyArray<[name: RegExp, type: string]> = [
  [/\.(?:json|har)$/, 'application/json'],
  [/\.(?:log|txt)$/, 'text/plain; charset=utf-8'],
  [/\.xml$/, 'application/xml'],
  [/\.html?$/, 'text/html; charset=utf-8'],
  [/\.png$/, 'image/png'],
  [/\.jpe?g$/, 'image/jpeg'],
  [/\.mp4$/, 'video/mp4'],
  [/\.zip$/, 'application/zip'],
  [/\.gz$/, 'application/gzip']
]

const unknown = 'application/octet-stream'

/** A type as a client may state it for an upload. */
const stated = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?charset=[\w-]+)?$/

/** The name decides where it can: clients send files on disk as text/plain, whatever they are. */
export function mediaType (name: string, given = unknown): string {
  const [, type] = types.find(([pattern]) => pattern.test(name.toLowerCase())) ?? []
  return type ?? (stated.test(given) ? given : unknown)
}

/** Types that get smaller by compression. */
export const isText = (type: string): boolean => /^text\/|^application\/(?:json|xml)/.test(type)
