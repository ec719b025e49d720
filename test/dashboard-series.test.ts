import t from 'tap'
import { widthOf } from '../src/dashboard/page/charts/lanes.js'
import { plotOf } from '../src/dashboard/page/views/series/geometry.js'
import { groupOf, groupsOf, metricTitle, valueWords } from '../src/dashboard/page/views/series/metrics.js'
import { bandPath, baselinePath, dotsPath } from '../src/dashboard/page/views/series/paths.js'
import { aroundRelease, mediansAround } from '../src/dashboard/page/views/series/releases.js'
import { cellsOf, columnsOf } from '../src/dashboard/page/views/series/table.js'
import { eventsOf, eventWords } from '../src/dashboard/page/views/series/truth.js'
import type { Run, SeriesRuns } from '../src/dashboard/page/views/series/wire.js'
import {
  caption, kindOf, regimeName, releaseWords, runSentence, standing, verdictWords, type Kind
} from '../src/dashboard/page/views/series/words.js'
import { metricNames } from '../src/lab/metrics/names.js'
import { twin, type TestTwin } from './helper.js'

const paint = 'largestContentfulPaint'
const box = { width: 1200, height: 400 }
const kinds: readonly Kind[] = ['inside', 'outlier', 'discarded', 'accepted']
const moves = (path: string): number => path.match(/M/g)?.length ?? 0

const seriesOf = async ({ get }: TestTwin, job: string, metric: string): Promise<SeriesRuns> =>
  (await get(`/_perftwin/series/${job}?metric=${metric}&orderIndex=0`)).body
const named = async ({ get }: TestTwin, name: string): Promise<string> =>
  (await get('/_perftwin/series')).body.series.find((row: any) => row.name === name).lastJob

