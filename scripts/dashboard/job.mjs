import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const shop = encodeURIComponent('Shop front page (Good 3G, Nexus 7)')
const newest = async (api, name = shop) => (await api(`/rest/v1/demo/jobs?limit=1&full=true&name=${name}`))[0]
const ofStatus = async (api, wanted, owner = 'demo') => {
  const jobs = await api(`/rest/v1/${owner}/jobs?limit=500&full=true`)
  return jobs.find(({ consolidated_status: status }) => status === wanted)
}

/** The digits of a text as a number: `4,674 ms`. */
const numberIn = (text) => Number(/-?[\d,]+(?:\.\d+)?/.exec(text)[0].replaceAll(',', ''))
const metric = async (page, name) => numberIn(await page.locator(`tr[data-metric=${name}] td`).first().textContent())
const tab = async (page, title) => { await page.getByRole('tab', { name: title, exact: true }).click() }
const filmstrip = (page) => page.getByRole('application', { name: /^Filmstrip/ })
const moment = async (page) => await page.locator('.at-moment strong').textContent()
const until = async (page, holds, arg) => { await page.waitForFunction(holds, arg, { timeout: 10_000, polling: 50 }) }

async function numbers ({ page, api, assert }) {
  const job = await newest(api)
  const { items: [{ metric_data: data }] } = await api(`/v2/performance/metrics/${job.id}/`)
  const { log: { entries } } = await api(`/rest/v1/jobs/${job.id}/network.har`)
  for (const name of ['firstContentfulPaint', 'largestContentfulPaint', 'firstInteractive', 'totalBlockingTime', 'speedIndex']) {
    assert.equal(await metric(page, name), data[name], name)
  }
  assert.equal(await metric(page, 'score'), Math.round(data.score * 100))
  assert.equal(await page.locator('.waterfall tbody button').count(), entries.length, 'a row a request')
  const labels = await page.locator('.time-axis .label').allTextContents()
  const named = Object.fromEntries(labels.map((label) => [label.trim().split(' ')[0], numberIn(label)]))
  const { timeToFirstByte: TTFB, firstContentfulPaint: FCP, largestContentfulPaint: LCP, firstInteractive: TTI, load } = data
  assert.deepEqual(named, { TTFB, FCP, LCP, TTI, load }, 'each line is named, and stands where it was measured')
}

/** Lines are told apart by their dashes, and stand on one axis with the bars. */
async function lines ({ page, api, assert }) {
  const lineOf = async (id) => await page.locator(`.line[data-mark=${id}]`).evaluate((line) => (
    { style: getComputedStyle(line).borderLeftStyle, x: line.getBoundingClientRect().left }
  ))
  const [fcp, lcp, tti, load] = await Promise.all(['fcp', 'lcp', 'tti', 'load'].map(lineOf))
  assert.deepEqual([fcp.style, lcp.style, tti.style, load.style], ['dashed', 'solid', 'dotted', 'double'])
  const job = await newest(api)
  const { items: [{ metric_data: data }] } = await api(`/v2/performance/metrics/${job.id}/`)
  const perMs = (load.x - fcp.x) / (data.load - data.firstContentfulPaint)
  const { log: { pages: [first], entries } } = await api(`/rest/v1/jobs/${job.id}/network.har`)
  const bars = page.locator('svg.bars')
  for (const index of [0, 5, 11]) {
    const edges = await bars.nth(index).locator('rect').last().evaluate((rect) => rect.getBoundingClientRect().right)
    const began = [...entries].sort((a, b) => Date.parse(a.startedDateTime) - Date.parse(b.startedDateTime))[index]
    const end = Date.parse(began.startedDateTime) - Date.parse(first.startedDateTime) + began.time
    const wanted = fcp.x + (end - data.firstContentfulPaint) * perMs
    assert.ok(Math.abs(edges - wanted) < 4, `the bar of request ${index} ends at ${edges} px, its time is at ${wanted} px`)
  }
}

