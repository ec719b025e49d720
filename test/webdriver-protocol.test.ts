/** WebDriver's wire: addresses, capabilities, refusals, credentials; with plain requests. */
import t from 'tap'
import { basic, twin, type TestTwin } from './helper.js'

const hub = '/wd/hub'

const w3c = (alwaysMatch: unknown, firstMatch?: unknown): object =>
  ({ capabilities: { ...(alwaysMatch === undefined ? {} : { alwaysMatch }), ...(firstMatch === undefined ? {} : { firstMatch }) } })

const opened = async (tw: TestTwin, body: unknown, headers?: Record<string, string>): Promise<any> => {
  const answer = await tw.send('POST', `${hub}/session`, body, headers)
  t.equal(answer.status, 200, answer.text)
  return answer.body.value
}

const error = (code: string, message: RegExp): object => ({ value: { error: code, message, stacktrace: '' } })

t.test('the remote end stands at /wd/hub and at the root, and says that it is ready', async (t) => {
  const tw = await twin(t)
  for (const path of ['/wd/hub/status', '/status', '/wd/hub//status/', '/w/other/wd/hub/status', '/w/other/status']) {
    const { status, body, headers } = await tw.get(path, { authorization: '' })
    t.match([status, body], [200, { value: { ready: true, message: String } }], path)
    t.equal(headers['cache-control'], 'no-cache')
  }
  const { sessionId } = await opened(tw, w3c({}))
  t.match(await tw.get(`/session/${sessionId}/title`), { status: 200, body: { value: '' } })
  t.match(await tw.get(`${hub}/session/${sessionId}/title`), { status: 200, body: { value: '' } })
})

t.test('whatever is not served below these paths is refused in W3C\'s shape', async (t) => {
  const tw = await twin(t)
  const { sessionId } = await opened(tw, w3c({}))
  const session = `${hub}/session/${sessionId}`
  const cases: ReadonlyArray<[method: string, path: string, status: number, code: string]> = [
    ['GET', hub, 404, 'unknown command'],
    ['GET', `${hub}/nothing`, 404, 'unknown command'],
    ['POST', `${session}/nothing`, 404, 'unknown command'],
    ['GET', `${session}/element`, 405, 'unknown method'],
    ['DELETE', `${session}/title`, 405, 'unknown method'],
    ['PUT', `${session}/url`, 405, 'unknown method'],
    ['PATCH', `${hub}/session`, 405, 'unknown method'],
    ['GET', `${hub}/session`, 405, 'unknown method'],
    ['GET', '/session', 405, 'unknown method'],
    ['GET', '/session/none/title', 404, 'invalid session id'],
    ['DELETE', `${hub}/session/none`, 404, 'invalid session id'],
    ['GET', `${session}/element/%E0%A4%A/text`, 404, 'unknown command']
  ]
  for (const [method, path, status, code] of cases) {
    const answer = await tw.send(method, path, method === 'POST' ? {} : undefined)
    const { value } = answer.body
    t.strictSame([answer.status, value?.error, value?.stacktrace], [status, code, ''], `${method} ${path}: ${answer.text}`)
    t.match(value.message, /./)
    t.equal(answer.headers['cache-control'], 'no-cache', path)
  }
})

t.test('what cannot be read is an invalid argument', async (t) => {
  const tw = await twin(t)
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
  for (const body of ['{', '[]', '"text"', '7', 'null', deep, `{"capabilities":${deep}}`]) {
    const answer = await tw.send('POST', `${hub}/session`, body)
    t.match([answer.status, answer.body], [400, error('invalid argument', /./)], body.slice(0, 20))
  }
  const large = await tw.send('POST', `${hub}/session`, `{"x":"${'x'.repeat(9 * 1024 * 1024)}"}`)
  t.match([large.status, large.body], [413, error('unknown error', /large/i)])
  const { sessionId } = await opened(tw, w3c({}))
  for (const body of ['{', '[]', '7', deep]) {
    const answer = await tw.send('POST', `${hub}/session/${sessionId}/url`, body)
    t.match([answer.status, answer.body], [400, error('invalid argument', /./)], body.slice(0, 20))
  }
})

