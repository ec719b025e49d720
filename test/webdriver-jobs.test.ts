/** The job of a WebDriver session: it lives with it, and its files tell what the client did. */
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { basic, twin, type TestTwin } from './helper.js'

const plain = { browserName: 'chrome', browserVersion: 'latest', platformName: 'Windows 10' }

const watched = { extendedDebugging: true, capturePerformance: true }

async function begin (tw: TestTwin, options: object = {}, capabilities: object = plain): Promise<string> {
  const alwaysMatch = { ...capabilities, 'sauce:options': options }
  const { status, body } = await tw.send('POST', '/wd/hub/session', { capabilities: { alwaysMatch } })
  t.equal(status, 200, JSON.stringify(body))
  return body.value.sessionId
}

t.test('a session makes a complete job, whose files tell what the client did', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, { name: 'checkout', build: 'b 1', tags: ['a', 'b'], ...watched })
  const command = async (method: string, path: string, body?: object) => await tw.send(method, `/wd/hub/session/${id}/${path}`, body)
  t.match(await tw.get(`/rest/v1/demo/jobs/${id}`), { status: 200, body: { status: 'in progress', name: 'checkout', end_time: null } })
  t.match(await command('POST', 'url', { url: 'https://www.example.com/' }), { status: 200, body: { value: null } })
  t.equal((await command('GET', 'title')).status, 200)
  t.match(await command('POST', 'element', { using: 'css selector', value: '#nothing' }), {
    status: 404, body: { value: { error: 'no such element', stacktrace: '' } }
  })
  t.strictSame(await tw.send('DELETE', `/wd/hub/session/${id}`).then(({ status, body }) => [status, body]), [200, { value: null }])

  const { body: job } = await tw.get(`/rest/v1/demo/jobs/${id}`)
  t.match(job, {
    status: 'complete', name: 'checkout', build: 'b 1', tags: ['a', 'b'], passed: null, error: null, commands_not_successful: 1
  })
  t.equal(job.end_time, Date.parse('2026-04-15T12:00:00Z') / 1000, 'it ends at the world\'s now')
  t.ok(job.start_time < job.end_time - 3, 'and has lasted as long as what was simulated')

  const { body: assets } = await tw.get(`/rest/v1/demo/jobs/${id}/assets`)
  t.match(assets, { 'sauce-log': 'log.json', video: 'video.mp4', 'selenium-log': 'selenium-server.log' }, JSON.stringify(assets))
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  t.strictSame(log.filter((entry: { method?: string }) => entry.method !== undefined)
    .map(({ method, path, HTTPStatus }: Record<string, unknown>) => [method, path, HTTPStatus]), [
    ['POST', '/session', 200],
    ['POST', 'url', 200],
    ['GET', 'title', 200],
    ['POST', 'element', 404],
    ['DELETE', `/session/${id}`, 200]
  ])
  const { body: metrics } = await tw.get(`/v2/performance/metrics/${id}/`)
  t.match(metrics.items, [{ job_id: id, order_index: 0, page_url: 'https://www.example.com/' }])
  const { body: measured } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/performance.json`)
  t.equal(measured[0].loaderId, metrics.items[0].loader_id)
})

const control = async (tw: TestTwin, method: string, path: string, body?: object): Promise<any> => {
  const answer = await tw.send(method, `/_perftwin/${path}`, body)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
  return answer.body
}

const advance = async (tw: TestTwin, by: string): Promise<void> => { await control(tw, 'POST', 'clock/advance', { by }) }

const jobOf = async (tw: TestTwin, id: string, world = ''): Promise<any> => (await tw.get(`${world}/rest/v1/demo/jobs/${id}`)).body

const seconds = (text: string): number => Date.parse(text) / 1000
const now = seconds('2026-04-15T12:00:00Z')

t.test('what the options say becomes the job\'s', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, {
    name: 'options', build: 17, tags: 'x, y', public: 'private', customData: { commit: 'abc' }, tunnelName: 'mine',
    recordVideo: false, recordScreenshots: false, recordLogs: false, seleniumVersion: '4.21.0', screenResolution: '1280x1024'
  })
  await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })
  t.match(await jobOf(tw, id), {
    status: 'in progress', name: 'options', build: '17', tags: ['x', 'y'], public: 'private', 'custom-data': { commit: 'abc' },
    proxied: true, assigned_tunnel_id: /^[0-9a-f]{32}$/, record_video: false, record_screenshots: false, selenium_version: '4.21.0',
    browser: 'googlechrome', browser_version: '142.0.7444.60', os: 'Windows 10', automation_backend: 'webdriver', manual: false
  })
  t.match((await tw.get(`/rest/v1/demo/jobs/${id}/assets`)).status, 400, 'it has no files yet')
  await tw.send('DELETE', `/session/${id}`)
  const { body: assets } = await tw.get(`/rest/v1/demo/jobs/${id}/assets`)
  t.strictSame(Object.values(assets).flat().filter((name) => name !== null).sort(), ['selenium-server.log'])
  const { body: builds } = await tw.get('/rest/v1/demo/builds')
  t.ok(JSON.stringify(builds).includes('"17"'))
})

t.test('a video is not kept of a test that passed, if the client does not want it', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  for (const passed of [true, false]) {
    const id = await begin(tw, { videoUploadOnPass: false })
    await tw.send('DELETE', `/session/${id}`)
    await tw.send('PUT', `/rest/v1/demo/jobs/${id}`, { passed })
    t.equal((await tw.get(`/rest/v1/demo/jobs/${id}/assets`)).body.video, passed ? null : 'video.mp4')
  }
})

t.test('a silent client\'s session ends with Sauce Labs\' error text', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, { idleTimeout: 40 })
  await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })
  await advance(tw, 'PT39S')
  t.match(await jobOf(tw, id), { status: 'in progress', error: null })
  t.equal((await tw.get(`/session/${id}/url`)).status, 200)
  await advance(tw, 'PT40S')
  const error = 'Test did not see a new command for 40 seconds. Timing out.'
  t.match(await jobOf(tw, id), { status: 'error', consolidated_status: 'error', passed: null, error, end_time: now + 79 })
  const { status, body: { value } } = await tw.get(`/session/${id}/url`)
  t.strictSame([status, value.error], [404, 'invalid session id'])
  t.equal(value.message, [
    `ERROR The test with session id ${id} has already finished, and can't receive further commands.`,
    `You can learn more at http://localhost:4010/tests/${id}`,
    'For help, please check https://docs.saucelabs.com/dev/error-messages'
  ].join('\n'))
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  t.match(log.at(-1), { status: 'info', message: `error: ${error}` })
  t.match(log.map(({ path }: { path?: string }) => path).filter(Boolean), ['/session', 'url', 'url'], 'without what came too late')
})

