/** What only growing a world file and loading its pages shows: of what nothing else is wrong with. */
import { Invalid, messageOf } from '../../kernel/errors.js'
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
  const find = new Findings()
  try {
    const rest = soundRest(value, problems)
    if (rest !== undefined) await simulate(find, rest)
  } catch (error) {
    find.fault([], broken(error), cure)
  }
  const told = new Set(problems.map(({ message }) => message))
  return find.problems.filter(({ message }) => !told.has(message))
}

async function simulate (find: Findings, rest: SoundRest): Promise<void> {
  const tell = (why: unknown, what = ''): void => {
    const message = why instanceof Invalid ? why.message : `${what === '' ? '' : `${what}: `}${broken(why)}`
    const [, said = message] = /^(?:suite ".*?"|job \d+): (.*)/s.exec(message) ?? []
    find.fault(placeOf(message, rest), said, said.startsWith('runningFor') ? 'let it run longer' : cure)
  }
  try {
    const base = await withRoomForLoads(begin(rest.file, { seed: rest.file.seed ?? 1 }), tell)
    await checkPins(find, new Worlds(base), rest)
  } catch (error) {
    tell(error)
  }
}

/** What is told of an error that nobody foresaw: a file with it is no more to be used than one that is refused. */
const broken = (error: unknown): string => `it cannot be simulated (${messageOf(error)})`

/** Pins that no page load can have together. */
async function checkPins (find: Findings, { default: world }: Worlds, rest: SoundRest): Promise<void> {
  for (const job of world.facts.jobs.values()) {
    if (job.pins === null || job.suite !== null) continue
    const path = ['sauce', 'jobs', rest.jobs[job.run] ?? 0]
    try {
      for (const fault of await pinFaults(world, job)) find.fault(path, fault, cure)
    } catch (error) {
      find.fault(path, broken(error), cure)
    }
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
