// Operations answer to the names that people know: those of the methods of the vendors' own clients.
import { createRequire } from 'node:module'
import t from 'tap'
import { openApiDocument } from '../src/openapi/documents.js'
import { operationsOf } from '../src/openapi/operations.js'
import { sdkMethods } from '../src/sauce/sdk-methods.js'
import { answersTo } from '../src/traffic/operation.js'
import { traitsOf } from '../src/vendors.js'
import { listeningTwin, twin } from './helper.js'

const require = createRequire(import.meta.url)
const packages = ['saucelabs-7', 'saucelabs-8', 'saucelabs', 'saucelabs-9.2']

interface Method { method: string, endpoint: string, basePath?: string, servers?: Array<{ url: string }> }

/** The methods of an SDK that go to the API's host, by name: as the SDK itself makes them of its definitions. */
const methodsOf = (name: string): Array<[name: string, method: Method]> => {
  const { PROTOCOL_MAP: methods }: { PROTOCOL_MAP: Map<string, Method> } = require(`${name}/build/constants.js`)
  return [...methods].filter(([, { servers }]) => servers?.[0]?.url === 'https://api.{region}.saucelabs.{tld}')
}

/** A path in whatever version of the REST API: parameters by no name, no closing slash. */
const shapeOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/^\/rest\/v[\d.]+/, '/rest').replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '')}`

/** Methods that the SDK writes out by hand, and those that go elsewhere than their definition says. */
const byHand: Readonly<Record<string, readonly string[]>> = {
  listBuilds: ['getBuildsV2', 'listBuildsV1_1'],
  listBuildJobs: ['getBuildsJobsV2'],
  listBuildFailedJobs: ['getBuildsJobsV2'],
  getUserByUsername: ['getUsersV1'],
  downloadJobAsset: ['downloadJobAsset']
}

/** By id: versions of a path that an SDK has under names of their own are told apart. */
const isVersioned = (name: string): boolean => /V\d+(_\d+)?$/.test(name)

const operations = operationsOf(await openApiDocument('sauce'))
  .map(({ method, path, operation: { operationId: id = '' } }) => ({ id, path, shape: shapeOf(method, path) }))
const operation = (id: string) => ({ vendor: 'sauce', name: id, ...traitsOf('sauce', { id, parameters: [] }) })

t.test('a method of the npm SDK means every path that it has, in each of its versions', async (t) => {
  const known = new Map<string, Set<string>>(Object.entries(byHand).map(([name, ids]) => [name, new Set(ids)]))
  for (const name of packages) {
    for (const [method, { method: verb, endpoint, basePath = '' }] of methodsOf(name)) {
      const ids = operations
        .filter(({ path, shape }) => shape === shapeOf(verb, basePath + endpoint) &&
          (!isVersioned(method) || path.startsWith(basePath + endpoint.split('{')[0]!.replace(/\/$/, ''))))
        .map(({ id }) => id)
      known.set(method, new Set([...known.get(method) ?? [], ...ids]))
    }
  }
  t.ok([...known.values()].filter(({ size }) => size > 0).length > 40, 'they are found')
  for (const [method, ids] of known) {
    const answering = operations.map(({ id }) => id).filter((id) => answersTo(operation(id), method))
    t.strictSame(new Set(answering.filter((id) => id !== method)), new Set([...ids].filter((id) => id !== method)), method)
  }
  const told = Object.values(sdkMethods).flat()
  t.strictSame(told.filter((method) => !known.has(method)), [], 'no SDK has another method')
})

// 9.2 has the same definitions, and needs a newer Node.js than others to run.
t.test('a rule and an expectation on the guide\'s own example match what the SDK asks for', async (t) => {
  for (const name of packages.filter((name) => name !== 'saucelabs-9.2')) {
    const { url, twin: { worlds: { default: world } } } = await listeningTwin(t, { world: 'demo' })
    const control = async (path: string, body: object): Promise<any> =>
      await (await fetch(`${url}/_perftwin/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()
    const { default: SauceLabs } = require(name)
    const api = new SauceLabs({ user: 'demo', key: 'any', host: url })
    await control('faults', { match: { operation: 'listJobs' }, effect: { status: 503 }, times: 1, id: 'once' })
    const ask = async (): Promise<void> => { await api.listJobs('demo', { limit: 1 }) }
    // Some versions try again by themselves.
    await ask().catch(() => {})
    await ask()
    t.match([...world.journal.counts.tallies.keys()].map((asked) => asked.name), ['listJobsV1_1'], name)
    const match = { operation: 'listJobs' }
    t.match(await control('verify', { match: { ...match, fault: 'once' }, exactly: 1 }), { verified: true }, name)
    const exact = { match: { ...match, path: '/rest/v1/*/jobs' }, never: true }
    t.match(await control('verify', exact), { verified: true }, 'the exact one by its path')
    await api.listBuilds('demo', { limit: 1 })
    const once = { match: { operation: 'listBuilds' }, exactly: 1 }
    t.match(await control('verify', once), { verified: true, count: 1 }, `${name}: without the look-up`)
  }
})

