import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import t from 'tap'
import type { FaultSpec } from '../src/traffic/faults/fault.schema.js'
import { FaultRules } from '../src/traffic/faults/faults.js'
import { bearer, keyPair, options, storeWorld } from './asc-helper.js'
import { basic, listeningTwin, twin, type TestTwin } from './helper.js'
import { holds } from './properties.js'

const frame = { epoch: 0, start: 0 }
const target = {
  operation: { vendor: 'sauce', name: 'updateJob' },
  method: 'PUT',
  path: '/rest/v1/demo/jobs/1',
  query: {},
  headers: {},
  body: undefined,
  status: null,
  faults: []
}
const effect = { status: 503 }
/** Which of n requests a rule strikes, and with which status. */
const fates = (spec: FaultSpec, n: number, seed = 1): Array<number | null> => {
  const rules = new FaultRules(seed)
  rules.add({ id: 'a', ...spec }, frame)
  return Array.from({ length: n }, () => rules.strike(target, 0)[0]?.effect.status ?? null)
}
const add = async ({ send }: Pick<TestTwin, 'send'>, spec: object): Promise<void> => {
  const { status, body } = await send('POST', '/_perftwin/faults', spec)
  if (status !== 201) throw new Error(body.message)
}
const statuses = async (n: number, ask: () => Promise<{ status: number }>): Promise<number[]> => {
  const all = []
  for (let i = 0; i < n; i++) all.push((await ask()).status)
  return all
}

t.test('a rule matches by query, header and body fields: values, patterns, there or not', async (t) => {
  const strikes = (match: NonNullable<FaultSpec['match']>, over: object): boolean => {
    const rules = new FaultRules(1)
    rules.add({ match, effect }, frame)
    const stage = match.fields === undefined && match.body === undefined ? 'arriving' : 'read'
    return rules.strike({ ...target, ...over }, 0, stage).length === 1
  }
  const query = { limit: '10', 'filter[name]': ['a', 'bc'], empty: '' }
  for (const [wanted, hit] of [
    [{ limit: '10' }, true], [{ limit: 10 }, true], [{ limit: '1' }, false], [{ limit: '1*' }, true], [{ 'filter[name]': 'b*' }, true],
    [{ limit: { present: true } }, true], [{ skip: { present: true } }, false], [{ skip: { present: false } }, true],
    [{ empty: { present: true } }, true], [{ limit: { present: false } }, false], [{ toString: { present: true } }, false],
    [{ limit: 10, skip: 1 }, false]
  ] as const) t.equal(strikes({ query: { ...wanted } }, { query }), hit, JSON.stringify(wanted))
  for (const [wanted, hit] of [
    [{ 'X-Retry': 2 }, true], [{ 'x-retry': '3' }, false], [{ 'X-Other': { present: false } }, true],
    [{ 'X-Retry': { present: false } }, false]
  ] as const) t.equal(strikes({ headers: { ...wanted } }, { headers: { 'x-retry': '2' } }), hit, JSON.stringify(wanted))
  const custom = { deep: [{ id: 1 }, { id: 2 }] }
  const body = { name: 'release 7', passed: true, n: 2, none: null, tags: ['x', 'smoke'], 'custom-data': custom }
  for (const [wanted, hit] of [
    [{ name: 'release *' }, true], [{ name: 'release 8' }, false], [{ passed: true }, true], [{ passed: false }, false],
    [{ passed: 'true' }, false],
    [{ n: 2 }, true], [{ n: '2' }, false], [{ none: null }, true], [{ n: null }, false], [{ none: { present: true } }, true],
    [{ missing: { present: false } }, true], [{ missing: null }, false], [{ 'tags[1]': 'smoke' }, true], [{ 'tags[*]': 's*' }, true],
    [{ 'tags[*]': 'z' }, false], [{ 'custom-data.deep[0].id': 1 }, true], [{ 'custom-data.deep[*].id': 2 }, true],
    [{ 'custom-data.deep[*].id': 3 }, false], [{ constructor: { present: true } }, false], [{ name: 'release 7', n: 3 }, false]
  ] as const) t.equal(strikes({ fields: { ...wanted } }, { body }), hit, JSON.stringify(wanted))
  t.ok(strikes({ body: { passed: true, 'custom-data': {} } }, { body }))
  t.notOk(strikes({ fields: { name: '*' } }, { body: undefined }))
})

