#!/usr/bin/env node
// Do two checkouts, both built, answer with the same bytes? For changes that must not move behaviour:
//
//   node scripts/same-bytes.mjs OTHER_CHECKOUT [--every N]
//
// Compares the generated documents, all fixtures, and at a fixed time the answers to every kind of request in the three
// worlds: every artifact of every Nth job (default 1: all of them), reads, writes and refusals.
// Prints what differs, and exits with 1 if anything does.
import { createHash } from 'node:crypto'
import { fork } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const now = '2026-04-15T12:00:00Z'
const worlds = ['demo', 'docs', 'empty']
const here = fileURLToPath(new URL('..', import.meta.url))

const { values: { every, print }, positionals: [other] } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' }, print: { type: 'string' } }
})

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex')

if (print !== undefined) {
  const found = Object.fromEntries(await fingerprint(print))
  process.send(found, () => process.exit())
} else if (other === undefined) {
  console.error('usage: node scripts/same-bytes.mjs OTHER_CHECKOUT [--every N]')
  process.exitCode = 2
} else {
  const [before, after] = await Promise.all([resolve(other), here].map(fingerprintInProcess))
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const different = [...names].filter((name) => before[name] !== after[name])
  for (const name of different.slice(0, 50)) console.log(`differs: ${name}`)
  console.log(`${names.size} answers and files compared, ${different.length} differ`)
  process.exitCode = different.length === 0 ? 0 : 1
}

/** A process of its own for each checkout, so that neither shares a module or a cache with the other. */
async function fingerprintInProcess (checkout) {
  const child = fork(fileURLToPath(import.meta.url), ['--print', checkout, '--every', every], { cwd: checkout })
  return await new Promise((resolve, reject) => {
    child.on('message', resolve)
    child.on('exit', (code) => { if (code !== 0) reject(new Error(`the fingerprint of ${checkout} failed`)) })
  })
}

/** Name to hash of everything that must not change. */
async function fingerprint (checkout) {
  const found = new Map()
  for (const folder of ['openapi', 'fixtures']) {
    for (const file of await readdir(join(checkout, folder), { recursive: true })) {
      if (/\.(?:json|md)$/.test(file)) found.set(`${folder}/${file}`, hash(await readFile(join(checkout, folder, file))))
    }
  }
  const { createTwin } = await import(join(checkout, 'dist/bundle/index.js'))
  for (const world of worlds) {
    const name = world.replace(/^.*\/|\.json$/g, '')
    const file = world.endsWith('.json') ? join(checkout, world) : world
    const twin = await createTwin({ world: file, seed: 1, now, publicUrl: 'http://localhost:4010' })
    await askEverything(twin, async (key, request) => { found.set(`${name}: ${key}`, await answerOf(twin.url, request)) })
    await twin.close()
  }
  return found
}

async function answerOf (url, { method = 'GET', path, user, token, body, headers = {}, read = (bytes) => bytes }) {
  const reply = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(user === undefined ? {} : { authorization: `Basic ${btoa(`${user.username}:${user.accessKey}`)}` }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
  })
  const kept = ['content-type', 'content-length', 'content-encoding', 'etag', 'link', 'location', 'content-disposition']
  const head = kept.map((name) => `${name}: ${reply.headers.get(name)}`).join('\n')
  const bytes = Buffer.from(await reply.arrayBuffer())
  return `${reply.status} ${hash(head)} ${hash(read(bytes))}`
}

async function askEverything (twin, note) {
  const json = async (path, user) => await (await fetch(twin.url + path, {
    headers: { authorization: `Basic ${btoa(`${user.username}:${user.accessKey}`)}` }
  })).json()
  const ask = async (path, more = {}) => await note(`${more.method ?? 'GET'} ${path}${more.label ?? ''}`, { path, ...more })
  const some = (list) => list.filter((_, index) => index % Number(every) === 0)

  await askAppStore(twin, ask)
  for (const user of twin.accounts) {
    await askAccount(user, ask)
    const jobs = await json(`/rest/v1/${user.username}/jobs?limit=500&full=true`, user)
    for (const { id } of jobs) await ask(`/rest/v1/${user.username}/jobs/${id}`, { user })
    for (const { id } of some(jobs)) await askJob(id, user, ask, twin)
    const loads = await json('/v2/performance/metrics/?limit=500', user)
    for (const { job_id: id } of some(loads.items ?? [])) await askPerformance(id, user, ask)
  }
  const [user] = twin.accounts
  await askRefusals(user, ask)
  if (user !== undefined) await askWrites(user, ask, json)
  await askControl(ask)
}

