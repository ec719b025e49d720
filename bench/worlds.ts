/**
 * What a world costs: forking, resetting, saving and restoring the demo world, and the memory of many written forks of a
 * large one. `npm run bench:worlds`; exit code 1 when a target is missed.
 */
import { median, report, type Row } from './measure.js'
import { openTwin } from '../src/twin.js'
import type { World } from '../src/worlds/world.js'

/** Median of `rounds` times of one call, ms. */
function time (rounds: number, task: (i: number) => void): number {
  for (let i = 0; i < 20; i++) task(-1 - i)
  return median(Array.from({ length: rounds }, (_, i) => {
    const from = performance.now()
    task(i)
    return performance.now() - from
  }))
}

/** Renames a few jobs, as a test does. */
function write (world: World, count = 5): void {
  let left = count
  const jobs = []
  for (const job of world.facts.jobs.values()) {
    if (left-- === 0) break
    jobs.push(job)
  }
  for (const job of jobs) world.facts.jobs.put({ ...job, name: `renamed ${Math.random()}` })
}

const milliseconds = (what: string, value: number, most: number): Row =>
  ({ what, value: `${value.toFixed(3)} ms`, target: `at most ${most} ms`, met: value <= most })

async function demo (): Promise<Row[]> {
  const { worlds } = await openTwin({ world: 'demo' })
  const world = worlds.get('w')
  let made = 0
  const forked = time(300, () => { write(worlds.create(`f${made++}`)) })
  worlds.clear()
  const one = worlds.get('w')
  const reset = time(300, () => {
    write(one)
    one.reset()
  })
  one.reset()
  write(one, 200)
  const saved = time(300, () => { one.snapshots.save('s') })
  const restored = time(300, () => { one.snapshots.restore('s') })
  return [
    milliseconds(`fork the demo world (${world.facts.jobs.size} jobs) and write to it`, forked, 5),
    milliseconds('write to it and reset it', reset, 5),
    milliseconds('save a snapshot of a world with 200 changes', saved, 5),
    milliseconds('restore it', restored, 5)
  ]
}

async function large (): Promise<Row[]> {
  const jobs = 100_000
  const { worlds } = await openTwin({
    world: {
      name: 'large',
      sauce: { teams: [{ name: 'T', users: [{ username: 'demo' }] }], suites: Array.from({ length: 20 }, (_, i) => ({ name: `suite ${i}`, owner: 'demo', runs: jobs / 20, every: 'PT10M', build: 'B {run}', runsPerBuild: 50 })) }
    }
  })
  const used = (): number => {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1024 ** 2
  }
  const before = used()
  const count = 200
  for (let i = 0; i < count; i++) write(worlds.create(`f${i}`), 5)
  const each = (used() - before) / count
  return [{ what: `memory of each of ${count} written forks of ${jobs} jobs`, value: `${each.toFixed(2)} MB`, target: 'at most 2.5 MB', met: globalThis.gc === undefined || each <= 2.5 }]
}

if (!report('Worlds', [...await demo(), ...await large()])) process.exitCode = 1
