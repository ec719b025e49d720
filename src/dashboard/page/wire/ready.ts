import { painted } from '../time.js'

let pending = 0
let turn = 0

/**
 * Says on the document that the view is drawn and nothing is on its way: `data-ready` is the address it was drawn for.
 * Whoever drives the page waits for it.
 */
async function settle (): Promise<void> {
  const mine = ++turn
  await painted()
  if (mine !== turn || pending > 0) return
  document.documentElement.dataset['ready'] = location.hash || '#/'
}

/** Something is on its way; call the answer when it is there and drawn. */
export function awaiting (): () => void {
  pending += 1
  turn += 1
  delete document.documentElement.dataset['ready']
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    pending -= 1
    if (pending === 0) void settle()
  }
}
