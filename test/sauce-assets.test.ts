import t from 'tap'
import { parseInstant } from '../src/kernel/time.js'
import { simulateLoad } from '../src/worlds/page-loads.js'
import { basic, testNow, twin } from './helper.js'

const id = (digit: string): string => digit.repeat(32)
const record = { automatorLog: true, extendedDebugging: true, capturePerformance: true }
const world = {
  name: 'assets',
  sauce: {
    teams: [
      { name: 'One', users: [{ username: 'demo', accessKey: 'key-demo' }] },
      { name: 'Two', users: [{ username: 'ada', accessKey: 'key-ada' }] }
    ],
    jobs: [
      { id: id('a'), created: '-PT1H', commands: 6, record, pages: ['https://example.com/', 'https://example.com/b'] },
      { id: id('b'), created: '-PT1H', record: { video: false, screenshots: false, logs: false } },
      { id: id('c'), created: '-PT1M', runningFor: 'PT1H' },
      { id: id('d'), created: '-P31D' },
      { id: id('e'), created: '-PT1H', queuedFor: null },
      { id: id('f'), created: '-PT1H', visibility: 'public restricted', record },
      { id: id('1'), created: '-PT1H', record, assetSizes: { 'video.mp4': 210140, '_crmuxdriver.log': 100136, 'log.json': 6201 } },
      { id: id('2'), created: '-PT1H', commands: 10, runningFor: 'PT100M', record: { video: false } }
    ]
  }
} as never

const list = (job: string): string => `/rest/v1/demo/jobs/${job}/assets`

t.test('the list has two logs and the video under an alias, and every other file under its name', async (t) => {
  const { get } = await twin(t, { world })
  const { status, body, headers } = await get(list(id('a')))
  t.equal(status, 200)
  t.equal(headers['content-type'], 'application/json')
  t.same(Object.entries(body), [
    ['automator.log', 'automator.log'],
    ['network.har', 'network.har'],
    ['console.json', 'console.json'],
    ['video.mp4', 'video.mp4'],
    ['selenium-log', 'selenium-server.log'],
    ['performance.json', 'performance.json'],
    ['sauce-log', 'log.json'],
    ['video', 'video.mp4'],
    ['screenshots', ['0000screenshot.png', '0001screenshot.png']]
  ])
  t.same((await get(`/rest/v1/jobs/${id('a')}/assets`)).body, body, 'without naming a user')
  t.same((await get(`${list(id('a'))}/`)).body, body)
})

t.test('what was not recorded is not there', async (t) => {
  const { get } = await twin(t, { world })
  t.same((await get(list(id('b')))).body, { 'selenium-log': 'selenium-server.log', 'sauce-log': null, video: null, screenshots: [] })
})

t.test('while the job runs, the answer is a JSON string', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  for (const method of ['GET', 'DELETE']) {
    const { status, text, headers } = await send(method, list(id('c')))
    t.equal(status, 400)
    t.equal(text, '"Job hasn\'t finished running"\n')
    t.equal(headers['content-type'], 'application/json')
  }
  worlds.default.clock.advance(3600 * 1000)
  t.equal((await get(list(id('c')))).status, 200)
})

t.test('a job that never ran has no files; one stopped early has fewer', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  await send('PUT', `/rest/v1/demo/jobs/${id('e')}/stop`)
  t.same((await get(list(id('e')))).body, { 'selenium-log': null, 'sauce-log': null, video: null, screenshots: [] })
  await send('PUT', `/rest/v1/demo/jobs/${id('2')}/stop`)
  const { body } = await get(list(id('2')))
  const log = (await get(`${list(id('2'))}/log.json`)).body.filter(({ status }: any) => status !== 'info')
  t.ok(log.length > 2 && log.length < 10, 'not all of its ten commands had run')
  const listed = (await get('/rest/v1/demo/jobs?full=true')).body.find((job: any) => job.id === id('2'))
  t.equal(listed.commands_not_successful, 0)
  t.equal(body.screenshots.length, log.filter(({ screenshot }: any) => screenshot !== null).length)
  t.equal((await get(`/rest/v1/demo/jobs/${id('2')}`)).body.status, 'complete')
  worlds.default.clock.advance(1)
  t.same((await get(list(id('2')))).body, body)
})

t.test('files are gone after thirty days of the world\'s time', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  t.match(await get(list(id('d'))), { status: 404, body: { errors: 'Not Found' } })
  t.equal((await send('DELETE', list(id('d')))).status, 404)
  t.equal((await get(`/rest/v1/demo/jobs/${id('d')}`)).status, 200, 'the job itself stays')
  t.equal((await get(list(id('a')))).status, 200)
  worlds.default.clock.advance(30 * 24 * 3600 * 1000)
  t.equal((await get(list(id('a')))).status, 404)
})

