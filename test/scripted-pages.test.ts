/** Pages that do something and commands that fail on them, as a world says; over real ports. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { connectTwin } from '../src/index.js'
import type { Page } from '../src/lab/page/page.schema.js'
import { basic, listeningTwin } from './helper.js'

const require = createRequire(import.meta.url)

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const homeUrl = 'https://tea.test/'

const html = `<title>Tea shop</title><style>.panel { display: none }</style>
<form id="order" action="/ordered"><label for="name">Name</label> <input id="name" name="name">
<input type="checkbox" id="gift"> <button id="send">Order</button></form>
<p id="thanks" hidden>Thank you</p><div id="panel" class="panel">Details</div><p id="status">waiting</p>
<a id="more" href="/nowhere">More</a> <a id="away" href="/elsewhere">Away</a> <button id="later" type="button">Later</button>`

/** What the first page does. */
const behaviour: NonNullable<Page['behaviour']> = [
  { on: 'click', selector: '#send', after: 500, hide: '#order', show: '#thanks' },
  { on: 'click', selector: '#more', show: '#panel', setText: { '#status': 'more', '#name': 'filled in' } },
  { on: 'click', selector: '#away', navigate: 'about' },
  { on: 'click', selector: '#later', after: 300, navigate: 'https://tea.test/about' },
  { on: 'input', selector: '#name', setText: { '#status': 'typed' } },
  { on: 'change', selector: '#gift', setText: { '#status': 'a gift' } },
  { on: 'load', after: 2000, setText: { 'a#away': 'Far away' } }
]

const about: Page = { url: 'https://tea.test/about', html: '<title>About</title><h1>About us</h1>' }

