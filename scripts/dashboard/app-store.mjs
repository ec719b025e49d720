const shop = '6008667111'
const as = '/_perftwin/as/app-store-connect/v1'

const reportOf = async (api) => await api(`${as}/apps/${shop}/perfPowerMetrics`)
const metricsIn = ({ productData }) => productData.flatMap(({ metricCategories }) => metricCategories)
  .flatMap(({ identifier, metrics }) => metrics.map((metric) => ({ key: `${identifier}.${metric.identifier}`, metric })))

/** What a report says of one device, a row a version: `['6.2', 1028.2, 1788.3]`. */
const rowsOf = ({ datasets }, device) => {
  const of = datasets.filter(({ filterCriteria }) => filterCriteria.device === device)
  return of[0].points.map(({ version }, index) => [version, ...of.map(({ points }) => points[index].value)])
}

/** The first number of a text: `1,028.2 ms ± 41`. */
const numberIn = (text) => Number(/-?[\d,]+(?:\.\d+)?/.exec(text)[0].replaceAll(',', ''))

async function tables ({ page, api, assert }, device) {
  for (const { key, metric } of metricsIn(await reportOf(api))) {
    const section = page.locator(`[data-metric="${key}"]`)
    await section.getByRole('button', { name: 'as table' }).click()
    const lines = await section.locator('tbody tr').evaluateAll((all) =>
      all.map((line) => [...line.children].map((cell) => cell.textContent)))
    assert.deepEqual(lines.map(([version, ...values]) => [version, ...values.map(numberIn)]), rowsOf(metric, device), key)
    await section.getByRole('button', { name: 'as table' }).click()
  }
}

async function goals ({ page, api, assert }) {
  for (const { key, metric } of metricsIn(await reportOf(api))) {
    const section = page.locator(`[data-metric="${key}"]`)
    const { recommendedMetricGoal: goal } = metric.datasets[0]
    if (goal === undefined) continue
    const text = await section.locator('p').last().textContent()
    assert.ok(text.includes(goal.detail), text)
    assert.equal(numberIn(text.replace('p50', '')), goal.value, key)
    assert.ok(await section.locator('svg .goal').count() >= 1)
  }
}

async function insights ({ page, api, assert, ready }) {
  const { insights: { regressions } } = await reportOf(api)
  assert.ok(regressions.length > 0)
  for (const { metric, metricCategory, summaryString, populations } of regressions) {
    const article = page.locator(`[data-insight="${metricCategory}.${metric}"]`)
    assert.ok((await article.textContent()).includes(summaryString))
    assert.equal(await article.locator('li').count(), populations.length)
  }
  const [{ metric, metricCategory, latestVersion }] = regressions
  await page.locator('[data-insight] button').first().click()
  await ready()
  const { datasets } = metricsIn(await reportOf(api)).find(({ key }) => key === `${metricCategory}.${metric}`).metric
  const lines = page.locator('[data-part=devices] tbody tr')
  assert.equal(await lines.count(), datasets.length / 2)
  for (const { filterCriteria: { device, percentile }, points } of datasets) {
    const of = percentile === 'percentile.fifty' ? 50 : 90
    const cell = page.locator(`[data-device="${device}"] [data-percentile="${of}"]`)
    assert.equal(numberIn(await cell.textContent()), points.find(({ version }) => version === latestVersion).value)
  }
}

/** Releases stand where they were felt. Answers with their colour. */
async function releases ({ page, assert }) {
  const names = await page.locator('[data-metric="LAUNCH.launchTime"] svg .release text').allTextContents()
  assert.deepEqual(names, ['ios 6.1', 'ios 6.1.1', 'api 118'])
  return await colourOf(page, '[data-metric="LAUNCH.launchTime"] svg .release line')
}

const colourOf = async (page, selector) =>
  await page.locator(selector).first().evaluate((line) => getComputedStyle(line).stroke)

async function signatures ({ page, api, assert, ready }) {
  const versions = await api(`${as}/apps/${shop}/appStoreVersions?include=build&limit=200`)
  const { relationships } = versions.data.find(({ attributes }) => attributes.versionString === '6.2')
  const { data } = await api(`${as}/builds/${relationships.build.data.id}/diagnosticSignatures?limit=200`)
  const part = page.locator('[data-part=signatures]')
  const shown = await part.locator('[data-signature]').evaluateAll((all) =>
    all.map((line) => [line.dataset.signature, line.querySelector('button').textContent]))
  assert.deepEqual(shown, data.map(({ id, attributes }) => [id, attributes.signature]), 'heaviest first')
  await part.getByRole('button', { name: data[0].attributes.signature }).click()
  await part.locator('.frames').first().waitFor()
  await ready()
  const { productData: [{ diagnosticLogs }] } = await api(`${as}/diagnosticSignatures/${data[0].id}/logs?limit=5`)
  assert.equal(await part.locator('.frames').count(), diagnosticLogs.length)
  const frames = JSON.stringify(diagnosticLogs[0]).match(/"symbolName"/g).length
  assert.equal(await part.locator('.frames').first().locator('li').count(), frames)
  assert.ok(await part.locator('.frames .blamed').count() > 0)
}

async function keys ({ page, assert, ready }) {
  await page.locator('[data-metric="MEMORY.peakMemory"]').getByRole('application').focus()
  await page.keyboard.press('ArrowLeft')
  await ready()
  assert.match(page.url(), /version=6\.1\.1/)
  await page.getByRole('heading', { name: 'Signatures of 6.1.1' }).waitFor()
  await page.getByRole('combobox', { name: 'Device' }).selectOption('all_ipads')
  await ready()
}

export const checks = [
  {
    name: 'app store list',
    hash: '#/app-store',
    run: async ({ page, api, assert }) => {
      const { data } = await api(`${as}/apps?limit=200`)
      const shown = await page.locator('main li a').allTextContents()
      assert.deepEqual(shown, data.map(({ attributes }) => attributes.name))
    }
  },
  {
    name: 'app store',
    hash: `#/app-store/${shop}`,
    run: async (tools) => {
      const { page, go, ready, assert, api } = tools
      await tables(tools, 'all_iphones')
      await goals(tools)
      await insights(tools)
      const colour = await releases(tools)
      await signatures(tools)
      await tools.axe('with devices and a stack')
      await keys(tools)
      await tables(tools, 'all_ipads')
      // A release has one colour, whichever vendor's numbers it changes.
      const { series: [{ lastJob }] } = await api('/_perftwin/series')
      await go(`#/series/${lastJob}`)
      await ready()
      assert.equal(await colourOf(page, 'svg.series .release line'), colour)
    }
  },
  {
    name: 'app store of an app that few use',
    hash: '#/app-store/6611360286',
    run: async ({ page, assert }) => {
      assert.match(await page.locator('[data-part=insights]').textContent(), /Nothing stands out/)
      const margin = await page.locator('[data-metric="HANG.hangRate"] .p50 .margin').getAttribute('d')
      assert.ok(margin.length > 0, 'error margins are drawn')
    }
  },
  {
    name: 'app store on a small screen',
    viewport: { width: 400, height: 800 },
    hash: `#/app-store/${shop}`,
    run: async ({ page, assert }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 400, `${wide} px wide`)
    }
  }
]
