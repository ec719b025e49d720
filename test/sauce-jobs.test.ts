import t from 'tap'
import { beside } from './contract-helper.js'
import { basic, sample, testNow, twin } from './helper.js'

const at = (moment: string): number => Date.parse(moment) / 1000

t.test('the documents\' samples come back from the docs world', async (t) => {
  const { get, send } = await twin(t, { world: 'docs', now: '2021-04-20T17:45:16Z' })

  t.test('get jobs', async (t) => {
    const [wanted] = await sample('sauce-jobs-list')
    const { status, body } = await get('/rest/v1/jsmith/jobs?from=1616262316&to=1618940716')
    t.equal(status, 200)
    const found = body.find((job: { id: string }) => job.id === wanted.id)
    // The document masks these.
    for (const masked of ['org_id', 'team_id', 'group_id']) {
      t.match(found[masked], /^[0-9a-f]{32}$/)
      found[masked] = wanted[masked]
    }
    t.strictSame(found, wanted)
    t.strictSame(Object.keys(found), Object.keys(wanted), 'in the same order')
  })

  t.test('get job details', async (t) => {
    const wanted = await sample('sauce-job-details')
    const { status, body } = await get('/rest/v1/jsmith/jobs/eed5eb4999d840f89f67f8b6d60a2da3')
    t.equal(status, 200)
    t.strictSame(body, wanted)
    t.strictSame(Object.keys(body), Object.keys(wanted), 'in the same order')
  })

  t.test('update a job', async (t) => {
    const wanted = await sample('sauce-job-update')
    const { status, body } = await send('PUT', '/rest/v1/walkerlj0/jobs/a2f60bf3ea5f43fa90126f82c0ba2cf6', {
      name: 'Cypress Training Test',
      tags: ['e2e', 'release team', 'other tag', 'training', 'sauce-school'],
      'custom-data': { tcd: 'true', editor: 'nsweeney' }
    })
    t.equal(status, 200)
    t.strictSame(body, wanted)
    t.strictSame(Object.keys(body), Object.keys(wanted), 'in the same order')
  })

  t.test('stop a job', async (t) => {
    const wanted = await sample('sauce-job-stop')
    const { status, body } = await send('PUT', '/rest/v1/nancy.sweeney/jobs/ec92ec2e200d40b8a75a4f6c06e2226f/stop')
    t.equal(status, 200)
    t.strictSame(body, wanted)
    t.strictSame(Object.keys(body), Object.keys(wanted), 'in the same order')
  })

  t.test('delete a job, then all of a user\'s jobs', async (t) => {
    const one = await send('DELETE', '/rest/v1.1/jobs/a521fd8a78c4426fb10ab765ab1f6831')
    t.equal(one.status, 204)
    t.equal(one.text, '')
    t.equal((await get('/rest/v1/nancy.sweeney/jobs/a521fd8a78c4426fb10ab765ab1f6831')).status, 404)
    t.equal((await send('DELETE', '/rest/v1.1/nancy.sweeney/jobs')).status, 204)
    t.strictSame((await get('/rest/v1/nancy.sweeney/jobs')).body, [])
    t.not((await get('/rest/v1/jsmith/jobs')).body.length, 0, 'others keep theirs')
  })
})

t.test('the documented update and stop happen when the world is put back to before them', async (t) => {
  const before = await twin(t, { world: 'docs', now: '2021-04-19T21:26:20Z' })
  const path = '/rest/v1/walkerlj0/jobs/a2f60bf3ea5f43fa90126f82c0ba2cf6'
  await before.send('PUT', path, { name: 'another name', tags: [], 'custom-data': null })
  const { body } = await before.send('PUT', path, {
    name: 'Cypress Training Test',
    tags: ['e2e', 'release team', 'other tag', 'training', 'sauce-school'],
    'custom-data': { tcd: 'true', editor: 'nsweeney' }
  })
  t.strictSame(body, await sample('sauce-job-update'))

  const running = await twin(t, { world: 'docs', now: '2021-04-19T22:07:30Z' })
  const stop = '/rest/v1/nancy.sweeney/jobs/ec92ec2e200d40b8a75a4f6c06e2226f'
  t.equal((await running.get(stop)).body.status, 'in progress')
  running.twin.worlds.default.clock.set({ mode: 'frozen', at: Date.parse('2021-04-19T22:07:42.900Z') })
  t.match((await running.send('PUT', `${stop}/stop`)).body, {
    status: 'complete', passed: null, consolidated_status: 'complete', error: null, end_time: at('2021-04-19T22:07:42Z')
  })
})

