import t from 'tap'
import { key, opened, showing, site } from './browser-helper.js'

t.test('windows: a new one, switching, closing', async (t) => {
  const { $, code } = await showing('<title>first</title>')
  const first = await $('getWindowHandle')
  t.match(await $('newWindow', { type: 'window' }), { type: 'window' })
  const { handle, type } = await $('newWindow', { type: null })
  t.equal(type, 'tab')
  t.equal(await $('getWindowHandle'), first, 'the current window stays')
  t.equal((await $('getWindowHandles')).length, 3)
  await $('switchToWindow', { handle })
  t.equal(await $('getCurrentUrl'), 'about:blank')
  t.equal(await $('getTitle'), '')
  t.equal((await $('closeWindow')).length, 2)
  for (const command of ['getTitle', 'getCurrentUrl', 'getWindowHandle', 'getPageSource', 'refresh', 'takeScreenshot', 'getWindowRect',
    'closeWindow']) {
    t.equal(await code(command), 'no such window', command)
  }
  t.equal(await code('findElement', { using: 'css selector', value: 'a' }), 'no such window')
  t.equal(await code('switchToWindow', { handle }), 'no such window')
  t.equal(await code('switchToWindow', {}), 'invalid argument')
  t.equal(await code('newWindow', { type: 'x' }), 'no such window')
  await $('switchToWindow', { handle: first })
  t.equal(await code('newWindow', { type: 'x' }), 'invalid argument')
  t.equal(await $('getTitle'), 'first')
})

t.test('a window\'s size is its viewport\'s, and a page\'s styles follow', async (t) => {
  const { $, find, code, browser } =
    await showing('<style>#b { width: 50% } @media (max-width: 600px) { #b { color: red } }</style><div id="b">b</div>')
  const color = async (): Promise<string> => await $('getElementCssValue', {}, await find('#b'), 'color')
  t.strictSame(await $('getWindowRect'), { x: 0, y: 0, width: 1024, height: 768 })
  t.equal(await color(), 'rgba(0, 0, 0, 1)')
  t.strictSame(await $('setWindowRect', { x: null, y: null, width: 500, height: 400 }), { x: 0, y: 0, width: 500, height: 400 })
  t.equal(await color(), 'rgba(255, 0, 0, 1)')
  t.equal((await $('getElementRect', {}, await find('#b'))).width, 242)
  t.strictSame(await $('setWindowRect', { x: 5, y: 6 }), { x: 5, y: 6, width: 500, height: 400 })
  t.strictSame(await $('maximizeWindow', { windowHandle: 'current' }), { x: 0, y: 0, width: 1024, height: 768 })
  t.equal(browser.context.view.viewport.width, 1024)
  t.match(await $('minimizeWindow'), { width: 1024 })
  t.match(await $('fullscreenWindow'), { width: 1024 })
  t.strictSame(await $('setWindowRect', {}), { x: 5, y: 6, width: 500, height: 400 })
  for (const bad of [{ width: 'a' }, { width: -1 }, { height: 1e12 }, { x: '1' }, { x: true }, { y: 2 ** 40 }]) {
    t.equal(await code('setWindowRect', bad), 'invalid argument', JSON.stringify(bad))
  }
})

t.test('frames: by number, element, name; and back', async (t) => {
  const html = `<p id="out">out</p><iframe id="f" name="n" srcdoc="<p id='in'>in</p><iframe srcdoc='<b>deep</b>'></iframe>"></iframe>
    <iframe src="/framed"></iframe><a href="/next" target="n" id="into">into</a>`
  const { $, find, text, code, asked } = await showing(html, { '/framed': '<h1>framed</h1>' })
  t.match(asked.at(-1), { url: `${site}/framed`, reason: 'frame' })
  const outer = await find('#out')
  await $('switchToFrame', { id: 0 })
  t.equal(await text('#in'), 'in')
  t.equal(await code('getElementText', {}, outer), 'no such element', 'another document\'s element')
  await $('switchToFrame', { id: 0 })
  t.equal(await text('b'), 'deep')
  await $('switchToParentFrame')
  t.equal(await text('#in'), 'in')
  await $('switchToFrame', { id: null })
  await $('switchToFrame', { id: { [key]: await find('#f'), selector: 'iframe', parent: {}, capabilities: {} } })
  t.equal(await text('#in'), 'in')
  await $('switchToFrame', { id: null })
  await $('switchToFrame', { id: 1 })
  t.equal(await text('h1'), 'framed')
  t.equal(await $('getCurrentUrl'), `${site}/`, 'the address is the window\'s')
  await $('switchToFrame', { id: null })
  await $('elementClick', {}, await find('#into'))
  t.equal(await $('getCurrentUrl'), `${site}/`)
  await $('switchToFrame', { id: 'n' })
  t.equal(await text('#path'), '/next')
  await $('switchToFrame', { id: null })
  t.equal(await code('switchToFrame', { id: 9 }), 'no such frame')
  t.equal(await code('switchToFrame', { id: { [key]: await find('#out') } }), 'no such frame')
  t.equal(await code('switchToFrame', { id: -1 }), 'invalid argument')
  t.equal(await code('switchToFrame', { id: {} }), 'invalid argument')
  t.equal(await code('switchToFrame', {}), 'invalid argument')
  await $('switchToFrame', { id: 1 })
  await $('navigateTo', { url: `${site}/away` })
  t.equal(await text('#path'), '/away', 'a navigation is the window\'s')
})

