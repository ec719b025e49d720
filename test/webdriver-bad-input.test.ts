/** What no client should send, over a real port: each is refused as W3C has it, in bounded time, and others notice nothing. */
import t, { type Test } from 'tap'
import { basic, listeningTwin } from './helper.js'

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const html = '<title>Tea shop</title><p id="one">one</p><input id="field"><iframe srcdoc="<p>inner</p>"></iframe>'

async function listening (t: Test) {
  const users = [{ username: 'demo', accessKey: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd' }]
  const world = { name: 'tea', sauce: { teams: [{ name: 'One', users }] }, pages: { home: { url: 'https://tea.test/', html } } }
  const { url } = await listeningTwin(t, { world } as unknown as Parameters<typeof listeningTwin>[1])
  const send = async (method: string, path: string, body?: unknown): Promise<{ status: number, body: any }> => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: basic('demo'), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      // However busy the machine is.
      signal: AbortSignal.timeout(60_000)
    })
    return { status: answer.status, body: await answer.json() }
  }
  const begin = async (): Promise<string> => {
    const { body } = await send('POST', '/session', { capabilities: {} })
    await send('POST', `/session/${body.sessionId}/url`, { url: 'https://tea.test/' })
    return body.sessionId
  }
  return { send, begin }
}

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

/** Method, path below the session, body, and which code it is refused with. */
const wrong: ReadonlyArray<readonly [method: string, path: string, body: unknown, code: string]> = [
  ['POST', '/url', {}, 'invalid argument'],
  ['POST', '/url', { url: 7 }, 'invalid argument'],
  ['POST', '/url', { url: ['https://tea.test/'] }, 'invalid argument'],
  ['POST', '/url', { url: 'tea' }, 'invalid argument'],
  ['POST', '/url', [], 'invalid argument'],
  ['POST', '/url', '{"url":', 'invalid argument'],
  ['POST', '/url', deep(5000), 'invalid argument'],
  ['POST', '/url', `{"url":"${'x'.repeat(9 * 1024 * 1024)}"}`, 'unknown error'],
  ['POST', '/element', {}, 'invalid argument'],
  ['POST', '/element', { using: 'eye', value: 'p' }, 'invalid argument'],
  ['POST', '/element', { using: 'css selector', value: 7 }, 'invalid argument'],
  ['POST', '/element', { using: 'css selector', value: '##' }, 'invalid selector'],
  ['POST', '/elements', { using: 'xpath', value: '//[' }, 'invalid selector'],
  ['POST', '/element', { using: 'css selector', value: ':not('.repeat(5000) }, 'invalid selector'],
  ['POST', '/element', { using: 'css selector', value: '#nothing' }, 'no such element'],
  ['GET', '/element/none/text', undefined, 'no such element'],
  ['POST', '/element/{field}/value', {}, 'invalid argument'],
  ['POST', '/element/{field}/value', { text: 7 }, 'invalid argument'],
  ['POST', '/element/{field}/value', { text: { a: 1 } }, 'invalid argument'],
  ['GET', '/element/{stale}/text', undefined, 'stale element reference'],
  ['POST', '/element/{stale}/click', {}, 'stale element reference'],
  ['POST', '/timeouts', { implicit: 'long' }, 'invalid argument'],
  ['POST', '/timeouts', { implicit: -1 }, 'invalid argument'],
  ['POST', '/timeouts', { script: 1e300 }, 'invalid argument'],
  ['POST', '/window', { handle: 7 }, 'invalid argument'],
  ['POST', '/window', { handle: 'none' }, 'no such window'],
  ['POST', '/window/rect', { width: 'wide' }, 'invalid argument'],
  ['POST', '/window/rect', { width: -1 }, 'invalid argument'],
  ['POST', '/frame', { id: true }, 'invalid argument'],
  ['POST', '/frame', { id: 70_000 }, 'invalid argument'],
  ['POST', '/frame', { id: 7 }, 'no such frame'],
  ['POST', '/frame', { id: { [elementKey]: 'none' } }, 'no such element'],
  ['POST', '/cookie', {}, 'invalid argument'],
  ['POST', '/cookie', { cookie: { name: 7, value: 'x' } }, 'invalid argument'],
  ['POST', '/cookie', { cookie: { name: 'a', value: 'x', domain: 'other.test' } }, 'invalid cookie domain'],
  ['GET', '/cookie/none', undefined, 'no such cookie'],
  ['GET', '/alert/text', undefined, 'no such alert'],
  ['POST', '/actions', { actions: 'click' }, 'invalid argument'],
  ['POST', '/actions', { actions: [{ type: 'key', id: 'k', actions: [{ type: 'fly' }] }] }, 'invalid argument'],
  ['POST', '/actions', { actions: [{ type: 'pointer', id: 'p', actions: [{ type: 'pause', duration: 'long' }] }] }, 'invalid argument'],
  ['POST', '/print', { scale: 'large' }, 'invalid argument'],
  ['POST', '/execute/sync', { script: 7, args: [] }, 'invalid argument'],
  ['POST', '/execute/sync', { script: 'return 1', args: {} }, 'invalid argument'],
  ['POST', '/execute/sync', { script: 'return arguments[0]', args: [{ [elementKey]: '{stale}' }] }, 'stale element reference'],
  ['POST', '/execute/sync', { script: 'while (true) {}', args: [] }, 'script timeout'],
  ['POST', '/execute/sync', { script: 'function deeper () { return deeper() } return deeper()', args: [] }, 'javascript error'],
  ['POST', '/execute/async', { script: '', args: [] }, 'script timeout'],
  ['POST', '/execute/sync', { script: `sauce:job-info={"custom-data":${deep(20_000)}}`, args: [] }, 'invalid argument'],
  ['POST', '/execute/sync', { script: `sauce:job-info={'tags':${'['.repeat(4000)}${']'.repeat(4000)}}`, args: [] }, 'invalid argument'],
  ['POST', '/execute/sync', { script: `sauce:context=${'x'.repeat(100_000)}`, args: [] }, 'invalid argument'],
  ['POST', '/execute/sync', { script: 'sauce:intercept', args: [{ url: 7 }] }, 'invalid argument'],
  ['POST', '/sauce/ondemand/mock', { url: ['x'] }, 'invalid argument'],
  ['POST', '/sauce/ondemand/intercept', { url: 'x', response: { headers: { a: 'x'.repeat(70_000) } } }, 'invalid argument'],
  ['POST', '/nothing', {}, 'unknown command'],
  ['DELETE', '/url', undefined, 'unknown method']
]

