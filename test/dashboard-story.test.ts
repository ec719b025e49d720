// Stories of the dashboard: how a file is read and refused, and what its placeholders stand for.
import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { addressOf, type RequestKind } from '../src/dashboard/page/story/address.js'
import { fill, fillAddress, fillAll } from '../src/dashboard/page/story/fill.js'
import { knownStories } from '../src/dashboard/page/story/known.js'
import { isLeft, isThere, placeFor } from '../src/dashboard/page/story/place.js'
import { StoryRefused } from '../src/dashboard/page/story/refused.js'
import { readStory } from '../src/dashboard/page/story/story.js'
import { packageRoot } from '../src/kernel/root.js'
import { twin } from './helper.js'

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

t.test('the story of the guide can be told', async (t) => {
  const guide = await readFile(new URL('docs/dashboard.md', packageRoot), 'utf8')
  const blocks = [...guide.matchAll(/```json\n([^]*?)```/g)].map(([, block = '']) => readStory(block))
  t.match(blocks, [{ title: 'A flaky vendor', steps: [{ do: [{ clock: {} }] }, { do: [{ advance: 'PT1H' }, { control: {} }] }] }])
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

const refusal = /"path" begins below|a story asks for clock|is for the emulated APIs/

t.test('no address of a story leads out of its world, however it is written', async (t) => {
  const cases: Array<[kind: RequestKind, path: string]> = [
    ['control', 'faults/%2e%2e/worlds/other'],
    ['control', 'faults/.\t./worlds/other'],
    ['control', 'jobs/%2E%2e/%2e%2e/%2e%2e/%2e%2e/_perftwin/reset'],
    ['control', 'faults/%2e%2e%2fworlds/other'],
    ['control', 'faults/%252e%252e/worlds/other'],
    ['control', '%77orlds/other'],
    ['request', './_perftwin/worlds/other'],
    ['request', ' /_perftwin/reset'],
    ['request', 'rest/%2e%2e/%2e%2e/%2e%2e/_perftwin/reset'],
    ['request', 'rest/%2e%2e/_perftwin/reset'],
    ['request', '%5fperftwin/reset'],
    ['request', '%255fperftwin/reset'],
    ['request', './/_perftwin/reset'],
    ['request', '%2f_perftwin/reset'],
    ['request', '%77/other/_perftwin/reset'],
    ['request', 'rest/%5c..%5c_perftwin/reset'],
    ['request', 'rest/%zz'],
    ['request', '\u0000/_perftwin/reset']
  ]
  for (const [kind, path] of cases) {
    const steps = [{ ...step, do: [{ [kind]: { method: 'DELETE', path } }] }]
    t.match(problemsOf({ title: 't', steps }).join(), refusal, path)
    for (const world of ['w/story/', 'behind/a-proxy/w/story/']) {
      const root = new URL(`http://127.0.0.1:4010/${world}${kind === 'control' ? '_perftwin/' : ''}`)
      t.throws(() => addressOf(kind, path, {}, root), { message: refusal }, `${path} below ${root.href}`)
    }
  }
})

t.test('what stands for a placeholder does not lead out of the world either', async (t) => {
  const root = new URL('http://127.0.0.1:4010/w/story/_perftwin/')
  t.throws(() => addressOf('control', 'jobs/{job.last}/worlds/other', { 'job.last': '..' }, root), { message: refusal })
  t.throws(() => addressOf('control', 'jobs/{job.last}', { 'job.last': '../worlds' }, root), { message: refusal })
  const fine = addressOf('control', 'pages/{release.name}?a=../b', { 'release.name': 'web 4.2.0' }, root)
  t.equal(fine.href, 'http://127.0.0.1:4010/w/story/_perftwin/pages/web%204.2.0?a=../b')
  const act = addressOf('request', 'v2/performance/metrics/{job.last}/baseline/reset/', { 'job.last': 'abc' }, new URL('..', root))
  t.equal(act.href, 'http://127.0.0.1:4010/w/story/v2/performance/metrics/abc/baseline/reset/')
})

t.test('a rule of a story is for its own world', async (t) => {
  const told = (match: object): unknown => {
    const body = { match, effect: { status: 503 } }
    return { title: 't', steps: [{ ...step, do: [{ control: { method: 'POST', path: 'faults', body } }] }] }
  }
  t.match(problemsOf(told({ world: 'victim' })).join(), /for its own world/)
  t.strictSame(problemsOf(told({ method: 'GET' })), [])
})

t.test('placeholders are filled in, as text and in addresses', async (t) => {
  const bindings = { 'job.after': 'abc', 'release.name': 'web 4.2.0' }
  t.equal(fill('{job.after}: {release.name}', bindings), 'abc: web 4.2.0')
  t.equal(fillAddress('#/?release={release.name}', bindings), '#/?release=web%204.2.0')
  const filled = fillAll({ a: ['{job.after}', 1, null], b: { c: '{release.name}' } }, bindings)
  t.strictSame(filled, { a: ['abc', 1, null], b: { c: 'web 4.2.0' } })
  t.throws(() => fill('{app.id}', bindings), { message: 'This world has nothing for {app.id}.' })
})

t.test('a story is told in a world that no other tab takes, and never in one that came to be by a mere request', async (t) => {
  const { get, send } = await twin(t)
  const own = placeFor('regression', 'default')
  const other = placeFor('regression', 'default')
  t.match(own.world, /^story-regression-[\da-f]{10}$/)
  t.not(own.world, other.world)
  const made = await send('POST', '/_perftwin/worlds', { name: own.world, from: own.home, ttl: 'PT30M' })
  t.equal(made.status, 201)
  const listed = async (): Promise<any> => (await get('/_perftwin/worlds')).body.worlds
  t.equal(isThere(own, await listed()), true)
  t.equal(isThere(other, await listed()), false)

  await send('DELETE', `/_perftwin/worlds/${own.world}`)
  t.equal(isThere(own, await listed()), false, 'its lease has ended')
  await get(`/w/${own.world}/_perftwin/clock`)
  t.ok((await listed()).some(({ name }: any) => name === own.world), 'somebody asked for it')
  t.equal(isThere(own, await listed()), false, 'it is another one of that name')

  const longest = placeFor('a'.repeat(61), 'default')
  t.equal((await send('POST', '/_perftwin/worlds', { name: longest.world })).status, 201)
})

t.test('the world of a story is not swept away while it is shown', async (t) => {
  const own = placeFor('regression', 'default')
  t.equal(isLeft(own, own.world), false)
  t.equal(isLeft(own, 'default'), true)
})
