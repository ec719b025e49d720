import { until } from '../verify-dashboard/until.mjs'

const series = { owner: 'demo', name: 'Shop front page (Good 3G, Nexus 7)' }

/** The runs on both sides of a release, by the twin's truth and the history that the API tells. */
async function across (api, version) {
  const { series: all } = await api('/_perftwin/truth')
  const { changePoints } = all.find(({ owner, name, orderIndex }) => owner === series.owner && name === series.name && orderIndex === 0)
  const after = changePoints.find(({ releases }) => releases.some((release) => release.version === version)).jobId
  const { items } = await api(`/v2/performance/metrics/${after}/history/?order_index=0&limit=2`)
  const [second, first] = items
  return { first: first.job_id, second: second.job_id, before: first.metric_data, after: second.metric_data }
}

const address = async (api, version = '4.2.0') => {
  const { first, second } = await across(api, version)
  return `#/compare/${first}/${second}`
}

const numberIn = (text) => Number(/-?[\d,]+(?:\.\d+)?/.exec(text)[0].replaceAll(',', ''))
const transferred = (har, type) => har.log.entries.filter((entry) => entry._resourceType === type)
  .reduce((sum, { response }) => sum + response._transferSize, 0)
const differences = async (page) => (await page.locator('.differences li').allTextContents()).join('\n')

async function numbers ({ page, api, assert }) {
  const { first, second, before, after } = await across(api, '4.2.0')
  for (const name of ['firstContentfulPaint', 'largestContentfulPaint', 'totalBlockingTime', 'load', 'totalTaskTime', 'requestsCount']) {
    const cells = await page.locator(`table.changes tr[data-metric=${name}] td`).allTextContents()
    assert.deepEqual(cells.slice(0, 2).map(numberIn), [before[name], after[name]], name)
  }
  const [a, b] = await Promise.all([first, second].map(async (id) => await api(`/rest/v1/jobs/${id}/network.har`)))
  const images = Math.round((transferred(b, 'image') / transferred(a, 'image') - 1) * 100)
  const words = await differences(page)
  assert.match(words, new RegExp(`Over the line .* images .*\\(\\+${images} %\\)`), 'the bytes of images')
  assert.match(words, new RegExp(`The same ${b.log.entries.length} requests`))
  assert.match(words, /Main-thread work .*: scripts \+/)
  assert.deepEqual(await page.locator('.between li').allTextContents().then((all) => all.map((text) => text.replace(/ \(.*?\)/, ''))),
    ['web 4.2.0: images +70 %, main-thread work +60 %'])
}

const lineAt = async (page, run, id) =>
  await page.locator('.lanes').nth(run).locator(`.line[data-mark=${id}]`).evaluate((line) => line.getBoundingClientRect().left)

/** Both runs have one scale, whatever they are aligned at. */
async function oneScale ({ page, api, assert }) {
  const { before, after } = await across(api, '4.2.0')
  const perMs = (await lineAt(page, 0, 'load') - await lineAt(page, 0, 'ttfb')) / (before.load - before.timeToFirstByte)
  const other = (await lineAt(page, 1, 'load') - await lineAt(page, 1, 'ttfb')) / (after.load - after.timeToFirstByte)
  assert.ok(Math.abs(perMs / other - 1) < 0.01, `${perMs} and ${other} px a ms`)
  const shift = await lineAt(page, 1, 'load') - await lineAt(page, 0, 'load')
  assert.ok(Math.abs(shift - (after.load - before.load) * perMs) < 3, 'both begin at one place')
  await page.getByRole('button', { name: 'first byte' }).click()
  assert.ok(Math.abs(await lineAt(page, 0, 'ttfb') - await lineAt(page, 1, 'ttfb')) < 1, 'both have their first byte at one place')
  assert.match(page.url(), /align=ttfb/)
  await page.getByRole('button', { name: 'start of navigation' }).click()
}

