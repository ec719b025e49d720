// A suite for nightwatch's own runner: twenty-two steps on the tea shop. What runs it is test/webdriver-nightwatch.test.ts.
const assert = require('node:assert/strict')

module.exports = {
  after: async (browser) => {
    const { failed, errors } = browser.currentTest.results
    await browser.executeScript(`sauce:job-result=${failed + errors === 0 ? 'passed' : 'failed'}`, [])
    await browser.end()
  },

  'opens the page': async (browser) => {
    await browser.navigateTo('https://tea.test/')
    await browser.waitForElementPresent('body')
  },
  'reads the title': async (browser) => { await browser.assert.titleEquals('Tea shop') },
  'finds by css': async (browser) => { await browser.assert.elementPresent('h1.title') },
  'reads the greeting': async (browser) => { await browser.assert.textEquals('#greeting', 'Welcome') },
  'finds by xpath': async (browser) => {
    await browser.assert.elementPresent({ selector: '//h1[contains(@class, "big")]', locateStrategy: 'xpath' })
  },
  'finds by the text of a link': async (browser) => {
    await browser.assert.attributeEquals({ selector: 'About us', locateStrategy: 'link text' }, 'href', 'https://tea.test/about')
  },
  'counts what a tag finds': async (browser) => {
    assert.equal((await browser.findElements({ selector: 'option', locateStrategy: 'tag name' })).length, 2)
  },
  'sees what is hidden': async (browser) => {
    await browser.assert.visible('#greeting')
    await browser.assert.not.visible('#hidden')
    await browser.assert.cssProperty('#hidden', 'display', 'none')
  },
  types: async (browser) => {
    await browser.setValue('#query', 'sencha!')
    await browser.assert.valueEquals('#query', 'sencha!')
  },
  chooses: async (browser) => {
    await browser.click('#kind option[value=green]')
    await browser.assert.valueEquals('#kind', 'green')
  },
  ticks: async (browser) => {
    await browser.click('#sale')
    await browser.assert.selected('#sale')
  },
  'runs a script': async (browser) => {
    assert.equal(await browser.execute((a, b) => a + b, [2, 3]), 5)
  },
  'runs one that waits': async (browser) => {
    assert.equal(await browser.executeAsyncScript('const done = arguments[0]; setTimeout(() => done("late"), 200)', []), 'late')
  },
  'waits for what a page does later': async (browser) => {
    await browser.click('#later')
    await browser.expect.element('#state').text.to.equal('ready').before(5000)
  },
  'answers a dialog': async (browser) => {
    await browser.click('#warn')
    assert.equal(await browser.alerts.getText(), 'Sure?')
    await browser.alerts.accept()
    assert.equal(await browser.execute('return window.sure', []), true)
  },
  'looks into a frame': async (browser) => {
    await browser.frame('#frame')
    await browser.assert.textEquals('#within', 'within the frame')
    await browser.frameParent()
  },
  'keeps a cookie': async (browser) => {
    await browser.cookies.set({ name: 'taste', value: 'mild' })
    assert.equal((await browser.cookies.get('taste')).value, 'mild')
  },
  'moves the mouse': async (browser) => {
    await browser.perform(function () {
      return this.actions().move({ origin: browser.findElement('#query') }).click().perform()
    })
    assert.equal(await browser.execute('return document.activeElement.id', []), 'query')
  },
  'takes a picture': async (browser) => {
    assert.ok(String(await browser.screenshot()).startsWith('iVBORw0KGgo'))
  },
  'opens a window': async (browser) => {
    const first = await browser.window.getHandle()
    await browser.window.open('tab')
    await browser.navigateTo('https://tea.test/about')
    await browser.assert.titleEquals('About')
    await browser.window.close()
    await browser.window.switchTo(first)
  },
  'sends the form': async (browser) => {
    await browser.click('#go')
    await browser.assert.urlContains('/found?q=sencha%21&kind=green&sale=yes')
    await browser.expect.elements('.item').count.to.equal(2)
  },
  'goes back': async (browser) => {
    await browser.back()
    await browser.assert.titleEquals('Tea shop')
  }
}