async function walkInTime ({ page, assert }) {
  await filmstrip(page).focus()
  await page.keyboard.press('Home')
  assert.equal(await moment(page), '0 ms')
  assert.equal(await page.locator('.at-moment img').count(), 0, 'nothing is painted at the start')
  await page.keyboard.press('End')
  assert.equal(await page.locator('.at-moment img').count(), 1)
  await page.keyboard.press('ArrowLeft')
  const said = await page.locator('[role=status][aria-live=polite]').textContent()
  assert.match(said, /^[\d,]+ ms: .*requests done.*main thread: /, 'a moment is said')
  const box = await page.locator('.filmstrip').first().boundingBox()
  await page.mouse.move(box.x + box.width / 4, box.y + 20)
  const [early, picture] = [numberIn(await moment(page)), await page.locator('.at-moment img').getAttribute('src')]
  await page.mouse.move(box.x + box.width * 0.75, box.y + 20)
  const late = numberIn(await moment(page))
  assert.ok(Math.abs(late - 3 * early) < 20, `a quarter is ${early} ms, three quarters are ${late} ms`)
  assert.notEqual(await page.locator('.at-moment img').getAttribute('src'), picture, 'another moment, another picture')
  const cursor = await page.locator('.line.cursor').evaluate((line) => line.getBoundingClientRect().left)
  assert.ok(Math.abs(cursor - (box.x + box.width * 0.75)) < 3, 'the line is under the pointer')
}

async function walkThroughRequests ({ page, api, assert }) {
  const job = await newest(api)
  const { log: { entries } } = await api(`/rest/v1/jobs/${job.id}/network.har`)
  const rows = page.locator('.waterfall tbody button')
  await rows.first().click()
  const drawer = page.locator('.drawer')
  assert.match(await drawer.locator('h3').first().textContent(), new RegExp(`^GET ${entries[0].request.url}$`))
  for (const { name, value } of entries[0].response.headers) {
    assert.ok((await drawer.textContent()).includes(`${name}${value}`), `${name} is shown`)
  }
  const inAll = await drawer.getByRole('row', { name: /^in all/ }).textContent()
  assert.equal(numberIn(inAll.replace('in all', '')), Number(entries[0].time.toFixed(1)))
  for (const request of ['request-1', 'request-2']) {
    await page.keyboard.press('ArrowDown')
    await until(page, (wanted) => document.activeElement.id === wanted, request)
  }
  assert.match(page.url(), /request=2/, 'what is open is an address')
  await page.keyboard.press('ArrowUp')
  assert.match(await drawer.locator('h3').first().textContent(), /^GET /)
  await page.keyboard.press('Escape')
  assert.equal(await drawer.count(), 0)
}

async function tables ({ page, assert }) {
  await page.getByRole('button', { name: 'as table' }).last().click()
  const table = page.getByRole('region', { name: /long tasks, as a table/ })
  const long = numberIn(await page.locator('figcaption').last().locator('.muted').textContent())
  assert.equal(await table.locator('tbody tr').count(), long, 'a row a long task')
  await page.getByRole('button', { name: 'as table' }).last().click()
}

async function video ({ page, api, assert }) {
  const job = await newest(api)
  const { log: { pages: [load] } } = await api(`/rest/v1/jobs/${job.id}/network.har`)
  const offset = Date.parse(load.startedDateTime) / 1000 - job.start_time
  await tab(page, 'Video')
  await until(page, () => document.querySelector('video')?.readyState >= 2)
  await filmstrip(page).focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowRight')
  const at = numberIn(await moment(page))
  await until(page, (wanted) => Math.abs(document.querySelector('video').currentTime - wanted) < 0.1, offset + at / 1000)
  await page.evaluate(async () => { await document.querySelector('video').play() })
  await until(page, (before) => {
    const shown = Number(/[\d,]+/.exec(document.querySelector('.at-moment strong').textContent)[0].replaceAll(',', ''))
    return shown > before
  }, at)
  await page.evaluate(() => { document.querySelector('video').pause() })
  const [shown, seconds] = [numberIn(await moment(page)), await page.evaluate(() => document.querySelector('video').currentTime)]
  assert.ok(Math.abs(offset + shown / 1000 - seconds) < 0.6, `the axis is at ${shown} ms, the video at ${seconds} s`)
}

