import { createRequire } from 'node:module'
import fastify from 'fastify'
import t from 'tap'
import { appStoreConnect } from '../src/app-store-connect/index.js'
import { plainJsonType } from '../src/http/json-type.js'
import { lazyValidation } from '../src/http/lazy-validation.js'
import { stampRequests } from '../src/http/request.js'
import { Worlds } from '../src/worlds/registry.js'
import { growBase } from '../src/worlds/base.js'
import { parseInstant } from '../src/kernel/time.js'
import { bearer, keyPair, now, options, storeWorld } from './asc-helper.js'
import { listeningTwin } from './helper.js'

const require = createRequire(import.meta.url)
const issuer = '57246542-96fe-1a63-e053-0824d011072a'
const key = keyPair('2X9R4HXF34', issuer)
const strict = async (t: any) => await listeningTwin(t, options(await storeWorld({ keys: [key.spec] }), { auth: 'strict' }))
const credentials = { issuerId: issuer, privateKeyId: '2X9R4HXF34', privateKey: key.p8 }

t.test('appstore-connect-sdk goes from apps to logs', async (t) => {
  const { url } = await strict(t)
  const { createClient } = await import('appstore-connect-sdk')
  const api: any = await import('appstore-connect-sdk/openapi')
  const client = createClient({ baseUrl: url, ...credentials })
  const ask = async (operation: any, request: object): Promise<any> => {
    const { data, error, response } = await operation({ client, ...request })
    t.equal(response?.status, 200, JSON.stringify(error))
    return data
  }
  const apps = await ask(api.appsGetCollection, { query: { 'filter[bundleId]': ['com.example.shop'] } })
  t.strictSame(apps.data.map(({ attributes }: any) => attributes.name), ['Shop'])
  const id = apps.data[0].id
  const builds = await ask(api.buildsGetCollection, {
    query: {
      'filter[app]': [id],
      'filter[preReleaseVersion.version]': ['2.10'],
      include: ['preReleaseVersion', 'appStoreVersion'],
      sort: ['uploadedDate'],
      limit: 200
    }
  })
  t.equal(builds.data.length, 3)
  const build = builds.data.find(({ relationships }: any) => relationships.appStoreVersion.data !== null)
  const metrics = await ask(api.appsPerfPowerMetricsGetToManyRelated, {
    path: { id },
    query: { 'filter[metricType]': ['HANG', 'LAUNCH'], 'filter[platform]': ['IOS'] }
  })
  t.equal(metrics.productData[0].metricCategories.length, 2)
  t.equal((await ask(api.buildsPerfPowerMetricsGetToManyRelated, { path: { id: build.id } })).productData[0].platform, 'iOS')
  const signatures = await ask(api.buildsDiagnosticSignaturesGetToManyRelated, {
    path: { id: build.id },
    query: { 'filter[diagnosticType]': ['HANGS'], limit: 2 }
  })
  t.equal(signatures.data.length, 2)
  const logs = await ask(api.diagnosticSignaturesLogsGetToManyRelated, { path: { id: signatures.data[0].id }, query: { limit: 3 } })
  t.equal(logs.productData[0].diagnosticLogs.length, 3)
})

t.test('@rage-against-the-pixel/app-store-connect-api goes from apps to logs', async (t) => {
  const { url } = await strict(t)
  const { AppStoreConnectClient } = require('@rage-against-the-pixel/app-store-connect-api')
  const { api } = new AppStoreConnectClient({ issuerId: issuer, privateKeyId: '2X9R4HXF34', privateKey: key.p8 })
  const ask = async (group: string, operation: string, request: object = {}): Promise<any> => {
    const { data, error } = await api[group][operation]({ baseUrl: url, ...request })
    t.equal(error, undefined, `${group}.${operation}`)
    return data
  }
  const apps = await ask('Apps', 'appsGetCollection', { query: { sort: ['name'], limit: 100 } })
  t.strictSame(apps.data.map(({ attributes }: any) => attributes.name), ['Beta', 'Quiet', 'Shop'])
  const { id } = apps.data[2]
  const builds = await ask('Builds', 'buildsGetCollection', { query: { 'filter[app]': [id], include: ['app', 'preReleaseVersion'] } })
  t.equal(builds.included[0].type, 'apps')
  await ask('Apps', 'appsPerfPowerMetricsGetToManyRelated', { path: { id } })
  const found = await ask('Builds', 'buildsDiagnosticSignaturesGetToManyRelated', { path: { id: builds.data[0].id } })
  await ask('Builds', 'buildsPerfPowerMetricsGetToManyRelated', { path: { id: builds.data[0].id } })
  const logs = await ask('DiagnosticSignatures', 'diagnosticSignaturesLogsGetToManyRelated', { path: { id: found.data[0].id } })
  t.equal(logs.version, '1.0.0')
})

