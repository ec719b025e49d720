import t from 'tap'
import { lanesOf, widthOf } from '../src/dashboard/page/charts/lanes.js'
import { apart, linePath, marginPath, plotOf } from '../src/dashboard/page/views/app-store/geometry.js'
import { releasesFelt, releaseWords } from '../src/dashboard/page/views/app-store/releases.js'
import {
  chartsOf, devicesIn, devicesOf, versionsIn, type MetricChart, type Point
} from '../src/dashboard/page/views/app-store/report.js'
import { adviceOf, framesOf, logsOf, logTitle } from '../src/dashboard/page/views/app-store/stacks.js'
import { metricTitle } from '../src/dashboard/page/views/app-store/titles.js'
import { buildsOf } from '../src/dashboard/page/views/app-store/wire.js'
import {
  amount, chartSentence, insightTitle, pointWords, versionSentence
} from '../src/dashboard/page/views/app-store/words.js'
import { bearer } from './asc-helper.js'
import { sample, twin } from './helper.js'

const shop = '6008667111'

t.test('the demo\'s app', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const read = async (path: string): Promise<any> => (await get(path, { ...bearer, accept: '*/*' })).body
  const report = await read(`/v1/apps/${shop}/perfPowerMetrics`)
  const wire = (category: string, metric: string, device: string, percentile: string): any => report.productData[0].metricCategories
    .find(({ identifier }: any) => identifier === category).metrics.find(({ identifier }: any) => identifier === metric).datasets
    .find(({ filterCriteria: of }: any) => of.device === device && of.percentile === percentile)
  const charts = chartsOf(report, 'all_iphones')
  const launch = charts.find(({ key }) => key === 'LAUNCH.launchTime')!

  t.test('every metric is a chart, with the report\'s own numbers', async (t) => {
    const there = report.productData[0].metricCategories.flatMap(({ identifier, metrics }: any) =>
      metrics.map((metric: any) => `${identifier}.${metric.identifier}`))
    t.strictSame(charts.map(({ key }) => key), there)
    for (const [index, name] of [[0, 'percentile.fifty'], [1, 'percentile.ninety']] as const) {
      const { points, recommendedMetricGoal: goal } = wire('LAUNCH', 'launchTime', 'all_iphones', name)
      t.strictSame(launch.lines[index]!.points.map((point) => point!.value), points.map(({ value }: any) => value))
      t.strictSame(launch.lines[index]!.goal, { value: goal.value, reason: goal.detail })
    }
    const typical = wire('LAUNCH', 'launchTime', 'all_iphones', 'percentile.fifty').points
    t.strictSame(launch.versions, typical.map(({ version }: any) => version))
    const { limits } = charts.find(({ key }) => key === 'ANIMATION.scrollHitchRate')!
    t.strictSame(limits, [{ name: 'poor', from: 10 }, { name: 'fair', from: 5 }])
  })

  t.test('devices, families first, with the version before', async (t) => {
    t.strictSame(devicesIn(report).slice(0, 2).map(({ name }) => name), ['All iPhones', 'All iPads'])
    const rows = devicesOf(report, 'LAUNCH.launchTime', '6.2')
    t.equal(rows.length, devicesIn(report).length)
    const ipad = wire('LAUNCH', 'launchTime', 'all_ipads', 'percentile.ninety').points
    t.equal(rows[1]!.now[90]!.value, ipad.at(-1).value)
    t.equal(rows[1]!.before[90]!.value, ipad.at(-2).value)
    t.strictSame(devicesOf(report, 'LAUNCH.launchTime', versionsIn(report)[0]!)[0]!.before[50], undefined, 'nothing comes before the first')
  })

  t.test('what an app felt, of its own train and of others', async (t) => {
    const releases = releasesFelt((await get('/_perftwin/truth')).body, shop)
    t.strictSame(releases.filter(({ metrics }) => metrics.includes('LAUNCH.launchTime')).map(releaseWords), [
      'ios 6.1: cold launch +38 %, hangs ×2.4', 'ios 6.1.1: cold launch fixed, hangs fixed', 'api 118: server latency ×2.5'
    ])
    t.equal(releases.at(-1)!.version, '6.2', 'the version after it')
    t.strictSame(releasesFelt((await get('/_perftwin/truth')).body, '1'), [])
    const plot = plotOf(launch, releases, { width: 560, height: 220 })
    t.ok(plot.marks.some(({ lane }) => lane > 0), 'names side by side stand one below the other')
    for (const [index, { name, start, lane }] of plot.marks.entries()) {
      const others = plot.marks.filter((other, at) => at !== index && other.lane === lane && other.start >= start)
      t.ok(others.every((other) => other.start >= start + widthOf(name)), `${name} is covered by none`)
    }
  })

  t.test('sentences', async (t) => {
    const { points } = wire('LAUNCH', 'launchTime', 'all_iphones', 'percentile.fifty')
    t.equal(chartSentence(launch), `Launch time of 6.2: half stay below ${amount(points.at(-1).value, 'ms')}, +53 % on the version before`)
    t.match(versionSentence(launch, 11), /^Version 6\.2, Launch time: p50 1,028\.2 ms; p90 1,\d{3}\.\d ms$/)
    t.equal(insightTitle(report.insights.regressions[0]), 'Launch time of 6.2, against 5.6, 6.0, 6.1, 6.1.1')
  })

  t.test('signatures of the build of a version, and their stacks', async (t) => {
    const versions = await read(`/v1/apps/${shop}/appStoreVersions?include=build&limit=200`)
    const build = buildsOf(versions).get('6.2')
    const { data } = await read(`/v1/builds/${build}/diagnosticSignatures?limit=200`)
    t.ok(data.length > 5)
    const logs = await read(`/v1/diagnosticSignatures/${data[0].id}/logs?limit=3`)
    t.equal(logsOf(logs).length, 3)
    const [log] = logsOf(logs)
    const { version } = (await read(`/v1/builds/${build}`)).data.attributes
    t.match(logTitle(log!), new RegExp(String.raw`^Hang of \d+ ms on iP\w+\d+,\d+, .*, version 6\.2 \(${version}\)$`))
    const frames = framesOf(log!)
    t.equal(frames.length, JSON.stringify(log).match(/"symbolName"/g)!.length, 'every frame')
    t.equal(frames[0]!.symbol, 'start')
    t.ok(frames.some(({ isBlamed }) => isBlamed))
    for (const [index, { depth, isBranch }] of frames.entries()) {
      const next = frames[index + 1]?.depth ?? 0
      t.ok(isBranch ? next === depth + 1 : next <= depth, 'only a branch goes deeper')
    }
    t.ok(logsOf(logs).some((each) => framesOf(each).some(({ isBranch }) => isBranch)), 'and there are some')
    t.strictSame(adviceOf(logs), logs.productData[0].diagnosticInsights.map(({ insightsString }: any) => insightsString))
  })
})

