import t from 'tap'
import {
  alternativeOf, bodySchema, emptyOf, kindOf, looksLike, resolved, titleOf, withMember, type Document, type Schema
} from '../src/dashboard/page/forms/schema.js'
import { presetRule, presets, targets } from '../src/dashboard/page/views/faults/presets.js'
import { limitWords, quotaVendors, shareOf, spanWords } from '../src/dashboard/page/views/faults/quota-words.js'
import { ruleAgain } from '../src/dashboard/page/views/faults/rule-again.js'
import { countWords, doesWords, isOver, matchWords, struckWords } from '../src/dashboard/page/views/faults/rule-words.js'
import { twin, type TestTwin } from './helper.js'

const documentOf = async ({ get }: TestTwin): Promise<Document> => (await get('/_perftwin/openapi/control.json')).body

/** A schema and all those in it. */
function * within (document: Document, given: Schema): Generator<Schema> {
  const schema = resolved(document, given)
  yield schema
  const { anyOf = [], properties = {}, items, additionalProperties } = schema
  const inner = [...anyOf, ...Object.values(properties), items, additionalProperties]
  for (const each of inner) if (typeof each === 'object') yield * within(document, each)
}

t.test('a form is made from the control plane\'s own schemas', async (t) => {
  const document = await documentOf(await twin(t))
  const rule = bodySchema(document, 'addFault')
  if (rule === undefined) throw new Error('no schema')
  t.match(Object.keys(rule.properties ?? {}), ['id', 'match', 'effect', 'sequence', 'then'])
  t.equal(bodySchema(document, 'listFaults'), undefined)
  t.equal(bodySchema(document, 'nothing'), undefined)
  const { match, effect, sequence, then, times, window } = rule.properties ?? {}
  t.strictSame([match, effect, sequence, then, times, window].map((each) => kindOf(each ?? {})),
    ['object', 'object', 'list', 'choice', 'number', 'object'])
  const { delay = {}, body = {}, headers = {}, credentials = {} } = effect?.properties ?? {}
  t.strictSame([delay, body, headers, credentials].map(kindOf), ['either', 'either', 'record', 'choice'])
  t.strictSame(delay.anyOf?.map((each) => titleOf(document, each)), ['number', 'uniform', 'logNormal'])
  t.strictSame(body.anyOf?.map((each) => titleOf(document, each)), ['truncated or malformed', 'text, json, base64'])
  t.equal(kindOf(match?.properties?.['body'] ?? {}), 'json')
  t.strictSame(emptyOf(document, delay.anyOf?.[1] ?? {}), { uniform: [0, 0] })
  const delays = [5, { uniform: [1, 2] }, { logNormal: { median: 1, sigma: 1 } }]
  t.strictSame(delays.map((value) => alternativeOf(document, delay, value)), [0, 1, 2])
  t.strictSame(['malformed', { json: 1 }].map((value) => alternativeOf(document, body, value)), [0, 1])
})

t.test('what stands in a form first has the form that its schema says, whatever is sent', async (t) => {
  const document = await documentOf(await twin(t))
  for (const id of ['addFault', 'setQuotas', 'createWorld', 'createJob', 'createSeries', 'verify', 'setClock']) {
    const schemas = [...within(document, bodySchema(document, id) ?? {})]
    t.ok(schemas.length > 1, id)
    for (const schema of schemas) {
      t.ok(looksLike(document, schema, emptyOf(document, schema)), `${id}: ${JSON.stringify(schema).slice(0, 80)}`)
    }
  }
})

t.test('members come, change and go', async (t) => {
  t.strictSame(withMember({ a: 1, b: 2 }, 'a', 3), { a: 3, b: 2 })
  t.strictSame(withMember({ a: 1, b: 2 }, 'a', undefined), { b: 2 })
  t.strictSame(withMember({}, 'c', null), { c: null })
})

t.test('every preset is a rule that a twin takes, for whomever it is meant, and is told in words', async (t) => {
  const { send, get } = await twin(t)
  for (const { id: target } of targets) {
    for (const preset of presets) {
      const { status, body } = await send('POST', '/_perftwin/faults', presetRule(preset, 5, target))
      t.equal(status, 201, `${preset.title} for ${target}`)
      t.equal(body.times, preset.id === 'expired' ? 1 : 5)
      t.strictSame(body.match, target === 'any' ? {} : { vendor: target })
    }
  }
  const { body: { faults } } = await get('/_perftwin/faults?ended=true')
  t.strictSame(faults.slice(0, presets.length).map(doesWords),
    ['503', '429', '+3000 ms', 'truncated', 'malformed', 'reset', 'credentials expired'])
  t.strictSame(new Set(faults.map(({ match }: any) => matchWords(match))),
    new Set(['Sauce Labs', 'App Store Connect', 'WebDriver', 'every request']))
})

