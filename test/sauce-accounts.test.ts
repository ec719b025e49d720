import t from 'tap'
import { parseInstant } from '../src/kernel/time.js'
import { latestVersions } from '../src/facts/platform.js'
import { basic, sample, testNow, twin } from './helper.js'

const seconds = parseInstant(testNow)! / 1000
const world = {
  name: 'accounts',
  sauce: {
    organization: 'Org',
    teams: [
      {
        name: 'Web',
        machines: 5,
        users: [
          { username: 'demo', accessKey: 'key-demo', role: 'organization admin' },
          { username: 'demo2', accessKey: 'key-demo2', role: 'team admin' },
          { username: 'ann', accessKey: 'key-ann' }
        ]
      },
      { name: 'Mobile', machines: 2, users: [{ username: 'bob', accessKey: 'key-bob' }] }
    ],
    jobs: [
      { owner: 'demo', created: '-PT1M', runningFor: 'PT10M' },
      { owner: 'ann', created: '-PT1M', runningFor: 'PT10M', platform: { os: 'macOS 13', browserName: 'safari' } },
      { owner: 'ann', created: '-PT30S', queuedFor: null },
      { owner: 'bob', created: '-PT1M', runningFor: 'PT10M', manual: true },
      { owner: 'ann', created: '2026-04-13T23:59:50Z', runningFor: 'PT1M' },
      { owner: 'ann', created: '2026-04-13T01:00:00Z', runningFor: 'PT30S' },
      { owner: 'ann', created: '2026-04-01T01:00:00Z', runningFor: 'PT30S', outcome: 'error' }
    ]
  }
} as never

/** The twin of the tests that only read. */
const shared = await twin(t, { world })

const usernames = (body: { results: Array<{ username: string }> }): string[] => body.results.map(({ username }) => username)

t.test('team-management users', async (t) => {
  const { get } = shared
  const users = '/team-management/v1/users'

  t.test('come in an envelope, the exact name first of those it begins', async (t) => {
    const { status, body } = await get(`${users}?username=demo`)
    t.equal(status, 200)
    t.equal(body.count, 2)
    t.same(usernames(body), ['demo', 'demo2'])
    const [demo] = body.results
    t.match(demo, {
      id: /^[0-9a-f]{32}$/,
      username: 'demo',
      email: /^[^@ ]+@example\.com$/,
      first_name: /^\S/,
      last_name: /^\S/,
      is_active: true,
      organization: { id: /^[0-9a-f]{32}$/, name: 'Org' },
      roles: [{ name: 'organization admin', role: 1 }],
      teams: [{
        name: 'Web',
        is_default: true,
        org_uuid: demo.organization.id,
        settings: { live_only: false, real_devices: 0, virtual_machines: 5 },
        group: { id: /^[0-9a-f]{32}$/, name: 'Web' }
      }]
    })
    const page = 'http://localhost:4010/team-management/v1/users/?username=nobody&limit=20&offset=0'
    const none = { links: { next: null, previous: null, first: page, last: page }, count: 0, results: [] }
    t.same((await get(`${users}/?username=nobody`)).body, none)
  })

  t.test('are the same people for the same seed, whoever is asked for', async (t) => {
    const all = (await get(users)).body.results
    for (const user of all) {
      t.same((await get(`${users}?username=${user.username}`)).body.results[0], user)
      const { body } = await get(`${users}/${user.id}`)
      t.match(body, user)
      t.same(Object.keys(body), [
        'id', 'username', 'email', 'first_name', 'last_name', 'is_active', 'created_at', 'updated_at', 'teams', 'roles', 'is_staff',
        'is_superuser', 'user_type', 'groups', 'organization', 'is_organization_admin', 'is_team_admin'
      ])
    }
    const other = await twin(t, { world, seed: 2 })
    t.not((await other.get(users)).body.results[0].email, all[0].email)
  })

  t.test('are found by team, role, id and phrase', async (t) => {
    const all = (await get(users)).body.results
    t.same(all.map(({ username }: { username: string }) => username), ['ann', 'bob', 'demo', 'demo2'])
    const [ann, bob] = all
    t.same(usernames((await get(`${users}?teams=${bob.teams[0].id}`)).body), ['bob'])
    t.same(usernames((await get(`${users}?teams=${bob.teams[0].id},${ann.teams[0].id}`)).body), ['ann', 'bob', 'demo', 'demo2'])
    t.same(usernames((await get(`${users}?team-name=Mobile`)).body), ['bob'])
    t.same(usernames((await get(`${users}?roles=1,4`)).body), ['demo', 'demo2'])
    t.same(usernames((await get(`${users}?roles=3&limit=1`)).body), ['ann'])
    t.same(usernames((await get(`${users}?id=${ann.id},${bob.id}`)).body), ['ann', 'bob'])
    t.same(usernames((await get(`${users}?phrase=${encodeURIComponent(bob.email)}`)).body), ['bob'])
    t.ok(usernames((await get(`${users}?phrase=${ann.last_name.slice(0, 3)}`)).body).includes('ann'))
    t.equal((await get(`${users}?status=active`)).body.count, 4)
    t.equal((await get(`${users}?status=pending`)).body.count, 0)
  })

  t.test('are paged by links', async (t) => {
    const seen: string[] = []
    let path: string | null = `${users}?roles=1,3,4&limit=3`
    let pages = 0
    while (path !== null) {
      const { body }: { body: any } = await get(path)
      seen.push(...usernames(body))
      t.match(body.links.last, /offset=3$/)
      path = body.links.next?.replace('http://localhost:4010', '') ?? null
      pages++
    }
    t.equal(pages, 2)
    t.same(seen, ['ann', 'bob', 'demo', 'demo2'])
    const { links } = (await get(`${users}?limit=2&offset=3`)).body
    t.match(links, { next: null, previous: /offset=1$/, first: /offset=0$/, last: /offset=2$/ })
  })

  t.test('me is the user of the credentials, else the first', async (t) => {
    const bob = { username: 'bob', is_organization_admin: false, groups: [{ name: 'Mobile' }], organization: { name: 'Org' } }
    t.match((await get(`${users}/me`, { authorization: basic('bob') })).body, bob)
    t.match((await get(`${users}/me/`, { authorization: basic('made-up') })).body, { username: 'demo', is_organization_admin: true })
  })

  t.test('refuses in its own words', async (t) => {
    t.match(await get(`${users}/nope`), { status: 404, body: { detail: 'Not found.' } })
    for (const query of ['limit=0', 'limit=x', 'offset=-1', 'roles=2', 'roles=x', 'status=gone']) {
      const { status, body } = await get(`${users}?${query}`)
      t.equal(status, 400, query)
      t.type(body[query.split('=')[0]!][0], 'string')
    }
  })
})

