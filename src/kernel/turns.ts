import { monotonicNow } from './clock.js'

/** Work in small steps: what it yields is nothing, what it returns is its result. */
export type Steps<T> = Generator<undefined, T, undefined>

/** How long work may go on before others get their turn, ms. A step more may come on top. */
const longestTurn = 10

/** Who waits for a turn. There is one event loop for all that runs in a process, and so one queue. */
const waiting: Array<() => void> = []

function giveTurn (): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(giveTurn)
}

/**
 * Resolves when it is this caller's turn: everything that came in meanwhile has been looked at, and no other caller
 * goes on in the same round of the event loop.
 */
export async function turn (): Promise<void> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(giveTurn)
  })
}

/** Does work in turns of at most `longest` ms: requests go on being answered, however long all of it takes. */
export async function inTurns<T> (steps: Steps<T>, longest = longestTurn): Promise<T> {
  for (;;) {
    await turn()
    const end = monotonicNow() + longest
    do {
      const { done, value } = steps.next()
      if (done === true) return value
    } while (monotonicNow() < end)
  }
}

/** Does something with each of many, in steps of `size`. */
export function * eachInSteps<T> (
  list: Iterable<T>, work: (item: T, index: number) => void, size = 500
): Steps<void> {
  let index = 0
  for (const item of list) {
    work(item, index++)
    if (index % size === 0) yield
  }
}

/** Does work at once, for who has nothing else to do. */
export function atOnce<T> (steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