t.test('no session lasts longer than its maximum duration', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, { maxDuration: 60, idleTimeout: 50 })
  for (const by of ['PT30S', 'PT29S']) {
    await advance(tw, by)
    await tw.get(`/session/${id}/title`)
  }
  t.match(await jobOf(tw, id), { status: 'in progress' })
  await advance(tw, 'PT1S')
  const job = await jobOf(tw, id)
  t.match(job, { status: 'error', error: 'Test exceeded maximum duration after 60 seconds' })
  t.equal(job.end_time - job.start_time, 60)
  t.equal((await tw.get(`/session/${id}/title`)).status, 404)
})

t.test('page loads take the session\'s time, also where the clock stands', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, watched)
  const startOf = async (): Promise<number> => (await jobOf(tw, id)).start_time
  const first = await startOf()
  for (let i = 0; i < 3; i++) await tw.send('POST', `/session/${id}/url`, { url: `https://www.example.com/${i}` })
  t.ok(await startOf() <= first - 3, 'it began as long ago as it takes to have come here')
  await advance(tw, 'PT60S')
  await tw.send('DELETE', `/session/${id}`)
  const job = await jobOf(tw, id)
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  const commands = log.filter(({ method }: { method?: string }) => method !== undefined)
  const last = commands.at(-1)
  t.ok(Math.abs(last.start_time + last.duration - job.end_time) < 0.01, 'the last command ends with the job')
  t.ok(last.between_commands > 50 && last.between_commands < 60, 'of the minute that passed the last load has its part')
  for (const [index, { duration, between_commands: between, start_time: start }] of commands.entries()) {
    if (index === 0) continue
    const before = commands[index - 1]
    t.ok(Math.abs(before.start_time + before.duration + between - start) < 0.002)
    t.ok(duration > 0)
  }
  const { body: { items } } = await tw.get(`/v2/performance/metrics/${id}/`)
  t.equal(items.length, 3)
  const loads = commands.filter(({ path }: { path: string }) => path === 'url')
  for (const [index, { metric_data: metrics }] of items.entries()) {
    t.ok(loads[index].duration * 1000 >= metrics.load, 'a navigation waits for its page')
    t.ok(loads[index].duration * 1000 < metrics.load + 200)
  }
})

