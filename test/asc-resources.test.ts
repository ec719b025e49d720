import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { day, minute } from '../src/kernel/durations.js'
import { comparePositions, pageAfter, versionText } from '../src/app-store-connect/json-api/page.js'
import { pacificTime } from '../src/facts/pacific-time.js'
import { submittedAt, type AppBuild } from '../src/facts/app-store.js'
import { acceptsCoding, acceptsType, choicesOf } from '../src/http/negotiation.js'
import { bearer, options, storeWorld } from './asc-helper.js'
import { twin } from './helper.js'
import { holds } from './properties.js'

const shop = '6443000001'
const origin = 'http://localhost:4010'

/** The twin of the tests that only read. */
const shared = await twin(t, options(await storeWorld()))

/** A world with an app of very many builds, a minute apart, several of them uploaded at once. */
async function crowded (count: number): Promise<ReturnType<typeof options>> {
  const builds = Array.from({ length: count }, (_, index) => ({
    version: `1.${index % 7}`,
    number: String(index + 1),
    uploaded: `-PT${Math.floor(index / 3) + 1}M`
  }))
  return options(await storeWorld({ apps: [{ id: shop, name: 'Crowd', bundleId: 'com.example.crowd', builds }] }))
}

interface Page { status: number, body: { data: Array<{ id: string }>, links: { next?: string } } }

/** The bodies of a list's pages, one after the other, as their links lead. */
async function * pagesOf (get: (path: string, headers: typeof bearer) => Promise<Page>, first: string): AsyncGenerator<Page['body']> {
  for (let path: string | undefined = first; path !== undefined;) {
    const { body }: Page = await get(path, bearer)
    yield body
    path = body.links.next?.slice(origin.length)
  }
}

t.test('a list has data, links and paging; the last page has no next', async (t) => {
  const { get } = shared
  const { body, headers, text } = await get('/v1/apps?limit=2&sort=name', bearer)
  t.equal(headers['content-type'], 'application/json')
  t.strictSame(body.data.map(({ attributes }: any) => attributes.name), ['Beta', 'Quiet'])
  t.equal(body.links.self, 'http://localhost:4010/v1/apps?limit=2&sort=name')
  t.match(body.links.next, /^http:\/\/localhost:4010\/v1\/apps\?cursor=[\w-]+&limit=2&sort=name$/)
  t.match(body.meta.paging, { total: 3, limit: 2, nextCursor: new URL(body.links.next).searchParams.get('cursor') })
  const last = (await get(new URL(body.links.next).pathname + new URL(body.links.next).search, bearer)).body
  t.strictSame(last.data.map(({ attributes }: any) => attributes.name), ['Shop'])
  t.notOk('next' in last.links || 'nextCursor' in last.meta.paging)
  t.ok(text.includes('"accessibilityUrl":null'), 'attributes without a value are there as null')
  t.match((await get('/v1/builds?filter[app]=6443000001&limit=1', bearer)).body.links.next, /filter%5Bapp%5D=6443000001/)
  t.equal((await get('/v1/apps', bearer)).body.meta.paging.limit, 50)
})

t.test('an app and a build have every attribute and relationship that clients ask of them', async (t) => {
  const { get } = shared
  const app = (await get(`/v1/apps/${shop}`, bearer)).body.data
  t.match(app, {
    type: 'apps',
    id: shop,
    attributes: {
      bundleId: 'com.example.shop',
      sku: 'SHOP',
      primaryLocale: 'en-US',
      contentRightsDeclaration: 'DOES_NOT_USE_THIRD_PARTY_CONTENT',
      isOrEverWasMadeForKids: false
    }
  })
  t.strictSame(Object.keys(app.relationships.perfPowerMetrics.links), ['related'])
  t.strictSame(Object.keys(app.relationships.betaTesters.links), ['self'])
  for (const name of [
    'appInfos', 'appStoreVersions', 'betaAppLocalizations', 'betaAppReviewDetail', 'betaGroups', 'betaLicenseAgreement', 'builds',
    'endUserLicenseAgreement', 'gameCenterEnabledVersions', 'preReleaseVersions'
  ]) {
    const ofApp = `${origin}/v1/apps/${shop}`
    t.match(app.relationships[name].links, { self: `${ofApp}/relationships/${name}`, related: `${ofApp}/${name}` })
    t.notOk('data' in app.relationships[name], 'links only, unless included')
  }
  const [build] = (await get(`/v1/builds?filter[app]=${shop}&limit=1`, bearer)).body.data
  t.strictSame(Object.keys(build.attributes), [
    'version', 'uploadedDate', 'expirationDate', 'expired', 'minOsVersion', 'lsMinimumSystemVersion', 'computedMinMacOsVersion',
    'computedMinVisionOsVersion', 'iconAssetToken', 'processingState', 'buildAudienceType', 'usesNonExemptEncryption'
  ])
  t.match(build.attributes.uploadedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00$/)
  t.match(build.attributes.iconAssetToken.templateUrl, /\{w\}x\{h\}bb\.\{f\}$/)
  t.strictSame(Object.keys(build.relationships.betaGroups.links), ['self'])
  t.strictSame(Object.keys(build.relationships.perfPowerMetrics.links), ['related'])
  t.strictSame(Object.keys(build.relationships.diagnosticSignatures.links), ['self', 'related'])
})

t.test('times are written as in Cupertino, summer and winter', async (t) => {
  for (const [utc, text] of [
    ['2021-02-02T12:00:19Z', '2021-02-02T04:00:19-08:00'], ['2022-09-07T17:42:15Z', '2022-09-07T10:42:15-07:00'],
    ['2026-03-08T09:59:59Z', '2026-03-08T01:59:59-08:00'], ['2026-03-08T10:00:00Z', '2026-03-08T03:00:00-07:00'],
    ['2026-11-01T08:59:59Z', '2026-11-01T01:59:59-07:00'], ['2026-11-01T09:00:00Z', '2026-11-01T01:00:00-08:00']
  ] as const) t.equal(pacificTime(Date.parse(utc)), text)
})

