import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { entryLine } from '../src/cli/journal-line.js'
import { glob } from '../src/kernel/glob.js'
import { Journal } from '../src/traffic/journal/journal.js'
import { beside } from './contract-helper.js'
import { basic, listeningTwin, testNow, twin } from './helper.js'
import { holds } from './properties.js'

const require = createRequire(import.meta.url)
const at = `${testNow.slice(0, -1)}.000Z`

const seqsOf = ({ body }: { body: { entries: Array<{ seq: number }> } }): number[] => body.entries.map(({ seq }) => seq)

t.test('requests are recorded, the control plane\'s are not', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'a' })
  await get('/rest/v1/demo/jobs?limit=1&auth=secret', beside)
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'b', tags: ['x'] }, { cookie: 'session=1' })
  await get('/v1/apps', { authorization: 'Bearer e.y.J' })
  await get('/nowhere')
  await send('PUT', `/rest/v1/demo/jobs/${id}`, '{"name":')
  const { body } = await get('/_perftwin/journal')
  t.match(body, { total: 5, evicted: 0, matched: 5 })
  t.match(body.entries, [
    {
      seq: 1,
      at,
      world: 'default',
      vendor: 'sauce',
      operation: 'listJobs',
      method: 'GET',
      path: '/rest/v1/demo/jobs',
      query: { limit: '1', auth: '[REDACTED]' },
      headers: { authorization: 'Basic [REDACTED]' },
      body: null,
      status: 200
    },
    { operation: 'updateJob', body: { name: 'b', tags: ['x'] }, headers: { cookie: '[REDACTED]' }, responseType: 'application/json' },
    { vendor: 'app-store-connect', operation: 'apps_getCollection', headers: { authorization: 'Bearer [REDACTED]' } },
    { vendor: 'sauce', operation: null, path: '/nowhere', status: 404 },
    { operation: 'updateJob', body: '{"name":', status: 400 }
  ])
  t.equal(body.entries[0].responseSize, (await get('/rest/v1/demo/jobs?limit=1')).text.length)
  const secrets = /secret|session=1|e\.y\.J|Basic ZG/
  for (const path of ['/_perftwin/journal', '/_perftwin/journal.har']) t.notMatch((await get(path)).text, secrets, path)
})

t.test('requests are found by what they are', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  for (const name of ['a', 'b', 'c']) {
    await send('PUT', `/rest/v1/demo/jobs/${id}`, { name, tags: [name], 'custom-data': { deep: { n: 1, more: true } } })
  }
  await get(`/rest/v1/demo/jobs/${id}`)
  await get(`/rest/v1/demo/jobs/${'0'.repeat(32)}/`)
  const seqs = async (query: string): Promise<number[]> => seqsOf(await get(`/_perftwin/journal?${query}`))
  t.strictSame(await seqs('operation=updateJob'), [1, 2, 3])
  t.strictSame(await seqs('method=get'), [4, 5])
  t.strictSame(await seqs('status=404'), [5])
  t.strictSame(await seqs('status=2xx&since=2'), [3, 4])
  t.strictSame(await seqs('since=1&limit=2'), [2, 3])
  t.strictSame(await seqs('limit=2'), [4, 5])
  t.strictSame(await seqs('path=/rest/v1/*/jobs'), [])
  t.strictSame(await seqs(`path=/rest/**/${'0'.repeat(32)}`), [5], 'closing slashes do not count')
  t.strictSame(await seqs('vendor=app-store-connect'), [])
  const find = async (match: object): Promise<number[]> => seqsOf(await send('POST', '/_perftwin/journal/find', { match }))
  t.strictSame(await find({ body: { name: 'b' } }), [2])
  t.strictSame(await find({ body: { 'custom-data': { deep: { n: 1 } } } }), [1, 2, 3])
  t.strictSame(await find({ body: { tags: [] } }), [])
  t.strictSame(await find({ headers: { Authorization: 'Basic *' }, method: 'PUT', body: { tags: ['c'] } }), [3])
  t.equal((await send('POST', '/_perftwin/journal/find', { match: { operations: 'x' } })).status, 400)
})

