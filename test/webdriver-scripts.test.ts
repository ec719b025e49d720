import t, { type Test } from 'tap'
import { stream } from '../src/kernel/random.js'
import { Browser } from '../src/browser/browser.js'
import { DriverError } from '../src/browser/errors.js'
import { attachScripts, type SessionScripts } from '../src/webdriver/scripts/attach.js'
import { noLoadTimes } from '../src/webdriver/scripts/load-times.js'

const page = `<!doctype html><html><head><title>Shop</title><style>.gone { display: none }</style></head><body class="a b">
<h1 id="h" data-foo-bar="1">Hello <b>you</b></h1>
<form id="f" name="f" action="/go"><input name="user" id="user" value="ann"><input type="checkbox" id="box">
<select id="s"><option value="1">One</option><option value="2" selected>Two</option></select><button id="b">Go</button></form>
<a id="l" href="/x?y=1#z">Link</a><div id="d" style="color: red">text</div><p class="gone" id="gone">not seen</p></body></html>`

interface Opened { browser: Browser, scripts: SessionScripts, said: string[], clock: { now: number } }

async function open (t: Test, html = page): Promise<Opened> {
  const clock = { now: 1_700_000_000_000 }
  const said: string[] = []
  const browser = new Browser({
    viewport: { width: 800, height: 600 },
    browserName: 'chrome',
    browserVersion: '120.0',
    platformName: 'Windows 10',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0',
    random: stream(1, 'browser'),
    prompts: 'ignore',
    now: () => clock.now,
    pass: (ms) => { clock.now += ms },
    load: async (url) => ({ url, title: 'Page', html: new URL(url).pathname === '/' ? html : '<h1>elsewhere</h1>', error: null })
  })
  const scripts = attachScripts(browser, {
    seed: 7,
    loadTimes: async () => noLoadTimes(clock.now),
    loadedAt: () => 1_700_000_000_000,
    benchmark: () => 850,
    said: (level, text) => { said.push(`${level}: ${text}`) }
  })
  t.teardown(() => { scripts.close() })
  await browser.perform('navigateTo', { url: 'https://shop.test/' })
  return { browser, scripts, said, clock }
}

const run = async ({ scripts, browser }: Opened, script: string, ...args: unknown[]): Promise<unknown> =>
  await scripts.execute({ script, args, isAsync: false, timeout: browser.timeouts.script })
const runAsync = async ({ scripts }: Opened, script: string, timeout: number | null = 30_000): Promise<unknown> =>
  await scripts.execute({ script, args: [], isAsync: true, timeout })

/** What a script is refused with: its code and its message. */
async function refusal (does: Promise<unknown>): Promise<string> {
  try {
    return `no refusal but ${JSON.stringify(await does)}`
  } catch (error) {
    return error instanceof DriverError ? `${error.code} / ${error.message}` : `not W3C's: ${String(error)}`
  }
}

t.test('a script reads the document that the browser shows', async (t) => {
  const opened = await open(t)
  const returns: Array<[script: string, expected: unknown]> = [
    ['return document.title + document.readyState', 'Shopcomplete'],
    ['return [document.body.className, document.body.classList.contains("b"), [...document.body.classList]]', ['a b', true, ['a', 'b']]],
    ['const h = document.getElementById("h"); return [h.tagName, h.textContent, h.dataset.fooBar, h.innerHTML, String(h)]',
      ['H1', 'Hello you', '1', 'Hello <b>you</b>', '[object HTMLHeadingElement]']],
    ['return [document.forms[0].user.value, document.forms.f.elements.length, document.getElementById("s").value]', ['ann', 4, '2']],
    ['return [...document.body.children].map((each) => each.localName)', ['h1', 'form', 'a', 'div', 'p']],
    ['return [location.href, location.pathname, document.URL]', ['https://shop.test/', '/', 'https://shop.test/']],
    ['return document.getElementById("l").href', 'https://shop.test/x?y=1#z'],
    ['return [innerWidth, innerHeight, screen.width, window === self, window instanceof Window]', [800, 600, 1024, true, true]],
    ['return [getComputedStyle(document.getElementById("gone")).display, getComputedStyle(document.body).display]', ['none', 'block']],
    ['return [document.getElementById("gone").checkVisibility(), document.getElementById("h").checkVisibility()]', [false, true]],
    ['return document.evaluate("count(//option)", document, null, XPathResult.ANY_TYPE, null).numberValue', 2],
    ['return document.evaluate("//h1", document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue.id', 'h'],
    ['return document.querySelector("#h") instanceof HTMLElement && document instanceof HTMLDocument', true],
    ['return [navigator.webdriver, /Chrome/.test(navigator.userAgent), matchMedia("(min-width: 600px)").matches]', [true, true, true]],
    ['return new URL("/a?b=c", "https://h.test/").searchParams.get("b") + atob(btoa("hi"))', 'chi']
  ]
  for (const [script, expected] of returns) t.strictSame(await run(opened, script), expected, script)
})

