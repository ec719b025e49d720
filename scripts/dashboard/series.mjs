const front = 'Shop front page (Good 3G, Nexus 7)'
const paint = 'largestContentfulPaint'

const rows = async (api) => (await api('/_perftwin/series')).series
const seriesOf = async (api, job, metric = paint) => await api(`/_perftwin/series/${job}?metric=${metric}&orderIndex=0`)
const jobOf = async (api, name) => (await rows(api)).find((row) => row.name === name).lastJob
const address = async (api, query = '') => `#/series/${await jobOf(api, front)}${query}`
const ms = (value) => `${Math.round(value).toLocaleString('en-US')} ms`

const chart = (page) => page.getByRole('application', { name: /walk through them/ })
const chosen = (page) => page.locator('[data-part=chosen]')
const heading = async (page, text) => { await chosen(page).getByRole('heading', { name: text, exact: true }).waitFor() }
const press = async (page, name) => { await chosen(page).getByRole('button', { name, exact: true }).click() }

/** What the page did, by the journal. */
const doneBy = async (api, operation) => (await api('/_perftwin/journal?limit=1000')).entries
  .filter((entry) => entry.operation === operation && entry.actor === 'dashboard')

async function walk ({ page, api, assert }) {
  const { runs } = await seriesOf(api, await jobOf(api, front))
  await chart(page).focus()
  await page.keyboard.press('End')
  await heading(page, 'Run 140')
  assert.match(page.url(), new RegExp(`run=${runs[139].jobId}$`), 'every state is an address')
  await page.keyboard.press('ArrowLeft')
  await heading(page, 'Run 139')
  assert.equal(await page.locator('[data-part=value]').textContent(), ms(runs[138].value))
  await page.keyboard.down('Shift')
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.up('Shift')
  await heading(page, 'Runs 136 to 139')
  const picture = await page.locator('svg.series').boundingBox()
  await page.mouse.click(picture.x + 64 + 2, picture.y + picture.height / 2)
  await heading(page, 'Run 1')
  await page.mouse.move(picture.x + 64 + 2, picture.y + picture.height / 2)
  await page.mouse.down()
  await page.mouse.move(picture.x + picture.width / 2, picture.y + picture.height / 2, { steps: 5 })
  await page.mouse.up()
  await chosen(page).getByRole('heading', { name: /^Runs 1 to \d+$/ }).waitFor()
}

async function numbers ({ page, api, assert }) {
  const job = await jobOf(api, front)
  const { items } = await api(`/v2/performance/metrics/${job}/history/?order_index=0&limit=1000`)
  await page.getByRole('button', { name: 'as table' }).click()
  const cells = await page.locator('figure.chart tbody tr td:nth-child(3)').allTextContents()
  assert.deepEqual(cells, items.map(({ metric_data: data }) => ms(data[paint])).reverse(), 'the history')
  const { [paint]: regimes } = await api(`/v2/performance/metrics/${job}/regimes/?metric_names=${paint}&order_index=0`)
  assert.equal(await page.locator('[data-part=regimes] li').count(), regimes.length)
  await page.getByRole('button', { name: 'as table' }).click()
}

async function verdict ({ page, api, assert, go, ready }) {
  const job = await jobOf(api, front)
  await go(await address(api, `?run=${job}`))
  await ready()
  const told = await api(`/_perftwin/as/demo/v2/performance/metrics/${job}/assert/?metric_names=${paint}&order_index=0`)
  const part = page.locator('[data-part=verdict]')
  assert.match(await part.textContent(), new RegExp(`It fails: ${ms(told[paint].real_value)} lies above`))
  await part.getByText('As JSON').click()
  assert.deepEqual(JSON.parse(await part.locator('pre').textContent()), told)
}

async function marks ({ page, api, act, assert, go, ready }) {
  const job = await jobOf(api, front)
  const { runs } = await seriesOf(api, job)
  await go(`#/series/${job}?run=${runs[6].jobId}&from=${runs[5].jobId}`)
  await ready()
  await press(page, 'Leave out')
  await page.waitForFunction(() => document.querySelector('path.discarded').getAttribute('d').split('M').length === 3)
  const { job_ids: out } = await api(`/v2/performance/metrics/${job}/discarded/?order_index=0`)
  assert.deepEqual([...out].sort(), [runs[5].jobId, runs[6].jobId].sort())
  assert.equal((await doneBy(api, 'discard_outliers')).length, 2, 'in the journal, as done by the page')

  await go(`#/series/${job}?run=${runs[3].jobId}`)
  await ready()
  await press(page, 'Start baseline here')
  await page.locator('svg.series .reset').waitFor()
  assert.deepEqual(await api(`/v2/performance/metrics/${runs[3].jobId}/baseline/reset/`), { result: true })
  assert.equal((await doneBy(api, 'acknowledge_baseline')).length, 1)

  await page.getByRole('button', { name: 'Accept as new normal: regime 4' }).click()
  await page.locator('svg.series .regime.active text', { hasText: 'Regime 4' }).waitFor()
  const { [paint]: regimes } = await api(`/v2/performance/metrics/${job}/regimes/?metric_names=${paint}&order_index=0`)
  assert.deepEqual(regimes.map(({ active }) => active), [false, false, false, true])
  assert.equal((await doneBy(api, 'acknowledge_regime')).length, 1)

  // What another client says is seen, too, and so is time that passes.
  await act(`/v2/performance/metrics/${runs[20].jobId}/discarded/?order_index=0`, { method: 'POST' })
  await page.waitForFunction(() => document.querySelector('path.discarded').getAttribute('d').split('M').length === 4)
  await act('/_perftwin/clock/advance', { method: 'POST', body: { by: 'P2D' } })
  const later = (await seriesOf(api, job)).runs.length
  assert.ok(later > 140)
  await page.getByText(`Largest contentful paint of ${later} runs`).waitFor()
}

