/** `network.har`: the requests of all page loads as HAR 1.2 (Software is hard, HAR 1.2 Spec). */
import type { Entry, Log, Response } from 'har-format'
import type { Steps } from '../kernel/turns.js'
import type { NetworkRequest, Queue, Timeline } from '../lab/timeline.js'
import { bytesOf } from './bytes-of.js'
import { bodySize, remoteIp, requestHeaders, responseHeaders } from './headers.js'
import type { Story, StoryPlatform } from './story.js'

const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** What Chrome adds to the format, with a leading underscore as HAR 1.2 asks. */
interface ChromeEntry extends Omit<Entry, '_resourceType'> {
  readonly _resourceType: string
  readonly response: Response & { readonly _error: string | null }
}

interface ChromeHar { readonly log: Omit<Log, 'entries'> & { readonly entries: ChromeEntry[] } }

/** HTTP's own spelling, as Chrome exports it. */
const httpVersion = { h2: 'http/2.0', 'http/1.1': 'HTTP/1.1' } as const

/** Who was served first, where that took long enough to be seen. */
function comment (queue: Queue | null): Pick<Entry['timings'], 'comment'> {
  if (queue === null || queue.ms < 1) return {}
  const { ms, behind: [first, ...others] } = queue
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return { comment: `${micro(ms)} ms of it in the queue for the line, behind ${first}${more}` }
}

/** HAR says -1 where a phase does not apply; `ssl` is part of `connect`. */
function timings ({ phases, queue, connectionReused, failed }: NetworkRequest): Entry['timings'] {
  const { blocked, dns, connect, ssl, send, wait, receive } = phases
  const opened = !connectionReused && !(failed && connect === 0)
  return {
    blocked,
    dns: opened ? dns : -1,
    connect: opened ? connect : -1,
    ssl: opened && ssl > 0 ? ssl : -1,
    send,
    wait,
    receive,
    ...comment(queue)
  }
}

/** As the page's URL has it; a plus sign is a space, and what cannot be decoded stays as it is. */
function queryString (url: string): Array<{ name: string, value: string }> {
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }))
}

function harEntry (timeline: Timeline, request: NetworkRequest, pageref: string, platform: StoryPlatform): ChromeEntry {
  const { failed, resourceSize, encoding, mimeType, initiator } = request
  const body = failed ? 0 : bodySize(request)
  return {
    pageref,
    startedDateTime: new Date(timeline.startedAt + request.start).toISOString(),
    time: micro(request.end - request.start),
    request: {
      method: request.method,
      url: request.url,
      httpVersion: httpVersion[request.protocol],
      cookies: [],
      headers: requestHeaders(timeline, request, platform),
      queryString: queryString(request.url),
      headersSize: request.requestHeadersSize,
      bodySize: 0
    },
    response: {
      status: request.status,
      statusText: request.statusText,
      httpVersion: failed ? '' : httpVersion[request.protocol],
      cookies: [],
      headers: responseHeaders(timeline, request),
      content: {
        size: failed ? 0 : resourceSize,
        mimeType: failed ? 'x-unknown' : mimeType,
        ...(encoding === null || failed ? {} : { compression: resourceSize - body })
      },
      redirectURL: '',
      headersSize: failed ? -1 : request.responseHeadersSize,
      bodySize: failed ? -1 : body,
      _transferSize: request.transferSize,
      _error: request.errorText
    },
    cache: {},
    timings: timings(request),
    ...(request.remoteAddress === '' ? {} : { serverIPAddress: remoteIp(request) }),
    ...(request.connectionId === 0 ? {} : { connection: String(request.connectionId) }),
    _priority: request.priority,
    _resourceType: request.type.toLowerCase(),
    _initiator: initiator.url === null ? { type: initiator.type } : { type: initiator.type, url: initiator.url }
  }
}

const pageref = (index: number): string => `page_${index + 1}`

/** A moment of a page load; -1, as HAR has it, for one that the session did not live to see. */
const unlessCut = (moment: number, left: number): number => moment <= left ? moment : -1

type HarStory = Pick<Story, 'loads' | 'platform'> & { readonly session: Pick<Story['session'], 'durationMs'> }

/** The log without its entries. */
const frameOf = ({ loads, platform, session }: HarStory): Omit<ChromeHar['log'], 'entries'> => ({
  version: '1.2',
  creator: { name: 'perftwin', version: '1' },
  browser: { name: platform.browserName, version: platform.version },
  pages: loads.map(({ at, timeline }, index) => ({
    startedDateTime: new Date(timeline.startedAt).toISOString(),
    id: pageref(index),
    title: timeline.title,
    pageTimings: {
      onContentLoad: unlessCut(timeline.domContentLoaded, session.durationMs - at),
      onLoad: unlessCut(timeline.load, session.durationMs - at)
    }
  }))
})

/** In steps: a job may have fifty page loads of hundreds of requests. */
export const networkHar = (story: HarStory): Steps<Buffer> => bytesOf(harText(story))

function * harText (story: HarStory): Generator<string, void> {
  const { loads, platform, session } = story
  const log: ChromeHar['log'] = { ...frameOf(story), entries: [] }
  yield JSON.stringify({ log }).slice(0, -']}}'.length)
  let before = ''
  for (const [index, { at, timeline }] of loads.entries()) {
    for (const request of timeline.requests) {
      // What is on its way when the session ends is never recorded.
      if (at + request.end > session.durationMs) continue
      yield before + JSON.stringify(harEntry(timeline, request, pageref(index), platform))
      before = ','
    }
  }
  yield ']}}'
}