t.test('commands that are wrong are refused, each by its code, and nobody else notices', { timeout: 180_000 }, async (t) => {
  const { send, begin } = await listening(t)
  const [id, other] = [await begin(), await begin()]
  const find = async (selector: string): Promise<string> => {
    const { body } = await send('POST', `/session/${id}/element`, { using: 'css selector', value: selector })
    return body.value[elementKey]
  }
  const stale = await find('#one')
  await send('POST', `/session/${id}/refresh`, {})
  const field = await find('#field')
  const filled = (text: string): string => text.replace('{stale}', stale).replace('{field}', field)
  for (const [method, path, body, code] of wrong) {
    const sent = body === undefined ? undefined : filled(typeof body === 'string' ? body : JSON.stringify(body))
    const { status, body: { value } } = await send(method, `/session/${id}${filled(path)}`, sent)
    const what = `${method} ${path} ${sent?.slice(0, 60) ?? ''}`
    t.equal(value.error, code, `${what}: ${JSON.stringify(value).slice(0, 200)}`)
    t.match(value, { message: /./, stacktrace: String }, what)
    t.ok(status >= 400, what)
    t.not(value.message, 'unknown error: Internal Server Error', what)
    t.match((await send('GET', `/session/${other}/title`)).body, { value: 'Tea shop' }, `${what}: the other session goes on`)
  }
  t.match((await send('GET', `/session/${id}/title`)).body, { value: 'Tea shop' }, 'and so does this one')
  await send('DELETE', `/session/${id}`)
  const { body: job } = await send('GET', `/rest/v1/demo/jobs/${id}`)
  t.match(job, { status: 'complete', custom_data: null, tags: [] }, 'nothing of it is in the job')
})

t.test('a script that takes all memory ends, and its session and others go on', { timeout: 120_000 }, async (t) => {
  const { send, begin } = await listening(t)
  const [id, other] = [await begin(), await begin()]
  const bomb = { script: 'const all = []; while (true) all.push(new Array(1000).fill({}))', args: [] }
  const { body: { value } } = await send('POST', `/session/${id}/execute/sync`, bomb)
  t.match(value.error, /^(?:javascript error|script timeout)$/)
  for (const session of [id, other]) {
    t.match((await send('GET', `/session/${session}/title`)).body, { value: 'Tea shop' })
    t.match((await send('POST', `/session/${session}/execute/sync`, { script: 'return 1 + 1', args: [] })).body, { value: 2 })
  }
})

t.test('executor commands keep custom data that is as deep as other JSON may be', async (t) => {
  const { send, begin } = await listening(t)
  const id = await begin()
  const script = `sauce:job-info={"custom-data":${deep(90)}}`
  t.match((await send('POST', `/session/${id}/execute/sync`, { script, args: [] })).body, { value: null })
  t.equal(JSON.stringify((await send('GET', `/rest/v1/demo/jobs/${id}`)).body['custom-data'] ?? null), deep(90))
  for (let count = 0; count < 200; count++) {
    await send('POST', `/session/${id}/sauce/ondemand/intercept`, { url: `https://tea.test/${count}`, error: 'Failed' })
  }
  const more = await send('POST', `/session/${id}/sauce/ondemand/intercept`, { url: 'https://tea.test/more', error: 'Failed' })
  t.match(more.body.value, { error: 'invalid argument', message: /200/ })
})
