import fc from 'fast-check'
import t from 'tap'
import { clearance, history, kinds, matches, type Kind } from '../bench/series.js'
import { stream } from '../src/kernel/random.js'
import { baselineOfRange, boundsBody, outlierBody, regimeRange } from '../src/sauce/performance/verdict.js'
import { bounds, isOutlier } from '../src/statistics/baseline.js'
import { changePoints, segments } from '../src/statistics/change-points.js'
import { noiseLevel } from '../src/statistics/noise.js'
import { partition } from '../src/statistics/partition.js'
import { assess, retainedRuns, type Run } from '../src/statistics/series.js'
import { holds } from './properties.js'

const sample = [5242, 5279, 5482, 5668, 5179, 5182, 5215, 5438, 5531, 5538, 5645]
const sampleBounds = { mean: 5399.909090909091, lower: 4867.525754835426, upper: 5932.292426982756 }
const measurement = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
const runsOf = (values: readonly number[]): Run[] => values.map((value, i) => ({ jobId: `job-${i}`, at: 1000 * i, value }))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
/** Of the population, in two passes. */
function standardDeviation (values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}
const repeat = (value: number, times: number): number[] => new Array<number>(times).fill(value)
/** `length` runs around `level` with 4 % jitter and no outliers. */
const [usual] = kinds as [Kind, ...Kind[]]

const timings = (name: string, level: number, length: number): number[] => {
  const random = stream('statistics', name)
  return Array.from({ length }, () => Math.round(random.logNormal(level, 0.04)))
}

t.test('baseline', async (t) => {
  t.test('reproduces the documents\' sample to the last digit', async (t) => {
    t.strictSame(bounds(sample), sampleBounds)
  })

  t.test('is exact for integers of any usual size, whatever came first', async (t) => {
    const distances = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 })
    holds(fc.property(fc.integer({ min: 0, max: 1e9 }), distances, (offset, list) => {
      const n = BigInt(list.length)
      const sum = list.reduce((total, x) => total + BigInt(x), 0n)
      const spread = n * list.reduce((total, x) => total + BigInt(x) ** 2n, 0n) - sum * sum
      const sigma = Math.sqrt(Number(spread)) / list.length
      const { mean, upper } = bounds(list.map((x) => x + offset))
      const expected = offset + Number(sum) / list.length
      return Math.abs(mean - expected) <= 1e-15 * expected && Math.abs(upper - expected - 3 * sigma) <= 1e-15 * (expected + upper)
    }))
  })

  t.test('stays stable for decimals and after a slow first run', async (t) => {
    const scores = Array.from({ length: 500 }, (_, i) => 0.6 + (i % 7) / 100)
    t.ok(Math.abs(bounds(scores).upper - bounds(scores).mean - 3 * standardDeviation(scores)) < 1e-14)
    const slowFirst = [1e7, ...timings('slow first', 1000, 999)]
    const { mean, upper } = bounds(slowFirst)
    t.ok(Math.abs((upper - mean) / (3 * standardDeviation(slowFirst)) - 1) < 1e-10)
  })

  t.test('lies between its boundaries and within the values', async () => {
    holds(fc.property(fc.array(measurement, { minLength: 1 }), (list) => {
      const { mean, lower, upper } = bounds(list)
      const slack = 1e-12 * Math.max(...list)
      return lower <= mean && mean <= upper && mean >= Math.min(...list) - slack && mean <= Math.max(...list) + slack
    }))
  })

  t.test('of equal values has no width and no outlier', async () => {
    holds(fc.property(measurement, fc.integer({ min: 1, max: 200 }), (value, n) => {
      const limits = bounds(repeat(value, n))
      return limits.lower === value && limits.upper === value && !isOutlier(value, limits, n)
    }))
  })

  t.test('never makes an outlier of one of ten values, always of one odd value among eleven', async () => {
    holds(fc.property(measurement, measurement, fc.integer({ min: 0, max: 9 }), (usual, odd, at) => {
      const ten = repeat(usual, 10).with(at, odd)
      const eleven = [...repeat(usual, 10), odd]
      fc.pre(odd === usual || Math.abs(odd - usual) > 1e-6)
      return ten.every((value) => !isOutlier(value, bounds(ten), 10)) && isOutlier(odd, bounds(eleven), 11) === (odd !== usual)
    }))
    holds(fc.property(fc.array(measurement, { minLength: 1, maxLength: 10 }), (list) =>
      list.every((value) => !isOutlier(value, bounds(list), list.length))))
  })

  t.test('flags an improvement as it flags a regression', async (t) => {
    const usual = timings('two-sided', 2000, 30)
    for (const odd of [800, 4000]) t.ok(isOutlier(odd, bounds([...usual, odd]), 31))
    t.notOk(isOutlier(2010, bounds([...usual, 2010]), 31))
  })

  t.test('of nothing is refused', async (t) => t.throws(() => bounds([]), { name: 'RangeError' }))
})

