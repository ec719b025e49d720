import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { Ajv } from 'ajv'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { worldFileFaults } from '../src/worlds/files/validate.js'
import { day } from '../src/kernel/durations.js'
import { parseInstant } from '../src/kernel/time.js'
import { deviceModel, usualDevices } from '../src/field/devices.js'
import { fitMixture, mixtureQuantile } from '../src/field/distribution.js'
import { insightInto, type Insight, type Series } from '../src/field/insights.js'
import { fieldMetrics, findMetric, metricKey } from '../src/field/metrics.js'
import { devicesOf, luckOf, measureVersion, type FieldVersion } from '../src/field/population.js'
import { metricSchemas } from '../src/app-store-connect/metrics/metrics.schema.js'
import { bearer, now, options, storeWorld, vendorText } from './asc-helper.js'
import { twin } from './helper.js'
import { holds } from './properties.js'

/** The twin of the tests that only read. */
const shared = await twin(t, options(await storeWorld()))

const shop = '/v1/apps/6443000001/perfPowerMetrics'

interface Criteria { device: string, percentile: string }
interface Dataset { filterCriteria: Criteria, points: any[] }

/** A metric's data sets, of the category it is in. */
const datasetsOf = (body: any, metric: string, category?: string): Dataset[] => body.productData[0].metricCategories
  .filter(({ identifier }: any) => category === undefined || identifier === category)
  .flatMap((each: any) => each.metrics)
  .find(({ identifier }: any) => identifier === metric).datasets
const points = (body: any, device: string, metric: string, percentile: string, category?: string): any[] =>
  datasetsOf(body, metric, category)
    .find(({ filterCriteria }) => filterCriteria.device === device && filterCriteria.percentile === percentile)!.points

/** The share of a mixture of normal distributions below `limit`, by adding up its density in small steps. */
function shareBelow (parts: ReadonlyArray<{ mean: number, sd: number, weight: number }>, limit: number): number {
  const step = 1e-3
  const density = (x: number, mean: number, sd: number): number => Math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI))
  const all = parts.reduce((sum, { weight }) => sum + weight, 0)
  let share = 0
  for (let x = limit - step / 2; x > limit - 10; x -= step) {
    for (const { mean, sd, weight } of parts) share += step * density(x, mean, sd) * weight / all
  }
  return share
}

const buildsOf = async (get: any, app: string, version: string): Promise<any[]> => {
  const { body } = await get(`/v1/builds?filter[app]=${app}&filter[preReleaseVersion.version]=${version}&sort=uploadedDate`, bearer)
  return body.data
}

t.test('the documents\' sample requests get their sample answers, key order included', async (t) => {
  const { appStore, releases } = JSON.parse(await readFile(new URL('fixtures/worlds/docs.json', packageRoot), 'utf8'))
  t.ok(appStore?.apps?.length > 0 && releases?.length > 0, 'the docs world has the documents\' apps')
  const { get } = await twin(t, { world: 'docs', now: '2021-04-20T17:45:16Z' })
  const iPads = 'filter[deviceType]=all_ipads&filter[metricType]=ANIMATION&filter[platform]=iOS'
  const build = await get(`/v1/builds/43d3a970-273c-4bc9-88ee-aa5c05610ac1/perfPowerMetrics?${iPads}`, bearer)
  t.equal(build.headers['content-type'], 'application/vnd.apple.xcode-metrics+json')
  t.equal(JSON.stringify(build.body, null, 2) + '\n', await vendorText('asc-build-metrics'))
  const iPhones = 'filter[deviceType]=all_iphones&filter[metricType]=LAUNCH&filter[platform]=iOS'
  const app = await get(`/v1/apps/161309721/perfPowerMetrics?${iPhones}`, bearer)
  t.equal(JSON.stringify(app.body, null, 2) + '\n', await vendorText('asc-app-metrics'))
  const writes = 'filter[diagnosticType]=DISK_WRITES&limit=2'
  const signatures = await get(`/v1/builds/1a254ec1-8e3d-48e7-bbd6-6b9a30072b29/diagnosticSignatures?${writes}`, bearer)
  const { data, meta } = JSON.parse(await vendorText('asc-diagnostic-signatures'))
  t.strictSame(JSON.parse(signatures.text.replaceAll('http://localhost:4010', 'https://api.appstoreconnect.apple.com')).data, data)
  t.match(signatures.body.meta, meta)
})