t.test('a frame that is taken away is no such window', async (t) => {
  const { $, find, code, browser } = await showing('<iframe id="f" srcdoc="<p>in</p>"></iframe>')
  const frame = browser.nodeOf(await find('#f'))
  await $('switchToFrame', { id: 0 })
  frame.parentNode?.removeChild(frame)
  t.equal(await code('findElement', { using: 'css selector', value: 'p' }), 'no such window')
  t.equal(await $('getTitle'), site)
})

const asking = `<button id="a" onclick="alert('Saved &amp; done')">a</button><a id="c" href="/gone" onclick="return confirm('Sure?')">c</a>
  <button id="p" onclick="prompt('Name?', 'Ann')">p</button><p id="x">x</p>`

t.test('dialogues: what they say, what is answered, what follows', async (t) => {
  const { $, find, code, browser } = await showing(asking)
  t.equal(await code('getAlertText'), 'no such alert')
  t.equal(await code('acceptAlert'), 'no such alert')
  t.equal(await code('dismissAlert'), 'no such alert')
  t.equal(await code('sendAlertText', { text: 'x' }), 'no such alert')
  await $('elementClick', {}, await find('#a'))
  t.equal(await $('getAlertText'), 'Saved & done')
  t.equal(await code('sendAlertText', { text: 'x' }), 'element not interactable')
  t.equal(await code('sendAlertText', {}), 'invalid argument')
  await $('acceptAlert')
  t.equal(await code('getAlertText'), 'no such alert')
  await $('elementClick', {}, await find('#c'))
  await $('dismissAlert')
  t.equal(await $('getCurrentUrl'), `${site}/`)
  await $('elementClick', {}, await find('#c'))
  await $('acceptAlert')
  t.equal(await $('getCurrentUrl'), `${site}/gone`)
  await $('back')
  await $('elementClick', {}, await find('#p'))
  await $('sendAlertText', { text: 'Bob' })
  t.equal(browser.prompt?.text, 'Bob')
  await $('acceptAlert')
})

t.test('a dialogue that nobody expects is dealt with as the session wants it', async (t) => {
  const expected = {
    undefined: ['unexpected alert open', false], ignore: ['unexpected alert open', true], dismiss: ['nothing', false],
    accept: ['nothing', false], 'dismiss and notify': ['unexpected alert open', false],
    'accept and notify': ['unexpected alert open', false]
  } as const
  for (const [prompts, [wanted, stays]] of Object.entries(expected)) {
    const settings = prompts === 'undefined' ? {} : { prompts: prompts as 'ignore' }
    const { $, find, code, browser } = await showing(asking, {}, settings)
    let answer: unknown
    await $('elementClick', {}, await find('#x'))
    browser.openPrompt({ kind: 'confirm', message: 'Sure?', text: '', answered: (said) => { answer = said } })
    t.equal((await $('getWindowHandles')).length, 1, 'it does not stand in the way of everything')
    t.equal(await code('getTitle'), wanted, prompts)
    t.equal(browser.prompt !== undefined, stays, prompts)
    if (!stays) t.equal(answer, prompts.startsWith('accept') ? true : null, prompts)
  }
  const { browser, $ } = await showing(asking)
  browser.openPrompt({ kind: 'alert', message: 'Hi', text: '', answered: () => {} })
  await t.rejects($('getTitle'), { code: 'unexpected alert open', status: 500, data: { text: 'Hi' } })
})