t.test('a job lives by its plan', async (t) => {
  const { twin: { worlds }, send, get } = await twin(t)
  const plan = { newFor: 'PT10S', queuedFor: 'PT20S', runningFor: 'PT1M', outcome: 'failed', name: 'life' }
  const { body: { id } } = await send('POST', '/_perftwin/jobs', plan)
  const path = `/rest/v1/demo/jobs/${id}`
  const look = async (): Promise<any> => (await get(path)).body
  const start = at(testNow)
  t.match(await look(), { status: 'new', consolidated_status: 'new', end_time: null, modification_time: start, start_time: start })
  worlds.default.clock.advance(10_000)
  t.match(await look(), { status: 'queued', modification_time: start + 10 })
  worlds.default.clock.advance(20_000)
  t.match(await look(), {
    status: 'in progress',
    consolidated_status: 'in progress',
    passed: null,
    end_time: null,
    start_time: start + 30,
    modification_time: start + 30
  })
  worlds.default.clock.advance(60_000)
  t.match(await look(), {
    status: 'complete',
    consolidated_status: 'failed',
    passed: false,
    end_time: start + 90,
    modification_time: start + 90,
    commands_not_successful: 1
  })

  t.test('a verdict shows at once, even while it runs', async (t) => {
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { runningFor: 'PT1H' })
    const { body } = await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: true })
    t.match(body, { status: 'in progress', consolidated_status: 'passed', passed: true, end_time: null })
  })

  t.test('an error has its text and the verdict wins in the consolidated status', async (t) => {
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { runningFor: 'PT0S', outcome: 'error' })
    const timedOut = { status: 'error', consolidated_status: 'error', passed: null, error: /did not see a new command/ }
    t.match((await get(`/rest/v1/demo/jobs/${id}`)).body, timedOut)
    t.match((await send('PUT', `/rest/v1/demo/jobs/${id}`, { passed: true })).body, { status: 'error', consolidated_status: 'passed' })
  })
})

t.test('a planned job is not there before its time, and then is', async (t) => {
  const { send, get, twin: { worlds } } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { created: 'PT1H', runningFor: 'PT0S' })
  const paths = [`/rest/v1/demo/jobs/${id}`, `/rest/v1.1/jobs/${id}`, `/rest/v1/demo/jobs/${id}/assets`]
  const statuses = async (): Promise<number[]> => await Promise.all(paths.map(async (path) => (await get(path)).status))
  worlds.default.clock.advance(3_599_999)
  t.strictSame(await statuses(), [404, 404, 404], 'a millisecond before')
  t.strictSame((await get(`/rest/v1.1/jobs?id=${id}`)).body, { jobs: [] })
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'too soon' })).status, 404)
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}/stop`)).status, 404)
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${id}`)).status, 404)
  worlds.default.clock.advance(1)
  t.strictSame(await statuses(), [200, 200, 200])
})

t.test('commands are counted while a job runs, the failed ones when it is over', async (t) => {
  const { send, get, twin: { worlds } } = await twin(t)
  const make = async (): Promise<string> => (await send('POST', '/_perftwin/jobs', {
    build: 'B', runningFor: 'PT100S', commands: 10, failedCommands: 3, outcome: 'failed'
  })).body.id
  const [whole, cut] = [await make(), await make()]
  const counts = async (id: string): Promise<unknown[]> => {
    const { jobs } = (await get('/rest/v1/demo/build/B/jobs?full=1')).body
    const { command_counts: { All: all, Error: errors } } = jobs.find((job: { id: string }) => job.id === id)
    return [all, errors, (await get(`/rest/v1/demo/jobs/${id}`)).body.commands_not_successful]
  }
  t.strictSame(await counts(whole), [1, 0, 0], 'the first begins at once')
  worlds.default.clock.advance(20_000)
  t.strictSame(await counts(whole), [2, 0, 0])
  await send('PUT', `/rest/v1/demo/jobs/${cut}/stop`)
  const run = (await get(`/rest/v1/demo/jobs/${cut}/assets/log.json`)).body.filter(({ status }: any) => status !== 'info')
  t.ok(run.length > 0 && run.length < 10)
  t.strictSame(await counts(cut), [run.length, 0, 0], 'a stopped job ran what its log has; it would have failed later')
  worlds.default.clock.advance(79_000)
  t.strictSame(await counts(whole), [9, 0, 0], 'until the last moment')
  worlds.default.clock.advance(1000)
  t.strictSame(await counts(whole), [10, 3, 3])
  t.strictSame(await counts(cut), [run.length, 0, 0])
  const log = (await get(`/rest/v1/demo/jobs/${whole}/assets/log.json`)).body as Array<{ HTTPStatus?: number }>
  t.equal(log.filter(({ HTTPStatus: status }) => status !== undefined && status !== 200).length, 3, 'as its log has them')
})

