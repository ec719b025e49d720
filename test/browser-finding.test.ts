import t from 'tap'
import { key, opened, showing, site } from './browser-helper.js'

const page = `<!doctype html><html><head><title>Things</title><style>.gone { display: none }</style></head><body>
<h1 id="top" class="title big">Hello   <b>world</b></h1>
<nav><a href="/one">One</a> <a href="/two" class="x y">Two  words</a> <a href="#end" data-n="7">End</a></nav>
<form id="f"><label for="mail">E-mail</label><input id="mail" name="mail" value="a@b.c"><input type="checkbox" id="tick" checked>
<select id="s"><option value="1">First</option><option value="2" selected>Second</option></select><button>Press me</button></form>
<ul><li>a</li><li class="it">b</li><li>c</li></ul><p class="gone" id="g">nobody sees me</p><div id="end">end</div></body></html>`

t.test('elements are found in every way', async (t) => {
  const { $, find } = await showing(page)
  const count = async (using: string, value: string): Promise<number> => (await $('findElements', { using, value })).length
  t.equal(await count('css selector', 'li'), 3)
  t.equal(await count('css selector', '*[id="top"]'), 1)
  t.equal(await count('xpath', '//li'), 3)
  t.equal(await count('link text', 'Two words'), 1)
  t.equal(await count('link text', ' One '), 1)
  t.equal(await count('partial link text', 'o'), 1)
  t.equal(await count('tag name', 'a'), 3)
  t.equal(await count('tag name', '*'), 25)
  t.equal(await count('id', 'top'), 1)
  t.equal(await count('name', 'mail'), 1)
  t.equal(await count('class name', 'y'), 1)
  t.equal(await count('css selector', '#nothing'), 0)
  const form = await find('form')
  t.equal((await $('findElementsFromElement', { using: 'css selector', value: 'option' }, form)).length, 2)
  t.equal((await $('findElementsFromElement', { using: 'xpath', value: './/option' }, form)).length, 2)
  t.equal((await $('findElementsFromElement', { using: 'xpath', value: '//li' }, form)).length, 3, 'XPath begins where it says')
})

t.test('an element always has the same id, and ids follow from the seed', async (t) => {
  const [first, second] = [await showing(page), await showing(page)]
  const id = await first.find('#top')
  t.equal(await first.find('h1'), id)
  t.not(await first.find('nav'), id)
  t.equal(await second.find('#top'), id)
})

t.test('selectors of level 4 are understood', async (t) => {
  const { $ } = await showing(page)
  const ids = async (value: string): Promise<string[]> => {
    const found = await $('findElements', { using: 'css selector', value })
    return await Promise.all(found.map(async (each: Record<string, string>) => await $('getElementTagName', {}, each[key])))
  }
  t.strictSame(await ids('li:nth-child(2n + 1)'), ['li', 'li'])
  t.strictSame(await ids('li:not(.it, :last-child)'), ['li'])
  t.strictSame(await ids('form:has(> input:checked)'), ['form'])
  t.strictSame(await ids(':is(h1, h2).big > b'), ['b'])
  t.strictSame(await ids('input:checked, option:checked'), ['input', 'option'])
  t.strictSame(await ids('[data-n="7" i]'), ['a'])
  t.strictSame(await ids('label + input ~ select'), ['select'])
  t.strictSame(await ids('a[href^="/"]:where(.x)'), ['a'])
  t.strictSame(await ids('#\\74 op'), ['h1'])
  t.strictSame(await ids(':root > body > nav'), ['nav'])
})

t.test('what is no selector is refused as that', async (t) => {
  const { code } = await showing(page)
  for (const value of ['', 'a[', 'a >', '> a', 'a,', '#1a', '::', ':foo', ':nth-child(x)', 'a..b', ':not(', '[=x]', 'x|y', '!!', 'a::b']) {
    t.equal(await code('findElement', { using: 'css selector', value }), 'invalid selector', JSON.stringify(value))
    t.equal(await code('findElements', { using: 'css selector', value }), 'invalid selector', JSON.stringify(value))
  }
  for (const value of ['//li[', '', 'count(//li)', '//li/text()', '//a/@href', 'foo()', '\'x\'', '///']) {
    t.equal(await code('findElement', { using: 'xpath', value }), 'invalid selector', value)
  }
})

