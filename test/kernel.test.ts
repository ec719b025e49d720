import fc from 'fast-check'
import t from 'tap'
import { Cache } from '../src/kernel/cache.js'
import { createClock } from '../src/kernel/clock.js'
import { hexId, sha1, uuid } from '../src/kernel/ids.js'
import { stream } from '../src/kernel/random.js'
import { parseDuration, readDuration } from '../src/kernel/durations.js'
import { remembered } from '../src/kernel/memo.js'
import { firstIndex } from '../src/kernel/sorted.js'
import { isoSeconds, parseInstant, resolveTime } from '../src/kernel/time.js'
import { Collection } from '../src/facts/collection.js'
import { holds } from './properties.js'

t.test('random streams', async (t) => {
  t.test('the sequence is pinned for ever', async (t) => {
    const draw = stream(7, 'page-load', 'abc', 0)
    t.strictSame([draw.u32(), draw.u32(), draw.u32()], [2029554911, 2905168749, 3938474009])
    t.equal(stream(1, 'id').hex(32), '55782808b82dcd1a06354dccb5020d6e')
  })
  t.test('a name is a path, not a concatenation', async (t) => {
    t.not(stream(1, 'a', 'bc').u32(), stream(1, 'ab', 'c').u32())
    t.not(stream(1, 'a').u32(), stream(11, 'a').u32())
    t.equal(stream(1, 'a', 2).u32(), stream(1, 'a', '2').u32())
  })
  t.test('floats are uniform, deviates normal, ints within their bounds', async (t) => {
    const draw = stream(3, 'statistics')
    const floats = Array.from({ length: 20_000 }, () => draw.float())
    const mean = floats.reduce((sum, x) => sum + x, 0) / floats.length
    t.ok(Math.abs(mean - 0.5) < 0.01)
    const normals = Array.from({ length: 20_000 }, () => draw.normal(10, 2))
    const centre = normals.reduce((sum, x) => sum + x, 0) / normals.length
    const variance = normals.reduce((sum, x) => sum + (x - centre) ** 2, 0) / normals.length
    t.ok(Math.abs(centre - 10) < 0.06 && Math.abs(variance - 4) < 0.15)
    const ints = new Set(Array.from({ length: 2000 }, () => draw.int(-2, 2)))
    t.strictSame([...ints].sort((a, b) => a - b), [-2, -1, 0, 1, 2])
  })
})

