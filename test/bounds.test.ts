// What clients send is bounded in depth and in time, and what is refused changes nothing.
import fc from 'fast-check'
import t from 'tap'
import { Invalid } from '../src/kernel/errors.js'
import { deepestJson, isDeeper, parseJson } from '../src/kernel/json.js'
import { twin } from './helper.js'
import { holds } from './properties.js'

/** Lists in one another. */
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

t.test('JSON', async (t) => {
  t.test('is refused beyond its depth, however it is written', async (t) => {
    t.strictSame(parseJson(nested(3), 3), [[[]]])
    t.throws(() => parseJson(nested(4), 3), Invalid)
    t.throws(() => parseJson('{"a":[{"b":[]}]}', 3), /nested more than 3 levels deep/)
    t.strictSame(parseJson('{"[[[[":"{{{{\\"[[[[\\\\"}', 1), { '[[[[': '{{{{"[[[[\\' }, 'brackets in text are none')
    t.throws(() => parseJson('{"a":', 1), SyntaxError)
    t.throws(() => parseJson('"'.repeat(101)), SyntaxError)
    t.throws(() => parseJson('['.repeat(1_000_000)), Invalid)
  })

  t.test('is as deep as a text as it is as a value', async (t) => {
    holds(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), (value, levels) => {
      const text = JSON.stringify(value)
      let refused = false
      try {
        parseJson(text, levels)
      } catch {
        refused = true
      }
      return refused === isDeeper(value, levels)
    }))
  })

  t.test('nested too deeply is refused in the words of whoever is asked, and nothing of it is kept', async (t) => {
    const { send, get } = await twin(t)
    const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'job' })
    const before = (await get(`/rest/v1/demo/jobs/${id}`)).text
    const path = `/rest/v1/demo/jobs/${id}`
    const sentence = /nested more than 100 levels deep/
    for (const levels of [deepestJson, 4100, 200_000]) {
      t.match(await send('PUT', path, `{"name":"x","custom-data":{"a":${nested(levels)}}}`), { status: 400, body: { errors: sentence } })
    }
    t.equal((await get(path)).text, before)
    const deep = nested(5000)
    const refusals: Array<[string, string]> = [
      ['/_perftwin/jobs', `{"customData":{"a":${deep}}}`],
      ['/_perftwin/jobs', `{"pinned":{"a":${deep}}}`],
      ['/_perftwin/verify', `{"match":{"body":${deep}}}`],
      ['/_perftwin/journal/find', `{"match":{"body":${deep}}}`],
      ['/_perftwin/faults', `{"effect":${deep}}`],
      ['/_perftwin/worlds', `{"name":"w","world":${deep}}`],
      ['/_perftwin/webhooks', deep],
      ['/_perftwin/snapshots/import', deep]
    ]
    for (const [url, body] of refusals) {
      const refusal = { status: 400, body: { error: 'Invalid', message: /nested more than 1[02]0 levels deep/ } }
      t.match(await send('POST', url, body), refusal, url)
    }
    t.match(await get('/_perftwin/worlds'), { body: { worlds: { length: 1 } } })
    t.match(await get('/_perftwin/journal'), { status: 200 }, 'what was sent can be told')
    t.match(await send('POST', '/_perftwin/verify', { match: { body: {} } }), { body: { verified: true } })
  })

  t.test('as deep as may be comes back, and goes through a snapshot', async (t) => {
    const { send, get } = await twin(t)
    const { body: { id } } = await send('POST', '/_perftwin/jobs', {})
    const data = `{"a":${nested(deepestJson - 2)}}`
    t.equal((await send('PUT', `/rest/v1/demo/jobs/${id}`, `{"custom-data":${data}}`)).status, 200)
    const exported = (await get('/_perftwin/snapshots/now/export')).text
    t.equal((await send('POST', '/_perftwin/snapshots/import?name=copy', exported)).status, 201)
    t.equal((await send('POST', '/_perftwin/snapshots/copy/restore')).status, 200)
    t.equal(JSON.stringify((await get(`/rest/v1/demo/jobs/${id}`)).body['custom-data']), data)
    const deeper = exported.replace(data, `{"a":${nested(deepestJson + 4)}}`)
    t.match(await send('POST', '/_perftwin/snapshots/import', deeper), { status: 400, body: { message: /put\[\d\] is nested/ } })
  })

  t.test('of a path that nothing answers does not spoil the journal', async (t) => {
    const { send, get } = await twin(t)
    for (const path of ['/v1/nothing', '/rest/v1/nothing', '/v1/apps']) await send('POST', path, `{"a":${nested(9000)}}`)
    t.equal((await get('/_perftwin/journal')).status, 200)
    t.equal((await get('/_perftwin/journal.har')).status, 200)
    t.match(await send('POST', '/_perftwin/verify', { match: { body: { a: 1 } }, never: true }), { body: { verified: true } })
  })
})