t.test('the demo\'s front page', async (t) => {
  const made = await twin(t, { world: 'demo' })
  const { get, send } = made
  const job = await named(made, 'Shop front page (Good 3G, Nexus 7)')
  const series = await seriesOf(made, job, paint)
  const { runs, regimes, releases } = series
  const plot = plotOf(series, box)

  t.test('every run is one dot, where its value is', async (t) => {
    const drawn = kinds.map((kind) => moves(dotsPath(runs, kind, plot)))
    t.equal(drawn.reduce((sum, number) => sum + number, 0), runs.length)
    t.strictSame(drawn, kinds.map((kind) => runs.filter((run) => kindOf(run) === kind).length))
    const [, x, y] = /^M([\d.]+) ([\d.]+)h0/.exec(dotsPath(runs, 'inside', plot))!
    const first = runs.findIndex((run) => kindOf(run) === 'inside')
    t.ok(Math.abs(Number(x) - plot.x(first)) < 0.06 && Math.abs(plot.y.at(Number(y)) - runs[first]!.value!) < 1)
    for (const index of runs.keys()) t.equal(plot.nearest(plot.x(index)), index)
    t.strictSame([plot.nearest(-10), plot.nearest(5000)], [0, runs.length - 1])
    for (const { value } of runs) t.ok(plot.y(value!) >= plot.top && plot.y(value!) <= plot.bottom)
  })

  t.test('the band is in one piece, of two points a run', async (t) => {
    t.equal(moves(bandPath(runs, plot)), 1)
    t.equal(bandPath(runs, plot).match(/[ML]/g)!.length, 2 * runs.length)
    t.equal(baselinePath(runs, plot).match(/[ML]/g)!.length, runs.length)
  })

  t.test('regimes and releases stand where they began', async (t) => {
    t.equal(regimes.length, 4)
    for (const [index, { left, right, name, shown }] of plot.stretches.entries()) {
      t.equal(left, plot.x(regimes[index]!.from - 0.5))
      t.ok(right > left && name.startsWith(`Regime ${index + 1}, mean `) && name.startsWith(shown))
      t.ok(widthOf(shown) <= right - left, 'a name stays above its regime')
    }
    t.strictSame(releases.map(releaseWords), [
      'web 4.1.0: script requests ×1.4', 'web 4.2.0: images +70 %, main-thread work +60 %', 'api 118: server latency ×2.5'
    ])
    for (const [index, { at, shown, start, lane }] of plot.marks.entries()) {
      t.equal(at, plot.x(releases[index]!.index! - 0.5))
      t.ok(start >= 0 && start + widthOf(shown) <= box.width)
      t.notOk(plot.marks.some((other, place) => place > index && other.lane === lane && Math.abs(other.start - start) < 40))
    }
    const narrow = plotOf(series, { width: 340, height: 400 })
    for (const { shown, start } of narrow.marks) t.ok(start >= 0 && start + widthOf(shown) <= 340, shown)
  })

  t.test('words', async (t) => {
    t.match(caption(series), /^Largest contentful paint of 140 runs: 4 regimes, \d+ outliers; Regime 1, mean 3,\d{3} ms is in force$/)
    t.match(runSentence(series, 139), /^Run 140 of 140, 15 Apr, 00:14 UTC: 4,674 ms, outlier, in a later regime that nobody accepted; /)
    t.match(runSentence(series, 0), /^Run 1 of 140, 4 Feb, .*: 3,\d{3} ms, in line; baseline 3,\d{3} ms/)
    t.equal(runSentence(series, 140), '')
    const { value, baseline } = runs[139]!
    const band = [baseline!.mean, baseline!.lower, baseline!.upper].map((bound) => valueWords(paint, bound))
    t.strictSame(cellsOf(series, 139).slice(1), ['2026-04-15 00:14:35', valueWords(paint, value!), ...band, standing(runs[139]!)])
    t.equal(cellsOf(series, 139).length, columnsOf(paint).length)
    t.strictSame(cellsOf(series, 140), [])
    t.equal(regimeName(paint, regimes[0]!, 0), `Regime 1, mean ${valueWords(paint, regimes[0]!.mean)}`)
  })

  t.test('the verdict is the API\'s own', async (t) => {
    const assertion = async (of: string): Promise<any> =>
      (await get(`/v2/performance/metrics/${of}/assert/?metric_names=${paint}&order_index=0`)).body[paint]
    const last = await assertion(job)
    t.equal(last.outlier.reason, 'new_regime')
    const failing = 'It fails: 4,674 ms lies above 2,380 ms to 3,936 ms, 1,516 ms from the baseline.'
    t.equal(verdictWords(paint, last), `${failing} It lies in a later regime that nobody has accepted.`)
    t.match(verdictWords(paint, await assertion(runs[20]!.jobId)), /^It passes: 3,\d{3} ms lies within 2,\d{3} ms to 3,\d{3} ms\.$/)
    t.match(verdictWords(paint, { ...last, real_value: 100 }), /^It fails: 100 ms lies below /)
  })

  t.test('before and after a release', async (t) => {
    for (const { index } of releases) {
      const medians = mediansAround(series, index)!
      t.ok(medians.after > medians.before * 1.03, JSON.stringify(medians))
      const { before, after } = aroundRelease(runs, index)!
      t.ok(runs.indexOf(before) < index! && runs.indexOf(after) >= index!)
      t.notOk(before.outlier === 'baseline', 'none that an accident befell')
    }
    t.equal(aroundRelease(runs, null), undefined)
    t.equal(aroundRelease(runs, 0), undefined)
    t.equal(mediansAround(series, null), undefined)
  })

  t.test('what really happened', async (t) => {
    const truth = (await get('/_perftwin/truth')).body
    const events = eventsOf(truth, series)
    t.strictSame(events.filter(({ kind }) => kind === 'change').map(({ index }) => index), releases.map(({ index }) => index))
    const [ours] = truth.series
    t.equal(events.length, ours.changePoints.length + ours.outliers.length)
    const change = events.find(({ kind }) => kind === 'change')!
    const { without, with: felt } = ours.changePoints[0].effect[paint]
    const words = `Run 37: web 4.1.0: script requests ×1.4; ${valueWords(paint, without)} became ${valueWords(paint, felt)}`
    t.equal(eventWords(paint, change), words)
    t.match(eventWords(paint, { ...change, effect: undefined }), /; this metric did not feel it$/)
    const fonts = eventsOf(truth, await seriesOf(made, job, 'numFonts'))
    t.ok(fonts.every(({ effect }) => effect === undefined), 'no cause is about fonts')
  })

  t.test('what is said of runs is seen at once', async (t) => {
    const root = '/v2/performance/metrics'
    await send('POST', `${root}/${runs[3]!.jobId}/discarded/?order_index=0`)
    await send('POST', `${root}/${runs[2]!.jobId}/baseline/reset/`)
    await send('POST', `${root}/${job}/regimes/acknowledge/?order_index=0`)
    const now = await seriesOf(made, job, paint)
    t.equal(moves(dotsPath(now.runs, 'discarded', plotOf(now, box))), 1)
    t.equal(kindOf(now.runs[3]!), 'discarded')
    t.match(standing(now.runs[2]!), /, the baseline starts here$/)
    t.equal(kindOf(now.runs.at(-1)!), 'accepted')
    t.equal(standing(now.runs.at(-1)!), 'in line, accepted as new normal')
    t.match(caption(now), /; Regime 4, mean 4,\d{3} ms is in force$/)
    t.equal(now.regimes.at(0)!.from, 2, 'from the reset on')
  })
})