t.test('a build is processed, attached to its version, and expires, as the clock moves', async (t) => {
  const valid = { version: '3.0', number: '9', uploaded: '-PT5M', processing: 'PT20M' }
  const invalid = { version: '3.0', number: '8', uploaded: '-PT10M', processing: 'PT20M', outcome: 'INVALID' } as const
  const world = await storeWorld(
    { apps: [{ id: shop, name: 'Shop', bundleId: 'com.example.shop', train: 'next', builds: [valid, invalid] }] },
    [{ train: 'next', version: '3.0', at: 'P6D' }]
  )
  const { get, twin: { worlds } } = await twin(t, options(world))
  const { clock } = worlds.default
  const look = async (): Promise<any> => (await get('/v1/builds?sort=-version&include=appStoreVersion', bearer)).body
  const before = await look()
  const processing = before.data.map(({ attributes }: any) => [attributes.version, attributes.processingState, attributes.iconAssetToken])
  t.strictSame(processing, [['9', 'PROCESSING', null], ['8', 'PROCESSING', null]])
  t.strictSame(before.data[0].relationships.appStoreVersion.data, null)
  clock.advance(16 * minute)
  t.strictSame((await look()).data.map(({ attributes }: any) => attributes.processingState), ['VALID', 'INVALID'])
  const id = before.data[0].id
  t.equal((await get(`/v1/builds/${id}/perfPowerMetrics`, bearer)).status, 404, 'not released yet')
  const state = async (): Promise<string> => {
    const [version] = (await get(`/v1/apps/${shop}/appStoreVersions`, bearer)).body.data
    return version.attributes.appVersionState
  }
  t.equal(await state(), 'PREPARE_FOR_SUBMISSION')
  clock.advance(4.5 * day)
  t.equal(await state(), 'WAITING_FOR_REVIEW')
  t.equal((await look()).included[0].attributes.versionString, '3.0')
  clock.advance(day)
  t.equal(await state(), 'IN_REVIEW')
  clock.advance(day)
  t.equal(await state(), 'READY_FOR_DISTRIBUTION')
  t.equal((await get(`/v1/builds/${id}/appStoreVersion?include=build`, bearer)).body.included[0].id, id)
  t.equal((await get(`/v1/builds/${id}/perfPowerMetrics`, bearer)).status, 200)
  clock.advance(83 * day)
  t.equal((await look()).data[0].attributes.expired, false)
  clock.advance(day)
  t.equal((await look()).data[0].attributes.expired, true)
  t.equal((await get('/v1/builds?filter[expired]=true', bearer)).body.data.length, 2)
})

t.test('fields restrict attributes and relationships; includes bring each resource once', async (t) => {
  const { get } = shared
  const related = 'app,preReleaseVersion,betaGroups,buildBetaDetail,icons'
  const fields = `fields[builds]=version,${related}&fields[apps]=name`
  const { body } = await get(`/v1/builds?filter[app]=${shop}&include=${related}&${fields}&limit=200`, bearer)
  t.equal(body.data.length, 36)
  t.strictSame(Object.keys(body.data[0].attributes), ['version'])
  t.strictSame(Object.keys(body.data[0].relationships), ['preReleaseVersion', 'betaGroups', 'app', 'buildBetaDetail', 'icons'])
  t.match(body.data[0].relationships, {
    app: { data: { type: 'apps', id: shop } },
    buildBetaDetail: { data: null },
    betaGroups: { data: [], meta: { paging: { total: 0, limit: 10 } } },
    icons: { data: [{ type: 'buildIcons' }] }
  })
  const types = body.included.map(({ type }: any) => type)
  t.equal(types.filter((type: string) => type === 'apps').length, 1)
  t.equal(types.filter((type: string) => type === 'preReleaseVersions').length, 12)
  t.equal(types.filter((type: string) => type === 'buildIcons').length, 36)
  t.strictSame(body.included[0], { type: 'apps', id: shop, attributes: { name: 'Shop' }, links: { self: `${origin}/v1/apps/${shop}` } })
  const two = 'filter[version]=2.10,2.9&include=builds,app&limit[builds]=2&sort=-version'
  const versions = (await get(`/v1/preReleaseVersions?filter[app]=${shop}&${two}`, bearer)).body
  t.strictSame(versions.data.map(({ attributes }: any) => attributes.version), ['2.10', '2.9'], 'versions sort by their numbers')
  t.match(versions.data[0].relationships.builds, { meta: { paging: { total: 3, limit: 2 } } })
  t.equal(versions.data[0].relationships.builds.data.length, 2)
  t.equal(versions.included.filter(({ type }: any) => type === 'builds').length, 4)
})