t.test('what matches a rule matches an expectation: one matcher', async (t) => {
  const { send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'release 7', tags: ['a'] })
  const verify = async (match: object): Promise<any> => (await send('POST', '/_perftwin/verify', { match, exactly: 1 })).body
  for (const match of [
    { fields: { name: 'release *', 'tags[0]': 'a', public: { present: false } } }, { query: { limit: { present: false } } },
    { headers: { 'Content-Type': 'application/**', 'x-none': { present: false } } }
  ]) t.match(await verify(match), { verified: true, count: 1 }, JSON.stringify(match))
  t.match(await verify({ fields: { name: 'release 8' } }), {
    verified: false,
    nearMisses: [{ differences: [{ field: 'fields.name', expected: 'release 8', actual: 'release 7' }] }]
  })
})

t.test('a rule that asks about the body strikes when it has been read, and nothing is written', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'before' })
  const path = `/rest/v1/demo/jobs/${id}`
  await add({ send }, { id: 'slow', effect: { delay: 1 } })
  await add({ send }, { id: 'read', match: { operation: 'updateJob', fields: { name: 'bad*' } }, effect: { status: 502 } })
  t.equal((await send('PUT', path, { name: 'good' })).status, 200)
  t.match(await send('PUT', path, { name: 'bad' }), { status: 502, body: { errors: 'Bad Gateway' } })
  t.equal((await send('PUT', path, '{"name":')).status, 400, 'what cannot be read asks for nothing')
  t.equal((await get(path)).body.name, 'good')
  t.match((await get('/_perftwin/journal?operation=updateJob')).body.entries, [
    { faults: ['slow'], status: 200 }, { faults: ['slow', 'read'], status: 502 }, { faults: ['slow'], status: 400 }
  ])
  t.match((await get('/_perftwin/faults/read')).body, { matched: 1, fired: 1 })
  await send('DELETE', '/_perftwin/faults/read')
  t.equal((await send('PUT', path, { name: 'bad' })).status, 200)
})

t.test('after, every, share and times: those first pass, of the rest each n-th, drawn, so often at most', async (t) => {
  const struck = (spec: Omit<FaultSpec, 'effect'>, n = 12): number[] =>
    fates({ effect, ...spec }, n).flatMap((status, index) => status === null ? [] : [index + 1])
  t.strictSame(struck({ after: 2 }, 5), [3, 4, 5])
  t.strictSame(struck({ every: 3 }), [3, 6, 9, 12])
  t.strictSame(struck({ after: 2, every: 3 }), [5, 8, 11])
  t.strictSame(struck({ after: 2, every: 3, times: 2 }), [5, 8])
  t.strictSame(struck({ after: 0, every: 1, times: 1 }), [1])
  const small = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined })
  holds(fc.property(small, small, small, fc.double({ min: 0, max: 1, noNaN: true }), (after, every, times, share) => {
    const given = (value: number | undefined, name: string): object => value === undefined ? {} : { [name]: value }
    const spec = { ...given(after, 'after'), ...given(every, 'every'), share }
    const drawn = new Set(struck({ share }, 60))
    const due = struck({ ...given(after, 'after'), ...given(every, 'every') }, 60)
    const expected = due.filter((number) => drawn.has(number)).slice(0, times)
    const told = struck({ ...spec, ...given(times, 'times') }, 60)
    if (told.join() !== expected.join()) throw new Error(`${told.join()} instead of ${expected.join()}`)
  }), { numRuns: 100 })
})