/** One moment is looked at in both. */
async function together ({ page, assert }) {
  await page.getByRole('application', { name: /^First run/ }).focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 15; step++) await page.keyboard.press('ArrowRight')
  const moments = async () => await page.locator('.at-moment strong').allTextContents()
  await until('one moment in both', async () => new Set(await moments()).size === 1)
  assert.equal((await moments()).length, 2)
  const pictures = await page.locator('.at-moment img').evaluateAll((all) => all.map(({ src }) => src))
  assert.ok(pictures.length === 2 && pictures[0] !== pictures[1], 'at that moment customers see less than before')
}

async function pairs ({ page, api, assert }) {
  const { second } = await across(api, '4.2.0')
  const { log: { entries } } = await api(`/rest/v1/jobs/${second}/network.har`)
  const rows = page.locator('.pairs tbody button')
  assert.equal(await rows.count(), entries.length)
  const larger = await page.locator('.pairs .tag').allTextContents()
  assert.equal(larger.filter((tag) => /^\+(?:6|7)\d %$/.test(tag)).length, larger.length, 'only images changed')
  await rows.nth(3).click()
  assert.equal(await page.locator('.drawer tbody tr').count(), 14)
  await page.keyboard.press('ArrowDown')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'pair-4')
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.drawer').count(), 0)
}

async function choose ({ page, api, assert, ready }) {
  const { first, second } = await across(api, '4.2.0')
  const latency = await across(api, '118')
  await page.getByRole('button', { name: 'Swap' }).click()
  await ready(`#/compare/${second}/${first}`)
  assert.match(await differences(page), /The first run is the later one/)
  await page.getByRole('link', { name: /server latency/ }).click()
  await ready(`#/compare/${latency.first}/${latency.second}`)
  assert.match(await differences(page), /Slower: Time to first byte/)
  await page.getByRole('combobox', { name: 'First run' }).selectOption(first)
  await ready(`#/compare/${first}/${latency.second}`)
  assert.equal(await page.locator('.between li').count(), 2, 'now two releases lie between')
}

export const checks = [
  {
    name: 'compare: before and after a release',
    hash: async (api) => await address(api),
    run: async (tools) => {
      await numbers(tools)
      await oneScale(tools)
      await together(tools)
      await pairs(tools)
      await choose(tools)
    }
  },
  {
    name: 'compare: aligned at the first byte, with a request open',
    hash: async (api) => `${await address(api, '118')}?align=ttfb&request=6`,
    run: async ({ page, assert }) => {
      assert.ok(Math.abs(await lineAt(page, 0, 'ttfb') - await lineAt(page, 1, 'ttfb')) < 1)
      assert.equal(await page.locator('.drawer').count(), 1)
    }
  },
  {
    name: 'compare: one click from a job',
    hash: async (api) => `#/job/${(await across(api, '4.2.0')).second}`,
    run: async ({ page, api, assert, ready }) => {
      await page.getByRole('link', { name: /^Before and after web 4\.2\.0 .*images \+70 %/ }).click()
      await ready(await address(api))
      assert.match(await page.locator('.between').textContent(), /^web 4\.2\.0/)
    }
  },
  {
    name: 'compare: files that are gone',
    hash: async (api) => await address(api, '4.1.0'),
    run: async ({ page, api, assert }) => {
      const { before, after } = await across(api, '4.1.0')
      assert.match(await differences(page), new RegExp(`Of scripts ${before.script_count} → ${after.script_count}, `))
      assert.equal(await page.locator('.lanes').count(), 0)
    }
  },
  {
    name: 'compare: a job that is not over',
    hash: async (api) => {
      const jobs = await api('/rest/v1/demo/jobs?limit=500&full=true')
      const running = jobs.find(({ consolidated_status: status }) => status === 'in progress')
      return `#/compare/${running.id}/${(await across(api, '4.2.0')).second}`
    },
    run: async ({ page, assert }) => { assert.match(await page.locator('main').textContent(), /is not over yet/) }
  },
  {
    name: 'compare: on a small screen',
    viewport: { width: 400, height: 800 },
    hash: async (api) => await address(api),
    run: async ({ page, assert }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 400, `${wide} px wide`)
    }
  }
]
