/** What only growing a world file and loading its pages shows: of what nothing else is wrong with. */
import { Invalid } from '../../kernel/errors.js'
import type { Path } from '../../kernel/json-text.js'
import { begin } from '../begin.js'
import type { WorldFile } from '../files/world-file.schema.js'
import { pinFaults } from '../page-loads.js'
import { Worlds } from '../registry.js'
import { withRoomForLoads } from '../room-for-loads.js'
import { Findings, type Problem } from './problem.js'
import { soundRest, type SoundRest } from './sound-rest.js'

const cure = 'change or leave out one of these values'

/** `problems`: what was found without it. */
export async function simulatedProblems (value: unknown, problems: readonly Problem[]): Promise<Problem[]> {
  const rest = soundRest(value, problems)
  if (rest === undefined) return []
  const find = new Findings()
  const tell = ({ message }: Invalid): void => {
    const [, said = message] = /^(?:suite ".*?"|job \d+): (.*)/s.exec(message) ?? []
    find.fault(placeOf(message, rest), said, said.startsWith('runningFor') ? 'let it run longer' : cure)
  }
  try {
    const base = await withRoomForLoads(begin(rest.file, { seed: rest.file.seed ?? 1 }), tell)
    await checkPins(find, new Worlds(base), rest)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    tell(error)
  }
  const told = new Set(problems.map(({ message }) => message))
  return find.problems.filter(({ message }) => !told.has(message))
}

/** Pins that no page load can have together. */
async function checkPins (find: Findings, { default: world }: Worlds, rest: SoundRest): Promise<void> {
  for (const job of world.facts.jobs.values()) {
    if (job.pins === null || job.suite !== null) continue
    for (const fault of await pinFaults(world, job)) find.fault(['sauce', 'jobs', rest.jobs[job.run] ?? 0], fault, cure)
  }
}

/** The place that a sentence names in words. */
function placeOf (sentence: string, { jobs, value }: SoundRest): Path {
  const [, suite] = /^(?:run \d+ of )?suite "(.*?)"/.exec(sentence) ?? []
  const index = suite === undefined ? -1 : suitesOf(value).findIndex(({ name }) => name === suite)
  if (index >= 0) return ['sauce', 'suites', index]
  const [, job] = /^job (\d+)/.exec(sentence) ?? []
  return job === undefined ? [] : ['sauce', 'jobs', jobs[Number(job)] ?? Number(job)]
}

const suitesOf = (value: Pick<WorldFile, 'sauce'>): ReadonlyArray<{ name?: string }> => value.sauce?.suites ?? []
