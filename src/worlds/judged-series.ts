/** A series of page loads as a whole, as whoever emulates its API judges it: for who shows it. */
import type { Job } from '../facts/job.js'
import type { Bounds } from '../statistics/baseline.js'
import type { OutlierReason } from '../statistics/series.js'
import type { World } from './world.js'

/** What all runs of a series have in common. */
export interface SeriesPlace {
  readonly owner: string
  readonly name: string | null
  readonly os: string
  readonly browser: string
  readonly url: string
  readonly orderIndex: number
}

export interface SeriesSummary {
  readonly place: SeriesPlace
  /** How many runs are over. */
  readonly runs: number
  readonly first: Job
  readonly last: Job
}

/** A run, and what the runs up to it say of it. */
export interface JudgedRun {
  readonly job: Job
  /** null: it has no such metric, and so no baseline. */
  readonly value: number | null
  readonly baseline: Bounds | null
  /** How many runs that is made of. */
  readonly baselineRuns: number
  readonly outlier: OutlierReason | null
  readonly reset: boolean
  readonly discarded: boolean
  readonly acknowledged: boolean
}

/** A stretch that belongs together, as it is seen from the newest run. */
export interface JudgedRegime {
  /** Positions among all runs, both included. */
  readonly from: number
  readonly to: number
  /** The same as the API has it, which leaves out runs that do not count. */
  readonly start: number
  readonly end: number
  readonly active: boolean
  readonly baseline: Bounds
}

export interface JudgedSeries {
  readonly place: SeriesPlace
  readonly metric: string
  /** The release train that its page loads feel; null: they feel none. */
  readonly train: string | null
  /** Oldest first. */
  readonly runs: readonly JudgedRun[]
  readonly regimes: readonly JudgedRegime[]
}

/** Which series is asked for: the one that a page load of a job belongs to. */
export interface SeriesWanted {
  readonly job: string
  readonly orderIndex: number
  readonly metric: string
  /** Whose view it is where keys are proven; undefined: the job's owner's. */
  readonly account: string | undefined
}

/** Who tells of series. Moments in ms since the Unix epoch. */
export interface SeriesTeller {
  /** All of a world, the one that ran last first. */
  list (world: World, at: number): Promise<SeriesSummary[]>
  /** @throws NotFound, Invalid */
  judge (world: World, at: number, wanted: SeriesWanted): Promise<JudgedSeries>
}
