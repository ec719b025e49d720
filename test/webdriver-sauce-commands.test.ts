import t from 'tap'
import { stream } from '../src/kernel/random.js'
import type { MetricName } from '../src/lab/metrics/names.js'
import { assess, type Assessment } from '../src/statistics/series.js'
import { sauceEndpoint, sauceScript } from '../src/webdriver/scripts/sauce/call.js'
import { cpuRateOf, deviceOf, networkOf } from '../src/webdriver/scripts/sauce/conditions.js'
import { interceptionOf } from '../src/webdriver/scripts/sauce/interception.js'
import { jankinessScores } from '../src/webdriver/scripts/sauce/jankiness.js'
import { jobInfo } from '../src/webdriver/scripts/sauce/job-info.js'
import { performSauce } from '../src/webdriver/scripts/sauce/perform.js'
import { judge } from '../src/webdriver/scripts/sauce/verdict.js'
import type { SauceCommands } from '../src/webdriver/sauce-commands.js'

const platform = { os: 'Windows 10', browserName: 'chrome', version: '142.0.7444.60' }

/** Notes what is done to a session. */
function noting (): { commands: SauceCommands, done: unknown[][] } {
  const done: unknown[][] = []
  const commands = new Proxy({}, {
    get: (_, name) => name === 'lastLoad'
      ? async () => undefined
      : (...given: unknown[]) => { done.push([name, ...given]) }
  }) as SauceCommands
  return { commands, done }
}

t.test('commands come as scripts, with a space after the colon or without', (t) => {
  t.strictSame(sauceScript('sauce:job-result=passed', []), { name: 'job-result', argument: 'passed' })
  t.strictSame(sauceScript('sauce: break', []), { name: 'break', argument: undefined })
  t.strictSame(sauceScript('sauce: stop network', []), { name: 'stopnetwork', argument: undefined })
  t.strictSame(sauceScript('sauce:context=a = b', []), { name: 'context', argument: 'a = b' })
  t.strictSame(sauceScript('sauce:throttleNetwork', [{ condition: 'Good 3G' }]), {
    name: 'throttlenetwork',
    argument: { condition: 'Good 3G' }
  })
  t.equal(sauceScript('return "sauce:hello"', []), undefined)
  t.strictSame(sauceEndpoint('respondMock', { response: {} }, 'id'), { name: 'mockanswer', argument: { response: {}, mockId: 'id' } })
  t.equal(sauceEndpoint('toString', {}, undefined), undefined)
  t.end()
})

t.test('what they do to the session', async (t) => {
  const { commands, done } = noting()
  for (const script of ['sauce:job-result=true', 'sauce:job-result=failed', 'sauce:job-name=my test', 'sauce:job-tags=a, b,',
    'sauce:job-build=7',
    'sauce:context=step one', 'sauce: break', 'sauce: stop network', 'sauce: start network', 'sauce: disable log', 'sauce: enable log',
    'sauce:performanceDisable', 'sauce:performanceEnable', 'sauce: job-info={\'name\': \'other\', "passed": true}']) {
    const call = sauceScript(script, [])
    t.equal(call === undefined ? 'no command' : await performSauce(commands, call, platform), null, script)
  }
  t.strictSame(done, [['setResult', true], ['setResult', false], ['setName', 'my test'], ['setTags', ['a', 'b']], ['setBuild', '7'],
    ['context', 'step one'], ['breakpoint'], ['setNetwork', false], ['setNetwork', true], ['setLogging', false], ['setLogging', true],
    ['setCapturing', false], ['setCapturing', true], ['setInfo', { name: 'other', passed: true }]])
  t.match(await performSauce(commands, { name: 'hello', argument: { name: 'Ann' } }, platform), /Ann/)
  t.strictSame(await performSauce(commands, { name: 'debug', argument: { method: 'Page.enable' } }, platform), {})
  await t.rejects(performSauce(commands, { name: 'debug', argument: { method: 'No.such thing' } }, platform), { code: 'unknown error' })
  await t.rejects(performSauce(commands, { name: 'nosuch', argument: undefined }, platform), { code: 'unknown error' })
  await t.rejects(performSauce(commands, { name: 'constructor', argument: undefined }, platform), { code: 'unknown error' })
  await t.rejects(performSauce(commands, { name: 'job-result', argument: 'perhaps' }, platform), { code: 'invalid argument' })
  await t.rejects(performSauce(commands, { name: 'performance', argument: 'a name' }, platform), { code: 'invalid argument' })
  await t.rejects(performSauce(commands, { name: 'performance', argument: { name: 'x', metrics: ['speed'] } }, platform),
    { code: 'invalid argument' })
  await t.rejects(performSauce(commands, { name: 'performance', argument: { name: 'x' } }, platform), { code: 'unknown error' },
    'nothing was loaded')
  await t.rejects(performSauce(commands, { name: 'log', argument: { type: 'sauce:nothing' } }, platform), { code: 'invalid argument' })
})