t.test('a sequence of answers, and what follows it', async (t) => {
  const sequence = [{ pass: true as const }, { status: 503 }, { status: 502 }]
  t.strictSame(fates({ sequence }, 5), [null, 503, 502, null, null])
  t.strictSame(fates({ sequence, then: 'repeat' }, 7), [null, 503, 502, null, 503, 502, null])
  t.strictSame(fates({ sequence, then: 'last' }, 5), [null, 503, 502, 502, 502])
  t.strictSame(fates({ sequence, after: 1, every: 2, then: 'repeat' }, 9), [null, null, null, null, 503, null, 502, null, null])
  t.strictSame(fates({ sequence, times: 1, then: 'repeat' }, 7), [null, 503, null, null, null, null, null])
  const { get, send } = await twin(t)
  const answers = [{ pass: true }, { status: 503, headers: { 'retry-after': '1' } }]
  await add({ send }, { id: 's', match: { operation: 'listJobs' }, sequence: answers })
  t.strictSame(await statuses(3, async () => await get('/rest/v1/demo/jobs')), [200, 503, 200])
  t.match((await get('/_perftwin/faults/s')).body, { sequence: [{ pass: true }, { status: 503 }], then: 'stop', matched: 3, fired: 1 })
  t.strictSame((await get('/_perftwin/journal')).body.entries.map(({ faults }: any) => faults), [[], ['s'], []])
  for (const wrong of [
    { sequence: [{ pass: true, status: 503 }] }, { sequence: [] }, { sequence, effect }, { effect, then: 'repeat' },
    { sequence: [{ status: 200 }] }, { sequence: [{ status: 503, headers: { a: '\n' } }] }, { sequence: [{ credentials: 'expired' }] }
  ]) t.equal((await send('POST', '/_perftwin/faults', wrong)).status, 400, JSON.stringify(wrong))
})

t.test('counts begin anew with a reset, in a fork, and with a rule that is added again', async (t) => {
  const { get, send } = await twin(t)
  const rule = { match: { method: 'GET' }, effect, after: 1 }
  const three = async (prefix = ''): Promise<number[]> => await statuses(3, async () => await get(`${prefix}/rest/v1/demo/jobs`))
  for (let round = 0; round < 2; round++) {
    await add({ send }, rule)
    t.strictSame(await three(), [200, 503, 503])
    t.strictSame(await three('/w/other'), [200, 200, 200])
    await send('POST', '/_perftwin/reset')
    t.strictSame(await three(), [200, 200, 200])
  }
  await send('POST', '/_perftwin/snapshots', { name: 'kept' })
  await add({ send }, rule)
  t.strictSame(await three(), [200, 503, 503])
  await send('POST', '/_perftwin/snapshots/kept/restore')
  t.strictSame(await three(), [503, 503, 503], 'a snapshot is of facts and clock: rules and their counts go on')
})

t.test('an answer of one\'s own: any status, headers and bytes, whatever the vendor', async (t) => {
  const { get, send, app } = await twin(t)
  const html = '<html><body><h1>502 Bad Gateway</h1></body></html>'
  const only = async (effect: object): Promise<void> => {
    await send('DELETE', '/_perftwin/faults')
    await add({ send }, { effect })
  }
  await only({ status: 502, headers: { 'Content-Type': 'text/html', Server: 'nginx/1.25' }, body: { text: html } })
  for (const path of ['/rest/v1/demo/jobs', '/v1/apps', '/v2/performance/metrics', '/nowhere']) {
    t.match(await get(path, { ...bearer, 'accept-encoding': 'gzip' }), {
      status: 502, text: html, headers: { 'content-type': 'text/html', server: 'nginx/1.25', 'content-length': String(html.length) }
    }, path)
  }
  t.match((await get('/_perftwin/journal?limit=1')).body.entries, [{ status: 502, responseType: 'text/html', responseSize: html.length }])
  const socket = connect(Number(new URL(await app.listen({ port: 0 })).port), '127.0.0.1')
  socket.end(`HEAD /rest/v1/demo/jobs HTTP/1.1\r\nhost: x\r\nauthorization: ${basic('demo')}\r\nconnection: close\r\n\r\n`)
  const [status, ...headers] = (await text(socket)).split('\r\n')
  t.equal(status, 'HTTP/1.1 502 Bad Gateway')
  t.ok(headers.includes('content-type: text/html') || headers.includes('Content-Type: text/html'), headers.join())
  t.strictSame(headers.slice(-2), ['', ''], 'the headers are all of it')
  t.equal(headers.filter((line) => line === '').length, 2)
  await only({ body: { json: { any: [1, null] } } })
  t.match(await get('/v1/apps'), { status: 200, body: { any: [1, null] }, headers: { 'content-type': 'application/json' } })
  await only({ status: 500, body: { text: 'ä' } })
  t.match(await get('/rest/v1/demo/jobs'), { status: 500, text: 'ä', headers: { 'content-type': 'text/plain; charset=utf-8' } })
  await only({ body: { base64: Buffer.from([0, 255, 254, 10]).toString('base64') } })
  const raw = await app.inject({ url: '/rest/v1/demo/jobs' })
  t.strictSame([...raw.rawPayload], [0, 255, 254, 10])
  t.equal(raw.headers['content-type'], 'application/octet-stream')
  for (const status of [204, 302, 304]) {
    await only({ status, headers: { location: '/elsewhere' }, body: { text: '' } })
    t.match(await get('/rest/v1/demo/jobs'), { status, text: '', headers: { location: '/elsewhere' } })
  }
  for (const wrong of [
    { status: 200 }, { status: 302, headers: { location: '/' } }, { status: 101, body: { text: '' } }, { body: {} },
    { body: { text: '', json: 1 } }, { body: { base64: '*' } }, { body: { xml: '' } }, { status: 503, credentials: 'expired' }
  ]) t.equal((await send('POST', '/_perftwin/faults', { effect: wrong })).status, 400, JSON.stringify(wrong))
})