t.test('what a script changes is what the commands of the session find, and the other way round', async (t) => {
  const opened = await open(t)
  const { browser } = opened
  await run(opened, `const p = document.createElement('p'); p.id = 'new'; p.append('made ', document.createElement('i'));
    document.body.append(p); document.getElementById('h').style.display = 'none'; document.getElementById('user').value = 'bob'`)
  const made = await browser.perform('findElement', { using: 'css selector', value: '#new' }) as Record<string, string>
  const [key = '', id = ''] = Object.entries(made)[0] ?? []
  t.equal(await browser.perform('getElementText', {}, { element: id }), 'made')
  t.strictSame(await run(opened, 'return document.getElementById("new")'), { [key]: id }, 'an element has one id')
  t.equal(await run(opened, 'return arguments[0].id', { [key]: id, selector: '#new' }), 'new', 'what else is sent is ignored')
  const heading = await browser.perform('findElement', { using: 'css selector', value: '#h' }) as Record<string, string>
  t.equal(await browser.perform('isElementDisplayed', {}, { element: Object.values(heading)[0] ?? '' }), false)
  const user = await browser.perform('findElement', { using: 'css selector', value: '#user' }) as Record<string, string>
  t.equal(await browser.perform('getElementProperty', {}, { element: Object.values(user)[0] ?? '', name: 'value' }), 'bob')
  await run(opened, 'localStorage.setItem("a", 1); document.cookie = "c=d; path=/"; document.getElementById("new").remove()')
  t.match(await browser.perform('getNamedCookie', {}, { name: 'c' }), { value: 'd' })
  t.equal(await run(opened, 'return localStorage.a + JSON.stringify(localStorage)'), '1{"a":"1"}')
  t.match(await refusal(run(opened, 'return arguments[0]', { [key]: id })), /^stale element reference/)
})

t.test('results are W3C\'s JSON', async (t) => {
  const opened = await open(t)
  t.strictSame(await run(opened, 'return { a: [1, undefined, null, NaN], date: new Date(0), f () {}, nested: { b: true } }'),
    { a: [1, null, null, null], date: '1970-01-01T00:00:00.000Z', f: {}, nested: { b: true } })
  t.equal(await run(opened, ''), null)
  t.strictSame(await run(opened, 'return arguments.length', 1, 2), 2)
  t.strictSame(await run(opened, 'return (function () { return arguments })("a", 2)'), ['a', 2])
  t.equal((await run(opened, 'return document.querySelectorAll("option")') as unknown[]).length, 2)
  t.match(await run(opened, 'return document.body.getBoundingClientRect()'), { x: 8, width: 784 })
  t.strictSame(Object.keys(await run(opened, 'return window') as object), ['window-fcc6-11e5-b4f8-330a88ab9d7f'])
  t.strictSame(await run(opened, 'return arguments[0]', { a: [{ b: null }], __proto__x: 1 }), { a: [{ b: null }], __proto__x: 1 })
  for (const script of ['const a = {}; a.a = a; return a', 'return 5n', 'return Symbol()', 'return document',
    'return document.createTextNode("x")',
    'let a = []; for (let i = 0; i < 1000; i++) a = [a]; return a', 'return { get b () { throw new Error("no") } }']) {
    t.match(await refusal(run(opened, script)), /^javascript error/, script)
  }
  t.match(await refusal(run(opened, 'return 1', { 'element-6066-11e4-a52e-4f735466cecf': 'nobody' })), /^no such element/)
})

t.test('what a script throws is told in Chrome\'s words', async (t) => {
  const opened = await open(t)
  t.match(await refusal(run(opened, 'return null.x')), /^javascript error .*TypeError: Cannot read properties of null \(reading 'x'\)$/)
  t.equal(await refusal(run(opened, 'throw new Error("my own")')), 'javascript error / javascript error: my own')
  t.equal(await refusal(run(opened, 'throw "a text"')), 'javascript error / javascript error: a text')
  t.match(await refusal(run(opened, 'this is no script')), /^javascript error .*SyntaxError/)
  t.match(await refusal(run(opened, 'document.querySelector("[[")')), /SyntaxError: '\[\[' is not a valid selector/)
  t.match(await refusal(runAsync(opened, 'throw new Error("early")')), /^javascript error .*early/)
  t.match(await refusal(run(opened, 'return Promise.reject(new Error("late"))')), /^javascript error .*late/)
})

