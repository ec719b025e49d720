// What a job's browser says of itself, which site a URL is, and where performance is measured at all.
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { hostAgent, userAgent } from '../src/artifacts/user-agent.js'
import { platformOf, screenOf, type PlatformSpec } from '../src/facts/platform.js'
import { devices } from '../src/lab/page/conditions.js'
import { basic, twin, type TestTwin } from './helper.js'

const id = (digit: string): string => digit.repeat(32)
const record = { extendedDebugging: true, capturePerformance: true }
const shop = { url: 'https://shop.example.com/', title: 'Example Shop', thirdParties: [], outliers: 0 }
const platforms: Record<string, object> = {
  a: { os: 'Windows 10', browserName: 'chrome', version: '142.0.7444.60' },
  b: { os: 'macOS 13', browserName: 'chrome', version: '142.0.7444.60' },
  c: { os: 'macOS 13', browserName: 'safari', version: '16.5' },
  d: { os: 'Windows 11', browserName: 'firefox', version: '144.0.2' },
  e: { os: 'Windows 11', browserName: 'MicrosoftEdge', version: '142.0.3595.53' },
  f: { os: 'Mac 12', browserName: 'iphone', version: '18.0', device: 'iPhone Simulator' },
  1: { os: 'Linux', browserName: 'android', version: '15.0', device: 'Google Pixel 8' }
}
const world = {
  name: 'browsers',
  pages: { 'shop-home': shop },
  sauce: {
    teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key-demo' }] }],
    jobs: [
      ...Object.entries(platforms).map(([digit, platform]) =>
        ({ id: id(digit), name: digit, created: '-PT1H', record, pages: ['shop-home'], platform })),
      { id: id('2'), name: 'by address', created: '-PT1H', record, pages: ['HTTPS://Shop.Example.com:443#top'] },
      { id: id('3'), name: 'by name', created: '-PT1H', record, pages: ['shop-home'] }
    ]
  }
} as never
const server = await twin(t, { world })

const fetched = async ({ app }: TestTwin, path: string): Promise<{ status: number, bytes: Buffer }> => {
  const { statusCode: status, rawPayload: bytes } = await app.inject({ url: path, headers: { authorization: basic('demo') } })
  return { status, bytes }
}
const asset = async (job: string, name: string): Promise<{ status: number, bytes: Buffer }> =>
  await fetched(server, `/rest/v1/demo/jobs/${job}/assets/${name}`)
const json = async (job: string, name: string): Promise<any> => JSON.parse((await asset(job, name)).bytes.toString())
const metrics = async (job: string): Promise<{ status: number, body: any }> => {
  const { status, bytes } = await fetched(server, `/v2/performance/metrics/${job}/`)
  return { status, body: JSON.parse(bytes.toString()) }
}

