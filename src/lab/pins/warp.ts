/** A monotone map of time. */
export type Warp = (time: number) => number

export interface Anchor { readonly from: number, readonly to: number }

/**
 * The piecewise linear map through 0 and the anchors, with slope 1 after the last. Anchors that would go back are
 * raised.
 */
export function warpThrough (anchors: readonly Anchor[]): Warp {
  let last: Anchor = { from: 0, to: 0 }
  const points = [last]
  for (const { from, to } of anchors.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from <= last.from) continue
    last = { from, to: Math.max(to, last.to) }
    points.push(last)
  }
  return (time) => {
    if (time < 0) return 0
    let a: Anchor = { from: 0, to: 0 }
    for (const b of points) {
      if (b.from > time) return a.to + (time - a.from) * (b.to - a.to) / (b.from - a.from)
      a = b
    }
    return a.to + time - a.from
  }
}
