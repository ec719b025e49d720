// webdriver.mjs PORT KEY SITE: the protocol package of WebdriverIO as it is installed beside this file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import WebDriver from 'webdriver'
import { report } from './steps.mjs'

const [port, key, site] = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(new URL('node_modules/webdriver/package.json', import.meta.url), 'utf8'))
const c = await WebDriver.newSession({
  protocol: 'http', hostname: '127.0.0.1', port: Number(port), path: '/wd/hub', user: 'demo', key, logLevel: 'silent',
  capabilities: {
    browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest',
    'sauce:options': { name: 'verify', extendedDebugging: true, capturePerformance: true }
  }
})
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
const find = async (value, using = 'css selector') => (await c.findElement(using, value))[elementKey] ?? ''
const steps = [
  ['throttles', async () => { await c.sauceThrottleNetwork('Good 3G') }],
  ['opens the page', async () => { await c.navigateTo(`${site}/`) }],
  ['reads the title', async () => { assert.equal(await c.getTitle(), 'Tea shop') }],
  ['reads the greeting', async () => { assert.equal(await c.getElementText(await find('#greeting')), 'Welcome') }],
  ['finds by xpath', async () => { assert.ok(await find('//label', 'xpath')) }],
  ['finds by tag', async () => { assert.ok(await find('form', 'tag name')) }],
  ['finds by the text of a link', async () => { assert.ok(await find('About us', 'link text')) }],
  ['types', async () => {
    await c.elementSendKeys(await find('#query'), 'sencha')
    assert.equal(await c.getElementProperty(await find('#query'), 'value'), 'sencha')
  }],
  ['reads a style', async () => { assert.equal(await c.getElementCSSValue(await find('#hidden'), 'display'), 'none') }],
  ['reads a role', async () => { assert.equal(await c.getElementComputedRole(await find('#go')), 'button') }],
  ['reads a name', async () => { assert.equal(await c.getElementComputedLabel(await find('#query')), 'Search') }],
  ['runs a script', async () => { assert.equal(await c.executeScript('return document.readyState', []), 'complete') }],
  ['runs one that waits', async () => { assert.equal(await c.executeAsyncScript('arguments[0](7)', []), 7) }],
  ['takes a picture', async () => { assert.ok((await c.takeScreenshot()).startsWith('iVBORw0KGgo')) }],
  ['prints', async () => { assert.ok((await c.printPage()).startsWith('JVBER')) }],
  ['looks into a frame', async () => {
    await c.switchToFrame({ [elementKey]: await find('#frame') })
    assert.equal(await c.getElementText(await find('#within')), 'within the frame')
    await c.switchToParentFrame()
  }],
  ['keeps a cookie', async () => {
    await c.addCookie({ name: 'taste', value: 'mild' })
    assert.equal((await c.getNamedCookie('taste')).value, 'mild')
  }],
  ['answers a dialog', async () => {
    await c.elementClick(await find('#warn'))
    await c.acceptAlert()
    assert.equal(await c.executeScript('return window.sure', []), true)
  }],
  ['asks for the load\'s numbers', async () => {
    assert.ok((await c.getPageLogs('sauce:performance')).load > 0)
    assert.ok((await c.jankinessCheck()).score > 0)
  }],
  ['chooses and ticks', async () => {
    await c.elementClick(await find('#kind option[value=green]'))
    await c.elementClick(await find('#sale'))
    assert.ok(await c.isElementSelected(await find('#sale')))
  }],
  ['sends the form', async () => {
    await c.elementClick(await find('#go'))
    assert.match(await c.getUrl(), /\/found\?q=sencha&kind=green&sale=yes$/)
  }]
]
await report(`webdriver ${version}`, c.sessionId, steps, async (passed) => {
  await c.executeScript(`sauce:job-result=${passed ? 'passed' : 'failed'}`, [])
  await c.deleteSession()
})
