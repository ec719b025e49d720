import t from 'tap'
import { storyWords } from '../src/sauce/assets/story-words.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import type { Page } from '../src/lab/page/page.schema.js'
import type { Timeline } from '../src/lab/timeline.js'
import type { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { basic, twin, type TestTwin } from './helper.js'

const users = [{ username: 'demo' }, { username: 'ann' }]
const id = (digit: string): string => digit.repeat(32)
const record = { extendedDebugging: true }

/** Jobs of many commands on two pages, so that somebody searches for something. */
const session: WorldFile = {
  name: 'session',
  pages: { shop: { url: 'https://shop.example.com/', title: 'Kettles – Example Shop' } },
  sauce: {
    teams: [{ name: 'One', users }],
    jobs: ['a', 'b'].map((digit) => ({
      id: id(digit), created: '-PT1H', runningFor: 'PT5M', commands: 120, record, pages: ['shop', 'https://other.example.org/a-b']
    }))
  }
}

interface Command { method: string, path: string, request: any, result: any }

const commandsOf = async ({ get }: TestTwin, job: string): Promise<Command[]> =>
  (await get(`/rest/v1/demo/jobs/${job}/assets/log.json`)).body.filter(({ method }: Command) => method !== undefined)
const typed = (commands: readonly Command[]): string[] =>
  commands.filter(({ path }) => path.endsWith('/value')).map(({ request }) => request.text)

t.test('clients search for something, and read the page\'s own title', async (t) => {
  const made = await twin(t, { world: session })
  const commands = await commandsOf(made, id('a'))
  const terms = typed(commands)
  t.ok(terms.length > 1 && terms.every((term) => /^[a-z -]+ [a-z]+$/.test(term)), terms.join(', '))
  for (const { path, request } of commands) {
    if (path.endsWith('/value')) t.equal(request.value.join(''), request.text, 'characters for the older protocol')
  }
  const titles = new Set(commands.filter(({ path }) => path === 'title').map(({ result }) => result))
  t.strictSame([...titles], ['Kettles – Example Shop', 'A B | Example'])
  const texts = commands.filter(({ path }) => path.endsWith('/text')).map(({ result }) => result)
  t.ok(texts.length > 1 && texts.every((text) => /^[A-Z]/.test(text) && text !== 'OK'), texts.join(', '))
  t.strictNotSame(typed(await commandsOf(made, id('b'))), terms, 'another job searches for something else')
  t.strictSame(typed(await commandsOf(await twin(t, { world: session }), id('a'))), terms, 'the same seed, the same words')
  t.strictNotSame(typed(await commandsOf(await twin(t, { world: session, seed: 2 }), id('a'))), terms)
  const log = (await made.get(`/rest/v1/demo/jobs/${id('a')}/assets/selenium-server.log`)).text
  t.ok(log.includes(`Executing: [sendKeysToElement: ${terms[0]},`), 'the server\'s log tells it too')
})

const timelineOf = (page: Partial<Page> & { url: string }, jobId = 'a'): Timeline =>
  simulatePageLoad({ seed: 1, jobId, orderIndex: 0, page, startedAt: 0 })
/** In the order of the page, not of painting. */
const labelsOf = ({ visual }: Timeline): Array<string | undefined> =>
  visual.elements.toSorted((a, b) => a.y - b.y || a.x - b.x).map(({ label }) => label)

t.test('a page has words where it declares none, the same in every picture of it', async (t) => {
  const { onPage } = await storyWords(1)
  const shop = { url: 'https://shop.example.com/', title: 'Kettles – Example Shop' }
  const [first, second] = [onPage(timelineOf(shop)), onPage(timelineOf(shop, 'b'))]
  t.strictSame(labelsOf(second), labelsOf(first))
  const said = (kind: string): Array<string | undefined> =>
    first.visual.elements.filter((element) => element.kind === kind).map(({ label }) => label)
  t.strictSame([said('header'), said('hero')], [['Example Shop'], ['Kettles']])
  for (const caption of said('image')) t.match(caption, /^[A-Z][a-z-]+ [a-z ]+$/)
  const prices = first.visual.elements.filter(({ kind }) => kind === 'image').map(({ words }) => words?.join())
  for (const price of prices) t.match(price, /^\$\d+\.\d\d$/)
  t.ok(first.visual.elements.some(({ kind, words = [] }) => kind === 'nav' && words.length === 6), 'a menu has entries')
  const own = onPage(timelineOf({ ...shop, layout: [{ kind: 'hero', share: 0.5, label: 'Sale' }] }))
  t.strictSame(labelsOf(own), ['Sale'], 'what a world file says stays')
  const blank = timelineOf({ url: 'about:blank' })
  t.equal(onPage(blank), blank)
  const other = await storyWords(2)
  t.strictNotSame(labelsOf(other.onPage(timelineOf(shop))), labelsOf(first))
})

t.test('applications write to the console, once their scripts are there', async (t) => {
  const { onPage } = await storyWords(1)
  const all = Array.from({ length: 20 }, (_, i) => onPage(timelineOf({ url: `https://example.com/${i}` })))
  const ours = all.flatMap(({ console, requests }) => console
    .filter(({ text }) => text.startsWith('['))
    .map(({ at, text, url }) => ({ text, late: at >= requests.find((request) => request.url === url)!.end })))
  t.ok(ours.length > 20)
  t.strictSame(ours.filter(({ late }) => !late), [])
  for (const { text } of ours) t.match(text, /^\[(?:catalog|cart|session|search)\] [a-z]/)
  for (const { console } of all) t.strictSame(console, [...console].sort((a, b) => a.at - b.at), 'in order of time')
})

t.test('what is tested together is of one commit, which builds may be named by', async (t) => {
  const suite = { runs: 40, every: 'PT1H', owner: 'demo', commits: true, build: '#{run} {message} ({branch}, {commit})' }
  const suites = [{ ...suite, name: 'one', runsPerBuild: 2 }, { ...suite, name: 'two', runsPerBuild: 2 }]
  const { get } = await twin(t, { world: { name: 'commits', sauce: { teams: [{ name: 'One', users }], suites } } })
  const builds = (await get('/rest/v1/demo/builds')).body
  t.equal(builds.length, 20)
  const jobs = (await get('/rest/v1/demo/jobs?full=true&limit=100')).body
  for (const { name, jobs: { finished } } of builds) {
    t.equal(finished, 4, 'two runs of both suites')
    const [, number] = /^#(\d+) /.exec(name)!
    const of = jobs.filter(({ build }: any) => build === name)
    for (const { 'custom-data': { commit, branch, message } } of of) {
      t.equal(name, `#${number} ${message} (${branch}, ${commit})`)
      t.match(commit, /^[0-9a-f]{12}$/)
      t.match(branch, /^main$|^feature\/[a-z0-9-]+$/)
    }
  }
  t.ok(new Set(jobs.map((job: any) => job['custom-data'].message)).size > 8)
})

t.test('people and teams are as declared, else made up and always the same', async (t) => {
  const declared = { firstName: 'Ann', lastName: 'Lee', email: 'Ann@Example.com', id: id('1'), created: '2021-04-06T16:35:02.047Z' }
  const teams = [
    { name: 'One', users: [{ username: 'demo' }, { username: 'ann', ...declared }], description: 'Pays.', id: id('2') },
    { name: 'Two', users: [{ username: 'bob', firstName: 'Bob' }], default: true, liveOnly: true }
  ]
  const world: WorldFile = { name: 'people', sauce: { teams, organizationId: id('3') } }
  const { get } = await twin(t, { world })
  const ann = (await get(`/team-management/v1/users/${id('1')}`)).body
  t.match(ann, {
    first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com', created_at: '2021-04-06T16:35:02.047000Z', organization: { id: id('3') }
  })
  const people = (await get('/team-management/v1/users')).body.results
  const bob = people.find((user: any) => user.username === 'bob')
  t.match(bob, { first_name: 'Bob', last_name: /^[A-Z]/, email: /^bob.*@example\.com$/ })
  t.match(bob.teams, [{ name: 'Two', is_default: true, settings: { live_only: true } }])
  const teamOf = async (name: string, from = get): Promise<any> => {
    const { body: { results: [{ id }] } } = await from(`/team-management/v1/teams?name=${name}`)
    return (await from(`/team-management/v1/teams/${id}`)).body
  }
  t.match(await teamOf('One'), { id: id('2'), description: 'Pays.', is_default: true, settings: { live_only: false } })
  const { description } = await teamOf('Two')
  t.match(description, /^Looks after [a-z]/)
  t.equal((await teamOf('Two', (await twin(t, { world })).get)).description, description)
  t.equal((await get('/rest/v1/users/ann', { authorization: basic('ann') })).body.first_name, 'Ann')
})