t.test('every metric comes with units, devices and both percentiles, as its schema says', async (t) => {
  const { get } = shared
  const { body, status } = await get(shop, bearer)
  t.equal(status, 200)
  const check = new Ajv({ strict: false, schemas: metricSchemas }).getSchema('XcodeMetrics')!
  t.ok(check(body), JSON.stringify(check.errors?.slice(0, 2)))
  const [{ platform, metricCategories }] = body.productData
  t.equal(platform, 'iOS')
  const identifiers = metricCategories.map(({ identifier }: any) => identifier)
  t.strictSame(identifiers, ['HANG', 'LAUNCH', 'MEMORY', 'DISK', 'BATTERY', 'TERMINATION', 'ANIMATION', 'STORAGE'])
  const metrics = metricCategories.flatMap(({ metrics }: any) => metrics)
  t.equal(metrics.length, fieldMetrics.length)
  for (const { identifier, datasets } of metrics) {
    const devices = new Set(datasets.map(({ filterCriteria }: any) => filterCriteria.device))
    t.ok(devices.has('all_iphones') && devices.has('all_ipads') && devices.size > 6, `${identifier}: families and models`)
    t.equal(datasets.length, devices.size * 2)
  }
  const battery = metrics.find(({ identifier, datasets: [first] }: any) =>
    identifier === 'onScreen' && first.points[0].percentageBreakdown !== undefined)
  const percents = battery.datasets.flatMap(({ points }: any) => points)
    .map(({ percentageBreakdown }: any) => percentageBreakdown.reduce((sum: number, { value }: any) => sum + value, 0))
  t.ok(percents.length > 10)
  t.strictSame(percents.filter((sum: number) => Math.round(sum * 10) !== 1000), [], 'the parts are the whole, to a tenth')
  const hitches = metrics.find(({ identifier }: any) => identifier === 'scrollHitchRate')
  t.strictSame(hitches.goalKeys.map(({ goalKey }: any) => goalKey), ['poor', 'fair', 'good'])
  const goalOf = (value: number): string => {
    if (value >= 10) return 'poor'
    return value >= 5 ? 'fair' : 'good'
  }
  const wrong = hitches.datasets.flatMap(({ points }: any) => points).filter(({ value, goal }: any) => goal !== goalOf(value))
  t.strictSame(wrong, [])
})

t.test('typical never exceeds top, and a family is the mixture of its models', async (t) => {
  const models = ['iPhone12,1', 'iPhone14,5', 'iPhone16,1', 'iPad8,1', 'iPad14,1']
  const devices = models.map((model, index) => ({ model, share: [0.3, 0.25, 0.2, 0.15, 0.1][index]! }))
  const factors = fc.double({ min: 0.2, max: 5, noNaN: true })
  holds(fc.property(fc.integer({ min: 0, max: 1e6 }), fc.string({ minLength: 1 }), factors, (seed, version, factor) => {
    const app = { seed, name: 'com.example', usage: 50000, devices, medians: {} }
    const measured = measureVersion(app, { version, released: 0, effect: new Map([['LAUNCH.launchTime', factor]]), pins: [], usage: null })
    for (const { metric, devices: values } of measured.values()) {
      for (const quantiles of values.values()) if (quantiles[50] > quantiles[90]) return false
      for (const family of ['all_iphones', 'all_ipads']) {
        const ofFamily = [...values].filter(([id]) => id.includes(',') && deviceModel(id).family === family)
        const members = ofFamily.map(([, quantiles]) => quantiles)
        for (const percentile of [50, 90] as const) {
          const of = values.get(family)![percentile]
          const all = members.map((quantiles) => quantiles[percentile])
          if (of < Math.min(...all) - 10 ** -metric.decimals || of > Math.max(...all) + 10 ** -metric.decimals) return false
        }
      }
    }
    return true
  }), { numRuns: 40 })
  const parts = [{ mean: 1, sd: 0.4, weight: 3 }, { mean: 2, sd: 0.7, weight: 1 }]
  for (const percentile of [50, 90] as const) {
    const below = shareBelow(parts, Math.log(mixtureQuantile(parts, percentile)))
    t.ok(Math.abs(below - percentile / 100) < 1e-5, `the share below the ${percentile}th percentile`)
  }
  const fitted = fitMixture(parts, [false, false], { 50: 6.5, 90: 29.7 })
  const [half, most] = [mixtureQuantile(fitted, 50), mixtureQuantile(fitted, 90)]
  t.ok(Math.abs(half - 6.5) < 0.01 && Math.abs(most - 29.7) < 0.05, 'pins bend the whole mixture')
})

