import { after } from './clock.js'

/** Waiting of one twin that ends with it: nothing outlives a closed twin. */
export class Waits {
  readonly #pending = new Set<() => void>()

  /** Calls `task` after `ms` real milliseconds, unless it all ends before. */
  wait (ms: number, task: () => void): () => void {
    const stop = after(ms, () => {
      this.#pending.delete(stop)
      task()
    })
    this.#pending.add(stop)
    return () => {
      stop()
      this.#pending.delete(stop)
    }
  }

  end (): void {
    for (const stop of this.#pending) stop()
    this.#pending.clear()
  }
}
