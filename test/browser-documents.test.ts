import fc from 'fast-check'
import t from 'tap'
import { decodePng } from './browser-pictures.js'
import { drawn, key, opened, showing, site, type Opened } from './browser-helper.js'
import { holds } from './properties.js'
import { glyphOf } from '../src/artifacts/picture/font.js'
import { widthOf } from '../src/document/layout/text-measure.js'
import { parseHtml } from '../src/document/parse.js'
import { DocumentView } from '../src/document/view.js'
import { elementsBelow } from '../src/document/nodes.js'
import { findAll } from '../src/document/selectors.js'

async function page (path: string, mobile = false): Promise<Opened> {
  const url = `${site}${path}`
  const { title, visual } = await drawn(url, mobile)
  const made = opened({ [url]: { title, visual, html: undefined } }, { viewport: visual.viewport })
  await made.$('navigateTo', { url })
  return made
}

t.test('a page that declares nothing is what its picture shows', async (t) => {
  const { $, find, text, browser } = await page('/')
  const { visual, title } = await drawn(`${site}/`)
  t.equal(await $('getTitle'), title)
  const hero = visual.elements.find(({ kind }) => kind === 'hero')
  t.equal(await text('h1.title'), hero?.label)
  for (const selector of ['#menu', '#login', '.cart-link', 'form input[name="q"]', '.inventory_item button', '[data-test="checkout"]',
    'a.next',
    '#search', 'header', 'nav', 'main', 'footer', '[data-testid="product-card"] img', '.product-card h3 a', '.price']) {
    t.ok(await find(selector), selector)
  }
  const cards = visual.elements.filter(({ kind }) => kind === 'image')
  t.equal((await $('findElements', { using: 'css selector', value: '.product-card' })).length, cards.length)
  for (const card of cards.slice(0, 4)) {
    const label = card.label ?? ''
    t.ok(await $('findElement', { using: 'xpath', value: `//h3[normalize-space() = ${JSON.stringify(label)}]` }), label)
    t.ok(await $('findElement', { using: 'link text', value: label }), label)
  }
  const [first] = cards.toSorted((a, b) => a.y - b.y || a.x - b.x)
  const rect = await $('getElementRect', {}, await find('.product-card'))
  t.match(rect, { x: first?.x, y: first?.y, width: first?.w, height: first?.h })
  t.equal(browser.context.view.layout.height, visual.pageHeight)
})

t.test('every element of every kind of page has its box, within the page, and ids are its own', async (t) => {
  const paths = ['/', '/products', '/products/lamp', '/search?q=tea', '/cart', '/checkout', '/login', '/help', '/blog/a-story']
  for (const path of paths) {
    for (const mobile of [false, true]) {
      const { browser } = await page(path, mobile)
      const { document, view } = browser.context
      const ids = findAll('[id]', document).map(({ id }) => id)
      t.equal(new Set(ids).size, ids.length, `${path}: ids`)
      t.equal(findAll('h1', document).length, 1, `${path}: one heading of the page`)
      t.equal(findAll('label', document).every((label) => document.getElementById(label.getAttribute('for') ?? '') !== null), true)
      for (const element of findAll('body *', document)) {
        if (view.styleOf(element).get('display') === 'none') continue
        const box = view.boxOf(element)
        const isInside = box !== undefined && box.x >= -1 && box.y >= -1 && box.x + box.width <= view.viewport.width + 2
        if (!isInside) t.fail(`${path} ${element.localName}.${element.className} ${JSON.stringify(box)}`)
      }
    }
  }
})

t.test('what a test does is seen: text, things put into the cart, what was hidden', async (t) => {
  const { $, find, text, browser } = await page('/')
  const shot = async (selector: string): Promise<string> => await $('takeElementScreenshot', {}, await find(selector))
  const before = await shot('#search')
  await $('elementSendKeys', { text: 'lamp' }, await find('#search'))
  t.not(await shot('#search'), before, 'typed text')
  const cart = await shot('#cart')
  await $('elementClick', {}, await find('.inventory_item button'))
  t.equal(await text('.cart-count'), '1')
  t.not(await shot('#cart'), cart, 'the count at the cart')
  const whole = decodePng(await $('takeScreenshot'))
  t.strictSame([whole.width, whole.height], [1024, 648])
  const hero = browser.nodeOf(await find('.hero'))
  hero.setAttribute('style', 'display: none')
  t.equal(await $('isElementDisplayed', {}, await find('h1')), false)
  t.not(await $('takeScreenshot'), whole.base64, 'what is hidden is not drawn')
})

