import { createHmac } from 'node:crypto'
import t from 'tap'
import { openApiDocument } from '../src/openapi/documents.js'
import { basic, twin, type TestTwin } from './helper.js'

const levels = ['public', 'public restricted', 'share', 'team', 'private'] as const
const id = (digit: string): string => digit.repeat(32)
const ids = new Map(levels.map((level, index) => [level as string, id(String(index + 1))]))
const idOf = (level: string): string => ids.get(level)!
const running = id('a')
const record = { extendedDebugging: true, capturePerformance: true }
const secrets = { tags: ['secret-tag'], customData: { secret: 'secret-data' }, build: 'Secret build', tunnel: 'secret-tunnel' }

/** Ann's job of each level, in a team with a mate, an admin and the organisation's; and a team of strangers. */
const world = {
  name: 'access',
  sauce: {
    teams: [
      {
        name: 'One',
        users: [
          { username: 'ann', accessKey: 'key-ann' },
          { username: 'mate', accessKey: 'key-mate' },
          { username: 'lead', accessKey: 'key-lead', role: 'team admin' },
          { username: 'boss', accessKey: 'key-boss', role: 'organization admin' }
        ]
      },
      {
        name: 'Two',
        users: [{ username: 'stranger', accessKey: 'key-stranger' }, { username: 'chief', accessKey: 'key-chief', role: 'team admin' }]
      }
    ],
    jobs: [
      // The private one is the oldest run of the series.
      ...[...levels].reverse().map((visibility) => ({
        id: idOf(visibility),
        owner: 'ann',
        name: 'nightly',
        visibility,
        created: '-PT1H',
        outcome: 'passed',
        pages: ['https://example.com/'],
        record,
        ...secrets
      })),
      { id: running, owner: 'ann', created: '-PT1M', runningFor: 'PT1H' },
      { owner: 'stranger', name: 'theirs', created: '-PT1M', runningFor: 'PT1H' }
    ]
  }
} as never

const as = (user: string, key = `key-${user}`): Record<string, string> => user === '' ? {} : { authorization: basic(user, key) }

/** What an answer to exactly these headers is; the helper's `get` would add credentials. */
async function ask ({ app }: TestTwin, url: string, headers: Record<string, string> = {}, method = 'GET', payload?: object) {
  const reply = await app.inject({ method: method as 'GET', url, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: reply.statusCode, headers: reply.headers, text: reply.body }
}

const statusOf = async (...asked: Parameters<typeof ask>): Promise<number> => (await ask(...asked)).status

const token = (user: string, job: string, key = `key-${user}`): string => createHmac('md5', `${user}:${key}`).update(job).digest('hex')

/** Whatever leads to a job, for those who know its id. */
const roads = (job: string): string[] => [
  `/rest/v1/ann/jobs/${job}`,
  `/rest/v1.1/ann/jobs/${job}`,
  `/rest/v1.1/jobs/${job}`,
  `/rest/v1/ann/jobs/${job}/assets`,
  `/rest/v1/jobs/${job}/assets`,
  `/rest/v1/ann/jobs/${job}/assets/log.json`,
  `/rest/v1/ann/jobs/${job}/assets/screenshots.zip`,
  `/jobs/${job}/video.mp4`,
  `/v1/eds/${job}/network.har`,
  `/v1/eds/${job}/console.json`
]

interface Route { method: string, path: string, operation: string }

/** Every operation, its path filled in. */
async function everyRoute (): Promise<Route[]> {
  const { paths } = await openApiDocument('sauce') as { paths: Record<string, Record<string, { operationId: string }>> }
  return Object.entries(paths).flatMap(([pattern, methods]) => Object.entries(methods).map(([method, { operationId }]) => {
    const kind = pattern.includes('browsers') ? 'webdriver' : 'all'
    const named = pattern.replace('{source}', 'vdc').replace('{username}', 'ann').replace('{kind}', kind)
    const path = named.replaceAll(/\{[^}]+\}/g, id('1'))
    return { method: method.toUpperCase(), path, operation: operationId }
  }))
}

