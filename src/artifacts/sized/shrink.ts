/** What a file can do without. Each returns at most `size` bytes, or undefined if there is no such file of its kind. */
import type { Entry, Har } from 'har-format'

export type Shrink = (file: Buffer, size: number) => Buffer | undefined

/** The first lines of a log, as many as fit. */
export const firstLines: Shrink = (file, size) => {
  const room = file.subarray(0, size)
  return room.subarray(0, room.lastIndexOf('\n') + 1)
}

/** The first elements of a list, as many as fit. */
export const firstElements: Shrink = (file, size) => {
  const list: unknown = JSON.parse(file.toString())
  return Array.isArray(list) ? asManyAsFit('[', list, ']', size) : undefined
}

/** The first requests, without what HAR 1.2 can do without. */
export const firstRequests: Shrink = (file, size) => {
  const { log: { entries, ...log } }: Har = JSON.parse(file.toString())
  const head = JSON.stringify({ log }).slice(0, -2)
  return asManyAsFit(`${head},"entries":[`, entries.map(lean), ']}}', size)
}

function lean ({ pageref, startedDateTime, time, request, response, cache, timings }: Entry): Entry {
  const { method, url, httpVersion, cookies, queryString, headersSize, bodySize } = request
  const { status, statusText, content: { size, mimeType }, redirectURL } = response
  return {
    ...(pageref === undefined ? {} : { pageref }),
    startedDateTime,
    time,
    request: { method, url, httpVersion, cookies, headers: [], queryString, headersSize, bodySize },
    response: {
      status,
      statusText,
      httpVersion: response.httpVersion,
      cookies: response.cookies,
      headers: [],
      content: { size, mimeType },
      redirectURL,
      headersSize: response.headersSize,
      bodySize: response.bodySize
    },
    cache,
    timings: { send: timings.send, wait: timings.wait, receive: timings.receive }
  }
}

function asManyAsFit (head: string, elements: readonly unknown[], tail: string, size: number): Buffer | undefined {
  let room = size - Buffer.byteLength(head) - Buffer.byteLength(tail)
  if (room < 0) return undefined
  const kept: string[] = []
  for (const element of elements) {
    const text = JSON.stringify(element)
    room -= Buffer.byteLength(text) + (kept.length === 0 ? 0 : 1)
    if (room < 0) break
    kept.push(text)
  }
  return Buffer.from(`${head}${kept.join(',')}${tail}`)
}