/** The least cost of any partition, by trying every cut and, for each segment, the mean of every run of its sorted values. */
function leastCost (values: readonly number[], penalty: number, reach: number, shortest: number): number {
  const best = [-penalty]
  for (let end = 1; end <= values.length; end++) {
    best[end] = Infinity
    for (let start = 0; start <= end - shortest; start++) {
      best[end] = Math.min(best[end]!, best[start]! + penalty + segmentCost(values.slice(start, end), reach))
    }
  }
  return best.at(-1)!
}

function segmentCost (values: readonly number[], reach: number): number {
  const order = [...values].sort((a, b) => a - b)
  let best = Infinity
  for (let low = 0; low < order.length; low++) {
    for (let high = low + 1; high <= order.length; high++) {
      const level = mean(order.slice(low, high))
      best = Math.min(best, order.reduce((cost, x) => cost + Math.min((x - level) ** 2, reach ** 2), 0))
    }
  }
  return best
}

t.test('partition', async (t) => {
  const value = fc.oneof(fc.integer({ min: -8, max: 8 }), fc.double({ min: -20, max: 20, noNaN: true }))
  const options = fc.record({
    penalty: fc.double({ min: 0.5, max: 15, noNaN: true }),
    reach: fc.constantFrom(1.5, 3),
    shortest: fc.integer({ min: 1, max: 4 })
  })

  t.test('costs what the best of all partitions costs', async () => {
    holds(fc.property(fc.array(value, { minLength: 1, maxLength: 14 }), options, (list, { penalty, reach, shortest }) => {
      const cuts = partition(Float64Array.from(list), { penalty, reach, shortest })
      const starts = [0, ...cuts]
      const parts = starts.map((start, i) => list.slice(start, starts[i + 1]))
      const cost = parts.reduce((total, part) => total + segmentCost(part, reach), penalty * cuts.length)
      const least = list.length < 2 * shortest ? segmentCost(list, reach) : leastCost(list, penalty, reach, shortest)
      return (list.length < 2 * shortest || parts.every((part) => part.length >= shortest)) && Math.abs(cost - least) <= 1e-5
    }), { numRuns: 400 })
  })

  t.test('keeps its way through hundreds of outliers', async (t) => {
    const random = stream('statistics', 'outliers')
    const level = (i: number): number => i < 500 ? 0 : 4
    const list = Float64Array.from({ length: 900 }, (_, i) =>
      random.chance(0.3) ? random.between(-5000, 5000) : random.normal(level(i)))
    const [cut, ...others] = partition(list, { penalty: 40, reach: 3, shortest: 5 })
    t.ok(cut !== undefined && Math.abs(cut - 500) <= 1)
    t.strictSame(others, [])
  })

  t.test('leaves an outlier beside a cut to the earlier segment', async (t) => {
    t.strictSame(partition(Float64Array.of(0, 0, 0, 99, 7, 7, 7), { penalty: 5, reach: 3, shortest: 3 }), [4])
    t.strictSame(partition(Float64Array.of(0, 0, 0.1, -99, 7, 7.3, 7), { penalty: 5, reach: 3, shortest: 3 }), [4])
  })
})

