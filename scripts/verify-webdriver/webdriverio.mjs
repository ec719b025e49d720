// webdriverio.mjs PORT KEY SITE: WebdriverIO as it is installed beside this file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { remote } from 'webdriverio'
import { report } from './steps.mjs'

const [port, key, site] = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(new URL('node_modules/webdriverio/package.json', import.meta.url), 'utf8'))
const b = await remote({
  protocol: 'http', hostname: '127.0.0.1', port: Number(port), path: '/wd/hub', user: 'demo', key, logLevel: 'silent',
  capabilities: {
    browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest',
    'sauce:options': { name: 'verify', extendedDebugging: true, capturePerformance: true }
  }
})
const steps = [
  ['opens the page', async () => { await b.url(`${site}/`) }],
  ['reads the title', async () => { assert.equal(await b.getTitle(), 'Tea shop') }],
  ['finds by css', async () => { assert.equal(await b.$('.title').getTagName(), 'h1') }],
  ['reads the greeting', async () => { assert.equal(await b.$('#greeting').getText(), 'Welcome') }],
  ['finds by xpath', async () => { assert.ok(await b.$('//h1[contains(@class, "big")]').isExisting()) }],
  ['finds by the text of a link', async () => { assert.ok(await b.$('=About us').isDisplayed()) }],
  ['finds by the text of an element', async () => { assert.ok(await b.$('button=Find').isClickable()) }],
  ['sees what is hidden', async () => { assert.equal(await b.$('#hidden').isDisplayed(), false) }],
  ['types', async () => {
    await b.$('#query').setValue('sencha')
    assert.equal(await b.$('#query').getValue(), 'sencha')
  }],
  ['chooses', async () => {
    await b.$('#kind').selectByVisibleText('Green')
    assert.equal(await b.$('#kind').getValue(), 'green')
  }],
  ['ticks', async () => {
    await b.$('#sale').click()
    assert.ok(await b.$('#sale').isSelected())
  }],
  ['runs a script', async () => { assert.equal(await b.execute((one, two) => one + two, 2, 3), 5) }],
  ['runs one that waits', async () => {
    assert.equal(await b.execute(async () => await new Promise((resolve) => { setTimeout(() => { resolve('late') }, 300) })), 'late')
  }],
  ['waits for what a page does later', async () => {
    await b.$('#later').click()
    await b.waitUntil(async () => await b.$('#state').getText() === 'ready', { timeout: 5000 })
  }],
  ['answers a dialog', async () => {
    await b.$('#warn').click()
    assert.equal(await b.getAlertText(), 'Sure?')
    await b.acceptAlert()
  }],
  ['looks into a frame', async () => {
    await b.switchFrame(b.$('#frame'))
    assert.equal(await b.$('#within').getText(), 'within the frame')
    await b.switchFrame(null)
  }],
  ['keeps a cookie', async () => {
    await b.setCookies({ name: 'taste', value: 'mild' })
    assert.equal((await b.getCookies({ name: 'taste' }))[0]?.value, 'mild')
  }],
  ['scrolls', async () => {
    await b.$('#far').scrollIntoView()
    assert.ok(await b.execute('return window.scrollY') > 500)
  }],
  ['presses keys', async () => {
    await b.$('#query').click()
    await b.keys(['End', '!', 'Backspace'])
    assert.equal(await b.$('#query').getValue(), 'sencha')
  }],
  ['takes a picture', async () => { assert.ok((await b.takeScreenshot()).startsWith('iVBORw0KGgo')) }],
  ['opens a window', async () => {
    const [first] = await b.getWindowHandles()
    await b.newWindow(`${site}/about`)
    assert.equal(await b.getTitle(), 'About')
    await b.closeWindow()
    await b.switchToWindow(first)
  }],
  ['sends the form', async () => {
    await b.$('#go').click()
    assert.match(await b.getUrl(), /\/found\?q=sencha&kind=green&sale=yes$/)
    assert.equal(await b.$$('.item').length, 2)
  }]
]
await report(`webdriverio ${version}`, b.sessionId, steps, async (passed) => {
  await b.execute(`sauce:job-result=${passed ? 'passed' : 'failed'}`)
  await b.deleteSession()
})