t.test('teams', async (t) => {
  const { get } = shared
  const { body } = await get('/team-management/v1/teams')
  t.match(body, {
    count: 2,
    results: [
      { name: 'Mobile', user_count: 1, settings: { virtual_machines: 2 }, is_default: false },
      { name: 'Web', user_count: 3, is_default: true }
    ]
  })
  const [, web] = body.results
  t.same((await get('/team-management/v1/teams/?name=We')).body.results, [web])
  t.match((await get(`/team-management/v1/teams/${web.id}/`)).body, {
    id: web.id,
    name: 'Web',
    organization: { name: 'Org', total_vm_concurrency: 7 },
    created_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
  })
  t.same(usernames((await get(`/team-management/v1/teams/${web.id}/members/`)).body), ['ann', 'demo', 'demo2'])
  const ann = (await get('/team-management/v1/users?username=ann')).body.results[0]
  t.same((await get(`/team-management/v1/users/${ann.id}/teams/`)).body.results, [web])
  for (const path of ['nope', 'nope/members']) {
    t.match(await get(`/team-management/v1/teams/${path}`), { status: 404, body: { detail: 'Not found.' } })
  }
})

t.test('a user of the REST API', async (t) => {
  const { get } = shared
  const { status, body } = await get('/rest/v1/users/ann')
  t.equal(status, 200)
  const managed = (await get('/team-management/v1/users?username=ann')).body.results[0]
  t.match(body, {
    id: 'ann',
    username: 'ann',
    access_key: 'key-ann',
    user_type: 'subaccount',
    parent: 'demo',
    concurrency_limit: { overall: 5, mac: 5 },
    ancestor_concurrency_limit: { overall: 7 },
    email: managed.email,
    name: `${managed.first_name} ${managed.last_name}`
  })
  for (const path of ['whoami', 'me']) t.same((await get(`/rest/v1/${path}`, { authorization: basic('ann') })).body, body)
  t.match((await get('/rest/v1/users/demo')).body, { parent: null, user_type: 'admin' })
  t.match(await get('/rest/v1/users/nobody'), { status: 404, body: { errors: 'Not Found' } })
})