const world = (home: Partial<Page> = { behaviour }, more: Record<string, Page> = {}): object => ({
  name: 'tea',
  sauce: { teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd' }] }] },
  pages: { home: { url: homeUrl, html, ...home }, about, ...more }
})

type Send = (method: string, path: string, body?: unknown) => Promise<{ status: number, body: any }>

/** A twin that listens, and how it is asked. */
async function listening (t: Test, file: object, options: object = {}) {
  const tw = await listeningTwin(t, { world: file, ...options } as Parameters<typeof listeningTwin>[1])
  return { ...tw, send: sender(tw.url) }
}

const sender = (url: string): Send => async (method, path, body) => {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: basic('demo'), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
}

/** A session that shows a page: commands answer with their value, refused ones with the error's code. */
async function visit (send: Send, url = homeUrl, prefix = '') {
  const capabilities = { alwaysMatch: { 'sauce:options': { extendedDebugging: true, capturePerformance: true } } }
  const { body: { sessionId: id } } = await send('POST', `${prefix}/session`, { capabilities })
  const ask = async (method: string, path: string, body?: unknown): Promise<any> => {
    const { status, body: { value } } = await send(method, `${prefix}/session/${id}${path}`, body)
    return status === 200 ? value : value.error
  }
  const find = async (selector: string): Promise<string> => {
    const found = await ask('POST', '/element', { using: 'css selector', value: selector })
    return typeof found === 'string' ? found : String(Object.values(found)[0])
  }
  const on = async (selector: string, what: string, body?: unknown): Promise<any> =>
    await ask(body === undefined ? 'GET' : 'POST', `/element/${await find(selector)}/${what}`, body)
  const quit = async (): Promise<any> => {
    await ask('DELETE', '')
    return (await send('GET', `${prefix}/rest/v1/demo/jobs/${id}`)).body
  }
  const opened = await ask('POST', '/url', { url })
  return { id: String(id), opened, ask, find, on, quit, click: async (selector: string) => await on(selector, 'click', {}) }
}

const asset = async (send: Send, id: string, name: string): Promise<any> =>
  (await send('GET', `/rest/v1/demo/jobs/${id}/assets/${name}`)).body

t.test('a click shows an element later: who waits sees it, where the clock stands still, too', async (t) => {
  const { send } = await listening(t, world())
  const { on, click, quit, ask, id } = await visit(send)
  t.equal(await on('#thanks', 'displayed'), false)
  t.equal(await click('#send'), null)
  t.equal(await on('#thanks', 'displayed'), false, 'not yet')
  t.equal(await on('#order', 'displayed'), true)
  t.equal(await ask('GET', '/url'), homeUrl, 'the form is not sent')
  let looks = 0
  while (await on('#thanks', 'displayed') !== true && looks < 20) looks++
  t.ok(looks > 0 && looks < 6, `a client that asks again and again sees it: after ${looks}`)
  t.equal(await on('#order', 'displayed'), false, 'what it hides is hidden')
  await quit()
  const shots = (await asset(send, id, 'log.json')).filter(({ screenshot }: any) => screenshot !== null)
  t.match(shots.at(-1).path, /element$|displayed$/, 'and there is a screenshot of it')
})

t.test('what happens later is found by an implicit wait, at its time', async (t) => {
  const late = { behaviour: [{ on: 'load' as const, after: 3000, setText: { '#status': '' }, show: '#thanks' }] }
  const { send } = await listening(t, world(late))
  const { ask, find } = await visit(send)
  const wanted = { using: 'css selector', value: '#thanks:not([hidden])' }
  t.equal(await ask('POST', '/element', wanted), 'no such element')
  await ask('POST', '/timeouts', { implicit: 10_000 })
  t.match(await ask('POST', '/element', wanted), { [elementKey]: String })
  t.equal(await ask('GET', `/element/${await find('#status')}/text`), '')
})

t.test('a click shows, says and fills in at once; so do typing, ticking, and a script\'s click', async (t) => {
  const { send } = await listening(t, world())
  const { ask, on, click, find } = await visit(send)
  t.equal(await on('#panel', 'css/display'), 'none')
  await click('#more')
  t.strictSame([await on('#panel', 'displayed'), await on('#panel', 'css/display')], [true, 'block'], 'against a rule of its sheet')
  t.equal(await on('#status', 'text'), 'more')
  t.equal(await on('#name', 'property/value'), 'filled in')
  t.equal(await ask('GET', '/url'), homeUrl, 'the link is not followed')
  await on('#name', 'value', { text: 'x' })
  t.equal(await on('#status', 'text'), 'typed')
  await click('#gift')
  t.strictSame([await on('#status', 'text'), await on('#gift', 'selected')], ['a gift', true])
  await ask('POST', '/execute/sync', { script: 'document.getElementById("more").click()', args: [] })
  t.equal(await on('#status', 'text'), 'more', 'by a script')
  await ask('POST', '/execute/sync', { script: 'document.getElementById("gift").click()', args: [] })
  t.equal(await on('#status', 'text'), 'a gift')
  await ask('POST', '/refresh', {})
  t.equal(await on('#status', 'text'), 'waiting', 'loaded again it is as it was')
  t.notOk((await find('#panel')).includes(' '))
})

t.test('a click leads to another page, at once or later: a page load of the job', async (t) => {
  const { send } = await listening(t, world())
  const first = await visit(send)
  t.equal(await first.click('#away'), null)
  t.equal(await first.ask('GET', '/title'), 'About')
  await first.ask('POST', '/back', {})
  await first.click('#later')
  const before = await first.ask('GET', '/title')
  await first.ask('POST', '/timeouts', { implicit: 5000 })
  t.match(await first.ask('POST', '/element', { using: 'css selector', value: 'h1' }), Object, 'who waits is led there')
  t.strictSame([before, await first.ask('GET', '/url')], ['Tea shop', about.url])
  await first.quit()
  const { pages } = (await asset(send, first.id, 'network.har')).log
  t.strictSame(pages.map(({ title }: any) => title), ['Tea shop', 'About', 'Tea shop', 'About'])
  const script = await visit(send)
  const away = { [elementKey]: await script.find('#away') }
  await script.ask('POST', '/execute/sync', { script: 'arguments[0].click()', args: [away] })
  t.equal(await script.ask('GET', '/title'), 'About', 'by a script\'s click')
})

t.test('pages that lead to each other without end come to rest', async (t) => {
  const ring = (to: string): NonNullable<Page['behaviour']> => [{ on: 'load', navigate: to }]
  const { send } = await listening(t, world({ behaviour: ring('about') }, { about: { ...about, behaviour: ring('home') } }))
  const { opened, ask, quit } = await visit(send)
  t.equal(opened, null)
  t.match(await ask('GET', '/title'), /./)
  t.match(await quit(), { status: 'complete' })
})

t.test('a form that a page sees to is not sent, whoever sends it', async (t) => {
  const { send } = await listening(t, world({ behaviour: [{ on: 'submit', selector: '#order', navigate: 'about' }] }))
  const first = await visit(send)
  await first.click('#send')
  t.equal(await first.ask('GET', '/url'), about.url)
  const typed = await visit(send)
  await typed.on('#name', 'value', { text: 'me\ue007' })
  t.equal(await typed.ask('GET', '/url'), about.url, 'by a key')
  const scripted = await visit(send)
  await scripted.ask('POST', '/execute/sync', { script: 'document.forms[0].requestSubmit()', args: [] })
  t.equal(await scripted.ask('GET', '/url'), about.url, 'by a script')
})

t.test('commands fail as declared: which, about what, how often; and the job tells it', async (t) => {
  const failures: NonNullable<Page['failures']> = [
    { command: 'elementClick', selector: '#send', error: 'element click intercepted', message: 'a banner is in the way', times: 2 },
    { command: 'findElement', selector: '#gift', error: 'no such element' },
    { command: 'getTitle', error: 'unknown error', times: 1 },
    { command: 'isElementDisplayed', selector: '#name', error: 'stale element reference', times: 1 },
    { command: 'executeScript', error: 'javascript error', message: 'shop is not defined', times: 1 }
  ]
  const flop: Page = { url: 'https://tea.test/flop', failures: [{ command: 'navigateTo', error: 'timeout', times: 1 }] }
  const { send } = await listening(t, world({ failures }, { flop }))
  const { click, find, ask, quit, id, on } = await visit(send)
  t.strictSame([await click('#send'), await click('#send')], ['element click intercepted', 'element click intercepted'])
  t.equal(await ask('GET', '/url'), homeUrl, 'nothing was clicked')
  t.equal(await find('#gift'), 'no such element')
  t.match(await ask('POST', '/element', { using: 'xpath', value: '//input[@type="checkbox"]' }), 'no such element', 'however it is found')
  t.match(await find('#name'), /^f\./, 'others are found')
  t.strictSame([await ask('GET', '/title'), await ask('GET', '/title')], ['unknown error', 'Tea shop'])
  const script = { script: 'return 1', args: [] }
  const field = { [elementKey]: await find('#name') }
  const displayed = async (): Promise<unknown> =>
    await ask('POST', '/execute/sync', { script: '/* isDisplayed */return (function () {}).apply(null, arguments)', args: [field] })
  t.strictSame([await ask('POST', '/execute/sync', script), await ask('POST', '/execute/sync', script)], ['javascript error', 1])
  t.equal(await ask('POST', '/execute/sync', { script: 'sauce:context=still heard', args: [] }), null)
  t.equal(await displayed(), 'stale element reference', 'as clients ask it')
  t.equal(await displayed(), true)
  t.equal(await ask('POST', '/url', { url: flop.url }), 'timeout', 'by the page that it leads to')
  t.equal(await ask('POST', '/url', { url: flop.url }), null)
  await ask('POST', '/url', { url: homeUrl })
  t.equal(await click('#send'), null, 'the third time it works')
  t.equal(await on('#name', 'displayed'), 'no such element', 'and the form was sent')
  const job = await quit()
  const log = (await asset(send, id, 'log.json')).filter(({ statusCode }: any) => statusCode > 0)
  t.equal(log.length, 10)
  t.equal(job.commands_not_successful, 10)
  const message = 'element click intercepted: a banner is in the way'
  t.match(log[0], { statusCode: 64, result: { error: 'element click intercepted', message } })
  t.match(await asset(send, id, 'selenium-server.log'), /element click intercepted: a banner is in the way/)
  t.equal((await visit(send)).opened, null)
})

const flaky: NonNullable<Page['failures']> = [{ command: 'elementClick', selector: '#gift', error: 'stale element reference', flaky: 0.25 }]

/** Which of so many sessions meet the failure. */
async function met (send: Send, sessions: number, prefix = ''): Promise<string> {
  let course = ''
  for (let count = 0; count < sessions; count++) {
    const { click, ask } = await visit(send, homeUrl, prefix)
    const first = await click('#gift')
    assert.equal(await click('#gift'), first, 'drawn once a session')
    course += first === null ? '.' : 'x'
    await ask('DELETE', '')
  }
  return course
}

t.test('a flaky failure is met by its share of sessions, the same ones for the same seed', { timeout: 120_000 }, async (t) => {
  const one = await listening(t, world({ failures: flaky }), { seed: 3 })
  const course = await met(one.send, 80)
  const share = course.replaceAll('.', '').length / course.length
  t.ok(share > 0.12 && share < 0.4, `${share}: ${course}`)
  await one.send('POST', '/_perftwin/reset')
  t.equal(await met(one.send, 20), course.slice(0, 20), 'a reset begins anew')
  const same = await listening(t, world({ failures: flaky }), { seed: 3 })
  t.equal(await met(same.send, 20), course.slice(0, 20))
  const other = await listening(t, world({ failures: flaky }), { seed: 4 })
  t.not(await met(other.send, 20), course.slice(0, 20), 'another seed, others')
  const more = [{ command: 'getTitle' as const, error: 'timeout' as const, flaky: 0.5 }]
  const beside = await listening(t, world({ failures: [...flaky, ...more] }), { seed: 3 })
  t.equal(await met(beside.send, 20), course.slice(0, 20), 'what else is drawn shifts nothing')
})

t.test('pages are declared for a world, replaced and removed; loads stay what they were', async (t) => {
  const { url, send } = await listening(t, world(), { seed: 5 })
  const handle = await connectTwin(url)
  const before = await visit(send)
  await before.quit()
  const har = await asset(send, before.id, 'network.har')
  const { declared, pages } = await handle.pages.declare({
    home: {
      url: homeUrl,
      html: '<title>New shop</title><a id="go" href="/x">Go</a>',
      behaviour: [{ on: 'click', selector: '#go', navigate: 'offer' }]
    },
    offer: { url: 'https://tea.test/offer', html: '<title>Offer</title>', resources: [{ type: 'image', count: 3 }] }
  })
  t.strictSame([declared, Object.keys(pages).sort()], [['home', 'offer'], ['about', 'home', 'offer']])
  const after = await visit(send)
  t.equal(await after.ask('GET', '/title'), 'New shop')
  await after.click('#go')
  t.equal(await after.ask('GET', '/title'), 'Offer')
  await after.quit()
  t.strictSame(await asset(send, before.id, 'network.har'), har, 'what was loaded before')
  const later = await asset(send, after.id, 'network.har')
  t.strictSame(later.log.pages.map(({ title }: any) => title), ['New shop', 'Offer'])
  const job = await handle.createJob({ pages: ['offer'], record: { extendedDebugging: true, capturePerformance: true }, outcome: 'passed' })
  t.match(job, { status: String })
  await t.rejects(handle.pages.remove('offer'), { status: 400, message: /the page "home" leads to "offer"/ })
  await handle.pages.remove('home')
  await t.rejects(handle.pages.remove('home'), { status: 404, message: /declared page home not found/ })
  await handle.pages.remove('offer')
  for (let count = 0; count < 5; count++) await handle.pages.declare({ other: { url: `https://tea.test/${count}` } })
  const kept = (await handle.snapshots.diff()).filter(({ collection }) => collection === 'pages')
  t.equal(kept.length, 3, 'those that were loaded are kept, and what is in force')
  await handle.pages.remove('other')
  t.strictSame((await handle.pages.list()).declared, [])
  t.equal(await (await visit(send)).ask('GET', '/title'), 'Tea shop')
  t.strictSame(await asset(send, after.id, 'network.har'), later, 'nor does a load change when its page is gone')
})

t.test('a page that was replaced is kept no longer than the jobs that loaded it', async (t) => {
  const { url, send } = await listening(t, world(), { seed: 5 })
  const { pages, snapshots } = await connectTwin(url)
  const kept = async (): Promise<number> =>
    (await snapshots.diff()).filter(({ collection, change }) => collection === 'pages' && change !== 'gone').length
  await pages.declare({ home: { url: homeUrl, html: '<title>One</title>' } })
  const { id, quit } = await visit(send)
  await quit()
  await pages.declare({ home: { url: homeUrl, html: '<title>Two</title>' } })
  t.equal(await kept(), 2)
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${id}`)).status, 200)
  await pages.declare({ home: { url: homeUrl, html: '<title>Three</title>' } })
  t.equal(await kept(), 1)
})

t.test('a page comes back to its own address alone, and every page has a name', async (t) => {
  const { url } = await listening(t, world(), { seed: 5 })
  const { pages } = await connectTwin(url)
  await pages.declare({ home: { url: 'https://tea.test/elsewhere' } })
  await pages.declare({ other: { url: homeUrl } })
  await t.rejects(pages.remove('home'), { status: 400, message: /"other" has the URL of the world file's "home"/ })
  await pages.declare({ third: { url: 'https://tea.test/third' } })
  await pages.remove('other')
  await pages.remove('home')
  t.strictSame((await pages.list()).declared, ['third'])
  await t.rejects(pages.declare({ '': { url: 'https://tea.test/nameless' } }), { status: 400, message: /it has no name/ })
})

t.test('declared pages are part of a world\'s state: forks, snapshots, resets and a restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'perftwin-'))
  t.teardown(async () => { await rm(folder, { recursive: true, force: true }) })
  const options = { world: world(), now: '2026-04-15T12:00:00Z', seed: 1, store: 'file', data: join(folder, 'data.json') }
  const { startTwin } = await import('../src/start.js')
  const first = await startTwin(options as Parameters<typeof startTwin>[0])
  const handle = await connectTwin(first.url)
  const send = sender(first.url)
  const title = async (prefix = '', at = send): Promise<string> => await (await visit(at, homeUrl, prefix)).ask('GET', '/title')
  const saying = (text: string): Record<string, Page> => ({ home: { url: homeUrl, html: `<title>${text}</title>` } })
  await handle.pages.declare(saying('one'))
  await handle.snapshots.save('one')
  const fork = await handle.createWorld({ name: 'fork', from: 'default' })
  await handle.pages.declare(saying('two'))
  t.strictSame([await title(), await title('/w/fork'), await title('/w/none')], ['two', 'one', 'Tea shop'])
  t.match(await handle.snapshots.diff('one', 'now'), [{ collection: 'jobs' }])
  await handle.snapshots.restore('one')
  t.equal(await title(), 'one')
  const exported = await handle.snapshots.export('one')
  await fork.reset()
  t.equal(await title('/w/fork'), 'one', 'a fork goes back to where it began')
  await handle.reset()
  t.equal(await title(), 'Tea shop')
  await handle.snapshots.import(exported, 'again')
  await handle.snapshots.restore('again')
  t.equal(await title(), 'one', 'it can be carried elsewhere')
  await first.app.close()
  const second = await startTwin(options as Parameters<typeof startTwin>[0])
  t.teardown(async () => { await second.app.close() })
  t.equal(await title('', sender(second.url)), 'one', 'after a restart')
  t.strictSame((await (await connectTwin(second.url)).pages.list()).declared, ['home'])
  const damaged = JSON.parse(JSON.stringify(exported))
  damaged.state.changes.pages.put[0].page.behaviour = [{ on: 'nothing' }]
  const refused = await sender(second.url)('POST', '/_perftwin/snapshots/import?name=bad', damaged)
  t.match([refused.status, refused.body], [400, { message: /behaviour/ }], 'what is imported is looked at, too')
})

t.test('what no page can be is refused, in a sentence with its place, as it is in a world file', async (t) => {
  const { url, send } = await listening(t, world())
  const wrong: ReadonlyArray<readonly [page: object, path: string, message: RegExp]> = [
    [{ behaviour: [{ on: 'clik', show: '#a' }] }, 'behaviour[0].on', /did you mean "click"/],
    [{ behaviour: [{ on: 'click', selector: '##', show: '#a' }] }, 'behaviour[0].selector', /no CSS selector/],
    [{ behaviour: [{ on: 'click', selector: ' ', show: '#a' }] }, 'behaviour[0].selector', /no CSS selector/],
    [{ behaviour: [{ on: 'click', show: 'p[' }] }, 'behaviour[0].show', /no CSS selector/],
    [{ behaviour: [{ on: 'click', hide: '>' }] }, 'behaviour[0].hide', /no CSS selector/],
    [{ behaviour: [{ on: 'click', setText: { 'p:nth(': 'x' } }] }, 'behaviour[0].setText["p:nth("]', /no CSS selector/],
    [{ behaviour: [{ on: 'click', setText: {} }] }, 'behaviour[0]', /nothing happens/],
    [{ behaviour: [{ on: 'click', navigate: 'abuot' }] }, 'behaviour[0].navigate', /did you mean "about"/],
    [{ behaviour: [{ on: 'click', navigate: '/about' }] }, 'behaviour[0].navigate', /neither a page of this world nor a URL/],
    [{ behaviour: [{ on: 'load', selector: 'p', show: '#a' }] }, 'behaviour[0].selector', /as a whole/],
    [{ behaviour: [{ on: 'click', show: '#a', after: -1 }] }, 'behaviour[0].after', /too little/],
    [{ behaviour: [{ on: 'click', show: '#a', after: 'PT1S' }] }, 'behaviour[0].after', /a number/],
    [{ behaviour: [{ on: 'click', shwo: '#a' }] }, 'behaviour[0].shwo', /did you mean "show"/],
    [{ behaviour: {} }, 'behaviour', /a list/],
    [{ failures: [{ command: 'clickElement', error: 'timeout' }] }, 'failures[0].command', /allowed are/],
    [{ failures: [{ command: 'elementClick', error: 'no such elment' }] }, 'failures[0].error', /did you mean "no such element"/],
    [{ failures: [{ command: 'elementClick' }] }, 'failures[0].error', /is missing/],
    [{ failures: [{ command: 'elementClick', error: 'timeout', selector: '*|' }] }, 'failures[0].selector', /no CSS selector/],
    [{ failures: [{ command: 'elementClick', error: 'timeout', flaky: 1.5 }] }, 'failures[0].flaky', /too much/],
    [{ failures: [{ command: 'elementClick', error: 'timeout', times: 0 }] }, 'failures[0].times', /too little/],
    [{ url: 'tea.test' }, 'url', /not written as it has to be/],
    [{ url: about.url }, 'url', /the page "about" has this URL already/],
    [{ html: '<div>'.repeat(600) }, 'html', /deep in each other/]
  ]
  const handle = await connectTwin(url)
  for (const [page, path, message] of wrong) {
    const pages = { bad: { url: 'https://tea.test/bad', ...page } }
    const { status, body } = await send('POST', '/_perftwin/pages', { pages })
    t.match([status, body.problems], [400, [{ path: `pages.bad.${path}`, severity: 'fault' }]], JSON.stringify(page))
    t.match(body.message, message, path)
    const file = { ...world(), pages: { about, ...pages } } as Record<string, any>
    const grown = await send('POST', '/_perftwin/worlds', { name: 'bad', world: file })
    t.match([grown.status, grown.body.problems], [400, [{ path: `pages.bad.${path}` }]], 'in a world file, too')
  }
  const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`
  const nested = JSON.parse(`{"pages":{"a":${deep}}}`)
  for (const body of [[], 'text', 7, null, {}, { pages: [] }, { pages: { a: null } }, { pages: {}, more: 1 }, nested]) {
    const { status, body: said } = await send('POST', '/_perftwin/pages', body)
    t.match([status, said], [400, { error: 'Invalid', message: /./ }], JSON.stringify(body).slice(0, 40))
  }
  const large = await send('POST', '/_perftwin/pages', { pages: { a: { url: homeUrl, html: 'x'.repeat(5_000_000) } } })
  t.equal(large.status, 413)
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`p${index}`, { url: `https://tea.test/${index}` }]))
  t.equal((await send('POST', '/_perftwin/pages', { pages: many })).status, 400)
  t.strictSame((await handle.pages.list()).declared, [], 'nothing of what was refused is there')
})