t.test('in brief, requests are told without headers and bodies', async (t) => {
  const { get, send } = await twin(t)
  await send('PUT', '/rest/v1/demo/jobs/none', { name: 'b' })
  const { body: { entries: [whole] } } = await get('/_perftwin/journal')
  t.match(whole, { body: { name: 'b' }, responseBody: Object, headers: { 'content-type': 'application/json' } })
  const leftOut = { headers: {}, body: null, responseHeaders: null, responseBody: null }
  const { body: { entries: [brief] } } = await get('/_perftwin/journal?brief=true&operation=updateJob')
  t.strictSame(brief, { ...whole, ...leftOut }, 'all else is the same')
  const { body: found } = await send('POST', '/_perftwin/journal/find', { match: { body: { name: 'b' } }, brief: true })
  t.strictSame(found.entries, [brief], 'what is left out can be asked for')
})

t.test('verification counts, explains and knows order', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  await get(`/rest/v1/demo/jobs/${id}`)
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'release 7', public: 'team' })
  await get(`/rest/v1/demo/jobs/${id}`)
  const verify = async (body: object) => await send('POST', '/_perftwin/verify', body)
  const getJob = { operation: 'getJob' }
  const updateJob = { operation: 'updateJob' }
  t.match(await verify({ match: getJob, exactly: 2 }), { status: 200, body: { verified: true, count: 2, matches: [1, 3] } })
  t.match(await verify({ match: getJob, atLeast: 1, atMost: 2 }), { status: 200 })
  const never = await verify({ match: { operation: 'deleteJob' }, never: true })
  t.match(never, { status: 200, body: { count: 0, message: 'seen as expected: never' } })
  const tooMany = { verified: false, undecidable: false, message: 'expected at most once, seen 2 times' }
  t.match(await verify({ match: getJob, atMost: 1 }), { status: 409, body: tooMany })

  const missed = await verify({ match: { ...updateJob, body: { name: 'release 8', public: 'team' } } })
  const differences = [{ field: 'body.name', expected: 'release 8', actual: 'release 7' }]
  t.match(missed, { status: 409, body: { count: 0, nearMisses: [{ seq: 2, differences }] } })
  t.equal(missed.body.nearMisses[0].differences.length, 1)
  const other = '/rest/v1/demo/jobs/other'
  const { body: { nearMisses: [nearest] } } = await verify({ match: { method: 'GET', path: other } })
  t.match(nearest, { seq: 3, differences: [{ field: 'path', expected: other, actual: `/rest/v1/demo/jobs/${id}` }] })

  t.match(await verify({ inOrder: [getJob, updateJob, getJob] }), { status: 200, body: { matches: [1, 2, 3] } })
  const outOfOrder = { undecidable: false, message: 'after #2 no request matches number 2 of the sequence' }
  t.match(await verify({ inOrder: [updateJob, updateJob] }), { status: 409, body: outOfOrder })
  for (const wrong of [
    { exactly: 1, atLeast: 1 }, { inOrder: [{}], exactly: 1 }, { atLeast: 2, atMost: 1 }, { inOrder: [] }, { exactly: -1 }
  ]) t.equal((await verify(wrong)).status, 400, JSON.stringify(wrong))
})