t.test('what is pinned is shown, and the devices follow it', async (t) => {
  const world = await storeWorld()
  world.appStore!.apps![0]!.pins = [
    { version: '2.11', metric: 'launchTime', device: 'all_iphones', percentile: 50, value: 2000 },
    { version: '2.11', metric: 'peakMemory', device: 'all_ipads', percentile: 90, value: 512.5, errorMargin: 8 }
  ]
  const { get } = await twin(t, options(world))
  const { body } = await get(shop, bearer)
  t.equal(points(body, 'all_iphones', 'launchTime', 'percentile.fifty').at(-1).value, 2000)
  t.match(points(body, 'all_ipads', 'peakMemory', 'percentile.ninety').at(-1), { value: 512.5, errorMargin: 8 })
  t.ok(points(body, 'all_iphones', 'launchTime', 'percentile.ninety').at(-1).value > 2500, 'the top moved along')
  const models = datasetsOf(body, 'launchTime').filter(({ filterCriteria: { device, percentile } }) =>
    device.startsWith('iPhone') && percentile === 'percentile.fifty')
  const last = models.map(({ points }: any) => points.at(-1).value)
  t.ok(Math.min(...last) < 2000 && Math.max(...last) > 2000, 'the models lie around it')
})

t.test('a release that makes the app slower is a regression, and nothing else is', async (t) => {
  const { get, twin: { worlds } } = await twin(t, options(await storeWorld()))
  const quiet = (await get(`${shop}?filter[deviceType]=all_iphones,all_ipads`, bearer)).body
  t.strictSame(quiet.insights, { regressions: [], trendingUp: [] }, 'the version that repaired it has none')
  worlds.default.clock.advance(-32 * day)
  const { body } = await get(`${shop}?filter[deviceType]=all_iphones,all_ipads`, bearer)
  t.strictSame(body.insights.regressions.map(({ metric }: any) => metric), ['hangRate', 'launchTime'])
  const launch = body.insights.regressions[1]
  t.strictSame(launch.referenceVersions, ['2.6', '2.7', '2.8', '2.9'])
  t.equal(launch.latestVersion, '2.10')
  for (const population of launch.populations) {
    const series = points(body, population.device, 'launchTime', population.percentile)
    const before = series.filter(({ version }: any) => launch.referenceVersions.includes(version)).map(({ value }: any) => value)
    const mean = before.reduce((sum: number, value: number) => sum + value, 0) / 4
    t.equal(population.latestVersionValue, series.at(-1).value)
    t.ok(Math.abs(population.referenceAverageValue - mean) < 0.006)
    t.equal(population.deltaPercentage, Math.round((series.at(-1).value - mean) / mean * 100))
  }
  t.equal(launch.maxLatestVersionValue, Math.max(...launch.populations.map(({ latestVersionValue }: any) => latestVersionValue)))
  const [hangs] = body.insights.regressions
  const doubled = hangs.populations.some(({ deltaPercentage }: any) => deltaPercentage >= 100)
  t.equal(hangs.highImpact, doubled ? true : undefined)
})

t.test('the arithmetic of insights is that of Apple\'s sample', async (t) => {
  const series = (device: string, percentile: 50 | 90, values: number[]): any =>
    ({ device, percentile, points: values.map((value, index) => ({ version: `1.${index}`, value })) })
  const launch = findMetric('launchTime')!
  const moderate = insightInto(launch, [series('all_iphones', 50, [100, 100, 107])])!
  const populations = [{ delta: 7, reference: 100 }]
  t.match(moderate, { kind: 'trendingUp', highImpact: false, referenceVersions: ['1.0', '1.1'], populations })
  t.match(moderate.summary, /^Typical \(50th percentile\) Launch Time trended up .* increased by 7% .* previous 2 app versions\.$/)
  t.match(insightInto(launch, [series('all_iphones', 90, [100, 100, 205])]), { kind: 'regression', highImpact: true })
  t.equal(insightInto(launch, [series('all_iphones', 50, [100, 104])]), undefined)
  t.equal(insightInto(launch, [series('all_iphones', 50, [100])]), undefined, 'nothing to compare with')
  t.equal(insightInto(launch, []), undefined)
})

