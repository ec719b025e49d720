import t from 'tap'
import { key, opened, showing, site } from './browser-helper.js'

const form = `<!doctype html><title>Form</title><form action="/done" method="get" id="f">
<label id="l" for="name">Name</label><input id="name" name="name" maxlength="8">
<input id="mail" type="email" name="mail" value="a@b.c"><textarea id="area" name="area">one</textarea>
<input type="checkbox" id="tick" name="tick"><input type="radio" name="r" id="r1" value="1" checked>
<input type="radio" name="r" id="r2" value="2">
<select id="one" name="one"><option value="a">Apple<option value="b">Bear<option value="c" disabled>Cat</select>
<select id="many" name="many" multiple><option id="m1">1<option id="m2">2</select>
<input id="off" disabled value="x"><input id="ro" readonly value="y"><fieldset disabled><input id="in"></fieldset>
<button id="go" name="go" value="yes">Go</button><button type="reset" id="reset">Reset</button>
<button type="button" id="plain">Plain</button></form>
<a id="link" href="/next">next</a> <a id="frag" href="#far">down</a> <a id="new" href="/other" target="_blank">new</a>
<details id="d"><summary id="sum">More</summary><p id="inside">inside</p></details>
<div style="height:3000px"></div><p id="far">far</p><button id="low">low</button>`

const value = async ({ $, find }: Awaited<ReturnType<typeof showing>>, selector: string, name = 'value'): Promise<unknown> =>
  await $('getElementProperty', {}, await find(selector), name)

t.test('text is typed, added to, and cleared', async (t) => {
  const browser = await showing(form)
  const { $, find } = browser
  const name = await find('#name')
  await $('elementSendKeys', { text: 'abc' }, name)
  await $('elementSendKeys', { text: 'DE' }, name)
  t.equal(await value(browser, '#name'), 'abcDE')
  t.equal(await $('getElementAttribute', {}, name, 'value'), null, 'the attribute stays as it was')
  t.strictSame(await $('getActiveElement'), { [key]: name })
  await $('elementSendKeys', { text: '12345' }, name)
  t.equal(await value(browser, '#name'), 'abcDE123', 'no more than maxlength')
  await $('elementClear', {}, name)
  t.equal(await value(browser, '#name'), '')
  await $('elementSendKeys', { value: ['x', 'y'] }, name)
  t.equal(await value(browser, '#name'), 'xy', 'as clients sent it before W3C')
  await $('elementSendKeys', { text: 'z\ue003\ue003w' }, name)
  t.equal(await value(browser, '#name'), 'xw', 'backspace')
  await $('elementSendKeys', { text: '\ue009a\ue000q' }, name)
  t.equal(await value(browser, '#name'), 'q', 'all was marked')
  await $('elementSendKeys', { text: '\ue011p\ue008a' }, name)
  t.equal(await value(browser, '#name'), 'pAq', 'home, and shift')
  const area = await find('#area')
  await $('elementSendKeys', { text: '\ntwo' }, area)
  t.equal(await value(browser, '#area'), 'one\ntwo')
})

t.test('Enter sends a form, with what stands in it', async (t) => {
  const { $, find, asked } = await showing(form)
  await $('elementSendKeys', { text: 'Ann' }, await find('#name'))
  await $('elementClick', {}, await find('#tick'))
  await $('elementClick', {}, await find('#r2'))
  await $('elementSendKeys', { text: '\ue007' }, await find('#name'))
  t.equal(await $('getCurrentUrl'), `${site}/done?name=Ann&mail=a%40b.c&area=one&tick=on&r=2&one=a&go=yes`)
  t.match(asked.at(-1), { reason: 'form', method: 'GET', referrer: `${site}/` })
})

t.test('a form is posted, and nothing is sent while something required is missing', async (t) => {
  const { $, find, asked } =
    await showing('<form method="post" action="/in"><input name="q" id="q" required><input type="submit" id="s"></form>')
  await $('elementClick', {}, await find('#s'))
  t.equal(asked.length, 1)
  t.equal(await $('getElementAttribute', {}, (await $('getActiveElement'))[key], 'id'), 'q')
  await $('elementSendKeys', { text: 'a b' }, await find('#q'))
  await $('elementClick', {}, await find('#s'))
  t.match(asked.at(-1), { url: `${site}/in`, method: 'POST', body: 'q=a+b' })
})

