/** Whether jobs have time for their page loads, and what becomes of those that have not. */
import { silenceIn, silenceOf } from '../facts/errors-of-jobs.js'
import type { Job, JobPlan } from '../facts/job.js'
import { Invalid } from '../kernel/errors.js'
import { PinConflict } from '../lab/pins/conflict.js'
import { visitTime } from '../lab/session/visit-time.js'
import type { Base } from './base.js'
import { declaredPage } from './files/declared-page.js'
import type { JobSpec } from './files/job-spec.js'
import { pageVisited, simulateLoad, type LoadWorld } from './page-loads.js'
import { roughLoad } from './rough-load.js'

type Choice = JobSpec['tooShort']

/** Of a job's time its page loads take at most so much; the rest is its commands'. */
const share = 0.9

/** How long a job's client is busy, ms; undefined for one that never starts or has no planned end. */
function lasting (plan: JobPlan): number | undefined {
  const { started, ended } = plan
  return started === null || ended === null ? undefined : ended - started - silenceIn(plan)
}

/** The time of all page loads of a job, ms. */
async function loadingTime (world: LoadWorld, job: Job): Promise<number> {
  let sum = 0
  for (const index of job.visits.keys()) {
    if (!URL.canParse(pageVisited(world, job, index)?.url ?? '')) continue
    sum += await loadOf(world, job, index)
  }
  return sum
}

/**
 * How long a page load of a job takes, ms; 0 for one whose pins contradict each other: that is told elsewhere.
 * @throws Invalid for those of a suite, which nobody wrote down one by one
 */
export async function loadOf (world: LoadWorld, job: Job, index: number): Promise<number> {
  try {
    const timeline = await simulateLoad(world, job, index)
    return timeline === undefined ? 0 : visitTime(timeline)
  } catch (error) {
    if (!(error instanceof PinConflict)) throw error
    if (job.suite === null) return 0
    throw new Invalid(`suite "${job.suite}": run ${job.run}: ${error.message}`)
  }
}

const inSeconds = (ms: number): string => `${(Math.ceil(ms / 100) / 10).toFixed(1)} s`

/** What a maker is told of a job that is too short; undefined for one that is not. */
interface Shortage {
  /** How long it has to run, whole seconds, in ms. */
  readonly least: number
  /** Of whose loads, and how long they take. */
  readonly sentence: string
}

/** How much time a job lacks; undefined if it has enough. */
export async function shortageOf (world: LoadWorld, job: Job): Promise<Shortage | undefined> {
  const lasts = lasting(job.plan)
  if (lasts === undefined || job.visits.length === 0) return undefined
  const loading = await loadingTime(world, job)
  if (loading <= share * lasts) return undefined
  const least = Math.ceil((loading + 3000 + 100 * job.plan.commands) / 1000) * 1000
  const loads = job.visits.length === 1 ? 'its page load takes' : `its ${job.visits.length} page loads take`
  return { least, sentence: `runningFor: ${loads} ${inSeconds(loading)}, and it runs for ${inSeconds(lasts)}` }
}

/** The job, its client busy for so long. */
export function runningFor (job: Job, ms: number): Job {
  const { started, error } = job.plan
  return started === null ? job : { ...job, plan: { ...job.plan, ended: started + ms + silenceOf(error) } }
}

/** Jobs of which no two need to be looked at apart: runs of one suite, or a single one. */
interface Group { readonly what: string, readonly choice: Choice, readonly jobs: Job[] }

function groupsOf ({ origin: { file }, facts }: Base): Iterable<Group> {
  const choices = new Map(file.sauce?.suites?.map(({ name, owner, tooShort }) => [`${owner}\n${name}`, tooShort]))
  const groups = new Map<string, Group>()
  for (const job of facts.jobs.values()) {
    if (job.visits.length === 0 || lasting(job.plan) === undefined) continue
    const { suite, owner, run } = job
    const key = suite === null ? `job ${run}` : `${owner}\n${suite}`
    const group = groups.get(key)
    if (group !== undefined) group.jobs.push(job)
    else {
      const choice = suite === null ? file.sauce?.jobs?.[run]?.tooShort : choices.get(key)
      groups.set(key, { what: suite === null ? `job ${run}` : `suite "${suite}"`, choice, jobs: [job] })
    }
  }
  return groups.values()
}

/** How many runs of a suite are simulated to find out how long all of them take, unless each has numbers of its own. */
const sampled = 24

/** Whether a look at what the pages weigh leaves open if there is time for them. */
function maybeTooShort (world: LoadWorld, { jobs: [job], jobs }: Group): boolean {
  if (job === undefined) return false
  // What a suite's runs are to measure says nothing of what its pages weigh.
  if (job.suite !== null && jobs.some(({ pins, conditions }) => pins !== null || conditions.regression !== undefined)) {
    return true
  }
  const rough = job.visits.reduce((sum, visit) => sum + roughLoad(declaredPage(world.file, visit), job.conditions), 0)
  return jobs.some(({ plan }) => rough > share * (lasting(plan) ?? Infinity))
}

/** The runs of a group that is too short, as long as the longest of some of them has to be; empty if none is short. */
async function grown (world: LoadWorld, { what, choice, jobs }: Group): Promise<Job[]> {
  const numbered = jobs.some(({ suite, pins }) => suite !== null && pins !== null)
  const step = numbered ? 1 : Math.max(1, Math.ceil(jobs.length / sampled))
  let least = 0
  for (let run = 0; run < jobs.length; run += step) {
    const job = jobs[run]
    const shortage = job === undefined ? undefined : await shortageOf(world, job)
    if (shortage === undefined) continue
    if (choice === 'refuse') throw new Invalid(`${what}: ${shortage.sentence}`)
    least = Math.max(least, shortage.least)
  }
  const ms = least
  return jobs.filter(({ plan }) => (lasting(plan) ?? ms) < ms).map((job) => runningFor(job, ms))
}

type Refused = (why: unknown, what: string) => void

/**
 * Makes the jobs of a new base last as long as their page loads; what is plainly long enough is not simulated.
 * `refused` is told why, and of which suite or job, where one cannot be; if it throws, the first is the last.
 * @throws Invalid where a world file wants them refused instead.
 */
export async function withRoomForLoads (base: Base, refused: Refused = throwIt): Promise<Base> {
  const world = { seed: base.origin.seed, file: base.origin.file, facts: base.facts, base }
  for (const group of [...groupsOf(base)]) {
    if (!maybeTooShort(world, group)) continue
    try {
      for (const job of await grown(world, group)) base.facts.jobs.put(job)
    } catch (error) {
      refused(error, group.what)
    }
  }
  return base
}

function throwIt (why: unknown): never {
  throw why
}
