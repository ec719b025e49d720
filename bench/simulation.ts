/**
 * How long a page load takes to simulate: the fastest of several batches, for a typical page of 60 requests, and for the
 * documents' pinned sample. `node --import=@tapjs/typescript/import bench/simulation.ts`, in the repository's root.
 */
import { readFileSync } from 'node:fs'
import { monotonicNow } from '../src/kernel/clock.js'
import { simulateLoadMetrics } from '../src/lab/load/load-metrics.js'
import { metricData } from '../src/lab/metrics/metric-data.js'
import { simulatePageLoad, type PageLoadInput } from '../src/lab/load/page-load.js'
import type { Page } from '../src/lab/page/page.schema.js'
import { simulateSession } from '../src/lab/session/session.js'

const page: Page = {
  url: 'https://shop.example.com/',
  document: { size: 70_000, latency: 200 },
  resources: [
    { type: 'stylesheet', count: 3 }, { type: 'script', count: 1, loading: 'blocking' }, { type: 'script', count: 12 },
    { type: 'image', count: 24 }, { type: 'font', count: 3 }, { type: 'xhr', count: 4 }, { type: 'other', count: 2 }
  ],
  thirdParties: ['tags', 'ads', 'chat', 'consent', 'video'].map((name) => ({ host: `${name}.example.net` })),
  layout: [{ kind: 'header', share: 0.1 }, { kind: 'hero', share: 0.5 }, { kind: 'text', share: 0.3 }, { kind: 'image', share: 0.3, columns: 4 }]
}

const base: Omit<PageLoadInput, 'jobId'> = { seed: 1, orderIndex: 0, page, network: 'Good 3G', cpuRate: 4, device: 'Nexus 7', startedAt: 0 }
const pins = JSON.parse(readFileSync('fixtures/worlds/pins/paypal.json', 'utf8')) as NonNullable<PageLoadInput['pins']>

/** Batches are short, so that on a busy machine at least one runs undisturbed. */
const batches = 60

function fastest (name: string, rounds: number, work: (i: number) => void): void {
  for (let i = 0; i < 10 * rounds; i++) work(i)
  const times = Array.from({ length: batches }, (_, batch) => {
    const from = monotonicNow()
    for (let i = 0; i < rounds; i++) work(batch * rounds + i)
    return (monotonicNow() - from) / rounds
  }).sort((a, b) => a - b)
  console.log(`${name.padEnd(44)} ${times[0]!.toFixed(3)} ms  (median ${times[batches >> 1]!.toFixed(3)} ms)`)
}

const { requests, tasks } = simulatePageLoad({ ...base, jobId: 'x' })
console.log(`a page of ${requests.length} requests and ${tasks.length} tasks`)
fastest('page load', 40, (i) => { simulatePageLoad({ ...base, jobId: `j${i}` }) })
fastest('page load and its metric_data', 40, (i) => { metricData(simulatePageLoad({ ...base, jobId: `j${i}` })) })
fastest('metric_data of a page load without its timeline', 40, (i) => { simulateLoadMetrics({ ...base, jobId: `j${i}` }) })
fastest('page load of an unknown URL', 40, (i) => { simulatePageLoad({ ...base, page: { url: `https://u${i % 50}.example.com/` }, jobId: `j${i}` }) })
fastest('page load with the documents\' pins', 3, (i) => { simulatePageLoad({ ...base, page: { url: 'https://www.paypal.com/' }, jobId: `j${i}`, pins }) })
fastest('session of 40 commands', 40, (i) => {
  simulateSession({
    seed: 1, jobId: `j${i}`, startedAt: 0, durationMs: 60_000, commands: { all: 40, errors: 1 }, visits: [{ url: page.url, duration: 4000 }], screenshots: true, outcome: 'passed', errorText: null, framework: 'webdriver'
  })
})