t.test('boxes are ticked, radio buttons one of a group, options chosen', async (t) => {
  const browser = await showing(form)
  const { $, find } = browser
  const selected = async (selector: string): Promise<boolean> => await $('isElementSelected', {}, await find(selector))
  await $('elementClick', {}, await find('#tick'))
  t.equal(await selected('#tick'), true)
  await $('elementClick', {}, await find('#tick'))
  t.equal(await selected('#tick'), false)
  await $('elementClick', {}, await find('#r2'))
  t.strictSame([await selected('#r1'), await selected('#r2')], [false, true])
  await $('elementClick', {}, await find('option[value=b]'))
  t.equal(await value(browser, '#one'), 'b')
  t.equal(await value(browser, '#one', 'selectedIndex'), 1)
  await $('elementClick', {}, await find('option[value=c]'))
  t.equal(await value(browser, '#one'), 'b', 'a disabled option is not chosen')
  await $('elementClick', {}, await find('#m1'))
  await $('elementClick', {}, await find('#m2'))
  t.equal((await value(browser, '#many', 'selectedOptions') as unknown[]).length, 2)
  await $('elementClick', {}, await find('#m1'))
  t.strictSame([await selected('#m1'), await selected('#m2')], [false, true])
  await $('elementSendKeys', { text: 'App' }, await find('#one'))
  t.equal(await value(browser, '#one'), 'a')
  await $('elementClick', {}, await find('#reset'))
  t.equal(await selected('#r1'), true)
})

t.test('a label leads to its control, a summary opens what it sums up', async (t) => {
  const { $, find } = await showing(form)
  await $('elementClick', {}, await find('#l'))
  t.strictSame(await $('getActiveElement'), { [key]: await find('#name') })
  t.equal(await $('isElementDisplayed', {}, await find('#inside')), false)
  await $('elementClick', {}, await find('#sum'))
  t.equal(await $('isElementDisplayed', {}, await find('#inside')), true)
})

t.test('links lead on, within the page, and into new windows; back and forward', async (t) => {
  const { browser, $, find, asked } = await showing(form)
  await $('elementClick', {}, await find('#frag'))
  t.equal(await $('getCurrentUrl'), `${site}/#far`)
  t.equal(asked.length, 1, 'nothing is loaded for that')
  t.ok(browser.context.scrollY > 2000)
  await $('back')
  t.equal(await $('getCurrentUrl'), `${site}/`)
  await $('elementClick', {}, await find('#link'))
  t.equal(await $('getCurrentUrl'), `${site}/next`)
  t.match(asked.at(-1), { reason: 'link' })
  await $('back')
  t.equal(await $('getTitle'), 'Form')
  await $('forward')
  t.equal(await $('getCurrentUrl'), `${site}/next`)
  await $('forward')
  t.equal(await $('getCurrentUrl'), `${site}/next`, 'nothing is further on')
  await $('back')
  await $('elementClick', {}, await find('#new'))
  const handles = await $('getWindowHandles')
  t.equal(handles.length, 2)
  t.equal(await $('getCurrentUrl'), `${site}/`, 'the current window stays')
  await $('switchToWindow', { handle: handles[1] })
  t.equal(await $('getCurrentUrl'), `${site}/other`)
  await $('refresh')
  t.match(asked.at(-1), { reason: 'refresh', url: `${site}/other` })
})

