/** A monotone map of time. */
export type Warp = (time: number) => number

export interface Anchor { readonly from: number, readonly to: number }

/** The piecewise linear map through 0 and the anchors, with slope 1 after the last. Anchors that would go back are raised. */
export function warpThrough (anchors: readonly Anchor[]): Warp {
  const points: Anchor[] = [{ from: 0, to: 0 }]
  for (const { from, to } of anchors.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = points.at(-1)!
    if (from > last.from) points.push({ from, to: Math.max(to, last.to) })
  }
  return (time) => {
    const next = points.findIndex(({ from }) => from > time)
    if (next === -1) return points.at(-1)!.to + time - points.at(-1)!.from
    if (next === 0) return 0
    const [a, b] = [points[next - 1]!, points[next]!]
    return a.to + (time - a.from) * (b.to - a.to) / (b.from - a.from)
  }
}