// A build's page is not found where there is no build, whoever asks; who may see which is in sauce-pages.test.ts.
// Neither is a download, whose names are few: test/sauce-connect.test.ts.
const elsewhere = new Set(['showBuild', 'getSauceConnect', 'getSauceConnect4'])
const routes = (await everyRoute()).filter(({ operation }) => !elsewhere.has(operation))

/** What answers everybody, and what shows public jobs to everybody. */
const open = /^(?:getStatus|getCounter|listPlatforms|getAppiumEol|listBrowsers|show|scDownload|getTunnelVersions|getVersionFile)/
const shared = new Set([
  'getJob', 'getUserJobV1_1', 'getJobV1_1', 'listJobAssets', 'listAssetsOfJob', 'getJobAsset', 'downloadJobAsset',
  'downloadJobAssetById', 'getNetworkHar', 'getConsoleLog', 'getLighthouseReport'
])

t.test('mode any asks everybody for credentials, on every road, and takes whatever they are', async (t) => {
  const server = await twin(t, { world })
  t.ok(routes.length > 50)
  for (const { method, path, operation } of routes) {
    const { status, headers } = await ask(server, path, {}, method)
    if (open.test(operation)) {
      t.equal(status, 200, operation)
      continue
    }
    t.equal(status, 401, `${operation}: none`)
    t.match(headers['www-authenticate'], /^Basic realm=/, operation)
    t.equal(await statusOf(server, path, { authorization: 'Bearer x' }, method), 401, `${operation}: no Basic`)
  }
  for (const level of levels) {
    for (const road of roads(idOf(level))) t.equal(await statusOf(server, road), 401, `${level} ${road}`)
  }
  for (const road of roads(idOf('private'))) t.equal(await statusOf(server, road, as('whoever', 'made-up')), 200, road)
  t.equal((await ask(server, roads(id('1'))[0]!)).text, '{"errors":"Not authorized"}')
})

t.test('mode any: a share token opens what takes one, and nothing else', async (t) => {
  const server = await twin(t, { world })
  const job = idOf('private')
  for (const road of roads(job)) {
    t.equal(await statusOf(server, `${road}?auth=${token('ann', job)}`), 200, road)
    t.equal(await statusOf(server, `${road}?auth=ann:${token('ann', job)}`), 200, road)
    for (const none of ['', 'anything', 'ann:', `${token('ann', job)}0`, `${token('ann', job)}&auth=${token('ann', job)}`]) {
      t.equal(await statusOf(server, `${road}?auth=${none}`), 401, `${road} ${none}`)
    }
  }
  for (const { method, path, operation } of routes) {
    if (shared.has(operation) || open.test(operation)) continue
    t.equal(await statusOf(server, `${path}?auth=${token('ann', id('1'))}`, {}, method), 401, operation)
  }
})

t.test('mode off asks for nothing', async (t) => {
  const server = await twin(t, { world, auth: 'off' })
  for (const road of [...roads(idOf('private')), '/rest/v1/ann/jobs', '/team-management/v1/users']) {
    t.equal(await statusOf(server, road), 200, road)
  }
})

t.test('mode strict: wrong credentials are a 401 always, never a job that is not there', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const wrong = [as('ann', 'guess'), as('nobody'), as('stranger', 'key-ann'), { authorization: 'Bearer x' }, { authorization: 'Basic' }]
  for (const { method, path, operation } of routes) {
    for (const headers of wrong) {
      const { status, headers: answered } = await ask(server, path, headers, method)
      t.equal(status, 401, `${operation} ${headers.authorization}`)
      t.match(answered['www-authenticate'], /^Basic realm=/)
    }
  }
  for (const level of levels) {
    const good = token('ann', idOf(level))
    for (const road of roads(idOf(level))) {
      t.equal(await statusOf(server, road, as('ann', 'guess')), 401, road)
      t.equal(await statusOf(server, `${road}?auth=${good}`, as('ann', 'guess')), 401, `${road}, though with a token`)
    }
  }
})