t.test('what cannot be used says why', async (t) => {
  const { $, find, code } =
    await showing(`<div id="hidden" style="display:none">x</div><button id="none" style="visibility:hidden">y</button>
    <div style="position:relative;width:200px;height:50px"><button id="under" style="width:200px;height:50px">under</button>
    <div id="over" style="position:absolute;left:0;top:0;width:200px;height:50px;z-index:2">over</div></div>
    <input id="off" disabled><input id="ro" readonly value="v"><input type="file" id="file"><p id="p">text</p><input type="hidden" id="h">
    <input type="color" id="c"><input type="date" id="date"><div id="empty"></div>`)
  t.equal(await code('elementClick', {}, await find('#hidden')), 'element not interactable')
  t.equal(await code('elementClick', {}, await find('#none')), 'element not interactable')
  t.equal(await code('elementClick', {}, await find('#empty')), 'element not interactable')
  t.equal(await code('elementClick', {}, await find('#under')), 'element click intercepted')
  await t.rejects($('elementClick', {}, await find('#under')), { message: /is not clickable at point \(\d+, \d+\).*<div id="over"/s })
  t.equal(await code('elementClick', {}, await find('#file')), 'invalid argument')
  t.equal(await code('elementSendKeys', { text: 'x' }, await find('#off')), 'element not interactable')
  t.equal(await code('elementSendKeys', { text: 'x' }, await find('#p')), 'element not interactable')
  t.equal(await code('elementSendKeys', { text: 'x' }, await find('#h')), 'element not interactable')
  t.equal(await code('elementSendKeys', { text: 7 }, await find('#ro')), 'invalid argument')
  t.equal(await code('elementSendKeys', {}, await find('#ro')), 'invalid argument')
  t.equal(await code('elementClear', {}, await find('#off')), 'invalid element state')
  t.equal(await code('elementClear', {}, await find('#ro')), 'invalid element state')
  t.equal(await code('elementClear', {}, await find('#p')), 'invalid element state')
  t.equal(await code('elementSendKeys', { text: 'x' }, await find('#c')), 'invalid argument')
  await $('elementSendKeys', { text: '#00ff00' }, await find('#c'))
  await $('elementSendKeys', { text: '12312026' }, await find('#date'))
  t.equal(await $('getElementProperty', {}, await find('#date'), 'value'), '2026-12-31')
  await $('elementSendKeys', { text: '/tmp/a.txt' }, await find('#file'))
  t.equal(await $('getElementProperty', {}, await find('#file'), 'value'), 'C:\\fakepath\\a.txt')
  t.equal(await code('elementSendKeys', { text: '/a\n/b' }, await find('#file')), 'invalid argument')
})

t.test('what lies below is scrolled into view before it is clicked', async (t) => {
  const { browser, $, find } = await showing(form)
  t.equal(browser.context.scrollY, 0)
  await $('elementClick', {}, await find('#low'))
  t.ok(browser.context.scrollY > 2000)
})

t.test('states and readings of elements', async (t) => {
  const { $, find } = await showing(`<style>#css { color: #ff0000; padding: 1em; width: 50%; text-transform: uppercase; --x: 7 }</style>
    <div id="css">Hi <span>there</span></div><a id="a" href="b/c?d" title="t">x</a>
    <img id="img" alt="A cat" src="c.png" width="40" height="30">
    <input id="i" placeholder="Your name"><input type="checkbox" id="k" checked disabled><button id="b" aria-label="Close">x</button>
    <label>Age <input id="age"></label><h2 id="h">Head <em>line</em></h2><p id="ws">  a   b<br>c <b>d</b></p><nav id="n">y</nav>
    <table><tr><td id="td">1<td>2<tr><td>3<td>4</table><select><option id="o" value="v">Opt</select>`)
  const read = async (command: string, selector: string, name?: string): Promise<any> => await $(command, {}, await find(selector), name)
  t.equal(await read('getElementText', '#css'), 'HI THERE')
  t.equal(await read('getElementText', '#ws'), 'a b\nc d')
  t.equal(await read('getElementText', 'table'), '1 2\n3 4')
  t.equal(await read('getElementCssValue', '#css', 'color'), 'rgba(255, 0, 0, 1)')
  t.equal(await read('getElementCssValue', '#css', 'padding-left'), '16px')
  t.equal(await read('getElementCssValue', '#css', 'padding'), '16px')
  t.equal(await read('getElementCssValue', '#css', 'width'), '504px')
  t.equal(await read('getElementCssValue', '#css', 'display'), 'block')
  t.equal(await read('getElementCssValue', '#css', '--x'), '7')
  t.equal(await read('getElementCssValue', '#css', 'nonsense'), '')
  t.equal(await read('getElementProperty', '#a', 'href'), `${site}/b/c?d`)
  t.equal(await read('getElementAttribute', '#a', 'href'), 'b/c?d')
  t.equal(await read('getElementAttribute', '#k', 'checked'), 'true')
  t.equal(await read('getElementAttribute', '#a', 'nope'), null)
  t.equal(await read('getElementProperty', '#a', 'nope'), null)
  t.equal(await read('isElementEnabled', '#k'), false)
  t.equal(await read('isElementEnabled', '#i'), true)
  t.equal(await read('getElementTagName', '#a'), 'a')
  t.match(await read('getElementRect', '#img'), { width: 40, height: 30 })
  t.equal(await read('getComputedRole', '#a'), 'link')
  t.equal(await read('getComputedRole', '#h'), 'heading')
  t.equal(await read('getComputedRole', '#n'), 'navigation')
  t.equal(await read('getComputedRole', '#k'), 'checkbox')
  t.equal(await read('getComputedLabel', '#b'), 'Close')
  t.equal(await read('getComputedLabel', '#img'), 'A cat')
  t.equal(await read('getComputedLabel', '#age'), 'Age')
  t.equal(await read('getComputedLabel', '#h'), 'Head line')
  t.equal(await read('getComputedLabel', '#i'), 'Your name')
})

