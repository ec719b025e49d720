import type { Timeline } from '../../lab/timeline.js'

const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** The moments of a navigation as a page's `performance` names them, ms since its start; 0 for what did not happen. */
export function navigationMarks ({
  requests: [document], domInteractive, domContentLoaded, load,
  url
}: Timeline): Record<string, number> {
  if (document === undefined) return {}
  const { start, end, phases: { blocked, dns, connect, ssl, send, wait } } = document
  const lookup = micro(start + blocked)
  const connecting = micro(lookup + dns)
  const connected = micro(connecting + connect)
  const responding = micro(connected + send + wait)
  return {
    unloadEventStart: 0,
    unloadEventEnd: 0,
    redirectStart: 0,
    redirectEnd: 0,
    fetchStart: micro(start),
    domainLookupStart: lookup,
    domainLookupEnd: connecting,
    connectStart: connecting,
    connectEnd: connected,
    secureConnectionStart: url.startsWith('https:') ? micro(connected - ssl) : 0,
    requestStart: connected,
    responseStart: responding,
    responseEnd: micro(end),
    domLoading: micro(Math.min(responding + 1, domInteractive)),
    domInteractive: micro(domInteractive),
    domContentLoadedEventStart: micro(Math.min(domInteractive, domContentLoaded)),
    domContentLoadedEventEnd: micro(domContentLoaded),
    domComplete: micro(load),
    loadEventStart: micro(load),
    loadEventEnd: micro(load)
  }
}
