/** How large a world may be: what is grown takes time and memory before anybody can ask for it. */
import { Invalid } from '../../kernel/errors.js'
import { suiteRuns } from './suite-runs.js'
import type { WorldFile } from './world-file.schema.js'

/** A world file's text may be so long, wherever it comes from. Bytes. */
export const largestWorldFile = 16 * 1024 * 1024

/** How many records of a kind a world file may grow: more than any team has, and a fraction of what a process holds. */
export const mostGrown = { jobs: 200_000, builds: 200_000, versions: 100_000, users: 100_000 } as const

const sumOf = <T>(list: readonly T[] = [], count: (each: T) => number): number =>
  list.reduce((sum, each) => sum + count(each), 0)

/** Runs of suites, and jobs that are listed. */
const jobsOf = ({ sauce }: WorldFile): number =>
  sumOf(sauce?.suites, (suite) => suiteRuns(suite) + (suite.ahead ?? 0)) + (sauce?.jobs?.length ?? 0)

/** An app's versions are its train's releases and those that its listed builds name. At most so many. */
function storeOf ({ appStore, releases = [] }: WorldFile): { versions: number, builds: number } {
  const apps = appStore?.apps ?? []
  const ofTrain = new Map<string | undefined, number>()
  for (const { train } of releases) ofTrain.set(train, (ofTrain.get(train) ?? 0) + 1)
  const released = (train: string | undefined): number => train === undefined ? 0 : ofTrain.get(train) ?? 0
  const versions = sumOf(apps, ({ train, builds = [] }) => released(train) + builds.length)
  const builds = sumOf(apps, ({ train, builds = [], buildsPerVersion = 3 }) =>
    released(train) * buildsPerVersion + builds.length)
  return { versions, builds }
}

/** @throws Invalid for a world file that would grow more than may be, before it is grown. */
export function checkSize (file: WorldFile): void {
  const { versions, builds } = storeOf(file)
  const asked = {
    jobs: jobsOf(file),
    builds: builds + (file.sauce?.builds?.length ?? 0),
    versions,
    users: sumOf(file.sauce?.teams, ({ users }) => users.length)
  }
  for (const kind of ['jobs', 'builds', 'versions', 'users'] as const) {
    const most = mostGrown[kind]
    if (asked[kind] > most) {
      throw new Invalid(`a world file grows at most ${most} ${kind}, not ${asked[kind]}`, 'world')
    }
  }
}