t.test('actions: keys, pointers and wheels', async (t) => {
  const told: string[] = []
  const browser = await showing(form)
  const { $, find, clock, code } = browser
  browser.browser.tell = (_, target, { type }) => {
    told.push(`${type} ${(target as { id?: string }).id ?? ''}`)
    return true
  }
  const name = await find('#name')
  const pointer = (...actions: unknown[]): unknown => ({ type: 'pointer', id: 'm', actions })
  const move = (element: string): unknown =>
    ({ type: 'pointerMove', duration: 100, origin: { [key]: element, selector: '#x' }, x: 0, y: 0 })
  const [down, up] = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]
  await $('performActions', { actions: [pointer(move(name), down, up)] })
  t.ok(told.includes('click name') && told.includes('mousedown name') && told.includes('pointerup name'))
  t.strictSame(await $('getActiveElement'), { [key]: name })
  const keys = ['a', 'b'].flatMap((each) => [{ type: 'keyDown', value: each }, { type: 'keyUp', value: each }])
  await $('performActions', { actions: [{ type: 'key', id: 'k', actions: keys }] })
  t.equal(await value(browser, '#name'), 'ab')
  told.length = 0
  await $('performActions', { actions: [pointer(move(await find('#plain')), down, up, down, up)] })
  t.equal(told.filter((each) => each === 'click plain').length, 2)
  t.equal(told.filter((each) => each === 'dblclick plain').length, 1)
  const before = clock.now
  await $('performActions', { actions: [{ type: 'none', id: 'n', actions: [{ type: 'pause', duration: 250 }, { type: 'pause' }] }] })
  t.equal(clock.now - before, 250)
  await $('performActions', { actions: [{ type: 'wheel', id: 'w', actions: [{ type: 'scroll', x: 10, y: 10, deltaX: 0, deltaY: 400 }] }] })
  t.equal(browser.browser.context.scrollY, 400)
  t.equal(await code('performActions', { actions: [pointer({ type: 'pointerMove', x: 5000, y: 1 })] }), 'move target out of bounds')
  await $('performActions', { actions: [pointer(down)] })
  told.length = 0
  await $('releaseActions')
  t.ok(told.some((each) => each.startsWith('mouseup')))
  for (const actions of [7, [{}], [{ type: 'key', id: 'k' }], [{ type: 'key', actions: [] }], [{ type: 'hand', id: 'h', actions: [] }],
    [pointer({ type: 'pointerDown', button: -1 })], [pointer({ type: 'pause', duration: -1 })], [pointer({ type: 'keyDown', value: 'a' })],
    [{ type: 'key', id: 'k', actions: [{ type: 'keyDown', value: 'ab' }] }]]) {
    t.equal(await code('performActions', { actions }), 'invalid argument', JSON.stringify(actions))
  }
})

t.test('handlers and scripts of a page go to who can run them', async (t) => {
  const seen: unknown[] = []
  const made =
    opened({ '/': '<script>let a = 1</script><button id="b" onclick="go()">b</button><a id="a" href="/x" onclick="stop()">x</a>' })
  made.browser.runScript = (source) => {
    seen.push(source.kind === 'handler' ? `${source.event.type} ${source.text}` : `${source.kind} ${source.text}`)
    return source.text !== 'stop()'
  }
  await made.$('navigateTo', { url: `${site}/` })
  await made.$('elementClick', {}, await made.find('#b'))
  await made.$('elementClick', {}, await made.find('#a'))
  t.strictSame(seen, ['script let a = 1', 'click go()', 'click stop()'])
  t.equal(await made.$('getCurrentUrl'), `${site}/`, 'what is prevented does not happen')
})