t.test('conditions by all the names that clients have for them', (t) => {
  for (const name of ['Regular 3G', 'Regular3G', 'regular 3g', { condition: 'Regular3G' }]) t.equal(networkOf(name), 'Regular 3G')
  t.strictSame(networkOf({ condition: { download: 1000, upload: 500, latency: 40 } }), { download: 1000, upload: 500, latency: 40 })
  t.strictSame(networkOf({ offline: false, latency: 5, downloadThroughput: 125_000, uploadThroughput: 12_500 }),
    { download: 1000, upload: 100, latency: 5 })
  t.equal(networkOf({ offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 }), 'offline')
  for (const odd of ['9G', {}, { download: -1 }, 7, null]) t.throws(() => networkOf(odd), { code: 'invalid argument' })
  t.equal(cpuRateOf({ rate: 4 }), 4)
  for (const odd of [{ rate: -1 }, { rate: '' + 'fast' }, {}]) t.throws(() => cpuRateOf(odd), { code: 'invalid argument' })
  t.match(deviceOf({ width: 412, height: 732, deviceScaleFactor: 2.625, mobile: true }), { formFactor: 'mobile', width: 412 })
  t.equal(deviceOf({ width: 0, height: 0, deviceScaleFactor: 0, mobile: false }), undefined)
  t.end()
})

t.test('interceptions', (t) => {
  t.strictSame(interceptionOf({ url: '**/a.js', error: 'Failed' }), { url: '**/a.js', error: 'Failed' })
  t.strictSame(interceptionOf({ url: '*', redirect: 'https://b.test/' }), { url: '*', redirect: 'https://b.test/' })
  t.strictSame(interceptionOf({ url: '*', response: { status: 503, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: 'né' } }),
    { url: '*', response: { status: 503, headers: { 'Content-Type': 'text/css; charset=utf-8' }, size: 3, mimeType: 'text/css' } })
  for (const odd of [{ url: '*' }, { error: 'Failed' }, { url: '*', error: 'Never' }, { url: '*', response: { status: 7 } }, 'text']) {
    t.throws(() => interceptionOf(odd), { code: 'invalid argument' })
  }
  t.end()
})

t.test('job-info is read as leniently as it is written', (t) => {
  t.strictSame(jobInfo('{"build": 7, "tags": "a,b", "public": "team"}'), { build: '7', tags: ['a', 'b'], public: 'team' })
  t.strictSame(jobInfo('{name: \'it\\\'s\', }'), { name: 'it\'s' })
  t.throws(() => jobInfo('name'), { code: 'invalid argument' })
  t.end()
})

t.test('a verdict names the metrics that are out of line, as the API\'s assertion does', (t) => {
  const random = stream(3, 'runs')
  const series = (last: number): Assessment => {
    const values = [...Array.from({ length: 12 }, () => Math.round(random.normal(1000, 10))), last]
    const found = assess(values.map((value, at) => ({ jobId: String(at), at, value })), values.length - 1)
    if (found === undefined) throw new Error('no assessment')
    return found
  }
  const [fine, slow] = [series(1000), series(3000)]
  t.strictSame(judge(new Map<MetricName, Assessment>([['load', fine]])), { result: 'pass', reason: null, details: {} })
  const { lower, upper } = slow.baseline
  t.strictSame(judge(new Map<MetricName, Assessment>([['load', slow], ['score', fine]])), {
    result: 'fail',
    reason: 'Metrics [load] are significantly out of the baseline',
    details: { load: { actual: 3000, lowerLimit: lower, upperLimit: upper } }
  })
  t.end()
})

t.test('jankiness is scored as the published samples are', (t) => {
  const metrics = {
    averageFPS: 30, scriptingTime: 1000, renderingTime: 900, paintingTime: 700, otherTime: 488, idleTime: 2122, scrollTime: 5210,
    forcedReflowWarningCounts: 0, memoryUsageDiff: 0
  }
  const { score, diagnostics } = jankinessScores(metrics, { events: 33_823, memory: 1_575_316_112 })
  t.strictSame(diagnostics, { fpsScore: 0.5, layoutUpdateScore: 1, idleDurationScore: 2122 / 5210, memoryUsageScore: 1 })
  t.equal(score, (5 * 0.5 + 3 + 3 * (2122 / 5210) + 1) / 12)
  t.end()
})
