/** What goes on for as long as a twin runs: suites that run again and again, and trains that keep their cadence. */
import { readDuration } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { suiteRuns } from './suite-runs.js'
import type { CadenceSpec, ReleaseSpec, SuiteSpec, WorldFile } from './world-file.schema.js'

/** Whether there is anything in a world file that goes on. */
export const goesOn = ({ cadences = [], sauce: { suites = [] } = {} }: WorldFile): boolean =>
  cadences.length > 0 || suites.some((suite) => suite.goesOn === true)

/**
 * A world file with all that goes on written out up to a moment (ms since the Unix epoch): the releases of its
 * cadences, and as many runs ahead. What is written out for one moment is the beginning of what is for a later one.
 */
export function writtenOut (file: WorldFile, frame: TimeFrame, until: number): WorldFile {
  if (!goesOn(file)) return file
  const { releases = [], cadences = [], sauce } = file
  const suites = sauce?.suites?.map((suite) => suite.goesOn === true ? withRunsUpTo(suite, frame, until) : suite)
  return {
    ...file,
    releases: [...releases, ...cadences.flatMap((cadence) => releasesUpTo(cadence, frame, until))],
    ...(sauce === undefined ? {} : { sauce: { ...sauce, ...(suites === undefined ? {} : { suites }) } })
  }
}

/** From one to the next of what goes on, ms. @throws Invalid for what would go on with no time between */
export function spanOf (every: string, where: string): number {
  const span = readDuration(every, where, { least: 0, hint: '' }, undefined)
  if (span < shortest) throw new Invalid(`${where} goes on, so that "every" is a minute at least`)
  return span
}

/** What goes on has time between. ms. */
const shortest = 60_000

/** How many releases a cadence has in the end: as many as a world file may list. */
const mostReleases = 10_000

function withRunsUpTo (suite: SuiteSpec, frame: TimeFrame, until: number): SuiteSpec {
  const every = spanOf(suite.every, `suite "${suite.name}"`)
  const runs = suiteRuns(suite)
  const first = suite.from === undefined ? frame.epoch - runs * every : resolveTime(suite.from, frame)
  const wanted = Math.floor((until - first) / every) + 1
  return { ...suite, ahead: Math.max(suite.ahead ?? 0, wanted - runs) }
}

function releasesUpTo (cadence: CadenceSpec, frame: TimeFrame, until: number): ReleaseSpec[] {
  const { train, version, first = 1, from, every, turns = [[]], reaches } = cadence
  const start = resolveTime(from, frame)
  const span = spanOf(every, `the cadence of train ${train}`)
  const count = Math.min(mostReleases, Math.max(0, Math.floor((until - start) / span) + 1))
  return Array.from({ length: count }, (_, index) => ({
    train,
    version: version.replaceAll('{number}', String(first + index)),
    at: new Date(start + index * span).toISOString(),
    causes: turns[index % turns.length] ?? [],
    ...(reaches === undefined ? {} : { reaches })
  }))
}