t.test('names are counted exactly after eviction too', async (t) => {
  const { get, send } = await twin(t)
  await send('PUT', '/_perftwin/journal/limits', { entries: 1 })
  for (const version of ['v1', 'v1.1', 'v1']) await get(`/rest/${version}/demo/jobs`)
  const verify = async (operation: string): Promise<any> =>
    (await send('POST', '/_perftwin/verify', { match: { operation }, exactly: 3 })).body
  t.match(await verify('listJobs'), { verified: true, count: 3 })
  t.match(await verify('listJobsV1_1'), { verified: false, count: 1 })
})

t.test('App Store Connect\'s operations answer to what clients made of Apple\'s document call them', async (t) => {
  const client: Record<string, unknown> = await import('appstore-connect-sdk/openapi')
  const document = operationsOf(await openApiDocument('app-store-connect'))
  for (const { operation: { operationId: id = '' } } of document) {
    const { names = [] } = traitsOf('app-store-connect', { id, parameters: [] })
    // Apple's document has no overviews yet in the version that the client was made of.
    if (!id.includes('performanceOverviews')) t.ok(names.every((name) => typeof client[name] === 'function'), `${id}: ${names.join()}`)
  }
  const { get, send } = await twin(t)
  await get('/v1/apps', { authorization: 'Bearer x' })
  t.match(await send('POST', '/_perftwin/verify', { match: { operation: 'appsGetCollection' }, exactly: 1 }), { status: 200 })
})

t.test('names that are none are refused with the nearest that is one, wherever they are said', async (t) => {
  const { get, send } = await twin(t)
  const effect = { status: 503 }
  const list = 'there is no operation "listJob"; the nearest is "listJobs"'
  for (const [path, body, message] of [
    ['faults', { match: { operation: 'listJob' }, effect }, `match.operation: ${list}`],
    ['verify', { match: { operation: 'listJob' }, never: true }, `match.operation: ${list}`],
    ['verify', { inOrder: [{}, { operation: 'listJob' }] }, `inOrder[1].operation: ${list}`],
    ['journal/find', { match: { operation: 'listJob' } }, `match.operation: ${list}`],
    ['journal/wait', { match: { operation: 'listJob' }, timeout: 'PT0S' }, `match.operation: ${list}`],
    ['verify', { match: { operation: 'appsGetColection' } }, /the nearest is "appsGetCollection"$/],
    ['verify', { match: { operation: 'verify' } }, /^match\.operation: there is no operation "verify"/],
    ['verify', { match: { vendor: 'sauce', operation: 'apps_getCollection' } },
      'match.operation: "apps_getCollection" is an operation of app-store-connect, not of sauce'],
    ['verify', { match: { vendor: 'sause' } },
      'body/match/vendor: "sause" is none of sauce, app-store-connect, webdriver; the nearest is "sauce"'],
    ['verify', { match: { qury: {} } }, 'body/match has no "qury"; the nearest is "query"'],
    ['verify', { mach: {} }, 'body has no "mach"; the nearest is "match"'],
    ['verify', { match: { query: { a: { presnt: true } } } }, 'body/match/query/a has no "presnt"; the nearest is "present"'],
    ['faults', { efect: effect }, 'body has no "efect"; the nearest is "effect"'],
    ['faults', { effect: { staus: 503 } }, 'body/effect has no "staus"; the nearest is "status"'],
    ['faults', { effect: { connection: 'rest' } }, 'body/effect/connection: "rest" is none of reset, empty; the nearest is "reset"'],
    ['faults', { effect, match: { world: 'x', opration: 'a' } }, 'body/match has no "opration"; the nearest is "operation"']
  ] as const) {
    const refused = await send('POST', `/_perftwin/${path}`, body)
    t.match(refused, { status: 400, body: { error: 'Invalid', message } }, JSON.stringify(body))
  }
  for (const [query, message] of [
    ['operation=getJobb', 'query.operation: there is no operation "getJobb"; the nearest is "getJob"'],
    ['opration=getJob', 'querystring has no "opration"; the nearest is "operation"'],
    ['vendor=apple', /^querystring\/vendor: "apple" is none of/]
  ] as const) t.match(await get(`/_perftwin/journal?${query}`), { status: 400, body: { message } }, query)
  t.strictSame((await get('/_perftwin/faults')).body, { faults: [] })
  t.notMatch((await get('/_perftwin/worlds')).body.worlds.map(({ name }: any) => name), ['x'], 'no world is made for what is refused')
})
