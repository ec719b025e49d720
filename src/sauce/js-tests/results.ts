/** What a test page reports of itself, in the words of its framework. */
import { second } from '../../kernel/durations.js'
import { stream } from '../../kernel/random.js'

export const frameworks = ['qunit', 'jasmine', 'YUI Test', 'mocha', 'custom'] as const
export type Framework = typeof frameworks[number]

interface UnitTest { readonly name: string, readonly passed: boolean, readonly ms: number }

/** What a page's tests came to. */
interface Outcome { readonly tests: readonly UnitTest[], readonly failed: number, readonly ms: number }

const words = ['adds', 'renders', 'loads', 'keeps', 'removes', 'sorts', 'validates', 'restores'] as const

/** The tests of a page: the same for one seed and URL. Where the job failed, the last of them did. */
function outcomeOf (seed: number, url: string, passed: boolean): Outcome {
  const draw = stream(seed, 'js-tests', url)
  const count = draw.int(4, 24)
  const tests = Array.from({ length: count }, (_, index): UnitTest => ({
    name: `${words[index % words.length]} what it is given (${index + 1})`,
    passed: passed || index < count - 1,
    ms: draw.int(1, 40)
  }))
  return { tests, failed: passed ? 0 : 1, ms: tests.reduce((sum, { ms }) => sum + ms, 0) }
}

/** The framework's own report: jasmine's and custom's are documented, the others' are what clients read. */
export function resultOf (framework: string, seed: number, url: string, passed: boolean): Record<string, unknown> {
  const outcome = outcomeOf(seed, url, passed)
  const { tests, failed, ms } = outcome
  const total = tests.length
  switch (framework) {
    case 'jasmine': return jasmineResult(outcome)
    case 'mocha':
      return { suites: 1, tests: total, passes: total - failed, pending: 0, failures: failed, duration: ms }
    case 'custom': return { passed: total - failed, failed, total, duration: ms, tests: tests.map(customTest) }
    default: return { passed: total - failed, failed, total, runtime: ms }
  }
}

const customTest = ({ name, passed, ms }: UnitTest): Record<string, unknown> =>
  ({ name, result: passed, message: passed ? 'passed' : 'expected true, was false', duration: ms })

function jasmineResult ({ tests, failed, ms }: Outcome): Record<string, unknown> {
  const specs = tests.map(({ name, passed, ms }) => ({
    description: name,
    durationSec: ms / second,
    failedCount: passed ? 0 : 1,
    passed,
    passedCount: passed ? 1 : 0,
    skipped: false,
    totalCount: 1
  }))
  const durationSec = ms / second
  const passed = failed === 0
  return { durationSec, passed, suites: [{ description: 'Page', durationSec, passed, specs }] }
}