/** A real client's test: orders tea and reads the thanks. */
async function orders (t: Test, port: number, key: string): Promise<string> {
  const { Builder, By, until } = require('selenium-webdriver') as typeof import('selenium-webdriver')
  const driver = await new Builder().usingServer(`http://demo:${key}@127.0.0.1:${port}/wd/hub`)
    .withCapabilities({ browserName: 'chrome' }).build()
  try {
    await driver.get(homeUrl)
    const thanks = await driver.findElement(By.id('thanks'))
    assert.equal(await thanks.isDisplayed(), false)
    await driver.findElement(By.id('send')).click()
    await driver.wait(until.elementIsVisible(thanks), 4000)
    return await thanks.getText()
  } catch (error) {
    return (error as Error).name
  } finally {
    await driver.quit()
  }
}

t.test('a real client\'s test passes, fails and flakes on purpose where the clock stands still', { timeout: 120_000 }, async (t) => {
  const { port, key, url } = await listening(t, world(), { seed: 2 })
  t.equal(await orders(t, port, key), 'Thank you')
  const { pages } = await connectTwin(url)
  const home = (more: Partial<Page>): Record<string, Page> => ({ home: { url: homeUrl, html, behaviour, ...more } })
  await pages.declare(home({ behaviour: [{ on: 'click', selector: '#send', hide: '#order' }] }))
  t.equal(await orders(t, port, key), 'TimeoutError', 'the page has a fault')
  await pages.declare(home({ failures: [{ command: 'elementClick', error: 'element click intercepted', flaky: 0.5 }] }))
  const runs: string[] = []
  for (let run = 0; run < 8; run++) runs.push(await orders(t, port, key))
  t.strictSame([...new Set(runs)].sort(), ['ElementClickInterceptedError', 'Thank you'], runs.join(', '))
})
