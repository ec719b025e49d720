// @wdio/sauce-service, unmodified, with WebdriverIO's own `remote`: its launcher's and service's hooks are called as the runner
// of WebdriverIO calls them, in that order, around a suite. The only setting that leads it here is `host`.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { basic, listeningTwin } from './helper.js'
import { checkJob, shop, shopUrl, type Step, type Where } from './webdriver-clients-helper.js'

type Browser = Awaited<ReturnType<typeof import('webdriverio')['remote']>>
/** What of the service's hooks are used; its types want all of the runner's. */
type Hook = (...given: unknown[]) => unknown
type Hooks = Record<'beforeSession' | 'before' | 'beforeSuite' | 'beforeTest' | 'afterTest' | 'afterSuite' | 'after', Hook>
type Made<T> = new (options: object, capabilities: object, config: object) => T
interface Package { default: Made<Hooks>, launcher: Made<Record<'onPrepare' | 'onComplete', Hook>> }

const suite = 'Tea shop'
const steps: ReadonlyArray<Step<Browser>> = [
  ['opens', async (b) => { await b.url(shopUrl) }],
  ['greets', async (b) => { assert.equal(await b.$('#greeting').getText(), 'Welcome') }],
  ['searches', async (b) => {
    await b.$('#query').setValue('sencha!')
    await b.$('#kind').selectByVisibleText('Green')
    await b.$('#sale').click()
    await b.$('#go').click()
    assert.equal(await b.$$('.item').length, 2)
  }]
]

/** Runs the suite as `wdio run` does: the launcher once, a service for the session, mocha's hooks around each test. */
async function run (t: Test, { url, port, key }: Where, options: object = {}): Promise<string> {
  const { default: Service, launcher: Launcher } = await import('@wdio/sauce-service') as unknown as Package
  const { remote } = await import('webdriverio')
  const outputDir = t.testdir()
  mkdirSync(outputDir, { recursive: true })
  writeFileSync(join(outputDir, 'wdio-0-0.log'), 'the log of the runner')
  const capabilities = {
    browserName: 'chrome', platformName: 'Windows 10', browserVersion: 'latest',
    'sauce:options': { build: 'release 7', tags: ['tea'], extendedDebugging: true, capturePerformance: true }
  }
  const config = {
    user: 'demo', key, region: 'us', host: url, protocol: 'http', hostname: '127.0.0.1', port, path: '/wd/hub',
    outputDir, logLevel: 'silent', connectionRetryCount: 0
  }
  const launcher = new Launcher(options, [capabilities], config)
  await launcher.onPrepare(config, [capabilities])
  const service = new Service(options, capabilities, config)
  await service.beforeSession(config, capabilities, [], '0-0')
  const { host: _, ...connection } = config
  const browser = await remote({ ...connection, capabilities } as Parameters<typeof remote>[0])
  await service.before(capabilities, [], browser)
  await service.beforeSuite({ title: suite })
  let failures = 0
  for (const [title, does] of steps) {
    const test = { title, parent: suite, file: 'tea.e2e.js' }
    await service.beforeTest(test, {})
    const error = await does(browser).then(() => undefined, (thrown: unknown) => thrown)
    if (error !== undefined) failures += 1
    await service.afterTest(test, {}, { passed: error === undefined, error, duration: 5, retries: { attempts: 0, limit: 0 } })
  }
  await service.afterSuite({ title: suite })
  await service.after(failures, capabilities, [])
  await browser.deleteSession()
  await launcher.onComplete(0, config, [capabilities])
  return browser.sessionId
}

const asker = ({ url, key }: Where) => async (path: string, body?: object): Promise<any> => {
  const headers = { authorization: basic('demo', key), 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  return await (await fetch(url + path, { headers, ...sent })).json()
}

t.test('@wdio/sauce-service names the job, says that it passed, and puts it into its build', async (t) => {
  const where = await listeningTwin(t, shop())
  const ask = asker(where)
  const id = await run(t, where)
  t.match(await ask(`/rest/v1/demo/jobs/${id}`), { name: suite, passed: true, status: 'complete', build: 'release 7', tags: ['tea'] })
  await checkJob(t, where, suite, true)
  const builds = await ask('/v2/builds/vdc/?name=release%207')
  t.match(builds.builds, [{ name: 'release 7', jobs: { finished: 1, passed: 1 } }])
  const log = await ask(`/rest/v1/demo/jobs/${id}/assets/log.json`) as Array<{ message?: string }>
  const contexts = log.map(({ message }) => message).filter((message) => message?.startsWith(`${suite} - `))
  t.strictSame(contexts, steps.map(([title]) => `${suite} - ${title}`), 'log.json has the name of each test, before its commands')
  const match = { operation: 'updateJob', status: '2xx', body: { passed: true, build: 'release 7' } }
  t.equal((await ask('/_perftwin/journal/find', { match })).entries.length, 1, 'verdict and build are told by the service')
  const { entries } = await ask('/_perftwin/journal?limit=500')
  const told = entries.map(({ method, path }: { method: string, path: string }) => `${method} ${path}`)
  t.ok(told.includes('POST /test-runs/v1/'), 'the runs of its tests are reported')
  t.ok(told.includes(`PUT /v1/testcomposer/jobs/${id}/assets`), 'its log is uploaded')
})

t.test('@wdio/sauce-service says that it failed, and why', async (t) => {
  const where = await listeningTwin(t, shop('Good bye'))
  const ask = asker(where)
  const id = await run(t, where, { setJobName: (_: unknown, __: unknown, title: string) => `${title}, nightly` })
  t.match(await ask(`/rest/v1/demo/jobs/${id}`), { name: `${suite}, nightly`, passed: false, status: 'complete', build: 'release 7' })
  await checkJob(t, where, `${suite}, nightly`, false)
  const log = JSON.stringify(await ask(`/rest/v1/demo/jobs/${id}/assets/log.json`))
  t.match(log, /Good bye/, 'log.json has the error, as the service tells it')
})