t.test('related resources and linkages lead where the links say', async (t) => {
  const { get } = shared
  const [build] = (await get(`/v1/builds?filter[app]=${shop}&limit=1`, bearer)).body.data
  const relatedOnes = [['app', 'apps'], ['preReleaseVersion', 'preReleaseVersions'], ['appStoreVersion', 'appStoreVersions']] as const
  for (const [name, type] of relatedOnes) {
    const related = (await get(`/v1/builds/${build.id}/${name}`, bearer)).body.data
    t.equal(related.type, type)
    const linkage = (await get(`/v1/builds/${build.id}/relationships/${name}`, bearer)).body
    t.strictSame(linkage.data, { type, id: related.id })
    t.equal(linkage.links.related, `http://localhost:4010/v1/builds/${build.id}/${name}`)
  }
  t.equal((await get(`/v1/builds/${build.id}/icons`, bearer)).body.data[0].attributes.iconType, 'APP_STORE')
  t.equal((await get(`/v1/builds/${build.id}/relationships/icons`, bearer)).body.meta.paging.total, 1)
  for (const name of ['builds', 'preReleaseVersions', 'appStoreVersions']) {
    const ids = async (path: string): Promise<string[]> => (await get(path, bearer)).body.data.map(({ id }: any) => id)
    t.strictSame(await ids(`/v1/apps/${shop}/relationships/${name}?limit=200`), await ids(`/v1/apps/${shop}/${name}?limit=200`))
  }
  const version = (await get(`/v1/builds/${build.id}/preReleaseVersion`, bearer)).body.data
  t.equal((await get(`/v1/preReleaseVersions/${version.id}`, bearer)).body.data.id, version.id)
  t.equal((await get(`/v1/preReleaseVersions/${version.id}/app`, bearer)).body.data.id, shop)
  t.equal((await get(`/v1/preReleaseVersions/${version.id}/relationships/app`, bearer)).body.data.id, shop)
  t.ok((await get(`/v1/preReleaseVersions/${version.id}/builds`, bearer)).body.data.some(({ id }: any) => id === build.id))
  t.equal((await get(`/v1/preReleaseVersions/${version.id}/relationships/builds`, bearer)).body.data.length, 3)
  const release = (await get(`/v1/builds/${build.id}/appStoreVersion`, bearer)).body.data
  t.equal((await get(`/v1/appStoreVersions/${release.id}?include=app,build`, bearer)).body.included.length, 2)
  t.equal((await get(`/v1/appStoreVersions/${release.id}/build`, bearer)).body.data.id, build.id)
  t.equal((await get(`/v1/appStoreVersions/${release.id}/relationships/build`, bearer)).body.data.id, build.id)
  for (const type of ['apps', 'builds', 'preReleaseVersions', 'appStoreVersions']) {
    const detail = `There is no resource of type '${type}' with id 'unknown'`
    t.match(await get(`/v1/${type}/unknown`, bearer), {
      status: 404,
      body: { errors: [{ status: '404', code: 'NOT_FOUND', title: 'The specified resource does not exist', detail }] }
    })
  }
})

t.test('every documented filter takes its values; a wrong id gives an empty list', async (t) => {
  const { get } = shared
  const total = async (query: string): Promise<number> => {
    const { status, body } = await get(`/v1/${query}`, bearer)
    t.equal(status, 200, query)
    return body.meta.paging.total
  }
  const [build] = (await get(`/v1/builds?filter[app]=${shop}&limit=1&include=preReleaseVersion,appStoreVersion`, bearer)).body.data
  const { preReleaseVersion: { data: marketing }, appStoreVersion: { data: release } } = build.relationships
  const expected: Array<[string, number]> = [
    ['apps', 3],
    ['apps?filter[name]=Shop', 1],
    ['apps?filter[bundleId]=com.example.shop,com.example.beta', 2],
    ['apps?filter[sku]=SHOP', 1],
    [`apps?filter[id]=${shop},1`, 1],
    [`apps?filter[appStoreVersions]=${release.id}`, 1],
    ['apps?filter[appStoreVersions.appStoreState]=READY_FOR_SALE', 2],
    ['apps?filter[appStoreVersions.appVersionState]=REPLACED_WITH_NEW_VERSION', 1],
    ['apps?filter[appStoreVersions.platform]=IOS', 2],
    ['apps?filter[appStoreVersions.platform]=MAC_OS', 0],
    ['apps?filter[reviewSubmissions.state]=IN_REVIEW', 0],
    ['apps?filter[reviewSubmissions.platform]=IOS', 0],
    ['apps?exists[gameCenterEnabledVersions]=false', 3],
    ['apps?exists[gameCenterEnabledVersions]=true', 0],
    ['apps?filter[name]=Shop&filter[sku]=QUIET', 0],

    ['builds', 40],
    [`builds?filter[app]=${shop}`, 36],
    [`builds?filter[app]=${shop},6443000003`, 37],
    ['builds?filter[app]=com.example.shop', 0],
    ['builds?filter[processingState]=PROCESSING,FAILED,INVALID,VALID', 40],
    ['builds?filter[processingState]=FAILED', 0],
    [`builds?filter[id]=${build.id}`, 1],
    [`builds?filter[version]=${build.attributes.version}&filter[app]=${shop}`, 1],
    ['builds?filter[preReleaseVersion.version]=2.10,2.11', 6],
    ['builds?filter[preReleaseVersion.platform]=IOS,TV_OS', 40],
    ['builds?filter[preReleaseVersion.platform]=VISION_OS', 0],
    [`builds?filter[preReleaseVersion]=${marketing.id}`, 3],
    [`builds?filter[appStoreVersion]=${release.id}`, 1],
    ['builds?filter[betaGroups]=x', 0],
    ['builds?filter[betaAppReviewSubmission.betaReviewState]=APPROVED,REJECTED', 0],
    ['builds?filter[usesNonExemptEncryption]=false', 40],
    ['builds?filter[usesNonExemptEncryption]=true', 0],
    ['builds?exists[usesNonExemptEncryption]=true', 40],
    ['builds?exists[usesNonExemptEncryption]=false', 0],
    ['builds?filter[buildAudienceType]=APP_STORE_ELIGIBLE', 40],
    ['builds?filter[buildAudienceType]=INTERNAL_ONLY', 0],

    ['preReleaseVersions', 14],
    [`preReleaseVersions?filter[app]=${shop}`, 12],
    ['preReleaseVersions?filter[version]=2.10', 1],
    ['preReleaseVersions?filter[platform]=IOS', 14],
    [`preReleaseVersions?filter[builds]=${build.id}`, 1],
    ['preReleaseVersions?filter[builds.version]=1', 3],
    ['preReleaseVersions?filter[builds.processingState]=VALID', 14],
    ['preReleaseVersions?filter[builds.buildAudienceType]=INTERNAL_ONLY', 0],
    ['preReleaseVersions?filter[builds.expired]=false&filter[version]=2.11', 1],

    [`apps/${shop}/appStoreVersions`, 12],
    [`apps/${shop}/appStoreVersions?filter[versionString]=2.3,2.4`, 2],
    [`apps/${shop}/appStoreVersions?filter[platform]=IOS`, 12],
    [`apps/${shop}/appStoreVersions?filter[appStoreState]=READY_FOR_SALE`, 1],
    [`apps/${shop}/appStoreVersions?filter[appVersionState]=READY_FOR_DISTRIBUTION,PROCESSING_FOR_DISTRIBUTION`, 1],
    [`apps/${shop}/appStoreVersions?filter[id]=${release.id}`, 1]
  ]
  for (const [query, count] of expected) t.equal(await total(query), count, query)
  t.equal(await total('builds?filter[expired]=true') + await total('builds?filter[expired]=false'), 40)
  for (const include of [
    'app,buildBetaDetail,preReleaseVersion,buildBundles',
    'individualTesters,betaBuildLocalizations,appEncryptionDeclaration,betaAppReviewSubmission,buildUpload'
  ]) {
    t.equal(await total(`builds?include=${include}&limit=30&sort=-uploadedDate`), 40, 'spaceship\'s request')
  }
})