t.test('what was evicted is never taken for what was not', async (t) => {
  const { get, send } = await twin(t)
  const limited = await send('PUT', '/_perftwin/journal/limits', { entries: 3 })
  t.match(limited, { status: 200, body: { limits: { entries: 3, bytes: 16777216 } } })
  await get('/rest/v1/demo/jobs?first=1', beside)
  for (let i = 0; i < 5; i++) await get('/rest/v1/users/demo')
  t.match((await get('/_perftwin/journal/counts')).body, { total: 6, held: 3, evicted: 3, inFlight: 0, statuses: { 200: 6 } })
  const verify = async (body: object): Promise<any> => (await send('POST', '/_perftwin/verify', body)).body
  const exactly = await verify({ match: { operation: 'listJobs' }, exactly: 1 })
  t.match(exactly, { verified: true, count: 1 }, 'operations are counted exactly')
  t.match(await verify({ match: { operation: 'listJobs', status: 404 }, never: true }), { verified: true, count: 0 })
  const firstOne = { query: { first: '1' } }
  const unknown = await send('POST', '/_perftwin/verify', { match: { operation: 'listJobs', ...firstOne } })
  t.equal(unknown.status, 409)
  t.match(unknown.body, { verified: false, undecidable: true, count: null, between: [0, 1], message: /undecidable/ })
  t.match(await verify({ match: { path: '/rest/v1/demo/jobs' }, never: true }), { verified: false, undecidable: true, count: null })
  const neverDeleted = await verify({ match: { operation: 'deleteJob', path: '/x' }, never: true })
  t.match(neverDeleted, { verified: true, count: 0 }, 'none of that operation was evicted')
  t.match(await verify({ match: { method: 'GET' }, atLeast: 3 }), { verified: true, count: null, between: [3, 6] })
  const user = { path: '/rest/v1/users/demo' }
  t.match(await verify({ inOrder: [firstOne, user] }), { undecidable: true })
  t.match(await verify({ inOrder: [{ operation: 'deleteJob' }, user] }), { undecidable: false, verified: false })
})

t.test('after eviction the answer holds the truth between its bounds, and 0 is said only where it is true', async (t) => {
  const { countOf } = await import('../src/traffic/journal/counting.js')
  const { verify } = await import('../src/traffic/journal/verify.js')
  const { matcherOf } = await import('../src/traffic/match.js')
  const operations = ['a', 'b', 'c'].map((name) => ({ vendor: 'sauce', name }))
  const requests = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom(200, 404, 503)), { maxLength: 40 })
  const matches = fc.record({
    operation: fc.constantFrom('a', 'b', 'c', 'd'),
    path: fc.constantFrom('/0', '/1', '/9', '/*'),
    status: fc.constantFrom<(number | string)[]>(200, 404, '4xx')
  }, { requiredKeys: [] })
  holds(fc.property(requests, fc.integer({ min: 1, max: 20 }), matches, fc.nat(6), (requests, entries, match, expected) => {
    const whole = new Journal({ entries: 1000, bytes: 1e9 })
    const small = new Journal({ entries, bytes: 1e9 })
    for (const journal of [whole, small]) {
      for (const [operation, path, status] of requests) {
        journal.answered(journal.open(0, 'GET', `/${path}`, operations[operation]!, []), status, 0, null)
      }
    }
    const truth = countOf(whole, matcherOf(match)).min
    const { min, max } = countOf(small, matcherOf(match))
    if (truth < min || truth > max) throw new Error(`${truth} is not within ${min}…${max}`)
    for (const expectation of [{ exactly: expected }, { atLeast: expected }, { atMost: expected }, { never: true }]) {
      const told = verify(small, match, expectation)
      if (told.count === 0 && truth !== 0) throw new Error('said 0')
      if (told.undecidable) continue
      if (told.verified !== verify(whole, match, expectation).verified) throw new Error(`decided wrongly: ${told.message}`)
    }
  }), { numRuns: 500 })
  t.pass()
})

t.test('100,000 requests stay within the limits, and are counted exactly', async (t) => {
  const journal = new Journal()
  const operation = { vendor: 'sauce', name: 'updateJob' }
  let most = 0
  for (let i = 0; i < 100_000; i++) {
    const entry = journal.open(i, 'PUT', `/rest/v1/demo/jobs/${i}`, operation, ['Host', 'localhost', 'X-Long', 'x'.repeat(i % 700)])
    if (i % 3 === 0) journal.keepBody(entry, 'b'.repeat(i % 5000), 2 * (i % 5000))
    journal.answered(entry, i % 10 === 0 ? 503 : 200, 10, 'application/json')
    most = Math.max(most, journal.bytes)
  }
  t.ok(most <= 16 * 1024 * 1024, `${most} bytes`)
  t.ok(journal.held <= 10_000 && journal.held > 1000)
  t.equal(journal.total, 100_000)
  const [tally] = [...journal.counts.tallies.values()]
  t.strictSame(Object.fromEntries(tally!.statuses), { 503: 10_000, 200: 90_000 })
  t.equal(tally!.evicted + journal.held, 100_000)
  const entries = journal.entries()
  const { writtenPath, headerPairs } = entries.at(-1)!
  t.equal(writtenPath, '/rest/v1/demo/jobs/99999')
  t.strictSame(headerPairs, [['Host', 'localhost'], ['X-Long', 'x'.repeat(99_999 % 700)]])
  t.ok(entries.every((entry) => entry.writtenPath.endsWith(`/${entry.seq - 1}`)), 'each entry has its own text')
  const withBody = entries.find(({ seq }) => (seq - 1) % 3 === 0)!
  t.equal(withBody.body, 'b'.repeat((withBody.seq - 1) % 5000))
})

