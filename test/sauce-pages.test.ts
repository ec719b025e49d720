// The app's pages: what every reporter prints the address of.
import t from 'tap'
import { shareToken } from '../src/sauce/credentials.js'
import { html } from '../src/sauce/pages/markup.js'
import { basic, testNow, twin, type TestTwin } from './helper.js'

const app = { host: 'app.saucelabs.com', authorization: '', 'x-forwarded-proto': 'https' }

const users = [
  { username: 'demo', accessKey: 'key-of-demo', role: 'organization admin' },
  { username: 'mary', accessKey: 'key-of-mary', role: 'member' }
]

/** The targets of a page's links. */
const linksOf = (page: string): string[] => [...page.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

/** A job that is over, with a page load and files. */
async function aJob ({ get }: TestTwin): Promise<any> {
  const { body } = await get('/rest/v1/demo/jobs?limit=50&full=true')
  const jobs = body.filter(({ status, build, end_time: end }: any) => status === 'complete' && build !== null && end !== null)
  for (const job of jobs) {
    const { status } = await get(`/v2/performance/metrics/${job.id}`)
    if (status === 200) return job
  }
  throw new Error('the demo has no such job')
}

t.test('the page of a job tells what the API tells, and each of its links opens', async (t) => {
  const asked = await twin(t, { world: 'demo' })
  const { get } = asked
  const job = await aJob(asked)
  for (const path of [`/tests/${job.id}`, `/jobs/${job.id}`]) {
    const { status, text, headers } = await get(path, app)
    t.strictSame([status, headers['content-type']], [200, 'text/html; charset=utf-8'], path)
    for (const said of [job.name, job.id, job.build, job.owner, job.browser_version, job.consolidated_status]) {
      t.ok(text.includes(html`${said}`.text), String(said))
    }
    t.ok(text.includes(new Date(job.start_time * 1000).toISOString().slice(0, 19)), 'times in UTC')
    const { body: { items: [load] } } = await get(`/v2/performance/metrics/${job.id}`)
    t.ok(text.includes(`<td>${(load.metric_data.largestContentfulPaint / 1000).toFixed(2)} s</td>`))
    t.ok(text.includes(`<td>${Math.round(load.metric_data.score * 100)}</td>`))
    const links = linksOf(text)
    const { body: files } = await get(`/rest/v1/demo/jobs/${job.id}/assets`)
    const names = new Set([...Object.values(files).flat()].filter((name) => name !== null))
    t.equal(links.filter((link) => link.startsWith(`https://assets.saucelabs.com/jobs/${job.id}/`)).length, names.size, 'all files')
    for (const link of links) {
      const { host, pathname, search } = new URL(link)
      t.equal((await get(pathname + search, { host, authorization: '' })).status, 200, link)
    }
  }
})

t.test('it loads and runs nothing, and says so', async (t) => {
  const asked = await twin(t, { world: 'demo' })
  const { id } = await aJob(asked)
  const { text, headers } = await asked.get(`/tests/${id}`, { authorization: '' })
  t.match(headers['content-security-policy'], /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none';/)
  t.match(headers, { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  t.notMatch(text, /<script|<img|<link|<iframe|\bsrc=|\bon\w+=|style=/i)
  t.match(text, /^<!DOCTYPE html>\n<html lang="en">/)
  t.ok(linksOf(text).every((link) => link.startsWith('http://localhost:4010/')), 'links lead to where it was asked')
})

t.test('names that would be markup are text', async (t) => {
  const asked = await twin(t, { world: 'demo' })
  const { get, send } = asked
  const job = await aJob(asked)
  const hostile = '</title><script>alert(1)</script>"\'&<img src=x onerror=alert(1)>'
  const change = { name: hostile, build: hostile, tags: [hostile], 'custom-data': { [hostile]: hostile } }
  t.equal((await send('PUT', `/rest/v1/demo/jobs/${job.id}`, change)).status, 200)
  const page = await get(`/tests/${job.id}`)
  t.notMatch(page.text, /<script|<img/)
  t.match(page.text, '&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x onerror=alert(1)&gt;')
  const build = linksOf(page.text).find((link) => link.includes('/builds/')) ?? ''
  const { status, text } = await get(new URL(build).pathname)
  t.equal(status, 200)
  t.notMatch(text, /<script|<img/)
  const upload = '--b\r\nContent-Disposition: form-data; name="x"; filename="a\'&<b>.txt"\r\n\r\nx\r\n--b--\r\n'
  await send('PUT', `/v1/testcomposer/jobs/${job.id}/assets`, upload, { 'content-type': 'multipart/form-data; boundary=b' })
  const odd = linksOf((await get(`/tests/${job.id}?auth=%22%3E%3Cb%3E`)).text).filter((link) => link.includes('auth='))
  t.ok(odd.length > 0 && odd.every((link) => link.endsWith('?auth=%22%3E%3Cb%3E')), 'nor is what opened the page')
})

t.test('a job that is not there is a page that is not found', async (t) => {
  const { get } = await twin(t, { world: 'demo' })
  for (const path of ['/tests/unknown', '/jobs/unknown', '/builds/vdc/unknown', '/builds/rdc/unknown', '/tests', '/']) {
    const { status, text, headers } = await get(path, app)
    t.match([status, headers['content-type'], text], [404, /^text\/html/, /Not Found/], path)
  }
  t.match(await get('/tests/unknown'), { status: 404, text: /<h1>Sauce Labs/ })
})

t.test('a job that runs has no files yet', async (t) => {
  const { get, send } = await twin(t, { world: 'demo' })
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'long', runningFor: 'PT10M' })
  const { status, text } = await get(`/tests/${id}`, app)
  t.match([status, text], [200, /They are there when the test is over/])
  t.match(text, /not yet/)
})

t.test('the page of a build leads to its jobs', async (t) => {
  const asked = await twin(t, { world: 'demo' })
  const { get } = asked
  const job = await aJob(asked)
  const { body: build } = await get(`/v2/builds/vdc/jobs/${job.id}/build/`)
  const { status, text } = await get(`/builds/vdc/${build.id}`, app)
  t.equal(status, 200)
  t.ok(linksOf(text).includes(`https://app.saucelabs.com/tests/${job.id}`))
})

t.test('where keys are checked, a page is seen by who may, or has a token', async (t) => {
  const world = await strictWorld(t)
  const { get, ids } = world
  const statusOf = async (id: string, user?: string, auth?: string): Promise<number> => {
    const key = users.find(({ username }) => username === user)?.accessKey ?? 'wrong'
    const authorization = user === undefined ? '' : basic(user, key)
    return (await get(`/tests/${id}${auth === undefined ? '' : `?auth=${auth}`}`, { ...app, authorization })).status
  }
  t.equal(await statusOf(ids.private), 401, 'who says nothing is asked')
  t.equal(await statusOf('unknown'), 401, 'whether it is there or not')
  t.equal(await statusOf(ids.private, 'demo'), 200, 'its owner')
  t.equal(await statusOf(ids.private, 'mary'), 404, 'nobody else')
  t.equal(await statusOf(ids.private, 'nobody'), 401)
  t.equal(await statusOf(ids.public), 200, 'everybody')
  const token = (date?: string): string => shareToken(ids.private, 'demo', 'key-of-demo', date)
  for (const good of [token(), `demo:${token()}`, token('2026-04-15'), token('2026-04-15-12')]) {
    t.equal(await statusOf(ids.private, undefined, good), 200, good)
  }
  for (const bad of [token('2026-04-14'), token('2026-04-15-11'), shareToken(ids.private, 'mary', 'key-of-mary'), 'x', '']) {
    t.equal(await statusOf(ids.private, undefined, bad), 401, bad)
  }
  t.match((await get(`/tests/${ids.private}`, app)).headers, { 'www-authenticate': /^Basic/, 'content-type': /^text\/html/ })
})

t.test('the links of a page open for whom it opened', async (t) => {
  const { get, ids } = await strictWorld(t)
  const opens = async (target: string, headers: Record<string, string>): Promise<void> => {
    const { status, text } = await get(target, { ...app, ...headers })
    t.equal(status, 200, target)
    const files = linksOf(text).filter((link) => link.startsWith('https://assets.saucelabs.com/'))
    t.ok(files.length > 0, target)
    for (const link of files) {
      const { host, pathname, search } = new URL(link)
      t.equal((await get(pathname + search, { host, authorization: '' })).status, 200, link)
    }
  }
  await opens(`/tests/${ids.private}`, { authorization: basic('demo', 'key-of-demo') })
  await opens(`/tests/${ids.team}`, { authorization: basic('mary', 'key-of-mary') })
  await opens(`/tests/${ids.public}`, {})
  await opens(`/tests/${ids.private}?auth=${shareToken(ids.private, 'demo', 'key-of-demo')}`, {})
  await opens(`/tests/${ids.restricted}`, {})
})

t.test('a job of restricted visibility shows strangers its results and pictures alone', async (t) => {
  const { get, ids } = await strictWorld(t)
  const stranger = (await get(`/tests/${ids.restricted}`, app)).text
  t.notMatch(stranger, /log\.json|secret-tag|Secret build|secret-tunnel|of which \d+ failed/)
  t.match(stranger, /video\.mp4/)
  const owner = (await get(`/tests/${ids.restricted}`, { ...app, authorization: basic('demo', 'key-of-demo') })).text
  t.match(owner, /log\.json/)
  t.match(owner, /secret-tag/)
})

/** A world whose keys are checked, with a job of each visibility. */
async function strictWorld (t: any): Promise<TestTwin & { ids: Record<'private' | 'team' | 'public' | 'restricted', string> }> {
  const levels = ['private', 'team', 'public', 'public restricted']
  const jobs = levels.map((level) => ({
    name: level, owner: 'demo', visibility: level, tags: ['secret-tag'], build: 'Secret build', tunnel: 'secret-tunnel',
    created: '-PT1H', runningFor: 'PT1M', passed: true
  }))
  const sauce = { teams: [{ name: 'All', users }], jobs }
  const made = await twin(t, { auth: 'strict', now: testNow, world: { name: 'strict', sauce } as any })
  const { body } = await made.get('/rest/v1/demo/jobs?full=true', { authorization: basic('demo', 'key-of-demo') })
  const idOf = (level: string): string => body.find(({ name }: any) => name === level)?.id
  return {
    ...made,
    ids: { private: idOf('private'), team: idOf('team'), public: idOf('public'), restricted: idOf('public restricted') }
  }
}