t.test('queries that do not fit are refused in Apple\'s words', async (t) => {
  const { get } = shared
  const notHere = (parameter: string): string => `The parameter '${parameter}' can not be used with this request`
  const illegal: Array<[path: string, parameter: string, detail: string]> = [
    [`/v1/apps/${shop}/builds?sort=version`, 'sort', notHere('sort')],
    [`/v1/apps/${shop}/builds?filter[version]=1`, 'filter[version]', notHere('filter[version]')],
    [`/v1/apps/${shop}/builds?include=app`, 'include', notHere('include')],
    [`/v1/apps/${shop}/preReleaseVersions?filter[version]=1`, 'filter[version]', notHere('filter[version]')],
    ['/v1/builds?fields[nothing]=foo', 'fields[nothing]', notHere('fields[nothing]')],
    ['/v1/builds?exists[app]=true', 'exists[app]', notHere('exists[app]')],
    ['/v1/builds?limit[app]=5', 'limit[app]', notHere('limit[app]')],
    ['/v1/builds?limit=5&limit=6', 'limit', "The parameter 'limit' can only be included once"],
    ['/v1/builds?constructor=1', 'constructor', notHere('constructor')],
    ['/v1/diagnosticSignatures/x/logs?cursor=a', 'cursor', notHere('cursor')]
  ]
  const noValue = "A parameter 'filter[name]' has an invalid value : 'Empty filter values are not supported.'"
  const invalid: Array<[path: string, parameter: string, detail: string]> = [
    ['/v1/apps?filter[emaill]=x', 'filter[emaill]', "'emaill' is not a valid filter type"],
    ['/v1/apps?filter[bundleid]=x', 'filter[bundleid]', "'bundleid' is not a valid filter type"],
    ['/v1/apps?filter[name]=', 'filter[name]', noValue],
    ['/v1/builds?sort=uploadedDate3', 'sort', "'uploadedDate3' is not a valid field name"],
    ['/v1/builds?fields[builds]=foo', 'fields[builds]', "'foo' is not a valid field name"],
    ['/v1/builds?include=betaBuildMetrics', 'include', "'betaBuildMetrics' is not a valid relationship name"],
    ['/v1/builds?include=preReleaseVersion.app', 'include', "'preReleaseVersion.app' is not a valid relationship name"],
    ['/v1/builds?filter[processingState]=DONE', 'filter[processingState]', "'DONE' is not a valid value"],
    ['/v1/builds?exists[usesNonExemptEncryption]=maybe', 'exists[usesNonExemptEncryption]', "'maybe'"],
    ['/v1/builds?limit=0', 'limit', "'0'"],
    ['/v1/builds?limit=201', 'limit', "'201'"],
    ['/v1/builds?limit=abc', 'limit', "'abc'"],
    ['/v1/builds?limit=-1', 'limit', "'-1'"],
    ['/v1/builds?limit[icons]=51', 'limit[icons]', "'51'"],
    ['/v1/builds?cursor=eyJvZmZzZXQiOiIyMCJ9', 'cursor', "'eyJvZmZzZXQiOiIyMCJ9' is not a valid cursor for this request"],
    ['/v1/builds?cursor=%00', 'cursor', 'is not a valid cursor'],
    ['/v1/builds?filter[constructor]=1', 'filter[constructor]', 'is not a valid filter type']
  ]
  const refusals = [
    ...illegal.map((refusal) => ['PARAMETER_ERROR.ILLEGAL', ...refusal] as const),
    ...invalid.map((refusal) => ['PARAMETER_ERROR.INVALID', ...refusal] as const)
  ]
  for (const [code, path, parameter, detail] of refusals) {
    const { status, body } = await get(path, bearer)
    t.equal(status, 400, path)
    t.match(body.errors[0], { id: /^[0-9a-f-]{36}$/, status: '400', code, source: { parameter } }, path)
    t.ok(String(body.errors[0].detail).includes(detail), `${path}: ${body.errors[0].detail}`)
  }
  const { body } = await get('/v1/builds?limit=1&sort=version', bearer)
  const cursor = new URL(body.links.next).searchParams.get('cursor')!
  t.equal((await get(`/v1/builds?limit=9&sort=version&cursor=${cursor}`, bearer)).status, 200, 'the page may grow')
  t.equal((await get(`/v1/builds?limit=1&sort=-version&cursor=${cursor}`, bearer)).status, 400, 'a cursor of another order')
  t.equal((await get(`/v1/apps/${shop}/builds?cursor=${cursor}`, bearer)).status, 400, 'a cursor of another list')
})