t.test('mode strict: without credentials one reads what is public and what a token opens', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  for (const { method, path, operation } of routes) {
    const status = await statusOf(server, path, {}, method)
    if (open.test(operation) || operation === 'getJob') t.equal(status, 200, operation)
    else if (!shared.has(operation)) t.equal(status, 401, operation)
  }
  for (const road of roads(idOf('public'))) t.equal(await statusOf(server, road), 200, road)
  const opened = idOf('private')
  for (const road of roads(opened)) t.equal(await statusOf(server, `${road}?auth=${token('ann', opened)}`), 200, `${road} with its token`)
  for (const level of ['share', 'team', 'private']) {
    const job = idOf(level)
    for (const road of roads(job)) {
      t.equal(await statusOf(server, road), 404, `${level} ${road}`)
      t.equal(await statusOf(server, `${road}?auth=${token('ann', id('9'))}`), 404, `${level} ${road} with another's`)
      const foreign = `stranger:${token('stranger', job)}`
      t.equal(await statusOf(server, `${road}?auth=${foreign}`), 404, 'who does not see it cannot share it')
    }
  }
})

t.test('mode strict: who sees and who changes a job', async (t) => {
  const everybody = ['ann', 'mate', 'lead', 'boss', 'stranger', 'chief', ''] as const
  const sees: Record<string, string> = {
    public: 'ann mate lead boss stranger chief -',
    'public restricted': 'ann mate lead boss stranger chief -',
    share: 'ann mate lead boss',
    team: 'ann mate lead boss',
    private: 'ann boss'
  }
  const changes = (level: string): string[] => level === 'private' ? ['ann', 'boss'] : ['ann', 'lead', 'boss']
  const server = await twin(t, { world, auth: 'strict' })
  const { worlds } = server.twin
  for (const level of levels) {
    const job = idOf(level)
    for (const user of everybody) {
      const fork = `${level.replace(' ', '-')}-${user}-`
      const headers = { ...as(user), 'x-perftwin-world': fork }
      const name = `${user === '' ? 'nobody' : user}: ${level}`
      const isSeen = sees[level]!.split(' ').includes(user === '' ? '-' : user)
      t.equal(await statusOf(server, `/rest/v1.1/jobs/${job}`, headers), isSeen ? 200 : 404, name)
      const may = changes(level).includes(user)
      const refused = user === '' ? 401 : 404
      const does = async (expected: number, method: string, path: string, payload?: object): Promise<void> => {
        t.equal(await statusOf(server, path, headers, method, payload), may ? expected : refused, `${name}: ${method} ${path}`)
      }
      await does(200, 'PUT', `/rest/v1/ann/jobs/${job}`, { name: 'changed' })
      await does(200, 'PUT', `/rest/v1/ann/jobs/${job}/stop`)
      await does(201, 'POST', `/v2/performance/metrics/${job}/baseline/reset`)
      await does(201, 'POST', `/v2/performance/metrics/${job}/discarded?order_index=0`)
      await does(201, 'POST', `/v2/performance/metrics/${job}/regimes/acknowledge?order_index=0`)
      await does(201, 'POST', `/v2/performance/metrics/${job}`, { page_url: 'https://example.com/', metric_data: { load: 1 } })
      await does(200, 'DELETE', `/rest/v1/ann/jobs/${job}/assets`)
      await does(200, 'DELETE', `/rest/v1/ann/jobs/${job}`)
      if (may) continue
      t.strictSame([...worlds.get(fork).facts.jobs.values()], [...worlds.default.facts.jobs.values()], `${name}: nothing has changed`)
      t.equal(worlds.get(fork).facts.marks.size, 0)
    }
  }
})

