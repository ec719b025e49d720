import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import type { PageLoadInput } from '../../lab/load/page-load.js'
import type { LoadMetrics } from '../../lab/load/load-metrics.js'
import type { Job, JobPlan } from '../../facts/job.js'
import type { VisitSetting } from '../../facts/visit-setting.js'
import { pageLoadInput } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'
import { recordedLoaderId } from './load-ids.js'
import type { JobLoad } from './reported-loads.js'

/** What a page load came to. `of`: as it was asked for. */
export interface LoadResult<L extends JobLoad = JobLoad> { readonly of: L, readonly measured: LoadMetrics }

/** A simulated result with the parts of the job, besides its plan, that it follows from. */
interface Known {
  readonly visit: string | undefined
  readonly conditions: Job['conditions']
  readonly setting: VisitSetting | undefined
  readonly pins: Job['pins']
  readonly result: LoadMetrics
}

/** What a result takes. Bytes. */
const perResult = 512

/**
 * Results of simulated page loads, each simulated once: a history of hundreds of runs is asked for again and again, and
 * a timeline is a thousand times larger than its numbers. They are kept with the job's plan, which outlives renaming,
 * tagging and judging the job and is shared by forks of a world.
 */
export class LoadResults {
  /** By plan and order index. */
  readonly #known: Cache<JobPlan, Known[]>
  /** How many page loads were simulated so far. */
  simulated = 0

  /** `limit`: how many results are kept. */
  constructor ({ limit = 20_000, account }: { limit?: number, account?: MemoryAccount | undefined } = {}) {
    this.#known = new Cache({ most: limit, weigh: (results) => results.length, account, unit: perResult })
  }

  /** The results of page loads, in their order. */
  async of<L extends JobLoad> (world: World, wanted: readonly L[]): Promise<Array<LoadResult<L>>> {
    const found = wanted.map((of) => ({ of, measured: this.#find(world, of) }))
    if (found.every(isComplete)) return found
    const simulate = await simulation()
    return wanted.map((of) => ({ of, measured: this.#find(world, of) ?? this.#keep(of, simulate(inputOf(world, of))) }))
  }

  /** The result of one page load. */
  async one<L extends JobLoad> (world: World, wanted: L): Promise<LoadResult<L>> {
    const found = this.#find(world, wanted)
    if (found !== undefined) return { of: wanted, measured: found }
    const simulate = await simulation()
    return { of: wanted, measured: this.#keep(wanted, simulate(inputOf(world, wanted))) }
  }

  /** The result if it is there already: recorded by a client, or simulated before. */
  #find (world: World, { job, load: { orderIndex, recorded } }: JobLoad): LoadMetrics | undefined {
    if (recorded !== undefined) {
      return { loaderId: recordedLoaderId(world, job, orderIndex), error: null, metrics: recorded.metrics }
    }
    const known = this.#known.get(job.plan)?.[orderIndex]
    return known !== undefined && follows(known, job, orderIndex) ? known.result : undefined
  }

  #keep ({ job, load: { orderIndex } }: JobLoad, result: LoadMetrics): LoadMetrics {
    const { plan, visits, driven, conditions, pins } = job
    const results = this.#known.get(plan) ?? []
    results[orderIndex] = { visit: visits[orderIndex], conditions, setting: driven?.[orderIndex], pins, result }
    // Put in anew, so that its weight is known.
    this.#known.set(plan, results)
    this.simulated++
    return result
  }
}

/** Not needed to listen. */
const simulation = async (): Promise<(input: PageLoadInput) => LoadMetrics> =>
  (await import('../../lab/load/load-metrics.js')).simulateLoadMetrics

const isComplete = <L extends JobLoad>(result: { of: L, measured: LoadMetrics | undefined }): result is LoadResult<L> =>
  result.measured !== undefined

const follows = (known: Known, { visits, driven, conditions, pins }: Job, orderIndex: number): boolean =>
  known.visit === visits[orderIndex] && known.conditions === conditions && known.pins === pins &&
  known.setting === driven?.[orderIndex]

function inputOf (world: World, { job, load: { orderIndex } }: JobLoad): PageLoadInput {
  const input = pageLoadInput(world, job, orderIndex)
  if (input === undefined) throw new Error(`job ${job.id} makes no visit ${orderIndex} to be simulated`)
  return input
}