t.test('a header that is taken can be sent; any other is refused with a sentence', async (t) => {
  const { url } = await listeningTwin(t)
  const wild = fc.string({ unit: 'binary', maxLength: 4 })
  const names = fc.oneof(fc.string({ maxLength: 6 }), wild, fc.constantFrom('x-a', 'Content-Type', 'Date', 'Set-Cookie'))
  const values = fc.oneof(fc.string({ maxLength: 8 }), wild, fc.constantFrom('a\r\nb: c', '\u0000', 'é', '€', '\t'))
  const rule = async (effect: object): Promise<{ status: number, message: string }> => {
    const added = await fetch(`${url}/_perftwin/faults`, { method: 'POST', body: JSON.stringify({ effect }) })
    const { message = '' } = await added.json() as { message?: string }
    return { status: added.status, message }
  }
  await holds(fc.asyncProperty(names, values, fc.boolean(), async (name, value, own) => {
    await fetch(`${url}/_perftwin/faults`, { method: 'DELETE' })
    const effect = { status: 502, headers: Object.fromEntries([[name, value]]), ...(own ? { body: { text: '<html>' } } : {}) }
    const { status: added, message } = await rule(effect)
    if (added === 400 && !/^effect\.headers: /.test(message)) throw new Error(message)
    if (added !== 201) return
    const { status } = await fetch(`${url}/rest/v1/demo/jobs`, { headers: { authorization: basic('demo') } })
    if (status !== 502) throw new Error(`answered ${status}`)
  }), { numRuns: 60 })
  const refused = async (headers: object): Promise<string> => (await rule({ status: 500, headers })).message
  t.equal(await refused({ 'bad name': 'x' }), 'effect.headers: "bad name" is no name of a header')
  t.equal(await refused({ 'x-a': '€' }), 'effect.headers: the value of "x-a" has a character that no header can have: "€"')
  t.equal(await refused({ 'Content-Length': '3' }), 'effect.headers: Content-Length cannot be set')
})

interface Pager {
  readonly get: (path: string) => Promise<{ status: number, body: any }>
  /** Where the next page is; undefined: there is none. */
  readonly next: (page: any, path: string) => string | undefined
  /** How often a page is asked for before it is given up. */
  readonly tries: number
}

/** What a page of either vendor lists. */
const itemsOf = (page: any): Array<{ id: string }> =>
  page.data ?? page.jobs ?? page.builds ?? page.items ?? page.results ?? page

/** Follows a list as a client does: what was answered, and what came of it. */
async function read (first: string, { get, next, tries }: Pager): Promise<{ seen: number[], ids: string[] }> {
  const seen: number[] = []
  const ids: string[] = []
  const page = async (path: string): Promise<any> => {
    for (let left = tries; left > 0; left--) {
      const { status, body } = await get(path)
      seen.push(status)
      if (status === 200) return body
    }
    return undefined
  }
  for (let path: string | undefined = first; path !== undefined;) {
    const body = await page(path)
    if (body === undefined) break
    ids.push(...itemsOf(body).map(({ id }) => id))
    path = next(body, path)
  }
  return { seen, ids }
}

