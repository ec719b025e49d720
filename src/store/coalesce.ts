/**
 * Lets one write run and one wait. The returned function resolves when a write that began after the call, or that the
 * call itself began, is done, and rejects when that very write fails; a failure never touches the write that follows.
 * (steno, which lowdb writes through, would settle the first writer only when nobody waits any more.)
 */
export function coalesce (write: () => Promise<void>): () => Promise<void> {
  let running = false
  let waiting: { promise: Promise<void>, start: () => void } | undefined
  const run = async (): Promise<void> => {
    running = true
    try {
      await write()
    } finally {
      running = false
      const next = waiting
      waiting = undefined
      next?.start()
    }
  }
  return async () => {
    if (!running) return await run()
    if (waiting === undefined) {
      let start: () => void = () => {}
      const promise = new Promise<void>((resolve, reject) => { start = () => { run().then(resolve, reject) } })
      waiting = { promise, start }
    }
    return await waiting.promise
  }
}