t.test('a user agent is that of the browser on its system', async (t) => {
  const expected: Record<string, RegExp> = {
    a: /\(Windows NT 10\.0; Win64; x64\).* Chrome\/142\.0\.0\.0 Safari\/537\.36$/,
    b: /\(Macintosh; Intel Mac OS X 10_15_7\).* Chrome\/142\.0\.0\.0 Safari\/537\.36$/,
    c: /\(Macintosh; Intel Mac OS X 10_15_7\) AppleWebKit\/605\.1\.15 .* Version\/16\.5 Safari\/605\.1\.15$/,
    d: /\(Windows NT 10\.0; Win64; x64; rv:144\.0\) Gecko\/20100101 Firefox\/144\.0$/,
    e: / Chrome\/142\.0\.0\.0 Safari\/537\.36 Edg\/142\.0\.0\.0$/,
    f: /\(iPhone; CPU iPhone OS 18_0 like Mac OS X\).* Version\/18\.0 Mobile\/15E148 Safari\/604\.1$/,
    1: /\(Linux; Android 15; Google Pixel 8\).* Chrome\/142\.0\.0\.0 Mobile Safari\/537\.36$/
  }
  for (const [digit, pattern] of Object.entries(expected)) {
    const { platform } = server.twin.worlds.default.facts.jobs.get(id(digit))!
    t.match(hostAgent(platform), pattern, `job ${digit}`)
  }
  for (const digit of ['a', 'b', 'd']) {
    const { log } = await json(id(digit), 'network.har')
    const agents = new Set(log.entries.flatMap(({ request }: any) =>
      request.headers.filter(({ name }: any) => name === 'user-agent').map(({ value }: any) => value)))
    t.equal(agents.size, 1, `one browser in job ${digit}`)
    t.match([...agents][0], expected[digit]!)
  }
  const driver = (await asset(id('b'), '_crmuxdriver.log')).bytes.toString()
  t.match(driver, /"user-agent":"Mozilla\/5\.0 \(Macintosh; /)
  t.notMatch(driver, /Windows NT/)
})

t.test('the Lighthouse report names the machine and, where Chrome pretends, the device', async (t) => {
  const { body: { items: [{ loader_id: loaderId }] } } = await metrics(id('b'))
  const lhr = JSON.parse(gunzipSync((await asset(id('b'), `_lhr_${loaderId}.json.gz`)).bytes).toString())
  t.match(lhr.environment.hostUserAgent, /Macintosh/)
  t.match(lhr.userAgent, /Macintosh/)
  const mac = { os: 'macOS 13', browserName: 'chrome', version: '142.0.7444.60' }
  t.match(userAgent(devices['iPhone X'], mac), /\(iPhone; .* Safari\/604\.1$/)
  t.match(userAgent(devices.iPad, mac), /\(iPad; CPU OS /)
  t.match(userAgent(devices['Nexus 7'], mac), /\(Linux; Android 6\.0\.1; Nexus 7 .* Chrome\/142\.0\.0\.0 Safari/)
  t.match(userAgent(devices['Pixel 2'], mac), / Mobile Safari\/537\.36$/)
  t.match(hostAgent(mac), /Macintosh/)
  const old = { os: 'Windows 7', browserName: 'chrome', version: '89.0.4389.72' }
  t.match(hostAgent(old), /Windows NT 6\.1; .*Chrome\/89\.0\.4389\.72/, 'before version 101 Chrome told all of it')
  t.match(hostAgent({ os: 'macOS 10.12', browserName: 'safari', version: '11.0' }), /Mac OS X 10_12_6\)/)
  const firefox = { ...mac, browserName: 'firefox', version: '144.0' }
  t.match(userAgent(devices['Nexus 7'], firefox), /Firefox/, 'Firefox pretends nothing')
})

t.test('a phone has a phone\'s screen', async (t) => {
  const sizes = await Promise.all(['f', '1', 'c'].map(async (digit) => {
    const job = server.twin.worlds.default.facts.jobs.get(id(digit))!
    const { simulateLoad } = await import('../src/worlds/page-loads.js')
    return (await simulateLoad(server.twin.worlds.default, job, 0))!.conditions.device.formFactor
  }))
  t.strictSame(sizes, ['mobile', 'mobile', 'desktop'])
})

t.test('only Chrome on a desktop is measured, as the vendor says', async (t) => {
  for (const digit of ['a', 'b']) {
    t.equal((await metrics(id(digit))).status, 200)
    t.equal((await asset(id(digit), 'performance.json')).status, 200)
  }
  for (const digit of ['c', 'd', 'e', 'f', '1']) {
    t.equal((await metrics(id(digit))).status, 404, `job ${digit}`)
    t.equal((await asset(id(digit), 'performance.json')).status, 404, `job ${digit}`)
    const { body: names } = await server.send('GET', `/rest/v1/demo/jobs/${id(digit)}/assets`)
    t.notOk(JSON.stringify(names).includes('performance.json'), `job ${digit}`)
  }
})

t.test('only Chrome and Firefox 53 and later on a desktop are debugged extendedly', async (t) => {
  const has = async (job: string, name: string): Promise<boolean> => {
    const { body: names } = await server.send('GET', `/rest/v1/demo/jobs/${job}/assets`)
    const [rest, old] = await Promise.all([asset(job, name), fetched(server, `/v1/eds/${job}/${name}`)])
    t.equal(rest.status, old.status)
    t.ok(rest.status === 200 || rest.status === 404)
    const there = rest.status === 200
    if (!name.startsWith('_')) t.equal(JSON.stringify(names).includes(name), there, `${name} is listed where it is`)
    return there
  }
  const made = async (platform: object): Promise<string> =>
    (await server.send('POST', '/_perftwin/jobs', { created: '-PT1H', record, pages: ['shop-home'], platform })).body.id
  const watched = ['a', 'b', 'd'].map(id)
  const unwatched = ['c', 'e', 'f', '1'].map(id)
  watched.push(
    await made({ os: 'Linux', browserName: 'chrome' }),
    await made({ os: 'Linux', browserName: 'Firefox' }),
    await made({ browserName: 'firefox', version: '53.0' }),
    await made({ browserName: 'firefox', version: 'beta' }))
  unwatched.push(
    await made({ browserName: 'firefox', version: '52.0' }),
    await made({ browserName: 'internet explorer', version: '11.285' }),
    await made({ os: 'iOS', browserName: 'safari' }),
    await made({ os: 'Android', browserName: 'chrome' }),
    await made({ os: 'Android 14', browserName: 'chrome', device: 'Google Pixel 8' }))
  for (const name of ['network.har', 'console.json']) {
    for (const job of watched) t.equal(await has(job, name), true, `${name} of ${job}`)
    for (const job of unwatched) t.equal(await has(job, name), false, `no ${name} of ${job}`)
  }
  for (const job of unwatched) t.equal((await asset(job, '_crmuxdriver.log')).status, 404)
})

t.test('a phone is one by its system\'s name alone', async (t) => {
  const iPhone = (ios: string, name: string): RegExp =>
    new RegExp(`^Mozilla/5\\.0 \\(iPhone; CPU iPhone OS ${ios} like Mac OS X\\) .* ${name} Mobile/15E148 Safari/604\\.1$`)
  const expected: Array<[spec: PlatformSpec, agent: RegExp, screen: string]> = [
    [{ os: 'iOS', browserName: 'safari' }, iPhone('18_5', 'Version/18\\.5'), 'iPhone X'],
    [{ os: 'iOS 17', browserName: 'safari', backend: 'appium' }, iPhone('17', 'Version/17'), 'iPhone X'],
    [{ os: 'iPhone', browserName: 'safari' }, iPhone('18_5', 'Version/18\\.5'), 'iPhone X'],
    [{ os: 'iOS 17.2', browserName: 'chrome', version: '142.0.7444.60' }, iPhone('17_2', 'CriOS/142\\.0\\.7444\\.60'), 'iPhone X'],
    [{ os: 'iPadOS 17.2', browserName: 'safari' }, /\(iPad; CPU OS 17_2 like Mac OS X\)/, 'iPad'],
    [{ os: 'Android', browserName: 'chrome' }, /\(Linux; Android 10; K\) .* Chrome\/142\.0\.0\.0 Mobile Safari\/537\.36$/, 'Pixel 2'],
    [{ os: 'Android 14', browserName: 'chrome' }, /\(Linux; Android 14; K\) .* Mobile Safari/, 'Pixel 2']
  ]
  for (const [spec, agent, screen] of expected) {
    const platform = platformOf(spec)
    t.match(hostAgent(platform), agent, JSON.stringify(spec))
    t.equal(screenOf(platform), screen, JSON.stringify(spec))
  }
  t.equal(screenOf(platformOf({ os: 'macOS 13', browserName: 'safari' })), undefined)
})

t.test('a URL is the page that declares it, by whichever way it is asked for', async (t) => {
  const [address, name] = await Promise.all(['2', '3'].map(async (digit) => (await json(id(digit), 'network.har')).log))
  t.equal(address.pages[0].title, 'Example Shop')
  t.equal(address.entries[0].request.url, shop.url)
  const hosts = (log: any): string[] => [...new Set<string>(log.entries.map(({ request }: any) => new URL(request.url).host))]
  t.strictSame(hosts(address), hosts(name))
  t.equal((await metrics(id('2'))).body.items[0].page_url, shop.url)
  const made = await server.send('POST', '/_perftwin/jobs', { created: '-PT1H', record, pages: ['https://SHOP.example.com'] })
  t.equal(made.status, 201)
  const { title } = (await json(made.body.id, 'network.har')).log.pages[0]
  t.equal(title, 'Example Shop', 'a job of the control plane')
  const log = await json(made.body.id, 'log.json')
  t.equal(log.find(({ path }: any) => path === 'url').request.url, 'https://SHOP.example.com', 'a log has what was asked')
})

t.test('URLs that browsers take for one are one page, declared or not', async (t) => {
  const spellings = ['https://other.example.net', 'https://OTHER.example.net:443/', 'https://other.example.net/#price']
  const made = await Promise.all(spellings.map(async (url) =>
    (await server.send('POST', '/_perftwin/jobs', { created: '-PT1H', record, pages: [url] })).body.id as string))
  const pages = await Promise.all(made.map(async (job) => (await json(job, 'network.har')).log.entries[0].request.url))
  t.strictSame(new Set(pages), new Set(['https://other.example.net/']))
  const distinct = ['http://shop.example.com/', 'https://shop.example.com/x', 'https://shop.example.com:8443/']
  for (const url of [...distinct, 'https://shop.example.com/?a=1']) {
    const { body } = await server.send('POST', '/_perftwin/jobs', { created: '-PT1H', record, pages: [url] })
    t.not((await json(body.id, 'network.har')).log.pages[0].title, 'Example Shop', url)
  }
})

t.test('a suite that asks by address loads the declared page', async (t) => {
  const suite = { name: 's', owner: 'demo', runs: 1, every: 'PT1H', pages: ['https://shop.example.com'], record }
  const sauce = { ...(world as any).sauce, jobs: [], suites: [suite] }
  const grown = await twin(t, { world: { ...(world as object), name: 'suites', sauce } as never })
  const [job] = grown.twin.worlds.default.facts.jobs.values()
  const { bytes } = await fetched(grown, `/rest/v1/demo/jobs/${job!.id}/assets/network.har`)
  t.equal(JSON.parse(bytes.toString()).log.pages[0].title, 'Example Shop')
})