t.test('waiting ends with the request waited for, the time-out, or the reset', async (t) => {
  const { get, send } = await twin(t)
  const wait = async (body: object) => await send('POST', '/_perftwin/journal/wait', body)
  const waiting = wait({ match: { operation: 'listJobs' }, count: 2, timeout: 'PT20S' })
  await pause(20)
  await get('/rest/v1/demo/jobs')
  await get('/rest/v1/users/demo')
  await get('/rest/v1/demo/jobs')
  t.match(await waiting, { status: 200, body: { reached: true, count: 2 } })
  t.match(await wait({ count: 3 }), { status: 200, body: { count: 3 } }, 'what is there already counts')
  const late = await wait({ match: { operation: 'listJobs', status: 503 }, timeout: 'PT0.05S' })
  const differences = [{ field: 'status', actual: 200 }]
  t.match(late, { status: 409, body: { reached: false, count: 0, nearMisses: [{ differences }] } })
  const forlorn = wait({ match: { operation: 'deleteJob' }, timeout: 'PT20S' })
  await pause(20)
  await send('POST', '/_perftwin/reset')
  t.match(await forlorn, { status: 409, body: { reached: false, message: /cleared/ } })
  for (const timeout of ['PT6M', 'soon', '-PT1S']) t.equal((await wait({ timeout })).status, 400, timeout)
})

t.test('HAR 1.2', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'x' })
  await get('/rest/v1/demo/jobs?limit=1&limit=2')
  const { status, body } = await get('/_perftwin/journal.har')
  t.equal(status, 200)
  const schemas = require('har-schema') as Record<string, object>
  const ajv = addFormats.default(new Ajv({ strict: false, validateSchema: false }))
  const $schema = 'http://json-schema.org/draft-07/schema#'
  for (const schema of Object.values(schemas)) ajv.addSchema({ ...schema, $schema })
  const validate = ajv.getSchema('har.json#')!
  t.ok(validate(body), JSON.stringify(validate.errors))
  const update = {
    request: { method: 'PUT', postData: { mimeType: 'application/json', text: '{"name":"x"}' } },
    response: { status: 200, content: { mimeType: 'application/json' } }
  }
  const url = 'http://localhost:4010/rest/v1/demo/jobs?limit=1&limit=2'
  const list = { request: { url, queryString: [{ name: 'limit', value: '1' }, { name: 'limit', value: '2' }] } }
  t.match(body.log, { version: '1.2', entries: [update, list] })
})

t.test('worlds keep journals of their own; reset and clearing begin anew', async (t) => {
  const { get, send } = await twin(t)
  await get('/w/one/rest/v1/demo/jobs')
  t.equal((await get('/_perftwin/journal')).body.total, 0)
  t.match((await get('/w/one/_perftwin/journal')).body, { total: 1, entries: [{ world: 'one', path: '/rest/v1/demo/jobs' }] })
  t.match((await get('/w/one/_perftwin/journal.har')).body.log.entries[0].request, { url: 'http://localhost:4010/w/one/rest/v1/demo/jobs' })
  await send('PUT', '/w/one/_perftwin/journal/limits', { entries: 7 })
  t.equal((await send('DELETE', '/w/one/_perftwin/journal')).status, 204)
  t.match((await get('/w/one/_perftwin/journal/counts')).body, { total: 0, held: 0, bytes: 0, operations: [], limits: { entries: 7 } })
  await get('/w/one/rest/v1/demo/jobs')
  await send('POST', '/w/one/_perftwin/reset')
  t.match((await get('/w/one/_perftwin/journal/counts')).body, { total: 0, limits: { entries: 10_000 } })
  await get('/w/one/rest/v1/demo/jobs')
  t.equal((await get('/w/one/_perftwin/journal')).body.entries[0].seq, 1)
})