t.test('a job that is stopped or deleted has no session any more', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const stopped = await begin(tw)
  await tw.get(`/session/${stopped}/title`)
  t.equal((await tw.send('DELETE', `/rest/v1.1/jobs/${stopped}`)).status, 400, 'a running job is not deleted')
  t.match((await tw.send('PUT', `/rest/v1/demo/jobs/${stopped}/stop`)).body, { status: 'complete', error: null })
  t.match((await tw.get(`/session/${stopped}/title`)).body.value, { error: 'invalid session id', message: /already finished/ })
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${stopped}/assets/log.json`)
  t.match(log.map(({ path }: { path?: string }) => path), ['/session', undefined, 'title'])
  t.equal((await tw.send('DELETE', `/rest/v1.1/jobs/${stopped}`)).status, 204)
  t.match((await tw.get(`/session/${stopped}/title`)).body.value, { error: 'invalid session id', message: /there is no session/ })
  const { sessions, sessionCommands } = tw.twin.worlds.default.facts
  t.strictSame([sessions.size, sessionCommands.size], [0, 0], 'what was recorded of it went with it')
  const open = await begin(tw)
  t.equal((await tw.send('DELETE', '/rest/v1.1/demo/jobs')).status, 204)
  t.equal((await tw.get(`/session/${open}/title`)).status, 404)
})

t.test('a fork, a snapshot and a reset have no browsers: jobs whose session was open then were abandoned', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw)
  await tw.get(`/session/${id}/title`)
  await control(tw, 'POST', 'snapshots', { name: 'amid' })
  await control(tw, 'POST', 'worlds', { name: 'fork', from: 'default' })
  const lost = { status: 'error', error: 'User Abandoned Test -- User terminated', end_time: now }
  t.match(await jobOf(tw, id, '/w/fork'), lost)
  t.match((await tw.get(`/w/fork/session/${id}/title`)).body.value, { error: 'invalid session id', message: /already finished/ })
  t.match(await jobOf(tw, id), { status: 'in progress' }, 'the world itself does not notice')
  t.equal((await tw.get(`/session/${id}/title`)).status, 200)
  await control(tw, 'POST', 'snapshots/amid/restore')
  t.match(await jobOf(tw, id), lost)
  t.equal((await tw.get(`/session/${id}/title`)).status, 404)
  await control(tw, 'POST', 'reset')
  t.equal((await tw.get(`/rest/v1/demo/jobs/${id}`)).status, 404)
  t.match((await tw.get(`/session/${id}/title`)).body.value, { message: /there is no session/ })
})

t.test('where machines are counted a session waits for one', async (t) => {
  const tw = await twin(t, { world: 'empty' })
  await control(tw, 'PUT', 'quotas', { concurrency: true })
  const { teams, users, jobs } = tw.twin.worlds.default.facts
  teams.put({ ...teams.get(users.get('demo')!.teamId)!, machines: 1 })
  const named = async (name: string): Promise<any> => {
    for (let i = 0; i < 200; i++) {
      const job = [...jobs.values()].find((each) => each.name === name)
      if (job !== undefined) return await jobOf(tw, job.id)
      await setTimeout(5)
    }
    throw new Error(`there is no job ${name}`)
  }
  const ask = async (name: string): Promise<any> =>
    await tw.send('POST', '/session', { capabilities: { alwaysMatch: { 'sauce:options': { name } } } })
  const first = ask('first')
  const { value } = (await first).body
  const second = ask('second')
  t.match(await named('second'), { status: 'queued' })
  const third = ask('third')
  const { id: cancelled } = await named('third')
  await tw.send('PUT', `/rest/v1/demo/jobs/${cancelled}/stop`)
  t.match([(await third).status, (await third).body.value], [500, { error: 'session not created', message: /cancelled before/ }])
  t.match(await jobOf(tw, cancelled), { status: 'error', error: /cancelled before a Sauce Labs virtual machine was found/ })
  await tw.send('DELETE', `/session/${value.sessionId}`)
  const { status, body } = await second
  t.equal(status, 200)
  t.match(await jobOf(tw, body.value.sessionId), { name: 'second', status: 'in progress' })
  const fourth = ask('fourth')
  t.match(await named('fourth'), { status: 'queued' })
  await tw.send('POST', '/_perftwin/clock/advance', { by: 'PT1M' })
  await tw.get(`/session/${body.value.sessionId}/title`)
  for (let i = 0; i < 9; i++) {
    await advance(tw, 'PT1M')
    await tw.get(`/session/${body.value.sessionId}/title`)
  }
  const refused = await fourth
  t.match([refused.status, refused.body.value.message], [500, 'You\'ve exceeded your Sauce Labs concurrency limit'])
})

t.test('what Sauce Labs\' own commands do', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const id = await begin(tw, { name: 'commands', ...watched })
  const run = async (script: string, ...args: unknown[]): Promise<any> => {
    const { status, body } = await tw.send('POST', `/session/${id}/execute/sync`, { script, args })
    t.equal(status, 200, JSON.stringify(body))
    return body.value
  }
  const open = async (url: string): Promise<void> => { t.equal((await tw.send('POST', `/session/${id}/url`, { url })).status, 200) }
  await run('sauce:job-name=renamed')
  await run('sauce:job-tags=x,y')
  await run('sauce:job-build=b 7')
  await run('sauce:job-info={"public":"private"}')
  await run('sauce:context=now it begins')
  await open('https://www.example.com/')
  t.equal((await tw.send('POST', `/session/${id}/sauce/ondemand/throttle/network`, { condition: 'Regular3G' })).status, 200)
  await run('sauce:throttleCPU', { rate: 4 })
  await open('https://www.example.com/')
  await run('sauce: stop network')
  t.match((await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })).body.value, { error: 'unknown error' })
  await run('sauce: start network')
  await run('sauce:performanceDisable')
  await open('https://www.example.com/')
  await run('sauce: disable log')
  await run('console.warn("said by a script"); return 1')
  await run('sauce: enable log')
  await run('sauce: break')
  await run('sauce:job-result=passed')
  await tw.send('DELETE', `/session/${id}`)

  const job = await jobOf(tw, id)
  t.match(job, {
    name: 'renamed', tags: ['x', 'y'], build: 'b 7', public: 'private', passed: true, status: 'complete', consolidated_status: 'passed',
    breakpointed: true, commands_not_successful: 1
  })
  const { body: { items } } = await tw.get(`/v2/performance/metrics/${id}/`)
  const loads = items.map((item: any) => [item.order_index, item.metric_data.load])
  t.match(loads.map(([index]: number[]) => index), [0, 1, 2], 'one that was made while capturing was off is not measured')
  t.ok(loads[1][1] > 2 * loads[0][1], 'throttling slows the loads that follow')
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  t.ok(log.some(({ status, message }: any) => status === 'info' && message === 'now it begins'))
  t.notMatch(JSON.stringify(log), /said by a script/, 'log.json has nothing of what ran while it was off')
  t.match((await tw.get(`/rest/v1/demo/jobs/${id}/assets/selenium-server.log`)).text, /said by a script/)
  const { body: said } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/console.json`)
  t.match(said.filter(({ text }: any) => text === 'said by a script'), [{ level: 'warning', source: 'console-api' }])
})

