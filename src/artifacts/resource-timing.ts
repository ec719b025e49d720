/** DevTools' `Network.ResourceTiming` of a request: ms relative to `requestTime`, -1 where a phase did not happen. */
import type { NetworkRequest } from '../lab/timeline.js'

export interface ResourceTiming {
  /** Seconds on the browser's monotonic clock. */
  requestTime: number
  proxyStart: number
  proxyEnd: number
  dnsStart: number
  dnsEnd: number
  connectStart: number
  connectEnd: number
  sslStart: number
  sslEnd: number
  workerStart: number
  workerReady: number
  sendStart: number
  sendEnd: number
  pushStart: number
  pushEnd: number
  receiveHeadersEnd: number
}

const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** `clock`: the monotonic clock at navigation start, µs. */
export function resourceTiming ({ start, connectionReused, phases }: NetworkRequest, clock: number): ResourceTiming {
  const { blocked, dns, connect, ssl, send, wait } = phases
  const dnsEnd = micro(blocked + dns)
  const connectEnd = micro(dnsEnd + connect)
  const sendEnd = micro(connectEnd + send)
  const opened = !connectionReused
  const secure = opened && ssl > 0
  return {
    requestTime: (clock + Math.round(start * 1000)) / 1e6,
    proxyStart: -1,
    proxyEnd: -1,
    dnsStart: opened ? blocked : -1,
    dnsEnd: opened ? dnsEnd : -1,
    connectStart: opened ? dnsEnd : -1,
    connectEnd: opened ? connectEnd : -1,
    sslStart: secure ? micro(connectEnd - ssl) : -1,
    sslEnd: secure ? connectEnd : -1,
    workerStart: -1,
    workerReady: -1,
    sendStart: connectEnd,
    sendEnd,
    pushStart: 0,
    pushEnd: 0,
    receiveHeadersEnd: micro(sendEnd + wait)
  }
}

/** The browser's monotonic clock at navigation start, µs: its machine was booted some minutes before midnight. */
export const monotonicClock = ({ startedAt }: { startedAt: number }): number =>
  (startedAt % 86_400_000) * 1000 + 600_000_000