async function texts ({ page, api, assert }) {
  const { id } = await newest(api)
  const lines = await api(`/rest/v1/jobs/${id}/console.json`)
  await tab(page, 'Console')
  await page.locator('#panel-files tbody tr').first().waitFor()
  assert.deepEqual(await page.locator('#panel-files tbody td.level').allTextContents(), lines.map(({ level }) => level))
  const commands = await api(`/rest/v1/jobs/${id}/log.json`)
  await tab(page, 'Commands')
  await page.locator('#command-0').waitFor()
  assert.equal(await page.locator('#panel-files tbody tr').count(), commands.length)
  const seen = commands.findLastIndex(({ screenshot }) => typeof screenshot === 'number')
  await page.locator(`#command-${seen}`).click()
  await until(page, () => document.querySelector('.command img')?.naturalWidth > 0)
  const source = await page.locator('.command img').getAttribute('src')
  assert.ok(source.endsWith(`${String(commands[seen].screenshot).padStart(4, '0')}screenshot.png`), source)
  await tab(page, 'Logs')
  await page.locator('#panel-files tbody tr').first().waitFor()
  await page.getByLabel('with').fill('executing: [get')
  const shown = await page.locator('#panel-files td.mono').allTextContents()
  assert.ok(shown.length > 0 && shown.every((line) => line.toLowerCase().includes('executing: [get')), 'only the lines that are wanted')
}

async function files ({ page, api, assert }) {
  const { id } = await newest(api)
  const { screenshots, ...others } = await api(`/rest/v1/jobs/${id}/assets`)
  await tab(page, 'Files')
  const links = await page.locator('table.files a[download]').evaluateAll((all) => all.map(({ href, download }) => [download, href]))
  for (const name of [...Object.values(others), ...screenshots]) {
    assert.ok(links.some(([known]) => known === name), `${name} is there`)
  }
  for (const [name, href] of links) {
    const { status, size } = await page.evaluate(async (url) => {
      const answer = await fetch(url)
      return { status: answer.status, size: (await answer.blob()).size }
    }, href)
    assert.ok(status === 200 && size > 0, `${name}: ${status}`)
  }
}

/** What is copied is run as it is. */
async function copies ({ page, api, assert }) {
  const { id, name } = await newest(api)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = async (label) => {
    await page.getByRole('button', { name: label }).click()
    return await page.evaluate(async () => await navigator.clipboard.readText())
  }
  const { stdout: answer } = await run('sh', ['-c', `${await copied('Copy as curl')} -s`])
  assert.equal(JSON.parse(answer).id, id)
  const call = await copied('Copy as SDK call')
  const cwd = new URL('../..', import.meta.url)
  const { stdout: printed } = await run(process.execPath, ['--input-type=module', '-e', call], { cwd })
  assert.ok(printed.includes(id) && printed.includes(name), 'the SDK finds it')
}

/** On paper all requests are there, with their names. */
async function onPaper ({ page, assert }) {
  await page.emulateMedia({ media: 'print' })
  const last = page.locator('.waterfall tbody button').last()
  assert.ok(await last.isVisible(), 'the last request has its name')
  const { clientHeight, scrollHeight } = await page.locator('.waterfall .scrolls').evaluate((box) => (
    { clientHeight: box.clientHeight, scrollHeight: box.scrollHeight }
  ))
  assert.ok(scrollHeight <= clientHeight + 1, 'nothing has to be scrolled to')
  await page.emulateMedia({ media: 'screen' })
}

async function widths ({ page, assert }) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(wide <= 400, `${wide} px wide`)
}

const become = (page, status) => until(page, (wanted) =>
  document.querySelector('.job-head .status')?.dataset.status === wanted, status)

