import type { Plot } from './geometry.js'
import type { Run } from './wire.js'
import { kindOf, type Kind } from './words.js'

/** Tenths of a pixel are enough, and shorter. */
const place = (value: number): string => String(Math.round(value * 10) / 10)

/** The dots of one kind as one path: round caps make `h0` a dot. */
export function dotsPath (runs: readonly Run[], kind: Kind, { x, y, radius }: Plot): string {
  const draw = shapes[kind]
  let path = ''
  for (const [index, run] of runs.entries()) {
    if (run.value !== null && kindOf(run) === kind) path += draw(x(index), y(run.value), radius)
  }
  return path
}

const dot = (x: number, y: number): string => `M${place(x)} ${place(y)}h0`
const diamond = (x: number, y: number, radius: number): string => {
  const half = place(radius + 1.5)
  return `M${place(x - radius - 1.5)} ${place(y)}l${half} -${half}l${half} ${half}l-${half} ${half}z`
}
const ring = (x: number, y: number, radius: number): string => {
  const [size, wide] = [place(radius), place(2 * radius)]
  return `M${place(x - radius)} ${place(y)}a${size} ${size} 0 1 0 ${wide} 0a${size} ${size} 0 1 0 -${wide} 0`
}

/** A kind is told by its shape, not by its colour alone. */
const shapes: Readonly<Record<Kind, (x: number, y: number, radius: number) => string>> = {
  inside: dot,
  outlier: diamond,
  discarded: ring,
  accepted: dot
}

/** The runs between which baselines go on: a run without a value breaks the band. */
function pieces (runs: readonly Run[]): number[][] {
  const found: number[][] = []
  let open: number[] | undefined
  for (const [index, { baseline }] of runs.entries()) {
    if (baseline === null) open = undefined
    else if (open === undefined) found.push(open = [index])
    else open.push(index)
  }
  return found
}

const boundsAt = (runs: readonly Run[], index: number): NonNullable<Run['baseline']> =>
  runs[index]?.baseline ?? { mean: 0, lower: 0, upper: 0, runs: 0 }

/** What each run is held against: a band from bound to bound. */
export function bandPath (runs: readonly Run[], { x, y, top, bottom }: Plot): string {
  const within = (at: number): number => Math.min(bottom, Math.max(top, at))
  const point = (index: number, value: number): string => `${place(x(index))} ${place(within(y(value)))}`
  return pieces(runs).map((indexes) => {
    const above = indexes.map((index) => point(index, boundsAt(runs, index).upper))
    const below = indexes.toReversed().map((index) => point(index, boundsAt(runs, index).lower))
    return `M${[...above, ...below].join('L')}z`
  }).join('')
}

/** The middle of the band. */
export function baselinePath (runs: readonly Run[], { x, y }: Plot): string {
  const point = (index: number): string => `${place(x(index))} ${place(y(boundsAt(runs, index).mean))}`
  return pieces(runs).map((indexes) => `M${indexes.map(point).join('L')}`).join('')
}
