import t from 'tap'
import { encodePng } from '../src/artifacts/picture/png.js'
import { filmstrip } from '../src/artifacts/picture/filmstrip.js'
import { paintBrowser } from '../src/artifacts/picture/page-picture.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import type { Page } from '../src/lab/page/page.schema.js'
import type { Timeline } from '../src/lab/timeline.js'
import { worldFileProblems } from '../src/worlds/check/world-file.js'
import { decodePng } from './browser-pictures.js'
import { opened, site } from './browser-helper.js'

const html = `<title>Sign in &amp; go</title><style>body { margin: 0 } header { background: #205080; height: 60px }</style>
<header>Shop</header><h1>Sign in</h1><form><label for="m">Email</label><input id="m"><button>Go</button></form><img alt="mug" src="m.png">`

const load = (page: Page, device: 'desktop' | 'iPhone X' = 'desktop'): Timeline =>
  simulatePageLoad({ seed: 1, jobId: 'a', orderIndex: 0, page, device, startedAt: 0 })

t.test('a page that declares its HTML is loaded and drawn as that', async (t) => {
  const timeline = load({ url: `${site}/`, html })
  const { visual, title } = timeline
  t.equal(title, 'Sign in & go')
  const words = visual.elements.map(({ label }) => label)
  for (const word of ['Shop', 'Sign in', 'Email', 'Go']) t.ok(words.includes(word), word)
  t.equal(visual.steps.at(-1)?.percent, 100)
  t.ok(filmstrip(visual).length > 0)
  const picture = decodePng(encodePng(paintBrowser({ url: timeline.url, at: timeline.end, visual })).toString('base64'))
  const [red = 0, , blue = 0] = picture.at(500, 80 + 50)
  t.ok(blue > red + 20, 'the header has its colour')
  t.strictSame(picture.at(500, 80 + 600), [...picture.at(900, 80 + 600)], 'and nothing stands below')
})

t.test('its boxes are those that a session finds', async (t) => {
  const { visual } = load({ url: `${site}/`, html })
  const { $, find } = opened({ '/': html })
  await $('navigateTo', { url: `${site}/` })
  for (const [selector, label] of [['h1', 'Sign in'], ['button', 'Go'], ['header', 'Shop']] as const) {
    const { x, y, width, height } = await $('getElementRect', {}, await find(selector))
    const drawn = visual.elements.find((element) => element.label === label)
    t.strictSame([drawn?.x, drawn?.y, drawn?.w, drawn?.h], [x, y, width, height].map(Math.round), label)
  }
})

t.test('another screen has other boxes, another seed the same', async (t) => {
  const [wide, narrow] = [load({ url: `${site}/`, html }), load({ url: `${site}/`, html }, 'iPhone X')]
  t.not(wide.visual.elements[0]?.w, narrow.visual.elements[0]?.w)
  t.strictSame(load({ url: `${site}/`, html }), load({ url: `${site}/`, html }))
})

t.test('an empty page, and one beyond all bounds, still load', async (t) => {
  for (const text of ['', '<div></div>', '<div>'.repeat(3000)]) {
    t.equal(load({ url: `${site}/`, html: text }).visual.steps.at(-1)?.percent, 100)
  }
})

t.test('the check of a world file says what is wrong with HTML', async (t) => {
  const problems = (page: object): unknown[] => worldFileProblems({ name: 'w', pages: { home: { url: `${site}/`, ...page } } })
    .map(({ path, severity }) => [path.join('.'), severity])
  t.strictSame(problems({ html }), [])
  t.strictSame(problems({ html: '<div>'.repeat(600) }), [['pages.home.html', 'fault']])
  t.strictSame(problems({ html: '<p>'.repeat(20_001) }), [['pages.home.html', 'fault']])
  t.strictSame(problems({ html: 7 }), [['pages.home.html', 'fault']])
  t.strictSame(problems({ html: 'x'.repeat(300_000) }), [['pages.home.html', 'fault']])
  t.strictSame(problems({ html, layout: [{ kind: 'text', share: 1 }] }), [['pages.home.layout', 'warning']])
})