t.test('paths that lead nowhere say what is wrong with them', async (t) => {
  const { get, send } = shared
  const path = (detail: string): object => ({
    status: 404,
    headers: { 'x-perftwin-not-emulated': 'true' },
    body: { errors: [{ status: '404', code: 'PATH_ERROR', title: 'The URL path is not valid', detail }] }
  })
  t.match(await get('/v1/nothing', bearer), path("'/v1/nothing' is not a valid URL"))
  t.match(await get(`/v1/apps/${shop}/x`, bearer), path("The relationship 'x' does not exist"))
  t.match(await get(`/v1/apps/${shop}/relationships/x`, bearer), path("The relationship 'x' does not exist"))
  t.match(await get(`/v1/apps/${shop}/betaGroups`, bearer), path(`'/v1/apps/${shop}/betaGroups' is not a valid URL`))
  t.match(await send('POST', '/v1/betaGroups', {}, bearer), path("'/v1/betaGroups' is not a valid URL"))
  t.match(await get('/v2/inAppPurchases/1', bearer), path("'/v2/inAppPurchases/1' is not a valid URL"))
  t.equal((await send('HEAD', '/v1/apps', undefined, bearer)).status, 200)
})

t.test('an operation that a resource of Apple\'s does not allow is Apple\'s 403, which names those it does', async (t) => {
  const { send } = shared
  const only = (...operations: string[]): string =>
    `${operations.length === 1 ? 'Allowed operation is' : 'Allowed operations are'}: ${operations.join(', ')}`
  const refused: Array<[request: string, type: string, operation: string, allowed: string]> = [
    // Captured from the service, as they are here, are those of apps, ciProducts and appStoreVersionSubmissions.
    ['POST /v1/apps', 'apps', 'CREATE', only('GET_COLLECTION', 'GET_INSTANCE', 'UPDATE')],
    ['POST /v1/ciProducts', 'ciProducts', 'CREATE', only('DELETE', 'GET_COLLECTION', 'GET_INSTANCE')],
    ['POST /v1/appStoreVersionSubmissions', 'appStoreVersionSubmissions', 'CREATE', only('DELETE')],
    [`DELETE /v1/apps/${shop}`, 'apps', 'DELETE', only('GET_COLLECTION', 'GET_INSTANCE', 'UPDATE')],
    ['POST /v1/builds/', 'builds', 'CREATE', only('GET_COLLECTION', 'GET_INSTANCE', 'UPDATE')],
    ['PATCH /v1/preReleaseVersions/1', 'preReleaseVersions', 'UPDATE', only('GET_COLLECTION', 'GET_INSTANCE')],
    ['GET /v1/appStoreVersions', 'appStoreVersions', 'GET_COLLECTION', only('CREATE', 'DELETE', 'GET_INSTANCE', 'UPDATE')],
    ['GET /v1/diagnosticSignatures', 'diagnosticSignatures', 'GET_COLLECTION', only('GET_RELATED')],
    ['GET /v1/diagnosticSignatures/1', 'diagnosticSignatures', 'GET_INSTANCE', only('GET_RELATED')],
    ['DELETE /v2/sandboxTesters/1', 'sandboxTesters', 'DELETE', only('GET_COLLECTION', 'UPDATE')],
    ['POST /v3/appPricePoints', 'appPricePoints', 'CREATE', only('GET_INSTANCE')]
  ]
  for (const [request, type, operation, allowed] of refused) {
    const [method = '', path = ''] = request.split(' ')
    const { status, headers, body } = await send(method, path, undefined, bearer)
    t.equal(status, 403, request)
    t.match(body.errors, [{
      status: '403',
      code: 'FORBIDDEN_ERROR',
      title: 'The given operation is not allowed',
      detail: `The resource '${type}' does not allow '${operation}'. ${allowed}`
    }])
    t.notOk('allow' in headers || 'x-perftwin-not-emulated' in headers, 'it is what Apple answers')
  }
})

t.test('a method that Apple has and perftwin has not says so; one that nobody has does not', async (t) => {
  const { send } = shared
  const body = { errors: [{ code: 'METHOD_NOT_ALLOWED', title: 'The request method is not valid for the resource path.' }] }
  const [build] = (await send('GET', '/v1/builds?limit=1', undefined, bearer)).body.data
  for (const request of [
    `PATCH /v1/apps/${shop}`, `PATCH /v1/builds/${build.id}`, 'PATCH /v1/appStoreVersions/1', 'DELETE /v1/appStoreVersions/1',
    'PATCH /v1/appStoreVersions/1/relationships/build'
  ]) {
    const [method = '', path = ''] = request.split(' ')
    const answer = await send(method, path, { data: {} }, bearer)
    t.match(answer, { status: 405, body, headers: { allow: 'GET, HEAD', 'x-perftwin-not-emulated': 'true' } }, request)
  }
  for (const request of [
    'PUT /v1/apps', 'DELETE /v1/apps', 'PATCH /v1/builds', `POST /v1/apps/${shop}`, `PUT /v1/apps/${shop}`,
    `POST /v1/apps/${shop}/builds`, `PATCH /v1/apps/${shop}/relationships/builds`, `POST /v1/builds/${build.id}/perfPowerMetrics`
  ]) {
    const [method = '', path = ''] = request.split(' ')
    const answer = await send(method, path, { data: {} }, bearer)
    t.match(answer, { status: 405, body, headers: { allow: 'GET, HEAD' } }, request)
    t.notOk('x-perftwin-not-emulated' in answer.headers, request)
  }
  t.match(await send('PUT', '/v1/betaGroups/1', {}, bearer), { status: 405, body }, 'of a type that is not served, too')
})