t.test('the second page of a list fails, in each way that lists are paged, and comes when it is asked for again', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  /** The next page by a parameter that says where it begins; three pages are enough. */
  const stepping = (name: string, by: number, first = 0) => (page: any, path: string): string | undefined => {
    const at = Number(new URLSearchParams(path.split('?')[1]).get(name))
    if (itemsOf(page).length === 0 || at - first >= 2 * by) return undefined
    return path.replace(new RegExp(`([?&])${name}=\\d+`), `$1${name}=${at + by}`)
  }
  const apps = async (path: string) => await get(path.replace('http://localhost:4010', ''), bearer)
  const sauce = async (path: string) => await get(path)
  const span = 'start=2026-04-01T00:00:00Z&end=2026-04-15T12:00:00Z'
  for (const [operation, path, get, next] of [
    ['listJobs', '/rest/v1/demo/jobs?limit=4&skip=0', sauce, stepping('skip', 4)],
    ['listJobs', '/rest/v1.1/demo/jobs?limit=4&skip=0', sauce, stepping('skip', 4)],
    ['getBuildsV2', '/v2/builds/vdc?limit=2&offset=0', sauce, stepping('offset', 2)],
    ['getTestResults', `/v1/analytics/tests?size=3&from=0&${span}`, sauce, stepping('from', 3)],
    ['getUsersV1', '/team-management/v1/users?limit=1&offset=0', sauce, stepping('offset', 1)],
    ['getSiblings', '/rest/v1/users/storefront.ci/siblings?per_page=1&page=1', sauce, stepping('page', 1, 1)],
    ['appsGetCollection', '/v1/apps?limit=1', apps, (page: any) => page.links.next],
    ['builds_getCollection', '/v1/builds?limit=5&sort=-uploadedDate', apps, (page: any) => page.links.next]
  ] as const) {
    await send('POST', '/_perftwin/reset')
    const whole = await read(path, { get, next, tries: 1 })
    t.ok(whole.seen.length >= 2, `${path} has pages`)
    await add({ send }, { id: 'second', match: { operation, page: 2 }, effect, times: 1 })
    const broken = await read(path, { get, next, tries: 1 })
    t.strictSame(broken.seen, [200, 503], path)
    const once = { match: { operation, page: 2, status: 503 }, exactly: 1 }
    t.match(await send('POST', '/_perftwin/verify', once), { status: 200 }, path)
    await send('DELETE', '/_perftwin/faults')
    await add({ send }, { id: 'again', match: { operation, page: 2 }, effect, times: 1 })
    const retried = await read(path, { get, next, tries: 2 })
    t.strictSame(retried.seen.slice(0, 3), [200, 503, 200], path)
    t.strictSame(retried.ids, whole.ids, 'what was read is the whole list')
  }
  t.match((await get('/_perftwin/journal?operation=builds_getCollection&page=3')).body.entries, [{ status: 200 }])
  const nowhere = await send('POST', '/_perftwin/faults', { match: { operation: 'getJob', page: 2 }, effect })
  t.match(nowhere, { status: 400, body: { message: 'match.page: "getJob" does not come in pages' } })
})

t.test('every list that comes in pages has its pages counted', async (t) => {
  const { openApiDocument } = await import('../src/openapi/documents.js')
  const { operationsOf } = await import('../src/openapi/operations.js')
  const { traitsOf } = await import('../src/vendors.js')
  for (const vendor of ['sauce', 'app-store-connect'] as const) {
    for (const { operation: { operationId: id = '', parameters = [] } } of operationsOf(await openApiDocument(vendor))) {
      const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
      const leavesOut = id === 'listSubaccounts' || (names.includes('from') && names.includes('size'))
      const isPaged = leavesOut || ['skip', 'offset', 'page', 'cursor'].some((name) => names.includes(name))
      t.equal(traitsOf(vendor, { id, parameters: names }).pageOf !== undefined, isPaged, id)
    }
  }
  const page = (id: string, query: Record<string, string>): number | undefined =>
    traitsOf('sauce', { id, parameters: ['skip', 'limit'] }).pageOf?.(query)
  const usual = [page('listJobs', {}), page('listJobs', { skip: '100' }), page('listJobsV1_1', { skip: '100' })]
  t.strictSame(usual, [1, 2, 3], 'by the usual size')
  const odd = [{ skip: '1000', limit: '9999' }, { skip: '9', limit: '0' }, { skip: 'x' }]
  t.strictSame(odd.map((query) => page('listJobs', query)), [3, 10, 1])
})

