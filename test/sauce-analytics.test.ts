import t from 'tap'
import { basic, twin } from './helper.js'

const at = (hours: number): string => `2026-04-14T${String(hours).padStart(2, '0')}:00:00Z`
const world = {
  name: 'analytics',
  sauce: {
    teams: [
      {
        name: 'Web',
        users: [
          { username: 'demo', accessKey: 'key-demo', role: 'organization admin' },
          { username: 'ann', accessKey: 'key-ann' }
        ]
      },
      { name: 'Mobile', users: [{ username: 'bob', accessKey: 'key-bob' }] }
    ],
    jobs: [
      { owner: 'demo', name: 'checkout', build: 'b1', created: at(1), queuedFor: 'PT10S', runningFor: 'PT30S', outcome: 'passed' },
      { owner: 'demo', name: 'checkout', build: 'b1', created: at(2), runningFor: 'PT90S', outcome: 'failed' },
      { owner: 'demo', name: 'checkout', created: at(3), runningFor: 'PT60S', outcome: 'error', error: 'it broke' },
      { owner: 'ann', name: 'search', build: 'b2', created: at(4), runningFor: 'PT1H', platform: { os: 'Linux', browserName: 'firefox' } },
      { owner: 'ann', name: 'search', build: 'b2', created: '2026-04-14T04:30:00Z', runningFor: 'PT1H', platform: { os: 'macOS 13' } },
      { owner: 'bob', name: 'other', created: at(5), visibility: 'private' },
      { owner: 'bob', name: 'runs', created: '-PT1M', runningFor: 'PT10M' }
    ]
  }
} as never

const { get } = await twin(t, { world })
const day = 'start=2026-04-14T00:00:00Z&end=2026-04-15T00:00:00Z'
const names = (items: Array<{ name: string }>): string[] => items.map(({ name }) => name)

t.test('runs are listed with their times, status and what they ran on', async (t) => {
  const { status, body } = await get(`/v1/analytics/tests?${day}`)
  t.equal(status, 200)
  t.strictSame([body.meta, body.has_more, body.items.length], [{ status: 200 }, false, 3])
  const [first, , third] = body.items
  t.match(first, {
    owner: 'demo',
    ancestor: 'demo',
    name: 'checkout',
    build: 'b1',
    creation_time: '2026-04-14T01:00:00Z',
    start_time: '2026-04-14T01:00:10Z',
    end_time: '2026-04-14T01:00:40Z',
    duration: 30,
    status: 'passed',
    error: '',
    os: 'Windows',
    os_normalized: 'Windows 10',
    browser: 'Chrome',
    browser_normalized: 'Chrome 142.0',
    details_url: `http://localhost:4010/rest/v1.1/jobs/${first.id}`
  })
  t.match(third, { status: 'errored', error: 'it broke', build: '' })
  t.equal((await get(new URL(first.details_url).pathname)).body.id, first.id)
  t.strictSame((await get(`/rest/v1/analytics/tests?${day}`)).body, body, 'by the old path too')
})

t.test('runs are filtered and paged', async (t) => {
  const count = async (query: string): Promise<number> => (await get(`/v1/analytics/tests?${day}&${query}`)).body.items.length
  t.equal(await count('scope=organization'), 6)
  t.equal(await count('scope=single&owner=ann,bob'), 3)
  t.equal(await count('owner=ann&owner=bob'), 3)
  t.equal(await count('scope=me&owner=ann'), 3)
  t.equal(await count('status=failed'), 1)
  t.equal(await count('build=b1'), 2)
  t.equal(await count('missing_build'), 1)
  t.equal(await count('error=it%20broke'), 1)
  t.equal(await count('scope=organization&query=search'), 2)
  t.equal(await count('scope=organization&os=linux'), 1)
  t.equal(await count('scope=organization&os=macOS&browser=chrome'), 1)
  const page = (await get(`/v1/analytics/tests?${day}&scope=organization&from=1&size=2&desc=true`)).body
  t.strictSame([names(page.items), page.has_more], [['search', 'search'], true])
  t.equal((await get('/v1/analytics/tests?time_range=33h')).body.items.length, 1)
  t.equal((await get('/v1/analytics/tests?start=1776124800&end=1776211200')).body.items.length, 3)
})

