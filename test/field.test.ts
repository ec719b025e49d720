import fc from 'fast-check'
import t from 'tap'
import { breakdowns } from '../src/field/breakdowns.js'
import { deviceModels, isFamily, usualDevices } from '../src/field/devices.js'
import { percentiles } from '../src/field/distribution.js'
import { fieldMetrics, metricKey } from '../src/field/metrics.js'
import { devicesOf, measureVersion } from '../src/field/population.js'
import type { FieldApp, FieldVersion, MeasuredVersion, Quantiles } from '../src/field/population.js'
import { containments } from '../src/field/wholes.js'
import { holds } from './properties.js'

const keys = fieldMetrics.map(metricKey)

/** Any mix of devices, from one model to all of them. */
const mixes = fc.uniqueArray(fc.constantFrom(...deviceModels.map(({ id }) => id)), { minLength: 1, maxLength: 12 })
  .chain((models) => fc.array(fc.integer({ min: 1, max: 40 }), { minLength: models.length, maxLength: models.length })
    .map((shares) => models.map((model, index) => ({ model, share: shares[index]! / shares.reduce((sum, share) => sum + share, 0) }))))

const apps: fc.Arbitrary<FieldApp> = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  name: fc.constantFrom('com.example.shop', 'com.example.notes', 'com.example.maps'),
  usage: fc.constantFrom(200, 900, 26_000, 2_000_000),
  devices: fc.oneof(fc.constant(usualDevices(0.15)), mixes),
  medians: fc.constant({})
})

/** Any version, of releases that changed any metrics by any factors. */
const versions: fc.Arbitrary<FieldVersion> = fc.record({
  version: fc.constantFrom('1.0', '2.3.1', '7.11'),
  released: fc.constant(0),
  effect: fc.dictionary(fc.constantFrom(...keys), fc.double({ min: 0.1, max: 8, noNaN: true }), { maxKeys: 5, noNullPrototype: true })
    .map((factors) => new Map(Object.entries(factors))),
  pins: fc.constant([]),
  usage: fc.constant(null)
})

const of = (values: MeasuredVersion, key: string, device: string): Quantiles => values.get(key)!.devices.get(device)!

/** Half of the last digit of each of three values that are shown. */
const rounding = 0.005 + 0.005 + 0.0005

t.test('the parts of battery usage are the whole: at the median to 5 %, at the top no less than it', (t) => {
  const deviations = { typical: 0, top: Infinity }
  holds(fc.property(apps, versions, (app, version) => {
    const values = measureVersion(app, version)
    for (const device of devicesOf(app)) {
      const [total, onScreen, background] = ['batteryUsage', 'onScreen', 'background'].map((id) => of(values, `BATTERY.${id}`, device))
      if (total === undefined || onScreen === undefined || background === undefined) return false
      const [typical, top] = percentiles.map((percentile) => onScreen[percentile] + background[percentile])
      if (Math.abs(typical! - total[50]) > 0.05 * total[50] + rounding || top! < total[90] - rounding) return false
      deviations.typical = Math.max(deviations.typical, (Math.abs(typical! - total[50]) - rounding) / total[50])
      deviations.top = Math.min(deviations.top, (top! - total[90] + rounding) / total[90])
    }
    return true
  }), { numRuns: 300 })
  t.ok(deviations.typical < 0.05 && deviations.top >= 0, JSON.stringify(deviations))
  t.end()
})

t.test('nothing exceeds what it is a part of, and typical never exceeds top', (t) => {
  holds(fc.property(apps, versions, (app, version) => {
    const values = measureVersion(app, version)
    const devices = devicesOf(app)
    for (const [whole, part] of containments) {
      for (const device of devices) {
        const [inner, outer] = [of(values, part, device), of(values, whole, device)]
        if (percentiles.some((percentile) => inner[percentile] > outer[percentile] + rounding)) return false
      }
    }
    return keys.every((key) => devices.every((device) => of(values, key, device)[50] <= of(values, key, device)[90]))
  }), { numRuns: 300 })
  t.end()
})

t.test('a family lies between its models, sums and peaks too', (t) => {
  holds(fc.property(apps, versions, (app, version) => {
    for (const { metric, devices } of measureVersion(app, version).values()) {
      const digit = 10 ** -metric.decimals
      for (const [family, quantiles] of [...devices].filter(([device]) => isFamily(device))) {
        const prefix = family === 'all_ipads' ? 'iPad' : 'iPhone'
        const models = [...devices].filter(([device]) => device.startsWith(prefix)).map(([, each]) => each)
        for (const percentile of percentiles) {
          const all = models.map((each) => each[percentile])
          if (quantiles[percentile] < Math.min(...all) - digit || quantiles[percentile] > Math.max(...all) + digit) return false
        }
      }
    }
    return true
  }), { numRuns: 100 })
  t.end()
})

