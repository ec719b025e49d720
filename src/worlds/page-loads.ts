import { PinConflict } from '../lab/pins/conflict.js'
import type { PageLoadInput } from '../lab/load/page-load.js'
import type { Page } from '../lab/page/page.schema.js'
import type { Timeline } from '../lab/timeline.js'
import { pagesIn } from './declared-pages.js'
import { declaredPage } from './files/declared-page.js'
import { undeclaredPage } from './undeclared-page.js'
import type { Job } from '../facts/job.js'
import { screenOf } from '../facts/platform.js'
import { defaultTrain } from '../facts/visits.js'
import { causesFelt } from './causes-felt.js'
import type { World } from './world.js'

/** As much of a world as page loads follow from. */
export type LoadWorld = Pick<World, 'seed' | 'file' | 'base'> & { readonly facts: Pick<World['facts'], 'pages'> }

/**
 * The page that a visit leads to now: the one that is declared under that name or URL, else a plausible one for the
 * URL.
 */
export const pageOf = (world: LoadWorld, visit: string): Page =>
  declaredPage({ pages: pagesIn(world) }, visit) ?? undeclaredPage(world, visit)

/** The page that a visit of a job leads or has led to, whatever is declared by now; undefined if it has none such. */
export function pageVisited (world: LoadWorld, { visits, pages }: Job, orderIndex: number): Page | undefined {
  const visit = visits[orderIndex]
  if (visit === undefined) return undefined
  const declared = world.facts.pages.get(pages?.[orderIndex] ?? '')?.page
  return declared ?? declaredPage(world.file, visit) ?? undeclaredPage(world, visit)
}

/**
 * What a page load of a job is simulated from: a function of the world's seed, its file and the job's plan alone.
 * undefined if the job has no such visit.
 */
export function pageLoadInput (world: LoadWorld, job: Job, orderIndex: number): PageLoadInput | undefined {
  const page = pageVisited(world, job, orderIndex)
  if (page === undefined) return undefined
  const setting = job.driven?.[orderIndex]
  const { network, cpuRate, device = screenOf(job.platform), train = defaultTrain } = { ...job.conditions, ...setting }
  const accidents = job.conditions.accidents ?? world.file.accidents
  const startedAt = startOf(job, orderIndex)
  const pins = job.pins?.[orderIndex]
  return {
    seed: world.seed,
    jobId: job.id,
    orderIndex,
    page,
    ...(network === undefined ? {} : { network }),
    ...(cpuRate === undefined ? {} : { cpuRate }),
    ...(device === undefined ? {} : { device }),
    ...(pins === undefined ? {} : { pins }),
    ...(accidents === undefined ? {} : { accidents }),
    ...(setting?.interceptions === undefined ? {} : { interceptions: setting.interceptions }),
    releasesInForce: causesFelt(world.base.releases, train, setting?.felt ?? startedAt, job.conditions.regression),
    startedAt
  }
}

/** Navigation start, where it is known; else its job's start. */
function startOf ({ driven, plan: { started, created } }: Job, orderIndex: number): number {
  return (started ?? created) + (driven?.[orderIndex]?.at ?? 0)
}

/** The page load `orderIndex` of a job, simulated; undefined if the job has no such visit. */
export async function simulateLoad (world: LoadWorld, job: Job, orderIndex: number): Promise<Timeline | undefined> {
  // Not needed to listen.
  const { simulatePageLoad } = await import('../lab/load/page-load.js')
  const input = pageLoadInput(world, job, orderIndex)
  return input === undefined ? undefined : simulatePageLoad(input)
}

/** What a person is told of pins that contradict each other, a line for each page load; empty when none do. */
export async function pinFaults (world: World, job: Job): Promise<string[]> {
  const faults: string[] = []
  for (const index of (job.pins ?? []).keys()) {
    try {
      await simulateLoad(world, job, index)
    } catch (error) {
      if (!(error instanceof PinConflict)) throw error
      faults.push(`pins[${index}]: ${error.message}`)
    }
  }
  return faults
}
