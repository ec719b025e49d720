/** A TCP connection as Lighthouse 6.3 simulates it: slow start, then windows that double until the line is full. */

const initialWindow = 10
/** Bytes */
const segment = 1460

/** ms, and bits per second. */
export interface Line { readonly rtt: number, readonly throughput: number }

/** So many connections at once can use the line. */
export const saturating = ({ rtt, throughput }: Line): number => Math.floor(throughput / (1000 / rtt * segment * 8))

export interface Server { readonly latency: number, readonly secure: boolean, readonly h2: boolean }

export interface Download {
  /** ms */
  readonly elapsed: number
  readonly bytes: number
  /** What arrived beyond what was asked for: on HTTP/2 it counts towards the next. */
  readonly extra: number
  /** Segments in flight. */
  readonly window: number
}

/** How far a download had come, ms, and how long it may go on; `dns` is the time to resolve the name. */
export interface Span { readonly dns: number, readonly since: number, readonly until: number }

export class Connection {
  warm = false
  window = initialWindow
  throughput: number
  readonly #rtt: number
  readonly #server: Server
  #surplus = 0

  constructor ({ rtt, throughput }: Line, server: Server) {
    this.#rtt = rtt
    this.throughput = throughput
    this.#server = server
  }

  /** Goes on from where a download has got to. */
  advance ({ window, extra }: Download): void {
    this.window = window
    if (this.#server.h2) this.#surplus = extra
  }

  /** Time to the first byte of a response, ms; `dns` is spent only where the connection is new. */
  #firstByte (dns: number): number {
    const { latency, secure, h2 } = this.#server
    if (this.warm && h2) return 0
    const oneWay = this.#rtt / 2
    const handshake = this.warm ? oneWay : dns + oneWay + oneWay + oneWay + (secure ? this.#rtt : 0)
    return handshake + latency + oneWay
  }

  download (wanted: number, { dns, since, until }: Span): Download {
    const { h2 } = this.#server
    const asked = this.warm && h2 ? wanted - this.#surplus : wanted
    const most = Math.floor(this.throughput / 8 * (this.#rtt / 1000) / segment)
    const first = Math.max(this.#firstByte(dns) - since, 0)
    const left = until - first
    let window = Math.min(this.window, most)
    let arrived = first > 0 ? window * segment : 0
    let time = 0
    let remaining = asked - arrived
    while (remaining > 0 && time <= left) {
      time += this.#rtt
      window = Math.max(Math.min(most, window * 2), 1)
      arrived += window * segment
      remaining -= window * segment
    }
    return {
      elapsed: first + time,
      bytes: Math.max(Math.min(arrived, asked), 0),
      extra: h2 ? Math.max(arrived - asked, 0) : 0,
      window
    }
  }
}