t.test('rules are told in words, with what became of them', async (t) => {
  const { get, send } = await twin(t)
  const match = { operation: 'getUser', method: 'GET', path: '/rest/**', query: { a: 'x', b: 1 }, fields: { c: { present: true } } }
  const sequence = [{ pass: true }, { status: 503, delay: 20 }]
  await send('POST', '/_perftwin/faults', { id: 'whole', match, sequence, then: 'repeat', after: 2, every: 23, share: 0.125, times: 7 })
  await send('POST', '/_perftwin/faults', { id: 'once', match: { operation: 'getUser' }, effect: { status: 503 }, times: 1 })
  await get('/rest/v1/users/demo')
  await get('/rest/v1/users/demo')
  const { body: { faults: [whole, once] } } = await get('/_perftwin/faults?ended=true')
  t.equal(matchWords(whole.match), 'getUser, GET /rest/**, query a=x b=1, field c={"present":true}')
  t.equal(doesWords(whole), 'pass → 503, +20 ms, and again')
  t.equal(countWords(whole), 'after 2, every 23rd, 12.5 % of them, at most 7')
  t.strictSame([2, 3, 11, 112, 101].map((every) => countWords({ after: 0, every, share: 1, times: null })),
    ['every 2nd', 'every 3rd', 'every 11th', 'every 112th', 'every 101st'])
  t.equal(struckWords(whole), 'no request yet')
  t.equal(struckWords(once), 'struck 1 of 2')
  t.strictSame([isOver(whole), isOver(once)], [false, true], 'what is used up is over')
})

t.test('a rule that is over is put in force again as it was; not one that had a window', async (t) => {
  const { get, send } = await twin(t)
  const match = { operation: 'getUser' }
  const { body: { now } } = await get('/_perftwin/info')
  const until = new Date(Date.parse(now) + 3_600_000).toISOString()
  await send('POST', '/_perftwin/faults', { id: 'once', match, effect: { status: 503 }, after: 1, times: 1 })
  await send('POST', '/_perftwin/faults', { id: 'steps', match, sequence: [{ status: 500 }], then: 'last' })
  await send('POST', '/_perftwin/faults', { id: 'hour', match, effect: { delay: 1 }, window: { from: now, until } })
  const rules = async (): Promise<Record<string, any>> => {
    const { body } = await get('/_perftwin/faults?ended=true')
    return Object.fromEntries(body.faults.map((fault: any) => [fault.id, fault]))
  }
  const before = await rules()
  for (const id of ['once', 'steps', 'hour']) t.equal(ruleAgain(before[id]), undefined, `${id} is in force`)
  for (const id of ['once', 'steps', 'hour']) await send('DELETE', `/_perftwin/faults/${id}`)
  const { once, steps, hour } = await rules()
  t.equal(hour.window.until, until)
  t.equal(ruleAgain(hour), undefined, 'it would have no end')
  for (const { id: _, removed, ...old } of [once, steps]) {
    const { status, body } = await send('POST', '/_perftwin/faults', ruleAgain({ ...old, removed }))
    t.equal(status, 201)
    t.match(body, { ...old, state: 'in force', matched: 0, fired: 0 })
  }
})

t.test('quotas are told as shares and in words', async (t) => {
  const { get, send } = await twin(t)
  await send('PUT', '/_perftwin/quotas', { sauce: { perHour: 2 }, asc: true })
  for (let i = 0; i < 3; i++) await get('/rest/v1/users/demo')
  const { body: { usage: [{ spans }] } } = await get('/_perftwin/quotas/usage')
  t.strictSame(spans.map(spanWords), ['2 of 10 a second', '2 of 2 an hour, used up; some again in 3,600 s'])
  t.strictSame(spans.map(shareOf), [0.2, 1])
  t.equal(shareOf({ used: 0, limit: 0 }), 1, 'where nothing is allowed it is used up')
  const { body: settings } = await get('/_perftwin/quotas')
  for (const { id, limits } of quotaVendors) {
    t.strictSame([...limits].sort(), Object.keys(settings[id]).sort(), `all limits of ${id}`)
    for (const name of limits) t.not(limitWords(name), name)
  }
})