t.test('noise level', async (t) => {
  const random = stream('statistics', 'noise')
  const noisy = Float64Array.from({ length: 2000 }, () => random.normal(50, 2))
  const near = (actual: number, wanted: number, share: number): boolean => Math.abs(actual / wanted - 1) < share
  t.ok(near(noiseLevel(noisy, 0), 2, 0.05), 'is the standard deviation of normal noise')
  const shifted = noisy.map((x, i) => x + (i > 900 ? 40 : 0) + (i % 50 === 0 ? 30 : 0))
  t.ok(near(noiseLevel(shifted, 0), 2, 0.1), 'and does not see a shift and rare outliers')
  t.equal(noiseLevel(Float64Array.from(repeat(7, 20)), 0), 0)
  const steps = Float64Array.from([...repeat(60, 15), ...repeat(66, 15)])
  t.ok(near(noiseLevel(steps, 0), 6 / Math.sqrt(12), 1e-12), 'is never below what the grid explains')
})

t.test('change points', async (t) => {
  t.test('finds a shift of timings where it is, either way', async (t) => {
    const before = timings('before', 2000, 40)
    const after = timings('after', 2400, 25)
    t.strictSame(changePoints([...before, ...after]), [40])
    t.strictSame(changePoints([...after, ...before]), [25])
    t.strictSame(segments([...before, ...after]), [{ start: 0, end: 39 }, { start: 40, end: 64 }])
  })

  t.test('finds a bounded excursion from its both ends', async (t) => {
    t.strictSame(changePoints([...timings('a', 2000, 30), ...timings('b', 2600, 20), ...timings('c', 2000, 30)]), [30, 50])
  })

  t.test('takes a step of a deterministic metric for a shift, a spike not', async (t) => {
    t.strictSame(changePoints([...repeat(60, 20), ...repeat(66, 10)]), [20])
    t.strictSame(changePoints([...repeat(0, 12), ...repeat(0.02, 6)]), [12], 'layout shift appears')
    t.strictSame(changePoints([...repeat(1_204_332, 25), 1_204_333, ...repeat(1_204_332, 5), ...repeat(1_391_000, 9)]), [31], 'bytes')
    t.strictSame(changePoints([...repeat(60, 20), 66, ...repeat(60, 10)]), [])
    t.strictSame(changePoints([...repeat(60, 20), 66, 90, ...repeat(60, 10)]), [])
    t.strictSame(changePoints(repeat(0, 50)), [])
  })

  t.test('takes lone slow runs for what they are, at the end as well', async (t) => {
    const usual = timings('lone', 2000, 60)
    for (const at of [0, 30, 58, 59]) t.strictSame(changePoints(usual.with(at, 6000)), [])
    t.strictSame(changePoints(usual.with(57, 5200).with(58, 3900).with(59, 6000)), [], 'three in a row, nothing in common')
  })

  t.test('is not confused by noise that grows with the level', async (t) => {
    t.strictSame(changePoints([...timings('low', 400, 60), ...timings('high', 4000, 60)]), [60])
  })

  t.test('needs twice the shortest segment', async (t) => {
    t.strictSame(changePoints([1, 1, 1, 1, 1, 9, 9, 9, 9]), [])
    t.strictSame(changePoints([1, 1, 1, 1, 1, 9, 9, 9, 9, 9]), [5])
    t.strictSame(changePoints([1, 1, 1, 9, 9, 9], { shortest: 3 }), [3])
    t.strictSame(segments([]), [])
    t.strictSame(segments([3]), [{ start: 0, end: 0 }])
  })

  t.test('refuses what it cannot mean', async (t) => {
    t.throws(() => changePoints([...repeat(1, 20), NaN]), { name: 'RangeError' })
    t.throws(() => changePoints(repeat(0, 20), { scale: 'log' }), { name: 'RangeError' })
    t.throws(() => changePoints([1], { shortest: 0 }), { name: 'RangeError' })
  })

  const labelled = fc.integer().map((seed) => history(stream(seed, 'property'), usual, true).values)

  t.test('does not depend on the unit', async (t) => {
    holds(fc.property(labelled, fc.integer({ min: -20, max: 20 }), (list, power) => {
      t.strictSame(changePoints(list.map((x) => x * 2 ** power), { scale: 'linear' }), changePoints(list, { scale: 'linear' }))
    }), { numRuns: 40 })
    holds(fc.property(labelled, fc.double({ min: 0.001, max: 1000, noNaN: true }), (list, factor) => {
      t.strictSame(changePoints(list.map((x) => x * factor)), changePoints(list))
    }), { numRuns: 40 })
  })

  t.test('does not depend on the zero of a linear scale, nor on up and down', async (t) => {
    holds(fc.property(labelled, fc.integer({ min: -1e6, max: 1e6 }), (list, offset) => {
      const linear = changePoints(list, { scale: 'linear' })
      t.strictSame(changePoints(list.map((x) => x + offset), { scale: 'linear' }), linear)
      t.strictSame(changePoints(list.map((x) => -x)), linear)
    }), { numRuns: 40 })
  })

  t.test('cuts any series into stretches of at least five runs without gap or overlap', async () => {
    const anything = fc.oneof(measurement, fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e12, max: 1e12, noNaN: true }))
    const any = fc.array(anything, { minLength: 1, maxLength: 80 })
    holds(fc.property(any, (list) => {
      const parts = segments(list)
      return parts[0]!.start === 0 && parts.at(-1)!.end === list.length - 1 &&
        parts.every(({ start, end }, i) => (i === 0 || start === parts[i - 1]!.end + 1) && (parts.length === 1 || end - start >= 4))
    }), { numRuns: 300 })
  })

  for (const kind of kinds) {
    t.test(`finds most shifts and little else: ${kind.name}`, async (t) => {
      let hits = 0; let found = 0; let truth = 0; let alarms = 0
      const trials = kind.runs[1] > 500 ? 60 : 150
      for (let i = 0; i < trials; i++) {
        const { values, shifts } = history(stream('statistics', 'shifting', i), kind, true)
        const positions = changePoints(values)
        hits += matches(positions, shifts)
        found += positions.length
        truth += shifts.length
        if (changePoints(history(stream('statistics', 'steady', i), kind, false).values).length > 0) alarms++
        t.ok(shifts.every((at, k) => at - (shifts[k - 1] ?? 0) >= clearance && values.length - at >= clearance))
      }
      t.ok(hits / found > 0.92 && hits / truth > 0.92, `${hits} of ${found} found and of ${truth} true`)
      t.ok(alarms / trials < 0.08, `${alarms} false alarms`)
    })
  }

  t.test('finds every one of many shifts that nobody can miss', async (t) => {
    const stairs = Array.from({ length: 600 }, (_, i) => 1000 * 1.3 ** (Math.floor(i / 15) % 2) + (i * 7919) % 13)
    t.equal(changePoints(stairs).length, 39)
  })

  t.test('takes a memory of the noise for no shift, and a shift for no memory', async (t) => {
    const noise = timings('memory', 1000, 300)
    let left = 0
    const wandering = noise.map((value) => {
      left = 0.6 * left + (value - 1000)
      return 1000 + left
    })
    t.strictSame(changePoints(wandering), [])
    t.strictSame(changePoints(wandering.map((value, i) => i < 150 ? value : 1.4 * value)), [150])
  })
})