t.test('ids have the vendors\' shapes', async (t) => {
  t.match(hexId(1, 'job', 1), /^[0-9a-f]{32}$/)
  t.match(uuid(1, 'build', 1), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  t.equal(sha1('Performance test for https://saucelabs.com (on "Good 3G" and 4x CPU throttling)').slice(0, 8), '05833b66')
})

t.test('times', async (t) => {
  t.equal(parseDuration('PT1H30M'), 5_400_000)
  t.equal(parseDuration('-P1DT0.5S'), -86_400_500)
  t.equal(parseDuration('P2W'), 14 * 86_400_000)
  for (const text of ['P', 'PT', '1H', 'P1Y', 'PT1H2', '']) t.equal(parseDuration(text), undefined, text)
  t.equal(parseInstant('2021-04-19'), Date.UTC(2021, 3, 19))
  t.equal(parseInstant('2021-04-19T10:00:00+02:00'), Date.UTC(2021, 3, 19, 8))
  for (const text of ['yesterday', '2021-13-01', '2021-04-19T10:00:00', '12']) t.equal(parseInstant(text), undefined, text)
  const frame = { epoch: 1_000_000, start: 5_000_000 }
  t.equal(resolveTime('-PT1S', frame), 999_000)
  t.equal(resolveTime('now', frame), 5_000_000)
  t.equal(resolveTime('now+PT1S', frame), 5_001_000)
  t.throws(() => resolveTime('soon', frame), /neither a time/)
  t.equal(isoSeconds(1_618_922_245_243), '2021-04-20T12:37:25Z')
})

t.test('clocks', async (t) => {
  const clock = createClock({ mode: 'frozen', at: 1000 })
  clock.advance(500)
  t.equal(clock.now(), 1500)
  const fork = clock.fork()
  fork.advance(1)
  t.strictSame([clock.now(), fork.now(), clock.advanced, fork.advanced], [1500, 1501, 500, 501])
  const real = createClock()
  real.advance(3_600_000)
  t.ok(real.now() - createClock().now() > 3_599_000)
})

interface Thing { key: string, group: string, order: number }
const spec = {
  key: (thing: Thing) => thing.key,
  indexes: {
    group: {
      group: (thing: Thing) => thing.group === '' ? undefined : thing.group,
      compare: (a: Thing, b: Thing) => a.order - b.order || (a.key < b.key ? -1 : 1)
    }
  }
}
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const thing = fc.record({ key, group: fc.constantFrom('', 'x', 'y'), order: fc.integer({ min: 0, max: 3 }) })
const step = fc.oneof(thing.map((put) => ({ put })), key.map((gone) => ({ gone })), fc.constant({ fork: true }))

t.test('a collection behaves like a map with sorted views, and forks do not see each other', async (t) => {
  holds(fc.property(fc.array(thing), fc.array(fc.tuple(fc.nat(3), step)), (initial, steps) => {
    const models = [new Map(initial.map((each) => [each.key, each]))]
    const collections = [new Collection<Thing>(spec).load(initial)]
    for (const [which, action] of steps) {
      const i = which % collections.length
      const [collection, model] = [collections[i]!, models[i]!]
      if ('put' in action) {
        collection.put(action.put)
        model.set(action.put.key, action.put)
      } else if ('gone' in action) {
        if (collection.delete(action.gone) !== model.delete(action.gone)) return false
      } else {
        collections.push(collection.fork())
        models.push(new Map(model))
      }
    }
    return collections.every((collection, i) => {
      const model = models[i]!
      const same = collection.size === model.size && [...model].every(([key, value]) => collection.get(key) === value)
      return same && ['x', 'y'].every((group) => {
        const wanted = [...model.values()].filter((each) => each.group === group).sort(spec.indexes.group.compare)
        const found = collection.in('group', group)
        return found.length === wanted.length && found.every((each, n) => each === wanted[n])
      })
    })
  }), { numRuns: 300 })
  t.pass()
})

t.test('a collection tells what changed since it was loaded', async (t) => {
  const collection = new Collection<Thing>(spec).load([{ key: 'a', group: 'x', order: 1 }, { key: 'b', group: 'x', order: 2 }])
  collection.delete('a')
  const changed = { key: 'b', group: 'y', order: 2 }
  collection.put(changed)
  t.strictSame([...collection.changed], [['a', undefined], ['b', changed]])
  t.equal(collection.revision.count, 2)
  t.equal(collection.put(changed), changed)
  t.equal(collection.revision.count, 2, 'the same record again is no change')
  t.strictSame([...collection.fork().changed.keys()], ['a', 'b'])
})

t.test('a cache forgets what was used longest ago, by number or by weight', async (t) => {
  const counted = new Cache<string, number>({ most: 2 })
  counted.set('a', 1)
  counted.set('b', 2)
  t.equal(counted.get('a'), 1, 'reading is using')
  counted.set('c', 3)
  t.strictSame(['a', 'b', 'c'].map((key) => counted.get(key)), [1, undefined, 3])
  t.equal(counted.size, 2)

  const weighed = new Cache<string, string>({ most: 10, weigh: ({ length }) => length })
  weighed.set('a', 'xxxx')
  weighed.set('b', 'xxxx')
  weighed.set('a', 'xx')
  t.equal(weighed.weight, 6, 'a value that is replaced weighs no more')
  weighed.set('c', 'xxxxxx')
  t.strictSame(['a', 'b', 'c'].map((key) => weighed.get(key)), ['xx', undefined, 'xxxxxx'])
  weighed.set('d', 'x'.repeat(11))
  t.equal(weighed.get('d')?.length, 11, 'what is too heavy by itself stays until the next comes')
  t.equal(weighed.size, 1)
  weighed.set('e', 'x')
  t.strictSame([weighed.get('d'), weighed.get('e'), weighed.weight], [undefined, 'x', 1])
  t.strictSame([weighed.delete('e'), weighed.delete('e'), weighed.weight], [true, false, 0])

  let made = 0
  const make = (): number => ++made
  t.strictSame([counted.getOrMake('n', make), counted.getOrMake('n', make), made], [1, 1, 1])
  counted.clear()
  t.strictSame([counted.size, counted.weight, counted.getOrMake('n', make)], [0, 0, 2])
})

t.test('a cache holds no more than it may, and always what was put in last', async (t) => {
  const use = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), weight: fc.nat(6), reads: fc.boolean() })
  holds(fc.property(fc.array(use), (uses) => {
    const cache = new Cache<string, number>({ most: 10, weigh: (weight) => weight })
    for (const { key, weight, reads } of uses) {
      if (reads) cache.get(key)
      else if (cache.set(key, weight) !== weight || cache.get(key) !== weight) return false
      if (cache.weight > 10) return false
    }
    return true
  }))
  t.pass()
})

t.test('a memory by object makes each result once, even where it is undefined', async (t) => {
  let made = 0
  const nothing = remembered((_object: object) => { made++ })
  const [one, other] = [{}, {}]
  nothing(one)
  nothing(one)
  t.equal(made, 1)
  nothing(other)
  t.equal(made, 2)
  const copyOf = remembered((object: object) => ({ ...object }))
  t.equal(copyOf(one), copyOf(one))
  t.not(copyOf(one), copyOf(other))
})

t.test('the first index in a sorted list that passes', async (t) => {
  holds(fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (numbers, least) => {
    const sorted = numbers.sort((a, b) => a - b)
    const place = sorted.findIndex((number) => number >= least)
    return firstIndex(sorted, (number) => number >= least) === (place === -1 ? sorted.length : place)
  }))
  t.equal(firstIndex([], () => true), 0)
})

t.test('a duration that somebody wrote is read, or refused with its name', async (t) => {
  t.equal(readDuration('PT30S', 'timeout'), 30_000)
  const range = { least: 0, most: 300_000, hint: 'up to PT5M' }
  t.equal(readDuration('PT5M', 'timeout', range), 300_000, 'the ends are included')
  t.equal(readDuration('PT0S', 'timeout', range), 0)
  const refused = { name: 'Invalid', parameter: 'timeout', message: 'timeout: "PT6M" is no ISO 8601 duration up to PT5M' }
  t.throws(() => readDuration('PT6M', 'timeout', range), refused)
  t.throws(() => readDuration('-PT1S', 'timeout', range), { ...refused, message: 'timeout: "-PT1S" is no ISO 8601 duration up to PT5M' })
  t.throws(() => readDuration('soon', 'by', {}, 'body.by'), {
    name: 'Invalid',
    parameter: 'body.by',
    message: 'by: "soon" is no ISO 8601 duration such as PT30S'
  })
  t.throws(() => readDuration('x'.repeat(100), 'by'), { message: `by: "${'x'.repeat(60)}" is no ISO 8601 duration such as PT30S` })
})