t.test('a series that is made', async (t) => {
  const made = await twin(t)
  const { body } = await made.send('POST', '/_perftwin/series', {
    name: 'long', page: 'https://shop.example.com/', runs: 300, every: 'PT6H',
    metrics: { [paint]: { level: 1200, noise: 0.05 } }, regression: { from: 200, metric: paint, by: '+60 %' }
  })
  const series = await seriesOf(made, body.jobs[0], paint)
  const plot = plotOf(series, box)
  t.equal(series.runs.length, 300)
  t.equal(kinds.reduce((sum, kind) => sum + moves(dotsPath(series.runs, kind, plot)), 0), 300)
  t.ok(plot.radius < plotOf({ ...series, runs: series.runs.slice(0, 50) }, box).radius, 'dots of many runs are smaller')
  t.ok(plot.dates.length <= 11, 'dates stand apart')
  const truth = (await made.get('/_perftwin/truth')).body
  t.equal(eventsOf(truth, series).find(({ kind }) => kind === 'change')!.cause, `regression: ${paint} +60 %`)
})

t.test('runs without a value, and too many releases', async (t) => {
  const baseline = { mean: 10, lower: 8, upper: 12, runs: 5 }
  const run = (value: number | null, index: number): Run => ({
    jobId: String(index), created: '2026-04-15T12:00:00.000Z', build: null, value, baseline: value === null ? null : baseline,
    outlier: null, reset: false, discarded: false, acknowledged: false
  })
  const series: SeriesRuns = {
    owner: 'demo', name: null, os: 'Linux', browser: 'chrome', url: 'https://a.example/', orderIndex: 0, metric: paint, train: 'web',
    runs: [10, 11, null, 9, 10].map(run), regimes: [],
    releases: Array.from({ length: 12 }, (_, index) => ({
      train: 'web', version: `1.${index}`, at: '2026-04-15T12:00:00.000Z', causes: [{ images: 2 }], index: 3
    }))
  }
  const plot = plotOf(series, box)
  t.equal(moves(bandPath(series.runs, plot)), 2, 'the band breaks')
  t.equal(moves(dotsPath(series.runs, 'inside', plot)), 4)
  t.match(runSentence(series, 2), /: no largest contentful paint$/)
  t.equal(plot.marks.filter(({ lane }) => lane !== undefined).length, 5, 'names of some, lines of all')
  t.ok(plot.top < 120)
  const nothing = plotOf({ ...series, runs: [run(null, 0)], releases: [] }, box)
  t.strictSame([dotsPath([run(null, 0)], 'inside', nothing), bandPath([run(null, 0)], nothing)], ['', ''])
  t.equal(causesOf(series), '{"images":2}')
})

const causesOf = ({ releases: [release] }: SeriesRuns): string => releaseWords(release!).replace(/^web 1\.0: /, '')

t.test('metrics in their units', async (t) => {
  t.strictSame(groupsOf(metricNames).flatMap(({ names }) => names).sort(), [...metricNames].sort(), 'each is offered once')
  const words = (name: string, value: number): string => `${metricTitle(name)} ${valueWords(name, value)}, ${groupOf(name)}`
  t.strictSame([
    words(paint, 3656.4), words('score', 0.583), words('image_size', 1_125_520), words('numTasksOver50ms', 21),
    words('throughput', 1_440_000), words('cumulativeLayoutShift', 0.031618), words('requestsCount', 44.5)
  ], [
    'Largest contentful paint 3,656 ms, Times', 'Score 0.583, Without a unit', 'Image size 1.1 MB, Sizes', 'Tasks over 50 ms 21, Counts',
    'Throughput 1.44 Mbit/s, Rates', 'Cumulative layout shift 0.032, Without a unit', 'Requests count 44.5, Counts'
  ])
})
