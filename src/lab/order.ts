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
  for (let i = 0; i < length; i++) {
    const time = times[i]!
    if (time > most) most = time
    if (time < least) least = time
  }
  const order = new Array<number>(length)
  // A power of two: times and positions are put together and taken apart without rounding.
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, length)))
  if (least < 0 || (Math.round(most * 1000) + 1) * size > Number.MAX_SAFE_INTEGER) {
    for (let i = 0; i < length; i++) order[i] = i
    return order.sort((a, b) => Math.round(times[a]! * 1000) - Math.round(times[b]! * 1000) || a - b)
  }
  const keys = new Float64Array(length)
  for (let i = 0; i < length; i++) keys[i] = Math.round(times[i]! * 1000) * size + i
  keys.sort()
  for (let i = 0; i < length; i++) {
    const key = keys[i]!
    order[i] = key - Math.floor(key / size) * size
  }
  return order
}