t.test('a token expires midway, and only a new one is good', async (t) => {
  const { get, send, twin: { worlds: { default: world } } } = await twin(t, options(await storeWorld()))
  const asked = async (token: string, n: number): Promise<number[]> =>
    await statuses(n, async () => await get('/v1/apps', { authorization: `Bearer ${token}` }))
  await add({ send }, { id: 'life', match: { vendor: 'app-store-connect' }, effect: { credentials: 'expired' }, after: 2, times: 2 })
  t.strictSame(await asked('one', 4), [200, 200, 401, 401])
  t.strictSame(await asked('two', 1), [200])
  t.strictSame(await asked('one', 1), [401], 'an old one stays so')
  t.strictSame(await asked('two', 2), [200, 401], 'each is good for as many requests')
  t.strictSame(await asked('three', 5), [200, 200, 200, 200, 200], 'two were to expire')
  t.match((await get('/_perftwin/faults/life')).body, { matched: 13, fired: 4 })
  const { body: { errors: [refusal] } } = await get('/v1/apps', { authorization: 'Bearer one' })
  t.match(refusal, {
    status: '401',
    code: 'NOT_AUTHORIZED',
    title: 'Authentication credentials are missing or invalid.',
    detail: /^Provide a properly configured and signed bearer token, and make sure that it has not expired\. Learn more/
  })
  t.equal((await get('/rest/v1/info/status')).status, 200, 'the other vendor is left alone')

  await send('DELETE', '/_perftwin/faults')
  await add({ send }, { effect: { credentials: 'expired' }, window: { from: 'now+PT10M' } })
  t.strictSame(await asked('early', 2), [200, 200])
  world.clock.advance(600_000)
  t.strictSame([await asked('late', 1), await asked('early', 1), await asked('late', 1)], [[200], [401], [200]], 'those shown before')

  await send('DELETE', '/_perftwin/faults')
  await add({ send }, { effect: { credentials: 'expired' } })
  t.strictSame([await asked('shown', 2), await asked('new', 2), await asked('shown', 1)], [[401, 401], [200, 200], [401]], 'or the first')
})

t.test('a key of Sauce Labs is revoked midway; a real JWT is replaced by a newly signed one', async (t) => {
  const { get, send } = await twin(t)
  const asked = async (key: string, n: number): Promise<number[]> =>
    await statuses(n, async () => await get('/rest/v1/demo/jobs', { authorization: basic('demo', key) }))
  await add({ send }, { effect: { credentials: 'expired' }, after: 3 })
  t.strictSame(await asked('old', 5), [200, 200, 200, 401, 401])
  t.match(await get('/rest/v1/demo/jobs', { authorization: basic('demo', 'old') }), {
    body: { errors: 'Not authorized' }, headers: { 'www-authenticate': /^Basic/ }
  })
  t.strictSame(await asked('new', 5), [200, 200, 200, 200, 200])
  t.equal((await get('/rest/v1/demo/jobs', { authorization: '' })).status, 401, 'who shows none is refused by the service')
  t.match((await get('/_perftwin/journal?status=401&limit=1')).body.entries, [{ faults: [] }])

  const issuer = '57246542-96fe-1a63-e053-0824d011072a'
  const key = keyPair('2X9R4HXF34', issuer)
  const { url, twin: { worlds } } = await listeningTwin(t, options(await storeWorld({ keys: [key.spec] }), { auth: 'strict' }))
  const { SignJWT } = await import('jose')
  const sign = async (): Promise<string> => await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' })
    .setIssuer(issuer).setAudience('appstoreconnect-v1').setIssuedAt().setExpirationTime('10m').sign(key.privateKey)
  worlds.default.faults.add({ effect: { credentials: 'expired' }, after: 1 }, frame)
  let token = await sign()
  const refreshing = async (): Promise<number> => {
    const ask = async (): Promise<Response> => await fetch(`${url}/v1/apps`, { headers: { authorization: `Bearer ${token}` } })
    const first = await ask()
    if (first.status !== 401) return first.status
    token = await sign()
    return (await ask()).status
  }
  const first = token
  t.strictSame([await refreshing(), await refreshing(), await refreshing()], [200, 200, 200])
  t.not(token, first)
})

