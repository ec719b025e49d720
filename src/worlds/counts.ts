import type { World } from './world.js'

/** By the name of the collection. */
export interface Counts extends Record<string, number> { readonly jobs: number, readonly builds: number }

/** How many records of each kind exist at a moment (ms): what is planned for later is not counted. */
export function countsAt ({ facts }: World, at: number): Counts {
  const sizes = Object.fromEntries(Object.entries(facts).map(([name, { size }]) => [name, size]))
  const { jobs, builds, appVersions, preReleaseVersions, appBuilds } = facts
  return {
    ...sizes,
    jobs: countIf(jobs.values(), ({ plan }) => plan.created <= at),
    builds: countIf(builds.values(), ({ created }) => created <= at),
    appVersions: countIf(appVersions.values(), ({ created }) => created <= at),
    preReleaseVersions: countIf(preReleaseVersions.values(), ({ created }) => created <= at),
    appBuilds: countIf(appBuilds.values(), ({ uploaded }) => uploaded <= at)
  }
}

function countIf<T> (records: Iterable<T>, counts: (record: T) => boolean): number {
  let count = 0
  for (const record of records) if (counts(record)) count++
  return count
}