t.test('where keys are checked, the key of others is masked and other teams are not there', async (t) => {
  const { get } = await twin(t, { world, auth: 'strict' })
  const as = (user: string): Record<string, string> => ({ authorization: basic(user, `key-${user}`) })
  t.equal((await get('/rest/v1/users/ann', as('ann'))).body.access_key, 'key-ann')
  t.equal((await get('/rest/v1/users/ann', as('demo'))).body.access_key, '******')
  t.equal((await get('/rest/v1/whoami', as('bob'))).body.username, 'bob')
  for (const path of ['users/ann', 'ann/activity', 'users/ann/usage', 'users/ann/concurrency', 'ann/tunnels']) {
    t.equal((await get(`/rest/v1/${path}`, as('bob'))).status, 404, path)
  }
  t.equal((await get('/rest/v1/whoami', { authorization: basic('bob', 'wrong') })).status, 401)
  t.equal((await get('/rest/v1/info/status', { authorization: '' })).status, 200, 'the status is for everybody')
  t.equal((await get('/rest/v1/info/status', { authorization: basic('bob', 'wrong') })).status, 401, 'but a wrong key is a wrong key')
})

t.test('concurrency is what runs at the moment', async (t) => {
  const { get, twin: { worlds } } = await twin(t, { world })
  const { body } = await get('/rest/v1.2/users/demo/concurrency')
  t.match(body, {
    timestamp: seconds,
    concurrency: {
      organization: { current: { vms: 3, rds: 0, mac_vms: 1 }, allowed: { vms: 7, rds: 0, mac_vms: 7 } },
      team: { current: { vms: 2, rds: 0, mac_vms: 1 }, allowed: { vms: 5 } }
    }
  })
  t.match((await get('/rest/v1.2/users/bob/concurrency')).body.concurrency.team, { current: { vms: 1 }, allowed: { vms: 2 } })
  const ann = { current: { overall: 1, mac: 1, manual: 0 }, remaining: { overall: 4, mac: 4, manual: 5 } }
  t.same((await get('/rest/v1/users/ann/concurrency')).body.concurrency, { ann })
  t.same(Object.keys((await get('/rest/v1/users/demo/concurrency')).body.concurrency), ['demo', 'demo2', 'ann', 'bob'])
  t.match((await get('/rest/v1.1/users/bob/concurrency')).body.concurrency.bob.current, { overall: 1, manual: 1 })
  worlds.default.clock.advance(10 * 60 * 1000)
  t.equal((await get('/rest/v1.2/users/demo/concurrency')).body.concurrency.organization.current.vms, 0)
  t.equal((await get('/rest/v1.2/users/nobody/concurrency')).status, 404)
})

t.test('activity counts what runs and what waits', async (t) => {
  const { get } = shared
  const { body } = await get('/rest/v1/demo/activity')
  t.same(body.totals, { 'in progress': 3, all: 4, queued: 1 })
  t.same(body.subaccounts.ann, { 'in progress': 1, all: 2, queued: 1 })
  t.same((await get('/rest/v1/users/ann/activity')).body, { subaccounts: { ann: body.subaccounts.ann }, totals: body.subaccounts.ann })
  t.same(Object.keys((await get('/rest/v1/demo2/activity')).body.subaccounts), ['demo2', 'demo', 'ann'], 'a team admin\'s team')
})

t.test('usage counts finished jobs by the day they started', async (t) => {
  const { get, twin: { worlds } } = await twin(t, { world })
  const usage = async (query = ''): Promise<unknown> => (await get(`/rest/v1/users/ann/usage?${query}`)).body
  t.same(await usage(), { usage: [['2026-4-1', [1, 30]], ['2026-4-13', [2, 90]]], username: 'ann' })
  t.same(await usage('start=2026-04-02'), { usage: [['2026-4-13', [2, 90]]], username: 'ann' })
  t.same(await usage('end=2026-4-1'), { usage: [['2026-4-1', [1, 30]]], username: 'ann' })
  for (const query of ['start=yesterday', 'end=2026-13-01', 'end=2026-02-30']) {
    t.equal((await get(`/rest/v1/users/ann/usage?${query}`)).status, 400, query)
  }
  worlds.default.clock.advance(10 * 60 * 1000)
  t.match(await usage(), { usage: [['2026-4-1', [1, 30]], ['2026-4-13', [2, 90]], ['2026-4-15', [1, 600]]] })
})

