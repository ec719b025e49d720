import { lanesOf, widthOf } from '../../charts/lanes.js'
import type { Box, PlotOf } from '../../charts/plot.js'
import { extent, linear } from '../../charts/scale.js'
import type { FeltRelease } from './releases.js'
import type { MetricChart } from './report.js'

/** Room for the numbers at the left, versions below, releases above, names of lines at the right; px. */
const margins = { left: 52, right: 76, top: 8, bottom: 24 }

/** How high a lane of releases' names is, px. */
export const laneHeight = 14

/** A release: its line, and where its name stands. */
export interface Mark {
  readonly release: FeltRelease
  readonly name: string
  readonly at: number
  /** Where the name begins, px. */
  readonly start: number
  readonly lane: number
}

export interface Plot extends PlotOf<Mark> {
  /** Every so many versions are named, so that their names do not touch. */
  readonly every: number
}

/** Where a chart's things are, px. Zero is in view: a chart that hides it makes noise look like news. */
export function plotOf (
  { versions, lines }: MetricChart, releases: readonly FeltRelease[], { width, height }: Box
): Plot {
  const [left, right] = [margins.left, Math.max(margins.left + 40, width - margins.right)]
  const values = lines.flatMap(({ points, goal }) => [
    ...points.flatMap((point) => point === undefined ? [] : [point.value + (point.margin ?? 0)]),
    ...goal === undefined ? [] : [goal.value]
  ])
  const [, most] = extent([0, ...values])
  const last = versions.length - 1
  const step = (right - left) / Math.max(1, last)
  const x = (index: number): number => last === 0 ? (left + right) / 2 : left + index * step
  // A release came before the version that felt it first.
  const marks = marksOf(releases, (version) => x(Math.max(0, versions.indexOf(version) - 0.5)), [left, right])
  const lanes = Math.max(0, ...marks.map(({ lane }) => lane + 1))
  const [top, bottom] = [margins.top + lanes * laneHeight, height - margins.bottom]
  return {
    x,
    y: linear([0, most], [bottom, top], 4),
    left,
    right,
    top,
    bottom,
    marks,
    every: Math.max(1, Math.ceil(40 / step)),
    nearest: (place) => Math.min(last, Math.max(0, Math.round((place - left) / step)))
  }
}

function marksOf (
  releases: readonly FeltRelease[], placeOf: (version: string) => number, [left, right]: readonly [number, number]
): Mark[] {
  const marks = releases.map((release) => {
    const [name, at] = [`${release.train} ${release.release}`, placeOf(release.version)]
    const width = widthOf(name)
    return { release, name, at, width, start: at > (left + right) / 2 ? at - width - 4 : at + 4 }
  })
  const lanes = lanesOf(marks)
  return marks.map(({ width, ...mark }, index) => ({ ...mark, lane: lanes[index] ?? 0 }))
}

/** A line through what is there: it breaks where a version has no value. */
export function linePath (points: ReadonlyArray<{ readonly value: number } | undefined>, { x, y }: Plot): string {
  const pieces: string[] = []
  let isOpen = false
  for (const [index, point] of points.entries()) {
    if (point !== undefined) pieces.push(`${isOpen ? 'L' : 'M'}${x(index).toFixed(1)} ${y(point.value).toFixed(1)}`)
    isOpen = point !== undefined
  }
  return pieces.join('')
}

/** Bars of the error margins: a stroke with a cap at each end. */
export function marginPath (
  points: ReadonlyArray<{ readonly value: number, readonly margin: number | undefined } | undefined>, { x, y }: Plot
): string {
  return points.flatMap((point, index) => {
    if (point?.margin === undefined) return []
    const at = x(index)
    const [low, high] = [y(Math.max(0, point.value - point.margin)), y(point.value + point.margin)]
    return [low, high].map((end) => `M${(at - 3).toFixed(1)} ${end.toFixed(1)}h6`)
      .concat(`M${at.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}`)
  }).join('')
}

/** Places of names at the right, moved apart so that each can be read; px, in the order given. */
export function apart (places: readonly number[], least: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place)
  const moved: number[] = []
  let last = -Infinity
  for (const { place, index } of order) {
    last = Math.max(place, last + least)
    moved[index] = last
  }
  return moved
}