t.test('stopping', async (t) => {
  const { send, get, twin: { worlds } } = await twin(t)
  t.test('a stopped job is complete and keeps its error null', async (t) => {
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { runningFor: 'PT1H', outcome: 'passed' })
    worlds.default.clock.advance(5000)
    const { status, body } = await send('PUT', `/rest/v1/demo/jobs/${id}/stop`, {})
    t.equal(status, 200)
    t.match(body, { status: 'complete', consolidated_status: 'complete', passed: null, error: null, end_time: at(testNow) + 5 })
    worlds.default.clock.advance(7_200_000)
    t.match((await get(`/rest/v1/demo/jobs/${id}`)).body, { status: 'complete', passed: null, end_time: at(testNow) + 5 })
  })
  t.test('a job that waits for a machine is cancelled', async (t) => {
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { queuedFor: null })
    t.match((await send('PUT', `/rest/v1/demo/jobs/${id}/stop`)).body, { status: 'error', error: /cancelled before/ })
  })
  t.test('a finished job is left as it is', async (t) => {
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { runningFor: 'PT0S', outcome: 'passed' })
    const before = (await get(`/rest/v1/demo/jobs/${id}`)).text
    t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}/stop`)).status, 200)
    t.equal((await get(`/rest/v1/demo/jobs/${id}`)).text, before)
  })
})

t.test('updating', async (t) => {
  const { send, get, twin: { worlds } } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { runningFor: 'PT1H', tags: ['a', 'b'], name: 'first' })
  const path = `/rest/v1/demo/jobs/${id}`
  const update = async (body: unknown): Promise<any> => await send('PUT', path, body)

  t.test('replaces what is given and leaves the rest', async (t) => {
    worlds.default.clock.advance(1000)
    t.match((await update({ tags: ['c'] })).body, { tags: ['c'], name: 'first', modification_time: at(testNow) + 1 })
    t.match((await update({ build: 234, 'custom-data': { deep: { a: [1] } } })).body, { build: '234', 'custom-data': { deep: { a: [1] } } })
    t.match((await update({ customData: { commit: 'abc' } })).body, { 'custom-data': { commit: 'abc' } })
    t.match((await update({ passed: 'true' })).body, { passed: true })
    t.match((await update({ passed: null, name: null })).body, { passed: null, name: null })
  })

  t.test('knows the five levels of visibility, several of them, and the old booleans', async (t) => {
    for (const level of ['public', 'public restricted', 'share', 'team', 'private', 'team,share']) {
      t.equal((await update({ public: level })).body.public, level)
    }
    t.equal((await update({ public: true })).body.public, 'share')
    t.equal((await update({ public: false })).body.public, 'team')
  })

  t.test('reads JSON whatever the content type says', async (t) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    t.match((await send('PUT', path, '{"name":"by curl"}', form)).body, { name: 'by curl' })
  })

  t.test('refuses bad input and changes nothing', async (t) => {
    const before = (await get(path)).text
    for (const body of [
      'not json', '[]', '"text"', '12',
      '{"name":5}',
      '{"tags":"a"}', '{"tags":[1]}',
      '{"passed":"maybe"}', '{"passed":1}',
      '{"public":"everyone"}', '{"public":"team,everyone"}', '{"public":7}',
      '{"build":{}}',
      '{"custom-data":"x"}', '{"custom-data":[1]}', JSON.stringify({ 'custom-data': { big: 'x'.repeat(64 * 1024) } }),
      JSON.stringify({ name: 'ok', tags: 4 })
    ]) {
      const reply = await send('PUT', path, body)
      t.equal(reply.status, 400, body.slice(0, 60))
      t.type(reply.body.errors, 'string')
    }
    t.equal((await send('PUT', path, JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }))).status, 413)
    t.equal((await get(path)).text, before)
  })
})

t.test('deleting', async (t) => {
  const { send, get } = await twin(t)
  const make = async (spec: object): Promise<string> => (await send('POST', '/_perftwin/jobs', spec)).body.id
  const running = await make({ runningFor: 'PT1H' })
  t.match(await send('DELETE', `/rest/v1/demo/jobs/${running}`), { status: 400, body: { error: "Job hasn't finished running" } })
  t.equal((await send('DELETE', `/rest/v1.1/jobs/${running}`)).status, 400)
  t.equal((await get(`/rest/v1/demo/jobs/${running}`)).status, 200)
  const done = await make({ runningFor: 'PT0S' })
  t.match(await send('DELETE', `/rest/v1/demo/jobs/${done}`), { status: 200, body: { value: 'Success' } })
  t.equal((await send('DELETE', `/rest/v1/demo/jobs/${done}`)).status, 404)
  t.equal((await send('DELETE', `/rest/v1.1/jobs/${done}`)).status, 404)
  t.equal((await send('DELETE', '/rest/v1.1/nobody/jobs')).status, 404)
})

t.test('listing', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const list = async (query = '', user = 'demo'): Promise<any> => await get(`/rest/v1/${user}/jobs${query}`)

  t.test('is newest first, a hundred at a time, five hundred at the most', async (t) => {
    const { body } = await get('/rest/v1/demo/jobs?limit=9999', beside)
    t.ok(body.length > 280 && body.length <= 500)
    const times = body.map((job: any) => job.creation_time)
    t.strictSame(times, [...times].sort((a: number, b: number) => b - a))
    t.equal((await list()).body.length, 100)
    t.strictSame((await list('?limit=0')).body, [])
    t.strictSame((await list('?skip=100000')).body, [])
    const paged = []
    for (let skip = 0; ; skip += 37) {
      const page = (await list(`?limit=37&skip=${skip}`)).body
      paged.push(...page)
      if (page.length === 0) break
    }
    t.strictSame(paged.map((job: any) => job.id), body.map((job: any) => job.id), 'pages join to the whole')
  })

  t.test('from and to include their moments', async (t) => {
    const all = (await list('?limit=500')).body
    const [newer, , older] = [all[3], all[4], all[5]]
    const { body } = await list(`?from=${older.creation_time}&to=${newer.creation_time}`)
    t.strictSame(body.map((job: any) => job.id), all.slice(3, 6).map((job: any) => job.id))
  })

  t.test('full gives the details', async (t) => {
    for (const flag of ['true', 'True', '1']) {
      const [job] = (await list(`?limit=1&full=${flag}`)).body
      t.strictSame(job, (await get(`/rest/v1/demo/jobs/${job.id}`)).body)
    }
    const [job] = (await list('?limit=1&full=false')).body
    t.notOk('owner' in job)
  })

  t.test('csv has a header line and a job a line', async (t) => {
    const ids = await list('?format=csv&limit=3')
    t.equal(ids.headers['content-type'], 'text/csv; charset=utf-8')
    t.equal(ids.text.trim().split('\n').length, 4)
    t.equal(ids.text.split('\n')[0], 'id')
    const full = await list('?format=csv&limit=9&full=1')
    t.match(full.text.split('\n')[0], /^browser_short_version,video_url,creation_time,custom-data,/)
    t.match(full.text, /"\{""commit"":""[0-9a-f]{12}""/)
  })

  t.test('v1.1 wraps the list and filters by name and by hand or machine', async (t) => {
    const { body } = await get('/rest/v1.1/demo/jobs?name=Shop%20purchase%20journey&full=true')
    t.equal(body.jobs.length, 50)
    t.ok(body.jobs.every((job: any) => job.name === 'Shop purchase journey'))
    const first = (await get('/rest/v1/demo/jobs?name=Shop%20purchase%20journey&full=true&limit=50')).body
    t.strictSame(first, body.jobs, 'v1 filters by name too')
    t.strictSame((await get('/rest/v1/demo/jobs?name=nothing')).body, [])
    t.strictSame((await get('/rest/v1.1/demo/jobs?manual_only=true')).body, { jobs: [] })
    t.equal((await get('/rest/v1.1/demo/jobs?auto_only=true&limit=3')).body.jobs.length, 3)
    const both = await get('/rest/v1.1/demo/jobs?auto_only=true&manual_only=true')
    t.match(both, { status: 400, body: { message: 'Invalid combination of arguments.' } })
    t.ok((await get('/rest/v1.1/demo/jobs?subaccounts=true&limit=500&full=1')).body.jobs.some((job: any) => job.owner === 'help.ci'))
    t.ok((await get('/rest/v1.1/demo/jobs?owner=help.ci&full=1')).body.jobs.every((job: any) => job.owner === 'help.ci'))
  })

  t.test('by ids, missing ones left out', async (t) => {
    const [a, b] = (await list('?limit=2')).body
    const { body } = await get(`/rest/v1.1/jobs?full=true&id=${b.id}&id=${a.id}&id=${'0'.repeat(32)}`)
    t.strictSame(body.jobs.map((job: any) => job.id), [b.id, a.id])
    t.equal((await get(`/rest/v1.1/jobs?id=${a.id}`)).body.jobs.length, 1)
    t.strictSame((await get('/rest/v1.1/jobs')).body, { jobs: [] })
  })

  t.test('bad input gets a 400 in the vendor\'s shape', async (t) => {
    for (const query of [
      'limit=-1', 'limit=abc', 'limit=1.5', 'limit=', 'limit=1&limit=2', 'skip=-1', 'from=yesterday', 'from=20&to=10',
      'format=xml', 'full=perhaps'
    ]) {
      const reply = await list(`?${query}`)
      t.equal(reply.status, 400, query)
      t.type(reply.body.errors, 'string')
      t.equal(reply.headers['content-type'], 'application/json')
    }
    t.match(await list('', 'nobody'), { status: 404, body: { errors: 'Not Found' } })
    t.match(await get(`/rest/v1/demo/jobs/${'a'.repeat(10_000)}`), { status: 404, body: { errors: 'Not Found' } })
    t.match(await get('/rest/v1/demo/jobs/..%2f..%2fetc'), { status: 404 })
    t.match(await send('PATCH', '/rest/v1/demo/jobs'), { status: 405, headers: { allow: 'GET, HEAD' } })
    t.match(await get('/rest/v1/demo/unheard-of'), { status: 404, headers: { 'x-perftwin-not-emulated': 'true' } })
    const { status } = await get('/rest/v1/demo/jobs/?ai=mcp&limit=1', beside)
    t.equal(status, 200, 'a slash at the end and unknown parameters are tolerated')
    t.equal((await send('HEAD', '/rest/v1/demo/jobs')).status, 200)
  })
})

t.test('credentials', async (t) => {
  const world = {
    name: 'teams',
    sauce: {
      teams: [
        { name: 'A', users: [{ username: 'ann', accessKey: 'key-a' }, { username: 'abe', accessKey: 'key-b' }] },
        {
          name: 'B',
          users: [
            { username: 'bob', accessKey: 'key-c' },
            { username: 'boss', accessKey: 'key-d', role: 'organization admin' as const }
          ]
        }
      ],
      jobs: ['public', 'public restricted', 'share', 'team', 'private'].map((visibility) =>
        ({ owner: 'ann', name: visibility, visibility: visibility as 'team', created: '-PT1H', outcome: 'passed' as const }))
    }
  }

  t.test('off asks for none, any for some, strict for the right ones', async (t) => {
    for (const [auth, none, wrong, right] of [['off', 200, 200, 200], ['any', 401, 200, 200], ['strict', 401, 401, 200]] as const) {
      const { get } = await twin(t, { world, auth })
      const path = '/rest/v1/ann/jobs'
      t.equal((await get(path, { authorization: '' })).status, none, `${auth}: none`)
      t.equal((await get(path, { authorization: basic('ann', 'guess') })).status, wrong, `${auth}: wrong`)
      t.equal((await get(path, { authorization: basic('ann', 'key-a') })).status, right, `${auth}: right`)
    }
    const { get } = await twin(t, { world, auth: 'strict' })
    const bearer = await get('/rest/v1/ann/jobs', { authorization: 'Bearer x' })
    t.match(bearer, { status: 401, headers: { 'www-authenticate': /^Basic/ }, body: { errors: 'Not authorized' } })
  })

  t.test('strict hides what the level of visibility hides', async (t) => {
    const { get, send } = await twin(t, { world, auth: 'strict' })
    const all = (await get('/rest/v1/ann/jobs?full=1', { authorization: basic('ann', 'key-a') })).body
    const idOf = (name: string): string => all.find((job: any) => job.name === name).id
    const sees = async (name: string, authorization: string, query = ''): Promise<boolean> =>
      (await get(`/rest/v1.1/jobs/${idOf(name)}${query}`, { authorization })).status === 200
    const table: Array<[string, string, string]> = [
      ['ann', basic('ann', 'key-a'), 'public,public restricted,share,team,private'],
      ['abe', basic('abe', 'key-b'), 'public,public restricted,share,team'],
      ['bob', basic('bob', 'key-c'), 'public,public restricted'],
      ['boss', basic('boss', 'key-d'), 'public,public restricted,share,team,private'],
      ['nobody', '', 'public,public restricted']
    ]
    for (const [who, authorization, visible] of table) {
      for (const name of ['public', 'public restricted', 'share', 'team', 'private']) {
        t.equal(await sees(name, authorization), visible.split(',').includes(name), `${who}: ${name}`)
      }
    }
    const listed = (await get('/rest/v1/ann/jobs?full=1', { authorization: basic('abe', 'key-b') })).body
    t.equal(listed.length, 4, 'lists leave out what is hidden')
    t.equal((await get('/rest/v1/ann/jobs', { authorization: basic('bob', 'key-c') })).status, 404)
    t.equal((await send('PUT', `/rest/v1/ann/jobs/${idOf('public')}`, { name: 'x' }, { authorization: basic('bob', 'key-c') })).status, 404)
    t.equal((await send('PUT', `/rest/v1/ann/jobs/${idOf('team')}`, { name: 'x' }, { authorization: basic('abe', 'key-b') })).status, 404)
    t.equal((await send('PUT', `/rest/v1/abe/jobs/${idOf('public')}`, { name: 'x' }, { authorization: basic('abe', 'key-b') })).status, 404)
  })

  t.test('a share token opens a job', async (t) => {
    const { shareToken } = await import('../src/sauce/credentials.js')
    t.equal(shareToken('some-id', 'foo', 'bar'), 'a2600100e3d1990721be97c093f64567')
    t.equal(shareToken('1234', 'username', 'accessKey'), '6cfae591bc67fc04059684ce9b737f81')
    t.equal(shareToken('some-id', 'foo', 'bar', '2026-11-20'), '45ed37487ed0bbc8f16974a152dc13e5')
    const { get } = await twin(t, { world, auth: 'strict' })
    const all = (await get('/rest/v1/ann/jobs?full=1', { authorization: basic('ann', 'key-a') })).body
    const { id } = all.find((job: any) => job.name === 'share')
    const status = async (token: string): Promise<number> =>
      (await get(`/rest/v1/ann/jobs/${id}?auth=${token}`, { authorization: '' })).status
    t.equal(await status(shareToken(id, 'ann', 'key-a')), 200)
    t.equal(await status(shareToken(id, 'ann', 'key-a', '2026-04-15')), 200)
    t.equal(await status(shareToken(id, 'ann', 'key-a', '2026-04-15-12')), 200)
    t.equal(await status(shareToken(id, 'ann', 'key-a', '2026-04-14')), 404)
    t.equal(await status(`abe:${shareToken(id, 'abe', 'key-b')}`), 200)
    t.equal(await status(`bob:${shareToken(id, 'bob', 'key-c')}`), 404, 'who may not see it cannot share it')
    t.equal(await status('0'.repeat(32)), 404)
  })
})