t.test('no tunnel runs that nobody started', async (t) => {
  const { get, send } = shared
  for (const query of ['', '?full=true', '?full=1&filter=one_per_pool']) t.same((await get(`/rest/v1/demo/tunnels${query}`)).body, [])
  t.same((await get('/rest/v1/demo/tunnels?all=true&full=true')).body, {})
  t.same((await get('/rest/v1/demo/all_tunnels')).body, [])
  for (const path of ['abc', 'abc/num_jobs']) {
    t.match(await get(`/rest/v1/demo/tunnels/${path}`), { status: 404, body: { errors: 'Not Found' } })
  }
  t.equal((await send('DELETE', '/rest/v1/demo/tunnels/abc')).status, 404)
  t.equal((await get('/rest/v1/nobody/tunnels')).status, 404)
  t.equal((await get('/rest/v1/demo/tunnels?full=perhaps')).status, 400)
})

t.test('platforms', async (t) => {
  const { get } = shared
  const all = (await get('/rest/v1/info/platforms/all')).body as Array<Record<string, unknown>>
  const webdriver = (await get('/rest/v1/info/platforms/webdriver')).body
  const appium = (await get('/rest/v1/info/platforms/appium/')).body
  t.same(all, [...webdriver, ...appium])
  t.same((await get('/rest/v1.1/info/platforms/all')).body, all)
  for (const [apiName, version] of Object.entries(latestVersions)) {
    t.ok(all.some((item) => item['api_name'] === apiName && item['long_version'] === `${version}.`), `${apiName} has what "latest" means`)
  }
  t.ok(appium.every((item: Record<string, unknown>) => item['device'] !== undefined && item['automation_backend'] === 'appium'))
  t.ok(appium.every((item: Record<string, unknown>) => Array.isArray(item['supported_backend_versions'])))
  t.notOk(webdriver.some((item: object) => 'device' in item))
  const names = all.map((item) => [item['long_name'], item['short_version'], item['os'], item['automation_backend']].join('|'))
  t.equal(new Set(names).size, names.length, 'no combination twice')
  t.equal((await get('/rest/v1/info/platforms/toaster')).status, 404)
})

t.test('the status is good and its waiting time belongs to the moment', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  const { body } = await get('/rest/v1/info/status')
  t.match(body, { service_operational: true, status_message: 'Basic service status checks passed.' })
  t.ok(body.wait_time > 0 && body.wait_time < 2)
  t.same((await get('/rest/v1/info/status')).body, body)
  worlds.default.clock.advance(60_000)
  t.not((await get('/rest/v1/info/status')).body.wait_time, body.wait_time)
  t.equal((await send('POST', '/rest/v1/stats/ci', { platform: 'jenkins', platform_version: '1.180' })).status, 200)
  t.equal((await send('POST', '/rest/v1/stats/ci', {})).status, 400)
})

t.test('a world without users has nobody to ask for', async (t) => {
  const { get, send } = await twin(t, { world: { name: 'nobody' } as never })
  t.equal((await get('/rest/v1/whoami')).status, 404)
  t.match(await get('/team-management/v1/users/me'), { status: 404, body: { detail: 'Not found.' } })
  t.equal((await get('/team-management/v1/users')).body.count, 0)
  t.same((await get('/v2/builds/vdc/')).body, { builds: [] })
  t.equal((await send('POST', '/v1/testcomposer/reports', { framework: 'x' })).status, 404)
})

