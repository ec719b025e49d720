import type { World } from './world.js'

/** By the name of the collection. */
export interface Counts extends Record<string, number> { readonly jobs: number, readonly builds: number }

/** How many records of each kind exist at a moment (ms): what is planned for later is not counted. */
export function countsAt ({ facts }: World, at: number): Counts {
  const sizes = Object.fromEntries(Object.entries(facts).map(([name, { size }]) => [name, size]))
  return { ...sizes, jobs: jobsAt(facts.jobs.values(), at), builds: buildsAt(facts.builds.values(), at) }
}

function jobsAt (jobs: Iterable<{ readonly plan: { readonly created: number } }>, at: number): number {
  let count = 0
  for (const { plan } of jobs) if (plan.created <= at) count++
  return count
}

function buildsAt (builds: Iterable<{ readonly created: number }>, at: number): number {
  let count = 0
  for (const { created } of builds) if (created <= at) count++
  return count
}
