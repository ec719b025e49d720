/** The page's own time. A world's time comes from the twin. */

/** Real time since the page was opened, ms. */
export const elapsed = (): number => performance.now()

/** Calls `then` after `ms`; the answer takes it back. */
export function after (ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => { clearTimeout(timer) }
}

/** Calls `then` every `ms`; the answer ends it. */
export function every (ms: number, then: () => void): () => void {
  const timer = setInterval(then, ms)
  return () => { clearInterval(timer) }
}

/** Waits until the browser has painted. */
export const painted = async (): Promise<void> => {
  await new Promise<void>((resolve) => {
    // A hidden page is never painted.
    const giveUp = after(200, resolve)
    requestAnimationFrame(() => requestAnimationFrame(() => {
      giveUp()
      resolve()
    }))
  })
}
