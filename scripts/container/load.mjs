#!/usr/bin/env node
// Asks a twin with the demo world for a bit of everything, eight at a time, and fails on the first answer that is none.
//   node scripts/container/load.mjs http://127.0.0.1:4010 COUNT
const [url, count] = process.argv.slice(2)
const sauce = { authorization: `Basic ${btoa('demo:any')}` }
const apple = { authorization: 'Bearer any' }
const jobs = await (await fetch(`${url}/rest/v1/demo/jobs?limit=20&full=true`, { headers: sauce })).json()
const paths = [
  ['/rest/v1/demo/jobs?limit=100&full=true', sauce],
  ['/v2/performance/metrics/?limit=50&metric_names=load,speedIndex', sauce],
  ['/v1/apps', apple],
  ...jobs.flatMap(({ id }) => ['performance.json', 'log.json', 'network.har', 'trace.gz', 'selenium-server.log', 'video.mp4'].map((file) =>
    [`/rest/v1/demo/jobs/${id}/assets/${file}`, sauce]))
]
let next = 0
let bytes = 0
async function asker () {
  while (next < Number(count)) {
    const [path, headers] = paths[next++ % paths.length]
    const reply = await fetch(url + path, { headers })
    bytes += (await reply.arrayBuffer()).byteLength
    // Not every job has every file.
    if (!reply.ok && reply.status !== 404) throw new Error(`${path} answered ${reply.status}`)
  }
}
const began = performance.now()
await Promise.all(Array.from({ length: 8 }, asker))
console.log(`${count} requests, ${Math.round(bytes / 1e6)} MB in ${((performance.now() - began) / 1000).toFixed(1)} s`)