t.test('what luck explains is no insight, on single models neither; a model that really got worse is one', async (t) => {
  const launch = findMetric('launchTime')!
  const devices = usualDevices(0.35)
  const insights = (seed: number, usage: number, pins: FieldVersion['pins'] = []): Array<Insight | undefined> => {
    const app = { seed, name: 'com.example', usage, devices, medians: {} }
    const versions = Array.from({ length: 5 }, (_, index): FieldVersion =>
      ({ version: `1.${index}`, released: 0, effect: new Map(), pins: index === 4 ? pins : [], usage: null }))
    const measured = versions.map((version) => measureVersion(app, version))
    return fieldMetrics.map((metric) => {
      const seriesOf = (device: string, percentile: 50 | 90): Series => {
        const points = measured.map((values, index) =>
          ({ version: `1.${index}`, value: values.get(metricKey(metric))!.devices.get(device)![percentile] }))
        return { device, percentile, points }
      }
      const all = devicesOf(app).flatMap((device) => [seriesOf(device, 50), seriesOf(device, 90)])
      return insightInto(metric, all, (device, percentile, version) =>
        luckOf(app, versions.find((each) => each.version === version)!, device, metric, percentile))
    })
  }
  const told = Array.from({ length: 60 }, (_, seed) => [900, 4000, 26_000].flatMap((usage) => insights(seed, usage))).flat()
  t.strictSame(told.filter((insight) => insight !== undefined).map(({ metric, summary }) => `${metric.id}: ${summary}`), [])
  const pin = { metric: 'LAUNCH.launchTime', device: 'iPhone13,2', percentile: 90 as const, value: 3000 }
  const [one] = insights(1, 26_000, [pin]).filter((insight) => insight !== undefined)
  t.match(one, { kind: 'regression', metric: launch, maximum: 3000 })
  t.ok(one!.populations.some(({ device }) => device === 'iPhone13,2'))
})

t.test('averages round half up, as on paper', async (t) => {
  const launch = findMetric('launchTime')!
  const averageOf = (values: readonly number[]): number | undefined => {
    const points = [...values, 1e6].map((value, index) => ({ version: `1.${index}`, value }))
    return insightInto(launch, [{ device: 'all_iphones', percentile: 90, points }])?.populations[0]?.reference
  }
  t.equal(averageOf([2210.1, 2210.05, 2210.1, 2210.05]), 2210.08, '2210.075')
  t.equal(averageOf([768.7, 750, 992.3, 1118.9]), 907.48, '907.475, of Apple\'s sample')
  t.equal(averageOf([1.005, 1.005, 1.005, 1.005]), 1.01)
  t.equal(averageOf([0.01, 0.01, 0.01, 0.02]), 0.01, '0.0125 goes down')
  await holds(fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 4, maxLength: 4 }), (cents) => {
    // In whole numbers: a quarter of the sum, and a half more of the last digit.
    const wanted = Math.floor((2 * cents.reduce((sum, each) => sum + each, 0) + 4) / 8) / 100
    return averageOf(cents.map((each) => each / 100)) === wanted
  }))
})

t.test('one version has the same numbers for the app and for its build', async (t) => {
  const { get } = shared
  const app = (await get(shop, bearer)).body
  const [, , released] = await buildsOf(get, '6443000001', '2.10')
  const build = await get(`/v1/builds/${released.id}/perfPowerMetrics`, bearer)
  t.equal(build.status, 200)
  t.strictSame(Object.keys(build.body), ['productData', 'version'])
  const differing: unknown[] = []
  let compared = 0
  for (const { identifier: category, metrics } of build.body.productData[0].metricCategories) {
    for (const { identifier: metric, datasets } of metrics) {
      for (const { filterCriteria: { device, percentile }, points: own } of datasets) {
        const there = points(app, device, metric, percentile, category).filter(({ version }: any) => version === '2.10')
        // The two endpoints write their keys in two orders.
        if (!isDeepStrictEqual(own, there)) differing.push([category, metric, device, percentile, own, there])
        compared++
      }
    }
  }
  t.ok(compared > 100)
  t.strictSame(differing, [])
})