t.test('capabilities are held to what W3C says of them', async (t) => {
  const tw = await twin(t)
  const wrong: unknown[] = [
    { capabilities: [] }, { capabilities: 'chrome' }, { capabilities: null }, {},
    w3c([]), w3c('x'), w3c(undefined, {}), w3c(undefined, []), w3c(undefined, [[]]), w3c(undefined, ['x']),
    w3c({ browserName: 7 }), w3c({ browserVersion: 7 }), w3c({ platformName: {} }), w3c({ acceptInsecureCerts: 'yes' }),
    w3c({ pageLoadStrategy: 'slow' }), w3c({ pageLoadStrategy: 7 }),
    w3c({ setWindowRect: 1 }), w3c({ strictFileInteractability: 1 }),
    w3c({ unhandledPromptBehavior: 'shout' }), w3c({ unhandledPromptBehavior: { alert: 'shout' } }),
    w3c({ unhandledPromptBehavior: { nothing: 'accept' } }),
    w3c({ timeouts: [] }), w3c({ timeouts: { script: -1 } }), w3c({ timeouts: { pageLoad: 1.5 } }),
    w3c({ timeouts: { implicit: null } }),
    w3c({ timeouts: { other: 1 } }), w3c({ timeouts: { implicit: 2 ** 53 } }),
    w3c({ proxy: 'none' }), w3c({ proxy: { proxyType: 'tor' } }), w3c({ proxy: { proxyType: 'pac' } }),
    w3c({ proxy: { proxyType: 'manual', httpProxy: 'http://host/path' } }), w3c({ proxy: { noProxy: 'host' } }),
    w3c({ proxy: { proxyType: 'manual', socksProxy: 'host:1' } }),
    w3c({ proxy: { proxyType: 'manual', socksProxy: 'a', socksVersion: 256 } }),
    w3c({ webSocketUrl: 'yes' }), w3c({ extendedDebugging: true }), w3c({ constructor: 1 }), w3c({ 'sauce:options': 'x' }),
    w3c({ browserName: 'chrome' }, [{ browserName: 'chrome' }]), w3c({ timeouts: {} }, [{}, { timeouts: {} }]),
    w3c({ 'sauce:options': { tags: 7 } }), w3c({ 'sauce:options': { public: 'everybody' } }),
    w3c({ 'sauce:options': { idleTimeout: 'x' } }),
    w3c({ 'sauce:options': { maxDuration: 0 } }), w3c({ 'sauce:options': { recordVideo: 'perhaps' } }),
    w3c({ 'sauce:options': { screenResolution: '5x5' } }), w3c({ 'sauce:options': { customData: 'x' } }),
    w3c({ 'sauce:options': { customData: { text: 'x'.repeat(70_000) } } }), w3c({ 'sauce:options': { name: {} } })
  ]
  for (const body of wrong) {
    const answer = await tw.send('POST', `${hub}/session`, body)
    t.match([answer.status, answer.body], [400, error('invalid argument', /^invalid argument: ./)], JSON.stringify(body).slice(0, 200))
  }
  t.match((await tw.send('POST', `${hub}/session`, w3c({ extendedDebugging: true }))).body.value.message,
    'invalid argument: unrecognized capability: extendedDebugging')
  t.equal((await tw.get('/rest/v1/demo/jobs', { authorization: basic('demo') })).body.length ?? 0, 0, 'and no job was made')
})

t.test('null is no capability, and the first candidate that there is a browser for is it', async (t) => {
  const tw = await twin(t)
  const first = await opened(tw, w3c({ browserName: null, platformName: 'Windows 11', 'other:key': { any: 1 } },
    [{ browserName: 'safari' }, { browserName: 'firefox', browserVersion: 'latest-2' }, { browserName: 'chrome' }]))
  t.match(first.capabilities, { browserName: 'firefox', browserVersion: '142.0', platformName: 'Windows 11' })
  t.match((await opened(tw, { capabilities: {} })).capabilities, { browserName: 'chrome', platformName: 'Windows 10' })
  t.match((await opened(tw, w3c(undefined, [{}]))).capabilities, { browserName: 'chrome' })
})

t.test('what clients decide by is always answered, and neither BiDi nor CDP offered', async (t) => {
  const tw = await twin(t)
  const asked = {
    browserName: 'chrome', webSocketUrl: true, unhandledPromptBehavior: 'ignore', 'wdio:enforceWebDriverClassic': true,
    pageLoadStrategy: 'eager', timeouts: { implicit: 500 }, 'goog:chromeOptions': { w3c: true, args: ['--x'] }
  }
  const answer = await tw.send('POST', `${hub}/session`, w3c(asked, [{}]))
  t.strictSame(Object.keys(answer.body).sort(), ['sessionId', 'value'], 'no status, which would be older than W3C')
  const { sessionId, capabilities } = answer.body.value
  t.equal(answer.body.sessionId, sessionId)
  t.match(sessionId, /^[0-9a-f]{32}$/)
  t.match(capabilities, {
    acceptInsecureCerts: false, browserName: 'chrome', browserVersion: '142.0.7444.60', platformName: 'Windows 10', setWindowRect: true,
    strictFileInteractability: false, unhandledPromptBehavior: 'ignore', pageLoadStrategy: 'eager', proxy: {},
    timeouts: { script: 30_000, pageLoad: 300_000, implicit: 500 }, 'webdriver.remote.sessionid': sessionId
  })
  for (const never of ['webSocketUrl', 'se:cdp', 'platform', 'version']) t.notOk(never in capabilities, never)
  t.notMatch(answer.text, /debuggerAddress/)
  t.match((await tw.get(`${hub}/session/${sessionId}/timeouts`)).body.value, { implicit: 500 })
})