async function askAccount (user, ask) {
  const { username } = user
  const paths = [
    `/rest/v1/${username}/jobs`, `/rest/v1/${username}/jobs?limit=7&skip=3&full=true`, `/rest/v1/${username}/jobs?format=csv`,
    `/rest/v1.1/${username}/jobs?limit=20`, '/rest/v1.1/jobs?limit=20',
    `/rest/v1/users/${username}`, '/rest/v1/whoami', '/rest/v1/me', `/rest/v1/${username}/activity`,
    `/rest/v1/users/${username}/activity`, `/rest/v1/users/${username}/usage`, `/rest/v1.2/users/${username}/concurrency`,
    `/rest/v1.1/users/${username}/concurrency`, `/rest/v1/${username}/builds`, `/rest/v1.1/${username}/builds`,
    '/v2/builds/vdc', '/v2/builds/vdc?limit=3&sort=desc', '/v2/builds/rdc', '/team-management/v1/users', '/team-management/v1/users/me',
    '/team-management/v1/teams', `/rest/v1/${username}/tunnels`, `/rest/v1/${username}/all_tunnels`,
    '/rest/v1/info/platforms/all', '/rest/v1.1/info/platforms/webdriver', '/rest/v1/info/status',
    '/v2/performance/metrics/', '/v2/performance/metrics/?limit=5&page_url=https%3A%2F%2Fshop.example.com%2F', '/v2/performance/metrics/swagger'
  ]
  for (const path of paths) await ask(path, { user, label: ` as ${username}` })
}

/** The names of a job's files, as the answer to their deletion in a world of its own lists them. */
async function fileNames (id, user, twin) {
  const reply = await fetch(`${twin.url}/w/names/rest/v1/${user.username}/jobs/${id}/assets`, {
    method: 'DELETE',
    headers: { authorization: `Basic ${btoa(`${user.username}:${user.accessKey}`)}` }
  })
  return reply.ok ? (await reply.json()).map(([name]) => name) : []
}

async function askJob (id, user, ask, twin) {
  const job = `/rest/v1/${user.username}/jobs/${id}`
  await ask(`${job}/assets`, { user })
  await ask(`/v2/builds/vdc/jobs/${id}/build`, { user })
  for (const name of [...await fileNames(id, user, twin), 'screenshots.zip']) {
    await ask(`${job}/assets/${name}`, { user })
    const loader = /^_lhr_([0-9A-F]+)\.json\.gz$/.exec(name)?.[1]
    if (loader !== undefined) await ask(`/v1/eds/${id}/performance/${loader}/lhr.html`, { user })
  }
  await ask(`/v1/eds/${id}/network.har`, { user })
  await ask(`/v1/eds/${id}/console.json`, { user })
  await ask(`${job}/assets/video.mp4`, { user, headers: { range: 'bytes=100-199' }, label: ' range' })
}

async function askPerformance (id, user, ask) {
  const metrics = `/v2/performance/metrics/${id}`
  const one = 'order_index=0&metric_names=load'
  const two = 'order_index=0&metric_names=largestContentfulPaint,score'
  const paths = ['/', '/?full=true', '/?order_index=0', '/history/', `/history/?${one}`, `/history/?${two}&limit=10&include_baseline=true`,
    '/baseline/', `/baseline/?${one}`, `/baseline/?${two}`, '/assert/', `/assert/?${one}`, `/assert/?${two}`,
    '/regimes/', `/regimes/?${one}`, `/regimes/?${two}`, '/discarded/', '/baseline/reset/']
  for (const path of paths) await ask(metrics + path, { user })
}

async function askAppStore (twin, ask) {
  const asked = async (path) => {
    await ask(path, { token: 'any' })
    const reply = await fetch(twin.url + path, { headers: { authorization: 'Bearer any' } })
    return reply.ok ? (await reply.json()).data ?? [] : []
  }
  await ask('/v1/apps', { label: ' without a token' })
  for (const { id } of await asked('/v1/apps?include=builds,appStoreVersions,preReleaseVersions&limit=50')) {
    for (const path of ['', '/preReleaseVersions', '/appStoreVersions?include=build', '/relationships/builds', '/relationships/preReleaseVersions',
      '/relationships/appStoreVersions', '/performanceOverviews', '/perfPowerMetrics?filter[platform]=IOS&filter[metricType]=LAUNCH',
      '/builds?fields[builds]=version,app', '/perfPowerMetrics?filter[deviceType]=all_iphones']) await ask(`/v1/apps/${id}${path}`, { token: 'any' })
    await ask(`/v1/apps/${id}/perfPowerMetrics`, { token: 'any', headers: { accept: 'application/vnd.apple.xcode-metrics+json,application/json' } })
  }
  for (const { id } of await asked('/v1/preReleaseVersions?include=app,builds&limit=200')) {
    for (const path of ['', '/app', '/builds', '/relationships/app', '/relationships/builds']) await ask(`/v1/preReleaseVersions/${id}${path}`, { token: 'any' })
  }
  for (const { id } of await asked('/v1/builds?include=app,preReleaseVersion,appStoreVersion,icons&sort=-uploadedDate&limit=200')) {
    for (const path of ['', '/app', '/preReleaseVersion', '/appStoreVersion', '/icons', '/relationships/app', '/relationships/preReleaseVersion',
      '/relationships/appStoreVersion', '/relationships/icons', '/perfPowerMetrics', '/relationships/diagnosticSignatures']) await ask(`/v1/builds/${id}${path}`, { token: 'any' })
    for (const { id: signature } of await asked(`/v1/builds/${id}/diagnosticSignatures?limit=5`)) await ask(`/v1/diagnosticSignatures/${signature}/logs`, { token: 'any' })
  }
  await ask('/v1/builds?limit=3&fields[builds]=nonsense', { token: 'any' })
  await ask('/v1/builds?filter[nonsense]=1', { token: 'any' })
  await ask('/v1/users', { token: 'any' })
  await ask('/v1/builds', { token: 'any', method: 'POST', body: {} })
  await ask('/v1/apps/nobody', { token: 'any' })
}