t.test('relatives of an account', async (t) => {
  const { get } = shared
  const usersOf = (body: Array<{ id: string }>): string[] => body.map(({ id }) => id)
  const users = ['ann', 'bob', 'demo', 'demo2']
  t.strictSame((await get('/rest/v1.1/users/ann/organization')).body, { count: 4, is_ancestor: false, users })
  t.match((await get('/rest/v1.1/users/demo/organization')).body, { is_ancestor: true })
  const { body } = await get('/rest/v1/users/demo/subaccounts')
  t.strictSame(usersOf(body), ['ann', 'bob', 'demo2'])
  t.strictSame(body[0], (await get('/rest/v1/users/ann')).body)
  t.strictSame(usersOf((await get('/rest/v1/users/demo2/subaccounts')).body), ['ann', 'demo'], 'a team admin has the team')
  t.strictSame((await get('/rest/v1/users/ann/subaccounts')).body, [])
  const page = (await get('/rest/v1/users/demo/list-subaccounts?from=1&limit=1')).body
  t.strictSame([usersOf(page.users), page.users_total], [['bob'], 3])
  for (const version of ['v1', 'v1.1']) {
    t.strictSame(usersOf((await get(`/rest/${version}/users/ann/siblings`)).body), ['bob', 'demo2'])
    t.strictSame(usersOf((await get(`/rest/${version}/users/ann/siblings?per_page=1&page=2`)).body), ['demo2'])
    t.strictSame((await get(`/rest/${version}/users/demo/siblings`)).body, [])
  }
  for (const path of ['v1.1/users/nobody/organization', 'v1/users/nobody/siblings', 'v1/nobody/limits', 'v1/dashboard_messages/nobody']) {
    t.match(await get(`/rest/${path}`), { status: 404, body: { errors: 'Not Found' } }, path)
  }
})

t.test('what an account may use and used', async (t) => {
  const { get } = shared
  t.strictSame((await get('/rest/v1/demo/limits')).body, { timestamp: seconds * 1000, concurrency: 5 })
  t.match((await get('/rest/v1/bob/limits')).body, { concurrency: 2 })
  t.strictSame((await get('/rest/v1/users/ann/monthly-minutes')).body, { manual: '0', automated: '3' }, '1 m, 30 s, 30 s, and 1 m so far')
  t.strictSame((await get('/rest/v1/users/bob/monthly-minutes')).body, { manual: '1', automated: '0' })
  t.match((await get('/rest/v1/dashboard_messages/demo')).body, { status: false })
  const { body } = await get('/rest/v1/users_activity?usernames=ann,bob&days=3')
  t.strictSame(Object.keys(body), ['ann', 'bob'])
  t.strictSame(body.ann, {
    datestamp: ['2026-04-13', '2026-04-14', '2026-04-15'],
    jobs: [2, 1, 1],
    minutes: [1, 1, 1],
    ccy_exec_peak: [1, 1, 1]
  })
  t.equal((await get('/rest/v1/users_activity')).body.demo.datestamp.length, 30)
  t.equal((await get('/rest/v1/users_activity?days=1000')).status, 400)
  t.strictSame((await get('/rest/v1/users_last_job')).body, { ann: seconds - 60, bob: seconds - 60, demo: seconds - 60, demo2: null })
})

t.test('strict: others than one\'s own are left out', async (t) => {
  const { get } = await twin(t, { world, auth: 'strict' })
  const as = (name: string): Record<string, string> => ({ authorization: basic(name, `key-${name}`) })
  t.strictSame(Object.keys((await get('/rest/v1/users_last_job', as('ann'))).body), ['ann', 'demo', 'demo2'])
  t.equal((await get('/rest/v1/bob/limits', as('ann'))).status, 404)
  t.strictSame((await get('/rest/v1.1/users/ann/organization', as('ann'))).body.users, ['ann', 'demo', 'demo2'])
  t.strictSame((await get('/rest/v1/users/ann/siblings', as('ann'))).body.map(({ id }: { id: string }) => id), ['demo2'])
  t.match(await get('/team-management/v1/users/me/active-team', as('bob')), { status: 200, body: { name: 'Mobile' } })
  t.equal((await get('/team-management/v1/service-accounts', as('ann'))).status, 403)
  t.match(await get('/team-management/v1/service-accounts/?limit=100', as('demo')), { status: 200, body: { count: 0, results: [] } })
  const account = `/team-management/v1/service-accounts/${'0'.repeat(32)}`
  t.match(await get(account, as('demo')), { status: 404, body: { detail: 'Not found.' } })
})