t.test('fields of types that perftwin does not have take Apple\'s names alone', async (t) => {
  const { get } = shared
  for (const query of [
    'apps?fields[ciProducts]=name,createdDate', 'apps?fields[betaGroups]=name&include=betaGroups', 'builds?fields[buildUploads]=',
    'builds?fields[betaTesters]=firstName,lastName', `apps/${shop}/appStoreVersions?fields[appStoreReviewDetails]=notes`
  ]) {
    t.equal((await get(`/v1/${query}`, bearer)).status, 200, query)
  }
  const wrong: Array<[query: string, parameter: string, code: string, detail: RegExp]> = [
    ['apps?fields[ciProducts]=nonsense', 'fields[ciProducts]', 'PARAMETER_ERROR.INVALID', /^'nonsense' is not a valid field name/],
    ['builds?fields[betaGroups]=name,Name', 'fields[betaGroups]', 'PARAMETER_ERROR.INVALID', /^'Name' is not a valid field name/],
    ['apps?fields[inventions]=name', 'fields[inventions]', 'PARAMETER_ERROR.ILLEGAL', /can not be used/],
    [`apps/${shop}/appStoreVersions?fields[ageRatingDeclarations]=x`, 'fields[ageRatingDeclarations]', 'PARAMETER_ERROR.ILLEGAL', /can not/]
  ]
  for (const [query, parameter, code, detail] of wrong) {
    t.match(await get(`/v1/${query}`, bearer), { status: 400, body: { errors: [{ code, detail, source: { parameter } }] } }, query)
  }
})

t.test('filter[bundleId] finds what begins with it, and truth values are written in any case', async (t) => {
  const bundleIds = ['com.example.shop.notes', 'com.example.shop', 'com.example.shopping', 'com.example.sho', 'org.com.example.shop']
  const apps = bundleIds.map((bundleId, index) => ({ id: `644300000${index}`, name: `App ${index}`, bundleId }))
  const { get } = await twin(t, options(await storeWorld({ apps })))
  const found = async (bundleId: string): Promise<string[]> =>
    (await get(`/v1/apps?filter[bundleId]=${bundleId}&sort=bundleId`, bearer)).body.data.map(({ attributes }: any) => attributes.bundleId)
  t.strictSame(await found('com.example.shop'), ['com.example.shop', 'com.example.shop.notes', 'com.example.shopping'])
  t.strictSame(await found('com.example.shop.notes,org'), ['com.example.shop.notes', 'org.com.example.shop'])
  t.strictSame(await found('example'), [], 'no part from the middle')
  t.equal((await get('/v1/apps?filter[name]=App', bearer)).body.data.length, 0, 'a name is the whole name')
  const total = async (query: string): Promise<number> => (await shared.get(`/v1/${query}`, bearer)).body.meta.paging.total
  for (const filter of ['filter[expired]', 'filter[usesNonExemptEncryption]']) {
    const [yes, no] = [await total(`builds?${filter}=true`), await total(`builds?${filter}=false`)]
    t.equal(yes + no, 40)
    t.equal(await total(`builds?${filter}=False`), no, 'as codemagic writes it')
    t.equal(await total(`builds?${filter}=TRUE,False`), 40)
    t.equal(await total(`builds?${filter}=perhaps`), 0, 'other words are true of nothing')
  }
  t.equal(await total('preReleaseVersions?filter[builds.expired]=False&filter[version]=2.11'), 1)
  t.equal((await shared.get('/v1/builds?exists[usesNonExemptEncryption]=False', bearer)).status, 400, 'exists is a boolean')
})

t.test('pages partition a list of a thousand', async (t) => {
  const { get } = await twin(t, await crowded(1000))
  const all = async (limit: number, query: string): Promise<string[]> => {
    const ids: string[] = []
    const first = `/v1/builds?limit=${limit}&fields[builds]=version${query}`
    for await (const { data } of pagesOf(get, first)) ids.push(...data.map(({ id }) => id))
    return ids
  }
  const reference = await all(200, '')
  t.equal(new Set(reference).size, 1000)
  for (const limit of [7, 50, 199]) t.strictSame(await all(limit, ''), reference, `limit ${limit}`)
  const sorted = await all(200, '&sort=preReleaseVersion,-version')
  t.strictSame(await all(37, '&sort=preReleaseVersion,-version'), sorted)
  t.equal(new Set(sorted).size, 1000)
})

t.test('pages of every size from 1 to 200 yield each build once, in order', async (t) => {
  // Some sizes divide this number and some do not; a longer list would only have more pages in the middle.
  const { get, twin: { worlds } } = await twin(t, await crowded(250))
  const reference = worlds.default.facts.appBuilds.in('all', '').map(({ id }) => id)
  const wrong: number[] = []
  for (let limit = 1; limit <= 200; limit++) {
    const ids: string[] = []
    for await (const { data } of pagesOf(get, `/v1/apps/${shop}/relationships/builds?limit=${limit}`)) {
      if (data.length > limit) wrong.push(limit)
      ids.push(...data.map(({ id }) => id))
    }
    if (ids.join() !== reference.join()) wrong.push(limit)
  }
  t.strictSame(wrong, [])
})

t.test('versions sort by their numbers', async (t) => {
  const numbers = fc.array(fc.nat(2000), { minLength: 3, maxLength: 3 })
  holds(fc.property(numbers, numbers, (a, b) => {
    const difference = a.map((part, index) => part - b[index]!).find((part) => part !== 0) ?? 0
    return Math.sign(comparePositions([versionText(a.join('.'))], [versionText(b.join('.'))], [false])) === Math.sign(difference)
  }))
  const order = { position: (value: number) => [value], descending: [true] }
  const found = pageAfter([5, 4, 2, 1], order, 2, [3])
  t.strictSame(found, { items: [2, 1], next: undefined, total: 4 }, 'after a position whose record has gone')
})