t.test('mode strict: uploads and wiping are for the owner and for admins', async (t) => {
  const boundary = 'X'
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--${boundary}--\r\n`
  for (const [user, upload, wipe, left] of [
    ['mate', 404, 404, 6],
    ['stranger', 404, 404, 6],
    ['chief', 404, 404, 6],
    ['lead', 200, 204, 1],
    ['boss', 200, 204, 0],
    ['ann', 200, 204, 0]
  ] as const) {
    const { app, twin: { worlds: { default: { facts } } } } = await twin(t, { world, auth: 'strict' })
    const headers = { ...as(user), 'content-type': `multipart/form-data; boundary=${boundary}` }
    const url = `/v1/testcomposer/jobs/${idOf('team')}/assets`
    t.equal((await app.inject({ method: 'PUT', url, headers, payload })).statusCode, upload, user)
    t.equal((await app.inject({ method: 'DELETE', url: '/rest/v1.1/ann/jobs', headers: as(user) })).statusCode, wipe, user)
    t.equal(facts.jobs.in('owner', 'ann').length, left, `${user} leaves so many`)
  }
})

t.test('mode strict: public restricted shows strangers the results page and the pictures', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const job = idOf('public restricted')
  const metadata = { 'custom-data': null, tags: [], build: null, assigned_tunnel_id: null }
  for (const user of ['', 'stranger', 'chief']) {
    for (const road of roads(job).slice(0, 3)) {
      const { status, text } = await ask(server, road, as(user))
      t.equal(status, 200, road)
      t.notMatch(text, /secret/i, `${user} ${road}`)
      t.match(JSON.parse(text), { ...metadata, id: job, owner: 'ann', name: 'nightly', consolidated_status: 'passed' })
    }
    t.strictSame(Object.keys(JSON.parse((await ask(server, roads(job)[3]!, as(user))).text)), [
      'video.mp4', 'selenium-log', 'sauce-log', 'video', 'screenshots'
    ])
    for (const name of ['video.mp4', '0000screenshot.png', 'screenshots.zip']) {
      t.equal(await statusOf(server, `/jobs/${job}/${name}`, as(user)), 200, name)
    }
    for (const name of ['log.json', 'selenium-server.log', 'network.har', 'console.json', 'performance.json']) {
      t.equal(await statusOf(server, `/jobs/${job}/${name}`, as(user)), 404, name)
    }
    t.equal(await statusOf(server, `/v1/eds/${job}/network.har`, as(user)), 404)
  }
  const listed = async (user: string, full: boolean): Promise<string> =>
    (await ask(server, `/rest/v1.1/jobs?id=${job}&full=${full}`, as(user))).text
  for (const full of [true, false]) t.notMatch(await listed('stranger', full), /secret/i)
  t.match(JSON.parse(await listed('stranger', true)), { jobs: [{ id: job, ...metadata }] })
  for (const path of [`/v2/performance/metrics/${job}`, `/v2/builds/vdc/jobs/${job}/build/`]) {
    t.equal(await statusOf(server, path, as('stranger')), 404, path)
    t.equal(await statusOf(server, path, as('mate')), 200, path)
  }
  for (const [who, headers, query] of [
    ['mate', as('mate'), ''], ['boss', as('boss'), ''], ['nobody with a token', {}, `?auth=${token('ann', job)}`]
  ] as const) {
    const { text } = await ask(server, `${roads(job)[0]}${query}`, headers)
    t.match(JSON.parse(text), { 'custom-data': { secret: 'secret-data' }, tags: ['secret-tag'], build: 'Secret build' }, who)
    t.equal(await statusOf(server, `/jobs/${job}/log.json${query}`, headers), 200, who)
  }
  const own = `stranger:${token('stranger', job)}`
  t.equal(await statusOf(server, `/jobs/${job}/log.json?auth=${own}`), 404, 'a token shows what its maker sees')
  t.notMatch((await ask(server, `${roads(job)[0]}?auth=${own}`)).text, /secret/i)
})

t.test('mode strict: what is hidden is in no list, no count and no series', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const json = async (path: string, user: string): Promise<any> => JSON.parse((await ask(server, path, as(user))).text)
  const own = [...ids.values(), running]
  for (const [user, hidden] of [['ann', 0], ['boss', 0], ['mate', 1], ['lead', 1]] as const) {
    const shown = own.length - hidden
    for (const query of ['', '?full=true']) t.equal((await json(`/rest/v1/ann/jobs${query}`, user)).length, shown, user)
    t.equal((await json('/rest/v1.1/ann/jobs', user)).jobs.length, shown)
    t.equal((await json(`/rest/v1.1/jobs?${own.map((id) => `id=${id}`).join('&')}`, user)).jobs.length, shown)
    const [{ id: build, jobs: { finished } }] = (await json('/v2/builds/vdc?name=Secret%20build', user)).builds
    t.equal(finished, 5 - hidden)
    t.equal((await json(`/v2/builds/vdc/${build}/jobs`, user)).jobs.length, 5 - hidden)
    t.equal((await json('/rest/v1/ann/build/Secret%20build/jobs', user)).jobs.length, 5 - hidden)
    const history = (await json(`/v2/performance/metrics/${idOf('team')}/history?order_index=0`, user)).items
    const runs = history.map(({ job_id: job }: { job_id: string }) => job)
    t.equal(runs.includes(idOf('private')), hidden === 0, `${user}: history`)
    t.match((await json('/rest/v1/users/ann/usage', user)).usage, [['2026-4-15', [5 - hidden]]], user)
  }
  const series = async (user: string): Promise<number> =>
    (await json(`/v2/performance/metrics/${idOf('public')}/baseline?metric_names=load&order_index=0`, user)).load.values.length
  t.equal(await series('stranger'), 1, 'only what is public without restriction')
})

t.test('mode strict: a build of hidden jobs is hidden too', async (t) => {
  const secret = { owner: 'ann', build: 'Hidden', created: '-PT1H', visibility: 'private' }
  const { teams, jobs } = (world as any).sauce
  const server = await twin(t, { world: { name: 'builds', sauce: { teams, jobs: [...jobs, secret] } } as never, auth: 'strict' })
  const names = async (user: string, query = ''): Promise<string[]> => {
    const { builds } = JSON.parse((await ask(server, `/v2/builds/vdc${query}`, as(user))).text)
    return builds.map(({ name }: { name: string }) => name).sort()
  }
  t.strictSame(await names('ann'), ['Hidden', 'Secret build'])
  t.strictSame(await names('mate'), ['Secret build'])
  t.strictSame(await names('mate', '?status=complete'), [])
  t.strictSame(await names('boss'), ['Hidden', 'Secret build'])
  const [{ id: build }] = JSON.parse((await ask(server, '/v2/builds/vdc?name=Hidden', as('ann'))).text).builds
  const builds = '/rest/v1/ann/builds'
  for (const path of [`/v2/builds/vdc/${build}`, `/v2/builds/vdc/${build}/jobs`, `${builds}/Hidden`, `${builds}/${build}`]) {
    t.equal(await statusOf(server, path, as('ann')), 200, path)
    t.equal(await statusOf(server, path, as('mate')), 404, path)
  }
})

t.test('mode strict: people, teams and what they do are shown to their team and to the organisation\'s admin', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const json = async (path: string, user: string): Promise<any> => JSON.parse((await ask(server, path, as(user))).text)
  const users = async (user: string, query = ''): Promise<string[]> =>
    (await json(`/team-management/v1/users${query}`, user)).results.map(({ username }: { username: string }) => username)
  t.strictSame(await users('boss'), ['ann', 'boss', 'chief', 'lead', 'mate', 'stranger'])
  for (const user of ['ann', 'lead']) t.strictSame(await users(user), ['ann', 'boss', 'lead', 'mate'])
  for (const user of ['stranger', 'chief']) t.strictSame(await users(user), ['chief', 'stranger'])
  t.strictSame(await users('stranger', '?username=ann'), [])
  const [ann] = (await json('/team-management/v1/users?username=ann', 'boss')).results
  const [one] = ann.teams
  const paths = [
    `/team-management/v1/users/${ann.id}`, `/team-management/v1/users/${ann.id}/teams`,
    `/team-management/v1/teams/${one.id}`, `/team-management/v1/teams/${one.id}/members`
  ]
  for (const path of paths) {
    for (const user of ['ann', 'mate', 'boss']) t.equal(await statusOf(server, path, as(user)), 200, `${user} ${path}`)
    t.match(await ask(server, path, as('stranger')), { status: 404, text: '{"detail":"Not found."}' }, path)
  }
  const teams = async (user: string): Promise<string[]> =>
    (await json('/team-management/v1/teams', user)).results.map(({ name }: { name: string }) => name)
  t.strictSame(await teams('boss'), ['One', 'Two'])
  t.strictSame(await teams('stranger'), ['Two'])

  const accounts = async (user: string, of: string): Promise<string[]> =>
    Object.keys((await json(`/rest/v1/${of}/activity`, user)).subaccounts).sort()
  t.strictSame(await accounts('boss', 'boss'), ['ann', 'boss', 'chief', 'lead', 'mate', 'stranger'])
  t.strictSame(await accounts('ann', 'boss'), ['ann', 'boss', 'lead', 'mate'], 'below the admin, but no other team')
  t.notOk('stranger' in (await json('/rest/v1/users/boss/concurrency', 'ann')).concurrency)
  const below = await json('/rest/v1.1/boss/jobs?subaccounts=true&full=true', 'ann')
  t.notOk(below.jobs.some(({ owner }: { owner: string }) => owner === 'stranger'))
})

t.test('mode strict: a private job counts in nobody else\'s activity, and its machine is in use all the same', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  t.equal(await statusOf(server, `/rest/v1/ann/jobs/${running}`, as('ann'), 'PUT', { public: 'private' }), 200)
  const json = async (path: string, user: string): Promise<any> => JSON.parse((await ask(server, path, as(user))).text)
  for (const [user, seen] of [['ann', 1], ['boss', 1], ['mate', 0], ['lead', 0]] as const) {
    t.match((await json('/rest/v1/ann/activity', user)).totals, { all: seen, 'in progress': seen }, user)
    t.match((await json('/rest/v1/users_activity?usernames=ann&days=1', user)).ann, { jobs: [4 + 2 * seen] }, user)
    t.match((await json('/rest/v1.2/users/ann/concurrency', user)).concurrency.team.current, { vms: 1 }, user)
  }
})

t.test('several levels: private hides whatever else is said, restricted restricts', async (t) => {
  const server = await twin(t, { world, auth: 'strict' })
  const job = idOf('team')
  for (const [visibility, mate, nobody, log] of [
    ['team,private', 404, 404, 404],
    ['private, public', 404, 404, 404],
    ['team, public', 200, 200, 200],
    ['public,public restricted', 200, 200, 404]
  ] as const) {
    t.equal(await statusOf(server, `/rest/v1/ann/jobs/${job}`, as('ann'), 'PUT', { public: visibility }), 200)
    t.equal(await statusOf(server, `/rest/v1.1/jobs/${job}`, as('mate')), mate, visibility)
    t.equal(await statusOf(server, `/rest/v1.1/jobs/${job}`), nobody, visibility)
    t.equal(await statusOf(server, `/jobs/${job}/log.json`), log, visibility)
  }
})

t.test('wrong credentials are a 401 where nothing is served, too', async (t) => {
  const { get, send } = await twin(t, { world, auth: 'strict' })
  const wrong = { authorization: basic('ann', 'key-mate') }
  const { status, body, headers } = await get('/rest/v1/zz/yy', wrong)
  t.match({ status, body, headers }, { status: 401, body: { errors: 'Not authorized' }, headers: { 'www-authenticate': /^Basic/ } })
  t.equal((await send('PUT', '/rest/v1/ann/jobs', {}, wrong)).status, 401, 'nor by another method')
  t.equal((await get('/rest/v1/zz/yy', { authorization: basic('ann', 'key-ann') })).status, 404)
  t.equal((await get('/rest/v1/zz/yy', { authorization: '' })).status, 404)
})
