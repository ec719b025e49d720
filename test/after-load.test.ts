import { readFileSync } from 'node:fs'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { simulatePageLoad, type PageLoadInput } from '../src/lab/load/page-load.js'
import { longTask } from '../src/lab/metrics/interactive.js'
import type { Page } from '../src/lab/page/page.schema.js'
import { pageFromUrl } from '../src/lab/page/plausible.js'
import type { Timeline } from '../src/lab/timeline.js'
import { pageCauses } from '../src/worlds/files/causes.js'

const demo = JSON.parse(readFileSync(new URL('fixtures/worlds/demo.json', packageRoot), 'utf8')) as { pages: Record<string, Page> }
const pages = [...Object.values(demo.pages), ...Array.from({ length: 12 }, (_, i) => pageFromUrl(i, `https://p${i}.example.com/`))]

type Conditions = Pick<PageLoadInput, 'network' | 'cpuRate' | 'device'>
const desktop: Conditions = {}
const phone: Conditions = { network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }

const loads = (conditions: Conditions, ...causes: string[]): Timeline[] => pages.flatMap((page) => Array.from({ length: 8 }, (_, i) =>
  simulatePageLoad({
    seed: 1, jobId: `l${i}`, orderIndex: 0, page: { ...page, outliers: 0 }, ...conditions, releasesInForce: pageCauses(causes), startedAt: 0
  })))

const all = [desktop, phone].flatMap((conditions) => [...loads(conditions), ...loads(conditions, 'main-thread work +60 %')])

t.test('the load event ends within a task, which goes on, and others follow it', async (t) => {
  const wrong = all.filter(({ tasks, load }) => {
    const own = tasks.find(({ start, duration }) => start < load && load < start + duration)
    return own === undefined || !own.children.some(({ name }) => name === 'EventDispatch') ||
      !tasks.some(({ start, children }) => start > load && children.some(({ name }) => name === 'TimerFire'))
  })
  t.strictSame(wrong.map(({ url }) => url), [])
})

t.test('no page is interactive just when it is loaded', async (t) => {
  t.strictSame(all.filter(({ load, observed }) => Math.abs(load - observed.interactive) < 0.5).map(({ url }) => url), [])
  t.ok(all.some(({ load, observed }) => observed.interactive > load + 1000), 'some look again once they have settled')
  t.ok(all.some(({ load, observed }) => observed.interactive < load - 100), 'some wait for pictures only')
})

t.test('where short tasks come late and alone, the CPU is idle before the page is interactive', async (t) => {
  const late = all.filter(({ observed: { firstCPUIdle, interactive } }) => firstCPUIdle < interactive - 1000)
  t.ok(late.length > all.length / 10, `${late.length} of ${all.length}`)
  for (const { tasks, observed: { firstCPUIdle, firstMeaningfulPaint } } of late) {
    const next = tasks.find(({ start, duration }) => duration >= longTask && start >= firstCPUIdle)
    t.ok(next !== undefined && next.start > firstMeaningfulPaint + 5000 && next.duration <= 250)
  }
  const early = all.filter(({ tasks, observed: { firstMeaningfulPaint } }) =>
    !tasks.some(({ start, duration }) => duration >= longTask && start > firstMeaningfulPaint + 5000))
  t.ok(early.length > all.length / 4, 'else both are the end of the last long task')
  t.strictSame(early.filter(({ observed: { firstCPUIdle, interactive, firstMeaningfulPaint } }) =>
    firstCPUIdle !== interactive && firstCPUIdle !== firstMeaningfulPaint).map(({ url }) => url), [])
})