t.test('XPath knows axes, functions, unions and names in any case', async (t) => {
  const { $ } = await showing(page)
  const count = async (value: string): Promise<number> => (await $('findElements', { using: 'xpath', value })).length
  t.equal(await count('//LI[contains(@class, "it")]'), 1)
  t.equal(await count('//li[2]/following-sibling::li'), 1)
  t.equal(await count('//*[normalize-space() = "Hello world"]'), 1)
  t.equal(await count('//b/ancestor::h1'), 1)
  t.equal(await count('//h1 | //nav/a[last()] | //li[position() < 3]'), 4)
  t.equal(await count('//*[text()="b"]'), 1)
  t.equal(await count('id("top")'), 1)
  t.equal(await count('//a[starts-with(@href, "/") and not(contains(., "One"))]'), 1)
  // WebdriverIO's `button=Press me`, as it sends it.
  const button = './/button[normalize-space(text()) = "Press me"]|.//button[not(.//button[normalize-space(text()) = "Press me"]) and ' +
    'normalize-space() = "Press me"]|.//button[@aria-label = "Press me"]|.//input[@type="submit" and @value = "Press me"]'
  t.equal(await count(button), 1)
})

t.test('what is not there, and what is wrong, has its own code', async (t) => {
  const { $, code, find } = await showing(page)
  t.equal(await code('findElement', { using: 'css selector', value: '#nothing' }), 'no such element')
  t.equal(await code('findElement', { using: 'magic', value: 'x' }), 'invalid argument')
  t.equal(await code('findElement', { using: 'css selector' }), 'invalid argument')
  t.equal(await code('findElement', { using: 'css selector', value: 7 }), 'invalid argument')
  t.equal(await code('findElement', { value: 'a' }), 'invalid argument')
  t.equal(await code('getElementText', {}, 'nobody'), 'no such element')
  t.equal(await code('findElementFromElement', { using: 'css selector', value: 'a' }, 'nobody'), 'no such element')
  t.equal(await code('getElementShadowRoot', {}, await find('h1')), 'no such shadow root')
  t.equal(await code('dance'), 'unknown command')
  const old = await find('h1')
  await $('navigateTo', { url: `${site}/other` })
  t.equal(await code('getElementText', {}, old), 'stale element reference')
  t.equal(await code('elementClick', {}, old), 'stale element reference')
})

t.test('an element that was taken out of its document is stale', async (t) => {
  const { browser, find, code } = await showing(page)
  const id = await find('#g')
  const element = browser.nodeOf(id)
  element.parentNode?.removeChild(element)
  t.equal(await code('getElementText', {}, id), 'stale element reference')
})

t.test('an implicit wait lasts until something comes, and no longer than it may', async (t) => {
  const { browser, $, clock, code, find } = await showing('<body><p>now</p></body>')
  await $('setTimeouts', { implicit: 2000 })
  const before = clock.now
  t.equal(await code('findElement', { using: 'css selector', value: '#late' }), 'no such element')
  t.equal(clock.now - before, 2000)
  browser.later(700, () => {
    const late = browser.document.createElement('p')
    late.id = 'late'
    browser.document.body?.appendChild(late)
  })
  const start = clock.now
  t.ok(await find('#late'))
  t.equal(clock.now - start, 700)
})

t.test('where time stands still nobody waits for ever', async (t) => {
  const { $, code } = opened({}, { pass: () => {} })
  await $('setTimeouts', { implicit: 5000 })
  t.equal(await code('findElement', { using: 'css selector', value: '#late' }), 'no such element')
  t.strictSame(await $('findElements', { using: 'css selector', value: '#late' }), [])
})
