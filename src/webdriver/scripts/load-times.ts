import type { Timeline } from '../../lab/timeline.js'
import type { LoadTimes } from './facade/time.js'
import { navigationMarks } from './navigation-marks.js'

/** DevTools' types of requests as `PerformanceResourceTiming.initiatorType` has them. */
const initiators: Readonly<Record<string, string>> = {
  Script: 'script', Stylesheet: 'link', Image: 'img', Font: 'css', XHR: 'xmlhttprequest', Media: 'video'
}

const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** What a page's `performance` tells of its load, which began at `origin` (ms since the Unix epoch). */
export function loadTimes (timeline: Timeline, origin: number): LoadTimes {
  const { requests: [document, ...others], paints, lcpCandidates } = timeline
  return {
    origin,
    marks: navigationMarks(timeline),
    paints: { 'first-paint': micro(paints.firstPaint), 'first-contentful-paint': micro(paints.firstContentfulPaint) },
    largestPaint: lcpCandidates.at(-1)?.time ?? null,
    transferSize: document?.transferSize ?? 0,
    encodedBodySize: Math.max(0, (document?.transferSize ?? 0) - (document?.responseHeadersSize ?? 0)),
    resources: others.filter(({ failed }) => !failed).map((request) => {
      const { start, end, phases: { blocked, dns, connect, send, wait } } = request
      const asked = start + blocked + dns + connect
      return {
        name: request.url,
        initiatorType: initiators[request.type] ?? 'other',
        startTime: micro(start),
        fetchStart: micro(start),
        requestStart: micro(asked),
        responseStart: micro(asked + send + wait),
        responseEnd: micro(end),
        duration: micro(end - start),
        nextHopProtocol: request.protocol,
        transferSize: request.transferSize,
        encodedBodySize: Math.max(0, request.transferSize - request.responseHeadersSize),
        decodedBodySize: request.resourceSize
      }
    })
  }
}

/** Of a page that was not loaded over a network. */
export const noLoadTimes = (origin: number): LoadTimes =>
  ({ origin, marks: {}, paints: {}, largestPaint: null, transferSize: 0, encodedBodySize: 0, resources: [] })
