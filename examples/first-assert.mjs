// perftwin exec -- node examples/first-assert.mjs
// Thirty daily runs of a page that has become slower, and the assert that must notice. It fails, as it should.
import assert from 'node:assert/strict'

const { PERFTWIN_URL, SAUCE_API_ENDPOINT, SAUCE_USERNAME, SAUCE_ACCESS_KEY } = process.env

/** What the test is about: a page that is 80 % slower from its 27th run on. */
const history = {
  name: 'gate',
  page: 'https://shop.example.com/',
  runs: 30,
  every: 'P1D',
  metrics: { largestContentfulPaint: { level: 1200, noise: 0.03 } },
  regression: { from: 26, metric: 'largestContentfulPaint', by: '+80 %' }
}
const made = await fetch(`${PERFTWIN_URL}/_perftwin/series`, { method: 'POST', body: JSON.stringify(history) })
const { jobs } = await made.json()

// What a release gate asks Sauce Labs about the run of a release.
const question = `v2/performance/metrics/${jobs[26]}/assert/?order_index=0&metric_names=largestContentfulPaint`
const authorization = `Basic ${btoa(`${SAUCE_USERNAME}:${SAUCE_ACCESS_KEY}`)}`
const asked = await fetch(SAUCE_API_ENDPOINT + question, { headers: { authorization } })
const { largestContentfulPaint: { outlier, real_value: value, upper_boundary: most } } = await asked.json()
assert.ok(!outlier.status, `largestContentfulPaint is ${value} ms, and at most ${Math.round(most)} ms are usual`)