t.test('clients from before W3C are answered as they speak', async (t) => {
  const tw = await twin(t)
  const desiredCapabilities = {
    browserName: 'chrome', platform: 'Windows 10', version: '141', username: 'demo', accessKey: 'k', name: 'old', tags: 'a, b',
    extendedDebugging: true, 'idle-timeout': 3
  }
  const { body } = await tw.send('POST', `${hub}/session`, { desiredCapabilities }, { authorization: '' })
  t.match(body, { status: 0, sessionId: /^[0-9a-f]{32}$/, value: { browserName: 'chrome', version: '141.0', platform: 'Windows 10' } })
  t.match((await tw.get(`/rest/v1/demo/jobs/${body.sessionId}`)).body, { name: 'old', tags: ['a', 'b'], browser_short_version: '141' })
  t.strictSame((await tw.get(`${hub}/session/${body.sessionId}/title`)).body, { sessionId: body.sessionId, status: 0, value: '' })
  const missing = await tw.send('POST', `${hub}/session/${body.sessionId}/element`, { using: 'id', value: 'none' })
  t.match([missing.status, missing.body], [404, { sessionId: body.sessionId, status: 7, value: { error: 'no such element' } }])
  t.test('who says it both ways is answered as W3C has it, if its own names are there', async (t) => {
    const both = { ...w3c({ browserName: 'chrome', 'sauce:options': { name: 'new' } }), desiredCapabilities }
    t.match((await tw.send('POST', `${hub}/session`, both)).body, { value: { capabilities: { browserVersion: '142.0.7444.60' } } })
    const plain = { ...w3c({ browserName: 'chrome' }), desiredCapabilities }
    t.match((await tw.send('POST', `${hub}/session`, plain)).body, { status: 0, value: { version: '141.0' } })
    const keys = w3c({ browserName: 'chrome', platform: 'Windows 11', version: '140', username: 'demo', accessKey: 'k' }, [{}])
    t.match((await tw.send('POST', `${hub}/session`, keys, { authorization: '' })).body, {
      value: { capabilities: { browserVersion: '140.0', platformName: 'Windows 11' } }
    }, 'WebdriverIO passes older names on')
  })
})

t.test('platforms are named in many ways', async (t) => {
  const tw = await twin(t)
  const cases: ReadonlyArray<[asked: object, found: object]> = [
    [{ browserName: 'Chrome', browserVersion: 'latest', platformName: 'windows 10' }, { browserVersion: '142.0.7444.60' }],
    [{ browserName: 'googlechrome', browserVersion: 'latest-1' }, { browserName: 'chrome', browserVersion: '141.0' }],
    [{ browserName: 'chrome', browserVersion: '141.0' }, { browserVersion: '141.0' }],
    [{ browserName: 'chrome', browserVersion: '142' }, { browserVersion: '142.0.7444.60' }],
    [{ browserName: 'chrome', browserVersion: 'beta' }, { browserVersion: '143.0' }],
    [{ browserName: 'chrome', browserVersion: 'dev' }, { browserVersion: '144.0' }],
    [{ browserName: 'MicrosoftEdge', platformName: 'Windows 11' }, { browserName: 'MicrosoftEdge', platformName: 'Windows 11' }],
    [{ browserName: 'firefox', platformName: 'Linux' }, { browserName: 'firefox', platformName: 'Linux' }],
    [{ browserName: 'safari' }, { browserName: 'safari', browserVersion: '18.5', platformName: 'macOS 14' }],
    [{ browserName: 'safari', platformName: 'macOS 13' }, { browserVersion: '17.6', platformName: 'macOS 13' }],
    [{ browserName: 'chrome', platformName: 'OS X 13' }, { platformName: 'macOS 13' }],
    [{ browserName: 'chrome', platformName: 'mac' }, { platformName: 'macOS 14' }],
    [{ browserName: 'Safari', platformName: 'iOS', 'appium:deviceName': 'iPhone 15 Simulator', 'appium:platformVersion': '17.0' },
      { browserName: 'Safari', platformName: 'iOS', 'appium:platformVersion': '17.0', 'appium:deviceName': 'iPhone 15 Simulator' }],
    [{ browserName: 'Chrome', platformName: 'Android', 'appium:deviceName': 'android googleapi emulator' },
      { browserName: 'Chrome', platformName: 'Android', 'appium:deviceName': 'Android GoogleAPI Emulator' }]
  ]
  for (const [asked, found] of cases) {
    t.match((await opened(tw, w3c(asked))).capabilities, found, JSON.stringify(asked))
  }
})

