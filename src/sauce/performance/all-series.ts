import { groupKey } from '../../facts/facts.js'
import { isOver, type Job } from '../../facts/job.js'
import { eachInSteps, type Steps } from '../../kernel/turns.js'
import type { SeriesSummary } from '../../worlds/judged-series.js'
import type { World } from '../../worlds/world.js'
import { processingTime } from './find-loads.js'
import { byAge } from './histories.js'
import { reportedLoads } from './reported-loads.js'

/** A summary that is being made. */
type Counted = { -readonly [Key in keyof SeriesSummary]: SeriesSummary[Key] }

/** The series of all measured page loads of a world, the one that ran last first. `at`: ms since the Unix epoch. */
export function * allSeries (world: World, at: number): Steps<SeriesSummary[]> {
  const latestEnd = at - processingTime(world)
  const found = new Map<string, Counted>()
  yield * eachInSteps(world.facts.jobs.values(), (job) => {
    if (isOver(job, latestEnd)) count(found, world, job)
  }, 100)
  return [...found.values()].sort((a, b) => byAge(b.last, a.last))
}

function count (found: Map<string, Counted>, world: World, job: Job): void {
  const { owner, name, platform: { os, browser } } = job
  for (const { url, orderIndex } of reportedLoads(world, job)) {
    const key = groupKey(owner, name ?? '', os, browser, url, orderIndex)
    const known = found.get(key)
    if (known === undefined) {
      found.set(key, { place: { owner, name, os, browser, url, orderIndex }, runs: 1, first: job, last: job })
      continue
    }
    known.runs++
    if (byAge(job, known.first) < 0) known.first = job
    if (byAge(known.last, job) < 0) known.last = job
  }
}
