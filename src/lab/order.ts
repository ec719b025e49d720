/**
 * The positions of `times` (ms) in ascending order, compared by whole microseconds; equal ones keep their order.
 *
 * Time and position become one number, so that numbers can be sorted without calling back into JavaScript: a page load
 * sorts hundreds of small things, and the first loads of a process run in the interpreter.
 */
export function ascending (times: readonly number[]): number[] {
  const { length } = times
  let most = 0
  let least = 0
  // By index: the interpreter makes an object for every step of an iterator.
  for (let i = 0; i < length; i++) {
    const time = times[i]!
    if (time > most) most = time
    if (time < least) least = time
  }
  // A power of two: times and positions are put together and taken apart without rounding.
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, length)))
  if (least < 0 || (Math.round(most * 1000) + 1) * size > Number.MAX_SAFE_INTEGER) return ascendingPairs(times)
  const keys = new Float64Array(length)
  for (let i = 0; i < length; i++) keys[i] = Math.round(times[i]! * 1000) * size + i
  keys.sort()
  const order = new Array<number>(length)
  for (let i = 0; i < length; i++) {
    const key = keys[i]!
    order[i] = key - Math.floor(key / size) * size
  }
  return order
}

/** The same for times that do not fit into one number with their positions. */
const ascendingPairs = (times: readonly number[]): number[] =>
  times.map((time, position) => ({ microseconds: Math.round(time * 1000), position }))
    .sort((a, b) => a.microseconds - b.microseconds || a.position - b.position)
    .map(({ position }) => position)

/** A list in the order of its elements' times (ms), as `ascending` has it. */
export function inOrderOf<T> (times: readonly number[], list: readonly T[]): T[] {
  const order = ascending(times)
  const sorted: T[] = []
  for (let i = 0; i < order.length; i++) sorted.push(list[order[i]!]!)
  return sorted
}