t.test('what a value is made of is all of it, whatever a release added', (t) => {
  holds(fc.property(apps, versions, (app, version) => devicesOf(app).every((device) =>
    [...breakdowns(app, version, device).values()].every((breakdown) => percentiles.every((percentile) => {
      const parts = breakdown[percentile].map(({ value }) => value)
      return parts.every((value) => value >= 0 && value <= 100) && Math.round(parts.reduce((sum, value) => sum + value, 0) * 10) === 1000
    })))), { numRuns: 60 })
  t.end()
})

t.test('battery in the background that grows makes the whole grow', (t) => {
  const app: FieldApp = { seed: 3, name: 'com.example.shop', usage: 26_000, devices: usualDevices(0.15), medians: {} }
  const version = (effect: FieldVersion['effect']): FieldVersion => ({ version: '1.0', released: 0, effect, pins: [], usage: null })
  const median = (effect: FieldVersion['effect'], key: string): number => of(measureVersion(app, version(effect)), key, 'all_iphones')[50]
  const grown = new Map([['BATTERY.background', 6]])
  t.ok(median(grown, 'BATTERY.batteryUsage') > 1.4 * median(new Map(), 'BATTERY.batteryUsage'))
  t.equal(median(grown, 'BATTERY.onScreen'), median(new Map(), 'BATTERY.onScreen'))
  const kept = new Map([['MEMORY.memoryAtSuspension', 4]])
  t.ok(median(kept, 'MEMORY.peakMemory') > median(kept, 'MEMORY.memoryAtSuspension'), 'the peak is no lower than what was kept')
  t.end()
})

t.test('pinned wholes move their parts, pinned parts their whole', (t) => {
  const app: FieldApp = { seed: 3, name: 'com.example.shop', usage: 26_000, devices: usualDevices(0.15), medians: {} }
  const pin = (metric: string, percentile: 50 | 90, value: number): FieldVersion['pins'][number] =>
    ({ metric, device: 'all_iphones', percentile, value })
  const shown = (...pins: FieldVersion['pins']): Array<Quantiles & { key: string }> => {
    const values = measureVersion(app, { version: '1.0', released: 0, effect: new Map(), pins, usage: null })
    return keys.map((key) => ({ key, ...of(values, key, 'all_iphones') }))
  }
  const at = (all: Array<Quantiles & { key: string }>, key: string): Quantiles => all.find((each) => each.key === key)!
  for (const [pins, name] of [
    [[pin('BATTERY.batteryUsage', 50, 4)], 'the whole'],
    [[pin('BATTERY.batteryUsage', 50, 0.4), pin('BATTERY.batteryUsage', 90, 0.9)], 'both of its percentiles'],
    [[pin('BATTERY.onScreen', 50, 5)], 'a part'],
    [[pin('BATTERY.background', 90, 12)], 'the smaller part']
  ] as Array<[FieldVersion['pins'], string]>) {
    const all = shown(...pins)
    for (const { metric, percentile, value } of pins) t.equal(at(all, metric)[percentile], value)
    const [total, onScreen, background] = ['batteryUsage', 'onScreen', 'background'].map((id) => at(all, `BATTERY.${id}`))
    t.ok(Math.abs(onScreen![50] + background![50] - total![50]) <= 0.05 * total![50] + rounding, `${name}: typical`)
    t.ok(onScreen![90] + background![90] >= total![90] - rounding, `${name}: top`)
  }
  for (const pins of [[pin('MEMORY.peakMemory', 50, 60)], [pin('MEMORY.memoryAtSuspension', 50, 500)]]) {
    const all = shown(...pins)
    t.ok(at(all, 'MEMORY.peakMemory')[50] > at(all, 'MEMORY.memoryAtSuspension')[50])
  }
  t.end()
})

t.test('declared medians of a sum and of its parts go together', (t) => {
  const median = (medians: FieldApp['medians'], key: string): number => {
    const app = { seed: 3, name: 'com.example.shop', usage: 26_000, devices: [{ model: 'iPhone13,3', share: 1 }], medians }
    return of(measureVersion(app, { version: '1.0', released: 0, effect: new Map(), pins: [], usage: null }), key, 'iPhone13,3')[50]
  }
  const near = (value: number, wanted: number): boolean => Math.abs(value / wanted - 1) < 0.05
  const total = { 'BATTERY.batteryUsage': 6.2 }
  t.ok(near(median(total, 'BATTERY.batteryUsage'), 6.2))
  t.ok(near(median(total, 'BATTERY.onScreen'), 5.4) && near(median(total, 'BATTERY.background'), 0.8))
  const both = { ...total, 'BATTERY.background': 2.2 }
  t.ok(near(median(both, 'BATTERY.onScreen'), 4) && near(median(both, 'BATTERY.background'), 2.2))
  t.ok(near(median({ 'BATTERY.onScreen': 3, 'BATTERY.background': 1 }, 'BATTERY.batteryUsage'), 4))
  t.end()
})