export const checks = [
  {
    name: 'job: page load in time',
    hash: async (api) => `#/job/${(await newest(api)).id}`,
    run: async (tools) => {
      await numbers(tools)
      await lines(tools)
      await walkInTime(tools)
      await walkThroughRequests(tools)
      await tables(tools)
      await onPaper(tools)
    }
  },
  {
    name: 'job: video, texts and files',
    hash: async (api) => `#/job/${(await newest(api)).id}`,
    run: async (tools) => {
      const { axe } = tools
      await video(tools)
      await axe('with the video')
      await texts(tools)
      await axe('with the logs')
      await files(tools)
      await axe('with the files')
      const journal = await tools.api('/_perftwin/journal?limit=1000')
      tools.assert.ok(journal.entries.every(({ actor }) => actor === null || actor === undefined), 'the page did nothing itself')
      await copies(tools)
    }
  },
  {
    name: 'job: a journey of three pages, with a request open',
    hash: async (api) => {
      const { id } = await newest(api, encodeURIComponent('Shop purchase journey'))
      return `#/job/${id}?load=1&request=3`
    },
    run: async ({ page, api, assert, ready }) => {
      const { id } = await newest(api, encodeURIComponent('Shop purchase journey'))
      const { items } = await api(`/v2/performance/metrics/${id}/`)
      const shown = page.getByRole('tablist', { name: 'Page loads' }).getByRole('tab')
      assert.equal(await shown.count(), items.length)
      assert.equal(await metric(page, 'largestContentfulPaint'), items[1].metric_data.largestContentfulPaint)
      await shown.nth(1).focus()
      await page.keyboard.press('ArrowRight')
      await ready(`#/job/${id}?load=2`)
      assert.equal(await metric(page, 'largestContentfulPaint'), items[2].metric_data.largestContentfulPaint)
      assert.equal(await page.locator('.waterfall tbody button').count(), items[2].metric_data.requestsCount)
    }
  },
  {
    name: 'job: one that runs, until it is over',
    hash: async (api) => `#/job/${(await ofStatus(api, 'in progress')).id}`,
    run: async ({ page, api, assert }) => {
      assert.match(await page.locator('main').textContent(), /It runs, for [\d,]+ s/)
      const { id } = await ofStatus(api, 'in progress')
      await api('/_perftwin/clock/advance', { method: 'POST', body: { by: 'PT2H' } })
      const { consolidated_status: status } = await api(`/rest/v1.1/jobs/${id}`)
      assert.notEqual(status, 'in progress')
      await become(page, status)
      await page.getByRole('tab', { name: 'Files' }).waitFor()
    }
  },
  {
    name: 'job: one that waits',
    hash: async (api) => `#/job/${(await ofStatus(api, 'queued')).id}`,
    run: async ({ page, assert }) => { assert.match(await page.locator('main').textContent(), /It waits for a machine/) }
  },
  {
    name: 'job: one that ended in an error',
    hash: async (api) => `#/job/${(await ofStatus(api, 'error')).id}`,
    run: async ({ page, api, assert }) => {
      const { error } = await ofStatus(api, 'error')
      assert.equal(await page.locator('.job-head .notice').textContent(), error)
    }
  },
  {
    name: 'job: of another account, without page loads',
    hash: async (api) => `#/job/${(await ofStatus(api, 'failed', 'storefront.ci')).id}`,
    run: async ({ page, assert }) => {
      assert.match(await page.locator('main').textContent(), /No page load of this job was recorded/)
      assert.equal(await page.locator('.timeline').count(), 0)
      assert.ok(await page.getByRole('tab', { name: 'Commands' }).isVisible())
    }
  },
  {
    name: 'job: Appium',
    hash: async (api) => {
      const spec = {
        name: 'Signs in on a phone', owner: 'demo', outcome: 'passed', created: 'now-PT10M', runningFor: 'PT1M',
        platform: { os: 'Android 14', browserName: 'chrome', backend: 'appium' }
      }
      const { id } = await api('/_perftwin/jobs', { method: 'POST', body: spec })
      return `#/job/${id}`
    },
    run: async ({ page, assert }) => {
      assert.match(await page.locator('.job-head').textContent(), /on Android 14, by appium/)
      await tab(page, 'Commands')
      await page.locator('#command-0').waitFor()
    }
  },
  {
    name: 'job: files that are gone',
    hash: async (api) => {
      const jobs = await api(`/rest/v1/demo/jobs?limit=500&full=true&name=${shop}`)
      return `#/job/${jobs.at(-1).id}`
    },
    run: async ({ page, api, assert }) => {
      const jobs = await api(`/rest/v1/demo/jobs?limit=500&full=true&name=${shop}`)
      const { items: [{ metric_data: data }] } = await api(`/v2/performance/metrics/${jobs.at(-1).id}/`)
      assert.match(await page.locator('main').textContent(), /The files of this job are gone/)
      assert.equal(await metric(page, 'largestContentfulPaint'), data.largestContentfulPaint)
    }
  },
  {
    name: 'job: one that is not there',
    hash: '#/job/0123456789abcdef0123456789abcdef',
    run: async ({ page, assert }) => { assert.match(await page.locator('main [role=status]').textContent(), /No account of this world has/) }
  },
  {
    name: 'job: on a small screen',
    viewport: { width: 400, height: 800 },
    hash: async (api) => `#/job/${(await newest(api)).id}`,
    run: widths
  }
]