t.test('builds that are added while a client pages neither hide nor repeat others', async (t) => {
  const { get, twin: { worlds: { default: world } } } = await twin(t, await crowded(120))
  const [sample] = world.facts.appBuilds.in('all', '') as readonly AppBuild[]
  const sorts = fc.constantFrom('', '&sort=uploadedDate', '&sort=version', '&sort=-preReleaseVersion,version')
  /** How many minutes older than the newest the build is that is added after each page. */
  const minutes = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 4 })
  await holds(fc.asyncProperty(fc.integer({ min: 1, max: 200 }), sorts, minutes, async (limit, sort, ages) => {
    world.reset()
    const before = world.facts.appBuilds.in('all', '').map(({ id }) => id)
    const seen: string[] = []
    let step = 0
    for await (const { data } of pagesOf(get, `/v1/builds?limit=${limit}${sort}`)) {
      seen.push(...data.map(({ id }) => id))
      const age = ages[step]
      if (age !== undefined) {
        const id = `ffffffff-0000-4000-8000-00000000000${step}`
        world.facts.appBuilds.put({ ...sample!, id, version: String(1000 + step), uploaded: sample!.uploaded - age * minute })
      }
      step++
    }
    return new Set(seen).size === seen.length && before.every((id) => seen.includes(id))
  }), { numRuns: 25 })
})

