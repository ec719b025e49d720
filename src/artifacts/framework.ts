/** What a test framework's runner leaves: its tests as `junit.xml` and as lines in `console.log`. */
import { stream } from '../kernel/random.js'
import type { Story } from './story.js'
import { failureText } from './command-name.js'
import { escapeMarkup } from './markup.js'

export interface FrameworkTest { name: string, at: number, duration: number, failure: string | null }

const verbs = ['shows', 'opens', 'updates', 'keeps', 'rejects', 'sorts', 'loads', 'remembers']
const things = [
  'the login form', 'the cart', 'an empty search', 'the product list',
  'a wrong password', 'the checkout', 'the order history', 'the address'
]

/** One test for each of the job's commands, failed where that failed; ms since the session's start. */
export function frameworkTests ({ seed, jobId, session }: Pick<Story, 'seed' | 'jobId' | 'session'>): FrameworkTest[] {
  const random = stream(seed, 'framework-tests', jobId)
  return session.commands.map((command, index) => ({
    name: `${random.pick(verbs)} ${random.pick(things)} (${index + 1})`,
    at: command.at,
    duration: command.duration,
    failure: command.failed ? failureText(command) : null
  }))
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

/** JUnit's report as Surefire's schema has it. */
export function junit (story: Story): Buffer {
  const tests = frameworkTests(story)
  const { session, platform, error } = story
  const suite = escapeMarkup(story.name ?? story.jobId)
  const failures = tests.filter(({ failure }) => failure !== null).length
  const errors = error === null ? 0 : 1
  const time = seconds(session.durationMs)
  const totals = `tests="${tests.length}" failures="${failures}" errors="${errors}" time="${time}"`
  const timestamp = new Date(session.startedAt).toISOString().slice(0, 19)
  const where = `timestamp="${timestamp}" hostname="${escapeMarkup(platform.os)}"`
  const cases = tests.map(({ name, duration, failure }) => {
    const head = `    <testcase classname="${suite}" name="${escapeMarkup(name)}" time="${seconds(duration)}"`
    if (failure === null) return `${head}/>`
    return `${head}>\n      <failure message="${escapeMarkup(failure)}"/>\n    </testcase>`
  })
  return Buffer.from([
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `  <testsuite name="${suite}" ${totals} skipped="0" ${where}>`,
    ...cases,
    ...(error === null ? [] : [`    <system-err>${escapeMarkup(error)}</system-err>`]),
    '  </testsuite>',
    '</testsuites>',
    ''
  ].join('\n'))
}

function linesOf ({ name, duration, failure }: FrameworkTest): string[] {
  const what = `${name} (${Math.round(duration)} ms)`
  return failure === null ? [`  ok   ${what}`] : [`  FAIL ${what}`, `       ${failure}`]
}

/** What the runner printed. */
export function frameworkConsole (story: Story): Buffer {
  const tests = frameworkTests(story)
  const { session, platform, error, name, jobId } = story
  const failed = tests.filter(({ failure }) => failure !== null).length
  return Buffer.from([
    `Running ${platform.backend}: ${name ?? jobId}`,
    `${platform.browserName} ${platform.version} on ${platform.os}`,
    '',
    ...tests.flatMap(linesOf),
    '',
    `${tests.length - failed} passed, ${failed} failed in ${seconds(session.durationMs)} s`,
    ...(error === null ? [] : [`Error: ${error}`]),
    ''
  ].join('\n'))
}
