// Real clients, unmodified, over real ports: suites of twenty steps and more, which pass on a page that is as it should be and
// fail at the right step on one that is not; and what their jobs say of them.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import t from 'tap'
import { listeningTwin } from './helper.js'
import { checkJob, runSteps, shop, shopUrl, type Came, type Step, type Where } from './webdriver-clients-helper.js'

const require = createRequire(import.meta.url)

/** One client: opens a session, runs its steps, ends it; answers how far it came. */
type Client = (where: Where, name: string) => Promise<Came>

const hub = (port: number, key: string) => ({
  protocol: 'http', hostname: '127.0.0.1', port, path: '/wd/hub', user: 'demo', key, logLevel: 'silent', connectionRetryCount: 0
}) as const

const sauce = (name: string): object => ({ name, build: 'clients', extendedDebugging: true, capturePerformance: true })

const webdriverio: Client = async ({ port, key }, name) => {
  const { remote } = await import('webdriverio')
  const browser = await remote({
    ...hub(port, key),
    capabilities: { browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest', 'sauce:options': sauce(name) }
  } as Parameters<typeof remote>[0])
  const steps: Array<Step<typeof browser>> = [
    ['opens the page', async (b) => { await b.url(shopUrl) }],
    ['reads the title', async (b) => { assert.equal(await b.getTitle(), 'Tea shop') }],
    ['finds by css', async (b) => { assert.equal(await b.$('.title').getTagName(), 'h1') }],
    ['reads the greeting', async (b) => { assert.equal(await b.$('#greeting').getText(), 'Welcome') }],
    ['finds by xpath', async (b) => { assert.ok(await b.$('//h1[contains(@class, "big")]').isExisting()) }],
    ['finds by the text of a link', async (b) => { assert.equal(await b.$('=About us').getAttribute('href'), '/about') }],
    ['finds by a part of it', async (b) => { assert.ok(await b.$('*=About').isDisplayed()) }],
    ['finds by the text of an element', async (b) => { assert.ok(await b.$('button=Find').isExisting()) }],
    ['sees what is hidden', async (b) => { assert.equal(await b.$('#hidden').isDisplayed(), false) }],
    ['types', async (b) => {
      await b.$('#query').setValue('sencha')
      assert.equal(await b.$('#query').getValue(), 'sencha')
    }],
    ['chooses', async (b) => {
      await b.$('#kind').selectByVisibleText('Green')
      assert.equal(await b.$('#kind').getValue(), 'green')
    }],
    ['ticks', async (b) => {
      await b.$('#sale').click()
      assert.equal(await b.$('#sale').isSelected(), true)
    }],
    ['runs a script', async (b) => { assert.equal(await b.execute((a: number, c: number) => a + c, 2, 3), 5) }],
    ['runs one that waits', async (b) => {
      assert.equal(await b.executeAsync((done: (value: string) => void) => { setTimeout(() => { done('late') }, 300) }), 'late')
    }],
    ['waits for what a page does later', async (b) => {
      await b.$('#later').click()
      await b.waitUntil(async () => await b.$('#state').getText() === 'ready', { timeout: 5000 })
    }],
    ['answers a dialog', async (b) => {
      await b.$('#warn').click()
      assert.equal(await b.getAlertText(), 'Sure?')
      await b.acceptAlert()
      assert.equal(await b.execute('return window.sure'), true)
    }],
    ['looks into a frame', async (b) => {
      await b.switchFrame(b.$('#frame'))
      assert.equal(await b.$('#within').getText(), 'within the frame')
      await b.switchFrame(null)
    }],
    ['keeps a cookie', async (b) => {
      await b.setCookies({ name: 'taste', value: 'mild' })
      assert.equal((await b.getCookies(['taste']))[0]?.value, 'mild')
    }],
    ['scrolls', async (b) => {
      await b.$('#far').scrollIntoView()
      assert.ok(Number(await b.execute('return window.scrollY')) > 500)
    }],
    ['moves the mouse and presses keys', async (b) => {
      await b.$('#query').click()
      await b.keys(['End', '!'])
      assert.equal(await b.$('#query').getValue(), 'sencha!')
    }],
    ['takes a picture', async (b) => { assert.ok((await b.takeScreenshot()).startsWith('iVBORw0KGgo')) }],
    ['opens a window', async (b) => {
      const [first = ''] = await b.getWindowHandles()
      await b.$('#new').click()
      const [, second = ''] = await b.getWindowHandles()
      await b.switchToWindow(second)
      assert.equal(await b.getTitle(), 'About')
      await b.closeWindow()
      await b.switchToWindow(first)
    }],
    ['sends the form', async (b) => {
      await b.$('#go').click()
      assert.match(await b.getUrl(), /\/found\?q=sencha%21&kind=green&sale=yes$/)
      assert.equal(await b.$$('.item').length, 2)
    }],
    ['goes back', async (b) => {
      await b.back()
      assert.equal(await b.getTitle(), 'Tea shop')
    }]
  ]
  const came = await runSteps(browser, steps)
  await browser.execute(`sauce:job-result=${came.failed === undefined ? 'passed' : 'failed'}`)
  await browser.deleteSession()
  return came
}

const selenium: Client = async ({ url, key }, name) => {
  const { Builder, By, Key, until } = require('selenium-webdriver') as typeof import('selenium-webdriver')
  // Its types are of an older version.
  type Choosing = new (element: unknown) => { selectByValue: (value: string) => Promise<void> }
  const { Select } = require('selenium-webdriver') as { Select: Choosing }
  const driver = await new Builder().usingServer(`${url}/wd/hub`.replace('http://', `http://demo:${key}@`)).withCapabilities({
    browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest', 'sauce:options': sauce(name)
  }).build()
  const find = async (css: string) => await driver.findElement(By.css(css))
  const steps: Array<Step<typeof driver>> = [
    ['opens the page', async (d) => { await d.get(shopUrl) }],
    ['waits for the title', async (d) => { await d.wait(until.titleIs('Tea shop'), 3000) }],
    ['finds by id', async (d) => { assert.equal(await d.findElement(By.id('greeting')).getTagName(), 'h1') }],
    ['reads the greeting', async (d) => { assert.equal(await d.findElement(By.className('title')).getText(), 'Welcome') }],
    ['finds by name', async (d) => { assert.equal(await d.findElement(By.name('q')).getAttribute('id'), 'query') }],
    ['finds by xpath', async (d) => { assert.equal((await d.findElements(By.xpath('//select/option'))).length, 2) }],
    ['finds by the text of a link', async (d) => {
      assert.equal(await d.findElement(By.linkText('About us')).getAttribute('href'), 'https://tea.test/about')
    }],
    ['finds by a part of it', async (d) => { assert.ok(await d.findElement(By.partialLinkText('About')).isDisplayed()) }],
    ['sees what is hidden', async () => { assert.equal(await (await find('#hidden')).isDisplayed(), false) }],
    ['types', async () => {
      await (await find('#query')).sendKeys('matcha', Key.BACK_SPACE)
      assert.equal(await (await find('#query')).getAttribute('value'), 'match')
    }],
    ['clears', async () => {
      await (await find('#query')).clear()
      assert.equal(await (await find('#query')).getAttribute('value'), '')
    }],
    ['chooses', async () => {
      await new Select(await find('#kind')).selectByValue('green')
      assert.equal(await (await find('#kind')).getAttribute('value'), 'green')
    }],
    ['ticks', async () => {
      await (await find('#sale')).click()
      assert.equal(await (await find('#sale')).isSelected(), true)
    }],
    ['runs a script', async (d) => { assert.equal(await d.executeScript('return arguments[0].id', await find('#query')), 'query') }],
    ['runs one that waits', async (d) => {
      assert.equal(await d.executeAsyncScript('const done = arguments[0]; setTimeout(() => done("late"), 200)'), 'late')
    }],
    ['answers a dialog', async (d) => {
      await (await find('#warn')).click()
      const dialog = d.switchTo().alert()
      assert.equal(await dialog.getText(), 'Sure?')
      await dialog.dismiss()
      assert.equal(await d.executeScript('return window.sure'), false)
    }],
    ['looks into a frame', async (d) => {
      await d.switchTo().frame(await find('#frame'))
      assert.equal(await d.findElement(By.id('within')).getText(), 'within the frame')
      await d.switchTo().defaultContent()
    }],
    ['keeps a cookie', async (d) => {
      await d.manage().addCookie({ name: 'taste', value: 'mild' })
      assert.equal((await d.manage().getCookie('taste')).value, 'mild')
    }],
    ['moves the mouse and presses keys', async (d) => {
      await d.actions().move({ origin: await find('#query') }).click().sendKeys('tea').perform()
      assert.equal(await (await find('#query')).getAttribute('value'), 'tea')
    }],
    ['takes pictures', async (d) => {
      assert.ok((await d.takeScreenshot()).startsWith('iVBORw0KGgo'))
      assert.ok((await (await find('#greeting')).takeScreenshot()).startsWith('iVBORw0KGgo'))
    }],
    ['sizes the window', async (d) => {
      await d.manage().window().setRect({ width: 800, height: 600 })
      assert.equal((await d.manage().window().getRect()).width, 800)
    }],
    ['opens a window', async (d) => {
      const first = await d.getWindowHandle()
      await d.switchTo().newWindow('tab')
      await d.get('https://tea.test/about')
      assert.equal(await d.getTitle(), 'About')
      await d.close()
      await d.switchTo().window(first)
    }],
    ['sends the form', async (d) => {
      await (await find('#go')).click()
      await d.wait(until.urlContains('/found?q=tea&kind=green&sale=yes'), 3000)
      assert.equal((await d.findElements(By.css('.item'))).length, 2)
    }],
    ['goes back', async (d) => {
      await d.navigate().back()
      assert.equal(await d.getTitle(), 'Tea shop')
    }]
  ]
  const came = await runSteps(driver, steps)
  await driver.executeScript(`sauce:job-result=${came.failed === undefined ? 'passed' : 'failed'}`)
  await driver.quit()
  return came
}

const protocol: Client = async ({ port, key }, name) => {
  const { default: WebDriver } = await import('webdriver')
  const client = await WebDriver.newSession({
    ...hub(port, key),
    capabilities: {
      browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest', 'wdio:enforceWebDriverClassic': true,
      'sauce:options': sauce(name)
    }
  } as Parameters<typeof WebDriver.newSession>[0])
  type Session = typeof client
  const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
  const find = async (value: string, using = 'css selector'): Promise<string> =>
    (await client.findElement(using, value) as unknown as Record<string, string>)[elementKey] ?? ''
  const own = client as unknown as Record<string, ((...given: unknown[]) => Promise<any>) | undefined>
  const steps: Array<Step<Session>> = [
    ['throttles', async () => { await own['throttleNetwork']?.('Good 3G') }],
    ['opens the page', async (c) => { await c.navigateTo(shopUrl) }],
    ['reads the title', async (c) => { assert.equal(await c.getTitle(), 'Tea shop') }],
    ['reads the greeting', async (c) => { assert.equal(await c.getElementText(await find('#greeting')), 'Welcome') }],
    ['finds by xpath', async () => { assert.ok(await find('//label', 'xpath')) }],
    ['finds by tag', async () => { assert.ok(await find('form', 'tag name')) }],
    ['finds by the text of a link', async () => { assert.ok(await find('About us', 'link text')) }],
    ['is told what is not there', async () => { assert.equal(await find('#nobody'), '') }],
    ['types', async (c) => { await c.elementSendKeys(await find('#query'), 'sencha') }],
    ['reads a property', async (c) => { assert.equal(await c.getElementProperty(await find('#query'), 'value'), 'sencha') }],
    ['reads a style', async (c) => { assert.equal(await c.getElementCSSValue(await find('#hidden'), 'display'), 'none') }],
    ['reads a role and a name', async (c) => {
      assert.equal(await c.getElementComputedRole(await find('#go')), 'button')
      assert.equal(await c.getElementComputedLabel(await find('#query')), 'Search')
    }],
    ['runs a script', async (c) => { assert.equal(await c.executeScript('return document.readyState', []), 'complete') }],
    ['runs one that waits', async (c) => { assert.equal(await c.executeAsyncScript('arguments[0](7)', []), 7) }],
    ['takes a picture', async (c) => { assert.ok((await c.takeScreenshot()).startsWith('iVBORw0KGgo')) }],
    ['prints', async (c) => { assert.ok((await c.printPage()).startsWith('JVBER')) }],
    ['looks into a frame', async (c) => {
      await c.switchToFrame({ [elementKey]: await find('#frame') })
      assert.equal(await c.getElementText(await find('#within')), 'within the frame')
      await c.switchToParentFrame()
    }],
    ['keeps a cookie', async (c) => {
      await c.addCookie({ name: 'taste', value: 'mild' })
      assert.equal((await c.getNamedCookie('taste') as unknown as { value: string }).value, 'mild')
    }],
    ['answers a dialog', async (c) => {
      await c.elementClick(await find('#warn'))
      await c.acceptAlert()
      assert.equal(await c.executeScript('return window.sure', []), true)
    }],
    ['presses keys', async (c) => {
      await c.elementClick(await find('#query'))
      await c.performActions([{ type: 'key', id: 'k', actions: [{ type: 'keyDown', value: '!' }, { type: 'keyUp', value: '!' }] }])
      assert.equal(await c.getElementProperty(await find('#query'), 'value'), 'sencha!')
    }],
    ['asks for the load\'s numbers', async () => {
      const numbers = await own['getPageLogs']?.('sauce:performance')
      assert.ok(numbers.load > 0 && numbers.score > 0)
      const { result } = await own['assertPerformance']?.(name, ['score', 'load'])
      assert.equal(result, 'pass')
      assert.ok((await own['jankinessCheck']?.()).score > 0)
    }],
    ['sends the form', async (c) => {
      await c.elementClick(await find('#go'))
      assert.match(await c.getUrl(), /\/found\?q=sencha%21/)
    }]
  ]
  const came = await runSteps(client, steps)
  await client.executeScript(`sauce:job-result=${came.failed === undefined ? 'passed' : 'failed'}`, [])
  await client.deleteSession()
  return came
}

const clients: Record<string, Client> = { webdriverio, selenium, webdriver: protocol }

for (const [title, client] of Object.entries(clients)) {
  t.test(`${title}: a suite passes`, async (t) => {
    const where = await listeningTwin(t, shop())
    const came = await client(where, `${title} passes`)
    t.equal(came.failed, undefined, came.error instanceof Error ? String(came.error.stack) : String(came.error))
    t.ok(came.passed.length >= 20)
    await checkJob(t, where, `${title} passes`, true)
  })

  t.test(`${title}: the suite fails at the step that a change concerns`, async (t) => {
    const where = await listeningTwin(t, shop('Good bye'))
    const came = await client(where, `${title} fails`)
    t.equal(came.failed, 'reads the greeting')
    t.match(String(came.error), /Good bye/)
    await checkJob(t, where, `${title} fails`, false)
  })
}