async function comparing ({ page, api, assert, go, ready }) {
  const job = await jobOf(api, front)
  const { runs } = await seriesOf(api, job)
  await go(`#/series/${job}?run=${runs[30].jobId}`)
  await ready()
  await press(page, 'Compare with …')
  await page.locator('svg.series .compared').waitFor()
  await chart(page).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**#/compare/${runs[30].jobId}/${runs[139].jobId}`)
  await ready()
  await go(`#/series/${job}`)
  const link = page.getByRole('link', { name: 'before and after web 4.2.0' })
  const [, before, after] = /#\/compare\/(\w+)\/(\w+)$/.exec(await link.getAttribute('href'))
  const place = (id) => runs.findIndex(({ jobId }) => jobId === id)
  const { index } = (await seriesOf(api, job)).releases.find(({ version }) => version === '4.2.0')
  assert.ok(place(before) < index && place(after) >= index)
}

async function truth ({ page, api, assert, go, ready }) {
  const job = await jobOf(api, front)
  await go(`#/series/${job}`)
  await page.getByRole('button', { name: 'What really happened' }).click()
  await page.locator('[data-part=truth] li').first().waitFor()
  await ready()
  const ours = (await api('/_perftwin/truth')).series.find(({ name }) => name === front)
  const shown = await page.locator('[data-part=truth] li').evaluateAll((items) => items.map((item) => item.dataset.event))
  assert.deepEqual(shown.sort(), [...ours.changePoints, ...ours.outliers].map(({ jobId }) => jobId).sort())
  await page.getByLabel('Metric').selectOption('score')
  await page.getByText(/^Score of 140 runs: /).waitFor()
}

const others = ['speedIndex', 'load', 'score', 'firstContentfulPaint']

/** Draws a thousand runs anew, metric after metric, and answers with how long that took, ms. */
async function drawn (page, ready) {
  const times = []
  for (const metric of [...others, paint]) {
    await page.evaluate(() => performance.clearMeasures('series drawn'))
    await page.getByLabel('Metric').selectOption(metric)
    await page.waitForFunction((name) => document.querySelector('select optgroup')?.parentElement.value === name &&
      performance.getEntriesByName('series drawn').length > 0, metric)
    await ready()
    times.push(Math.max(...await page.evaluate(() => performance.getEntriesByName('series drawn').map(({ duration }) => duration))))
  }
  return times.sort((a, b) => a - b)
}

export const checks = [
  {
    name: 'series list',
    hash: '#/series',
    run: async ({ page, api, assert, ready }) => {
      const all = await rows(api)
      const shown = await page.locator('tbody tr').evaluateAll((lines) => lines.map((line) =>
        [0, 3, 4].map((cell) => line.children[cell].textContent)))
      assert.deepEqual(shown, all.map(({ name, owner, runs }) => [name, owner, String(runs)]))
      await page.getByRole('link', { name: front }).click()
      await page.getByRole('heading', { name: front }).waitFor()
      await ready()
    }
  },
  {
    name: 'series',
    hash: async (api) => await address(api, `?run=${await jobOf(api, front)}`),
    run: async (tools) => {
      await numbers(tools)
      await walk(tools)
      await verdict(tools)
      await comparing(tools)
      await truth(tools)
      await tools.axe('the truth')
      await marks(tools)
      await tools.axe('marked')
    }
  },
  {
    name: 'series of a thousand runs',
    run: async ({ page, api, base, ready, assert }) => {
      const { jobs } = await api('/_perftwin/series', {
        method: 'POST',
        body: {
          name: 'long', page: 'https://shop.example.com/', runs: 1000, every: 'PT6H',
          metrics: { [paint]: { level: 1200, noise: 0.05 } }, regression: { from: 700, metric: paint, by: '+60 %' }
        }
      })
      // To draw them is what is measured, not to judge each of them for the first time.
      for (const metric of [paint, ...others]) await seriesOf(api, jobs[0], metric)
      await page.goto(`${base}/_perftwin/dashboard/#/series/${jobs[0]}`)
      await ready()
      assert.match(await page.locator('figcaption').first().textContent(), /^Largest contentful paint of 1000 runs/)
      const times = await drawn(page, ready)
      console.log(`       1,000 runs are drawn in ${times.map((time) => time.toFixed(1)).join(', ')} ms`)
      assert.ok(times[2] < 50, `a thousand runs take ${times[2]} ms`)
      assert.ok(await page.locator('svg.series *').count() < 120, 'dots are no elements of their own')
    }
  },
  {
    name: 'series on a small screen',
    viewport: { width: 400, height: 800 },
    hash: async (api) => await address(api),
    run: async ({ page, assert }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 400, `${wide} px wide`)
    }
  }
]