t.test('searching leads to the results, signing in sends what was typed', async (t) => {
  const { $, find, asked } = await page('/')
  await $('elementSendKeys', { text: 'tea pot\ue007' }, await find('#search'))
  t.equal(asked.at(-1)?.url, `${site}/search?q=tea+pot`)
  const login = await page('/login')
  await login.$('elementSendKeys', { text: 'a@b.c' }, await login.find('#email'))
  await login.$('elementSendKeys', { text: 'secret' }, await login.find('#password'))
  await login.$('elementClick', {}, await login.find('#login'))
  t.match(login.asked.at(-1), { url: `${site}/login`, method: 'POST', body: 'email=a%40b.c&password=secret' })
  t.equal(await login.$('getComputedLabel', {}, await login.find('body')), '')
})

t.test('a document of one\'s own is laid out and drawn as its styles say', async (t) => {
  const { $, find } =
    await showing(`<style>body { margin: 0 }
    #box { position: absolute; left: 100px; top: 50px; width: 60px; height: 40px; background: #c00 }</style>
    <div id="box"></div><p style="margin-top: 200px; font-size: 32px" id="p">Large words</p>`)
  t.match(await $('getElementRect', {}, await find('#box')), { x: 100, y: 50, width: 60, height: 40 })
  const { width, height, at } = decodePng(await $('takeScreenshot'))
  t.strictSame([width, height], [1024, 648])
  const [red = 0, green = 0] = at(130, 70)
  t.ok(red > 120 && green < 100, `red, not ${at(130, 70).join()}`)
  t.strictSame(at(300, 70), at(600, 100), 'elsewhere it is white')
  const box = decodePng(await $('takeElementScreenshot', {}, await find('#box')))
  t.strictSame([box.width, box.height], [60, 40])
  t.strictSame(box.at(5, 5), at(130, 70))
})

t.test('a page is printed: a PDF of as many sheets as are asked for', async (t) => {
  const { $, code } = await showing(`<h1>Title (one)</h1>${'<p>line</p>'.repeat(200)}`)
  const pdf = async (parameters = {}): Promise<string> => Buffer.from(await $('printPage', parameters), 'base64').toString('latin1')
  const whole = await pdf()
  t.match(whole, /^%PDF-1\.4.*%%EOF\n$/s)
  t.match(whole, /\(Title \\\(one\\\)\) Tj/)
  const start = Number(/startxref\n(\d+)/.exec(whole)?.[1])
  t.equal(whole.slice(start, start + 4), 'xref')
  const sheets = (text: string): number => text.match(/\/Type \/Page /g)?.length ?? 0
  t.ok(sheets(whole) > 3)
  t.equal(sheets(await pdf({ pageRanges: ['1-2', 4] })), 3)
  t.match(await $('print', { orientation: 'landscape' }), /^[A-Za-z0-9+/]+=*$/)
  for (const bad of [{ orientation: 'x' }, { scale: 3 }, { scale: 'a' }, { page: { width: -1 } }, { margin: 7 }, { pageRanges: 'x' },
    { pageRanges: ['x'] }, { pageRanges: [{}] }, { background: 7 }, { shrinkToFit: 1 }]) {
    t.equal(await code('printPage', bad), 'invalid argument', JSON.stringify(bad))
  }
})

t.test('letters are as wide in layouts as in pictures', async (t) => {
  for (const size of ['small', 'large'] as const) {
    for (let point = 32; point < 127; point++) {
      const width = widthOf(String.fromCharCode(point), size)
      if (width !== glyphOf(point, size).advance) t.fail(`${size} ${String.fromCharCode(point)}: ${width}`)
    }
  }
})