t.test('deleting answers with names and sizes, hidden files included, by name', async (t) => {
  const { get, send } = await twin(t, { world })
  const { status, body } = await send('DELETE', list(id('a')))
  t.equal(status, 200)
  const names = body.map(([name]: [string]) => name)
  t.same(names, [...names].sort())
  t.same(names.map((name: string) => name.replace(/[0-9A-F]{32}/, 'ID')), [
    '0000screenshot.png', '0001screenshot.png', '_crmuxdriver.log',
    '_lhr_ID.json.gz', '_lhr_ID.json.gz', '_tracelog_ID.json.gz', '_tracelog_ID.json.gz',
    'automator.log', 'console.json', 'log.json', 'network.har', 'performance.json', 'selenium-server.log', 'video.mp4'
  ])
  t.ok(body.every(([, size]: [string, number]) => Number.isInteger(size) && size > 0))
  t.equal((await get(list(id('a')))).status, 404)
  t.equal((await send('DELETE', list(id('a')))).status, 400, 'a second time')
  t.match((await get(`/rest/v1/demo/jobs/${id('a')}`)).body, { id: id('a'), status: 'complete' })
  t.equal((await send('DELETE', list(id('9')))).status, 404)
  t.equal((await send('DELETE', `/rest/v1/ada/jobs/${id('b')}/assets`)).status, 404, 'somebody else\'s')
  const again = await twin(t, { world })
  t.same((await again.send('DELETE', list(id('a')))).body, body, 'the same for the same seed')
})

t.test('traces are named by the loader ids of the simulated page loads', async (t) => {
  const { send, twin: { worlds } } = await twin(t, { world })
  const job = worlds.default.facts.jobs.get(id('a'))!
  const names = new Set((await send('DELETE', list(job.id))).body.map(([name]: [string]) => name))
  for (const index of [0, 1]) {
    const load = await simulateLoad(worlds.default, job, index)
    t.ok(names.has(`_tracelog_${load!.ids.loaderId}.json.gz`))
  }
})

t.test('sizes that a world file fixes are told, and name the files', async (t) => {
  const { get, send } = await twin(t, { world })
  t.same((await get(list(id('1')))).body, {
    'video.mp4': 'video.mp4',
    'selenium-log': null,
    'sauce-log': 'log.json',
    video: 'video.mp4',
    screenshots: []
  })
  t.same((await send('DELETE', list(id('1')))).body, [['_crmuxdriver.log', 100136], ['log.json', 6201], ['video.mp4', 210140]])
})

t.test('uploads are listed, and outlive what was deleted before them', async (t) => {
  const { get, send, twin: { worlds } } = await twin(t, { world })
  const at = parseInstant(testNow)!
  const { uploads } = worlds.default.facts
  const upload = (name: string, size: number): void => {
    uploads.put({ jobId: id('b'), name, type: 'text/plain', size, hash: 'x', at })
  }
  upload('junit.xml', 10)
  upload('0000screenshot.png', 20)
  upload('log.json', 30)
  t.same((await get(list(id('b')))).body, {
    'junit.xml': 'junit.xml',
    'selenium-log': 'selenium-server.log',
    'sauce-log': 'log.json',
    video: null,
    screenshots: ['0000screenshot.png']
  })
  const deleted = new Map<string, number>((await send('DELETE', list(id('b')))).body)
  t.same([...deleted.keys()], ['0000screenshot.png', 'junit.xml', 'log.json', 'selenium-server.log'])
  t.same([deleted.get('junit.xml'), deleted.get('log.json')], [10, 30])
  t.equal(worlds.default.facts.uploads.size, 0)
  upload('late.txt', 5)
  t.same((await get(list(id('b')))).body, { 'late.txt': 'late.txt', 'selenium-log': null, 'sauce-log': null, video: null, screenshots: [] })
  t.same((await send('DELETE', list(id('b')))).body, [['late.txt', 5]])
})

t.test('where keys are checked, strangers see pictures of what is public restricted, and nothing else', async (t) => {
  const { get, send } = await twin(t, { world, auth: 'strict' })
  const as = (user: string): Record<string, string> => ({ authorization: basic(user, `key-${user}`) })
  const { body } = await get(list(id('f')), as('ada'))
  t.match(body, { 'selenium-log': null, 'sauce-log': null, video: 'video.mp4', 'video.mp4': 'video.mp4' })
  t.notOk('network.har' in body)
  t.ok('network.har' in (await get(list(id('f')), as('demo'))).body)
  t.equal((await get(list(id('a')), as('ada'))).status, 404)
  t.equal((await send('DELETE', list(id('f')), undefined, as('ada'))).status, 404)
  t.equal((await get(list(id('f')), { authorization: '' })).body['sauce-log'], null)
  t.equal((await get(list(id('f')), { authorization: basic('demo', 'wrong') })).status, 401)
  t.equal((await send('DELETE', list(id('f')), undefined, { authorization: basic('demo', 'wrong') })).status, 401)
})