t.test('a rule says where it stands, and can be looked at after it was removed', async (t) => {
  const one = await twin(t)
  const { get, send } = one
  const standing = async (query = ''): Promise<string[]> => (await get(`/_perftwin/faults${query}`)).body.faults
    .map(({ id, state, matched, fired, removed }: any) => `${id} ${state} ${matched}/${fired} ${removed}`)
  await add(one, { id: 'once', effect: { status: 503 }, times: 1 })
  await add(one, { id: 'steps', match: { operation: 'getUser' }, sequence: [{ status: 500 }] })
  await add(one, { id: 'later', effect: { status: 500 }, window: { from: 'now+PT1H', until: 'now+PT2H' } })
  await add(one, { id: 'expired', effect: { credentials: 'expired' }, after: 10 })
  t.strictSame(await standing(),
    ['once in force 0/0 null', 'steps in force 0/0 null', 'later waiting 0/0 null', 'expired in force 0/0 null'])
  await get('/rest/v1/demo/jobs')
  await get('/rest/v1/users/demo')
  t.match(await standing(), ['once used up 2/1 null', 'steps used up 1/1 null'])
  await send('POST', '/_perftwin/clock/advance', { by: 'PT1H' })
  t.match((await get('/_perftwin/faults/later')).body, { state: 'in force', removed: null })
  await send('POST', '/_perftwin/clock/advance', { by: 'PT1H' })
  t.match((await get('/_perftwin/faults/later')).body, { state: 'over' })

  await send('DELETE', '/_perftwin/faults/once')
  t.equal((await get('/_perftwin/faults/once')).status, 404)
  const removed = '2026-04-15T14:00:00.000Z'
  t.match((await get('/_perftwin/faults/once?ended=true')).body, { id: 'once', state: 'removed', matched: 2, fired: 1, removed, times: 1 })
  t.match((await get('/_perftwin/faults/steps?ended=true')).body, { state: 'used up' }, 'one that is there is itself')
  await add(one, { id: 'once', effect: { status: 502 } })
  t.match((await get('/_perftwin/faults/once?ended=true')).body, { state: 'in force', effect: { status: 502 } })
  await send('DELETE', '/_perftwin/faults')
  t.strictSame(await standing(), [])
  t.strictSame(await standing('?ended=true'), [
    `once removed 2/1 ${removed}`, `steps removed 1/1 ${removed}`, `later removed 0/0 ${removed}`, `expired removed 2/0 ${removed}`,
    `once removed 0/0 ${removed}`
  ])
  t.equal((await get('/rest/v1/users/demo')).status, 200, 'what was removed strikes nobody')
  await send('POST', '/_perftwin/reset')
  t.strictSame(await standing('?ended=true'), [])
  t.equal((await get('/_perftwin/faults?ended=perhaps')).status, 400)
})

t.test('a hundred removed rules are remembered, the last ones', async (t) => {
  const rules = new FaultRules(1)
  for (let i = 0; i < 120; i++) {
    rules.add({ id: `rule-${i}`, effect: { status: 500 } }, frame)
    rules.delete(`rule-${i}`, i)
  }
  t.strictSame(rules.standing().map(({ rule: { id }, removed }) => [id, removed]),
    Array.from({ length: 100 }, (_, i) => [`rule-${i + 20}`, i + 20]))
  t.throws(() => rules.everOf('rule-19'), { name: 'NotFound' })
  t.match(rules.everOf('rule-20'), { removed: 20 })
})