t.test('a test\'s runs are summed up', async (t) => {
  const { aggs } = (await get(`/v1/analytics/insights/test-metrics?${day}&query=checkout`)).body
  t.match(aggs, { count: 3, statuses: { passed: 1, failed: 1, errored: 1 }, fastestRun: { duration: 30 }, slowestRun: { duration: 90 } })
  t.equal(aggs.totalRunTime, 60)
  t.equal(aggs.totalQueueTime, 10 / 3)
  t.match((await get(`/v1/analytics/insights/test-metrics?${day}&query=none`)).body.aggs, { count: 0, fastestRun: null, slowestRun: null })
})

t.test('trends: by time, by build, by error, and how many ran at once', async (t) => {
  const query = `${day}&scope=organization`
  const { buckets, metrics } = (await get(`/v1/analytics/trends/tests?${query}&interval=1h`)).body
  t.equal(buckets.length, 25)
  t.equal(buckets.reduce((sum: number, { count }: { count: number }) => sum + count, 0), 6)
  t.match(buckets[4], { timestamp: '2026-04-14T04:00:00.000Z', count: 2, aggs: { owner: [{ name: 'ann', count: 2 }] } })
  t.match(metrics, { os: { 'Windows 10': 4, Linux: 1, 'macOS 13': 1 }, owner: { demo: 3, ann: 2, bob: 1 }, status: { complete: 3 } })

  const { builds, tests_missing_build: without } = (await get(`/v1/analytics/trends/builds_tests?${query}`)).body
  t.strictSame(names(builds.items), ['b2', 'b1'])
  t.match(builds.items[1], {
    tests_count: 2,
    duration: 120,
    end_time: '2026-04-14T02:01:30Z',
    has_more: false,
    aggs: { status: [{ count: 1 }, { count: 1 }] }
  })
  t.equal(without.items.length, 2)

  const errors = (await get(`/v1/analytics/trends/errors?${query}`)).body.buckets
  t.match(errors, [{ name: 'it broke', count: 1, items: [{ status: 'errored' }], has_more: false }])

  const peaks = (await get(`/rest/v1/analytics/insights/concurrency?${query}&interval=1h`)).body.buckets
  t.strictSame([peaks[0].count, peaks[1].count, peaks[4].count], [0, 1, 2])
})

t.test('what makes no sense is refused', async (t) => {
  for (const [query, message] of [
    ['', /start and end parameters are required\./],
    ['start=2026-04-14T00:00:00Z', /start and end parameters are required\./],
    ['start=yesterday&end=today', /is no time/],
    ['start=2026-04-15T00:00:00Z&end=2026-04-14T00:00:00Z', /start must not be after end/],
    [`${day}&scope=single`, /owner parameter is required/],
    ['time_range=1y', /time_range/]
  ] as const) {
    t.match(await get(`/v1/analytics/tests?${query}`), { status: 400, body: { errors: message } }, query)
  }
  t.match(await get(`/v1/analytics/tests?${day}&owner=nobody`), { status: 404, body: { errors: 'Not Found' } })
  t.match(await get(`/v1/analytics/trends/tests?${day}&interval=1s`), { status: 400, body: { errors: /more than 1000 buckets/ } })
  t.equal((await get('/v1/analytics/trends/tests?time_range=99999d&interval=99999d')).status, 200)
  t.match(await get(`/v1/analytics/trends/tests?${day}&interval=0s`), { status: 400 })
})

t.test('strict: nobody sees more runs than jobs', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const seen = async (name: string, scope: string): Promise<number> =>
    (await server.get(`/v1/analytics/tests?${day}&${scope}`, { authorization: basic(name, `key-${name}`) })).body.items.length
  t.equal(await seen('demo', 'scope=organization'), 6)
  t.equal(await seen('ann', 'scope=organization'), 5)
  t.equal(await seen('bob', 'scope=organization'), 1)
})