t.test('hostile requests do not break the journal', async (t) => {
  const { get, send, app } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  await send('PUT', `/rest/v1/demo/jobs/${id}`, `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'x'.repeat(200_000) })
  await send('PUT', `/rest/v1/demo/jobs/${id}`, '{"__proto__":{"a":1},"password":"hunter2"}')
  await get('/rest/v1/demo/jobs?__proto__=1&constructor=2', beside)
  await app.inject({ url: '/rest/v1/%zz', headers: { authorization: basic('demo') } })
  const { status, body, text } = await get('/_perftwin/journal')
  t.equal(status, 200)
  t.equal(body.total, 5)
  t.ok(text.length < 400_000, 'long bodies are cut, those of replies too')
  t.notMatch(text, /hunter2/)
  t.match(body.entries[4], { operation: null, path: '/rest/v1/%zz', status: 404 })
  t.equal((await get('/_perftwin/journal.har')).status, 200)
  t.equal((await send('POST', '/_perftwin/verify', { match: { body: { a: [[]] } } })).status, 409)
})

t.test('metrics for Prometheus come from the exact counts', async (t) => {
  const { get, send } = await twin(t)
  await get('/rest/v1/demo/jobs')
  await get('/rest/v1/demo/jobs')
  await get('/w/one/v1/apps', { authorization: 'Bearer any' })
  await send('POST', '/_perftwin/faults', { id: 'down', match: { operation: 'getBuildsV2' }, effect: { status: 503 } })
  await get('/v2/builds/vdc')
  const { status, headers, text } = await get('/_perftwin/metrics')
  t.equal(status, 200)
  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/)
  for (const line of [
    'perftwin_requests_total{world="default",vendor="sauce",operation="listJobs",status="200"} 2',
    'perftwin_requests_total{world="one",vendor="app-store-connect",operation="apps_getCollection",status="200"} 1',
    'perftwin_fault_fired_total{world="default",fault="down"} 1',
    'perftwin_journal_entries{world="default"} 3',
    'perftwin_requests_in_flight{world="default"} 0',
    'perftwin_worlds 2'
  ]) t.ok(text.split('\n').includes(line), line)
  t.match(text, /^process_resident_memory_bytes \d+$/m)
})

t.test('globs: one star within a segment, two across, and no pattern is slow', async (t) => {
  const cases: Array<[pattern: string, text: string, fits: boolean]> = [
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/b/c', false],
    ['/a/**/c', '/a/b/b/c', true],
    ['/a/*', '/a/', true],
    ['/a*', '/abc', true],
    ['*', '/a', false],
    ['**', '/a/b', true],
    ['/a', '/a', true],
    ['/a', '/ab', false],
    ['*.json', 'x.json', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aX/bc', false],
    ['/*/*', '/a/b', true],
    ['', '', true]
  ]
  for (const [pattern, text, fits] of cases) t.equal(glob(pattern)(text), fits, `${pattern} ${text}`)
  const stars: Record<string, string> = { '**': '[^]*', '*': '[^/]*' }
  const escaped = (part: string): string => stars[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const patterns = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '.'), { maxLength: 8 })
  const texts = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 10 })
  holds(fc.property(patterns, texts, (parts, letters) => {
    const pattern = parts.join('').replace(/\*{3,}/g, '**')
    const expected = new RegExp(`^${pattern.split(/(\*{1,2})/).map(escaped).join('')}$`).test(letters.join(''))
    return glob(pattern)(letters.join('')) === expected
  }), { numRuns: 2000 })
  t.equal(glob('*a'.repeat(200))('a'.repeat(5000) + 'b'), false)
  // Patterns of several machine words, against a table of which beginning of one fits which beginning of the other.
  const long = fc.array(fc.constantFrom('a', 'a', 'a', 'b', '/', '*', '**'), { minLength: 20, maxLength: 150 })
  const longText = fc.array(fc.constantFrom('a', 'a', 'a', 'a', '/', 'b'), { maxLength: 200 })
  holds(fc.property(long, longText, fc.boolean(), (parts, letters, fitted) => {
    const pattern = parts.join('')
    // Random texts rarely fit: half of them are made of the pattern itself.
    const text = fitted ? pattern.replace(/\*+/g, (star) => star.length > 1 ? 'a/b' : 'aa') : letters.join('')
    return glob(pattern)(text) === fitsByTable(pattern, text)
  }), { numRuns: 500 })
})

/** The textbook way: whether the first i tokens fit the first j characters, for all i and j. */
function fitsByTable (pattern: string, text: string): boolean {
  let fits = [true, ...Array.from(text, () => false)]
  for (const token of pattern.match(/\*+|[^*]/g) ?? []) {
    const next: boolean[] = []
    for (let j = 0; j <= text.length; j++) {
      const letter = text[j - 1]
      if (!token.startsWith('*')) next.push(j > 0 && fits[j - 1]! && letter === token)
      else next.push(fits[j]! || (j > 0 && next[j - 1]! && (token.length > 1 || letter !== '/')))
    }
    fits = next
  }
  return fits[text.length]!
}

t.test('no pattern holds up a journal: two hundred stars over a thousand long paths', async (t) => {
  // In steps of the matcher, not by the clock: what grows with the square of either would not end within the test.
  const fits = glob('**a'.repeat(160))
  const path = `/${'a'.repeat(8000)}`
  let found = 0
  for (let i = 0; i < 1000; i++) if (fits(`${path}${i % 2 === 0 ? 'a' : 'ab'}`)) found++
  t.equal(found, 500)
})

t.test('an entry tells what was answered, how long that took, and why it was refused', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'a', created: '2026-04-15T10:00:00Z' })
  const answered = await get(`/rest/v1/demo/jobs/${id}`)
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { public: 'nobody' })
  await get('/rest/v1/demo/jobs/none')
  await get('/v1/apps?limit=0&sort=size', { authorization: 'Bearer any', 'accept-encoding': 'gzip' })
  await get(`/rest/v1/demo/jobs/${id}/assets/0000screenshot.png`)
  const { body: { entries } } = await get('/_perftwin/journal')
  const [job, update, unknown, apps, picture] = entries
  t.strictSame(job.responseBody, answered.body)
  t.equal(job.refused, null)
  for (const [name, value] of Object.entries(job.responseHeaders)) t.equal(String(answered.headers[name]), value, name)
  t.match(job.responseHeaders, { 'content-type': 'application/json', 'content-length': String(job.responseSize) })
  for (const { duration, path } of entries) t.ok(duration > 0 && duration < 60_000, `${path}: ${duration} ms`)
  t.match(update, { status: 400, refused: { parameter: 'public', reason: /public/ } })
  t.match(unknown, { status: 404, refused: { parameter: null, reason: 'job none not found' } }, 'more than the vendor says')
  t.match(apps, { status: 400, refused: { parameter: 'limit, sort' }, responseBody: { errors: [{}, {}] } })
  t.match(picture, { status: 200, responseType: 'image/png', responseBody: null }, 'what nobody can read is not kept')
})

t.test('time is real time, also where the world\'s clock stands still', async (t) => {
  const { get, send } = await twin(t)
  await send('POST', '/_perftwin/faults', { effect: { delay: 30 }, match: { operation: 'getUser' } })
  await get('/rest/v1/users/demo')
  const { body: { entries: [slow] } } = await get('/_perftwin/journal')
  t.equal(slow.at, at)
  t.ok(slow.duration >= 29, `${slow.duration} ms`)
  const { body: { log: { entries: [recorded] } } } = await get('/_perftwin/journal.har')
  t.match(recorded, { _worldTime: at, response: { headers: [{}, {}], content: { text: /"username":"demo"/ } } })
  t.ok(recorded.time >= 29 && recorded.timings.wait >= 29, JSON.stringify(recorded.timings))
  t.ok(Math.abs(Date.parse(recorded.startedDateTime) - Date.now()) < 60_000, 'the machine\'s time')
})

t.test('replies give way before the requests, and never show a secret', async (t) => {
  const { get, send } = await twin(t)
  await send('PUT', '/_perftwin/journal/limits', { replyBytes: 8192 })
  const shown = await get('/rest/v1/users/demo')
  t.match(shown.text, /access_key/)
  const { body: { entries: [user] } } = await get('/_perftwin/journal')
  t.equal(user.responseBody.access_key, '[REDACTED]')
  for (let i = 0; i < 40; i++) await get('/rest/v1/users/demo')
  const { body: { entries, evicted } } = await get('/_perftwin/journal')
  t.equal(evicted, 0)
  t.match(entries[0], { seq: 1, responseHeaders: null, responseBody: null, status: 200 })
  t.match(entries.at(-1).responseBody, { id: 'demo' })
  const { body: { replyBytes } } = await get('/_perftwin/journal/counts')
  t.ok(replyBytes <= 8192, `${replyBytes} bytes`)
})

t.test('a text that breaks off shows no secret either', async (t) => {
  const { redactText } = await import('../src/traffic/journal/redact.js')
  t.equal(redactText('{"a":1,"access_key": "x\\"y","b'), '{"a":1,"access_key": "[REDACTED]","b')
  t.equal(redactText('{"password":"half of i'), '{"password":"[REDACTED]"')
  t.equal(redactText('see https://a.example/x?auth=abc&b=1'), 'see https://a.example/x?auth=[REDACTED]&b=1')
})

t.test('a request as a command and as an expectation', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'it\'s', tags: ['x'] })
  await get('/v1/apps?filter[bundleId]=a.b&limit=2', { authorization: 'Bearer any' })
  const { status, body: update } = await get('/_perftwin/journal/1')
  t.equal(status, 200)
  t.equal(update.request.seq, 1)
  t.match(update.curl, new RegExp(`^curl -X PUT 'http://[^']+/rest/v1/demo/jobs/${id}' `))
  t.match(update.curl, /-u "\$SAUCE_USERNAME:\$SAUCE_ACCESS_KEY"/)
  t.match(update.curl, /--data-raw '\{"name":"it'\\''s","tags":\["x"\]\}'$/)
  const { body: apps } = await get('/_perftwin/journal/2')
  t.match(apps.curl, /-H "authorization: Bearer \$APP_STORE_CONNECT_TOKEN"/)
  t.strictSame(apps.expectation.match.query, { 'filter[bundleId]': 'a.b', limit: '2' })
  for (const { expectation } of [update, apps]) {
    const verdict = await send('POST', '/_perftwin/verify', { ...expectation, atLeast: undefined, exactly: 1 })
    t.equal(verdict.status, 200, JSON.stringify(verdict.body))
  }
  t.equal((await get('/_perftwin/journal/3')).status, 404)
  t.equal((await get('/_perftwin/journal/x')).status, 400)
})

t.test('secrets are shown nowhere, whatever they are called', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  const query = ['auth', 'client_secret', 'access-token', 'refresh_token', 'id_token', 'jwt', 'sig', 'api-key']
    .map((name) => `${name}=S3CRET`)
  const headers = Object.fromEntries(['x-access-token', 'x-amz-security-token', 'x-sauce-token', 'x-jwt-assertion', 'x-api-key', 'cookie']
    .map((name) => [name, 'S3CRET']))
  await get(`/rest/v1/demo/jobs?${query.join('&')}`, { ...beside, ...headers, referer: 'https://a.example/x?b=1&auth=S3CRET' })
  const data = { cookie: ['S3CRET'], client_secret: 'S3CRET', accessToken: 'S3CRET', key: 'shown' }
  const body = { name: 'https://u:S3CRET@h/', 'custom-data': data }
  await send('PUT', `/rest/v1/demo/jobs/${id}`, body)
  for (const path of ['/_perftwin/journal', '/_perftwin/journal.har', '/_perftwin/journal/1', '/_perftwin/journal/2']) {
    t.notMatch((await get(path)).text, /S3CRET/, path)
  }
  t.match((await get('/_perftwin/journal/2')).text, /shown/)
})