async function askRefusals (user = { username: 'nobody', accessKey: 'none' }, ask) {
  const { username } = user
  const unknown = 'f'.repeat(32)
  const paths = [`/rest/v1/${username}/jobs`, `/rest/v1/${username}/jobs/${unknown}`, `/rest/v1/${username}/jobs/${unknown}/assets/log.json`,
    '/v2/performance/metrics/', `/v2/performance/metrics/${unknown}/`, `/v2/builds/vdc/${unknown}`, '/rest/v1/nobody-known/jobs', '/nothing/here',
    '/rest/v1/nothing/here/at/all', '/team-management/v1/users/none']
  for (const path of paths) {
    for (const method of ['GET', 'PUT', 'POST', 'DELETE', 'PATCH']) {
      await ask(path, { method, user, label: ' refused', ...(method === 'GET' ? {} : { body: { nonsense: [1] } }) })
    }
    await ask(path, { label: ' without credentials' })
  }
  for (const query of ['limit=-1', 'limit=x', 'from=tomorrow', 'skip=x', 'format=xml']) await ask(`/rest/v1/${username}/jobs?${query}`, { user })
  await ask(`/rest/v1/${username}/jobs/${unknown}`, { method: 'PUT', user, body: '{"broken', label: ' broken JSON' })
}

async function askWrites (user, ask, json) {
  const { username } = user
  const written = '/w/written'
  const jobs = await json(`${written}/rest/v1/${username}/jobs?limit=12`, user)
  for (const [index, { id }] of jobs.entries()) {
    const path = `${written}/rest/v1/${username}/jobs/${id}`
    await ask(path, { method: 'PUT', user, body: { name: `renamed ${index}`, tags: ['a', 'b'], passed: index % 2 === 0, 'custom-data': { index } } })
    await ask(`${path}/stop`, { method: 'PUT', user })
    if (index % 3 === 0) await ask(`${path}/assets`, { method: 'DELETE', user })
    if (index % 4 === 0) await ask(path, { method: 'DELETE', user })
    await ask(path, { user })
    await ask(`${written}/v2/performance/metrics/${id}/baseline/reset/`, { method: 'POST', user })
    await ask(`${written}/v2/performance/metrics/${id}/discarded/`, { method: 'POST', user, body: {} })
    await askPerformance(id, user, async (path, more) => await ask(written + path, more))
  }
  await ask(`${written}/v2/performance/metrics/`, { method: 'POST', user, body: { page_url: 'https://shop.example.com/' } })
  await ask(`${written}/v2/performance/metrics/`, { user })
  await ask(`${written}/_perftwin/jobs`, { method: 'POST', body: { name: 'made', pages: ['https://example.com/'] } })
  await ask(`${written}/rest/v1/${username}/jobs?full=true`, { user })
  await ask(`${written}/rest/v1.1/${username}/jobs`, { method: 'DELETE', user })
}

async function askControl (ask) {
  for (const path of ['/clock', '/worlds', '/truth', '/faults', '/quotas', '/snapshots', '/webhooks', '/progress', '/diff', '/nothing',
    '/openapi/sauce.json', '/openapi/control.json', '/openapi/app-store-connect.json']) await ask(`/_perftwin${path}`)
  await ask('/_perftwin/faults', { method: 'POST', body: { status: 'many' } })
  await ask('/_perftwin/clock/advance', { method: 'POST', body: { by: 'P1D' } })
  await ask('/w/written/_perftwin/diff')
  // Journal entries without their counted bytes of time: which requests were seen, and how they were answered.
  await ask('/_perftwin/journal/counts')
  await ask('/_perftwin/verify', { method: 'POST', body: { request: { operation: 'listJobs' }, atLeast: 1 } })
}
