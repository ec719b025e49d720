import { setTimeout as pause } from 'node:timers/promises'

/** Waits until something holds that the page or the twin will do in a moment; gives up after five seconds. */
export async function until (what, holds) {
  for (let i = 0; i < 100; i++) {
    if (await holds()) return
    await pause(50)
  }
  throw new Error(`waited in vain: ${what}`)
}
