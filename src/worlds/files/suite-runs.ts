/** What a suite says of its runs. */
import { Invalid, messageOf } from '../../kernel/errors.js'
import { checkRegression, hasNumbers, runsOf, storyOf, type RunStory } from './run-story.js'
import type { SuiteSpec } from './world-file.schema.js'

/** Says which suite is at fault. */
function of<T> ({ name }: SuiteSpec, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(`suite "${name}": ${messageOf(error)}`)
    throw error
  }
}

/** How many runs it has up to the epoch. @throws Invalid */
export const suiteRuns = (suite: SuiteSpec): number => suite.values === undefined && suite.runs !== undefined
  ? suite.runs
  : of(suite, () => runsOf(suite))

/** What its runs measure and feel. @throws Invalid */
export const suiteStory = (suite: SuiteSpec, seed: number): RunStory => of(suite, () => {
  const { ahead = 0, goesOn = false } = suite
  const story = storyOf(suite, suite.name, seed)
  checkNumbers(suite)
  if (!goesOn) checkRegression(suite, story.runs + ahead)
  return story
})

/** What says whether a suite may be given numbers. */
export interface Numbered {
  readonly pages?: readonly string[] | undefined
  readonly ahead?: number | undefined
  readonly goesOn?: boolean | undefined
  readonly metrics?: object | undefined
  readonly values?: object | undefined
}

/** @throws Invalid for numbers that do not go with the suite's pages or runs */
export function checkNumbers ({ pages = [], ahead = 0, goesOn = false, metrics, values }: Numbered): void {
  if (hasNumbers({ metrics, values }) && pages.length !== 1) {
    throw new Invalid(`metrics and values are of one page load, and a run has ${pages.length}`)
  }
  if (values !== undefined && (goesOn || ahead > 0)) {
    throw new Invalid('values end: neither ahead nor goesOn goes with them')
  }
}

/** Whether anything is said of what its runs measure. */
export const tellsStory = (suite: SuiteSpec): boolean => hasNumbers(suite) || suite.regression !== undefined
