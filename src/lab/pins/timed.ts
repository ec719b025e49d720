import { micro } from '../precision.js'
import type { NetworkRequest, RequestPhases } from '../timeline.js'

const duration = (ms: number): number => Math.max(0, micro(ms))

/** A request with new phases; `end` follows. */
export function timed (request: NetworkRequest, from: number, wanted: RequestPhases): NetworkRequest {
  const start = micro(from)
  const blocked = duration(wanted.blocked)
  const dns = duration(wanted.dns)
  const connect = duration(wanted.connect)
  const ssl = duration(wanted.ssl)
  const send = duration(wanted.send)
  const wait = duration(wanted.wait)
  const receive = duration(wanted.receive)
  return {
    ...request,
    start,
    phases: { blocked, dns, connect, ssl, send, wait, receive },
    queue: null,
    end: micro(start + blocked + dns + connect + send + wait + receive)
  }
}
