import { every } from '../kernel/clock.js'

/** How many events wait for a slow reader before the oldest are dropped. */
const capacity = 1000
/** How often a silent stream says that it is alive, ms. */
const heartbeat = 15_000

/** Server-sent events for one reader: bounded, with a comment now and then so that proxies keep the connection. */
export class EventQueue {
  #waiting: string[] = []
  #lost = 0
  #closed = false
  #wake: () => void = () => {}

  push (number: number, type: string, data: unknown): void {
    this.#put(`id: ${number}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  close (): void {
    this.#closed = true
    this.#wake()
  }

  /** The text of the stream, until it is closed. */
  async * text (): AsyncGenerator<string> {
    const stop = every(heartbeat, () => { if (this.#waiting.length === 0) this.#put(': alive\n\n') })
    try {
      yield ': perftwin\n\n'
      while (!this.#closed) {
        if (this.#waiting.length === 0) await new Promise<void>((resolve) => { this.#wake = resolve })
        const lost = this.#lost === 0 ? '' : `event: lost\ndata: {"count":${this.#lost}}\n\n`
        const text = lost + this.#waiting.join('')
        this.#waiting = []
        this.#lost = 0
        if (text !== '') yield text
      }
    } finally {
      stop()
    }
  }

  #put (text: string): void {
    if (this.#waiting.length >= capacity) {
      this.#waiting.shift()
      this.#lost++
    }
    this.#waiting.push(text)
    this.#wake()
  }
}
