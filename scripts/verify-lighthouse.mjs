// Arguments: the folder of the lighthouse package, a folder for its files, seeds. See verify-lighthouse.sh.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Deviations, differences } from './verify-lighthouse/deviations.mjs'
import { lighthouseJudge, told } from './verify-lighthouse/lighthouse.mjs'
import { loadsOf } from './verify-lighthouse/loads.mjs'
import { traceDifferences } from './verify-lighthouse/trace-engine.mjs'

const [lighthouse, folder, seeds = '1,2,3,4,5'] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: bash scripts/verify-lighthouse.sh [SEEDS]')
  process.exit(2)
}
const judged = lighthouseJudge(lighthouse, folder)

/** How far numbers may be off, by the end of their path: known and explained in docs/assets.md. Everything else is equal. */
const deviations = new Deviations({
  // The judge looks at a filmstrip in its fast mode, which skips frames that differ little.
  'speed-index.numericValue': 25,
  'speed-index.displayValue': 0.11,
  'speed-index.score': 0.011,
  'lighthouse.score': 0.011,
  speedIndex: 25,
  observedSpeedIndex: 25,
  speedIndexTs: 25_000,
  observedSpeedIndexTs: 26_000,
  // Whole microseconds against none.
  'estimated-input-latency.numericValue': 0.001,
  // Bits a second, of millions.
  'diagnostics.details.items.*.throughput': 1,
  'items.*.timestamp': 0.001
})

/** Decodes as a player would, and as a tool that keeps every frame would: neither may have anything to say. */
function videoSays (file) {
  const decode = (...output) => execFileSync('bash', ['-c', 'ffmpeg -v warning -xerror "$@" 2>&1', 'ffmpeg', '-i', file, ...output], { encoding: 'utf8' })
  return decode('-f', 'null', '-') + decode('-fps_mode', 'passthrough', '-f', 'rawvideo', '-y', '/dev/null')
}

let loads = 0
let videos = 0
for (const seed of seeds.split(',').map(Number)) {
  for await (const load of loadsOf(seed)) {
    loads++
    const report = JSON.parse(gunzipSync(await load.file('_lhr_*.json.gz')))
    deviations.add(load.name, differences(told(report), told(await judged(load, report)), 'lighthouse'))
    deviations.add(load.name, await traceDifferences(load))
    // One in four: a film says the same about most loads, and takes longest.
    if (loads % 4 !== 1) continue
    const film = join(folder, 'video.mp4')
    writeFileSync(film, await load.file('video.mp4'))
    videos++
    deviations.add(load.name, differences('', videoSays(film), 'ffmpeg'))
  }
}
console.log(`${loads} loads of seeds ${seeds}, ${videos} videos (of 25 and 40 minutes)`)
process.exitCode = deviations.report() ? 0 : 1
