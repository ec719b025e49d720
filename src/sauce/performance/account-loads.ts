import type { World } from '../../worlds/world.js'
import { isOver, type Job } from '../../facts/job.js'
import { Invalid } from '../../kernel/errors.js'
import { processingTime } from './find-loads.js'
import { instantOf } from './parameters.js'
import type { ListQuery, PageLinks } from './performance.schema.js'
import { browserUrl } from '../../facts/visits.js'
import { reportedLoads, type JobLoad } from './reported-loads.js'

const defaultLimit = 100
const maxLimit = 500

const limitOf = ({ limit = defaultLimit }: ListQuery): number => Math.min(limit, maxLimit)

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000

/** Newest first; jobs of one moment in the opposite order of their making. */
const newestFirst = (a: Job, b: Job): number =>
  b.plan.created - a.plan.created || b.run - a.run || (a.id < b.id ? 1 : -1)

/**
 * The measured page loads of an account's tests, newest test first. Times are compared as they are shown, to the
 * second.
 */
export function accountLoads (world: World, owner: string, query: ListQuery, at: number): JobLoad[] {
  const from = instantOf(query.start_date, 'start_date') ?? -Infinity
  const to = instantOf(query.end_date, 'end_date') ?? Infinity
  if (from > to) throw new Invalid('start_date must not be after end_date.', 'start_date')
  const url = query.page_url === undefined ? undefined : browserUrl(query.page_url)
  const latestEnd = at - processingTime(world)
  const isListed = (job: Job): boolean => {
    const created = wholeSeconds(job.plan.created)
    return isOver(job, latestEnd) && created >= from && created <= to
  }
  const loadsOf = (job: Job): JobLoad[] => reportedLoads(world, job)
    .filter((load) => url === undefined || load.url === url)
    .map((load) => ({ job, load }))
  return world.facts.jobs.in('owner', owner).filter(isListed).sort(newestFirst).flatMap(loadsOf)
}

export function pageOfList<T> (all: readonly T[], query: ListQuery): T[] {
  const { offset = 0 } = query
  return all.slice(offset, offset + limitOf(query))
}

/**
 * Absolute links to the pages before and after; the request's other parameters are kept. `base` without a trailing
 * slash.
 */
export function pageLinks (query: ListQuery, count: number, base: string): PageLinks {
  const offset = query.offset ?? 0
  const limit = limitOf(query)
  const link = (start: number, length: number): string =>
    `${base}/v2/performance/metrics/?${parametersText({ ...query, limit: length, offset: start })}`
  return {
    next: offset + limit < count ? link(offset + limit, limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit), Math.min(limit, offset)) : null
  }
}

/** The parameters as a URL has them; of a list the key is repeated. */
function parametersText (query: ListQuery): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) parameters.append(name, String(each))
  }
  return parameters.toString()
}
