import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const bar = 'aside.story'

/** Waits until a step is shown, with all that it shows. */
async function at (page, step) {
  await page.locator(`${bar}[data-step="${step}"]`).waitFor()
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 20_000 })
}

const worldOf = (page) => /\/w\/([^/]+)\//.exec(page.url())?.[1]

/** What a step is about, in the API of the world that the story moves. */
const proofs = [
  async ({ now, release, series, assert }) => {
    assert.ok(now < release.at, 'before the release')
    assert.ok(series.runs.filter(({ outlier }) => outlier).length <= 3, 'it is quiet')
  },
  async ({ now, release, assert }) => assert.ok(now >= release.at && Date.parse(now) < Date.parse(release.at) + 60_000),
  async ({ series, felt, assert }) => {
    const first = series.runs.findIndex(({ jobId }) => jobId === felt.after)
    assert.ok(first > 0 && series.runs.slice(first).every(({ outlier }) => outlier), 'every run after it is out of the band')
  },
  async ({ series, assert }) => assert.ok(series.regimes.length >= 2, 'a regime of its own'),
  async ({ hash, felt, assert }) => assert.equal(hash, `#/compare/${felt.before}/${felt.after}`),
  async ({ now, start, assert }) => assert.equal(now, start, 'today again'),
  async ({ journal, assert }) => {
    const entry = journal.find(({ operation }) => operation === 'acknowledge_regime')
    assert.equal(entry?.status < 300, true, 'accepted by the API itself')
    assert.equal(entry.actor, 'dashboard')
  },
  async ({ now, start, journal, assert }) => {
    assert.equal(now, start)
    assert.deepEqual(journal, [], 'as if nothing had been')
  }
]

async function toldByKeys ({ page, api, twin, asking, base, world, axe, output, assert }) {
  const before = JSON.stringify([await api('/_perftwin/clock'), await api('/_perftwin/journal?limit=100')])
  const start = (await api('/_perftwin/clock')).now
  const { releases } = await api('/_perftwin/releases')
  const release = releases.find(({ train, version }) => `${train} ${version}` === 'web 4.2.0')
  const [felt] = release.series
  await page.goto(`${base}/_perftwin/dashboard/?story=regression`)
  await at(page, 0)
  const told = worldOf(page)
  assert.match(told, /^story-regression-/)
  const own = asking(`${twin.url}/w/${told}`, twin)
  for (const [step, proof] of proofs.entries()) {
    if (step > 0) await page.keyboard.press('ArrowRight')
    await at(page, step)
    const { now } = await own.api('/_perftwin/clock')
    const series = await own.api(`/_perftwin/series/${felt.before}?metric=largestContentfulPaint`)
    const { entries } = await own.api('/_perftwin/journal?limit=100')
    const hash = new URL(page.url()).hash
    await proof({ now, start, release, felt, series, hash, journal: entries, assert })
    assert.deepEqual(await page.locator('main .notice[role=alert], .story-problem').allTextContents(), [], `step ${step + 1}`)
    const box = await page.locator('.story-caption').evaluate((part) => ({ size: parseFloat(getComputedStyle(part).fontSize), ...part.getBoundingClientRect().toJSON() }))
    assert.ok(box.size >= 30 && box.bottom <= 720, 'the caption is readable from the back of a room')
    await page.screenshot({ path: join(output, `story-${step + 1}.png`) })
  }
  await axe('story, light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await axe('story, dark')

  // Back is back: what was accepted is not yet.
  await page.keyboard.press('ArrowLeft')
  await at(page, proofs.length - 2)
  await page.keyboard.press('ArrowLeft')
  await at(page, proofs.length - 3)
  const { entries } = await own.api('/_perftwin/journal?limit=100')
  assert.ok(!entries.some(({ operation }) => operation === 'acknowledge_regime'))
  await page.keyboard.press('ArrowRight')
  await at(page, proofs.length - 2)
  await page.keyboard.press('ArrowRight')
  await at(page, proofs.length - 1)

  // A step beyond the last one: the story is over, its world is gone, and this one is as it was.
  await page.keyboard.press('ArrowRight')
  await page.waitForURL(`${base}/_perftwin/dashboard/`)
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
  assert.equal(worldOf(page), world)
  const { worlds } = await api('/_perftwin/worlds')
  assert.ok(!worlds.some(({ name }) => name === told), 'the world of the story is deleted')
  assert.equal(JSON.stringify([await api('/_perftwin/clock'), await api('/_perftwin/journal?limit=100')]), before)
}

async function storiesOfUsers ({ page, api, base, output, assert }) {
  const file = join(output, 'own-story.json')
  const fault = { id: 'of-the-story', effect: { status: 503 }, times: 2 }
  await writeFile(file, JSON.stringify({
    title: 'Own',
    steps: [
      { caption: 'A fault', do: [{ control: { method: 'POST', path: 'faults', body: fault } }], view: '#/' },
      { caption: 'The end', view: '#/', light: 'no selector ((' }
    ]
  }))
  await page.setInputFiles('input[type=file]', file)
  await at(page, 0)
  await page.locator('a.fault-chip').waitFor()
  const told = worldOf(page)
  await page.keyboard.press(' ')
  await at(page, 1)
  await page.keyboard.press('Escape')
  await page.waitForURL(`${base}/_perftwin/dashboard/`)
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
  assert.ok(!(await api('/_perftwin/worlds')).worlds.some(({ name }) => name === told))

  await writeFile(file, JSON.stringify({ title: 'Wrong', steps: [{ caption: 'x', view: 'elsewhere' }] }))
  await page.setInputFiles('input[type=file]', file)
  await page.locator('[data-part=stories] [role=alert]', { hasText: 'Step 1 needs a "view"' }).waitFor()

  await page.goto(`${base}/_perftwin/dashboard/?story=nobodys`)
  await page.locator('.story-problem', { hasText: 'There is no story "nobodys"' }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(`${base}/_perftwin/dashboard/`)
}

export const checks = [
  { name: 'story, told by keys alone', run: toldByKeys },
  { name: 'story of a user', hash: '#/', expects: [/404.*story-nobodys/], run: storiesOfUsers }
]