t.test('series', async (t) => {
  const before = timings('release before', 2000, 40)
  const after = timings('release after', 2700, 14)
  const released = runsOf([...before, ...after])
  const outlierAt = (runs: readonly Run[], position: number) => assess(runs, position)!.outlier

  t.test('of one regime compares with everything up to the run', async (t) => {
    const { run, baseline, outlier, regimes } = assess(runsOf(sample), 10)!
    t.match(baseline, sampleBounds)
    t.strictSame(baseline.values.map(({ value }) => value), sample)
    t.strictSame([run.value, outlier], [5645, null])
    t.strictSame(regimes, [{ start: 0, end: 10, active: true, baseline: sampleBounds }])
    t.strictSame(regimeRange(regimes[0]!, regimes), { start: 0, end: 0 })
    t.equal(assess(runsOf(sample), 4)!.baseline.values.length, 5, 'later runs do not count')
  })

  t.test('flags a regression at once, and as a new regime when it has lasted', async (t) => {
    t.equal(outlierAt(released, 39), null)
    t.equal(outlierAt(released, 40), 'baseline')
    for (const position of [45, 53]) {
      t.equal(outlierAt(released, position), 'later regime')
      const { baseline, regimes } = assess(released, position)!
      t.equal(baseline.values.length, 41, 'the old regime and the run itself')
      t.equal(baseline.values.at(-1)!.jobId, `job-${position}`)
      t.match(regimes, [{ start: 0, end: 39, active: true }, { start: 40, end: position, active: false }])
      t.strictSame(regimeRange(regimes[1]!, regimes), { start: 40, end: position })
    }
  })

  t.test('takes an acknowledged regime for granted from then on', async (t) => {
    const acknowledged = released.map((run, i) => i === 50 ? { ...run, acknowledged: 1 } : run)
    t.equal(outlierAt(acknowledged, 49), 'later regime', 'a verdict of before stays')
    const { baseline, regimes, outlier } = assess(acknowledged, 53)!
    t.equal(outlier, null)
    t.strictSame(regimes.map(({ active }) => active), [false, true])
    t.strictSame(baseline.values.map(({ jobId }) => jobId), acknowledged.slice(40).map(({ jobId }) => jobId))
    const spiked = [...acknowledged, { jobId: 'spike', at: 1e6, value: 9000 }]
    t.equal(outlierAt(spiked, 54), 'baseline')
    const back = [...acknowledged, ...runsOf(timings('back', 2000, 12)).map((run) => ({ ...run, jobId: `back-${run.jobId}` }))]
    t.equal(outlierAt(back, back.length - 1), 'later regime', 'going back is news again')
    const undone = acknowledged.map((run, i) => i === 10 ? { ...run, acknowledged: 2 } : run)
    t.equal(outlierAt(undone, 53), 'later regime', 'the earlier regime was acknowledged after the later one')
    t.equal(outlierAt(undone.map((run, i) => i === 50 ? { ...run, acknowledged: 3 } : run), 53), null, 'and that was undone again')
  })

  t.test('starts anew at the last reset', async (t) => {
    const reset = released.map((run, i) => i === 42 ? { ...run, resetMark: true } : run)
    t.equal(assess(reset, 41)!.retained.length, 42, 'a later reset changes no earlier verdict')
    t.strictSame(retainedRuns(reset, 53).map(({ jobId }) => jobId), reset.slice(42).map(({ jobId }) => jobId))
    t.equal(outlierAt(reset, 53), null)
    const discardedReset = reset.with(42, { ...reset[42]!, discarded: true })
    t.equal(retainedRuns(discardedReset, 53)[0]!.jobId, 'job-43', 'even if that run is discarded')
  })

  t.test('always counts the run it assesses', async (t) => {
    const runs = runsOf([...before, 9000]).with(40, { jobId: 'odd', at: 1e6, value: 9000, discarded: true })
    t.equal(outlierAt(runs, 40), 'baseline')
    t.equal(assess([...runs, { jobId: 'next', at: 2e6, value: 2000 }], 41)!.baseline.values.length, 41)
  })

  t.test('has nothing to say about a run without the metric', async (t) => {
    t.equal(assess([{ jobId: 'a', at: 0, value: null }], 0), undefined)
    t.equal(assess(released, 99), undefined)
    t.equal(assess([{ jobId: 'a', at: 0, value: null }, { jobId: 'b', at: 1, value: 5 }], 1)!.retained.length, 1)
  })

  t.test('gives the baseline of a range of positions', async (t) => {
    const { retained } = assess(released, 53)!
    t.match(baselineOfRange(retained, 0, 39), bounds(before))
    t.match(baselineOfRange(retained, 40), bounds(after))
    t.equal(baselineOfRange(retained, 0, 0)!.values.length, 54, '0 and 0 are the whole series')
    t.equal(baselineOfRange(retained)!.values.length, 54)
    t.equal(baselineOfRange(retained, 50, 999)!.values.length, 4)
    t.equal(baselineOfRange(retained, 54), undefined)
    t.equal(baselineOfRange(retained, 9, 3), undefined)
  })

  const marked = fc.array(fc.record({
    value: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 3000 }) }, { weight: 1, arbitrary: fc.constant(null) }),
    discarded: fc.boolean(),
    resetMark: fc.integer({ min: 0, max: 15 }).map((x) => x === 0),
    acknowledged: fc.integer({ min: 1, max: 40 }).map((x) => x <= 4 ? x : undefined)
  }), { minLength: 1, maxLength: 60 }).map((list): Run[] => list.map((run, i) => ({ ...run, jobId: `job-${i}`, at: i })))

  t.test('does not depend on what a discarded run measured, nor on later runs', async (t) => {
    holds(fc.property(marked, fc.nat(), fc.integer({ min: 0, max: 9000 }), (runs, pick, other) => {
      const position = pick % runs.length
      const changed = runs.map((run, i) => i > position || (run.discarded === true && i !== position) ? { ...run, value: other } : run)
      t.strictSame(assess(changed, position), assess(runs, position))
    }), { numRuns: 60 })
  })

  t.test('has one active regime, regimes that cover what counts, and no outlier among ten', async () => {
    holds(fc.property(marked, (runs) => runs.every((run, position) => {
      const found = assess(runs, position)
      if (found === undefined) return run.value === null
      const { regimes, retained, baseline, outlier } = found
      return regimes.filter(({ active }) => active).length === 1 && regimes.at(-1)!.end === retained.length - 1 &&
        baseline.values.at(-1) === run && !(outlier !== null && baseline.values.length <= 10)
    })), { numRuns: 60 })
  })
})