t.test('builds of which nothing is kept are not found; too little usage is an empty answer', async (t) => {
  const { get, twin: { worlds } } = await twin(t, options(await storeWorld()))
  const [beta] = await buildsOf(get, '6443000001', '2.10')
  const unreleased = await get(`/v1/builds/${beta.id}/perfPowerMetrics`, bearer)
  const detail = `There is no resource of type 'builds' with id '${beta.id}'`
  t.match(unreleased, { status: 404, body: { errors: [{ code: 'NOT_FOUND', detail }] } })
  t.equal((await get('/v1/builds/00000000-0000-4000-8000-000000000000/perfPowerMetrics', bearer)).status, 404)
  t.strictSame((await get('/v1/apps/6443000002/perfPowerMetrics', bearer)).body.productData, [])
  const nothing = { version: '1.0.0', insights: { regressions: [], trendingUp: [] }, productData: [] }
  t.strictSame((await get('/v1/apps/6443000003/perfPowerMetrics', bearer)).body, nothing)
  t.equal((await get('/v1/apps/1/perfPowerMetrics', bearer)).status, 404)
  t.strictSame((await get(`${shop}?filter[deviceType]=all_watches`, bearer)).body.productData, [])
  const [, , newest] = await buildsOf(get, '6443000001', '2.11')
  worlds.default.clock.set({ mode: 'frozen', at: parseInstant(now)! - 29.5 * day })
  const early = await get(`/v1/builds/${newest.id}/perfPowerMetrics`, bearer)
  t.strictSame([early.status, early.body.productData], [200, []], 'released, but nothing published yet')
  t.strictSame((await get(`/v1/builds/${newest.id}/diagnosticSignatures`, bearer)).body.data, [])
  t.equal(points((await get(shop, bearer)).body, 'all_iphones', 'launchTime', 'percentile.fifty').at(-1).version, '2.10')
})

t.test('few reports bring error margins that shrink as customers take the version', async (t) => {
  const world = await storeWorld()
  world.appStore!.apps![0]!.usage = 1600
  const { get, twin: { worlds } } = await twin(t, options(world))
  const margin = async (): Promise<number> => points((await get(shop, bearer)).body, 'all_ipads', 'launchTime', 'percentile.ninety').at(-1)
  const late: any = await margin()
  t.ok(late.errorMargin > 0)
  worlds.default.clock.advance(-23 * day)
  const early: any = await margin()
  t.equal(early.version, late.version)
  t.equal(early.value, late.value, 'the value stays')
  t.ok(early.errorMargin > late.errorMargin)
  const { body } = await get(shop, bearer)
  const devicesOf = (category: string): string[] => {
    const { metrics: [first] } = body.productData[0].metricCategories.find(({ identifier }: any) => identifier === category)
    return first.datasets.map(({ filterCriteria }: any) => filterCriteria.device)
  }
  t.ok(devicesOf('LAUNCH').includes('iPad14,1'))
  t.notOk(devicesOf('TERMINATION').includes('iPad14,1'), 'each metric has a minimum of its own')
})

