import type { LoadMetrics } from '../../lab/load/load-metrics.js'
import type { Job, JobPlan } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { causesOf, recordedLoaderId, type Load } from '../page-loads.js'

/** A result with the parts of the job it follows from. */
interface Known { readonly visit: string | undefined, readonly conditions: Job['conditions'], readonly pins: Job['pins'], readonly result: LoadMetrics }

/** A page load to be looked up, with its job. */
export interface JobLoad { readonly job: Job, readonly load: Load }

/**
 * Results of simulated page loads, each simulated once: a history of hundreds of runs is asked for again and again, and
 * a timeline is a thousand times larger than its numbers. They are kept with the job's plan, which outlives renaming,
 * tagging and judging the job and is shared by forks of a world.
 */
export class LoadResults {
  #young = new WeakMap<JobPlan, Known[]>()
  #old = new WeakMap<JobPlan, Known[]>()
  #count = 0
  /** How many page loads were simulated so far. */
  simulated = 0

  /** `limit`: results kept at least; at most twice as many are. About half a kilobyte each. */
  constructor (readonly limit = 20_000) {}

  async of (world: World, wanted: readonly JobLoad[]): Promise<LoadMetrics[]> {
    const missing = wanted.some(({ job, load }) => load.measured === undefined && this.#find(job, load.orderIndex) === undefined)
    const simulate = missing ? (await import('../../lab/load/load-metrics.js')).simulateLoadMetrics : undefined
    return wanted.map(({ job, load: { orderIndex, measured } }) => {
      if (measured !== undefined) return { loaderId: recordedLoaderId(world, job, orderIndex), error: null, metrics: measured.metrics }
      return this.#find(job, orderIndex) ?? this.#keep(job, orderIndex, simulate!(causesOf(world, job, orderIndex)!))
    })
  }

  #find ({ plan, visits, conditions, pins }: Job, orderIndex: number): LoadMetrics | undefined {
    const known = (this.#young.get(plan) ?? this.#old.get(plan))?.[orderIndex]
    return known?.visit === visits[orderIndex] && known?.conditions === conditions && known?.pins === pins ? known?.result : undefined
  }

  #keep ({ plan, visits, conditions, pins }: Job, orderIndex: number, result: LoadMetrics): LoadMetrics {
    if (this.#count++ >= this.limit) {
      this.#old = this.#young
      this.#young = new WeakMap()
      this.#count = 1
    }
    const list = this.#young.get(plan) ?? [...this.#old.get(plan) ?? []]
    list[orderIndex] = { visit: visits[orderIndex], conditions, pins, result }
    this.#young.set(plan, list)
    this.simulated++
    return result
  }
}
