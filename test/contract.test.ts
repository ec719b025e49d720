// Between clients and a twin stands a proxy that validates both directions by the documents the twin serves, as Prism's does.
import { createServer } from 'node:http'
import t from 'tap'
import { documentNames, documentOf } from '../src/vendors.js'
import { Contract, type Exchange } from './contract-helper.js'
import { basic, listeningTwin } from './helper.js'

const parameter = (name: string, where: string, schema: object, more = {}): object => ({ name, in: where, schema, ...more })

const small = {
  components: { schemas: { Thing: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } } } },
  paths: {
    '/things/{id}': {
      put: {
        parameters: [parameter('id', 'path', { type: 'integer' }), parameter('full', 'query', { type: 'boolean' }),
          parameter('n', 'query', { type: 'integer' }, { required: true })],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }, 204: {} }
      }
    },
    '/things/mine': { get: { responses: { 200: {} } } }
  }
}

t.test('the validator finds what is wrong, and nothing else', async (t) => {
  const contract = new Contract(small)
  const type = 'application/json'
  const asked = { method: 'PUT', target: '/things/1/?n=2&full=true', type, body: '{"a":1}' }
  const good: Exchange = { ...asked, status: 200, answerType: type, answer: '{"a":2}' }
  t.strictSame(contract.faults(good), [])
  t.strictSame(contract.faults({ method: 'GET', target: '/things/mine', status: 200 }), [], 'names before parameters')
  for (const [what, change, found] of [
    ['an unknown path', { target: '/nothing' }, /no operation/],
    ['a method that is not there', { method: 'POST' }, /no operation/],
    ['a path parameter of a wrong type', { target: '/things/x?n=2' }, /path's id "x".*integer/],
    ['a query parameter of a wrong type', { target: '/things/1?n=two' }, /query's n "two".*integer/],
    ['a query parameter that is missing', { target: '/things/1' }, /query's n is missing/],
    ['a query parameter that is not declared', { target: '/things/1?n=2&m=1' }, /query's m is not declared/],
    ['a query parameter that is there twice', { target: '/things/1?n=2&n=3' }, /query's n is there 2 times/],
    ['a body that is missing', { body: '' }, /the body is missing/],
    ['a body without a field', { body: '{}' }, /the body breaks its schema.*'a'/],
    ['a body that is no JSON', { body: '{' }, /the body is no JSON/],
    ['a body of another type', { type: 'text/plain' }, /body's type text\/plain is not declared/],
    ['a status that is not declared', { status: 500 }, /the status is not declared/],
    ['an answer of a type that is not declared', { answerType: 'text/html' }, /answer's type text\/html is not declared/],
    ['an answer where none is declared', { status: 204 }, /answer's type application\/json is not declared/],
    ['an answer of a wrong type', { answer: '{"a":"2"}' }, /the answer breaks its schema.*integer/],
    ['an answer without a field', { answer: '{}' }, /the answer breaks its schema.*'a'/]
  ] as const) {
    const faults = contract.faults({ ...good, ...change })
    t.equal(faults.length, 1, what)
    t.match(faults[0], found, what)
  }
})

interface Closing { teardown: (done: () => void) => void }
interface Proxy { url: string, exchanges: Exchange[] }

/** Passes requests on, and keeps what was said. */
async function proxyOf (t: Closing, twin: string): Promise<Proxy> {
  const exchanges: Exchange[] = []
  const server = createServer(async (request, reply) => {
    const { method = '', url: target = '' } = request
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
    const answer = await fetch(`${twin}${target}`, {
      method,
      headers: new Headers(Object.entries({ ...headers, 'accept-encoding': 'identity' })
        .map(([name, value]): [string, string] => [name, String(value)])),
      redirect: 'manual',
      ...(body.length === 0 ? {} : { body })
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const answerType = answer.headers.get('content-type') ?? undefined
    const type = request.headers['content-type']
    exchanges.push({ method, target, type, body: body.toString(), status: answer.status, answerType, answer: bytes.toString() })
    reply.writeHead(answer.status, answerType === undefined ? {} : { 'content-type': answerType }).end(bytes)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.close() })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return { url: `http://127.0.0.1:${address.port}`, exchanges }
}

/** The documents that a twin serves. */
async function contractsOf (url: string): Promise<Map<string, Contract>> {
  const contracts = new Map<string, Contract>()
  for (const name of documentNames) {
    contracts.set(name, new Contract(await (await fetch(`${url}/_perftwin/openapi/${name}.json`)).json() as object))
  }
  return contracts
}

const faultsOf = (contracts: Map<string, Contract>, exchanges: readonly Exchange[]): string[] =>
  exchanges.flatMap((exchange) => contracts.get(documentOf(exchange.target))?.faults(exchange) ?? ['no document'])

const job = (owner: string, id: string, rest = ''): string => `/rest/v1/${owner}/jobs/${id}${rest}`
const sampled = '/v2/performance/metrics'
const last = '0308500535c24468a977b250da266b18'
const first = 'b6bee25245724ddca6b852a7ec49f155'
const build = '/v1/builds/43d3a970-273c-4bc9-88ee-aa5c05610ac1'

/** The sample requests of the vendors' documents, by who asks Sauce Labs; the world `docs` has what they ask for. */
const samples: Record<string, Array<[method: string, target: string, body?: object]>> = {
  'nancy.sweeney': [
    ['GET', '/rest/v1/jsmith/jobs?from=1616262316&to=1618940716'],
    ['GET', '/rest/v1/jsmith/jobs?limit=2&full=true'],
    ['GET', '/rest/v1/jsmith/jobs?limit=2&format=csv'],
    ['GET', job('jsmith', 'eed5eb4999d840f89f67f8b6d60a2da3')],
    ['PUT', job('walkerlj0', 'a2f60bf3ea5f43fa90126f82c0ba2cf6'), { name: 'New Job Name', build: 'New Build Name', passed: true }],
    ['PUT', job('nancy.sweeney', 'ec92ec2e200d40b8a75a4f6c06e2226f', '/stop')],
    ['GET', job('nancy.sweeney', 'bc3d1dbd96fd4479925f2afa8efbc090', '/assets')],
    ['GET', job('nancy.sweeney', 'bc3d1dbd96fd4479925f2afa8efbc090', '/assets/performance.json')],
    ['DELETE', job('nancy.sweeney', 'bc3d1dbd96fd4479925f2afa8efbc090', '/assets')],
    ['GET', '/rest/v1/jsmith/builds'],
    ['DELETE', '/rest/v1.1/jobs/a521fd8a78c4426fb10ab765ab1f6831'],
    ['DELETE', '/rest/v1.1/nancy.sweeney/jobs'],
    ['GET', `${build}/perfPowerMetrics?filter[deviceType]=all_ipads&filter[metricType]=ANIMATION&filter[platform]=iOS`],
    ['GET', '/v1/apps/1234567890/perfPowerMetrics?filter[metricType]=HANG,LAUNCH'],
    ['GET', '/v1/apps?filter[bundleId]=com.example.none&limit=2&fields[apps]=name,bundleId'],
    ['GET', '/v1/builds?include=app,preReleaseVersion&limit=2'],
    ['GET', `${build}/diagnosticSignatures`]
  ],
  'jim.smith': [
    ['GET', `${sampled}/`],
    ['GET', `${sampled}/?page_url=https://saucelabs.com&metric_names=speedIndex`],
    ['GET', `${sampled}/${last}/`],
    ['GET', `${sampled}/${last}/assert/?metric_names=speedIndex&order_index=0`],
    ['GET', `${sampled}/${last}/baseline/?metric_names=speedIndex&metric_names=load&order_index=0`],
    ['GET', `${sampled}/${first}/baseline/reset/`],
    ['POST', `${sampled}/${first}/baseline/reset/`],
    ['GET', `${sampled}/${last}/discarded/?order_index=0`],
    ['POST', `${sampled}/${first}/discarded/?order_index=0`],
    ['POST', `${sampled}/${first}/discarded/`, { order_index: 0 }],
    ['GET', `${sampled}/${last}/history/?order_index=0&limit=2`],
    ['GET', `${sampled}/${last}/regimes/?metric_names=speedIndex&order_index=0&include_baseline=true`],
    ['POST', `${sampled}/${last}/regimes/acknowledge/`, { order_index: 0 }],
    ['POST', `${sampled}/${last}/assert/`, { metric_names: ['speedIndex'], order_index: 0 }]
  ]
}

/** Sauce Labs' paths with a slash at the end and without one; Apple's are asked as they are written. */
const spellings = (target: string): string[] => {
  if (documentOf(target) === 'app-store-connect') return [target]
  const [path = '', query] = target.split('?')
  const rest = query === undefined ? '' : `?${query}`
  return [`${path.replace(/\/$/, '')}${rest}`, `${path.replace(/\/?$/, '/')}${rest}`]
}

for (const [user, requests] of Object.entries(samples)) {
  t.test(`the sample requests of the documents keep to what is served: ${user}`, async (t) => {
    const { url, twin: { worlds } } = await listeningTwin(t, { world: 'docs', now: '2021-04-20T17:45:16Z' })
    const proxy = await proxyOf(t, url)
    for (const [method, target, body] of requests) {
      for (const spelled of spellings(target)) {
        const authorization = documentOf(target) === 'app-store-connect' ? 'Bearer any' : basic(user)
        const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
        const text = body === undefined ? null : JSON.stringify(body)
        const { status } = await fetch(`${proxy.url}${spelled}`, { method, headers, body: text })
        t.ok(status < 300, `${method} ${spelled} → ${status}`)
        if (method !== 'GET') worlds.default.reset()
      }
    }
    t.strictSame(faultsOf(await contractsOf(url), proxy.exchanges), [])
  })
}

t.test('the vendors\' clients keep to what is served', async (t) => {
  const { url, key, twin: { worlds } } = await listeningTwin(t, { world: 'demo', auth: 'strict' })
  const contracts = await contractsOf(url)
  const [run] = worlds.default.facts.jobs.in('owner', 'storefront.ci').slice(-1)
  const ci = worlds.default.facts.users.get('storefront.ci')
  for (const client of ['saucelabs-7', 'saucelabs-8', 'saucelabs']) {
    t.test(client, async (t) => {
      const proxy = await proxyOf(t, url)
      const module: any = await import(client)
      const SauceLabs = module.default?.default ?? module.default
      const api = new SauceLabs({ user: 'demo', key, host: proxy.url })
      const { jobs } = await api.listJobs('demo', { limit: 3, full: true })
      const [{ id }] = jobs
      await api.getJob('demo', id)
      await api.getJobV1_1(id)
      await api.getJobsV1_1({ id: [id], full: true })
      await api.listJobs('demo', { autoOnly: true, manualOnly: true }).catch(() => {})
      await api.getJob('demo', '0'.repeat(32)).catch(() => {})
      await api.updateJob('demo', id, { name: 'renamed', passed: true, tags: ['a'], 'custom-data': { k: 'v' } })
      await api.stopJob('demo', id, {})
      const [{ id: buildId }] = await api.listBuilds('demo', { limit: 2 })
      await api.getBuildV2('vdc', buildId)
      await api.listBuildJobs(buildId)
      await api.getBuildByJobIdV2('vdc', id).catch(() => {})
      await api.listBuildFailedJobs('storefront.ci', buildId, {}).catch(() => {})
      await api.getUserConcurrency('demo')
      await api.listPlatforms('webdriver')
      await api.getStatus()
      await api.listTunnels('demo')
      await new SauceLabs({ user: 'demo', key: 'wrong', host: proxy.url }).listJobs('demo').catch(() => {})
      const owner = new SauceLabs({ user: 'storefront.ci', key: ci?.accessKey, host: proxy.url })
      await owner.getPerformanceMetrics({ pageUrl: 'https://shop.example.com/' })
      await owner.getPerformanceMetricsByJobId(run?.id, { full: true }).catch(() => {})
      await owner.discardOutliers(run?.id, { orderIndex: 0 }).catch(() => {})
      await owner.getDiscardedOutliers(run?.id, { orderIndex: 0 }).catch(() => {})
      await owner.getBaselineHistory(run?.id, { orderIndex: 0 }).catch(() => {})
      await owner.acknowledgeRegime(run?.id, { orderIndex: 0 }).catch(() => {})
      await owner.hasBaselineReset(run?.id).catch(() => {})
      await owner.acknowledgeBaseline(run?.id).catch(() => {})
      t.ok(proxy.exchanges.length > 25)
      t.strictSame(faultsOf(contracts, proxy.exchanges), [])
    })
  }
})
