import { yieldToOthers } from '../kernel/clock.js'
import type { World } from '../worlds/world.js'
import { capturesPerformance, simulator } from './page-loads.js'

/** After so many loads the simulation runs at its full speed, about five times that of the first ones. */
const enough = 160

/**
 * Runs page loads of the world in the background, so that the first question about a history of hundreds of runs does not
 * pay for loading and compiling the simulation. Changes nothing; between two loads whoever waits goes first.
 */
export async function warmUp (world: World): Promise<void> {
  const jobs = [...world.facts.jobs.values()].filter(capturesPerformance).slice(0, enough)
  if (jobs.length === 0) return
  const simulate = await simulator()
  const { metricData } = await import('../simulation/metric-data.js')
  await import('../statistics/series.js')
  for (let i = 0; i < enough; i++) {
    const timeline = simulate(world, jobs[i % jobs.length]!, 0)
    if (timeline !== undefined) metricData(timeline)
    await yieldToOthers()
  }
}
