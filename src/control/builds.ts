import { groupKey } from '../facts/facts.js'
import { consolidatedStatusAt, endOf, type Job } from '../facts/job.js'
import { compareText } from '../kernel/sorted.js'
import type { World } from '../worlds/world.js'
import type { Answer } from './operations.js'
import { mostJobs } from './overview.schema.js'

type Body = Answer<'listBuilds'>
type JobBody = Body['builds'][number]['jobs'][number]

/** A build, or an owner's jobs without one. */
interface Group {
  readonly id: string | null
  readonly name: string | null
  readonly owner: string
  /** ms since the Unix epoch. */
  readonly created: number
  readonly jobs: readonly Job[]
}

/** The builds of a world with their jobs, newest first: whoever owns them, for somebody who looks from outside. */
export function listBuilds (world: World, at: number, { limit, skip }: { limit: number, skip: number }): Body {
  const { builds, jobs } = world.facts
  const groups: Group[] = looseJobs(world, at)
  for (const { id, name, owner, created } of builds.values()) {
    if (created <= at) groups.push({ id, name, owner, created, jobs: jobs.in('build', groupKey(owner, name)) })
  }
  groups.sort((a, b) => b.created - a.created || compareText(a.id ?? '', b.id ?? ''))
  return { total: groups.length, builds: groups.slice(skip, skip + limit).map((group) => bodyOf(group, at)) }
}

/** The jobs that belong to no build, by owner; the newest of them says how new they are. */
function looseJobs ({ facts: { users, jobs } }: World, at: number): Group[] {
  return [...users.values()].flatMap(({ username: owner }) => {
    const loose = jobs.in('owner', owner).filter((job) => job.build === null && job.plan.created <= at)
    const [newest] = loose
    return newest === undefined ? [] : [{ id: null, name: null, owner, created: newest.plan.created, jobs: loose }]
  })
}

function bodyOf ({ id, name, owner, created, jobs }: Group, at: number): Body['builds'][number] {
  const there = jobs.filter(({ plan }) => plan.created <= at)
  const told = there.slice(0, mostJobs).map((job) => jobBody(job, at))
  return { id, name, owner, created: iso(created), jobCount: there.length, jobs: told }
}

function jobBody (job: Job, at: number): JobBody {
  const { id, name, platform, plan: { created, started } } = job
  const end = endOf(job)
  return {
    id,
    name,
    status: consolidatedStatusAt(job, at),
    platform: `${platform.browserName} ${platform.shortVersion}, ${platform.os}`,
    created: iso(created),
    started: started === null ? null : iso(started),
    ended: end === Infinity ? null : iso(end)
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