t.test('a verdict on the last load is what the API says of it afterwards', async (t) => {
  const tw = await twin(t, { world: 'demo' })
  const session = async (commands: (id: string) => Promise<void>): Promise<string> => {
    const id = await begin(tw, { name: 'judged', ...watched })
    await commands(id)
    await tw.send('DELETE', `/session/${id}`)
    return id
  }
  const open = async (id: string): Promise<void> => { await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' }) }
  for (let i = 0; i < 16; i++) await session(open)
  const judged = async (id: string): Promise<any> =>
    (await tw.send('POST', `/session/${id}/sauce/ondemand/performance`, { name: 'judged', metrics: ['load', 'speedIndex'] })).body.value
  let verdict: any
  await session(async (id) => {
    await open(id)
    verdict = await judged(id)
  })
  t.match(verdict, { result: 'pass', details: {} })
  const slow = await session(async (id) => {
    await tw.send('POST', `/session/${id}/execute/sync`, { script: 'sauce:throttleNetwork', args: [{ condition: 'Regular 3G' }] })
    await open(id)
    verdict = await judged(id)
  })
  t.match(verdict, { result: 'fail', reason: /^Metrics \[.*load.*\] are significantly out of the baseline$/ })
  const { body } = await tw.get(`/v2/performance/metrics/${slow}/assert/?metric_names=load&order_index=0`)
  const { actual, upperLimit } = verdict.details.load
  t.match(body.load, { outlier: { status: true }, real_value: actual, upper_boundary: upperLimit })
})

t.test('a session that was open when the process ended was abandoned, and what was acknowledged is there', async (t) => {
  const data = join(t.testdir(), 'perftwin.json')
  const first = await twin(t, { data })
  const id = await begin(first, { name: 'durable' })
  await first.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })
  await first.app.close()
  const second = await twin(t, { data })
  t.match(await jobOf(second, id), { name: 'durable', status: 'error', error: 'User Abandoned Test -- User terminated' })
  const { body: log } = await second.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  t.strictSame(log.map(({ path }: { path?: string }) => path).filter(Boolean), ['/session', 'url'])
  t.match((await second.get(`/session/${id}/title`)).body.value, { error: 'invalid session id', message: /already finished/ })
})

