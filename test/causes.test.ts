import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import t from 'tap'
import { jointEffect } from '../src/field/causes.js'
import { fieldMetrics, metricKey } from '../src/field/metrics.js'
import { packageRoot } from '../src/kernel/root.js'
import { effectOf } from '../src/lab/page/releases.js'
import { causeWords } from '../src/worlds/files/cause-words.js'
import { appCauses, pageCauses, readCause } from '../src/worlds/files/causes.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import type { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { bearer, now, options, storeWorld } from './asc-helper.js'
import { twin } from './helper.js'
import { holds } from './properties.js'

const effectOnApp = (...words: string[]): Record<string, number> => Object.fromEntries(jointEffect([appCauses(words)]))
const effectOnPage = (...words: string[]): ReturnType<typeof effectOf> => effectOf(pageCauses(words))
const unchanged = effectOf()

t.test('causes of pages are read from words', (t) => {
  t.strictSame(pageCauses(['images +40 %']), [{ change: 'size', factor: 1.4, types: ['image'] }])
  t.match(pageCauses(['server latency ×1.8']), [{ change: 'latency', factor: 1.8 }])
  t.strictSame(pageCauses(['Main-Thread work -25%']), [{ change: 'work', factor: 0.75 }])
  t.strictSame(pageCauses(['script requests x2']), [{ change: 'requests', factor: 2, types: ['script'] }])
  t.strictSame(pageCauses(['images fixed']), [{ change: 'size', factor: null, types: ['image'] }])
  t.strictSame(pageCauses(['cold launch +22 %']), [], 'the app\'s business')
  t.strictSame(pageCauses(['hangs ×2', { change: 'work', factor: 2 }]), [{ change: 'work', factor: 2 }])
  t.end()
})

t.test('causes of apps are read from words', (t) => {
  t.strictSame(appCauses(['cold launch +22 %']), [{ metric: 'LAUNCH.launchTime', factor: 1.22 }])
  t.strictSame(appCauses(['hangs ×2.5']), [{ metric: 'HANG.hangRate', factor: 2.5 }])
  t.strictSame(appCauses(['Disk  writes -10%']), [{ metric: 'DISK.diskWrites', factor: 0.9 }])
  t.strictSame(appCauses(['hangs fixed', 'hangs back to normal']), Array(2).fill({ metric: 'HANG.hangRate', factor: null }))
  t.equal(appCauses(['memory +5 %']).length, 2)
  t.strictSame(appCauses(['scrollHitchRate x3']), [{ metric: 'ANIMATION.scrollHitchRate', factor: 3 }])
  t.strictSame(appCauses(['images +40 %', { change: 'work', factor: 2 }]), [], 'about pages, not apps')
  t.strictSame(appCauses(['terminations ×0']).map(({ factor }) => factor), [0.01, 0.01], 'no metric is ever nothing')
  for (const metric of fieldMetrics) {
    const [cause] = appCauses([`${metricKey(metric)} ×2`])
    t.equal(cause?.factor, 2, metricKey(metric))
  }
  t.end()
})

t.test('what the server and shared code do is felt by both, the app\'s own causes by the app alone', (t) => {
  for (const words of ['server latency ×2.5', 'shared code +60 %', 'bundle +50 %']) {
    t.notSame(effectOnPage(words), unchanged, words)
    t.ok(effectOnApp(words)['LAUNCH.launchTime']! > 1.05, words)
  }
  for (const words of ['server latency ×2', 'shared code ×2']) t.ok(effectOnApp(words)['HANG.hangRate']! > 1.2, words)
  for (const words of ['cold launch ×2', 'launch work +50 %', 'memory leak ×2', 'hangs ×3', 'battery +20 %', 'app size +9 %']) {
    t.same(effectOnPage(words), unchanged, words)
    t.not(Object.keys(effectOnApp(words)).length, 0, words)
  }
  for (const words of ['images ×2', 'layout shift ×2', 'requests +10 %', 'main-thread work +30 %']) t.same(effectOnApp(words), {}, words)
  const leak = effectOnApp('memory leak ×2')
  t.ok(leak['MEMORY.peakMemory']! > 1.5 && leak['TERMINATION.background']! > 1.2, 'a leak is paid for in terminations')
  t.end()
})