t.test('cookies: set, read, bounded to their site, and gone in time', async (t) => {
  const { $, code, clock } = await showing('<p>x</p>')
  await $('addCookie', { cookie: { name: 'a', value: '1' } })
  t.strictSame(await $('getNamedCookie', {}, undefined, 'a'), {
    name: 'a', value: '1', path: '/', domain: 'shop.example.com', secure: false, httpOnly: false, sameSite: 'Lax'
  })
  const soon = Math.floor(clock.now / 1000) + 60
  await $('addCookie',
    {
      cookie: {
        name: 'b', value: '2', domain: 'example.com', path: '/deep', expiry: soon, secure: true, httpOnly: true,
        sameSite: 'Strict'
      }
    })
  t.equal((await $('getAllCookies')).length, 1, 'another path')
  await $('navigateTo', { url: `${site}/deep/x` })
  t.match(await $('getNamedCookie', {}, undefined, 'b'), { domain: '.example.com', expiry: soon, sameSite: 'Strict', secure: true })
  clock.now += 61_000
  t.equal(await code('getNamedCookie', {}, undefined, 'b'), 'no such cookie')
  await $('navigateTo', { url: 'https://other.example.org/' })
  t.strictSame(await $('getAllCookies'), [])
  await $('navigateTo', { url: `${site}/` })
  await $('addCookie', { cookie: { name: 'c', value: '3' } })
  await $('deleteCookie', {}, undefined, 'c')
  t.equal(await code('getNamedCookie', {}, undefined, 'c'), 'no such cookie')
  await $('deleteCookie', {}, undefined, 'nobody')
  await $('deleteAllCookies')
  t.strictSame(await $('getAllCookies'), [])
  t.equal(await code('addCookie', { cookie: { name: 'x', value: '1', domain: 'evil.org' } }), 'invalid cookie domain')
  t.equal(await code('addCookie', { cookie: { name: 'x', value: '1', domain: 'com' } }), 'invalid cookie domain')
  t.equal(await code('addCookie', { cookie: { name: 'x', value: '1\n' } }), 'unable to set cookie')
  for (const cookie of [undefined, 7, {}, { name: 'a' }, { value: 'a' }, { name: 1, value: '' }, { name: 'a', value: 'b', expiry: -1 },
    { name: 'a', value: 'b', expiry: 'x' }, { name: 'a', value: 'b', secure: 'yes' }, { name: 'a', value: 'b', sameSite: 'Never' },
    { name: 'a', value: 'b', path: 1 }]) {
    t.equal(await code('addCookie', { cookie }), 'invalid argument', JSON.stringify(cookie))
  }
  await $('navigateTo', { url: 'about:blank' })
  t.equal(await code('addCookie', { cookie: { name: 'a', value: 'b' } }), 'invalid cookie domain')
})

t.test('timeouts are kept as they are set', async (t) => {
  const { $, code } = opened()
  t.strictSame(await $('getTimeouts'), { script: 30_000, pageLoad: 300_000, implicit: 0 })
  await $('setTimeouts', { script: null, implicit: 5 })
  await $('setTimeouts', { type: 'page load', ms: 7 })
  t.strictSame(await $('getTimeouts'), { script: null, pageLoad: 7, implicit: 5 })
  for (const bad of [{ script: -1 }, { implicit: null }, { pageLoad: '7' }, { implicit: 1.5 }, { script: 2 ** 60 }]) {
    t.equal(await code('setTimeouts', bad), 'invalid argument', JSON.stringify(bad))
  }
})

t.test('navigation: addresses that are none, pages that fail, pages in their address', async (t) => {
  const { $, code, text } = opened({ '/down': { error: 'net::ERR_NAME_NOT_RESOLVED', html: undefined } })
  for (const url of ['', 'nowhere', 7, undefined, '/relative', 'http://']) {
    t.equal(await code('navigateTo', { url }), 'invalid argument',
      String(url))
  }
  t.equal(await code('navigateTo', { url: `${site}/down` }), 'unknown error')
  t.equal(await $('getCurrentUrl'), `${site}/down`)
  t.match(await text('.error-code'), 'ERR_NAME_NOT_RESOLVED')
  await $('navigateTo', { url: 'data:text/html,<h1>here</h1>' })
  t.equal(await text('h1'), 'here')
  await $('navigateTo', { url: `${site}/a#b` })
  t.equal(await $('getCurrentUrl'), `${site}/a#b`)
  t.match(await $('getPageSource'), /^<html>.*<p id="path">\/a<\/p>.*<\/html>$/s)
})
