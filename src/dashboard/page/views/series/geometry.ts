import { lanesOf, widthOf } from '../../charts/lanes.js'
import type { Box, PlotOf } from '../../charts/plot.js'
import { extent, linear } from '../../charts/scale.js'
import { day } from '../../ui/format.js'
import type { Regime, Release, Run, SeriesRuns } from './wire.js'
import { regimeName, releaseWords } from './words.js'

/** A release: its line, and where its words stand; no lane where there is no room for them. */
export interface Mark {
  readonly release: Release
  readonly words: string
  /** What of its words there is room for. */
  readonly shown: string
  readonly at: number
  readonly start: number
  readonly lane: number | undefined
}

/** A regime as a stretch of the chart. */
export interface Stretch {
  readonly regime: Regime
  readonly name: string
  /** What of its name there is room for. */
  readonly shown: string
  readonly left: number
  readonly right: number
}

export interface Plot extends PlotOf<Mark> {
  readonly stretches: readonly Stretch[]
  readonly dates: ReadonlyArray<{ readonly at: number, readonly text: string }>
  /** How big a dot is, px. */
  readonly radius: number
}

const margins = { left: 64, right: 16, bottom: 26 }
export const laneHeight = 16
/** Releases' words take so many lanes at most. */
const mostLanes = 5
/** So much of the values' own span may bounds add above and below: the first ones of a series are wide. */
const mostBeyond = 0.3

/** Where everything is, px. Runs stand side by side, each as far from the next: they are counted, not dated. */
export function plotOf ({ metric, runs, regimes, releases }: SeriesRuns, { width, height }: Box): Plot {
  const [left, right] = [margins.left, Math.max(margins.left + 60, width - margins.right)]
  const step = (right - left) / Math.max(1, runs.length)
  const x = (index: number): number => left + (index + 0.5) * step
  const marks = marksOf(releases, (index) => x((index ?? runs.length) - 0.5), [left, right])
  const lanes = Math.max(0, ...marks.map(({ lane }) => lane === undefined ? 0 : lane + 1))
  const [top, bottom] = [(lanes + 1) * laneHeight + 6, height - margins.bottom]
  return {
    x,
    y: linear(domainOf(runs), [bottom, top], 5),
    left,
    right,
    top,
    bottom,
    marks,
    stretches: regimes.map((regime, index) => {
      const [start, end] = [x(regime.from - 0.5), x(regime.to + 0.5)]
      const name = regimeName(metric, regime, index)
      const shown = fitting([name, `Regime ${index + 1}`, `${index + 1}`], end - start)
      return { regime, name, shown, left: start, right: end }
    }),
    dates: datesOf(runs, x, right - left),
    radius: Math.min(4, Math.max(2, step * 0.4)),
    nearest: (place) => Math.min(runs.length - 1, Math.max(0, Math.floor((place - left) / step)))
  }
}

const fitting = (texts: readonly string[], room: number): string =>
  texts.find((text) => widthOf(text) + 8 <= room) ?? ''

function domainOf (runs: readonly Run[]): [number, number] {
  const values = runs.flatMap(({ value }) => value === null ? [] : [value])
  const [least, most] = extent(values)
  const beyond = (most - least) * mostBeyond
  const bounds = runs.flatMap(({ baseline }) => baseline === null ? [] : [baseline.lower, baseline.upper])
  const within = bounds.map((bound) => Math.min(most + beyond, Math.max(least - beyond, bound)))
  const [low, high] = extent([least, most, ...within], 0)
  return [least >= 0 ? Math.max(0, low) : low, high]
}

function marksOf (
  releases: readonly Release[], placeOf: (index: number | null) => number, [left, right]: readonly [number, number]
): Mark[] {
  const marks = releases.map((release) => {
    const [words, at] = [releaseWords(release), placeOf(release.index)]
    const shown = fitting([words, `${release.train} ${release.version}`], Math.max(right - at, at - left))
    const width = widthOf(shown)
    return { release, words, shown, at, width, start: at + 4 + width <= right ? at + 4 : at - width - 4 }
  })
  const lanes = lanesOf(marks)
  return marks.map(({ width, ...mark }, index) => {
    const lane = lanes[index] ?? 0
    return { ...mark, lane: lane < mostLanes ? lane : undefined }
  })
}

function datesOf (runs: readonly Run[], x: (index: number) => number, wide: number): Plot['dates'] {
  const number = Math.min(runs.length, Math.max(2, Math.floor(wide / 110)))
  const every = Math.max(1, Math.ceil(runs.length / number))
  return runs.flatMap((run, index) => index % every === 0 ? [{ at: x(index), text: day(run.created) }] : [])
}