t.test('a verdict is in the words of the vendor', async (t) => {
  t.strictSame(boundsBody({ mean: 5, lower: 2, upper: 8 }), { baseline: 5, lower_boundary: 2, upper_boundary: 8 })
  t.strictSame(outlierBody(null), { status: false, reason: null })
  t.strictSame(outlierBody('baseline'), { status: true, reason: 'baseline' })
  t.strictSame(outlierBody('later regime'), { status: true, reason: 'new_regime' })
})

t.test('an acknowledgement by a run that no longer counts lies where the run lay', async (t) => {
  const level = (value: number, i: number): number => value + (i % 5) - 2
  const values = Array.from({ length: 40 }, (_, i) => level(i < 20 ? 100 : 200, i))
  const active = (at: number, change: Partial<Run>): number => {
    const run = (value: number, i: number): Run => ({ jobId: `j${i}`, at: i, value })
    const runs = values.map((value, i): Run => i === at ? { ...run(value, i), acknowledged: 1, ...change } : run(value, i))
    return assess(runs, 39)!.regimes.findIndex((regime) => regime.active)
  }
  t.equal(active(0, {}), 0)
  t.equal(active(20, {}), 1)
  t.equal(active(20, { discarded: true }), 1, 'the first of the later regime')
  t.equal(active(19, { discarded: true }), 0, 'the last of the earlier one')
  t.equal(active(0, { discarded: true }), 0, 'the very first')
  t.equal(active(30, { value: null }), 1, 'one without this metric, in the middle')
  t.equal(active(20, { value: null }), 1, 'and between two regimes: the values from there on are accepted')
})

t.test('an acknowledgement before the last reset is forgotten', async (t) => {
  const levels = [100, 200, 400]
  const runs = Array.from({ length: 60 }, (_, i): Run => ({
    jobId: `j${i}`,
    at: i,
    value: levels[Math.floor(i / 20)]! + (i % 5) - 2,
    acknowledged: i === 5 ? 1 : undefined,
    discarded: i === 5,
    resetMark: i === 20
  }))
  t.strictSame(assess(runs, 59)!.regimes.map(({ active }) => active), [true, false])
})
