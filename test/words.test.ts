import t from 'tap'
import { storyWords } from '../src/sauce/assets/story-words.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { kindOf } from '../src/lab/page/page-kinds.js'
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

const timelineOf = (page: Page, jobId = 'a'): Timeline =>
  simulatePageLoad({ seed: 1, jobId, orderIndex: 0, page, startedAt: 0 })
/** In the order of the page, not of painting. */
const labelsOf = ({ visual }: Timeline): Array<string | undefined> =>
  visual.elements.toSorted((a, b) => a.y - b.y || a.x - b.x).map(({ label }) => label)

/** A page with its words, in a world that declares these pages and sites. */
const worded = async (page: Page, file: Partial<WorldFile> = {}, seed = 1, jobId = 'a'): Promise<Timeline> =>
  (await storyWords({ seed, file })).onPage(timelineOf(page, jobId), page)

t.test('a page has words where it declares none, the same in every picture of it', async (t) => {
  const shop = { url: 'https://shop.example.com/', title: 'Kettles – Example Shop' }
  const [first, second] = [await worded(shop), await worded(shop, {}, 1, 'b')]
  t.strictSame(labelsOf(second), labelsOf(first))
  const said = (kind: string): Array<string | undefined> =>
    first.visual.elements.filter((element) => element.kind === kind).map(({ label }) => label)
  t.strictSame([said('header'), said('hero')], [['Example Shop'], ['Kettles']])
  for (const caption of said('image')) t.match(caption, /^[A-Z][a-z-]+ [a-z ]+$/)
  const prices = first.visual.elements.filter(({ kind }) => kind === 'image').map(({ words }) => words?.join())
  for (const price of prices) t.match(price, /^\$\d+\.\d\d$/)
  t.ok(first.visual.elements.some(({ kind, words = [] }) => kind === 'nav' && words.length === 6), 'a menu has entries')
  const own = await worded({ ...shop, layout: [{ kind: 'hero', share: 0.5, label: 'Sale', words: ['Now'] }] })
  t.match(own.visual.elements, [{ label: 'Sale', words: ['Now'] }], 'what a world file says stays')
  const blank = timelineOf({ url: 'about:blank' })
  t.equal((await storyWords({ seed: 1, file: {} })).onPage(blank, { url: 'about:blank' }), blank)
  t.strictNotSame(labelsOf(await worded(shop, {}, 2)), labelsOf(first))
})

/** What the parts of a page show, from the top, without those that every page has. */
const shownOn = ({ visual }: Timeline): string[] =>
  [...new Set(visual.elements.toSorted((a, b) => a.y - b.y).flatMap(({ shows }) => shows ?? []))]

t.test('pages are built as what they are for, which their addresses and titles tell', async (t) => {
  const kinds: ReadonlyArray<readonly [kind: string, url: string, title?: string]> = [
    ['sign-in', '/sign-in'], ['sign-in', '/account/login.html'], ['sign-in', '/x', 'Log in to Example'],
    ['checkout', '/checkout'], ['checkout', '/checkout-step-one.html'], ['checkout', '/x', 'Checkout – Example'],
    ['cart', '/cart.html'], ['cart', '/de/basket'], ['cart', '/x', 'Your cart'],
    ['product', '/products/espresso-machine'], ['product', '/inventory-item.html?id=4'], ['product', '/p/123'],
    ['list', '/products'], ['list', '/category/shoes'], ['list', '/inventory.html'],
    ['search', '/search?q=mug'], ['search', '/?q=mug'], ['help', '/help'], ['help', '/x', 'Help center'],
    ['article', '/blog/why-pages-are-slow'], ['home', '/'], ['home', '/products-of-the-mind'], ['home', '/shoulder-bag']
  ]
  for (const [kind, path, title] of kinds) {
    t.equal(kindOf({ url: `https://www.example.com${path}`, ...(title === undefined ? {} : { title }) }), kind, `${path} ${title}`)
  }
  t.equal(kindOf({ url: 'https://help.example.com/' }), 'help')
  t.equal(kindOf({ url: 'https://docs.example.com/set-up' }), 'article')
  t.equal(kindOf({ url: 'https://www.example.com/cart', kind: 'list' }), 'list', 'what is declared counts')
  const page = async (path: string): Promise<string[]> => shownOn(await worded({ url: `https://www.example.com${path}` }))
  t.strictSame(await page('/sign-in'), ['sign-in', 'topic'])
  t.strictSame(await page('/checkout'), ['steps', 'form', 'line', 'summary'])
  t.strictSame((await page('/products/mug')).slice(0, 2), ['product', 'paragraph'])
  t.strictSame(await page('/help'), ['search', 'topic', 'links', 'paragraph'])
  t.strictSame((await page('/blog/a-story')).slice(0, 2), ['article', 'photo'])
  t.strictSame((await page('/search?q=mug'))[0], 'heading')
  t.strictSame((await page('/')).slice(0, 2), ['banner', 'paragraph'])
  const declared = await worded({ url: 'https://www.example.com/a', kind: 'cart' })
  const lines = declared.visual.elements.filter(({ shows }) => shows === 'line').map(({ words }) => Number(words![0]!.slice(1)))
  const sum = declared.visual.elements.find(({ shows }) => shows === 'summary')!.words!
  t.equal(sum[0], `Subtotal: $${lines.reduce((a, b) => a + b, 0).toFixed(2)}`, 'what is in the cart adds up')
  t.match(labelsOf(await worded({ url: 'https://help.example.com/how-to-return' })), /How to return/)
})

t.test('one site has one name, one navigation and one colour', async (t) => {
  const frameOf = ({ visual }: Timeline): unknown[] =>
    [visual.accent, ...visual.elements.filter(({ kind }) => kind === 'header' || kind === 'nav').map(({ label, words }) => label ?? words)]
  const pages = {
    front: { url: 'https://shop.example.com/', title: 'Welcome' },
    mug: { url: 'https://shop.example.com/products/mug', title: 'Mug – Best Shop' }
  }
  const urls = [pages.front, pages.mug, { url: 'https://shop.example.com/sign-in' }, { url: 'https://shop.example.com/blog/why' }]
  const looks = await Promise.all(urls.map(async (page) => frameOf(await worded(page, { pages }))))
  t.equal(looks[0]![1], 'Best Shop', 'as its titles say')
  for (const look of looks) t.strictSame(look, looks[0])
  t.strictNotSame(frameOf(await worded({ url: 'https://shop.example.net/' }, { pages })), looks[0])
  const sites = { 'shop.example.com': { name: 'Mugs', navigation: ['Large', 'Small'], accent: 'plum' as const } }
  t.strictSame(frameOf(await worded(pages.front, { pages, sites })), ['plum', 'Mugs', ['Large', 'Small']])
  const columns = await worded({
    ...pages.front, layout: [{ kind: 'image', share: 0.3, columns: 2, items: [{ label: 'One', words: ['$1.00'] }, { label: 'Two' }] }]
  })
  const cards = columns.visual.elements.toSorted((a, b) => a.x - b.x)
  t.match(cards, [{ label: 'One', words: ['$1.00'] }, { label: 'Two', words: [/^\$/] }])
})

t.test('applications write to the console, once their scripts are there', async (t) => {
  const all = await Promise.all(Array.from({ length: 20 }, async (_, i) => await worded({ url: `https://example.com/${i}` })))
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