t.test('longer answers are packed for those who can unpack them', async (t) => {
  const { app } = shared
  const ask = async (encoding: string): Promise<any> =>
    await app.inject({ url: '/v1/builds', headers: { ...bearer, host: 'localhost:4010', 'accept-encoding': encoding } })
  const plain = await ask('identity')
  t.notOk(plain.headers['content-encoding'])
  for (const encoding of ['gzip, deflate', 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3', 'gzip']) {
    const packed = await ask(encoding)
    t.equal(packed.headers['content-encoding'], 'gzip', encoding)
    t.equal(gunzipSync(packed.rawPayload).toString(), plain.body)
  }
  t.notOk((await ask('gzip;q=0')).headers['content-encoding'])
})

t.test('links lead back into the world and through the proxy that was asked', async (t) => {
  const { get } = shared
  const proxy = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'api.appstoreconnect.apple.com' }
  const { body } = await get('/w/other/v1/apps?limit=1', { ...bearer, ...proxy })
  t.match(body.links.next, /^https:\/\/api\.appstoreconnect\.apple\.com\/w\/other\/v1\/apps\?/)
  t.match(body.data[0].links.self, /^https:\/\/api\.appstoreconnect\.apple\.com\/w\/other\/v1\/apps\//)
})

t.test('a path with an empty part is no valid URL, which is how clients with an empty id ask', async (t) => {
  const { get } = shared
  for (const path of [
    '/v1/apps/', '/v1/builds//perfPowerMetrics', '/v1/apps//builds', '//v1/apps', '/v1/builds/?limit=1', '/v1/', '/v1/apps/%E0%A4%A',
    `/v1/apps/${'x'.repeat(1100)}`
  ]) {
    const { status, headers, body } = await get(path, bearer)
    t.equal(status, 404, path)
    t.equal(headers['content-type'], 'application/json', path)
    t.strictSame([body.errors[0].code, body.errors[0].detail], ['PATH_ERROR', `'${path.split('?')[0]!.slice(0, 200)}' is not a valid URL`])
  }
})

t.test('a path that is not there asks for the token and takes of the hour like any other', async (t) => {
  const { get, send, app } = await twin(t, options(await storeWorld(), { rateLimits: 'asc' }))
  const unauthorized = {
    status: 401,
    body: { errors: [{ code: 'NOT_AUTHORIZED' }] },
    headers: { 'x-rate-limit': /^user-hour-lim:3600;/ }
  }
  for (const path of ['/v1/nothing', '/v1/diagnosticSignatures']) t.match(await get(path), unauthorized, path)
  t.equal((await app.inject({ method: 'POST', url: '/v1/apps' })).statusCode, 401)
  const rest = async (path: string): Promise<number> => {
    const { headers } = await get(path, bearer)
    return Number(/rem:(\d+)/.exec(String(headers['x-rate-limit']))![1])
  }
  t.equal(await rest('/v1/nothing') - await rest('/v1/nothing'), 1)
  t.equal((await app.inject({ method: 'HEAD', url: '/v1/appStoreVersions', headers: bearer })).statusCode, 403, 'HEAD as GET')
  t.equal((await send('PUT', '/_perftwin/quotas', { asc: { perHour: 1 } })).status, 200)
  await get('/v1/apps', bearer)
  t.match(await get('/v1/nothing', bearer), { status: 429, body: { errors: [{ code: 'RATE_LIMIT_EXCEEDED' }] } })
})

t.test('an upload has no icon until it is processed', async (t) => {
  const builds = [
    { version: '1.0', number: '1', uploaded: '-P2D' },
    { version: '1.0', number: '2', uploaded: '-PT1M', processing: 'PT20M' }
  ]
  const world = await storeWorld({ apps: [{ id: shop, name: 'Icons', bundleId: 'com.example.icons', builds }] })
  const { get } = await twin(t, options(world))
  const [newest, older] = (await get('/v1/builds?sort=-uploadedDate', bearer)).body.data
  t.strictSame((await get(`/v1/builds/${newest.id}/icons`, bearer)).body.data, [])
  const [icon] = (await get(`/v1/builds/${older.id}/icons`, bearer)).body.data
  const app = (await get(`/v1/apps/${shop}?include=appStoreIcon`, bearer)).body
  t.equal(app.included[0].id, icon.id, 'the app has that of the newest build that is processed')
})

t.test('a record is there from its moment on, and not a moment earlier', async (t) => {
  const app = { id: shop, name: 'Shop', bundleId: 'com.example.shop', train: 'next' }
  const releases = [{ train: 'next', version: '3.0', at: 'P20D' }]
  const { get, twin: { worlds: { default: { clock, facts } } } } = await twin(t, options(await storeWorld({ apps: [app] }, releases)))
  const [version] = facts.appVersions.in('app', shop)
  const [marketing] = facts.preReleaseVersions.in('app', shop)
  const builds = facts.appBuilds.in('app', shop)
  t.equal(builds.length, 3)
  const listed = async (path: string, id: string): Promise<boolean> => {
    const { body } = await get(`${path}limit=200`, bearer)
    t.equal(body.meta.paging.total, body.data.length, path)
    return body.data.some((record: { id: string }) => record.id === id)
  }
  const cases = [
    ...builds.map(({ id, uploaded, preReleaseVersionId }) => ({
      born: uploaded,
      instance: `/v1/builds/${id}`,
      lists: ['/v1/builds?', `/v1/builds?filter[app]=${shop}&`, `/v1/apps/${shop}/builds?`, `/v1/apps/${shop}/relationships/builds?`],
      shared: [`/v1/preReleaseVersions/${preReleaseVersionId}/builds?`],
      id
    })),
    {
      born: marketing!.created,
      instance: `/v1/preReleaseVersions/${marketing!.id}`,
      lists: ['/v1/preReleaseVersions?', `/v1/apps/${shop}/preReleaseVersions?`, `/v1/apps/${shop}/relationships/preReleaseVersions?`],
      shared: [],
      id: marketing!.id
    },
    {
      born: version!.created,
      instance: `/v1/appStoreVersions/${version!.id}`,
      lists: [`/v1/apps/${shop}/appStoreVersions?`, `/v1/apps/${shop}/relationships/appStoreVersions?`],
      shared: [],
      id: version!.id
    }
  ]
  for (const { born, instance, lists, shared, id } of cases) {
    clock.set({ mode: 'frozen', at: born - 1 })
    t.equal((await get(instance, bearer)).status, 404, `${instance} a moment early`)
    for (const path of lists) t.notOk(await listed(path, id), `${path} a moment early`)
    clock.set({ mode: 'frozen', at: born })
    t.equal((await get(instance, bearer)).status, 200, instance)
    for (const path of [...lists, ...shared]) t.ok(await listed(path, id), path)
  }
  const later = builds.find(({ uploaded }) => uploaded > marketing!.created)!
  clock.set({ mode: 'frozen', at: later.uploaded - 1 })
  t.notOk(await listed(`/v1/preReleaseVersions/${marketing!.id}/builds?`, later.id), 'nor in its version')
})

t.test('a build and its App Store version are attached at the submission, and not a moment earlier', async (t) => {
  const app = { id: shop, name: 'Shop', bundleId: 'com.example.shop', train: 'next' }
  const releases = [{ train: 'next', version: '3.0', at: 'P20D' }]
  const { get, twin: { worlds: { default: { clock, facts } } } } = await twin(t, options(await storeWorld({ apps: [app] }, releases)))
  const [version] = facts.appVersions.in('app', shop)
  const submitted = submittedAt(version!)!
  const attached = async (): Promise<unknown[]> => {
    const ofBuild = (await get(`/v1/builds/${version!.buildId}/appStoreVersion`, bearer)).body.data
    const ofVersion = (await get(`/v1/appStoreVersions/${version!.id}/relationships/build`, bearer)).body.data
    return [ofBuild?.id ?? null, ofVersion?.id ?? null]
  }
  clock.set({ mode: 'frozen', at: submitted - 1 })
  t.strictSame(await attached(), [null, null])
  clock.set({ mode: 'frozen', at: submitted })
  t.strictSame(await attached(), [version!.id, version!.buildId])
})

t.test('what a client accepts', async (t) => {
  t.test('media types: the most specific range decides, and weights of 0 exclude', async (t) => {
    const type = 'application/vnd.apple.xcode-metrics+json'
    const taken = [undefined, '', ' ', '*/*', 'application/*', type, type.toUpperCase(), `application/json, ${type}`, `${type};q=0.001`,
      'text/html, */*;q=0.1', `${type};version=1`, `*/*;q=0, ${type}`, `${type};q=nonsense`]
    for (const accept of taken) t.ok(acceptsType(accept, type), String(accept))
    const refused = ['application/json', 'text/*', `${type};q=0`, `${type} ; q=0.000`, '*/*;q=0', 'application/*;Q=0', `${type};q=0, */*`,
      'application/*;q=0, */*']
    for (const accept of refused) t.notOk(acceptsType(accept, type), accept)
  })
  t.test('codings: none is used that the client did not ask for', async (t) => {
    const taken = ['gzip', 'GZIP', 'gzip, deflate, br', 'deflate;q=0.5,gzip;q=0.1', '*', 'identity;q=0.5, *;q=0.1',
      'gzip;q=1.0, identity; q=0.5, *;q=0', 'gzip ;  q=0.5']
    for (const header of taken) t.ok(acceptsCoding(header, 'gzip'), header)
    const refused = [undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.0', 'gzip;q=0, *', '*;q=0', 'x-gzip', 'identity, deflate']
    for (const header of refused) t.notOk(acceptsCoding(header, 'gzip'), String(header))
  })
  t.test('a header is read into names, parameters and weights', async (t) => {
    t.strictSame(choicesOf('Text/HTML;level=1; q=0.5 , */*'), [
      { name: 'Text/HTML', parameters: ['level=1'], weight: '0.5' },
      { name: '*/*', parameters: [], weight: undefined }
    ])
  })
})

t.test('a path named like what every object has is no valid URL either', async (t) => {
  const { get } = await twin(t, options(await storeWorld()))
  for (const path of ['/v1/constructor', '/v1/constructor/x/builds', `/v1/apps/${shop}/toString`, '/v1/buildIcons/x/y']) {
    t.match(await get(path, bearer), { status: 404, body: { errors: [{ code: 'PATH_ERROR' }] } }, path)
  }
})
