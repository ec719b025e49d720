import type { Answer } from '../../../../control/operations.js'

/** A series as the control plane tells of it: every run with its baseline, regimes, releases. */
export type SeriesRuns = Answer<'seriesRuns'>
export type Run = SeriesRuns['runs'][number]
export type Regime = SeriesRuns['regimes'][number]
export type Release = SeriesRuns['releases'][number]
export type Truth = Answer<'truth'>

/** What the Performance API asserts of a run, by metric. */
export type Assertions = Readonly<Record<string, Assertion>>

export interface Assertion {
  readonly real_value: number
  readonly baseline: number
  readonly lower_boundary: number
  readonly upper_boundary: number
  readonly outlier: { readonly status: boolean, readonly reason: string | null }
}

/** A job's page loads, with the metrics they have. */
export interface Items { readonly items: readonly Item[] }

interface Item { readonly order_index: number, readonly metric_data: Readonly<Record<string, number>> }