t.test('scripts that wait let the session\'s time pass, not ours', async (t) => {
  const opened = await open(t)
  const start = opened.clock.now
  t.equal(await runAsync(opened, 'setTimeout(arguments[0], 5000, "late")'), 'late')
  t.ok(opened.clock.now - start >= 5000 && opened.clock.now - start < 5100)
  t.equal(await run(opened, 'return new Promise((resolve) => setTimeout(resolve, 500, 7))'), 7)
  const before = opened.clock.now
  t.match(await refusal(runAsync(opened, 'window.callback = arguments[0]', 1000)), /^script timeout/)
  t.ok(opened.clock.now - before >= 1000)
  await run(opened, 'setTimeout(() => { document.title = "later" }, 800)')
  t.equal(await opened.browser.perform('getTitle'), 'Shop')
  await opened.browser.pass(900)
  t.equal(await opened.browser.perform('getTitle'), 'later', 'a timer goes on after its script has ended')
  t.equal(await run(opened, 'const from = Date.now(); while (Date.now() - from < 50); return Date.now() - from >= 50'), true)
  const [a, b] = [await open(t), await open(t)]
  t.equal(await run(a, 'return Math.random()'), await run(b, 'return Math.random()'), 'the world\'s chance')
})

t.test('listeners, handlers and default actions', async (t) => {
  const opened = await open(t, `${page}<button id="own" onclick="this.textContent = 'clicked ' + event.type">own</button>
    <script>var order = [document.readyState]; addEventListener('load', () => order.push('load ' + document.readyState))</script>`)
  t.strictSame(await run(opened, 'return order'), ['loading', 'load complete'])
  const { browser } = opened
  const press = async (css: string): Promise<void> => {
    const found = await browser.perform('findElement', { using: 'css selector', value: css }) as Record<string, string>
    await browser.perform('elementClick', {}, { element: Object.values(found)[0] ?? '' })
  }
  await press('#own')
  t.equal(await run(opened, 'return document.getElementById("own").textContent'), 'clicked click', 'an attribute of the page')
  await run(opened, 'document.addEventListener("click", (event) => { window.seen = [event.target.id, event.isTrusted] })')
  await press('#box')
  t.strictSame(await run(opened, 'return [seen, document.getElementById("box").checked]'), [['box', true], true])
  t.strictSame(await run(opened, `const box = document.getElementById('box'); const heard = []
    for (const type of ['input', 'change']) box.addEventListener(type, () => heard.push(type)); box.click(); return [box.checked, heard]`),
  [false, ['input', 'change']])
  await run(opened, 'document.getElementById("f").addEventListener("submit", (event) => event.preventDefault(), { once: true })')
  await press('#b')
  t.equal(await browser.perform('getCurrentUrl'), 'https://shop.test/', 'a prevented form goes nowhere')
  await run(opened, 'document.getElementById("b").click()')
  t.equal(await browser.perform('getCurrentUrl'), 'https://shop.test/go?user=ann')
  await run(opened, 'location.href = "/other"')
  t.equal(await browser.perform('getCurrentUrl'), 'https://shop.test/other')
})

t.test('a dialog stops its script until it is answered', async (t) => {
  const opened = await open(t)
  const { browser } = opened
  t.equal(await run(opened, 'window.answer = confirm("Sure?"); document.title = "went on"'), null)
  t.equal(await browser.perform('getAlertText'), 'Sure?')
  await browser.perform('acceptAlert')
  t.strictSame(await run(opened, 'return [answer, document.title]'), [true, 'went on'])
  await run(opened, 'window.answer = prompt("Who?", "me")')
  await browser.perform('sendAlertText', { text: 'ann' })
  await browser.perform('acceptAlert')
  t.equal(await run(opened, 'return answer'), 'ann')
  await run(opened, 'window.answer = [confirm("one"), confirm("two")]')
  await browser.perform('dismissAlert')
  t.equal(await browser.perform('getAlertText'), 'two')
  await browser.perform('acceptAlert')
  t.strictSame(await run(opened, 'return answer'), [false, true])
})