t.test('what faults do to an answer is what the journal shows', async (t) => {
  const { get, send } = await twin(t)
  const first = async (): Promise<any> => (await get('/_perftwin/journal?limit=1')).body.entries[0]
  await send('POST', '/_perftwin/faults', { id: 'a', effect: { without: ['id'] }, match: { operation: 'getUser' } })
  const { body, text } = await get('/rest/v1/users/demo')
  t.strictSame((await first()).responseBody, { ...body, access_key: '[REDACTED]' })
  t.equal((await first()).responseSize, text.length)
  t.notOk('id' in body)
  await send('DELETE', '/_perftwin/faults')
  await send('POST', '/_perftwin/faults', { effect: { body: 'malformed' } })
  const broken = await get('/rest/v1/users/demo')
  t.equal((await first()).responseBody, broken.text)
  t.equal((await first()).responseSize, broken.text.length)
})

t.test('an answer that is cut off has taken as long as it went on', async (t) => {
  const { url } = await listeningTwin(t)
  const control = async (path: string, body?: object): Promise<any> => await (await fetch(`${url}/_perftwin/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  })).json()
  const headers = { authorization: basic('demo') }
  await control('faults', { effect: { bytesPerSecond: 100 } })
  const signal = AbortSignal.timeout(150)
  await fetch(`${url}/rest/v1/users/demo`, { headers, signal }).then(async (reply) => await reply.text()).catch(() => {})
  let entry
  do [entry] = (await control('journal')).entries
  while (entry.duration === null)
  t.ok(entry.duration > 50 && entry.duration < 5000, `${entry.duration} ms`)
  t.type(entry.responseHeaders, Object)
  const { log: { entries: [recorded] } } = await control('journal.har')
  t.ok(recorded.time > 50, `${recorded.time} ms`)
})

t.test('what no request can be is refused, not verified', async (t) => {
  const { send } = await twin(t)
  for (const match of [
    { method: 'GTE' }, { path: 'rest/v1/demo/jobs' }, { path: '/rest/v1/demo/jobs?limit=1' }, { path: '/_perftwin/info' },
    { path: 'https://api.us-west-1.saucelabs.com/rest/v1/demo/jobs' }, { path: '/w/foo/rest/v1/demo/jobs' }
  ]) {
    t.match(await send('POST', '/_perftwin/verify', { match, never: true }), { status: 400, body: { message: /^match\.(method|path): / } })
    t.equal((await send('POST', '/_perftwin/faults', { match, effect: { status: 503 } })).status, 400, JSON.stringify(match))
  }
  for (const path of ['/rest/**', '**', '*/jobs']) {
    t.equal((await send('POST', '/_perftwin/verify', { match: { path }, never: true })).status, 200, path)
  }
})

t.test('no expectation asks for a secret', async (t) => {
  const { get, send } = await twin(t)
  await get('/rest/v1/demo/jobs?token=S3CRET&limit=1', beside)
  const { body: { expectation } } = await get('/_perftwin/journal/1')
  t.strictSame(expectation.match.query, { limit: '1' })
  t.equal((await send('POST', '/_perftwin/verify', expectation)).status, 200)
})

t.test('who says of itself that it sends a request is named in the journal', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'a' })
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: true }, { 'perftwin-actor': 'dashboard' })
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: true })
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: true }, { 'perftwin-actor': 'x'.repeat(500) })
  const { entries } = (await get('/_perftwin/journal')).body
  t.strictSame(entries.map(({ actor }: { actor: string | null }) => actor), ['dashboard', null, 'x'.repeat(100)])
  t.match((await get('/_perftwin/journal/1')).body.request, { actor: 'dashboard', operation: 'updateJob' })
  const byClients = { operation: 'updateJob', headers: { 'perftwin-actor': { present: false } } }
  t.match((await send('POST', '/_perftwin/verify', { match: byClients, exactly: 1 })).body, { verified: true })
  t.match(entryLine(entries[0], false), /^#1 .* by dashboard\n$/)
  t.notMatch(entryLine(entries[1], false), / by /)
})