t.test('node-app-store-connect-api goes from apps to logs', async (t) => {
  const { url } = await strict(t)
  // It comes without types.
  const name: string = 'node-app-store-connect-api'
  const { api } = await import(name)
  const settings = { issuerId: issuer, apiKey: '2X9R4HXF34', privateKey: key.p8, urlBase: url, automaticRetries: 0 }
  const { read, fetch: plain } = await api(settings)
  const { data } = await read('apps?filter[bundleId]=com.example.shop')
  t.equal(data.length, 1)
  const { data: builds, included, meta } = await read(`builds?filter[app]=${data[0].id}&include=preReleaseVersion,app&limit=5`)
  t.equal(builds.length, 5)
  t.equal(meta.paging.total, 36)
  t.equal(included.apps[data[0].id].attributes.name, 'Shop')
  t.equal((await read(`builds/${builds[0].id}`)).data.id, builds[0].id)
  t.equal((await read(`builds/${builds[0].id}/diagnosticSignatures`)).data[0].type, 'diagnosticSignatures')
  const metrics = await plain(`apps/${data[0].id}/perfPowerMetrics`)
  t.equal((await metrics.json()).version, '1.0.0')
  t.equal((await (await plain(`builds/${builds[0].id}/perfPowerMetrics`)).json()).productData[0].platform, 'iOS')
  const { data: signatures } = await read(`builds/${builds[0].id}/diagnosticSignatures?filter[diagnosticType]=HANGS`)
  const logs = await plain(`diagnosticSignatures/${signatures[0].id}/logs?limit=2`)
  t.equal((await logs.json()).productData[0].diagnosticLogs.length, 2)
})

t.test('in the spec profile the validators generated from Apple\'s document accept everything', async (t) => {
  const api: any = await import('appstore-connect-sdk/openapi')
  const url = await specTwin(t)
  const ask = async (path: string): Promise<any> => {
    const reply = await fetch(`${url}${path}`, { headers: bearer })
    t.equal(reply.status, 200, path)
    return await reply.json()
  }
  const checked = async (name: string, path: string): Promise<any> => {
    const body = await ask(path)
    const verdict = api[name].safeParse(body)
    t.ok(verdict.success, `${name} accepts ${path}: ${JSON.stringify(verdict.error?.issues?.slice(0, 3))}`)
    return body
  }
  const app = '/v1/apps/6443000001'
  await checked('zAppsResponse', '/v1/apps?include=appStoreVersions,builds,preReleaseVersions,appStoreIcon')
  await checked('zAppResponse', `${app}?include=ciProduct,betaGroups`)
  await checked('zBuildsWithoutIncludesResponse', `${app}/builds`)
  const include = 'app,preReleaseVersion,appStoreVersion,icons,buildBundles'
  const builds = await checked('zBuildsResponse', `/v1/builds?limit=200&filter[app]=6443000001&include=${include}`)
  await checked('zAppStoreVersionsResponse', `${app}/appStoreVersions?include=app,build`)
  await checked('zPreReleaseVersionsWithoutIncludesResponse', `${app}/preReleaseVersions`)
  await checked('zPreReleaseVersionsResponse', '/v1/preReleaseVersions?include=app,builds')
  await checked('zAppBuildsLinkagesResponse', `${app}/relationships/builds`)
  const { id } = builds.data.find(({ attributes, relationships }: any) =>
    relationships.appStoreVersion.data !== undefined && attributes.version === '33')
  await checked('zBuildResponse', `/v1/builds/${id}?include=appStoreVersion,app`)
  await checked('zAppWithoutIncludesResponse', `/v1/builds/${id}/app`)
  await checked('zPrereleaseVersionWithoutIncludesResponse', `/v1/builds/${id}/preReleaseVersion`)
  await checked('zAppStoreVersionResponse', `/v1/builds/${id}/appStoreVersion?include=build`)
  await checked('zBuildIconsWithoutIncludesResponse', `/v1/builds/${id}/icons`)
  await checked('zBuildAppLinkageResponse', `/v1/builds/${id}/relationships/app`)
  await checked('zBuildAppStoreVersionLinkageResponse', `/v1/builds/${id}/relationships/appStoreVersion`)
  // Of a build without a version: nothing with data, which the document always asks for, but the error that it has.
  const bare = builds.data.find(({ relationships }: any) => relationships.appStoreVersion.data === undefined).id
  for (const path of [`/v1/builds/${bare}/appStoreVersion`, `/v1/builds/${bare}/relationships/appStoreVersion`]) {
    const reply = await fetch(`${url}${path}`, { headers: bearer })
    t.equal(reply.status, 404, path)
    const verdict = api.zErrorResponse.safeParse(await reply.json())
    t.ok(verdict.success, `${path}: ${JSON.stringify(verdict.error?.issues?.slice(0, 3))}`)
  }
  const metrics = await checked('zXcodeMetrics', `${app}/perfPowerMetrics`)
  t.ok(metrics.productData[0].metricCategories.some(({ identifier }: any) => identifier === 'BATTERY'))
  await checked('zXcodeMetrics', `/v1/builds/${id}/perfPowerMetrics`)
  const signatures = await checked('zDiagnosticSignaturesResponse', `/v1/builds/${id}/diagnosticSignatures`)
  await checked('zBuildDiagnosticSignaturesLinkagesResponse', `/v1/builds/${id}/relationships/diagnosticSignatures`)
  await checked('zDiagnosticLogs', `/v1/diagnosticSignatures/${signatures.data[0].id}/logs`)
})

/** A twin of App Store Connect alone, at the time of a regression, in the spec profile. */
async function specTwin (t: any): Promise<string> {
  const start = parseInstant(now)! - 32 * 24 * 3600 * 1000
  const worlds = new Worlds(growBase({ file: await storeWorld(), seed: 1, epoch: parseInstant(now)!, start }, start))
  const app = fastify({ schemaController: lazyValidation })
  plainJsonType(app)
  stampRequests(app, worlds)
  await app.register(appStoreConnect, { auth: 'any', publicUrl: undefined, profile: 'spec' })
  t.teardown(async () => { await app.close() })
  return await app.listen({ port: 0 })
}
