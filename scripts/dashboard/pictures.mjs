import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const documents = ['README.md', 'docs/dashboard.md']
const largest = 150_000

/** The front page of the demo's shop, around the release that slowed it down. */
async function subject (api) {
  const { releases } = await api('/_perftwin/releases')
  const release = releases.find(({ train, version }) => train === 'web' && version === '4.2.0')
  return { ...release.series[0], app: releases.find(({ apps }) => apps.length > 0).apps[0].id }
}

/** What is shown, by the name of its picture; `at`: a part of the page that is scrolled to. */
const views = ({ before, after, app }) => ({
  overview: { hash: '#/?release=web%204.2.0' },
  job: { hash: `#/job/${after}?load=0` },
  compare: { hash: `#/compare/${before}/${after}`, at: '[aria-label="Both runs on one scale"]' },
  series: { hash: `#/series/${after}?metric=largestContentfulPaint&run=${after}` },
  'app-store': { hash: `#/app-store/${app}` },
  journal: { hash: '#/journal' },
  faults: { hash: '#/faults' }
})

async function make ({ openPage, ready, base, api, act }) {
  await mkdir(folder, { recursive: true })
  const { page } = await openPage()
  const found = await subject(api)
  // Something is to be seen in the journal, and among the faults.
  await api('/_perftwin/faults', { method: 'POST', body: { id: 'flaky', match: { vendor: 'sauce' }, effect: { status: 503 }, times: 3 } })
  for (const path of ['/rest/v1/demo/jobs?limit=2', '/rest/v1/users/demo/concurrency', `/v2/performance/metrics/${found.after}/`]) await act(path)
  for (const [name, { hash, at }] of Object.entries(views(found))) {
    await page.goto('about:blank')
    await page.goto(`${base}/_perftwin/dashboard/${hash}`)
    await ready(null, page)
    if (at !== undefined) await page.locator(at).evaluate((part) => { part.scrollIntoView() })
    await page.screenshot({ path: `${folder}dashboard-${name}.png` })
  }
  await page.goto(`${base}/_perftwin/dashboard/?story=regression`)
  for (const step of [0, 1, 2, 3]) {
    if (step > 0) await page.keyboard.press('ArrowRight')
    await page.locator(`aside.story[data-step="${step}"]`).waitFor()
    await ready(null, page)
  }
  await page.screenshot({ path: `${folder}dashboard-story.png` })
  await page.keyboard.press('Escape')
  await page.waitForURL(`${base}/_perftwin/dashboard/`)
  await ready(null, page)
}

/** The documentation shows every picture there is, and no other; each is small. */
async function check ({ assert }) {
  const texts = await Promise.all(documents.map((name) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')))
  const shown = new Set(texts.flatMap((text) => [...text.matchAll(/pictures\/(dashboard-[\w-]+\.png)/g)].map(([, name]) => name)))
  const there = (await readdir(folder)).filter((name) => name.startsWith('dashboard-'))
  assert.deepEqual([...shown].sort(), there.sort())
  for (const name of there) {
    const { size } = await stat(folder + name)
    assert.ok(size < largest, `${name} has ${size} bytes`)
  }
}

export const checks = [{
  name: 'pictures',
  run: async (tools) => {
    if (tools.pictures) await make(tools)
    await check(tools)
  }
}]
