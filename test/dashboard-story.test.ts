// Stories of the dashboard: how a file is read and refused, and what its placeholders stand for.
import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { fill, fillAddress, fillAll } from '../src/dashboard/page/story/fill.js'
import { knownStories } from '../src/dashboard/page/story/known.js'
import { readStory, StoryRefused } from '../src/dashboard/page/story/story.js'
import { packageRoot } from '../src/kernel/root.js'

const folder = new URL('src/dashboard/page/stories/', packageRoot)

t.test('every story that comes with the dashboard is known by name, and can be told', async (t) => {
  const files = (await readdir(folder)).sort()
  t.strictSame(files, knownStories.map(({ name }) => `${name}.json`).sort())
  for (const { name, title } of knownStories) {
    const story = readStory(await readFile(new URL(`${name}.json`, folder), 'utf8'))
    t.equal(story.title, title)
    t.ok(story.steps.length >= 8)
    for (const { caption } of story.steps) t.ok(caption.length <= 90, 'it is read at a glance')
  }
})

const step = { caption: 'a', view: '#/' }

/** What is said of a story that is refused. */
function problemsOf (value: unknown): readonly string[] {
  try {
    readStory(typeof value === 'string' ? value : JSON.stringify(value))
  } catch (error) {
    if (error instanceof StoryRefused) return error.problems
    throw error
  }
  return []
}

t.test('a story that cannot be told is refused in sentences', async (t) => {
  const cases: Array<[story: unknown, said: RegExp]> = [
    ['{', /^This is no JSON/],
    ['[]', /^A story is a JSON object/],
    [{ steps: [step] }, /needs a "title"/],
    [{ title: 't' }, /needs "steps"/],
    [{ title: 't', steps: [] }, /a list of 1 to 100/],
    [{ title: 't', steps: Array(101).fill(step) }, /a list of 1 to 100/],
    [{ title: 't', steps: [null] }, /^Step 1 is no object/],
    [{ title: 't', steps: [step], extra: 1 }, /unknown "extra"/],
    [{ title: 't', release: 4, steps: [step] }, /"release" is a text/],
    [{ title: 't', steps: [step, { view: '#/' }] }, /^Step 2 needs a "caption"/],
    [{ title: 't', steps: [{ ...step, caption: 'x'.repeat(301) }] }, /1 to 300/],
    [{ title: 't', steps: [{ ...step, view: 'https://example.com/' }] }, /needs a "view"/],
    [{ title: 't', steps: [{ ...step, view: '#/job/{job.nobody}' }] }, /\{job.nobody\} is none of/],
    [{ title: 't', steps: [{ ...step, light: 1 }] }, /"light" is a selector/],
    [{ title: 't', steps: [{ ...step, do: {} }] }, /"do" is a list/],
    [{ title: 't', steps: [{ ...step, do: [{}] }] }, /^Step 1, action 1 is one of/],
    [{ title: 't', steps: [{ ...step, do: [{ advance: 'P1D', clock: { at: 'x' } }] }] }, /is one of/],
    [{ title: 't', steps: [{ ...step, do: [{ sleep: 1 }] }] }, /"sleep" is none of/],
    [{ title: 't', steps: [{ ...step, do: [{ advance: 5 }] }] }, /ISO 8601 duration/],
    [{ title: 't', steps: [{ ...step, do: [{ clock: {} }] }] }, /needs "at"/],
    [{ title: 't', steps: [{ ...step, do: [{ clock: { at: 'x', plus: 3 } }] }] }, /"plus" is an ISO/],
    [{ title: 't', steps: [{ ...step, do: [{ control: { method: 'GET', path: 'clock' } }] }] }, /"method" is one of/],
    [{ title: 't', steps: [{ ...step, do: [{ control: { method: 'DELETE', path: 'worlds' } }] }] }, /asks for clock, faults/],
    [{ title: 't', steps: [{ ...step, do: [{ request: { method: 'POST', path: '_perftwin/reset' } }] }] }, /emulated APIs/],
    [{ title: 't', steps: [{ ...step, do: [{ request: { method: 'POST', path: 'w/other/rest/v1' } }] }] }, /emulated APIs/]
  ]
  for (const [story, said] of cases) t.match(problemsOf(story).join('\n'), said)
  for (const path of ['/rest', '../_perftwin/reset', 'https://example.com/', 'a/../../b', 'a\\b', '']) {
    const steps = [{ ...step, do: [{ request: { method: 'POST', path } }] }]
    t.match(problemsOf({ title: 't', steps }).join(), /"path" begins below/, path)
  }
  t.equal(problemsOf({ title: '', steps: [{}, {}] }).length, 5, 'all that is wrong is said at once')
  const fault = { effect: { status: 503, body: { json: { a: {} } } }, times: 2 }
  const fine = { title: 't', steps: [{ ...step, do: [{ control: { method: 'POST', path: 'faults', body: fault } }] }] }
  t.strictSame(problemsOf(fine), [])
})

t.test('placeholders are filled in, as text and in addresses', async (t) => {
  const bindings = { 'job.after': 'abc', 'release.name': 'web 4.2.0' }
  t.equal(fill('{job.after}: {release.name}', bindings), 'abc: web 4.2.0')
  t.equal(fillAddress('#/?release={release.name}', bindings), '#/?release=web%204.2.0')
  const filled = fillAll({ a: ['{job.after}', 1, null], b: { c: '{release.name}' } }, bindings)
  t.strictSame(filled, { a: ['abc', 1, null], b: { c: 'web 4.2.0' } })
  t.throws(() => fill('{app.id}', bindings), { message: 'This world has nothing for {app.id}.' })
})
