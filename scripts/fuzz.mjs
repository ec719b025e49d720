#!/usr/bin/env node
// Sends N generated requests to a twin and tells of every one that was a fault of ours, was refused in foreign words, or changed
// something while it was refused: node scripts/fuzz.mjs [N] [SEED] [FROM]. The suite sends the first ten thousand of one seed;
// request number FROM + i of a seed is always the same, so that a finding can be sent again.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const [count = 100_000, seed = 20_260_415, from = 0] = process.argv.slice(2).map(Number)
if (![count, seed, from].every((each) => Number.isSafeInteger(each) && each >= 0)) {
  console.error('usage: node scripts/fuzz.mjs [N] [SEED] [FROM], all of them integers from 0')
  process.exit(2)
}

const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('scripts/compile-tests.mjs', root))], { stdio: 'inherit' })
if (status !== 0) process.exit(1)
const compiled = (path) => import(new URL(`.test/${path}`, root).href)
const [{ openTwin }, { createApp }, { fuzz }] = await Promise.all(['src/twin.js', 'src/app.js', 'test/fuzz/run.js'].map(compiled))

/** Every so many requests it says how far it is. */
const step = 10_000
const found = []
const statuses = {}
const twin = await openTwin({ seed: 1, now: '2026-04-15T12:00:00Z', world: 'demo' })
const app = await createApp(twin, { strict: true })
await app.ready()
for (let sent = 0; sent < count; sent += step) {
  const result = await fuzz(app, twin, { seed, from: from + sent, count: Math.min(step, count - sent) })
  for (const fault of result.faults) console.log(fault)
  found.push(...result.faults)
  for (const [hundred, number] of Object.entries(result.statuses)) statuses[`${hundred}xx`] = (statuses[`${hundred}xx`] ?? 0) + number
  console.log(`${Math.min(count, sent + step)} sent: ${JSON.stringify(statuses)}, ${found.length} faults`)
}
await app.close()
process.exitCode = found.length === 0 ? 0 : 1