t.test('filters take every documented value, alone and in lists, and refuse the rest', async (t) => {
  const { get } = shared
  const [, , released] = await buildsOf(get, '6443000001', '2.9')
  for (const path of [shop, `/v1/builds/${released.id}/perfPowerMetrics`]) {
    const categories = ['DISK', 'HANG', 'BATTERY', 'LAUNCH', 'MEMORY', 'ANIMATION', 'TERMINATION', 'STORAGE']
    for (const category of categories) {
      const { body } = await get(`${path}?filter[metricType]=${category}`, bearer)
      t.strictSame(body.productData[0].metricCategories.map(({ identifier }: any) => identifier), [category])
    }
    t.equal((await get(`${path}?filter[metricType]=${categories.join(',')}`, bearer)).body.productData[0].metricCategories.length, 8)
    t.equal((await get(`${path}?filter%5BmetricType%5D=HANG%2CLAUNCH`, bearer)).body.productData[0].metricCategories.length, 2)
    for (const platform of ['IOS', 'iOS']) t.equal((await get(`${path}?filter[platform]=${platform}`, bearer)).status, 200)
    const refusals: Array<[string, string, string, string]> = [
      ['filter[metricType]=FOO', 'PARAMETER_ERROR.INVALID', 'filter[metricType]', "'FOO' is not a valid value"],
      ['filter[metricType]=HANG,FOO', 'PARAMETER_ERROR.INVALID', 'filter[metricType]', "'FOO' is not a valid value"],
      ['filter[metricType]=', 'PARAMETER_ERROR.INVALID', 'filter[metricType]', 'Empty filter values are not supported.'],
      ['filter[platform]=MAC_OS', 'PARAMETER_ERROR.INVALID', 'filter[platform]', "'MAC_OS'"],
      ['filter[metrictype]=HANG', 'PARAMETER_ERROR.INVALID', 'filter[metrictype]', "'metrictype' is not a valid filter type"],
      ['filter[metricType]=HANG&filter[metricType]=LAUNCH', 'PARAMETER_ERROR.ILLEGAL', 'filter[metricType]', 'can only be included once'],
      ['limit=10', 'PARAMETER_ERROR.ILLEGAL', 'limit', "The parameter 'limit' can not be used with this request"],
      ['cursor=x', 'PARAMETER_ERROR.ILLEGAL', 'cursor', 'can not be used'],
      ['include=app', 'PARAMETER_ERROR.ILLEGAL', 'include', 'can not be used'],
      ['foo=1', 'PARAMETER_ERROR.ILLEGAL', 'foo', 'can not be used']
    ]
    for (const [query, code, parameter, detail] of refusals) {
      const { status, body, headers } = await get(`${path}?${query}`, bearer)
      t.equal(status, 400, query)
      t.equal(headers['content-type'], 'application/json')
      t.match(body.errors[0], { status: '400', code, source: { parameter } }, query)
      t.ok(body.errors[0].detail.includes(detail), body.errors[0].detail)
    }
  }
  t.equal((await get(`${shop}?filter[metricType]=FOO&limit=3`, bearer)).body.errors.length, 2, 'all that is wrong is told')
})

t.test('metrics are served to those who accept their media type', async (t) => {
  const { get } = shared
  const type = 'application/vnd.apple.xcode-metrics+json'
  for (const accept of ['*/*', type, `${type}, application/json`, 'application/*;q=0.5', undefined]) {
    const { status, headers } = await get(shop, { ...bearer, ...(accept === undefined ? {} : { accept }) })
    t.strictSame([status, headers['content-type']], [200, type], accept ?? 'no Accept')
  }
  for (const accept of ['application/json', 'text/html', `${type};q=0`, 'application/vnd.apple.diagnostic-logs+json']) {
    t.match(await get(shop, { ...bearer, accept }), { status: 406, body: { errors: [{ code: 'NOT_ACCEPTABLE', status: '406' }] } }, accept)
  }
})

t.test('the same world has the same numbers; another seed has others', async (t) => {
  const world = await storeWorld()
  const one = await twin(t, options(world, { seed: 7 }))
  const two = await twin(t, options(world, { seed: 7 }))
  const three = await twin(t, options(world, { seed: 8 }))
  const text = (await one.get(shop, bearer)).text
  t.equal((await two.get(shop, bearer)).text, text)
  t.not((await three.get(shop, bearer)).text, text)
  const later = await twin(t, options(world, { seed: 7, now: '2031-01-02T00:00:00Z' }))
  t.equal((await later.get(shop, bearer)).text, text, 'whenever it is started')
})

t.test('an overview gathers metrics, insights and the heaviest signatures', async (t) => {
  const { get } = shared
  const { status, body, headers } = await get('/v1/apps/6443000001/performanceOverviews?filter[deviceType]=all_iphones', bearer)
  t.equal(status, 200)
  t.equal(headers['content-type'], 'application/vnd.apple.xcode-overview+json')
  const appMetadata = { bundleId: 'com.example.shop', appId: '6443000001', latestVersion: '2.11', platform: 'iOS' }
  t.match(body, { version: '1.0.0', appMetadata })
  t.equal(body.categories.length, 8)
  t.ok(body.signatures.topHangPoint[0].weight >= body.signatures.topHangPoint[1].weight)
  t.equal((await get('/v1/apps/6443000001/performanceOverviews?filter[metricType]=HANG', bearer)).status, 400)
  t.match((await get('/v1/apps/6443000003/performanceOverviews', bearer)).body, { categories: [], signatures: { topHangPoint: [] } })
})