t.test('what is fixed is as it was, whatever came before, and nothing else is', (t) => {
  const page = [...causeWords].filter(([, { page }]) => page.length > 0).map(([said]) => said)
  const amount = fc.constantFrom('+40 %', '-10 %', '×1.8', '×3')
  const causes = (said: string[]): fc.Arbitrary<string> => fc.tuple(fc.constantFrom(...said), amount).map((words) => words.join(' '))
  holds(fc.property(fc.array(causes(page), { maxLength: 6 }), fc.constantFrom(...page), (before, said) => {
    const { name } = causeWords.get(said)!
    const others = before.filter((words) => causeWords.get(words.replace(/ \S+(?: %)?$/, ''))!.name !== name)
    // Only where no other word is about the same thing: "page size" is about images too.
    if (JSON.stringify(effectOnPage(...others)) !== JSON.stringify(unchanged)) return true
    return JSON.stringify(effectOnPage(...before, `${said} fixed`)) === JSON.stringify(unchanged)
  }))
  t.same(effectOnPage('images +40 %', 'images ×2', 'images fixed'), unchanged)
  t.equal(effectOnPage('images +40 %', 'image requests ×2', 'images fixed').requests.image, 2)
  t.equal(effectOnPage('page size ×2', 'images fixed').size.image, 1, 'its target is back, whoever changed it')
  t.equal(effectOnPage('page size ×2', 'images fixed').size.script, 2)
  t.same(effectOnPage('server latency ×1.8', 'latency ×2', 'server latency back to normal'), unchanged)
  t.equal(effectOnPage('images fixed', 'images ×2').size.image, 2, 'later changes count')
  t.same(effectOf([{ change: 'work', factor: 2 }, { change: 'work', factor: null }]), unchanged, 'in full too')
  t.end()
})

t.test('a server that is back to normal takes nothing back that was the app\'s or the page\'s own', (t) => {
  const launch = (...words: string[]): number | undefined => effectOnApp(...words)['LAUNCH.launchTime']
  t.equal(launch('cold launch ×2', 'server latency ×3', 'server latency fixed'), 2)
  const both = launch('cold launch ×2', 'server latency ×3', 'cold launch fixed')
  t.equal(both, launch('server latency ×3'), 'nor the other way')
  t.equal(launch('shared code ×2', 'server latency ×3', 'server latency fixed'), launch('shared code ×2'))
  t.equal(effectOnPage('main-thread work ×2', 'shared code ×3', 'shared code fixed').work, 2)
  t.end()
})

t.test('a word nobody understands is refused when the world is read, with the nearest that somebody does', (t) => {
  for (const [cause, why] of [
    ['imagse +40 %', /^releases\[0\]\.causes\[0\]: .* "imagse \+40 %": nothing is called "imagse"; the nearest is "images"$/],
    ['cold lunch ×2', /the nearest is "cold launch"/],
    ['server latencies ×2', /the nearest is "server latency"/],
    ['scrolHitchRate ×2', /the nearest is "scrollHitchRate"/],
    ['database latency ×2', /the nearest is ".*latency"/],
    ['images', /it says a subject and then "\+40 %", "-10 %", "×1\.8" or "fixed"/],
    ['images +40', /it says a subject and then/],
    ['imagesfixed', /it says a subject and then/],
    ['images ×101', /nothing grows more than ×100/],
    ['server latency -150 %', /nothing shrinks by more than 100 %/]
  ] as Array<[string, RegExp]>) {
    t.match(worldFileFaults({ name: 'x', releases: [{ train: 'web', version: '2', at: '-P1D', causes: [cause] }] }), [why], cause)
  }
  const lost = { name: 'x', releases: [{ train: 'api', version: '2', at: '-P1D', reaches: ['wbe'] }] }
  t.match(worldFileFaults(lost), [/release api 2 reaches "wbe", which is no train/])
  t.end()
})

