const textOf = async (page, part) => (await page.locator(`[data-part="${part}"]`).allTextContents()).join(' ')

/** Waits until what is asked for is so; a page learns of a change by an event. */
async function eventually (is, what) {
  for (let tries = 0; tries < 100; tries++) {
    if (await is()) return
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
  throw new Error(`it never happened: ${what}`)
}

const clockShows = async (page) => await page.locator('time.large-clock').getAttribute('datetime')

/** The time of the world and the page's clock are the same. */
async function clockIs (page, api, wanted) {
  await eventually(async () => await clockShows(page) === wanted, `the clock shows ${wanted}`)
  const { now } = await api('/_perftwin/clock')
  if (now !== wanted) throw new Error(`the clock is ${now}, not ${wanted}`)
}

const press = async (page, name) => { await page.getByRole('button', { name }).click() }

async function facts ({ page, api, assert }) {
  const { seed, worldFile, accounts, auth, counts, now } = await api('/_perftwin/info')
  assert.equal(await textOf(page, 'seed'), String(seed))
  assert.equal(await textOf(page, 'world-file'), worldFile)
  assert.ok((await textOf(page, 'auth')).startsWith(auth))
  assert.match(await textOf(page, 'counts'), new RegExp(`${counts.jobs} jobs, ${counts.builds} builds`))
  assert.equal(await clockShows(page), now)
  for (const { username } of accounts) assert.equal(await page.locator('.accounts strong', { hasText: username }).count(), 1)
}

async function copies ({ page, api, base, assert }) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const { accounts: [{ username, accessKey }] } = await api('/_perftwin/info')
  const copied = async (label) => {
    await press(page, label)
    return await page.evaluate(async () => await navigator.clipboard.readText())
  }
  assert.equal(await copied(`Name ${username}`), username)
  assert.equal(await copied(`Key of ${username}`), accessKey)
  const curl = await copied(`curl as ${username}`)
  assert.ok(curl.startsWith(`curl -u ${username}:${accessKey} '${base}/rest/v1/`))
  const asked = /'(.+)'/.exec(curl)?.[1] ?? ''
  const authorization = `Basic ${Buffer.from(`${username}:${accessKey}`).toString('base64')}`
  assert.equal((await (await fetch(asked, { headers: { authorization } })).json()).length, 2, 'what is copied works')
  assert.match(await copied(`SDK as ${username}`), new RegExp(`user: '${username}', key: '${accessKey}', host: '${base}'`))
}

async function builds ({ page, api, assert }) {
  const { total, builds } = await api('/_perftwin/builds?limit=10')
  const list = page.getByRole('region', { name: /^Builds/ })
  assert.equal(Number(await list.locator('table').getAttribute('aria-rowcount')), total + 1)
  for (const [place, { name, jobs }] of builds.slice(0, 5).entries()) {
    const row = list.locator(`tr[aria-rowindex="${place + 2}"]`)
    assert.equal(await row.locator('.build-name').textContent(), name)
    const cells = await row.locator('a.job-cell').evaluateAll((all) => all.map(({ dataset, ariaLabel, hash }) => ({ ...dataset, ariaLabel, hash })))
    assert.deepEqual(cells.map(({ job }) => job), jobs.map(({ id }) => id))
    for (const [index, { status, ariaLabel, hash }] of cells.entries()) {
      const job = jobs[index]
      assert.equal(status, { 'in progress': 'running', new: 'queued' }[job.status] ?? job.status)
      assert.ok(ariaLabel.includes(job.status) && ariaLabel.includes(job.name), ariaLabel)
      assert.equal(hash, `#/job/${job.id}`)
    }
  }
  assert.ok(await page.locator('a.job-cell').count() < 200, 'what is not seen is not in the document')
  await list.evaluate((box) => { box.scrollTop = box.scrollHeight })
  const [last] = (await api(`/_perftwin/builds?limit=1&skip=${total - 1}`)).builds
  await list.locator('.build-name', { hasText: last.name }).first().waitFor()
  await list.evaluate((box) => { box.scrollTop = 0 })
}

async function clock ({ page, api, assert }) {
  const start = (await api('/_perftwin/clock')).now
  const plus = (ms) => new Date(Date.parse(start) + ms).toISOString()
  await press(page, '+1 h')
  await clockIs(page, api, plus(3_600_000))
  await press(page, '+1 day')
  await clockIs(page, api, plus(25 * 3_600_000))
  await press(page, 'Go on')
  await eventually(async () => (await api('/_perftwin/clock')).mode === 'offset', 'the clock runs')
  const before = await clockShows(page)
  await eventually(async () => await clockShows(page) > before, 'it is seen to run')
  await press(page, 'Pause')
  await eventually(async () => (await api('/_perftwin/clock')).mode === 'frozen', 'the clock stands still')
  const { releases, now } = await api('/_perftwin/releases')
  const next = releases.find(({ at }) => at > now)
  await press(page, /To the next release/)
  await eventually(async () => (await api('/_perftwin/clock')).now >= next.at, `${next.version} is out`)
  await page.locator(`[data-release="${next.train} ${next.version}"]:not(.ahead)`).waitFor()
  await press(page, 'Back to start')
  await clockIs(page, api, start)
  assert.equal((await api('/_perftwin/clock')).advanced, 'PT0S')
}

