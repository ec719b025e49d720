// node examples/release-gate.mjs
// A release gate as somebody might have it, and the three lines that show it failing when it must.
import assert from 'node:assert/strict'
import { createTwin } from 'perftwin'

/** Whether a run's metrics are within what Sauce Labs makes of the runs before it. */
async function gate ({ SAUCE_API_ENDPOINT, SAUCE_USERNAME, SAUCE_ACCESS_KEY }, job, metrics) {
  const url = `${SAUCE_API_ENDPOINT.replace(/\/+$/, '')}/v2/performance/metrics/${job}/assert/?order_index=0&metric_names=${metrics}`
  const authorization = `Basic ${btoa(`${SAUCE_USERNAME}:${SAUCE_ACCESS_KEY}`)}`
  const reply = await fetch(url, { headers: { authorization } })
  if (!reply.ok) throw new Error(`Sauce Labs answered ${reply.status}`)
  const faults = Object.entries(await reply.json()).filter(([, { outlier }]) => outlier.status)
  for (const [metric, { real_value: value, upper_boundary: most }] of faults) console.log(`${metric} is ${value}, at most ${Math.round(most)} is usual`)
  return faults.length === 0
}

const twin = await createTwin({ world: 'empty', seed: 1, now: '2026-04-15T12:00:00Z' })
const { jobs } = await twin.createSeries({
  name: 'gate',
  page: 'https://shop.example.com/',
  runs: 30,
  every: 'P1D',
  metrics: { largestContentfulPaint: { level: 1200, noise: 0.03 } },
  regression: { from: 26, metric: 'largestContentfulPaint', by: '+80 %' }
})
assert.equal(await gate(twin.env, jobs[25], 'largestContentfulPaint'), true)
assert.equal(await gate(twin.env, jobs[26], 'largestContentfulPaint'), false)
await twin.close()