t.test('the guide\'s table of causes has every word, and the simulation has every word of it', async (t) => {
  const guide = await readFile(new URL('docs/worlds.md', packageRoot), 'utf8')
  const table = guide.slice(guide.indexOf('| subject |'), guide.indexOf('\n\n', guide.indexOf('| subject |')))
  const told = [...table.matchAll(/`([^`]+)`/g)].map(([, words]) => words!.toLowerCase())
  t.ok(told.length > 20)
  t.strictSame(told.filter((words) => !causeWords.has(words)), [])
  const names = new Set(told.map((words) => causeWords.get(words)!.name))
  // "Every other type" stands for these, "a metric's identifier" for those.
  const identifiers = new RegExp(`^(?:${fieldMetrics.map(({ id }) => id).join('|')})$`)
  const implied = [/^(?:document|stylesheet|script|font|xhr|media|other)s?(?: |$)/, identifiers]
  const untold = [...new Set([...causeWords.values()].map(({ name }) => name))]
    .filter((name) => !names.has(name) && !implied.some((pattern) => pattern.test(name)))
  t.strictSame(untold, [])
})

/** A shop on the web and as an app, and a server that both ask; `changes` are the causes of the server's release. */
async function shopWorld (changes: string[], reaches = ['web', 'ios']): Promise<WorldFile> {
  const page = { url: 'https://shop.example.com/', outliers: 0, noise: 0.2 }
  return {
    ...await storeWorld({}, [
      { train: 'server', version: '7', at: '-P25D', causes: changes, reaches },
      { train: 'ios', version: '3.0', at: '-P20D' }
    ]),
    pages: { home: page },
    sauce: {
      teams: [{ name: 'T', users: [{ username: 'demo' }] }],
      suites: [{
        name: 'front page', owner: 'demo', runs: 40, every: 'P1D', pages: ['home'],
        record: { extendedDebugging: true, capturePerformance: true }
      }]
    }
  }
}

t.test('one release of a server moves the pages and the app, and only from then on', async (t) => {
  const shown = async (world: WorldFile): Promise<{ firstByte: number[], launches: any[], regressed: string[] }> => {
    const { get } = await twin(t, options(world))
    const jobs = (await get('/rest/v1/demo/jobs?full=1&limit=500')).body
    const loads = await Promise.all(jobs.map(async ({ id }: any) => (await get(`/v2/performance/metrics/${id}/`)).body.items[0]))
    const { body } = await get('/v1/apps/6443000001/perfPowerMetrics?filter[deviceType]=all_iphones', bearer)
    const [, launch] = body.productData[0].metricCategories
    return {
      firstByte: loads.map(({ metric_data: { timeToFirstByte } }) => timeToFirstByte).reverse(),
      launches: launch.metrics[0].datasets[0].points,
      regressed: body.insights.regressions.map(({ metric }: any) => metric)
    }
  }
  const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  const slow = await shown(await shopWorld(['server latency ×3']))
  t.ok(middle(slow.firstByte.slice(-24)) > 1.4 * middle(slow.firstByte.slice(0, 14)), 'the pages wait for it')
  t.match(slow.launches.at(-1), { version: '3.0' })
  t.ok(slow.launches.at(-1).value > 1.3 * slow.launches.at(-2).value, 'and so does the app\'s launch')
  t.ok(['launchTime', 'hangRate'].every((metric) => slow.regressed.includes(metric)), 'which Apple\'s insights show')
  const same = await shown(await shopWorld([]))
  t.strictSame(slow.firstByte.slice(0, 14), same.firstByte.slice(0, 14), 'before it nothing is different')
  t.strictSame(slow.launches.slice(0, -1), same.launches.slice(0, -1))
  const own = await shown(await shopWorld(['cold launch ×2']))
  t.strictSame(own.firstByte, same.firstByte, 'what is the app\'s alone leaves the web alone')
  t.ok(own.launches.at(-1).value > 1.7 * same.launches.at(-1).value)
  const unreached = await shown(await shopWorld(['server latency ×3'], []))
  t.strictSame([unreached.firstByte, unreached.launches], [same.firstByte, same.launches], 'who is not reached feels nothing')
})

t.test('truth tells whom a release reached', async (t) => {
  const { get } = await twin(t, { ...options(await shopWorld(['server latency ×3'])), now })
  const { releases, series: [front], apps } = (await get('/_perftwin/truth')).body
  t.strictSame(releases.filter(({ reaches }: any) => reaches !== undefined).map(({ train }: any) => train), ['server'])
  t.match(front.changePoints, [{ releases: [{ train: 'server', version: '7' }] }])
  t.match(apps[0].versions.at(-1), { version: '3.0', changes: { 'LAUNCH.launchTime': 1.7 } })
})

t.test('truth tells of a whole what its parts made of it', async (t) => {
  const { get } = await twin(t, options(await shopWorld(['background battery ×4', 'memory +20 %'])))
  const { effect } = (await get('/_perftwin/truth')).body.apps[0].versions.at(-1)
  t.match(effect, { 'BATTERY.background': 4, 'MEMORY.memoryAtSuspension': 1.2 })
  t.ok(effect['BATTERY.batteryUsage'] > 1.2 && effect['BATTERY.batteryUsage'] < 2, `battery ×${effect['BATTERY.batteryUsage']}`)
  t.ok(Math.abs(effect['MEMORY.peakMemory'] - 1.2) < 0.01)
})

t.test('each way to say a thing is one thing', (t) => {
  for (const [said, { page, app }] of causeWords) {
    const felt = readCause(`${said.toUpperCase()} ×1.5`)
    t.equal(felt.page.length, page.length)
    t.equal(felt.app.length, Object.keys(app).length)
    t.ok(felt.page.length + felt.app.length > 0, said)
  }
  t.end()
})