t.test('Apple\'s own samples', async (t) => {
  const report = await sample('asc-app-metrics')
  const charts = devicesIn(report).flatMap(({ id }) => chartsOf(report, id))
  t.ok(charts.length > 0)
  const values = charts.flatMap(({ lines }) => lines.flatMap(({ points }) => points.flatMap((point) => point ?? [])))
  const points = report.productData.flatMap(({ metricCategories }: any) => metricCategories)
    .flatMap(({ metrics }: any) => metrics).flatMap(({ datasets }: any) => datasets).flatMap(({ points }: any) => points)
  t.equal(values.length, points.length, 'no point is lost')
  const logs = await sample('asc-diagnostic-logs')
  t.ok(logsOf(logs).flatMap(framesOf).length > 0)
})

t.test('a world that reports less', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  const { body } = await get('/v1/apps/6611360286/perfPowerMetrics', { ...bearer, accept: '*/*' })
  const hangs = chartsOf(body, 'all_iphones').find(({ key }) => key === 'HANG.hangRate')!
  const { points } = hangs.lines[0]!
  t.ok(points.every((point) => point!.margin !== undefined), 'few devices, so margins')
  t.equal(hangs.lines[0]!.goal, undefined)
  t.match(pointWords(points[0]!, 'seconds/hour'), /^0\.\d+ seconds\/hour ± 0\.\d+$/)
  const plot = plotOf(hangs, [], { width: 400, height: 200 })
  t.equal(marginPath(points, plot).match(/V/g)!.length, points.length, 'a bar each')
})

t.test('geometry', async (t) => {
  const point = (value: number): Point => ({ value, margin: undefined, goal: undefined, parts: [] })
  const chart: MetricChart = {
    key: 'A.b', title: 'B', unit: 'ms', versions: ['1', '2', '3', '4'], limits: [],
    lines: [{ percentile: 50, points: [point(1), undefined, point(2), point(4)], goal: undefined }]
  }
  const plot = plotOf(chart, [], { width: 500, height: 200 })
  t.match(linePath(chart.lines[0]!.points, plot), /^M[^ML]+M[^ML]+L[^ML]+$/, 'a gap stays a gap')
  t.strictSame([plot.nearest(-50), plot.nearest(plot.x(2) + 3), plot.nearest(9999)], [0, 2, 3])
  t.ok(plot.y(0) <= plot.bottom && plot.y(0) > plot.bottom - 20, 'zero is in view')
  t.equal(plotOf({ ...chart, versions: ['1'] }, [], { width: 500, height: 200 }).nearest(300), 0)
  t.strictSame(apart([10, 12, 50], 13), [10, 23, 50])
  t.strictSame(lanesOf([{ start: 0, width: 50 }, { start: 100, width: 10 }, { start: 20, width: 50 }]), [0, 0, 1])
})

t.test('titles', async (t) => {
  t.equal(metricTitle('BATTERY.onScreen'), 'Battery usage on screen')
  t.equal(metricTitle('ANIMATION.scrollHitchRate'), 'Scroll hitch rate')
})
