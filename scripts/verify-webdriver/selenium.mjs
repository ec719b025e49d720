// selenium.mjs PORT KEY SITE: selenium-webdriver as it is installed beside this file.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { report } from './steps.mjs'

const require = createRequire(import.meta.url)
const { Builder, By, Key, Select, until } = require('selenium-webdriver')
const { version } = require('selenium-webdriver/package.json')

const [port, key, site] = process.argv.slice(2)
const d = await new Builder().usingServer(`http://demo:${key}@127.0.0.1:${port}/wd/hub`).withCapabilities({
  browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest',
  'sauce:options': { name: 'verify', extendedDebugging: true, capturePerformance: true }
}).build()
const find = (css) => d.findElement(By.css(css))
const steps = [
  ['opens the page', async () => { await d.get(`${site}/`) }],
  ['waits for the title', async () => { await d.wait(until.titleIs('Tea shop'), 3000) }],
  ['finds by id', async () => { assert.equal(await d.findElement(By.id('greeting')).getTagName(), 'h1') }],
  ['reads the greeting', async () => { assert.equal(await d.findElement(By.className('title')).getText(), 'Welcome') }],
  ['finds by name', async () => { assert.equal(await d.findElement(By.name('q')).getAttribute('id'), 'query') }],
  ['finds by xpath', async () => { assert.equal((await d.findElements(By.xpath('//select/option'))).length, 2) }],
  ['finds by the text of a link', async () => {
    assert.equal(await d.findElement(By.linkText('About us')).getAttribute('href'), `${site}/about`)
  }],
  ['finds by a part of it', async () => { assert.ok(await d.findElement(By.partialLinkText('About')).isDisplayed()) }],
  ['sees what is hidden', async () => { assert.equal(await find('#hidden').isDisplayed(), false) }],
  ['types', async () => {
    await find('#query').sendKeys('senchas', Key.BACK_SPACE)
    assert.equal(await find('#query').getAttribute('value'), 'sencha')
  }],
  ['chooses', async () => {
    await new Select(await find('#kind')).selectByVisibleText('Green')
    assert.equal(await find('#kind').getAttribute('value'), 'green')
  }],
  ['ticks', async () => {
    await find('#sale').click()
    assert.ok(await find('#sale').isSelected())
  }],
  ['runs a script', async () => { assert.equal(await d.executeScript('return arguments[0].id', await find('#query')), 'query') }],
  ['runs one that waits', async () => {
    assert.equal(await d.executeAsyncScript('const done = arguments[0]; setTimeout(() => done("late"), 200)'), 'late')
  }],
  ['waits for what a page does later', async () => {
    await find('#later').click()
    await d.wait(until.elementTextIs(await find('#state'), 'ready'), 5000)
  }],
  ['answers a dialog', async () => {
    await find('#warn').click()
    assert.equal(await d.switchTo().alert().getText(), 'Sure?')
    await d.switchTo().alert().dismiss()
  }],
  ['looks into a frame', async () => {
    await d.switchTo().frame(await find('#frame'))
    assert.equal(await find('#within').getText(), 'within the frame')
    await d.switchTo().defaultContent()
  }],
  ['keeps a cookie', async () => {
    await d.manage().addCookie({ name: 'taste', value: 'mild' })
    assert.equal((await d.manage().getCookie('taste')).value, 'mild')
  }],
  ['moves the mouse and presses keys', async () => {
    await d.actions().move({ origin: await find('#query') }).click().sendKeys(Key.END, '!', Key.BACK_SPACE).perform()
    assert.equal(await find('#query').getAttribute('value'), 'sencha')
  }],
  ['takes pictures', async () => { assert.ok((await find('#greeting').takeScreenshot()).startsWith('iVBORw0KGgo')) }],
  ['opens a window', async () => {
    const first = await d.getWindowHandle()
    await d.switchTo().newWindow('tab')
    await d.get(`${site}/about`)
    assert.equal(await d.getTitle(), 'About')
    await d.close()
    await d.switchTo().window(first)
  }],
  ['sends the form', async () => {
    await find('#go').click()
    await d.wait(until.urlContains('/found?q=sencha&kind=green&sale=yes'), 3000)
    assert.equal((await d.findElements(By.css('.item'))).length, 2)
  }]
]
const session = (await d.getSession()).getId()
await report(`selenium-webdriver ${version}`, session, steps, async (passed) => {
  await d.executeScript(`sauce:job-result=${passed ? 'passed' : 'failed'}`)
  await d.quit()
})
