/**
 * The state of functional pruning (see partition.ts): the least cost of everything so far as a function of the open
 * segment's level. Pieces a·θ² + b·θ + c reach from the previous one's end (−∞ for the first) to their own,
 * each with the cut its segment starts at. Where a = 0, so is b. A piece is five numbers of one table: end, a, b, c,
 * cut.
 */
export interface LevelCosts {
  length: number
  table: Float64Array
}

/**
 * Costs this close are equal. An outlier beside a cut costs the same on either side; it then ends the earlier segment,
 * whatever the last digits say.
 */
const tie = 1e-7

const width = 5

export const levelCosts = (): LevelCosts => ({ length: 0, table: new Float64Array(64 * width) })

export function push (to: LevelCosts, end: number, a: number, b: number, c: number, cut: number): void {
  const last = to.length - width
  if (a === 0 && last >= 0 && to.table[last + 1] === 0 && to.table[last + 4] === cut && to.table[last + 3] === c) {
    to.table[last] = end
    return
  }
  if (to.length === to.table.length) {
    const wider = new Float64Array(2 * to.length)
    wider.set(to.table)
    to.table = wider
  }
  const { table, length } = to
  table[length] = end
  table[length + 1] = a
  table[length + 2] = b
  table[length + 3] = c
  table[length + 4] = cut
  to.length = length + width
}

export interface Best { cost: number, cut: number }

/**
 * `to` = min(`from` + loss of `value`, `fresh`), where `fresh` is the cost of opening a new segment at `cut`, whatever
 * its level.
 */
export function extend (
  from: LevelCosts, to: LevelCosts, value: number, reach: number, fresh: number, cut: number
): void {
  to.length = 0
  const { table, length } = from
  const enter = value - reach
  const leave = value + reach
  let start = -Infinity
  for (let i = 0; i < length; i += width) {
    const stop = table[i]!
    const a = table[i + 1]!
    const b = table[i + 2]!
    const c = table[i + 3]!
    const origin = table[i + 4]!
    while (start < stop) {
      if (start >= enter && start < leave) {
        const end = Math.min(stop, leave)
        atMost(to, start, end, a + 1, b - 2 * value, c + value * value, origin, fresh, cut)
        start = end
      } else {
        const end = start < enter ? Math.min(stop, enter) : stop
        atMost(to, start, end, a, b, c + reach * reach, origin, fresh, cut)
        start = end
      }
    }
  }
}

/** Pushes min(a·θ² + b·θ + c, `fresh`) on (start, end]. */
function atMost (
  to: LevelCosts,
  start: number, end: number, a: number, b: number, c: number, cut: number,
  fresh: number, freshCut: number
): void {
  if (a === 0) {
    if (c < fresh - tie) push(to, end, 0, 0, c, cut)
    else push(to, end, 0, 0, fresh, freshCut)
    return
  }
  if ((a * start + b) * start + c <= fresh && (a * end + b) * end + c <= fresh) {
    push(to, end, a, b, c, cut)
    return
  }
  const discriminant = b * b - 4 * a * (c - fresh)
  const root = discriminant > 0 ? Math.sqrt(discriminant) : 0
  const low = Math.max(start, (-b - root) / (2 * a))
  const high = Math.min(end, (-b + root) / (2 * a))
  if (low >= high) {
    push(to, end, 0, 0, fresh, freshCut)
    return
  }
  if (low > start) push(to, low, 0, 0, fresh, freshCut)
  push(to, high, a, b, c, cut)
  if (high < end) push(to, end, 0, 0, fresh, freshCut)
}

/** The least of a·θ² + b·θ + c, a > 0, on [start, end]. */
function least (a: number, b: number, c: number, start: number, end: number): number {
  if (-b < 2 * a * start) return (a * start + b) * start + c
  if (-b > 2 * a * end) return (a * end + b) * end + c
  return c - b * b / (4 * a)
}

/** The least of `open` plus the losses of the recent values (ascending), and the cut of the piece it is reached in. */
export function cheapest (open: LevelCosts, recent: Float64Array, reach: number, best: Best): void {
  const n = recent.length
  const beyond = reach * reach
  let entered = 0
  let left = 0
  let linear = 0
  let constant = n * beyond
  let start = -Infinity
  best.cost = Infinity
  const { table, length } = open
  for (let i = 0; i < length; i += width) {
    const stop = table[i]!
    for (;;) {
      const enter = entered < n ? recent[entered]! - reach : Infinity
      const leave = left < n ? recent[left]! + reach : Infinity
      const end = Math.min(stop, enter, leave)
      const a = table[i + 1]! + entered - left
      const b = table[i + 2]! + linear
      const c = table[i + 3]! + constant
      const cost = a === 0 ? c : least(a, b, c, start, end)
      if (cost < best.cost) {
        best.cost = cost
        best.cut = table[i + 4]!
      }
      start = end
      if (end === stop) break
      const value = end === enter ? recent[entered++]! : recent[left++]!
      const sign = end === enter ? 1 : -1
      linear -= sign * 2 * value
      constant += sign * (value * value - beyond)
    }
  }
}