async function live ({ page, api, act, assert }) {
  const made = await api('/_perftwin/jobs', { method: 'POST', body: { name: 'Seen live', build: 'Live build', runningFor: 'PT100S' } })
  const cell = page.locator(`a.job-cell[data-job="${made.id}"]`)
  await cell.waitFor()
  assert.equal(await cell.getAttribute('data-status'), 'running')
  await api('/_perftwin/clock/advance', { method: 'POST', body: { by: 'PT25S' } })
  await eventually(async () => await cell.locator('.fill').evaluate(({ style }) => style.height) === '25%', 'a quarter of it is done')
  await api(`/rest/v1/demo/jobs/${made.id}/stop`, { method: 'PUT' })
  await api(`/rest/v1/demo/jobs/${made.id}`, { method: 'PUT', body: { passed: false } })
  await page.locator(`a.job-cell[data-job="${made.id}"][data-status="failed"]`).waitFor()

  await api('/_perftwin/faults', { method: 'POST', body: { id: 'three', effect: { status: 503 }, times: 3 } })
  const chip = page.locator('a.fault-chip')
  await chip.filter({ hasText: '×3 left' }).waitFor()
  assert.equal((await act('/rest/v1/demo/jobs')).status, 503)
  await chip.filter({ hasText: '×2 left' }).waitFor()
  assert.equal(await chip.getAttribute('href'), '#/faults')
  await api('/_perftwin/faults', { method: 'DELETE' })
  await chip.waitFor({ state: 'detached' })
}

async function releases ({ page, api, assert }) {
  const { releases } = await api('/_perftwin/releases')
  assert.equal(await page.locator('.release').count(), releases.length)
  const web = releases.find(({ train, version }) => train === 'web' && version === '4.2.0')
  await page.locator('[data-release="web 4.2.0"] .mark').click()
  const detail = page.locator('[data-part="release"]')
  for (const cause of web.causes) assert.ok((await detail.textContent()).includes(cause), cause)
  assert.equal(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('release'), 'web 4.2.0')
  const hrefs = await detail.getByRole('link').evaluateAll((links) => links.map(({ hash }) => hash))
  assert.ok(web.series.length > 0)
  for (const { before, after } of web.series) {
    assert.ok(hrefs.some((href) => href.startsWith(`#/compare/${before}/${after}`)), 'before and after')
    assert.ok(hrefs.some((href) => href.startsWith(`#/series/${after}`)), 'its series')
  }
  await page.getByRole('application', { name: /^Releases/ }).focus()
  await page.keyboard.press('ArrowRight')
  const next = releases[releases.indexOf(web) + 1]
  assert.ok((await detail.locator('h3').textContent()).startsWith(`${next.train} ${next.version}`))
}

/** The bytes that a page load brings: heads aside, as a browser counts them. */
async function firstPaint ({ openPage, base, assert }) {
  const [times, whole] = [[], []]
  for (let round = 0; round < 5; round++) {
    const { page, close } = await openPage()
    await page.goto(`${base}/_perftwin/dashboard/`)
    await page.waitForSelector('html[data-ready]', { state: 'attached' })
    const { paint, drawn, bytes } = await page.evaluate(() => ({
      drawn: performance.now(),
      paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, { transferSize }) => sum + transferSize, 0)
    }))
    times.push(paint)
    whole.push(drawn)
    assert.ok(bytes > 10_000 && bytes < 120_000, `${bytes} bytes over the wire`)
    await close()
  }
  const middle = (values) => [...values].sort((a, b) => a - b)[2]
  const median = middle(times)
  console.log(`         first paint after ${Math.round(median)} ms, all data drawn after ${Math.round(middle(whole))} ms`)
  assert.ok(median < 300, `first paint after ${median} ms`)
}

export const checks = [
  {
    name: 'overview',
    hash: '#/',
    run: async (tools) => {
      await facts(tools)
      await copies(tools)
      await builds(tools)
      await releases(tools)
      await live(tools)
    }
  },
  { name: 'overview, clock', hash: '#/', run: clock },
  { name: 'overview, first paint', run: firstPaint },
  {
    name: 'overview, small',
    hash: '#/',
    viewport: { width: 400, height: 720 },
    run: async ({ page, assert }) => {
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
      assert.ok(wide <= seen, `the page is ${wide} px wide where ${seen} are seen`)
    }
  }
]