t.test('what there is no browser for is refused in Sauce Labs\' words', async (t) => {
  const tw = await twin(t)
  const refused = async (capabilities: object): Promise<unknown> => {
    const { status, body } = await tw.send('POST', `${hub}/session`, w3c(capabilities))
    t.equal(status, 500)
    t.equal(body.value.error, 'session not created')
    return body.value.message
  }
  t.equal(await refused({ browserName: 'safari', browserVersion: 'latest', platformName: 'Windows 10' }),
    'Misconfigured -- Unsupported OS/browser/version/device combo: OS: \'Windows 10\', Browser: \'safari\', Version: \'latest\', ' +
    'Device: \'unspecified\'')
  for (const other of [
    { browserName: 'netscape' }, { browserName: 'chrome', browserVersion: '7' }, { browserName: 'chrome', browserVersion: 'latest-999' },
    { browserName: 'safari', browserVersion: 'beta' }, { platformName: 'Plan 9' },
    { browserName: 'Safari', platformName: 'iOS', 'appium:deviceName': 'Newton' }
  ]) t.match(await refused(other), /^Misconfigured -- Unsupported OS\/browser\/version\/device combo: /, JSON.stringify(other))
})

t.test('credentials are asked for at new session alone', async (t) => {
  const none = { authorization: '' }
  const wrong = 'Misconfigured -- Sauce Labs Authentication Error.\nYou used username \'None\' and access key \'None\' to authenticate, ' +
    'which are not valid Sauce Labs credentials.'
  t.test('any', async (t) => {
    const tw = await twin(t)
    const refused = await tw.send('POST', `${hub}/session`, w3c({}), none)
    t.strictSame([refused.status, refused.body.value.error, refused.body.value.message], [401, 'session not created', wrong])
    const ways = [
      w3c({ 'sauce:options': { username: 'demo', accessKey: 'x' } }), w3c({ 'sauce:options': { username: 'demo', access_key: 'x' } }),
      w3c({ username: 'demo', accessKey: 'x' })
    ]
    for (const body of ways) {
      const { sessionId } = await opened(tw, body, none)
      t.equal((await tw.get(`${hub}/session/${sessionId}/title`, none)).status, 200)
      const { text } = await tw.get(`/rest/v1/demo/jobs/${sessionId}`)
      t.notMatch(text, /"x"/)
    }
  })
  t.test('off', async (t) => {
    const tw = await twin(t, { auth: 'off' })
    t.ok((await opened(tw, w3c({}), none)).sessionId)
  })
  t.test('strict', async (t) => {
    const tw = await twin(t, { world: 'demo', auth: 'strict' })
    const [user] = tw.twin.worlds.default.facts.users.values()
    const { username, accessKey } = user!
    const bad = await tw.send('POST', `${hub}/session`, w3c({}), { authorization: basic(username, 'bad') })
    t.strictSame([bad.status, bad.body.value.error], [401, 'session not created'])
    t.match(bad.body.value.message, `You used username '${username}' and access key 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXbad'`)
    t.equal((await tw.send('POST', `${hub}/session`, w3c({}), none)).body.value.message, wrong)
    const { sessionId } = await opened(tw, w3c({}), { authorization: basic(username, accessKey) })
    t.equal((await tw.get(`${hub}/session/${sessionId}/title`, none)).status, 200)
    t.equal((await opened(tw, w3c({ 'sauce:options': { username, accessKey } }), none)).sessionId.length, 32)
  })
})

t.test('journal, rules and verification know commands by their names', async (t) => {
  const tw = await twin(t)
  const control = async (method: string, path: string, body?: object): Promise<any> =>
    (await tw.send(method, `/_perftwin/${path}`, body)).body
  await control('POST', 'faults', { match: { operation: 'getTitle' }, effect: { status: 503 }, times: 1 })
  const { sessionId } = await opened(tw, w3c({}))
  const struck = await tw.get(`${hub}/session/${sessionId}/title`)
  t.match([struck.status, struck.body], [503, { value: { error: 'unknown error', stacktrace: '' } }])
  t.equal((await tw.get(`${hub}/session/${sessionId}/title`)).status, 200)
  const { entries } = await control('GET', 'journal?vendor=webdriver')
  t.strictSame(entries.map(({ operation }: { operation: string }) => operation), ['newSession', 'getTitle', 'getTitle'])
  const wrong = await tw.send('POST', '/_perftwin/faults', { match: { operation: 'getTitel' }, effect: { status: 503 } })
  t.match([wrong.status, wrong.text], [400, /getTitle/])
})