t.test('no way leads out of the engine', async (t) => {
  const opened = await open(t)
  t.strictSame(await run(opened, `const out = 'return typeof process + typeof require + typeof Buffer + typeof globalThis.constructor'
    return [window.constructor.constructor(out)(), document.constructor.constructor(out)(), (() => {}).constructor(out)(),
      Object.getPrototypeOf(async () => {}).constructor.name, typeof host, typeof WebAssembly, typeof SharedArrayBuffer]`),
  [...Array(3).fill('undefinedundefinedundefinedfunction'), 'AsyncFunction', 'undefined', 'undefined',
    await run(opened, 'return typeof SharedArrayBuffer')])
  t.match(await refusal(run(opened, 'return import("node:fs")')), /^javascript error/)
  t.strictSame(await run(opened, 'return fetch("https://example.test/").catch(String)'), 'TypeError: Failed to fetch')
  await run(opened, 'Object.prototype.polluted = 1; Array.prototype.map = null; JSON.stringify = null; Function.prototype.call = null')
  t.equal(({} as Record<string, unknown>)['polluted'], undefined)
  t.strictSame(await run(opened, 'return [1, "still there"]'), [1, 'still there'])
})

t.test('loops, bombs and depths end in W3C\'s errors, in bounded time, and others go on meanwhile', async (t) => {
  const bad = await open(t)
  const good = await open(t)
  await run(good, 'window.kept = 1')
  const odd: Array<[script: string, expected: RegExp]> = [
    ['while (true) {}', /^script timeout/],
    ['(function again () { Promise.resolve().then(again) })(); return new Promise(() => {})', /^script timeout/],
    ['return /^(a+)+$/.test("a".repeat(40) + "b")', /^script timeout/],
    ['return "a".repeat(4e6).indexOf("a".repeat(2e6) + "b")', /^(?:script timeout|javascript error)/],
    ['return [].indexOf.call({ length: 2 ** 53 - 1 }, 1)', /^script timeout/],
    ['const all = []; while (true) all.push(new Array(10).fill({}))', /^(?:javascript error .*memory|script timeout)/],
    ['return "x".repeat(2 ** 28)', /^javascript error/],
    ['return new Array(2 ** 27).fill("x").join("")', /^(?:javascript error|script timeout)/],
    ['(function deep () { deep() })()', /^javascript error .*call stack/],
    ['return JSON.parse("[".repeat(1e6))', /^javascript error/],
    ['eval("(".repeat(1e5))', /^javascript error/],
    ['for (;;) document.body.append(document.createElement("p"))', /^(?:javascript error|script timeout)/],
    ['document.body.innerHTML = "<p>".repeat(300000)', /^javascript error .*QuotaExceeded/]
  ]
  for (const [script, expected] of odd) {
    const refused = refusal(run(bad, script))
    t.equal(await run(good, 'return kept'), 1, `another session goes on beside ${script}`)
    t.match(await refused, expected, script)
  }
  t.equal(await run(bad, 'return 1 + 1'), 2, 'and the session itself')
})

t.test('what clients send by themselves is answered without the engine', async (t) => {
  const opened = await open(t)
  const element = async (value: string): Promise<unknown> =>
    await opened.browser.perform('findElement', { using: 'css selector', value })
  const atom = async (name: string, ...args: unknown[]): Promise<unknown> =>
    await run(opened, `/* ${name} */return (function () { throw new Error('not run') }).apply(null, arguments)`, ...args)
  t.equal(await atom('isDisplayed', await element('#h')), true)
  t.equal(await atom('isDisplayed', await element('#gone')), false)
  t.equal(await atom('getAttribute', await element('#l'), 'href'), 'https://shop.test/x?y=1#z')
  t.equal(await atom('getAttribute', await element('#user'), 'value'), 'ann')
  t.equal(await atom('getAttribute', await element('#s option:last-child'), 'selected'), 'true')
  t.equal(await atom('getAttribute', await element('#h'), 'data-foo-bar'), '1')
  t.equal(await atom('getAttribute', await element('#h'), 'nothing'), null)
  const below = { relative: { root: { css: '*' }, filters: [{ kind: 'below', args: [await element('#l')] }] } }
  t.match((await atom('findElements', below) as unknown[])[0], await element('#d') as object)
  t.equal(await run(opened, `var polyfillFn = function webdriverioPolyfill() {}; webdriverioPolyfill();
    return (function checkVisibility(elem) { throw new Error('not run') }).apply(null, arguments)`, await element('#gone'), {}), false)
})