t.test('a device is filtered for by its hardware id, alone and in lists, with its comma or as logs write it', async (t) => {
  const { get } = shared
  const devices = async (value: string): Promise<string[]> => {
    const { body } = await get(`/v1/apps/6443000001/perfPowerMetrics?filter[metricType]=LAUNCH&filter[deviceType]=${value}`, bearer)
    if (body.productData.length === 0) return []
    return [...new Set(datasetsOf(body, 'launchTime').map(({ filterCriteria }) => filterCriteria.device))].sort()
  }
  for (const value of ['iPhone13,2', 'iPhone13%2C2', 'iPhone13_2']) t.strictSame(await devices(value), ['iPhone13,2'], value)
  t.strictSame(await devices('all_iphones,iPhone13,2,iPad13,1'), ['all_iphones', 'iPad13,1', 'iPhone13,2'])
  t.strictSame(await devices('iPhone99,1'), [])
})

t.test('pins and names that cannot be are refused when the world is read', async (t) => {
  const pin = { version: '2.0', metric: 'launchTime', device: 'all_iphones', percentile: 50 as const, value: 900 }
  const hang = { id: 'a'.repeat(66), diagnosticType: 'HANGS' as const, signature: 'main', weight: 0.7 }
  const app = { id: '6443000001', name: 'Shop', bundleId: 'com.example.shop', train: 'ios' }
  for (const [change, fault] of [
    [{ pins: [pin, { ...pin, percentile: 90, value: 800 }] }, /pinned to 900 at percentile 50 and to less, 800, at 90/],
    [{ pins: [pin, pin] }, /pinned twice at percentile 50/],
    [{ pins: [{ ...pin, version: '9.9' }] }, /version 9\.9, which is not released/],
    [{ pins: [{ ...pin, device: 'iPhone99,1' }] }, /which its customers do not have/],
    [{ usageByVersion: { 9: 5 } }, /usageByVersion names version 9/],
    [
      { pins: [{ ...pin, metric: 'batteryUsage', value: 1 }, { ...pin, metric: 'BATTERY.onScreen', value: 2 }] },
      /BATTERY\.onScreen of version 2\.0 on all_iphones 50 is pinned to 2, and BATTERY\.batteryUsage, .* to less: 1; 1 at most$/
    ],
    [{ medians: { peakMemory: 80, memoryAtSuspension: 90 } }, /memoryAtSuspension has the median set to 90, .* to less: 80; 80 at most$/],
    [
      { medians: { batteryUsage: 4, 'BATTERY.onScreen': 2, 'BATTERY.background': 1 } },
      /add up to 3, not to that of BATTERY\.batteryUsage: 4/
    ],
    [{ builds: [{ version: '0.1', number: '1', signatures: [hang, { ...hang, id: 'b'.repeat(66) }] }] }, /weigh 1\.4/]
  ] as Array<[object, RegExp]>) t.match(worldFileFaults(await storeWorld({ apps: [{ ...app, ...change }] })), [fault])
  const twice = await storeWorld({ apps: [app, { ...app, bundleId: 'com.example.other' }] })
  t.match(worldFileFaults(twice), [/apps\[1\]\.id: another app has the id "6443000001": the one at \[0\]/])
  const pinned = await storeWorld({ apps: [{ ...app, pins: [pin, { ...pin, percentile: 90, value: 1800 }] }] })
  t.strictSame(worldFileFaults(pinned), [])
})

t.test('a refused Accept header is told as the service reads it, and an overview names its platform', async (t) => {
  const desk = { id: '6443000009', name: 'Desk', bundleId: 'com.example.desk', platform: 'MAC_OS', train: 'ios' } as const
  const { get } = await twin(t, options(await storeWorld({ apps: [desk] })))
  const { status, body } = await get('/v1/apps/6443000009/perfPowerMetrics', { ...bearer, accept: 'application/json;q=0.5, text/html' })
  t.equal(status, 406)
  const asked = [['application', 'json', '0.5'], ['text', 'html', '1.0']]
    .map(([type, subtype, quality]) => `MediaRangeImpl{type=${type}, subtype=${subtype}, parameters={}, quality=${quality}}`)
  t.equal(body.errors[0].detail.split('\n')[1], `Requested: ${asked.join(', ')}`)
  t.match((await get('/v1/apps/6443000009/performanceOverviews', bearer)).body.appMetadata, { platform: 'macOS', latestVersion: '2.11' })
})