t.test('the platform: end of support, browsers, and how many jobs ran', async (t) => {
  const { get, send } = await twin(t, { world })
  const { body: ends } = await get('/rest/v1/info/platforms/appium/eol')
  t.match(ends, { '1.6.2': 1481328000, '1.4.15': 1460160000, '2.11.0': null })
  const { body: appium } = await get('/rest/v1/info/platforms/appium')
  for (const version of [...appium[0].supported_backend_versions, ...appium[0].deprecated_backend_versions]) t.equal(ends[version], null)
  t.strictSame((await get('/rest/v1/info/browsers/webdriver')).body, (await get('/rest/v1/info/platforms/webdriver')).body)
  t.equal((await get('/rest/v1/info/browsers/selenium-rc')).status, 404)
  t.equal((await get('/rest/v1/info/counter')).body, 6, 'one waits for a machine')
  const { body: [{ id }] } = await get('/rest/v1/ann/jobs?to=1776100000')
  await send('DELETE', `/rest/v1/ann/jobs/${id}`)
  t.equal((await get('/rest/v1/info/counter')).body, 5)
})

t.test('users are made as the document shows it, by admins', async (t) => {
  const team = 'b3de7078b79841b59d2e54127269afe3'
  const users = [
    { username: 'boss', accessKey: 'key-boss', role: 'organization admin' as const }, { username: 'mate', accessKey: 'key-mate' },
    { username: 'lead', accessKey: 'key-lead', role: 'team admin' as const }
  ]
  const teams = [
    { name: 'First', users: [{ username: 'other', accessKey: 'key-other', role: 'team admin' as const }] },
    { name: 'Doc-Team', id: team, default: false, liveOnly: true, users }
  ]
  const world = { name: 'people', sauce: { organizationId: 'bed0a8a559404117b3d10d3bfff4c8ab', teams } }
  const { get, send } = await twin(t, { world, auth: 'strict' })
  // The sample request of the document.
  const jim = {
    first_name: 'Jim', last_name: 'Smith', email: 'jsmith@icloud.com', username: 'jsmith', password: '$m1th*RULES', role: 4, team
  }
  const make = async (body: object, user = 'boss'): Promise<any> =>
    await send('POST', '/team-management/v1/users/', body, { authorization: basic(user, `key-${user}`) })
  t.match(await make(jim, 'mate'), { status: 403, body: { detail: 'Forbidden' } }, 'members make nobody')
  t.match(await make(jim, 'other'), { status: 403 }, 'another team\'s admin neither')
  t.match(await make({ ...jim, role: 1 }, 'lead'), { status: 403 }, 'a team\'s admin makes no organization admin')
  const { status, body } = await make(jim)
  t.equal(status, 201)
  const { id, created_at: created, updated_at: updated, groups, organization, teams: [{ group, ...shown }], ...rest } = body
  const documented = await sample('sauce-user')
  t.strictSame(Object.keys(body), Object.keys(documented), 'its keys, in its order')
  // What the document elides, and what is drawn or told by the clock, is looked at below.
  const { group: _group, ...documentedTeam } = documented.teams[0]
  for (const key of ['id', 'created_at', 'updated_at', 'groups', 'organization']) delete documented[key]
  t.strictSame({ ...rest, teams: [shown] }, { ...documented, teams: [documentedTeam] })
  t.match({ id, created, updated, groups, organization, group }, {
    id: /^[0-9a-f]{32}$/, created: '2026-04-15T12:00:00.000000Z', updated: created, groups: [group], organization: { id: shown.org_uuid }
  })
  t.match(await get(`/team-management/v1/users/${id}`, { authorization: basic('lead', 'key-lead') }), { status: 200, body })
  t.match((await get('/rest/v1/users/boss', { authorization: basic('boss', 'key-boss') })).status, 200)
  t.match(await make(jim), { status: 400, body: { username: ['A user with that username already exists.'] } })
  t.match(await make({ ...jim, username: 'x', team: 'none' }), { status: 400, body: { team: [/does not exist/] } })
  for (const username of ['__proto__', '..', '-x', 'a b', '']) {
    t.match(await make({ ...jim, username }), { status: 400, body: { username: [String] } }, username)
  }
  const { email, ...without } = jim
  t.match(await make({ ...without, username: 'y' }), { status: 400, body: { email: ['This field is required.'] } }, email)
  t.equal((await send('DELETE', '/team-management/v1/users', undefined, { authorization: basic('boss', 'key-boss') })).status, 405)
})
