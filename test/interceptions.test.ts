/** What a client has made of requests changes the page load, and nothing else of it. */
import t from 'tap'
import { simulateLoadMetrics } from '../src/lab/load/load-metrics.js'
import { simulatePageLoad, type PageLoadInput } from '../src/lab/load/page-load.js'
import { metricData } from '../src/lab/metrics/metric-data.js'
import { interceptErrors, netError } from '../src/lab/page/interception.js'

const input: PageLoadInput = { seed: 3, jobId: 'a', orderIndex: 0, page: { url: 'https://shop.example.com/' }, startedAt: 0 }
const usual = simulatePageLoad(input)
const script = usual.requests.find(({ type, transferSize }) => type === 'Script' && transferSize > 50_000)!
const images = usual.requests.filter(({ type }) => type === 'Image')

t.test('requests fail as it says, and the page is there without them', async (t) => {
  const url = `*${new URL(images[0]!.url).pathname}`
  const { requests, error } = simulatePageLoad({ ...input, interceptions: [{ url, error: 'ConnectionRefused' }] })
  t.equal(error, null)
  const struck = requests.filter(({ failed }) => failed)
  t.strictSame(struck.map(({ url, errorText, transferSize }) => [url, errorText, transferSize]), [
    [images[0]!.url, 'net::ERR_CONNECTION_REFUSED', 0]
  ])
  t.equal(requests.length, usual.requests.length)
})

t.test('an answer of its own has its status, type and size', async (t) => {
  const response = { status: 418, mimeType: 'text/plain', size: 12 }
  const { requests } = simulatePageLoad({ ...input, interceptions: [{ url: script.url, response }] })
  const answered = requests.find(({ url }) => url === script.url)!
  t.match(answered, { status: 418, mimeType: 'text/plain', resourceSize: 12, encoding: null, failed: false, statusText: /Teapot/ })
  t.ok(answered.transferSize < script.transferSize)
})

t.test('lighter scripts make a lighter page', async (t) => {
  const lighter = metricData(simulatePageLoad({ ...input, interceptions: [{ url: '**.js', response: { size: 100 } }] }))
  const heavy = metricData(usual)
  t.ok(lighter.script_size! < heavy.script_size! / 2)
  t.ok(lighter.totalTaskTime! < heavy.totalTaskTime!)
})

t.test('a redirected request goes there, the last interception that is meant holds', async (t) => {
  const redirect = 'https://elsewhere.example.net/light.js'
  const { requests } = simulatePageLoad({
    ...input, interceptions: [{ url: '*', error: 'Failed' }, { url: '*' }, { url: script.url, redirect }]
  })
  t.notOk(requests.some(({ url }) => url === script.url))
  t.match(requests.find(({ url }) => url === redirect), { origin: 'https://elsewhere.example.net', failed: false })
})

t.test('a page whose document is intercepted is the browser\'s own', async (t) => {
  for (const error of interceptErrors) {
    const failed = simulatePageLoad({ ...input, interceptions: [{ url: 'https://shop.example.com/', error }] })
    t.equal(failed.error, 'FAILED_DOCUMENT_REQUEST')
    t.match(failed.requests, [{ errorText: netError(error), failed: true }])
  }
  t.equal(netError('NameNotResolved'), 'net::ERR_NAME_NOT_RESOLVED')
})

t.test('numbers and timeline agree, and what is not meant is untouched', async (t) => {
  for (const interceptions of [
    [{ url: '*.png', error: 'Aborted' as const }], [{ url: '*', response: { size: 10 } }],
    [{ url: 'https://shop.example.com/', error: 'Failed' as const }]
  ]) {
    const given = { ...input, interceptions }
    t.strictSame(simulateLoadMetrics(given).metrics, metricData(simulatePageLoad(given)))
  }
  t.strictSame(simulatePageLoad({ ...input, interceptions: [{ url: 'https://other.example/', error: 'Failed' }] }), usual)
})