t.test('hostile pages are bounded: too large, too deep, too many, or merely malformed', async (t) => {
  for (const html of ['<div>'.repeat(10_000), 'x'.repeat(300_000), '<p>'.repeat(30_000)]) {
    const { $, code, text } = opened({ '/': html })
    t.equal(await code('navigateTo', { url: `${site}/` }), 'unknown error')
    t.match(await text('.error-code'), /ERR/)
    t.ok(await $('takeScreenshot'))
  }
  const woven = `<p>${Array.from({ length: 400 }, (_, i) => `<b id=${i}>`).join('')}${'</p><p>x'.repeat(2000)}`
  t.equal(await opened({ '/': woven }).code('navigateTo', { url: `${site}/` }), 'unknown error', 'misnested formatting')
  for (const html of ['<', '<a <b>', '</div></div>', '<table><p>x<td>y', '<style>a{', '<select><div>', '<!doctype', '<svg><p>', '\0',
    '<p style="width:1e999px;color:\\">']) {
    const { $, code } = await showing(html)
    t.ok(await $('getPageSource'), html)
    t.ok(await $('takeScreenshot'), html)
    t.equal(await code('findElements', { using: 'css selector', value: '*' }), 'nothing', html)
  }
})

t.test('expressions that would take for ever are refused', async (t) => {
  const { code } = await showing('<p>x</p>'.repeat(3000))
  t.equal(await code('findElements', { using: 'xpath', value: '//*[//*[//*[//p]]]' }), 'invalid selector')
  t.equal(await code('findElements', { using: 'css selector', value: ':has(:has(:has(:has(p))))' }), 'nothing')
  t.equal(await code('findElements', { using: 'css selector', value: `${':not('.repeat(50)}p${')'.repeat(50)}` }), 'invalid selector')
  t.equal(await code('findElements', { using: 'css selector', value: '* '.repeat(5000) + '*' }), 'nothing')
  t.equal(await code('findElements', { using: 'css selector', value: 'a,'.repeat(20_000) + 'a' }), 'invalid selector')
  t.equal(await code('findElements', { using: 'xpath', value: `${'('.repeat(5000)}1${')'.repeat(5000)}` }), 'invalid selector')
})

const leaf = fc.constantFrom('text', '<br>', '<img src=x>', '<input value=v>', '<button>b</button>', '<select><option>o</select>')
const style = fc.constantFrom('', 'display:flex', 'display:grid', 'display:inline-block', 'position:absolute', 'position:relative;left:5px',
  'float:left', 'display:table', 'width:50%', 'overflow:hidden;height:10px', 'display:none', 'margin:-5px', 'padding:5%')
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, leaf,
    fc.tuple(fc.constantFrom('div', 'span', 'ul', 'table', 'p', 'form', 'a'), style, fc.array(tie('tree'), { maxLength: 4 }))
      .map(([tag, css, children]) => `<${tag} style="${css}">${children.join('')}</${tag}>`))
}))

t.test('whatever a page is made of, its boxes are numbers, and those that are not shown have none', async () => {
  holds(fc.property(tree, fc.integer({ min: 100, max: 2000 }), (html, width) => {
    const view = new DocumentView(parseHtml(html, site), { width, height: 600 })
    const { boxes, lines } = view.layout
    for (const [element, box] of boxes) {
      if (![box.x, box.y, box.width, box.height].every(Number.isFinite) || box.width < 0 || box.height < 0) return false
      for (let at: typeof element | null = element; at !== null; at = at.parentNode as typeof element | null) {
        if (at.nodeType === 1 && view.styleOf(at).get('display') === 'none') return false
      }
    }
    return lines.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)) && [...elementsBelow(view.document)].length > 0
  }), { numRuns: 200 })
})

t.test('no selector brings a browser down', async () => {
  const { code } = await showing('<div id="a" class="b c"><p data-x="1">x</p></div>')
  const part =
    fc.constantFrom('a', '.b', '#a', '[data-x]', '[data-x="1"]', ':not(', ')', ' ', '>', '+', '~', ',', '*', ':has(', ':nth-child(2n', '\\',
      '"', '::before', ':is(')
  await holds(fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
    const answered = await code('findElements', { using: 'css selector', value: parts.join('') })
    return answered === 'nothing' || answered === 'invalid selector'
  }), { numRuns: 300 })
})

t.test('a session leaves nothing behind of the pages it left', async (t) => {
  const { browser, $, find } = await showing('<p id="p">x</p>')
  const gone: Array<WeakRef<object>> = []
  for (let i = 0; i < 3; i++) {
    gone.push(new WeakRef(browser.nodeOf(await find('p'))))
    await $('navigateTo', { url: `${site}/${i}` })
  }
  await new Promise((resolve) => { setTimeout(resolve, 10) })
  const { gc } = globalThis as { gc?: () => void }
  gc?.()
  if (gc !== undefined) t.equal(gone.filter((each) => each.deref() !== undefined).length <= 1, true)
  t.ok(key)
})