t.test('two hundred sessions at once do not mind each other, and none is left when they are over', async (t) => {
  const tw = await twin(t)
  const ids = await Promise.all(Array.from({ length: 200 }, async (_, i) => await begin(tw, { name: `session ${i}` })))
  t.equal(new Set(ids).size, 200)
  await Promise.all(ids.slice(0, 20).map(async (id, i) => {
    await tw.send('POST', `/session/${id}/url`, { url: `https://www.example.com/${i}` })
    t.equal((await tw.get(`/session/${id}/url`)).body.value, `https://www.example.com/${i}`)
  }))
  t.equal((await tw.get('/wd/hub/sessions')).body.value.length, 200)
  await Promise.all(ids.slice(0, 100).map(async (id) => await tw.send('DELETE', `/session/${id}`)))
  await advance(tw, 'PT2M')
  t.strictSame((await tw.get('/wd/hub/sessions')).body.value, [], 'the others have run into their idle timeout')
})

t.test('commands of one session run one after the other, in the order in which they came', async (t) => {
  const tw = await twin(t)
  const id = await begin(tw)
  const urls = Array.from({ length: 8 }, (_, i) => `https://www.example.com/${i}`)
  await Promise.all(urls.map(async (url) => await tw.send('POST', `/session/${id}/url`, { url })))
  await tw.send('DELETE', `/session/${id}`)
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  t.strictSame(log.filter(({ path }: any) => path === 'url').map(({ request }: any) => request.url), urls)
})

t.test('closing the last window ends the session', async (t) => {
  const tw = await twin(t)
  const id = await begin(tw)
  t.match(await tw.send('DELETE', `/session/${id}/window`), { status: 200, body: { value: [] } })
  t.match(await jobOf(tw, id), { status: 'complete', error: null })
  t.equal((await tw.get(`/session/${id}/title`)).status, 404)
})

t.test('what a client intercepts changes the job\'s page load', async (t) => {
  const tw = await twin(t)
  const id = await begin(tw, watched)
  const refuse = { url: '*.js*', error: 'ConnectionRefused' }
  t.equal((await tw.send('POST', `/session/${id}/sauce/ondemand/intercept`, refuse)).status, 200)
  const { body: { value: { mockId } } } = await tw.send('POST', `/session/${id}/sauce/ondemand/mock`, { url: '*.css*' })
  await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })
  const { body: { value: calls } } = await tw.get(`/session/${id}/sauce/ondemand/mock/${mockId}`)
  t.ok(calls.length > 0 && calls.every(({ url }: { url: string }) => url.includes('.css')))
  await tw.send('DELETE', `/session/${id}`)
  const { body: { log: { entries } } } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/network.har`)
  const scripts = entries.filter(({ request }: any) => request.url.includes('.js'))
  t.ok(scripts.length > 0)
  t.ok(scripts.every(({ response }: any) => response.status === 0), 'none of them was answered')
})

t.test('the job\'s screenshots show what the client has changed', async (t) => {
  const tw = await twin(t)
  const id = await begin(tw)
  const run = async (script: string): Promise<void> => {
    t.equal((await tw.send('POST', `/session/${id}/execute/sync`, { script, args: [] })).status, 200)
  }
  await tw.send('POST', `/session/${id}/url`, { url: 'https://www.example.com/' })
  await run('return document.title')
  await run('document.querySelector("h1, p, a, button").textContent = "another text altogether"')
  await tw.send('DELETE', `/session/${id}`)
  const { body: log } = await tw.get(`/rest/v1/demo/jobs/${id}/assets/log.json`)
  const shots = log.filter(({ method }: any) => method !== undefined).map(({ screenshot }: any) => screenshot)
  t.strictSame(shots, [null, 0, null, 1, null], 'a script that only reads leaves none')
  const [first, second] = await Promise.all([0, 1].map(async (n) => {
    const url = `/rest/v1/demo/jobs/${id}/assets/000${n}screenshot.png`
    return (await tw.app.inject({ url, headers: { authorization: basic('demo') } })).rawPayload
  }))
  t.equal(first!.subarray(1, 4).toString(), 'PNG')
  t.notOk(first!.equals(second!))
})
